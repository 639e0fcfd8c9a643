"""Records for tests, the small one beside them and the whole one."""

import json
import shutil
from pathlib import Path

import pytest

import analysis

ROOT = Path(__file__).resolve().parents[1]
SMALL = Path(__file__).parent / "small_record"


@pytest.fixture(scope="session")
def data_folder():
    return ROOT / "data"


def copy_small(folder, data_folder):
    """The small record, with the schema of its tables and the vocabularies of the whole one."""
    shutil.copytree(SMALL, folder)
    shutil.copy(data_folder / "vocabularies.csv", folder)
    descriptor = json.loads((data_folder / "datapackage.json").read_text("utf-8"))
    held = [table for table in descriptor["resources"] if (folder / table["path"]).exists()]
    text = json.dumps(descriptor | {"resources": held}, ensure_ascii=False)
    (folder / "datapackage.json").write_text(text, "utf-8")
    return folder


@pytest.fixture
def small_folder(tmp_path, data_folder):
    """A writable copy of the small record."""
    return copy_small(tmp_path / "record", data_folder)


@pytest.fixture(scope="session")
def small_dataset(tmp_path_factory, data_folder):
    return analysis.load(copy_small(tmp_path_factory.mktemp("small") / "record", data_folder))


@pytest.fixture(scope="session")
def dataset(data_folder):
    return analysis.load(data_folder)
