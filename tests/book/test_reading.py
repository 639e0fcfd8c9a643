"""Reading a chapter: cards, numbers of paragraphs, three depths; by mouse, key and touch."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from border_wars_book.build.inputs import edition
from built_book import ROOT, sampled

CHAPTER = "notebooks/khalkhin-gol.html"
EXPANDED = "aria-expanded"


def call_of(tab, number):
    call = tab.locator(f"#call-{number}")
    call.scroll_into_view_if_needed()
    return call


def test_a_number_shows_its_sources_in_full_while_the_pointer_is_there(visit):
    tab = visit(CHAPTER).page
    call = call_of(tab, 7)
    assert tab.locator("#card").count() == 0
    call.hover()
    card = tab.locator("#card")
    assert "Goldman\u00a02012a" in card.inner_text()
    assert "Nomonhan, 1939: The Red Army’s Victory" in card.inner_text()
    assert "Read:" in card.inner_text()
    card.hover()  # the pointer may go into it
    tab.wait_for_timeout(400)
    assert card.is_visible()
    tab.mouse.move(5, 5)
    card.wait_for(state="detached")


def test_a_card_says_the_place_in_a_work_and_the_titles_sense_in_english(visit):
    tab = visit(CHAPTER).page
    call_of(tab, 2).hover()
    told = tab.locator("#card").inner_text()
    assert "[The fighting in the area of the Khalkhin Gol river" in told
    assert tab.locator("#card a[href*='bibliography.html#source-']").count() == 1


def test_by_keyboard_a_card_is_read_entered_left_and_put_away(visit):
    tab = visit(CHAPTER).page
    call = call_of(tab, 7)
    call.focus()
    assert call.get_attribute("aria-describedby") == "card"
    assert call.get_attribute(EXPANDED) == "false"
    tab.keyboard.press("Enter")
    assert call.get_attribute(EXPANDED) == "true"
    inside = "document.getElementById('card').contains(document.activeElement)"
    tab.keyboard.press("Tab")
    assert tab.evaluate(inside)
    tab.keyboard.press("Escape")
    assert tab.locator("#card").count() == 0
    assert tab.evaluate("document.activeElement.id") == "call-7"
    assert call.get_attribute(EXPANDED) == "false"
    tab.keyboard.press("Enter")
    for _ in range(tab.locator("#card").locator("a, button").count() + 1):
        tab.keyboard.press("Tab")  # no trap: Tab leads past the card's own links, and on
    assert tab.evaluate("document.activeElement.id") != "call-7"
    assert not tab.evaluate(inside)


def test_from_a_card_to_the_note_and_back_to_the_place(visit):
    tab = visit(CHAPTER).page
    call_of(tab, 7).click()
    tab.locator("#card a", has_text="All notes").click()
    assert tab.url.endswith("#note-7")
    tab.mouse.move(2, 2)  # off whatever number the pointer came to rest on
    tab.locator("#card").wait_for(state="detached")  # by an event that follows the new address
    tab.locator("#note-7 a[role=doc-backlink]").click()
    assert tab.url.endswith("#call-7")
    top = tab.locator("#call-7").evaluate("call => call.getBoundingClientRect().top")
    assert 0 < top < 900


def test_on_a_phone_a_note_is_a_sheet_and_the_page_stays_where_it_was(visit):
    tab = visit(CHAPTER, 375, has_touch=True).page
    call = call_of(tab, 21)
    before = tab.evaluate("[scrollY, document.documentElement.scrollHeight]")
    call.tap()
    box = tab.locator("#card").bounding_box()
    assert tab.evaluate("[scrollY, document.documentElement.scrollHeight]") == before
    assert (box["x"], round(box["x"] + box["width"])) == (0, 375)
    assert round(box["y"] + box["height"]) == 900
    assert box["height"] <= 900 * 0.56
    tab.locator(".card-close").tap()
    assert tab.locator("#card").count() == 0
    assert tab.evaluate("[scrollY, document.documentElement.scrollHeight]") == before


def test_a_short_form_in_a_table_is_a_link_and_under_a_finger_a_card(visit):
    table = "notebooks/lake-khasan.html"
    tab = visit(table, has_touch=True).page
    source = tab.locator("td a.source").first
    source.tap()
    assert "Read:" in tab.locator("#card").inner_text()
    tab.touchscreen.tap(5, 300)
    assert tab.locator("#card").count() == 0
    tab = visit(table).page
    tab.locator("td a.source").first.click()
    assert "bibliography.html#source-" in tab.url


def test_a_table_that_cites_hundreds_sends_its_reader_to_the_list(visit):
    tab = visit("notebooks/chronology.html", has_touch=True).page
    assert tab.locator(".works li").count() < 50
    listed = "a => !!document.getElementById(a.hash.replace('#source-', 'work-'))"
    source = next(one for one in tab.locator("td a.source").all() if not one.evaluate(listed))
    source.tap()
    tab.wait_for_url("**/bibliography.html#source-*")


def test_without_scripts_everything_is_shown_and_numbers_lead_there_and_back(visit):
    tab = visit(CHAPTER, java_script_enabled=False).page
    assert tab.locator(".depth").is_hidden()
    for shown in (".note-call", ".notes", ".method", "aside.margin", ".plot-tools"):
        assert tab.locator(shown).first.is_visible(), shown
    tab.locator("#call-7").click()
    assert tab.url.endswith("#note-7")
    tab.locator("#note-7 a[role=doc-backlink]").click()
    assert tab.url.endswith("#call-7")


SEEN = {
    "story": {"p.numbered": True, "figcaption": True, ".note-call": False, ".notes": False},
    "evidence": {".note-call": True, ".notes": True, ".plot-tools": True, ".method": False},
    "code": {".note-call": True, ".method": True},
}


@pytest.mark.parametrize("depth", SEEN)
def test_each_depth_shows_what_it_says(visit, depth):
    tab = visit(f"{CHAPTER}?depth={depth}").page
    for what, shown in SEEN[depth].items():
        assert tab.locator(what).first.is_visible() == shown, what
    assert tab.locator(f".depth input[value={depth}]").is_checked()
    if depth != "code":
        assert not any(fold.is_visible() for fold in tab.locator(".method").all())
    if depth == "story":
        for hidden in ("aside.margin", ".plot-tools", ".plot-table"):
            assert not any(part.is_visible() for part in tab.locator(hidden).all()), hidden


def test_the_depth_is_chosen_by_key_said_in_the_address_and_kept(visit):
    tab = visit(CHAPTER).page
    assert tab.evaluate("document.documentElement.dataset.depth") == "evidence"
    tab.locator(".depth input[value=evidence]").focus()
    tab.keyboard.press("ArrowLeft")
    assert tab.url.endswith("?depth=story")
    assert not tab.locator(".note-call").first.is_visible()
    tab.goto(tab.url.replace("khalkhin-gol.html?depth=story", "losses.html"))
    assert tab.evaluate("document.documentElement.dataset.depth") == "story"
    assert not tab.locator(".note-call").first.is_visible()


def test_a_link_to_code_goes_as_deep_as_the_code(visit):
    tab = visit(f"{CHAPTER}?depth=evidence").page
    tab.locator(".plot-tools > a", has_text="Code").first.click()
    tab.wait_for_function("document.documentElement.dataset.depth === 'code'")
    code = tab.locator(".method[open] pre").first
    code.wait_for()
    assert code.is_visible()


def test_a_link_to_a_note_is_followed_from_the_story_too(visit):
    tab = visit(f"{CHAPTER}?depth=story#note-3").page
    assert tab.evaluate("document.documentElement.dataset.depth") == "evidence"
    assert tab.locator("#note-3").is_visible()


@pytest.mark.parametrize("width", [375, 1280])
def test_a_paragraph_has_its_number_a_link_and_a_button_that_copies_it(visit, width):
    tab = visit(CHAPTER, width).page
    number = tab.locator(".paragraph-number").nth(2)
    assert (number.inner_text(), number.get_attribute("href")) == ("4.3", "#p3")
    text = number.evaluate("n => n.parentElement.getBoundingClientRect().x")
    box = number.bounding_box()
    assert (box["x"] + box["width"] < text) == (
        width == 1280
    )  # beside the text where there is room
    assert box["x"] >= 0
    high = number.evaluate("n => n.parentElement.offsetHeight")
    number.focus()
    tab.keyboard.press("Tab")
    button = tab.locator("button.copy")
    assert button.get_attribute("aria-label") == "Copy a citation of paragraph 4.3"
    assert number.evaluate("n => n.parentElement.offsetHeight") == high  # nothing moves
    tab.evaluate(
        """() => {
          const take = text => { window.taken = text; return Promise.resolve() };
          document.addEventListener('copy', () => take(document.activeElement.value));
          Object.defineProperty(navigator, 'clipboard', {value: {writeText: take}});
        }"""
    )
    tab.keyboard.press("Enter")
    tab.wait_for_function("document.querySelector('button.copy').textContent === 'Copied'")
    assert tab.locator(".hidden[role=status]").inner_text() == "Copied: paragraph 4.3"
    record, taken = edition(ROOT), tab.evaluate("window.taken").replace("\u00a0", " ")
    assert taken.startswith(
        "The Border Wars project, “Khalkhin Gol”, The Soviet-Japanese Border Wars,"
    )
    assert f"first edition, version {record.version}, {record.date.day} " in taken
    assert f"fingerprint {record.fingerprint}, 4.3, file:" in taken
    tab.keyboard.press("Tab")
    assert tab.locator("button.copy").count() == 0


def test_chapters_have_numbers_wherever_they_are_named(visit):
    tab = visit(CHAPTER).page
    assert tab.locator("h1").inner_text().startswith("4. Khalkhin Gol")
    assert tab.locator(".contents .current > a").inner_text() == "4. Khalkhin Gol"
    assert not tab.locator("main h2 .section-number").count()
    assert "Lake Khasan" in tab.locator(".turn .back").inner_text()


@pytest.mark.parametrize("width", sampled([375, 1280], 375))
@pytest.mark.parametrize("depth", sampled(SEEN, "story", "code"))
def test_axe_finds_nothing_at_any_depth_nor_in_an_open_card(visit, width, depth):
    tab = visit(f"{CHAPTER}?depth={depth}", width).page
    if depth != "story":
        call_of(tab, 21).click()
        assert tab.locator("#card").is_visible()
    found = Axe().run(tab).response["violations"]
    assert [(one["id"], [node["html"][:120] for node in one["nodes"][:3]]) for one in found] == []
