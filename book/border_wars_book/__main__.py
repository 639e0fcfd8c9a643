"""`python -m border_wars_book build html|pdf|all`, `... lab` and `... system`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from border_wars_book.build import slow_import
from command_line import run


def main(arguments: list[str] | None = None) -> int:
    """Run one command from the repository's root; the answer is the exit status."""
    parser = argparse.ArgumentParser(prog="python -m border_wars_book", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    build = commands.add_parser("build", help="execute the notebooks and make the book")
    build.add_argument("format", choices=["html", "pdf", "all"])
    commands.add_parser("notebooks", help="run every notebook in place and store its outputs")
    paragraphs = commands.add_parser("paragraphs", help="bring their numbers up to date")
    paragraphs.add_argument("--check", action="store_true", help="only say where they are not")
    system = commands.add_parser("system", help="install what pip cannot bring")
    system.add_argument("needs", nargs="*", default=[], help="pdf, browser (default: both)")
    commands.add_parser("lab", help="JupyterLab on the book, with any arguments of Lab's own")
    chosen, further = parser.parse_known_args(arguments)
    if further and chosen.command != "lab":
        parser.error(f"unrecognized arguments: {' '.join(further)}")
    root = Path.cwd()
    from border_wars_book.build.system import NEEDS, ensure, refuse_windows

    refuse_windows()
    if chosen.command == "system":
        if unknown := set(chosen.needs) - set(NEEDS):
            system.error(f"unknown {sorted(unknown)[0]!r}: expected {' or '.join(NEEDS)}")
        ensure(chosen.needs or ["pdf", "browser"])
        return 0
    if not (root / "_config.yml").exists():
        print("Run this from the repository's root: there is no _config.yml here.", file=sys.stderr)
        return 2
    slow_import.pass_over()
    if chosen.command == "paragraphs":
        from border_wars_book.build.sources import extensions
        from border_wars_book.page import paragraphs as numbers

        numbers.run(root, extensions(root), check=chosen.check)
    elif chosen.command == "lab":
        from border_wars_book import lab
        from border_wars_book.build.sources import look_over

        look_over(root)
        lab.run(root, further)
    elif chosen.command == "notebooks":
        from border_wars_book.build.sources import check_record, look_over
        from border_wars_book.build.store import store_outputs

        look_over(root)
        check_record(root)
        store_outputs(root)
    else:
        from border_wars_book.build.build import Build

        Build(root).run(("html", "pdf") if chosen.format == "all" else (chosen.format,))
    return 0


if __name__ == "__main__":
    sys.exit(run("border_wars_book", main))
