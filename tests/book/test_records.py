"""Long tables that can be narrowed: the form, what it says, and the page without it."""

import datetime as dt
import re
from urllib.parse import quote

import pytest
from border_wars_book.page.told import places
from built_book import sampled

CHRONOLOGY = "notebooks/chronology.html"
ROWS = "table.filterable tbody tr:not([hidden])"
SHOWN = f"""() => [...document.querySelectorAll("{ROWS}")]
  .map(row => (row.querySelector('.entry-name') || row).id)"""
LAST_DAY = dt.date(1939, 9, 16)


def ask(page, label, words):
    """Type into a field of the form and leave it."""
    box = page.locator("form.narrowing").get_by_label(label, exact=True)
    box.fill(words)
    box.press("Enter")


def told(page):
    return page.locator("form.narrowing [role=status]").inner_text()


@pytest.fixture(scope="module")
def entries():
    import analysis
    from analysis.findings import chronology

    return chronology.entries(analysis.load())


def lasting(entries, first, last):
    """The events that may have lasted into a span of days."""
    ends = [(one.id, one.first_day, one.last_day or one.first_day) for one in entries]
    return [name for name, begun, ended in ends if begun <= last and ended >= first]


@pytest.mark.parametrize("width", [375, 1280])
def test_the_tables_are_narrowed_by_lists_with_labels(visit, width):
    page = visit(CHRONOLOGY, width=width).page
    whole = page.locator("table.filterable tbody tr").count()
    assert told(page) == f"All {whole} rows"
    page.locator("form.narrowing").get_by_label("Lane").select_option("Lake Khasan")
    page.locator("form.narrowing").get_by_label("Certainty").select_option("to the hour")
    shown = page.locator("table.filterable tbody tr:visible").count()
    assert 0 < shown < whole
    assert told(page).startswith(f"{shown} of {whole} rows, and ")
    page.get_by_role("button", name="Show all").click()
    assert page.locator("table.filterable tbody tr:visible").count() == whole


def test_a_year_finds_what_spans_it(visit):
    page = visit(CHRONOLOGY).page
    page.locator("form.narrowing").get_by_label("Year").select_option("1936")
    assert page.locator("#frontier-incidents").is_visible()
    assert not page.locator("#lake-khasan").is_visible()


def test_a_link_to_a_row_that_is_hidden_shows_it(visit):
    page = visit(CHRONOLOGY).page
    page.locator("form.narrowing").get_by_label("Lane").select_option("Europe")
    assert not page.locator("#lake-khasan").is_visible()
    page.evaluate("location.hash = '#lake-khasan'")
    page.wait_for_selector("#lake-khasan", state="visible")
    assert "taken back" in told(page)
    assert page.url.endswith("chronology.html#lake-khasan")


def test_a_row_that_its_own_address_hides_is_shown(visit):
    page = visit(CHRONOLOGY).page
    page.goto(page.url + "?lane=Europe#lake-khasan")
    assert page.locator("#lake-khasan").is_visible()
    assert "taken back" in told(page)


WORDS = ["Хасан", "張鼓峰", "lake khasan", "LAKE KHÁSAN", "Changkufeng"]


@pytest.mark.parametrize("words", sampled(WORDS, "Хасан", "張鼓峰", "LAKE KHÁSAN"))
def test_words_are_found_in_any_script_as_the_search_finds_them(visit, words):
    page = visit(CHRONOLOGY).page
    ask(page, "Words", words)
    page.wait_for_function("document.querySelectorAll('tbody tr[hidden]').length > 500")
    page.wait_for_selector("#lake-khasan", state="visible")
    assert not page.locator("#hiroshima").is_visible()
    assert f"q={quote(words, safe='').replace('%20', '+')}" in page.url


def test_words_are_found_in_another_spelling_and_all_of_them_are_meant(visit):
    page = visit(CHRONOLOGY).page
    ask(page, "Words", "Zukov")
    page.wait_for_function("document.querySelectorAll('tbody tr[hidden]').length > 500")
    several = page.evaluate(SHOWN)
    ask(page, "Words", "Zukov Moscow")
    assert 0 < len(page.evaluate(SHOWN)) < len(several)
    ask(page, "Words", "horia")  # in "euphoria", and at the head of no word
    assert page.evaluate(SHOWN) == []
    assert "No row is all of that" in told(page)


