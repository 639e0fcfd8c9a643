"""Putting what was made where readers look.

Readers may be other users of the machine, a web server for one, so what is put in place can be read
by all, whatever the umask of whoever built it.  The PDF lies among the pages as well.  Pages are
made before it is, so their links to it sleep in a comment; they are woken where the file is there.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

PDF_NAME = "soviet-japanese-border-wars.pdf"
KEPT_BACK = {".buildinfo", "objects.inv"}
FILE, FOLDER = 0o644, 0o755
_ASLEEP = re.compile(r"<!--pdf (.*?) pdf-->", re.DOTALL)


def asleep(html: str) -> str:
    """A part of a page that is there only if the PDF is."""
    return f"<!--pdf {html} pdf-->"


def publish_pages(made: Path, html: Path, pdf: Path) -> None:
    """Put the pages in place, and with them the PDF if there is one."""
    new, old = html.with_name("html.new"), html.with_name("html.old")
    for folder in (new, old):
        shutil.rmtree(folder, ignore_errors=True)
    try:
        _copy(made, new)
        if pdf.exists():
            _add_pdf(pdf, new)
    except BaseException:
        shutil.rmtree(new, ignore_errors=True)
        raise
    if html.exists():
        html.rename(old)
    new.rename(html)
    shutil.rmtree(old, ignore_errors=True)
    _let_in(html.parent)


def publish_pdf(made: Path, pdf: Path, html: Path) -> None:
    """Put the PDF in place, and among the pages if there are any."""
    pdf.parent.mkdir(parents=True, exist_ok=True)
    write_whole(pdf, made.read_bytes())
    for path, mode in ((pdf, FILE), (pdf.parent, FOLDER)):
        path.chmod(mode)
    _let_in(pdf.parent.parent)
    if html.exists():
        _add_pdf(pdf, html)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file, or leave it as it was: a full disk must not cut what is there."""
    part = path.with_name(f"{path.name}.part")
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


def _add_pdf(pdf: Path, pages: Path) -> None:
    write_whole(pages / PDF_NAME, pdf.read_bytes())
    (pages / PDF_NAME).chmod(FILE)
    for page in pages.rglob("*.html"):
        text = page.read_text("utf-8")
        awake = _ASLEEP.sub(r"\1", text)
        if awake != text:
            write_whole(page, awake.encode())
            page.chmod(FILE)


def _let_in(folder: Path) -> None:
    """Others may go through the folder that holds both."""
    mode = folder.stat().st_mode
    if mode & FOLDER != FOLDER:
        folder.chmod(mode | FOLDER)
