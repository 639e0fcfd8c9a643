"""Putting what was made where readers look, and proving later that it still stands.

A book is put together beside the one that readers see, looked through, and changed for it in one
step.  The list of its files and their digests is what a later build trusts: a page that was lost,
emptied or cut is not the page on the list.

Readers may be other users of the machine, a web server for one, so what is put in place can be read
by all, whatever the umask of whoever built it.  The PDF lies among the pages as well.  Pages are
made before it is, so their links to it sleep in a comment; they are woken where the file is there.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import re
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path
from uuid import uuid4

from command_line import CommandFailure

CARD = "card.png"  # the picture that a shared link shows
KEPT_BACK = {".buildinfo", "objects.inv"}
FILE, FOLDER = 0o644, 0o755
_ASLEEP = re.compile(r"<!--pdf (.*?) pdf-->", re.DOTALL)
_AT_WORKING_FOLDER, _EXCHANGE = -100, 2  # AT_FDCWD; RENAME_EXCHANGE, on macOS RENAME_SWAP


class NotWhole(CommandFailure):
    """What was made is not fit to be published; the message names the files."""


def asleep(html: str) -> str:
    """A part of a page that is there only if the PDF is."""
    return f"<!--pdf {html} pdf-->"


def manifest(folder: Path) -> dict[str, str]:
    """Every file below the folder, by its path there, with the SHA-256 of its bytes."""
    listed = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            with path.open("rb") as handle:
                digest = hashlib.file_digest(handle, "sha256").hexdigest()
            listed[path.relative_to(folder).as_posix()] = digest
    return listed


def stands(folder: Path, listed: dict[str, str]) -> bool:
    """Whether every file on the list is there with these bytes."""
    return bool(listed) and listed.items() <= manifest(folder).items()


def publish_pages(
    made: Path, pdf: Path, html: Path, expected: Iterable[str] = ()
) -> dict[str, str]:
    """Put pages in place, and the PDF among them if there is one; the answer lists the files.

    Raises `NotWhole`, and leaves what is there, where one of the `expected` pages is not whole.
    """
    new = html.with_name(f"{html.name}.new")
    assemble(made, pdf, new)
    if broken := faults(new, expected):
        raise NotWhole(f"Not whole: {', '.join(broken)}; the last good book is kept.")
    listed = manifest(new)
    put_in_place(new, html)
    return listed


def assemble(pages: Path, pdf: Path, target: Path) -> None:
    """Put pages, and the PDF if there is one, together in a new folder that all may read."""
    shutil.rmtree(target, ignore_errors=True)
    try:
        _copy(pages, target)
        if pdf.exists():
            shutil.copyfile(pdf, target / pdf.name)
            (target / pdf.name).chmod(FILE)
            for page in target.rglob("*.html"):
                text = page.read_text("utf-8")
                if (awake := _ASLEEP.sub(r"\1", text)) != text:
                    page.write_text(awake, "utf-8")
    except BaseException:
        shutil.rmtree(target, ignore_errors=True)
        raise


def faults(html: Path, pages: Iterable[str]) -> list[str]:
    """Pages that are not there or not whole, and a PDF that is not one."""
    found = []
    for page in pages:
        path = html / f"{page}.html"
        if not path.exists() or not path.read_bytes().rstrip().endswith(b"</html>"):
            found.append(f"{page}.html")
    for pdf in html.glob("*.pdf"):
        content = pdf.read_bytes()
        if not content.startswith(b"%PDF-") or not content.rstrip().endswith(b"%%EOF"):
            found.append(pdf.name)
    return found


def put_in_place(new: Path, place: Path) -> None:
    """Change one folder for another in one step, so that at no moment there is none.

    Where the system has no such step, there are two, and `recover` mends a death between them.
    """
    _let_in(place.parent)
    if not place.exists():
        new.rename(place)
        return
    if not _exchange(new, place):
        old = _old(place)
        shutil.rmtree(old, ignore_errors=True)
        place.rename(old)
        new.rename(place)
        shutil.rmtree(old, ignore_errors=True)
    shutil.rmtree(new, ignore_errors=True)


def recover(place: Path) -> None:
    """Bring back the folder of a build that died between two steps; nothing if all is well."""
    if not place.exists() and _old(place).exists():
        _old(place).rename(place)


def _old(place: Path) -> Path:
    return place.with_name(f"{place.name}.old")


def _exchange(one: Path, other: Path) -> bool:
    names = os.fsencode(one), os.fsencode(other)
    library = ctypes.CDLL(None)
    try:
        if sys.platform == "darwin":
            return library.renamex_np(*names, _EXCHANGE) == 0
        at = _AT_WORKING_FOLDER
        return library.renameat2(at, names[0], at, names[1], _EXCHANGE) == 0
    except AttributeError:  # an older C library
        return False


def publish_pdf(made: Path, pdf: Path) -> None:
    """Put the PDF in place, for all to read."""
    pdf.parent.mkdir(parents=True, exist_ok=True)
    pdf.parent.chmod(FOLDER)
    write_whole(pdf, made.read_bytes())
    pdf.chmod(FILE)
    _let_in(pdf.parent.parent)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file, or leave it as it was: a full disk must not cut what is there.

    Two processes may write the same file at once, so each has a name of its own for the part.
    """
    part = path.with_name(f"{path.name}.{uuid4().hex}.part")
    try:
        part.write_bytes(content)
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _copy(made: Path, new: Path) -> None:
    new.mkdir()
    new.chmod(FOLDER)
    for path in sorted(made.rglob("*")):
        target = new / path.relative_to(made)
        if path.is_dir():
            target.mkdir()
            target.chmod(FOLDER)
        elif path.name not in KEPT_BACK:
            shutil.copyfile(path, target)
            target.chmod(FILE)


def _let_in(folder: Path) -> None:
    """Others may go through the folder that holds both."""
    mode = folder.stat().st_mode
    if mode & FOLDER != FOLDER:
        folder.chmod(mode | FOLDER)
