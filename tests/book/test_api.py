"""The page of the libraries: every public name is on it, as its docstring says it."""

import pkgutil
import re
from importlib import import_module

import pytest
from border_wars_book.page.api import home_of, markdown, members_of, spoken, type_name

import analysis
import cartography
import exports
import historical_record
import historical_time
import plain_text
import timelines

# A library with a face of its own is known by it, another by its modules.
FACES = [analysis, exports, timelines]
BY_MODULES = [historical_time, cartography, historical_record, plain_text]
# Each rule is there by way of all rules.
INSIDE = "historical_record.rules."


def modules_of(library):
    for found in pkgutil.walk_packages(library.__path__, f"{library.__name__}."):
        module = import_module(found.name)
        if hasattr(module, "__all__") and not found.name.startswith(INSIDE):
            yield module


PUBLIC = [*FACES, *(module for library in BY_MODULES for module in modules_of(library))]


@pytest.mark.parametrize("module", PUBLIC, ids=lambda module: module.__name__)
def test_each_public_name_is_on_the_page(book, module):
    page = (book.html / "notebooks" / "api.html").read_text("utf-8")
    addresses = set(re.findall(r' id="([^"]+)"', page))
    path = module.__name__.replace(".", "-")
    assert {f"api-{path}-{name}" for name in module.__all__} <= addresses


def test_a_link_to_another_library_leads_to_an_entry(book):
    page = (book.html / "notebooks" / "api.html").read_text("utf-8")
    addresses = set(re.findall(r' id="([^"]+)"', page))
    links = set(re.findall(r'href="#(api-[^"]+)"', page))
    assert "api-historical_time-edtf-parse_edtf" in links
    assert links <= addresses


@pytest.mark.parametrize("module", PUBLIC, ids=lambda module: module.__name__)
def test_each_public_function_and_class_says_what_it_is(module):
    for name in module.__all__:
        value = getattr(module, name)
        if callable(value):
            assert value.__doc__, name
        for member, found in members_of(value):
            assert found.__doc__, f"{name}.{member}"


def test_a_signature_is_shown_as_it_was_written():
    assert spoken(analysis.load) == ("", "(folder: str | Path | None = None) -> dataset.Dataset")
    kind, called = spoken(timelines.Timeline)
    assert kind == "class "
    assert called.startswith("(events: Any, lanes: Sequence[str] | ")
    assert spoken(plain_text.LONGEST) == ("", "")


def test_no_path_of_the_machine_that_built_it_is_shown():
    from analysis.measures import measures

    assert type_name(analysis.FOLDER) == "Path"
    assert type_name(plain_text.LONGEST) == "int"
    _, called = spoken(measures)
    assert called == "(dataset: Dataset, notebooks: Path = Path(...)) -> list[Share]"


def test_the_page_names_no_path_and_no_kind_of_path_of_the_machine(book):
    page = (book.html / "notebooks" / "api.html").read_text("utf-8")
    assert not re.search(r"(?:Posix|Windows)Path", page)
    assert str(book.root) not in page


def test_a_name_that_another_module_offers_has_its_home_there():
    assert home_of("parse_edtf", analysis.parse_edtf, "analysis") == "historical_time.edtf"
    assert home_of("judge", analysis.judge, "analysis") == "analysis.claims"
    assert home_of("judge", analysis.judge, "analysis.claims") == ""
    assert home_of("Timeline", timelines.Timeline, "timelines") == ""
    assert home_of("FOLDER", analysis.FOLDER, "analysis") == ""


def test_a_docstring_becomes_markdown_with_its_arguments_a_list_and_its_example_framed():
    docstring = (
        "Counts.\n\nArgs:\n    one: the first,\n        and more.\n    two: the second.\n\n"
        ">>> 1 + 1\n2\n\nThe end."
    )
    assert markdown(docstring) == (
        "Counts.\n\n`one`\n: the first, and more.\n\n`two`\n: the second.\n\n"
        "```pycon\n>>> 1 + 1\n2\n```\n\nThe end."
    )
