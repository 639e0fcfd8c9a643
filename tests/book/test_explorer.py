"""The page that is asked: choosing by keyboard, the address, what it says, and without scripts."""

import gzip
import re

import pytest

from analysis.findings.interval_table import interval_table

EXPLORER = "notebooks/explorer.html"
NIGHT = "#a=declaration-read&b=first-crossing&clock=chita"
TOGETHER = 60_000  # bytes, packed: the script, its arithmetic and the record's instants


@pytest.fixture
def asked(visit, book):
    """The page at a question, by the fragment of its address."""

    def opened(fragment="", **options):
        tab = visit(EXPLORER, **options).page
        if fragment:
            tab.goto(book.address(EXPLORER) + fragment)
        return tab

    return opened


def told(tab, part=".explorer-answer"):
    return " ".join(tab.locator(part).inner_text().split())


def offered(tab, words, side="a"):
    """The titles that a field offers for these words."""
    tab.locator(f".explorer-{side} input").fill(words)
    listed = tab.locator(f".explorer-{side} [role=option]:not([aria-disabled])")
    return listed.evaluate_all("all => all.map(one => one.firstChild.textContent)")


def test_a_question_in_the_address_is_answered(asked):
    tab = asked(NIGHT)
    answer = told(tab)
    assert answer.startswith("1 hour and 10 minutes on every clock")
    assert "On the clock of Chita (Transbaikal), 8 to 9 August 1945: 1 day" in answer
    assert "“Molotov reads Satō the declaration of war” came first" in answer
    assert told(tab, ".explorer-fault") == ""


def test_the_first_of_the_questions_stands_there_until_one_is_chosen(asked):
    tab = asked()
    assert told(tab).startswith(
        "93 days, 14 hours and 29 minutes on every clock On the clock of Moscow"
    )
    assert tab.evaluate("location.hash") == ""


def test_two_events_and_a_clock_are_chosen_by_the_keyboard_alone(asked):
    tab = asked()
    tab.locator(".explorer-a input").focus()
    tab.keyboard.type("karlshorst")
    field = tab.locator(".explorer-a input")
    assert field.get_attribute("aria-expanded") == "true"
    active = tab.locator(f"#{field.get_attribute('aria-activedescendant')}")
    assert active.get_attribute("aria-selected") == "true"
    tab.keyboard.press("Enter")
    assert field.get_attribute("aria-expanded") == "false"
    assert field.input_value() == "Surrender signed again at Berlin-Karlshorst"
    for _ in range(20):
        tab.keyboard.press("Tab")
        if tab.evaluate("document.activeElement.closest('.explorer-b input') !== null"):
            break
    tab.keyboard.type("nagasaki")
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("ArrowUp")
    tab.keyboard.press("Enter")
    for _ in range(20):
        if tab.evaluate("document.activeElement.id.endsWith('clock')"):
            break
        tab.keyboard.press("Tab")
    tab.keyboard.type("Tokyo")
    tab.wait_for_function("location.hash.endsWith('clock=tokyo')")
    assert tab.evaluate("location.hash") == "#a=karlshorst-signing&b=nagasaki&clock=tokyo"
    assert "On the clock of Tokyo, 9 May to 9 August 1945" in told(tab)
    assert "three months" in told(tab)


@pytest.mark.parametrize("key", ["Escape", "Tab"])
def test_what_was_typed_and_not_chosen_is_no_choice(asked, key):
    tab = asked(NIGHT)
    offered(tab, "hiroshima")
    tab.keyboard.press(key)
    assert tab.locator(".explorer-a input").input_value().startswith("Molotov reads Satō")
    assert tab.locator(".explorer-a [role=listbox]").is_hidden()


def test_the_button_for_going_back_leads_to_the_question_before(asked):
    tab = asked(NIGHT)
    before = told(tab)
    tab.locator(".explorer select").last.select_option("moscow")
    tab.wait_for_function("location.hash.endsWith('moscow')")
    assert told(tab) != before
    tab.go_back()
    tab.wait_for_function("location.hash.endsWith('chita')")
    assert told(tab) == before