@pytest.mark.parametrize(
    ("first", "last", "span"),
    [
        pytest.param(
            "1939-05-11", "1939-09-16", (dt.date(1939, 5, 11), LAST_DAY), marks=pytest.mark.proof
        ),
        ("11 May 1939", "September 16, 1939", (dt.date(1939, 5, 11), LAST_DAY)),
        ("1939-05", "Sept 1939", (dt.date(1939, 5, 1), dt.date(1939, 9, 30))),
        ("1936", "1936", (dt.date(1936, 1, 1), dt.date(1936, 12, 31))),
        ("1945-08-15", "", (dt.date(1945, 8, 15), dt.date.max)),
    ],
)
def test_dates_in_any_form_leave_what_may_have_lasted_into_them(visit, entries, first, last, span):
    page = visit(CHRONOLOGY).page
    ask(page, "From", first)
    ask(page, "To", last)
    expected = lasting(entries, *span)
    assert page.evaluate(SHOWN) == expected
    assert 0 < len(expected) < len(entries)


def test_what_is_asked_stays_in_the_address_beside_a_row_and_comes_back(visit):
    page = visit(CHRONOLOGY).page
    page.locator("form.narrowing").get_by_label("Lane").select_option("Lake Khasan")
    ask(page, "From", "August 1938")
    asked = page.evaluate(SHOWN)
    page.evaluate("location.hash = '#lake-khasan'")
    assert page.url.endswith("chronology.html?from=August+1938&lane=Lake+Khasan#lake-khasan")
    page.reload()
    assert page.evaluate(SHOWN) == asked
    assert page.locator("form.narrowing").get_by_label("From").input_value() == "August 1938"
    page.wait_for_function(  # a browser goes back to where it was, and the page to its row
        """() => {
          const top = document.getElementById('lake-khasan').getBoundingClientRect().top;
          return 0 <= top && top < 900;
        }"""
    )
    for _ in range(2):
        page.go_back()
    page.wait_for_function("!location.search.includes('from')")
    assert len(page.evaluate(SHOWN)) > len(asked)
    assert page.locator("form.narrowing").get_by_label("From").input_value() == ""
    page.go_forward()
    page.wait_for_function("location.search.includes('from')")
    assert page.evaluate(SHOWN) == asked


@pytest.mark.parametrize(
    ("query", "fault", "left"),
    [
        ("lane=Nowhere&year=1936", "there is no lane “Nowhere”", "year=1936"),
        pytest.param(
            "from=soon&year=1936", "“soon” is no date", "year=1936", marks=pytest.mark.proof
        ),
        ("from=30+February+1939&year=1936", "“30 February 1939” is no date", "year=1936"),
        ("from=1945&to=1939", "“1945” is after “1939”", "from=1945"),
    ],
)
def test_a_value_that_is_not_understood_is_left_out_in_one_line(visit, query, fault, left):
    page = visit(CHRONOLOGY).page
    start = page.url
    page.goto(f"{start}?{query}")
    said, shown = told(page), page.evaluate(SHOWN)
    assert said.count(". Left out: ") == 1
    assert fault in said
    page.goto(f"{start}?{left}")
    assert page.evaluate(SHOWN) == shown != []


def test_a_year_is_one_step_away_and_the_years_are_those_of_the_rows_shown(visit, entries):
    page = visit(CHRONOLOGY).page
    years = page.locator("nav.years a")
    assert years.all_inner_texts() == sorted({str(one.first_day.year) for one in entries})
    years.get_by_text("1939", exact=True).click()
    first = next(one.id for one in entries if one.first_day.year == 1939)
    page.wait_for_function("id => location.hash === '#' + id", arg=first)
    page.wait_for_function(
        "id => { const top = document.getElementById(id).getBoundingClientRect().top;"
        " return top >= 0 && top < 450; }",
        arg=first,
    )
    page.locator("form.narrowing").get_by_label("Lane").select_option("Lake Khasan")
    assert "1945" not in years.all_inner_texts()


def test_the_figures_fade_what_does_not_fit_and_the_form_says_how_much(visit):
    page = visit(CHRONOLOGY).page
    assert page.locator(".veil").count() == 0
    page.locator("form.narrowing").get_by_label("Lane").select_option("Lake Khasan")
    marks = page.evaluate(
        "() => [...document.querySelectorAll('.plot-marks')].map(m => JSON.parse(m.textContent))"
    )
    shown = {f"#{name}" for name in page.evaluate(SHOWN)}
    fits = [mark[0] in shown or "lane=Lake+Khasan" in mark[0] for one in marks for mark in one]
    assert 0 < sum(fits) < len(fits)
    assert told(page).endswith(f", and {sum(fits)} of {len(fits)} marks in the figures")
    assert page.locator(".veil").count() == 4  # two figures, each for a desk and a phone
    faded = len(marks[0]) - sum(fits[: len(marks[0])])
    boxes = page.locator(".wide .veil > path").first.get_attribute("d").count("z")
    assert faded <= boxes <= 2 * faded  # a mark, and its label
    stop = page.locator(".plot-mark").first
    stop.focus()
    page.keyboard.press("Home")
    name = page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert name.endswith("Not among the rows that are shown.") != fits[0]
    page.get_by_role("button", name="Show all").click()
    assert page.locator(".veil").count() == 0


