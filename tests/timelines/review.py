"""Bad input, drawn for the eye: `python tests/timelines/review.py [FOLDER]`.

Each case is a figure that must be legible or one clear error. The pictures go to `_review/` and
are not kept in the repository: an SVG, the figure's table and alternative text, and a page that
shows all of them in print and, with the plotly of the environment, live.
"""

from __future__ import annotations

import html
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from command_line import run
from timelines.chronicle import Timeline
from timelines.description import TimelineError
from timelines.figure import PLOTLY_MIME

_COLUMNS = ("id", "name", "lane", "extent", "start", "end")
LONG = (
    "The Soviet-Japanese commission for the redemarcation of the frontier, agreed to in principle "
    "in Moscow and never convened in the field, whose terms of reference, maps, members and place "
    "of meeting were argued over in notes that neither side published in full and that later "
    "historians have quoted from copies in three languages"
)
HOSTILE = ("<script>alert(1)</script>", "%{y} and %{meta.title}", "$x^2$ & <b>bold</b> &lt;")


def events(*rows: tuple[str, ...]) -> pd.DataFrame:
    """A small events table: id, name, lane, extent, start, end."""
    return pd.DataFrame(list(rows), columns=list(_COLUMNS))


def many(count: int = 10_000) -> pd.DataFrame:
    """Rows of one to sixty days over fifteen years, the same every time."""
    days = pd.Timestamp("1931-01-01") + pd.to_timedelta(
        [(n * 7919) % 5400 for n in range(count)], "D"
    )
    ends = days + pd.to_timedelta([(n * 104_729) % 60 for n in range(count)], "D")
    lanes = ("manchuria", "korea", "sakhalin")
    return pd.DataFrame(
        {
            "id": [f"row-{n}" for n in range(count)],
            "name": [f"Event {n}" for n in range(count)],
            "lane": [lanes[n % 3] for n in range(count)],
            "extent": "period",
            "start": days.strftime("%Y-%m-%d"),
            "end": ends.strftime("%Y-%m-%d"),
        }
    )


CASES: dict[str, Callable[[], Timeline]] = {
    "no rows": lambda: Timeline(events()),
    "one row": lambda: Timeline(events(("one", "Alone", "korea", "instant", "1945-08-13", ""))),
    "one instant": lambda: Timeline(
        events(
            *(
                (f"at-{n}", f"Event {n} of the same day", "japan", "instant", "1945-08-15", "")
                for n in range(12)
            )
        )
    ),
    "ten thousand rows": lambda: Timeline(many(), title="Ten thousand rows"),
    "long label": lambda: Timeline(
        events(
            ("long", LONG, "diplomacy", "period", "1938-08-11", "1938-11-30"),
            ("short", "Short", "diplomacy", "instant", "1938-09-01", ""),
            ("late", LONG[:90], "diplomacy", "instant", "1938-11-29", ""),
        )
    ),
    "other scripts": lambda: Timeline(
        events(
            ("he", "קרב אגם חסן", "lake-khasan", "period", "1938-07-29", "1938-08-11"),
            ("ar", "معركة بحيرة خاسان", "lake-khasan", "instant", "1938-08-06", ""),
            ("zh", "张鼓峰事件", "lake-khasan", "period", "1938-07-31", "1938-08-10"),
            (
                "ja",
                "張鼓峰事件の停戦協定がモスクワで成立",
                "diplomacy",
                "instant",
                "1938-08-10",
                "",
            ),
            ("ru", "Хасанские бои", "lake-khasan", "period", "1938-08-02", ""),
            ("mn", "Халхын голын байлдаан", "khalkhin-gol", "instant", "1938-08-09", ""),
        )
    ),
    "markup": lambda: Timeline(
        events(
            *(
                (f"hostile-{n}", text, "europe", "period", f"1941-06-2{n + 2}", f"1941-06-2{n + 4}")
                for n, text in enumerate(HOSTILE)
            )
        ),
        title="<i>Title</i> %{y} $a$",
        reference_lines=[("1941-06-23", "$line$ <b>%{x}</b>")],
    ),
    "year 9999": lambda: Timeline(
        events(
            ("a", "Lake Khasan", "lake-khasan", "period", "1938-07-29", "1938-08-11"),
            ("b", "Khalkhin Gol", "khalkhin-gol", "period", "1939-05-11", "1939-09-16"),
            ("c", "A slip of the pen", "aftermath", "instant", "9999-12-31", ""),
        )
    ),
    "unknown ends": lambda: Timeline(
        events(
            ("both", "Both ends unknown", "frontier", "period", "", ""),
            ("end", "End unknown", "frontier", "period", "1934-02-27", ""),
            ("start", "Beginning unknown", "frontier", "period", "", "1936-03-29"),
            ("open", "Goes on", "frontier", "period", "1935-06", ".."),
            ("month", "Some time in a month", "frontier", "instant", "1936-01", ""),
            ("circa", "About a day", "frontier", "instant", "1935-01-12~", ""),
            ("doubt", "Doubtful start", "frontier", "period", "1935-03?", "1935-10-02"),
        )
    ),
    "nothing dated": lambda: Timeline(events(("none", "Undated", "korea", "period", "", ""))),
}


def main(folder: str = "_review") -> int:
    """Draw every case into the folder; 1 if a case gave neither a figure nor a clear error."""
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    parts, failures = [], 0
    for name, build in CASES.items():
        try:
            bundle = build()._repr_mimebundle_()
        except TimelineError as error:
            print(f"{name}: refused: {error}")
            parts.append(f"<h2>{name}</h2><p>{html.escape(str(error))}</p>")
            continue
        except Exception as error:  # a review goes on to the next picture
            print(f"{name}: failed: {type(error).__name__}: {error}", file=sys.stderr)
            failures += 1
            continue
        path = target / f"{name.replace(' ', '-')}.svg"
        path.write_text(bundle["image/svg+xml"], encoding="utf-8")
        print(f"{name}: {path}")
        parts.append(_section(name, bundle, len(parts)))
    _page(target / "index.html", parts)
    print(f"all of them, live: {target / 'index.html'}")
    return int(failures > 0)


def _section(name: str, bundle: dict[str, object], at: int) -> str:
    spec = json.dumps(bundle[PLOTLY_MIME]).replace("</", "<\\/")
    return (
        f"<h2>{html.escape(name)}</h2>{bundle['image/svg+xml']}"
        f'<div id="live-{at}"></div><p>{html.escape(str(bundle["text/plain"]))}</p>'
        f'<script type="application/json" data-for="live-{at}">{spec}</script>'
    )


def _page(path: Path, parts: list[str]) -> None:
    import plotly

    library = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
    path.write_text(
        "<!doctype html><meta charset='utf-8'><title>Timelines under bad input</title>"
        "<style>body{max-width:760px;margin:2rem auto;font-family:sans-serif}"
        "svg.main-svg{max-width:none}body>svg{max-width:100%;height:auto}</style>"
        + "\n".join(parts)
        + f"<script src='{library.as_uri()}'></script><script>"
        "for (const s of document.querySelectorAll('script[data-for]')) {"
        "const f = JSON.parse(s.textContent);"
        "Plotly.newPlot(s.dataset.for, f.data, f.layout, f.config); }</script>",
        encoding="utf-8",
    )


if __name__ == "__main__":
    sys.exit(run("review", lambda: main(*sys.argv[1:2])))
