"""How soon the rows of the chronology stand, from the local file, at a processor slowed four times.

The page is opened at its rows and at one row far down, once as it is and once with every table laid
out at once, as a browser does of itself: the ratio says what laying out by need saves. A time is
that of the first frame in which the row is in the window, and of the one in which it has its
buttons. Run from the repository's root after the book has been built:

    python -m benchmarks.rows_benchmarks
"""

from __future__ import annotations

from pathlib import Path
from statistics import median
from typing import Any

from border_wars_book.build.system import find_browser

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "_build" / "html" / "notebooks" / "chronology.html"
SLOWED, LIMIT, RUNS = 4, 1000.0, 7  # times, milliseconds, visits
FIRST, FAR = "khalkha-barga-line", "instrument-of-surrender"
CASES = (("its first rows", "lines-on-maps", FIRST), ("a row far down", FAR, FAR))
WATCH = """
window.seen = {};
(function look() {
  const row = document.getElementById('ROW');
  if (!row) { requestAnimationFrame(look); return; }
  new IntersectionObserver((found, watch) => {
    if (!found.some(one => one.isIntersecting)) return;
    watch.disconnect();
    seen.stands = performance.now();
    (function again() {
      if (row.closest('tr').querySelector('.row-tools')) seen.equipped = performance.now();
      else requestAnimationFrame(again);
    })();
  }).observe(row);
})();
"""
AT_ONCE = """
document.addEventListener('readystatechange', () => {
  const style = document.createElement('link');
  style.rel = 'stylesheet';
  style.href = 'data:text/css,.table-scroll{content-visibility:visible!important}';
  document.head.append(style);
}, {once: true});
"""


def visit(browser: Any, anchor: str, row: str, *, at_once: bool) -> tuple[float, float]:
    """Milliseconds until a row stands in the window, and until it has its buttons."""
    context = browser.new_context(
        viewport={"width": 1280, "height": 800}, bypass_csp=True, reduced_motion="reduce"
    )
    tab = context.new_page()
    wire = context.new_cdp_session(tab)
    wire.send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})
    tab.add_init_script(WATCH.replace("ROW", row) + (AT_ONCE if at_once else ""))
    tab.goto(f"{PAGE.as_uri()}#{anchor}", wait_until="commit")
    tab.wait_for_function("seen.equipped", timeout=20_000)
    seen = tab.evaluate("seen")
    context.close()
    return seen["stands"], seen["equipped"]


def main() -> None:
    """Print the table: what was waited for, milliseconds, the limit, and the ratios."""
    from playwright.sync_api import sync_playwright

    if not PAGE.exists():
        raise SystemExit("The book is not built: run `make html` first.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_browser(), args=["--no-sandbox", "--disable-gpu"]
        )
        print(f"Medians of {RUNS}, the processor slowed {SLOWED} times.\n")
        print(
            "| what | stands, ms | to the limit | with its buttons, ms | all at once, ms | ratio |"
        )
        print("|---|--:|--:|--:|--:|--:|")
        for what, anchor, row in CASES:
            by_need, whole = (
                [visit(browser, anchor, row, at_once=at_once) for _ in range(RUNS)]
                for at_once in (False, True)
            )
            stands, equipped = (median(times) for times in zip(*by_need, strict=True))
            other = median(times[0] for times in whole)
            print(
                f"| {what} | {stands:.0f} | {stands / LIMIT:.2f} | {equipped:.0f} "
                f"| {other:.0f} | {stands / other:.2f} |"
            )
        browser.close()


if __name__ == "__main__":
    main()
