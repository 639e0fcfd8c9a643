"""Records for tests, the small one beside them and the whole one."""

import shutil
from pathlib import Path

import pytest

import analysis

ROOT = Path(__file__).resolve().parents[1]
SMALL = Path(__file__).parent / "small_record"


@pytest.fixture(scope="session")
def data_folder():
    return ROOT / "data"


@pytest.fixture
def small_folder(tmp_path, data_folder):
    """A writable copy of the small record, with the schema and vocabularies of the whole one."""
    folder = tmp_path / "record"
    shutil.copytree(SMALL, folder)
    for name in ("datapackage.json", "vocabularies.csv"):
        shutil.copy(data_folder / name, folder / name)
    return folder


@pytest.fixture(scope="session")
def small_dataset(tmp_path_factory, data_folder):
    folder = tmp_path_factory.mktemp("small") / "record"
    shutil.copytree(SMALL, folder)
    for name in ("datapackage.json", "vocabularies.csv"):
        shutil.copy(data_folder / name, folder / name)
    return analysis.load(folder)


@pytest.fixture(scope="session")
def dataset(data_folder):
    return analysis.load(data_folder)
