"""Long tables that can be narrowed: the form, what it says, and the page without it."""

import pytest
from border_wars_book.page.told import places

CHRONOLOGY = "notebooks/chronology.html"


@pytest.mark.parametrize("width", [375, 1280])
def test_the_tables_are_narrowed_by_lists_with_labels(visit, width):
    page = visit(CHRONOLOGY, width=width).page
    told = page.get_by_role("status")
    whole = page.locator("table.filterable tbody tr").count()
    assert told.inner_text() == f"All {whole} rows"
    page.locator("form.narrowing").get_by_label("Lane").select_option("Lake Khasan")
    page.locator("form.narrowing").get_by_label("Certainty").select_option("to the hour")
    shown = page.locator("table.filterable tbody tr:visible").count()
    assert 0 < shown < whole
    assert told.inner_text() == f"{shown} of {whole} rows"
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
