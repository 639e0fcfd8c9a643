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


@pytest.fixture(scope="session")
def copy_small_record(data_folder):
    """Makes a writable copy of the small record, with the schema of its tables and all terms."""

    def copy(folder):
        shutil.copytree(SMALL, folder)
        shutil.copy(data_folder / "vocabularies.csv", folder)
        descriptor = json.loads((data_folder / "datapackage.json").read_text("utf-8"))
        held = [table for table in descriptor["resources"] if (folder / table["path"]).exists()]
        text = json.dumps(descriptor | {"resources": held}, ensure_ascii=False)
        (folder / "datapackage.json").write_text(text, "utf-8")
        return folder

    return copy


@pytest.fixture
def small_folder(tmp_path, copy_small_record):
    """A writable copy of the small record."""
    return copy_small_record(tmp_path / "record")


@pytest.fixture(scope="session")
def small_dataset(tmp_path_factory, copy_small_record):
    return analysis.load(copy_small_record(tmp_path_factory.mktemp("small") / "record"))


@pytest.fixture(scope="session")
def dataset(data_folder):
    return analysis.load(data_folder)
