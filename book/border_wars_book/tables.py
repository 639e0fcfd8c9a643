"""HTML tables from notebooks, made into tables of the book.

pandas writes presentation into its tables (borders, alignments, a style sheet) and leaves out what
a reader with a screen reader needs.  Here the first goes and the second comes: each head cell says
which way it reaches, empty corners stop being heads, columns of numbers are marked so that the
page and the print can align them, and an hour knows its day where only the first of a day says it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape

from bs4 import BeautifulSoup, Tag

from border_wars_book.languages import mark_html

NUMBER = re.compile(r"^[\s≈~<>≤≥+\-−–]*\d[\d\s,.   ]*(?:[–-]\s*\d[\d,.  ]*)?%?$")
_HOUR = re.compile(r"^(?:[a-z]+\s)?\d\d:\d\d(?::\d\d)?$")
_HOUR_AND_DAY = re.compile(r"\d\d:\d\d(?::\d\d)?,\s(\d{1,2}\s[A-Z][a-z]+(?:\s\d{4})?)$")
EMPTY = {"", "–", "—", "NaN", "NaT", "None", "<NA>"}
_KEPT = {"colspan", "rowspan", "scope", "lang", "href", "id", "title", "datetime", "class"}
_PANDAS_CLASSES = re.compile(
    r"^(dataframe|data|row\d+|col\d+|row_heading|col_heading|level\d+|blank|index_name)$"
)


@dataclass(frozen=True)
class CleanTable:
    """The inside of a `<table>`, its caption as text, and how many columns it has."""

    html: str
    caption: str
    columns: int


def clean_table(html: str) -> CleanTable:
    """Read the first table of an output."""
    soup = BeautifulSoup(html, "html.parser")
    table = soup.find("table")
    caption = table.find("caption")
    caption_text = caption.get_text(" ", strip=True) if caption else ""
    if caption:
        caption.decompose()
    for tag in table.find_all(True):
        _strip(tag)
    _join_head_rows(table)
    for cell in table.select("thead th"):
        _head_cell(cell, "col")
    for cell in table.select("tbody th"):
        _head_cell(cell, "row")
    rows = [row.find_all(["th", "td"], recursive=False) for row in table.select("tbody tr")]
    columns = max((len(row) for row in rows), default=0)
    _mark_numbers(table, rows, columns)
    _carry_days(rows, columns)
    for cell in table.find_all("td"):
        if cell.get_text(strip=True) in {"NaN", "NaT", "None", "<NA>"}:
            cell.string = ""
    return CleanTable(mark_html(table.decode_contents()), caption_text, columns)


def records_table(table: dict | list) -> CleanTable:
    """A table that came as data, in any of the forms `table_rows` reads."""
    columns, rows = table_rows(table)
    texts = [["" if value is None else escape(str(value)) for value in row] for row in rows]
    numeric = [
        any(told) and all(map(NUMBER.match, told))
        for told in (
            [text for text in column if text not in EMPTY] for column in zip(*texts, strict=True)
        )
    ]
    mark = [' class="number"' if is_number else "" for is_number in numeric]
    head = "".join(
        f'<th scope="col"{mark[at] if mark else ""}>{escape(sentence_case(str(name)))}</th>'
        for at, name in enumerate(columns)
    )
    body = "".join(
        "<tr>"
        + "".join(
            f'<th scope="row">{text}</th>' if at == 0 else f"<td{mark[at]}>{text}</td>"
            for at, text in enumerate(row)
        )
        + "</tr>"
        for row in texts
    )
    html = f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody>"
    return CleanTable(mark_html(html), "", len(columns))


def table_rows(table: dict | list) -> tuple[list[str], list[list[object]]]:
    """Column names and rows of a table that came as data.

    Its forms: rows of which the first is the head, `{"columns": ..., "data": ...}`, or records.
    """
    if isinstance(table, dict):
        return list(table["columns"]), [list(row) for row in table["data"]]
    if table and not isinstance(table[0], dict):
        return list(table[0]), [list(row) for row in table[1:]]
    columns = list(table[0]) if table else []
    return columns, [[row.get(name) for name in columns] for row in table]


def sentence_case(head: str) -> str:
    """The head of a column, beginning with a capital."""
    head = head.strip()
    return head[:1].upper() + head[1:]


def _strip(tag: Tag) -> None:
    tag.attrs = {key: value for key, value in tag.attrs.items() if key in _KEPT}
    classes = [name for name in tag.get("class", []) if not _PANDAS_CLASSES.match(name)]
    if classes:
        tag["class"] = classes
    else:
        tag.attrs.pop("class", None)
    if str(tag.get("id", "")).startswith("T_"):
        del tag["id"]


def _join_head_rows(table: Tag) -> None:
    """Pandas puts the index's name in a head row of its own; it belongs in the row above."""
    rows = table.select("thead > tr")
    if len(rows) < 2:
        return
    last, above = rows[-1], rows[-2]
    names, heads = last.find_all(["th", "td"]), above.find_all(["th", "td"])
    if len(names) != len(heads):
        return
    for name, head in zip(names, heads, strict=True):
        if name.get_text(strip=True) and head.get_text(strip=True):
            return
    for name, head in zip(names, heads, strict=True):
        if name.get_text(strip=True):
            head.replace_with(name)
    last.decompose()


def _head_cell(cell: Tag, scope: str) -> None:
    if not cell.get_text(strip=True):
        cell.name = "td"
        return
    if scope == "col" and (text := cell.find(string=str.strip)):
        text.replace_with(sentence_case(str(text)))
    reach = int(cell.get("colspan", 1)) > 1 or int(cell.get("rowspan", 1)) > 1
    cell["scope"] = f"{scope}group" if reach else scope


def _carry_days(rows: list[list[Tag]], columns: int) -> None:
    """Give an hour the day that stands above it in its column, for a row that is read alone."""
    for column in range(columns):
        day = ""
        for row in rows:
            text = row[column].get_text(" ", strip=True) if len(row) == columns else ""
            if told := _HOUR_AND_DAY.search(text):
                day = told[1]
            elif day and _HOUR.match(text):
                row[column]["data-day"] = day


def _mark_numbers(table: Tag, rows: list[list[Tag]], columns: int) -> None:
    whole = [row for row in rows if len(row) == columns]
    for column in range(columns):
        texts = [row[column].get_text(strip=True) for row in whole]
        told = [text for text in texts if text not in EMPTY]
        if not told or not all(NUMBER.match(text) for text in told):
            continue
        for row in whole:
            row[column]["class"] = [*row[column].get("class", []), "number"]
        for row in table.select("thead > tr"):
            cells = row.find_all(["th", "td"], recursive=False)
            if len(cells) == columns:
                cells[column]["class"] = [*cells[column].get("class", []), "number"]
