"""Records for tests, the small one beside them and the whole one, and a browser."""

import shutil
from pathlib import Path

import pytest
from border_wars_book.system import find_browser
from playwright.sync_api import sync_playwright

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


@pytest.fixture(scope="session")
def chromium():
    """The system's Chromium, one for all tests: a process can drive one Playwright at a time."""
    with sync_playwright() as playwright:
        browser = launch(playwright.chromium)
        yield browser
        browser.close()


def launch(kind, **options):
    """A Chromium of this kind of browser, as every test here drives it."""
    return kind.launch(
        executable_path=find_browser(),
        args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
        **options,
    )
