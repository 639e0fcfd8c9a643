"""Every value of the book, and the rows of the record that it rests on: `values.json`.

A value is what an expression in a sentence says, a drawing or a table that a cell shows, or a part
that the record's own code has named, such as the judgement of a claim. What each rests on was
traced when the notebooks ran (`build.tracing`); where the paragraph stands, `paragraphs` tells.

The same, by event, is a script beside the pages, `hangs.js`, from which the row of an event shows
what hangs on it. The setting `border_wars_parts` has the address of a part by its table.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from docutils.nodes import make_id
from sphinx.application import Sphinx

from border_wars_book.build import kept
from border_wars_book.build.execution import Run, with_outputs
from border_wars_book.build.toc import pages
from border_wars_book.page.exported import FOLDER, VALUES
from border_wars_book.page.paragraphs import Prose, renumbered
from border_wars_book.page.sentences import said
from plain_text.myst import expressions
from timelines.media import FIGURE_MIME

COUNT = 100  # events; no sentence speaks of so many
KINDS = {
    "application/vnd.plotly.v1+json": "drawing",
    "image/svg+xml": "drawing",
    "text/html": "table",
    "text/markdown": "table",
}
_CAPTION = re.compile(
    r"^:{3,}\{(?:list-)?table\}[ ]*([^\n]+)$|<caption[^>]*>(.*?)</caption>", re.M | re.S
)
_HEADING = re.compile(r"^#+ (.+)$", re.M)
_FIRST = re.compile(r"(?<=[.?!]) ")  # a caption's first sentence says what is shown
_TAG = re.compile(r"<[^>]+>")


def of_notebook(
    page: str,
    notebook: Mapping[str, Any],
    rests: Mapping[str, Any],
    prose: Prose,
    numbers: Iterable[str],
) -> list[dict[str, Any]]:
    """The values of a page in its order, as `values.json` lists them.

    ``notebook`` has the outputs and answers of the run, ``rests`` what they rest on; ``numbers``
    are those of its paragraphs, none for a page whose paragraphs have none.
    """
    sentences, cells = iter(rests["sentences"]), iter(rests["cells"])
    given, found, heading = iter(numbers), [], ""
    for at, cell in enumerate(notebook["cells"]):
        hidden = "remove-cell" in cell["metadata"].get("tags", ())
        text = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            heading = [heading, *_HEADING.findall(text)][-1]
            numbered = {} if hidden else _numbered(text, prose, given)
            answers = cell["metadata"].get(kept.ANSWERS, ())
            told = zip(_lines(text), answers, next(sentences), strict=True)
            for line, one, resting in told:
                value = {"asked": one["expression"], "says": said(one)}
                found.append(_value(page, cell, "sentence", numbered.get(line, ""), value, resting))
        elif cell["cell_type"] == "code" and text.strip():
            resting = next(cells)
            for kind, value in () if hidden else _outputs(cell, at, heading):
                found.append(_value(page, cell, kind, "", value, resting))
    for part in rests["parts"]:
        found.append({"page": page, "kind": "part", **part})
    return found


def _value(
    page: str, cell: Mapping[str, Any], kind: str, paragraph: str, value: Any, resting: Any
) -> dict[str, Any]:
    where = {"page": page, "kind": kind, "cell": cell["id"]}
    return where | ({"paragraph": paragraph} if paragraph else {}) | value | resting


def _numbered(text: str, prose: Prose, given: Iterator[str]) -> dict[int, str]:
    """The number of the paragraph that has a line, by the line."""
    return {
        line: number
        for (first, content), number in zip(prose.in_cell(text), given, strict=False)
        for line in range(first, first + len(content.splitlines()))
    }


def _lines(text: str) -> list[int]:
    """The line on which each expression of a cell stands, in their order."""
    lines, at = [], 0
    for expression in expressions(text):
        at = text.index(expression, at)
        lines.append(text.count("\n", 0, at))
        at += len(expression)
    return lines


def _outputs(
    cell: Mapping[str, Any], at: int, heading: str
) -> Iterator[tuple[str, dict[str, str]]]:
    """The kind of each drawing and table that a cell shows, with its anchor and its title."""
    for number, output in enumerate(cell.get("outputs", ())):
        data = output.get("data", {})
        if name := next((name for name in KINDS if name in data), ""):
            kind = "panel" if "step" in data.get(FIGURE_MIME, ()) else KINDS[name]
            # What is Markdown is set as the page's own text, and has its heading's anchor.
            own = heading if name == "text/markdown" else f"output-{at}-{number}"
            anchor = make_id(cell["metadata"].get("label") or own)
            title = cell["metadata"].get("caption") or _title(data) or heading
            yield kind, {"anchor": anchor, "title": title}


def _title(data: Mapping[str, Any]) -> str:
    for described in data.values():
        if isinstance(described, dict):
            meta = (described.get("layout") or {}).get("meta") or described
            if title := meta.get("title") or meta.get("caption"):
                return str(title)
    text = "".join(data.get("text/html") or data.get("text/markdown") or "")
    caption = _CAPTION.search(text)
    return _TAG.sub("", caption[1] or caption[2]).strip() if caption else ""


def values(app: Sphinx) -> list[dict[str, Any]]:
    """The values of all pages, in the book's order, and each part once."""
    runs = app.border_wars_runs
    found = [
        one for page in pages(Path(app.srcdir)) if page in runs for one in _of_run(app, runs[page])
    ]
    parts = {(one["table"], one["row"]): one for one in found if one["kind"] == "part"}
    return [one for one in found if one["kind"] != "part"] + [
        {key: value for key, value in one.items() if key != "page"} for one in parts.values()
    ]