def test_a_column_of_the_quarters_leads_to_as_many_events_as_it_counts(visit):
    page = visit(CHRONOLOGY).page
    found = page.evaluate(
        """rows => JSON.parse([...document.querySelectorAll('.plot-marks')].pop().textContent)
             .map(mark => {
               const link = document.createElement('a');
               link.href = mark[0];
               document.body.append(link);
               link.click();
               return [mark[3], document.querySelectorAll(rows).length];
             })""",
        ROWS,
    )
    from historical_time.words import count_text

    assert len(found) > 100
    assert all(said.endswith(f": {count_text(count, 'event')}") for said, count in found)


def test_the_next_row_is_the_next_of_those_shown_by_button_and_by_key(visit):
    page = visit(CHRONOLOGY).page
    page.locator("form.narrowing").get_by_label("Lane").select_option("Lake Khasan")
    shown = page.evaluate(SHOWN)
    page.locator(f"[id='{shown[0]}'] a").focus()
    walked = []
    for key in ("j", "j", "k"):
        page.keyboard.press(key)
        walked.append(page.evaluate("location.hash.slice(1)"))
    assert walked == [shown[1], shown[2], shown[1]]
    assert page.evaluate("document.activeElement.closest('.entry-name').id") == shown[1]
    row = page.locator("tr:has(:target)")
    row.get_by_role("button", name="Next").click()
    page.locator("tr:has(:target)").get_by_role("button", name="Next").click()
    assert page.evaluate("location.hash.slice(1)") == shown[3]
    assert "lane=Lake+Khasan" in page.url
    page.locator(f"[id='{shown[0]}'] a").focus()
    page.keyboard.press("k")
    assert (
        "No row is shown before this one" in page.locator("[role=status].hidden").all_inner_texts()
    )


def test_a_row_is_cited_with_edition_day_and_address(visit):
    page = visit(CHRONOLOGY).page
    page.evaluate("location.hash = '#lake-khasan'")
    page.evaluate("window.bookCopy = text => { window.copied = text; return Promise.resolve(); }")
    row = page.locator("tr", has=page.locator("#lake-khasan"))
    row.get_by_role("button", name="Cite").click()
    text = row.locator(".row-citation").inner_text()
    assert page.evaluate("copied") == text
    assert re.fullmatch(
        r"The Border Wars project, The Soviet-Japanese Border Wars, first edition, version [\d.]+, "
        r"\d+ \w+ \d{4}, fingerprint \w+\. .*Chronology: “Battle of Lake Khasan”, "
        r"29 July to 11 August 1938\. "
        r"file:.*/notebooks/chronology\.html#lake-khasan",
        text,
    ), text
    row.get_by_role("button", name="Cite").click()
    assert row.locator(".row-citation").count() == 0


@pytest.mark.parametrize(
    ("page", "words", "found"),
    [
        pytest.param("key-hours", "Karlshorst", "Karlshorst", marks=pytest.mark.proof),
        ("article-audit", "Номонхан", "Khalkhin"),
        pytest.param("data-sets-compared", "Khasan", "Khasan", marks=pytest.mark.proof),
        ("people", "Koreans", "Korean"),
        ("data", "readings", "readings"),
    ],
)
def test_any_long_table_is_searched_and_keeps_what_was_asked(visit, page, words, found):
    opened = visit(f"notebooks/{page}.html")
    tab = opened.page
    whole = tab.locator("table.filterable tbody tr:visible").count()
    ask(tab, "Words", words)
    tab.wait_for_function("document.querySelector('table.filterable tbody tr[hidden]')")
    rows = tab.locator("table.filterable tbody tr:visible")
    assert 0 < rows.count() < whole
    assert found in rows.first.inner_text()
    kept = rows.count()
    tab.reload()
    tab.wait_for_function(
        "([rows, kept]) => document.querySelectorAll(rows).length <= kept", arg=[ROWS, kept]
    )
    assert [one for one in opened.said if one.startswith("error")] == []


