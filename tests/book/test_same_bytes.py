"""One record gives one book: whoever makes it, where, when, and from what kind of checkout."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from border_wars_book.build.publish import manifest
from built_book import PDF_NAME, ROOT, make_small_book

from benchmarks.copied import environment_of

SURROUNDINGS = (
    {"TZ": "Asia/Tokyo", "LC_ALL": "C", "PYTHONHASHSEED": "1", "SOURCE_DATE_EPOCH": "1"},
    {"TZ": "America/New_York", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "4242", "HOME": "/"},
    {"TZ": "UTC", "LC_ALL": "tr_TR.UTF-8"},
)
MASKS = (0o077, 0o022, 0o027)


def build(root: Path, python: str, surroundings: dict[str, str], mask: int) -> dict[str, str]:
    """Make both formats in these surroundings; the answer lists what was published."""
    made = subprocess.run(
        [python, "-m", "border_wars_book", "build", "all"],
        cwd=root,
        env={**os.environ, **surroundings},
        umask=mask,
        capture_output=True,
        text=True,
    )
    assert made.returncode == 0, made.stdout + made.stderr
    listed = manifest(root / "_build" / "html")
    assert listed[PDF_NAME] == manifest(root / "_build" / "pdf")[PDF_NAME]
    return listed


def differing(one: dict[str, str], other: dict[str, str]) -> list[str]:
    return sorted(name for name in {*one, *other} if one.get(name) != other.get(name))


def test_a_small_book_is_the_same_in_any_surroundings(tmp_path):
    listed = []
    for name, surroundings, mask in zip(("here", "там é"), SURROUNDINGS, MASKS, strict=False):
        (tmp_path / name).mkdir()
        root = make_small_book(tmp_path / name).root
        (root / "index.md").write_text("# A page\n\nThe battle of 張鼓峰 at Хасан.\n", "utf-8")
        listed.append(build(root, sys.executable, surroundings, mask))
    assert differing(*listed) == []


def clone(kind: str, target: Path) -> None:
    """This repository's last commit, as people come by it."""
    if kind == "archive":
        target.mkdir()
        packed = subprocess.run(
            ["git", "archive", "HEAD"], cwd=ROOT, check=True, capture_output=True
        ).stdout
        subprocess.run(["tar", "-x"], cwd=target, input=packed, check=True)
        return
    depth = ["--depth", "1"] if kind == "shallow clone" else []
    command = ["git", "clone", "--quiet", *depth, ROOT.as_uri(), str(target)]
    subprocess.run(command, check=True)


@pytest.mark.proof
def test_every_kind_of_checkout_gives_the_same_book(tmp_path):
    listed = {}
    for kind, surroundings, mask in zip(
        ("full clone", "shallow clone", "archive"), SURROUNDINGS, MASKS, strict=True
    ):
        # Python before 3.13 starts in no folder that the locale cannot spell; make sets another.
        spelled = surroundings["LC_ALL"] == "C.UTF-8"
        root = tmp_path / (f"книга {kind}" if spelled else f"book {kind}")
        clone(kind, root)
        listed[kind] = build(root, environment_of(root), surroundings, mask)
    first = listed["full clone"]
    assert len(first) > 100
    assert {kind: differing(first, other) for kind, other in listed.items()} == {
        kind: [] for kind in listed
    }
