"""The addresses of an edition, written down so that a test can ask each of them later.

`make addresses` lists, of the pages that were built, every page and the anchors that a reader may
have cited: events, works, terms, figures, claims, headings. The numbers of paragraphs have a list
of their own (`book/paragraphs.csv`), and what is numbered anew by each build has no address. The
list is made when an edition comes out, and only added to afterwards.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from border_wars_book.build.publish import write_whole
from border_wars_book.build.toc import pages
from border_wars_book.page.withdrawn import LIST, listed
from bs4 import BeautifulSoup

from command_line import run

HERE = Path(__file__).resolve().parents[1]
# Ids that a build gives by counting, those of parts that every page has, of cards and drawings, and
# of the libraries' names, which change with their versions.
COUNTED = re.compile(
    r"(id|p|call-|note-|cell-|index-|output-)?\d+([.-]\d+)*|main|works|card|notes(-title)?"
    r"|(work|api)-.*|.*-drawing|.*-row-\d+"
)


def addresses(page: Path) -> list[str]:
    """The anchors of a built page that may have been cited, in their order."""
    main = BeautifulSoup(page.read_text("utf-8"), "html.parser").main
    found = [str(node["id"]) for node in main.select("[id]") if not node.find_parent("svg")]
    return list(dict.fromkeys(one for one in found if not COUNTED.fullmatch(one)))


def main(root: Path = HERE) -> int:
    """Add what the built pages have to the list; the answer is the exit status."""
    known = listed(root)
    for name in pages(root):
        page = f"{name}.html"
        made = addresses(root / "_build" / "html" / page)
        known[page] = list(dict.fromkeys([*known.get(page, []), *made]))
    lines = [" ".join([page, *sorted(anchors)]) for page, anchors in sorted(known.items())]
    write_whole(root / LIST, ("\n".join(lines) + "\n").encode())
    print(f"{LIST}: {len(lines)} pages, {sum(map(len, known.values()))} anchors")
    return 0


if __name__ == "__main__":
    sys.exit(run("addresses", main))
