"""The instrument that moves a moment, and the two walks: what they say, by every way there."""

import datetime as dt
import json
import random
import re

import pypdfium2
import pytest
from built_book import sampled

import analysis
from benchmarks.serving import COMPRESSED, _packed
from historical_time.words import date_text, time_text
from timelines.media import FIGURE_MIME

WALKS = {"notebooks/walk-night.html": 7, "notebooks/walk-halha.html": 9}
NIGHT = "notebooks/walk-night.html"
MOST_BYTES = 120_000
MOST_MOMENTS = 180  # of the changes and the minutes beside them, and of others
MOST_PAGES = 6  # of paper, each
PRINTED = {
    "notebooks/walk-night.html": ("That night, moment by moment", "Khabarovsk"),
    "notebooks/walk-halha.html": ("The Halha, step by step", "Ulaanbaatar"),
}
TARGET = 24  # pixels, WCAG 2.2
EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
# Goes to moments by the slider and reads clocks and rows, as a reader would.
READ = """moments => {
  const slider = document.querySelector('.time input');
  document.querySelector('.plot-table').open = true;
  return moments.map(moment => {
    slider.value = moment;
    slider.dispatchEvent(new Event('input'));
    return [Number(slider.value),
      [...document.querySelectorAll('.clock')].map(one =>
        ['time', 'date', 'known'].map(part => one.querySelector('.clock-' + part).textContent)),
      [...document.querySelectorAll('.plot-table tbody tr')].map(row => row.dataset.state)];
  });
}"""
OUTSIDE = """() => {
  const map = document.querySelector('.moment-map').getBoundingClientRect();
  return [...document.querySelectorAll('.moment-over text')]
    .map(one => one.getBoundingClientRect())
    .filter(box => box.width && (box.left < map.left || box.right > map.right ||
      box.top < map.top || box.bottom > map.bottom)).length;
}"""
NAMED = "document.querySelectorAll('.moment-over rect').length"
STATES = "[...document.querySelectorAll('.plot-table tbody tr')].map(row => row.dataset.state)"


@pytest.fixture(scope="module")
def dataset():
    return analysis.load()


def told(book, page):
    """What the page was given to move through."""
    html = (book.html / page).read_text("utf-8")
    return json.loads(re.search(r'class="moment-data">(.*?)</script>', html, re.S)[1])


def ready(visit, page, width=1280, hash_="", **options):
    opened = visit(page, width=width, **options)
    if hash_:
        opened.page.goto(opened.page.url.split("#")[0] + hash_)
        opened.page.reload()
    opened.page.wait_for_function("document.querySelector('.moment-map svg path') !== null")
    return opened


def moment_of(tab):
    return int(tab.locator(".time input").input_value())


def utc(seconds):
    return EPOCH + dt.timedelta(seconds=seconds)


@pytest.mark.parametrize("page", sampled(WALKS, "notebooks/walk-night.html"))
def test_page_and_record_say_the_same_at_every_change_and_between(visit, book, dataset, page):
    data, chance = told(book, page), random.Random(19)
    first, last = data["span"]
    ends = {end + by for event in data["events"] for end in event[2:4] for by in (-60, 0, 60)}
    ends |= {chance.randrange(first, last, 60) for _ in range(60)}
    moments = [end for end in sorted(ends) if first <= end <= last]
    moments = sorted(chance.sample(moments, min(len(moments), MOST_MOMENTS)))
    names = [event[0] for event in data["events"]]
    ranges = [dataset.instant(name) for name in names]
    opened = ready(visit, page)
    for moment, faces, states in opened.page.evaluate(READ, moments):
        assert states == [one.by(utc(moment)) for one in ranges], moment
        for clock, (time, date, known) in zip(data["clocks"], faces, strict=True):
            civil = dataset.clock(clock["id"]).to_civil(utc(moment))
            assert (time, date) == (time_text(civil), date_text(civil.date(), year=False))
            words = []
            for at, said, _ in clock["told"]:
                state = ranges[at].by(utc(moment))
                words = [said] if state == "has" else words
                if state == "may":
                    verb, done, deed = said.partition("has ")
                    words.append(f"has perhaps {deed}" if done and not verb else f"perhaps {said}")
            assert known == "; ".join(words), (clock["name"], moment)
    assert len(moments) > 100
    assert opened.said == []