def test_a_table_far_down_waits_and_an_anchor_into_it_lands(visit):
    page = visit(CHRONOLOGY).page
    waits = "table => table.checkVisibility({contentVisibilityAuto: true})"
    tables = page.locator("table.filterable")
    assert not tables.last.evaluate(waits)
    page.emulate_media(reduced_motion="no-preference")  # a browser that glides there arrives too
    address = page.url + "#instrument-of-surrender"
    page.goto("about:blank")
    page.goto(address)
    page.wait_for_selector(".told-in", state="attached")
    page.evaluate("document.fonts.ready.then(() => undefined)")
    top = page.locator("#instrument-of-surrender").evaluate(
        "one => one.getBoundingClientRect().top"
    )
    assert 0 <= top < 450
    assert not tables.nth(1).evaluate(waits)


def test_the_rows_asked_for_stand_before_the_rest_of_the_page_is_read(visit):
    page = visit("index.html").page
    page.emulate_media(reduced_motion="no-preference")  # in one step, where links glide too
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 6})
    page.add_init_script(
        "addEventListener('scroll', () => { window.moved ??= [document.readyState, scrollY]; })"
    )
    page.goto(visit(CHRONOLOGY).page.url + "#lines-on-maps")
    heading = page.locator("#lines-on-maps")
    state, moved = page.evaluate("window.moved")
    assert state == "loading"  # a browser by itself: "interactive"
    assert moved > 1000
    assert page.evaluate("document.documentElement.style.paddingBottom") == ""
    assert 0 <= heading.evaluate("one => one.getBoundingClientRect().top") < 200


def test_without_scripts_every_row_is_there(visit):
    page = visit(CHRONOLOGY, java_script_enabled=False).page
    rows = page.locator("table.filterable tbody tr")
    assert rows.count() > 500
    assert page.locator("#instrument-of-surrender").is_visible()
    assert page.locator("form.narrowing").count() == 0


def test_from_an_event_to_its_sources_is_one_link(visit):
    page = visit(CHRONOLOGY).page
    row = page.locator("tr", has=page.locator("#hiroshima"))
    cited = row.locator("td:last-child a.source")
    assert cited.count() >= 1
    assert "bibliography.html#" in cited.first.get_attribute("href")


def paragraph(number: int, inside: str) -> str:
    link = f'<a class="paragraph-number" href="#p{number}" aria-label="">4.{number}</a>'
    return f'<p class="numbered" id="p{number}">{link}{inside}</p>'


def test_a_row_is_told_where_a_date_leads_to_it_once_for_each_paragraph():
    date = '<span><a class="to-row" href="chronology.html#raid">27 June</a></span>'
    pages = {
        "halha.html": paragraph(1, f"On {date} and {date}.") + paragraph(2, "Nothing."),
        "pact.html": paragraph(3, f"Since {date}."),
    }
    assert places(pages) == {"raid": [["halha.html#p1", "4.1"], ["pact.html#p3", "4.3"]]}


def test_a_row_leads_to_the_paragraphs_that_tell_it(visit):
    page = visit(CHRONOLOGY).page
    row = page.locator("tr", has=page.locator("#tamsag-raid"))
    link = row.locator(".told-in a").first
    address, number = link.get_attribute("href"), link.inner_text()
    assert address.startswith("khalkhin-gol.html#p")
    link.click()
    told = page.locator(f"[id='{address.partition('#')[2]}']")
    assert told.inner_text().startswith(number)
    assert "27\xa0June" in told.inner_text()


def test_the_years_of_a_person_lead_to_the_row_and_the_row_to_the_paragraph(visit):
    page = visit("notebooks/khalkhin-gol.html").page
    lived = page.get_by_role("link", name="1896–1974", exact=True).first
    assert lived.get_attribute("href") == "names.html#person-zhukov"
    lived.click()
    page.wait_for_url("**/names.html#person-zhukov")  # which waits until the page is whole
    row = page.locator("tr", has=page.locator("#person-zhukov"))
    assert "Георгий Жуков" in row.inner_text()
    assert "Commander, 1st Army Group" in row.inner_text()
    ways = [link.get_attribute("href") for link in row.locator(".told-in a").all()]
    assert [way for way in ways if way.startswith("khalkhin-gol.html#p")]


def test_a_row_that_was_asked_for_stays_in_sight_when_the_rows_above_it_grow(visit):
    page = visit(CHRONOLOGY).page
    page.wait_for_selector(".told-in", state="attached")
    # As in a browser that does not hold the place by itself.
    page.evaluate("document.documentElement.style.overflowAnchor = 'none'")
    page.evaluate("location.hash = '#tamsag-raid'")
    page.evaluate("bookTold({'lake-khasan': Array(900).fill(['lake-khasan.html', '3.1'])})")
    top = page.locator("#tamsag-raid").evaluate("name => name.getBoundingClientRect().top")
    assert 0 <= top < 450
