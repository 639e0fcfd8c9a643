"""The small record beside the tests, as a folder of its own."""

import json
import shutil
from pathlib import Path

from analysis import FOLDER

SMALL = Path(__file__).parent / "small_record"


def copy_small_record(folder):
    """A writable copy, with the schema of its tables and all terms of the whole record."""
    shutil.copytree(SMALL, folder, dirs_exist_ok=True)
    shutil.copy(FOLDER / "vocabularies.csv", folder)
    descriptor = json.loads((FOLDER / "datapackage.json").read_text("utf-8"))
    held = [table for table in descriptor["resources"] if (folder / table["path"]).exists()]
    text = json.dumps(descriptor | {"resources": held}, ensure_ascii=False, indent=2) + "\n"
    (folder / "datapackage.json").write_text(text, "utf-8")
    return folder
