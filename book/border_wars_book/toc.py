"""The pages of the book, in the order of `_toc.yml`."""

from __future__ import annotations

from pathlib import Path

import yaml


def pages(root: Path) -> list[str]:
    """Every page named in `_toc.yml`, the root first, as paths without suffix."""
    toc = yaml.safe_load((root / "_toc.yml").read_text("utf-8"))
    found = [toc["root"]]

    def collect(entry: dict) -> None:
        for key in ("chapters", "sections", "entries"):
            for child in entry.get(key, []):
                if "file" in child:
                    found.append(child["file"])
                collect(child)
        for part in entry.get("parts", []) + entry.get("subtrees", []):
            collect(part)

    collect(toc)
    return [page.removesuffix(".ipynb").removesuffix(".md") for page in found]


def chapters(root: Path) -> list[str]:
    """The pages that tell or ask: the notebooks of every part but the last, which is looked up."""
    toc = yaml.safe_load((root / "_toc.yml").read_text("utf-8"))
    listed = [entry["file"] for part in toc.get("parts", [])[:-1] for entry in part["chapters"]]
    names = [page.removesuffix(".ipynb") for page in listed]
    return [page for page in names if (root / f"{page}.ipynb").exists()]
