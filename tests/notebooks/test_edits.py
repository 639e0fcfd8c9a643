"""What a reader of JupyterLab changes gives an answer or one line, never a traceback."""

import functools

import pytest

import analysis.page
from tests.notebooks import running
from tests.notebooks.reading import NOTEBOOKS, ROOT
from tests.notebooks.running import code, edits, outcome

FOLDER = ROOT / "notebooks"
THREE = FOLDER / "three-months.ipynb"
PAGE = 'analysis.Page("three-months"'


@pytest.fixture
def record(dataset, monkeypatch):
    """The book's record is loaded once, whoever asks for it."""
    load = analysis.load
    for module in (analysis, analysis.page):
        monkeypatch.setattr(module, "load", lambda own=None: load(own) if own else dataset)
    return dataset


def edited(path, *changes):
    """A notebook's code with texts of it exchanged, each of which stands there once."""
    sources = code(path)
    for old, new in changes:
        assert sum(source.count(old) for source in sources.values()) == 1, old
        sources = {cell: source.replace(old, new) for cell, source in sources.items()}
    return sources


# The eight edits that a reader tried, and one of the new ways to ask: what each gives.
TRIED = {
    "one clock more": (('"tokyo", "chita"]', '"tokyo", "chita", "paris"]'), ""),
    "two months": (("MONTHS = 3", "MONTHS = 2"), ""),
    "another clock": (('"moscow", "washington", "tokyo"', '"paris", "washington", "tokyo"'), ""),
    "one clock alone": (
        ('["berlin", "london", "moscow", "washington", "tokyo", "chita"]', '["moscow"]'),
        "",
    ),
    "one opening more": (
        ('"first-crossing"]', '"first-crossing", "imperial-broadcast"]'),
        "",
    ),
    "an opening before the surrenders": (
        ('"first-crossing"]', '"first-crossing", "khalkhin-gol:end"]'),
        "NoAnswerError: reims-signing (reims-signing) at 1945-05-07 00:41 UTC is after",
    ),
    "a clock that is none": (
        ('"tokyo", "chita"]', '"mars"]'),
        "UnknownNameError: unknown clock ",
    ),
    "a crossing a day later": (
        (PAGE, PAGE + ', dataset=analysis.load().with_event("first-crossing", start="1945-08-10")'),
        "",
    ),
    "a day that is none": (
        (PAGE, PAGE + ', dataset=analysis.load().with_event("first-crossing", start="39 August")'),
        "ChangeError: first-crossing: start '39 August': ",
    ),
}


@pytest.fixture(scope="module")
def plain(dataset):
    """What a notebook has named after a plain run."""

    @functools.cache
    def run(name):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(analysis.page, "load", lambda folder=None: dataset)
            path = FOLDER / f"{name}.ipynb"
            return running.names_of(code(path), FOLDER)

    return run


@pytest.mark.parametrize("tried", TRIED)
def test_what_readers_try_gives_an_answer_or_one_line(record, plain, tried):
    change, told = TRIED[tried]
    changed = edited(THREE, change)
    cell = next(cell for cell, source in code(THREE).items() if changed[cell] != source)
    found = outcome(running.touched(changed, cell), FOLDER, plain("three-months"))
    assert found.startswith("one line" if told else ""), found
    assert told in found if told else not found, found


def test_the_chapter_follows_a_supposed_crossing(record):
    """From 9 May in Moscow to 8 August there are not three months, to 9 August there are."""
    later = '.with_event("first-crossing", start="1945-08-10")'
    exact = []
    for change in ((PAGE, PAGE), (PAGE, f"{PAGE}, dataset=analysis.load(){later}")):
        sources = edited(THREE, change)
        wanted = list(sources)[: list(sources).index("three-months-08") + 1]
        names = running.names_of({cell: sources[cell] for cell in wanted}, FOLDER)
        asked = names["grid"].set_index(["start", "end", "clock"])["exact_by_date"]
        exact.append(bool(asked["surrender-effective", "first-crossing", "moscow"]))
    assert exact == [False, True]


@pytest.mark.parametrize(
    ("name", "injected", "holds"),
    [
        ("three-months", "MONTHS = 2", "not grid['exact_by_date'].any()"),
        ("intervals", "COUPLES = [('hiroshima', 'nagasaki')]", "len(rows) == 1"),
        ("order-of-events", "EVENTS = ['hiroshima', 'nagasaki']", "len(orders) == 1"),
    ],
)
def test_parameters_are_found_where_papermill_looks_and_change_the_outcome(
    record, plain, name, injected, holds
):
    """papermill writes what it is given into a cell after the one tagged ``parameters``."""
    names, sources = plain(name), code(FOLDER / f"{name}.ipynb")
    (tagged,) = (
        cell["id"]
        for cell in running.cells(FOLDER / f"{name}.ipynb")
        if "parameters" in cell["metadata"].get("tags", ())
    )
    assert not eval(holds, dict(names))
    place = list(sources).index(tagged)
    rest = {"injected": injected, **dict(list(sources.items())[place + 1 :]), "": f"assert {holds}"}
    assert outcome(running.touched(rest, "injected"), FOLDER, names) == ""


def test_the_parameters_are_the_definitions_of_the_whole_book():
    """The audit and the overview judge the claim over these; the chapter lets them be changed."""
    names = {}
    exec(code(THREE)["three-months-parameters"], names)
    for name in ("SURRENDERS", "OPENINGS", "CLOCKS"):
        assert tuple(names[name]) == getattr(analysis.war, name)


@pytest.mark.proof
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_cells_survive_any_list_of_clocks_and_boundaries(record, path):
    boundaries = set(record.events["id"])
    boundaries |= {name for event in record.events["id"] for name in record.boundaries(event)}
    sources = code(path)
    names = running.names_of(sources, path.parent)
    faults = []
    for cell, source in sources.items():
        for done, new in edits(source, set(record.clocks_by_id), boundaries):
            rest = running.touched({**sources, cell: new}, cell)
            found = outcome(rest, path.parent, names)
            if found.startswith("traceback"):
                faults.append(f"{cell}, {done}: {found}")
    assert faults == []


@pytest.mark.proof
@pytest.mark.parametrize(
    "change",
    [
        'with_event("first-crossing", start="1945-08-10")',
        'with_event("lake-khasan", start="1938-07", end="1938-08")',
        'with_reading("first-crossing", "Cherevko, all fronts")',
        'without("state-of-war")',
    ],
)
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_chapter_can_be_told_from_a_changed_record(record, path, change):
    page = f'analysis.Page("{path.stem}"'
    if not any(page in source for source in code(path).values()):
        return
    changed = edited(path, (page, f"{page}, dataset=analysis.load().{change}"))
    found = outcome(changed, path.parent, {})
    assert not found.startswith("traceback"), found
