"""What pip cannot bring: typefaces, programs and a library, all in one table of needs.

Debian and its kin are served through apt-get; on any other system one error names what is
missing and the command that usually installs it.
"""

from __future__ import annotations

import ctypes.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from command_line import CommandFailure

CJK_FONT = Path("/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc")
FONT_FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "/opt/homebrew/share/fonts",
    "~/.local/share/fonts",
    "~/.fonts",
    "~/Library/Fonts",
    "/Library/Fonts",
)


CHROME = ("google-chrome", "google-chrome-stable")
# On macOS a browser is an application, of which no command is on the path.
MAC_BROWSERS = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)


class SystemFailure(CommandFailure):
    """Something is missing that this command could not install."""


@dataclass(frozen=True)
class Need:
    """A thing the system must have, how to see whether it does, and what brings it."""

    what: str
    present: Callable[[], bool]
    packages: tuple[str, ...]
    elsewhere: str


def find_face(*names: str) -> Path | None:
    """The first of these font files that the system has, or None."""
    there = [folder for name in FONT_FOLDERS if (folder := Path(name).expanduser()).is_dir()]
    found = (path for name in names for folder in there for path in sorted(folder.rglob(name)))
    return next(found, None)


def find_cjk_font(style: str = "Serif", weight: str = "Regular") -> Path | None:
    """Noto CJK as Debian, Fedora, Arch or Homebrew install it, or None."""
    # One weight a file, or all of them in one, or, as Homebrew has it, the Japanese face by itself.
    ends = (f"-{weight}.ttc", ".ttc", "-VF.ttc", "-VF.otf.ttc", f"jp-{weight}.otf")
    names = [f"Noto{style}CJK{end}" for end in ends]
    direct = CJK_FONT.with_name(names[0])
    return direct if direct.exists() else find_face(*names)


def find_browser() -> str | None:
    """A Chromium the tests can drive, or None; without windows it is faster."""
    chosen = os.environ.get("CHROMIUM")
    names = ("chromium-headless-shell", "chromium", "chromium-browser", *CHROME, *MAC_BROWSERS)
    return chosen or next(filter(None, map(shutil.which, names)), None)


def _face(family: str, file: str, debian: str, fedora: str, cask: str) -> Need:
    """A family of typefaces that some readers have, for the tests that look as they would."""
    return Need(
        f"the {family} typefaces",
        lambda: find_face(file) is not None,
        (debian,),
        (f"brew install --cask {cask}   or   " if cask else "") + f"dnf install {fedora}",
    )


CJK = Need(
    "Noto Serif CJK",
    lambda: find_cjk_font() is not None,
    ("fonts-noto-cjk",),
    "brew install --cask font-noto-serif-cjk-jp   or   dnf install google-noto-serif-cjk-fonts",
)
# Every face, library and program from outside pip: what the PDF, the tests, the proof of the
# typefaces and the bare root need.
NEEDS = {
    "pdf": (CJK,),
    "browser": (
        Need(
            "Chromium",
            lambda: find_browser() is not None,
            ("chromium-headless-shell",),
            "brew install --cask chromium   or   dnf install chromium",
        ),
        Need(
            "libatomic, for the Node that drives Chromium",
            lambda: sys.platform != "linux" or bool(ctypes.util.find_library("atomic")),
            ("libatomic1",),
            "dnf install libatomic",
        ),
        _face(
            "DejaVu", "DejaVuSerif.ttf", "fonts-dejavu-core", "dejavu-serif-fonts", "font-dejavu"
        ),
    ),
    "faces": (
        _face(
            "Liberation",
            "LiberationSerif-Regular.ttf",
            "fonts-liberation",
            "liberation-fonts",
            "font-liberation",
        ),
        _face(
            "URW base 35",
            "NimbusRoman-Regular.otf",
            "fonts-urw-base35",
            "urw-base35-fonts",
            "font-urw-base35",
        ),
        # Homebrew has it as one variable file alone.
        _face(
            "Noto", "NotoSerif-Regular.ttf", "fonts-noto-core", "google-noto-serif-fonts", cask=""
        ),
    ),
    "fresh": (
        Need(
            "mmdebstrap",
            lambda: shutil.which("mmdebstrap") is not None,
            ("mmdebstrap",),
            "a bare Debian root can only be made on Debian and its kin",
        ),
    ),
}


def missing(kinds: Iterable[str]) -> list[Need]:
    """The needs of these kinds that the system does not meet."""
    return [need for kind in kinds for need in NEEDS[kind] if not need.present()]


def refuse_windows() -> None:
    """The libraries run there; what makes the book locks and exchanges files as POSIX does."""
    if sys.platform == "win32":
        raise SystemFailure(
            "Windows is not supported: the book is made on Linux and macOS, and on Windows in WSL."
        )


def ensure(kinds: Iterable[str]) -> None:
    """Install what is missing where apt-get is allowed to; otherwise raise one clear error."""
    refuse_windows()
    kinds = list(kinds)
    lacking = missing(kinds)
    if not lacking:
        return
    packages = [name for need in lacking for name in need.packages]
    apt = shutil.which("apt-get")
    prefix = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if apt and (not prefix or shutil.which("sudo")):
        print("Installing " + ", ".join(packages) + " ...", flush=True)
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in (["update", "-q"], ["install", "-qy", "--no-install-recommends", *packages]):
            subprocess.run(
                [*prefix, apt, *command], env=environment, check=False, stdout=subprocess.DEVNULL
            )
        lacking = missing(kinds)
    if lacking:
        raise SystemFailure(message(lacking))


def message(lacking: list[Need]) -> str:
    """What is missing, and the command that brings it."""
    packages = " ".join(name for need in lacking for name in need.packages)
    lines = ["The system lacks " + ", ".join(need.what for need in lacking) + "."]
    lines.append(f"  Debian or Ubuntu:  sudo apt-get install {packages}")
    lines += [f"  elsewhere:         {need.elsewhere}" for need in lacking]
    return "\n".join(lines)
