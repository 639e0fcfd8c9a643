"""An environment for a copy of the repository: an environment is bound to the folder it serves."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def environment_of(root: Path) -> str:
    """A Python that runs the code of this checkout on the packages of the present one."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", root / ".venv"], check=True)
    (packages,) = (root / ".venv" / "lib").glob("python*/site-packages")
    shared = next(path for path in sys.path if path.endswith("site-packages"))
    lines = (str(root / "src"), str(root / "book"), f"import site; site.addsitedir({shared!r})")
    (packages / "shared.pth").write_text("\n".join(lines) + "\n", "utf-8")
    for program in Path(sys.executable).parent.iterdir():  # tools that tests call by their place
        if not (own := root / ".venv" / "bin" / program.name).exists():
            own.symlink_to(program)
    return str(root / ".venv" / "bin" / "python")