def _of_run(app: Sphinx, run: Run) -> list[dict[str, Any]]:
    """The values of a page, worked out once for each state of it."""
    root, page = Path(app.srcdir), run.page
    source = (root / f"{page}.ipynb").read_text("utf-8")
    held = [row for row in app.border_wars_map if row.page == page]
    chapter = app.border_wars_chapters.get(page, "")

    def work_out() -> list[dict[str, Any]]:
        prose = Prose(app.config.myst_enable_extensions)
        notebook, rests = json.loads(with_outputs(source, run)), run.rests()
        rows = renumbered(held, page, chapter, prose.of(notebook)) if chapter else []
        numbers = [row.number for row in rows if not row.gone]
        return of_notebook(page, notebook, rests, prose, numbers) if rests else []

    made_of = (Path(__file__).read_bytes(), run.key, source, chapter, repr(held))
    folder = root / "_build" / "values" / page.replace("/", "--")
    found: list[dict[str, Any]] = kept.once(folder, made_of, work_out, alone=True)
    return found


def hanging(
    values: Iterable[Mapping[str, Any]], places: Callable[[Mapping[str, Any]], tuple[str, ...]]
) -> tuple[list[list[str]], dict[str, dict[str, list[int]]]]:
    """Every place once, and by event and kind the numbers of the places of what hangs on it.

    A place is an address, its words, and what a sentence says. The kind of a part is its table. A
    sentence that rests on a `COUNT` of events counts the record, and a panel is of a drawing.
    """
    known: dict[tuple[str, ...], int] = {}
    found: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for one in values:
        if one["kind"] == "panel" or (one["kind"] == "sentence" and len(one["events"]) >= COUNT):
            continue
        for event in one["events"]:
            number = known.setdefault(places(one), len(known))
            listed = found[event][one.get("table", one["kind"])]
            if number not in listed:
                listed.append(number)
    order = {"sentence": 0, "drawing": 2, "table": 3}
    return [list(place) for place in known], {
        event: dict(sorted(found[event].items(), key=lambda kind: order.get(kind[0], 1)))
        for event in sorted(found)
    }


def place(
    one: Mapping[str, Any], titles: Mapping[str, str], parts: Mapping[str, str]
) -> tuple[str, ...]:
    """Where a value stands, by the titles of pages and the addresses of parts by table."""
    if one["kind"] == "part":
        return parts.get(one["table"], "").format(one["row"]), one["row"].replace("-", " ")
    page = f"{one['page']}.html"
    if one["kind"] != "sentence":
        title = one["title"] or titles[one["page"]]
        return f"{page}#{one['anchor']}", _FIRST.split(title)[0]
    if number := one.get("paragraph", ""):
        return f"{page}#p{number.partition('.')[2]}", number, one["says"]
    return page, titles[one["page"]], one["says"]


def write(app: Sphinx, exception: Exception | None) -> None:
    """Both files, when all pages are written; the page of the rows needs not say what it says."""
    if exception or app.builder.name != "html" or not app.config.border_wars_traced:
        return
    found, out, edition = values(app), Path(app.outdir), app.border_wars_edition
    whole = {"version": edition.version, "fingerprint": edition.fingerprint, "values": found}
    (out / FOLDER).mkdir(exist_ok=True)
    (out / FOLDER / VALUES).write_text(json.dumps(whole, ensure_ascii=False) + "\n", "utf-8")
    labels, titles = app.env.get_domain("std").anonlabels, app.env.titles
    # An event may share its name with a page about it; most have their rows on one page.
    rows = Counter(labels[event][0] for one in found for event in one["events"] if event in labels)
    home = rows.most_common(1)[0][0] if rows else ""
    named = {page: title.astext() for page, title in titles.items()}
    hung = hanging(
        (one for one in found if one.get("page") != home),
        partial(place, titles=named, parts=app.config.border_wars_parts),
    )
    told = (json.dumps(part, ensure_ascii=False, separators=(",", ":")) for part in hung)
    (out / "_static" / "hangs.js").write_text(f"bookHangs({','.join(told)});\n", "utf-8")


def register(app: Sphinx) -> None:
    """After the other formats are laid among the pages."""
    app.add_config_value("border_wars_parts", {}, "html", dict)
    app.connect("build-finished", write)
