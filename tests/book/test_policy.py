"""The content security policy: nothing runs and nothing loads but what lies beside the page."""

import re

import pytest
from border_wars_book.page.pagehead import CONTENT_SECURITY_POLICY
from built_book import EXTRA, PAGES, sampled, soup_of

from benchmarks.serving import served

DATA_BLOCKS = {"application/json", "application/ld+json"}
WITH_PLOTS = ["index.html", "notebooks/three-months.html", "notebooks/chronology.html"]


def test_scripts_come_from_beside_the_page_alone():
    rules = dict(rule.split(" ", 1) for rule in CONTENT_SECURITY_POLICY.split("; "))
    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == "'self'"
    assert "unsafe" not in rules["style-src-elem"]


@pytest.mark.parametrize("page", [*PAGES, *EXTRA])
def test_a_page_states_the_policy_before_anything_loads_and_has_nothing_inline(book, page):
    head = soup_of(book.html / page)
    policy = head.find("meta", {"http-equiv": "Content-Security-Policy"})
    assert policy["content"] == CONTENT_SECURITY_POLICY
    first = head.find(["script", "link", "style", "img"])
    assert policy.sourceline < first.sourceline
    inline = [s for s in head("script") if not s.get("src") and s.get("type") not in DATA_BLOCKS]
    assert inline == []
    assert head("style") == []
    handlers = [tag.name for tag in head(True) if any(re.match("on", name) for name in tag.attrs)]
    assert handlers == []


@pytest.mark.parametrize("page", sampled(WITH_PLOTS, "notebooks/three-months.html"))
def test_the_book_works_under_its_policy_from_a_server_and_from_the_disk(chromium, book, page):
    with served(book.html) as host:
        for base in (host, book.html.as_uri()):
            context = chromium.new_context()
            tab = context.new_page()
            tab.add_init_script(
                "window.refused = [];"
                "document.addEventListener('securitypolicyviolation',"
                " event => refused.push(event.violatedDirective + ' ' + event.blockedURI))"
            )
            tab.goto(f"{base}/{page}")
            tab.locator("figure.plot .plot-mark").first.focus()
            assert tab.locator(".plot-tip").is_visible()
            if tab.locator(".plot-zoom").count():
                tab.locator(".plot-zoom").first.click()
                tab.wait_for_selector(".plot-live .modebar-btn")
            tab.evaluate("document.fonts.ready.then(() => undefined)")
            assert tab.evaluate("refused") == []
            assert tab.evaluate("document.documentElement.classList.contains('scripted')")
            assert tab.evaluate("document.fonts.check('16px \"Source Serif Pro\"')")
            context.close()


def test_the_policy_refuses_what_is_put_into_a_page(chromium, book, tmp_path):
    text = (book.html / "404.html").read_text("utf-8")
    hostile = text.replace(
        "</article>", "<script>document.title='run'</script><img src=x onerror=\"x=1\"></article>"
    )
    changed = book.html / "hostile-for-a-test.html"
    changed.write_text(hostile, "utf-8")
    try:
        context = chromium.new_context()
        tab = context.new_page()
        tab.goto(changed.as_uri())
        assert tab.title() != "run"
        assert tab.evaluate("typeof x") == "undefined"
        context.close()
    finally:
        changed.unlink()