IN_THE_WINDOW = """() => {
  const box = document.querySelector('.explorer-elapsed').getBoundingClientRect();
  return box.top >= 0 && box.bottom <= innerHeight;
}"""


def test_a_question_that_is_sent_is_before_the_readers_eyes(asked):
    assert asked(NIGHT).evaluate(IN_THE_WINDOW)
    tab = asked()
    tab.locator("article a[href*='#a=']").last.click()
    tab.wait_for_function("location.hash.includes('tripartite')")
    assert tab.evaluate(IN_THE_WINDOW)


def test_a_reading_by_which_the_other_was_first_is_told_and_named(asked):
    """17:00 in Moscow; one reading has 20:00, which is after ten past midnight in Chita."""
    tab = asked(NIGHT)
    order = told(tab, ".explorer-answer dl")
    assert re.search(r"came first\. By \d of the \d+ pairs of readings the other did\.", order)
    row = tab.locator(".explorer tbody tr", has_text="in the other order")
    assert row.count() == 1
    name = row.locator("button").inner_text()
    row.locator("button").click()
    tab.wait_for_function("/[&]ra=/.test(location.hash)")
    assert "“First crossing" in told(tab, ".explorer-answer dl").split("came first")[0]
    assert f", {name})" in told(tab, ".explorer-copy p")


def test_a_question_keeps_its_readings_in_the_address(asked):
    tab = asked("#a=lake-khasan:end&b=khalkhin-gol:start&clock=tokyo")
    preferred = told(tab)
    other = tab.locator(".explorer td button").last
    name = other.inner_text()
    other.click()
    tab.wait_for_function("/[&]r[ab]=/.test(location.hash)")
    assert told(tab) != preferred
    assert tab.evaluate(IN_THE_WINDOW)
    assert tab.evaluate("document.activeElement.getAttribute('role')") == "status"
    address = tab.url
    tab.goto("about:blank")
    tab.goto(address)
    assert tab.locator(".explorer td b", has_text=name).count() >= 1


BAD = {
    "#a=the-moon&b=first-crossing&clock=moscow": "no event “the-moon”",
    "#a=reims-signing&b=first-crossing&clock=mars": "no clock “mars”",
    "#a=reims-signing&b=nagasaki&clock=utc&ra=nobody": "no reading “nobody” of “German act",
    "#a=%3Cimg src=x%3E&b=nagasaki&clock=utc": "no event “<img src=x>”",
    "#a=toString&b=%E0%A4%A&clock=constructor": "no event “toString”",
}


@pytest.mark.parametrize("fragment", BAD)
def test_an_address_that_asks_for_what_is_not_there_is_told_so_in_a_line(visit, book, fragment):
    opened = visit(EXPLORER)
    opened.page.goto(book.address(EXPLORER) + fragment)
    assert BAD[fragment] in told(opened.page, ".explorer-fault")
    assert re.search(r"\d", told(opened.page))
    assert opened.said == []
    assert opened.page.locator(".explorer img").count() == 0


FOUND = {
    "張鼓峰": "Battle of Lake Khasan",
    "Хасан": "Battle of Lake Khasan",
    "khasan": "Battle of Lake Khasan",
    "Nomonhan": "Battle of Khalkhin Gol",
    "1945-08-09": "Atomic bombing of Nagasaki",
    "9 August 1945": "Atomic bombing of Nagasaki",
    "9 августа 1945": "Atomic bombing of Nagasaki",
    "hiroshima bomb": "Atomic bombing of Hiroshima",
    "kurils 1945": "Kuril",
}


@pytest.mark.parametrize("words", FOUND)
def test_an_event_is_found_in_four_scripts_by_date_and_by_lane(asked, words):
    titles = offered(asked(), words)
    assert any(FOUND[words] in title for title in titles), titles
    assert 0 < len(titles) <= 60


def test_what_is_not_there_is_said_to_be_not_there(asked):
    tab = asked()
    assert offered(tab, "xyzzyx") == []
    assert "Nothing in the record" in told(tab, ".explorer-a [role=listbox]")


