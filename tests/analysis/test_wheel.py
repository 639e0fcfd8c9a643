"""What a wheel installs: the code, the record of the war, and what both may be used for."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import analysis

pytestmark = pytest.mark.checkout
ROOT = Path(__file__).resolve().parents[2]
LIMIT = 1_500_000  # bytes; half of them the record


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (made,) = folder.glob("*.whl")
    return made


def test_the_wheel_holds_rooms_record_licences_and_nothing_else(wheel):
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    rooms = {path.parent for path in ROOT.glob("src/*/__init__.py")}
    information = f"border_wars_analysis-{analysis.__version__}.dist-info"
    assert {name.partition("/")[0] for name in names} == {
        *(room.name for room in rooms),
        "border_wars_book",
        information,
    }
    code = {
        path.relative_to(room.parent).as_posix()
        for room in (*rooms, ROOT / "book" / "border_wars_book")
        for path in room.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    record = {f"analysis/data/{path.name}" for path in (ROOT / "data").iterdir()}
    assert names - code - record == {
        f"{information}/{name}"
        for name in (
            *("METADATA", "WHEEL", "RECORD", "entry_points.txt"),
            *("licenses/LICENSE", "licenses/LICENSE-text-and-data"),
        )
    }
    assert code | record <= names
    assert {f"{room.name}/py.typed" for room in rooms} <= names
    assert "analysis/data/datapackage.json" in names
    assert wheel.stat().st_size < LIMIT


def test_the_record_is_read_from_the_wheel_in_a_folder_that_knows_no_checkout(wheel, tmp_path):
    site, elsewhere = tmp_path / "site", tmp_path / "elsewhere"
    elsewhere.mkdir()
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    program = """
import analysis, json
interval = analysis.load().interval("surrender-effective", "first-crossing", clock="moscow")
print(json.dumps([analysis.__file__, str(analysis.FOLDER), analysis.__version__, interval.days]))
"""
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=elsewhere,
        env={**os.environ, "PYTHONPATH": str(site)},
        capture_output=True,
        text=True,
        check=True,
    )
    package = site.resolve() / "analysis"
    version = json.loads((ROOT / "data" / "datapackage.json").read_text("utf-8"))["version"]
    assert json.loads(done.stdout) == [
        str(package / "__init__.py"),
        str(package / "data"),
        version,
        91,
    ]
