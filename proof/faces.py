"""A reader's machine that has one family of typefaces and no other, as Chromium sees it."""

from __future__ import annotations

from pathlib import Path

from border_wars_book.build.system import CJK_FONT, find_cjk_font, find_face

# The files of each; what the book cannot know beforehand is represented by a face for Chinese.
MACHINES = {
    "none we know": (CJK_FONT.name,),
    "DejaVu": ("DejaVuSerif.ttf", "DejaVuSerif-*", "DejaVuSans.ttf", "DejaVuSans-*"),
    "Liberation": ("LiberationSerif-*", "LiberationSans-*"),
    "URW": ("NimbusRoman-*.otf", "NimbusSans-*.otf"),
    "Noto": ("NotoSerif-*", "NotoSans-*"),
}
CONFIGURATION = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{folder}</dir><cachedir>{folder}/cache</cachedir></fontconfig>
"""


def configuration(machine: str, folder: Path) -> Path:
    """Write into `folder` the fontconfig file of a machine with these faces alone."""
    for pattern in MACHINES[machine]:
        found = find_cjk_font() if pattern == CJK_FONT.name else find_face(pattern)
        if found is None:
            raise FileNotFoundError(f"{pattern}: run python -m border_wars_book system faces")
        for file in found.parent.glob(pattern if pattern != CJK_FONT.name else found.name):
            (folder / file.name).symlink_to(file)
    written = folder / "fonts.conf"
    written.write_text(CONFIGURATION.format(folder=folder), "utf-8")
    return written