def test_an_event_that_came_later_is_not_counted_backwards(asked):
    answer = told(asked("#a=nagasaki&b=hiroshima&clock=tokyo"))
    assert "“Atomic bombing of Hiroshima” came first, so it is counted from there" in answer
    assert answer.startswith("3 days, 2 hours and 47 minutes")


def test_the_clocks_are_counted_by_the_answer_they_give(asked, dataset):
    """As the library has it, clock by clock."""
    tab = asked("#a=surrender-effective&b=first-crossing&clock=washington")
    rows = tab.locator(".explorer table").first.locator("tbody tr").all_inner_texts()
    counted = {" ".join(row.split("\t")[0].split()): int(row.split("\t")[2]) for row in rows}
    wanted: dict[str, int] = {}
    for clock in dataset.clocks_by_id:
        found = interval_table(dataset, [("surrender-effective", "first-crossing", clock)])
        told_by = " ".join(found["Calendar"][0].split())
        wanted[told_by] = wanted.get(told_by, 0) + 1
    assert {name.removesuffix(" another answer"): n for name, n in counted.items()} == wanted
    assert sum(wanted.values()) == len(dataset.clocks_by_id)


def test_a_sentence_is_offered_with_its_citation_and_address(asked):
    tab = asked(NIGHT)
    sentence = told(tab, ".explorer-copy p")
    assert (
        "The Border Wars project, The Soviet-Japanese Border Wars, first edition, version"
        in sentence
    )
    assert sentence.endswith(f"notebooks/explorer.html{NIGHT}")
    tab.context.grant_permissions(["clipboard-read", "clipboard-write"])
    tab.locator(".explorer-copy button").click()
    tab.wait_for_function(
        "document.querySelector('.explorer-copy button').textContent === 'Copied'"
    )
    assert tab.evaluate("navigator.clipboard.readText()").split() == sentence.split()


def test_each_question_on_the_page_is_one_that_the_record_answers(asked, book):
    tab = asked()
    links = tab.locator("article a[href*='#a=']").evaluate_all("all => all.map(one => one.hash)")
    rows = tab.locator("article > section table tbody tr", has=tab.locator("th, td"))
    assert len(links) == 6
    for fragment in links:
        tab.goto(book.address(EXPLORER) + fragment)
        assert told(tab, ".explorer-fault") == ""
    assert rows.count() >= len(links)


def test_text_of_the_record_is_text(asked):
    tab = asked()
    shown = tab.evaluate(
        """() => {
          const data = window.bookCivil.opened(window.bookInstants), [one, other] = data.boundaries;
          one.event.label = one.readings[0].words = "<img src=x>&amp;";
          const place = document.createElement("div");
          document.querySelector("article").append(place);
          window.bookExplorer(place, data, { a: one.name, b: other.name });
          return [place.querySelectorAll("img").length, place.querySelector("input").value];
        }"""
    )
    assert shown == [0, "<img src=x>&amp;"]


def test_it_asks_nothing_of_another_host(visit):
    opened = visit(EXPLORER)
    opened.page.locator(".explorer-swap").first.click()
    assert {address.partition(":")[0] for address in opened.asked} == {"file"}
    assert opened.said == []


def test_script_arithmetic_and_record_are_light(book):
    static = book.html / "_static"
    packed = [
        len(gzip.compress((static / f"{name}.js").read_bytes(), 9))
        for name in ("explorer", "civil", "instants")
    ]
    assert sum(packed) <= TOGETHER
    assert packed[2] > 30_000
    assert len(gzip.compress((static / "land.js").read_bytes(), 9)) < 10_000


def test_without_scripts_the_questions_are_answered_in_a_table(visit):
    tab = visit(EXPLORER, java_script_enabled=False).page
    table = " ".join(tab.locator("article table").inner_text().split())
    assert "three months and one day" in table
    assert "1 hour and 10 minutes" in table
    assert tab.locator(".explorer-form").count() == 0


def test_it_fits_a_phone(asked):
    tab = asked(NIGHT, width=375)
    assert tab.evaluate("document.documentElement.scrollWidth") <= 375
    heights = tab.locator(".explorer :is(button, select, input):visible").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect().height)"
    )
    assert min(heights) >= 24
