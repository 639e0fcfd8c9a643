"""Records for tests, the small one beside them and the whole one."""

from pathlib import Path

import pytest

import analysis
from tests.records import copy_small_record

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def data_folder():
    return ROOT / "data"


@pytest.fixture
def small_folder(tmp_path):
    """A writable copy of the small record."""
    return copy_small_record(tmp_path / "record")


@pytest.fixture(scope="session")
def small_dataset(tmp_path_factory):
    return analysis.load(copy_small_record(tmp_path_factory.mktemp("small") / "record"))


@pytest.fixture(scope="session")
def dataset(data_folder):
    return analysis.load(data_folder)