def test_a_stretch_holds_what_the_record_has_in_it(visit, book, dataset):
    data, chance = told(book, NIGHT), random.Random(8)
    tab = ready(visit, NIGHT).page
    tab.evaluate("document.querySelector('.plot-table').open = true")
    for _ in range(12):
        start, end = sorted(chance.sample(range(data["span"][0], data["span"][1], 60), 2))
        hash_ = "#t=" + "/".join(f"{utc(one):%Y-%m-%dT%H:%MZ}" for one in (start, end))
        tab.evaluate("hash => { location.hash = hash }", hash_)
        tab.wait_for_function(f"document.querySelector('.time input').value == {end}")
        states = [dataset.instant(one[0]).within(utc(start), utc(end)) for one in data["events"]]
        assert tab.evaluate(STATES) == states
        assert f"{states.count('has')} events within" in tab.locator(".readout").inner_text()


def test_a_walk_by_keys_goes_step_by_step_and_the_slider_by_minutes(visit, book):
    tab = ready(visit, NIGHT).page
    tab.evaluate("document.querySelector('.walk').scrollIntoView()")
    steps = [
        json.loads(one)
        for one in tab.evaluate(
            "[...document.querySelectorAll('.panel')].map(one => one.dataset.step)"
        )
    ]
    for step in steps[1:]:
        tab.keyboard.press("ArrowRight")
        assert moment_of(tab) == step["at"]
    tab.keyboard.press("ArrowLeft")
    assert moment_of(tab) == steps[-2]["at"]
    assert tab.locator(".step[data-current] h3").inner_text().startswith("Ten at night")
    tab.locator(".time input").focus()
    for key, by in (("ArrowRight", 60), ("Shift+ArrowLeft", -3600), ("ArrowDown", -60)):
        before = moment_of(tab)
        tab.keyboard.press(key)
        assert moment_of(tab) == before + by
    tab.keyboard.press("PageUp")
    data = told(book, NIGHT)
    stops = {end for event in data["events"] for end in event[2:4]}
    assert moment_of(tab) in stops
    assert tab.locator(".controls .back").inner_text() == "Back to step 6"
    tab.locator(".controls .back").click()
    assert moment_of(tab) == steps[5]["at"]


def test_every_moment_has_an_address_and_the_way_back(visit):
    tab = ready(visit, NIGHT, hash_="#t=1945-08-08T15:37Z").page
    assert moment_of(tab) == -769940580
    assert tab.locator(".clock", has_text="Chita").locator(".clock-time").inner_text() == "00:37"
    tab.get_by_role("button", name="Event after").click()
    assert tab.url.endswith("#t=1945-08-08T16:00Z")
    tab.get_by_role("button", name="From here").click()
    tab.get_by_role("button", name="On by").click()
    assert tab.url.endswith("#t=1945-08-08T16:00Z/1945-08-08T17:00Z")
    assert "1\u00a0hour" in tab.locator(".readout").inner_text()
    tab.go_back()
    tab.go_back()
    assert tab.url.endswith("#t=1945-08-08T16:00Z")
    tab.go_back()
    assert moment_of(tab) == -769940580
    for strange in ("#t=1945-13-08T15:37Z", "#t=now", "#t=1999-01-01T00:00Z", "#t=%E0%A4%A"):
        tab.evaluate("hash => { location.hash = hash }", strange)
        assert moment_of(tab) == -769940580


@pytest.mark.parametrize("width", [375, 1280])
def test_the_wheel_scrolls_the_page_and_the_page_moves_the_walk(visit, width):
    opened = ready(visit, NIGHT, width=width)
    tab = opened.page
    tab.evaluate("document.querySelector('.walk').scrollIntoView()")
    box = tab.locator(".moment-map").bounding_box()
    tab.mouse.move(box["x"] + 50, box["y"] + 50)
    seen = []
    while not tab.evaluate("scrollY + innerHeight > document.body.scrollHeight - 5"):
        before = tab.evaluate("scrollY")
        tab.mouse.wheel(0, 240)
        tab.wait_for_function(f"scrollY > {before}")
        tab.evaluate(
            "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
        )
        seen.append(moment_of(tab))
    assert len(set(seen)) == WALKS[NIGHT]
    assert seen == sorted(seen)
    assert opened.said == []


