"""Tables of notebooks, made into tables of the book.

Our own come as a page wants them (`plain_text.table`); of any other table the book keeps the cells
and leaves the presentation. The table of a figure comes as data.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from html import escape

from bs4 import BeautifulSoup

from border_wars_book.page.languages import mark_html
from plain_text.table import is_number

_KEPT = {"colspan", "rowspan", "scope", "lang", "href", "id", "title", "class", "data-day"}


@dataclass(frozen=True)
class ShownTable:
    """The inside of a `<table>`, its caption as text, and how many columns it has."""

    html: str
    caption: str
    columns: int


def shown_table(html: str) -> ShownTable:
    """Read the first table of an output."""
    table = BeautifulSoup(html, "html.parser").find("table")
    caption = table.find("caption")
    caption_text = caption.extract().get_text(" ", strip=True) if caption else ""
    for tag in table.find_all(True):
        tag.attrs = {key: value for key, value in tag.attrs.items() if key in _KEPT}
    rows = [row.find_all(["th", "td"], recursive=False) for row in table.select("tr")]
    columns = max((len(row) for row in rows), default=0)
    return ShownTable(mark_html(table.decode_contents()), caption_text, columns)


def records_table(table: dict | list, name: str = "", led: Collection[int] = ()) -> ShownTable:
    """A table that came as data, in any of the forms `table_rows` reads.

    Rows that something leads to, `led` from nought, have an id: the table's name and their number.
    """
    columns, rows = table_rows(table)
    texts = [["" if value is None else escape(str(value)) for value in row] for row in rows]
    numeric = [is_number(column) for column in zip(*texts, strict=True)]
    mark = [' class="number"' if is_number else "" for is_number in numeric]
    head = "".join(
        f'<th scope="col"{mark[at] if mark else ""}>{escape(sentence_case(str(name)))}</th>'
        for at, name in enumerate(columns)
    )
    body = "".join(
        (f'<tr id="{name}-row-{number}">' if number in led else "<tr>")
        + "".join(
            f'<th scope="row">{text}</th>' if at == 0 else f"<td{mark[at]}>{text}</td>"
            for at, text in enumerate(row)
        )
        + "</tr>"
        for number, row in enumerate(texts)
    )
    html = f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody>"
    return ShownTable(mark_html(html), "", len(columns))


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
