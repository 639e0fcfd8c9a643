"""The pages of the book in the order of `_toc.yml`, and the parts they are in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml


def parts(root: Path) -> dict[str, list[str]]:
    """The pages of each part by its caption, as paths without suffix; "" has what is in none."""
    toc = _contents(root)
    found = {"": [_page(toc["root"]), *_pages(toc)]}
    return found | {str(part["caption"]): list(_pages(part)) for part in toc.get("parts", [])}


def pages(root: Path) -> list[str]:
    """Every page named in `_toc.yml`, the root first, as paths without suffix."""
    return [page for part in parts(root).values() for page in part]


def chapters(root: Path) -> list[str]:
    """The pages that tell or ask: the notebooks of every part but the last, which is looked up."""
    told = list(parts(root).values())[1:-1]
    return [page for part in told for page in part if (root / f"{page}.ipynb").exists()]


def _contents(root: Path) -> dict[str, Any]:
    toc: dict[str, Any] = yaml.safe_load((root / "_toc.yml").read_text("utf-8"))
    return toc


def _pages(entry: dict[str, Any]) -> Iterator[str]:
    for key in ("chapters", "sections", "entries"):
        for child in entry.get(key, []):
            if "file" in child:
                yield _page(child["file"])
            yield from _pages(child)
    for tree in entry.get("subtrees", []):
        yield from _pages(tree)


def _page(name: str) -> str:
    return name.removesuffix(".ipynb").removesuffix(".md")
