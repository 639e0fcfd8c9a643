"""Records for tests, the small one beside them and the whole one."""

import pytest

import analysis
from tests.records import copy_small_record


@pytest.fixture(scope="session")
def data_folder():
    return analysis.FOLDER


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
