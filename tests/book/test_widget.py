"""The explorer in a cell: of the data set it is given, with the interval that is chosen there."""

import datetime as dt
import json
import subprocess
import sys

import pytest
from border_wars_book import explore


@pytest.fixture(scope="module")
def widget(dataset):
    return explore(dataset, "surrender-effective", "first-crossing", clock="moscow")


def test_the_answer_is_the_librarys(dataset, widget):
    assert widget.answer == dataset.interval("surrender-effective", "first-crossing", "moscow")


def test_what_is_chosen_in_the_cell_is_what_is_answered(dataset):
    """00:10 at Chita is preferred; one o'clock at Khabarovsk is ten minutes sooner."""
    widget = explore(dataset, "declaration-read", "first-crossing")
    readings = dataset.readings_of("first-crossing")
    number = next(i for i, one in enumerate(readings) if one.said_by == "Cherevko, all fronts")
    was = widget.answer.elapsed_min
    widget.set_state({"chosen": {"a": ["declaration-read", 0], "b": ["first-crossing", number]}})
    assert widget.answer.elapsed_min == was - dt.timedelta(minutes=10)
    widget.b = "nagasaki"  # whose readings have other numbers
    assert widget.answer == dataset.interval("declaration-read", "nagasaki")


def test_events_turned_round_are_counted_from_the_first(dataset):
    widget = explore(dataset, "nagasaki", "hiroshima", clock="tokyo")
    assert widget.answer == dataset.interval("hiroshima", "nagasaki", "tokyo")


def test_a_changed_record_brings_its_own_instants_and_says_so(dataset):
    """The crossing is a day later in the page's numbers too: seconds from 1970, in UTC."""
    changed = dataset.with_event("first-crossing", start="1945-08-10")
    widget = explore(changed, "state-of-war", "first-crossing")
    assert widget.answer.elapsed_min == dt.timedelta(days=1, minutes=10)
    assert "first-crossing: start 1945-08-10, not 1945-08-09" in widget.cite
    was = json.loads(explore(dataset, "state-of-war", "first-crossing").record)
    now = json.loads(widget.record)
    place = [event for event, _ in now["events"]].index("first-crossing")
    at = sum(map(sum, now["readings"][:place]))
    assert sum(now["first"][: at + 1]) - sum(was["first"][: at + 1]) == 86_400


def test_an_unknown_name_is_told_before_anything_is_drawn(dataset):
    with pytest.raises(ValueError, match="unknown event 'nagasaky': is 'nagasaki' meant"):
        explore(dataset, "hiroshima", "nagasaky")
    with pytest.raises(LookupError, match="unknown clock 'mars'"):
        explore(dataset, "hiroshima", "nagasaki", clock="mars")


def test_the_script_is_the_pages(widget):
    page = (explore.__globals__["_STATIC"] / "explorer.js").read_text("utf-8")
    assert page in widget._esm


@pytest.mark.parametrize("without", ["anywidget", "nothing"])
def test_nobody_waits_for_it_and_without_it_one_line_says_what_is_missing(without):
    asked = (
        f"import sys; sys.modules[{without!r}] = None\n"
        "import analysis, border_wars_book\n"
        "assert not {'anywidget', 'ipywidgets'} & {m for m, v in sys.modules.items() if v}\n"
        "from border_wars_book import explore\n"
        "dataset = analysis.load()\n"
        "try: print(explore(dataset, 'hiroshima', 'nagasaki', 'tokyo').answer.days)\n"
        "except ImportError as error: print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    told = {
        "nothing": "3\n",
        "anywidget": "explore needs anywidget, which is not installed: pip install anywidget\n",
    }
    assert done.stdout == told[without]
