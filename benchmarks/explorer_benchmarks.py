"""The explorer: what its table costs a build, when its first answer stands, how fast it counts.

The export is processor time, the best of three. The answer is timed in Chromium from the opening of
the built page on the disk; run after the book has been built.
"""

import time
from pathlib import Path

from border_wars_book.build.system import find_browser

import analysis
from historical_record.reckoning import instants_table

PAGE = Path(__file__).parents[1] / "_build" / "html" / "notebooks" / "explorer.html"
RUNS, PAIRS = 3, 20_000
EXPORT, ANSWER = 3.0, 1.0  # seconds, the limits

# Pairs of any readings on any clocks, in a fixed order; the seconds they took.
RECKON = """(pairs) => {
  const civil = window.bookCivil, { boundaries, clocks } = civil.opened(window.bookInstants);
  const readings = boundaries.flatMap((one) => one.readings);
  const began = performance.now();
  for (let at = 0; at < pairs; at += 1) {
    const [one, other] = [7919, 104729].map((by) => readings[at * by % readings.length]);
    civil.interval(one, other, clocks[at % clocks.length]);
  }
  return (performance.now() - began) / 1000;
}"""


def export() -> float:
    """Seconds of processor for the table, of a record read anew."""
    times = []
    for _ in range(RUNS):
        dataset = analysis.load()
        began = time.process_time()
        instants_table(dataset)
        times.append(time.process_time() - began)
    return min(times)


def answered() -> tuple[float, float]:
    """Seconds to the first answer, and for the pairs."""
    from playwright.sync_api import sync_playwright

    if not PAGE.exists():
        raise SystemExit("The book is not built: run `make html` first.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_browser(), args=["--no-sandbox", "--disable-gpu"]
        )
        tab = browser.new_page(bypass_csp=True)
        began = time.perf_counter()
        tab.goto(PAGE.as_uri(), wait_until="commit")
        tab.wait_for_selector(".explorer-elapsed")
        first = time.perf_counter() - began
        reckoned = tab.evaluate(RECKON, PAIRS)
        browser.close()
    return first, reckoned


def main() -> None:
    """Print each time, its limit or peer, and the ratio of the two."""
    exported = export()
    print(f"exporting: {exported:.2f} s; limit {EXPORT} s; ratio {exported / EXPORT:.2f}")
    first, reckoned = answered()
    print(f"first answer: {first:.2f} s; limit {ANSWER} s; ratio {first / ANSWER:.2f}")
    print(f"{PAIRS:,} intervals in the page: {reckoned:.2f} s")


if __name__ == "__main__":
    main()