def test_without_scripts_each_panel_is_a_picture_and_the_text_is_there(visit):
    for page, steps in WALKS.items():
        tab = visit(page, java_script_enabled=False).page
        pictures = tab.locator(".panel img")
        assert pictures.count() == steps
        for at in range(steps):
            pictures.nth(at).scroll_into_view_if_needed()
            box = pictures.nth(at).bounding_box()
            assert box["width"] > 500
            assert box["height"] > 200
            assert "Tokyo: " in pictures.nth(at).get_attribute("alt")
        assert not tab.locator(".stage").is_visible()
        assert tab.locator(".panel").evaluate_all("all => all.every(one => one.closest('section'))")


@pytest.mark.parametrize("width", [375, 1280])
@pytest.mark.parametrize("page", WALKS)
def test_nothing_is_cut_and_a_finger_finds_each_button(visit, page, width):
    tab = ready(visit, page, width=width).page
    tab.evaluate("document.querySelector('.walk').scrollIntoView()")
    for _ in range(WALKS[page]):
        tab.keyboard.press("ArrowRight")
        assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
        cut = tab.evaluate("""() => [...document.querySelectorAll(
            '.clock > :not(.clock-known), .clock-known, .stage button, .readout')]
          .filter(one => getComputedStyle(one).position !== 'absolute' || one.matches('button'))
          .filter(one => one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 1)
          .map(one => one.className + one.textContent)""")
        assert cut == []
        small = tab.locator(".stage button:visible, .step-time").evaluate_all(
            "(all, least) => all.map(one => one.getBoundingClientRect())"
            f".filter(box => box.height < {TARGET} || box.width < {TARGET}).length"
        )
        assert small == 0
        assert tab.evaluate(OUTSIDE) == 0
        assert tab.evaluate(NAMED) == tab.locator(".ring[data-state=has]").count() > 0


@pytest.mark.parametrize("page", WALKS)
def test_a_walk_is_light(book, page):
    """The page and what it alone fetches: instrument, arithmetic, sheet."""
    html = (book.html / page).read_text("utf-8")
    own = re.findall(
        r'="\.\./(_static/(?:civil|moment)\.\w+|_downloads/figures/[\w-]+-sheet\.js)"', html
    )
    assert len(own) == 4
    files = [book.html / page, *(book.html / name for name in own)]
    assert all(file.suffix in COMPRESSED for file in files)
    assert sum(len(_packed(file, file.stat().st_mtime_ns)) for file in files) <= MOST_BYTES


@pytest.mark.parametrize("page", WALKS)
def test_a_panel_names_all_that_it_shows(book, page):
    cells = json.loads((book.root / page).with_suffix(".ipynb").read_text("utf-8"))["cells"]
    shown = 0
    for cell in cells:
        for output in cell.get("outputs", []):
            step = output.get("data", {}).get(FIGURE_MIME, {}).get("step")
            if step:
                drawn = " ".join(
                    re.findall(r">([^<>]+)</text>", "".join(output["data"]["image/svg+xml"]))
                )
                names = [words.replace("'", "’") for _, words in step["shown"]]
                assert [name for name in names if name not in drawn] == []
                shown += 1
    assert shown == WALKS[page]


def test_a_printed_walk_has_its_panels_and_is_short(book):
    """Each panel names a clock that its text does not."""
    document = pypdfium2.PdfDocument(book.pdf)
    marks = [mark for mark in document.get_toc() if mark.level == 0]
    begins = [mark.get_dest().get_index() for mark in marks]
    titles = [mark.get_title() for mark in marks]
    for page, (title, clock) in PRINTED.items():
        at = next(number for number, one in enumerate(titles) if one.endswith(title))
        pages = range(begins[at], begins[at + 1])
        assert len(pages) <= MOST_PAGES, title
        whole = [*pages, pages.stop]  # the next chapter may begin on the last of them
        text = "".join(document[one].get_textpage().get_text_range() for one in whole)
        assert text.count(clock) > WALKS[page]
