"""What a release holds: the PDF, the record as tables and as SQLite, the wheel, and checksums.

Run by `make release` once the book is built; everything comes to `_build/release`, and NOTES.md
there is the newest part of CHANGELOG.md. The same tree gives the same bytes. Where TAG is set, as
in the workflow, it has to be the version of the record, and the newest part its heading.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from border_wars_book.build.inputs import Edition, edition
from border_wars_book.build.sources import pdf_name

from command_line import CommandFailure, run

HERE = Path(__file__).resolve().parents[1]
WITH_THE_DATA = ("CITATION.cff", "LICENSE-text-and-data")


def main(root: Path = HERE) -> int:
    """Make the folder anew and say what is in it; the answer is the exit status."""
    made_from = edition(root)
    notes = newest_changes((root / "CHANGELOG.md").read_text("utf-8"))
    refuse_other_tag(os.environ.get("TAG", ""), made_from.version, notes)
    folder = root / "_build" / "release"
    shutil.rmtree(folder, ignore_errors=True)
    (files := folder / "files").mkdir(parents=True)
    pdf = root / "_build" / "pdf" / pdf_name(root)
    name = f"{pdf.stem}-{made_from.version}"
    shutil.copyfile(pdf, files / f"{name}.pdf")
    pack(root, files / f"{name}-data.zip", made_from)
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(made_from.epoch)}
    for command in (
        ("exports", str(root / "data"), str(files / f"{name}.sqlite"), "sqlite"),
        ("hatchling", "build", "-t", "wheel", "-d", str(files)),
    ):
        done = subprocess.run([sys.executable, "-m", *command], cwd=root, env=environment)
        if done.returncode:
            raise CommandFailure(f"{command[0]} could not write its part of the release.")
    listed = "".join(checksums(files))
    (files / "SHA256SUMS").write_text(listed, "utf-8")
    (folder / "NOTES.md").write_text(notes.partition("\n")[2].strip() + "\n", "utf-8")
    print(f"{folder.relative_to(root)}/files:\n{listed}", end="")
    return 0


def newest_changes(changelog: str) -> str:
    """The first part of the list of changes, from its heading to the next."""
    found = re.search(r"^## (.+?)(?=^## |\Z)", changelog, re.M | re.S)
    if not found:
        raise CommandFailure("CHANGELOG.md has no part: expected a heading `## VERSION, DATE`.")
    return found[1]


def refuse_other_tag(tag: str, version: str, notes: str) -> None:
    """A tag is the version of the record, which stands in the heading of its changes too."""
    heading = notes.partition("\n")[0]
    if tag and tag != f"v{version}":
        raise CommandFailure(
            f"The tag is {tag}, the record's version {version}: expected v{version}."
        )
    if tag and re.split(r"[, ]", heading)[0] != version:
        raise CommandFailure(f"CHANGELOG.md begins with {heading!r}: expected {version!r}.")


def pack(root: Path, target: Path, made_from: Edition) -> None:
    """The record, how to cite it and its licence, in a ZIP without traces of the machine."""
    time = datetime.fromtimestamp(made_from.epoch, UTC).timetuple()[:6]
    inside = target.stem.removesuffix("-data")
    paths = [*sorted((root / "data").iterdir()), *(root / name for name in WITH_THE_DATA)]
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in paths:
            entry = zipfile.ZipInfo(f"{inside}/{path.relative_to(root).as_posix()}", time)
            entry.external_attr, entry.create_system = 0o644 << 16, 3
            archive.writestr(entry, path.read_bytes(), zipfile.ZIP_DEFLATED)


def checksums(folder: Path) -> Iterator[str]:
    """A line for each file, as `sha256sum --check` reads it."""
    for path in sorted(folder.iterdir()):
        yield f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n"


if __name__ == "__main__":
    sys.exit(run("release", main))
