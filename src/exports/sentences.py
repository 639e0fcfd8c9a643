"""The values that the book's sentences asked for, as its notebooks keep them."""

from __future__ import annotations

import json
from typing import Any

from exports import Source

__all__ = ["values"]


def values(source: Source) -> bytes:
    """A list of ``{page, cell, asked, says}``, in the order of the pages and the sentences."""
    told = [
        {"page": path.stem, "cell": cell["id"], "asked": one["expression"], "says": _said(one)}
        for path in source.notebooks
        for cell in json.loads(path.read_text("utf-8"))["cells"]
        for one in cell["metadata"].get("user_expressions", ())
    ]
    about = {"record": source.name, "version": source.description.get("version", "")}
    return json.dumps({**about, "values": told}, ensure_ascii=False, indent=1).encode() + b"\n"


def _said(asked: dict[str, Any]) -> str:
    """What Jupyter keeps of an answer: text as it stands, or as Python shows it."""
    text = "".join(asked["result"]["data"]["text/plain"])
    quoted = len(text) > 1 and text[0] in "'\"" and text[-1] == text[0]
    return text[1:-1] if quoted else text
