"""Every medium says the same: rows, labels and dates read back from plotly, SVG and table."""

from __future__ import annotations

import html
import re

from drawn_marks import answers
from timeline_figures import lake_khasan

from timelines.figure import PLOTLY_MIME
from timelines.media import MARGIN, print_metrics
from timelines.scale import Scale


def from_plotly(spec: dict) -> set[tuple[str, str, str]]:
    return {
        tuple(entry[:3])
        for trace in spec["data"]
        for entry in trace.get("customdata", [])
        if isinstance(entry, list)
    }


def from_svg(svg: str) -> set[tuple[str, str]]:
    return {(row, label) for row, _, _, _, label, *_ in answers(svg)}


def test_plotly_svg_and_table_hold_the_same_rows_labels_and_dates(figure):
    frame = figure.table()
    expected = {(index, row.iloc[0], row.iloc[2]) for index, row in frame.iterrows()}
    bundle = figure._repr_mimebundle_()
    assert len(expected) == len(frame) > 0
    assert from_plotly(bundle[PLOTLY_MIME]) == expected
    assert from_plotly(bundle[PLOTLY_MIME]["layout"]["meta"]["wide"]) == expected
    assert from_svg(bundle["image/svg+xml"]) == {(row, label) for row, label, _ in expected}


def test_the_lettering_is_the_label_whole(figure):
    svg = figure._repr_mimebundle_()["image/svg+xml"]
    texts = [html.unescape(text) for text in re.findall(r"<text[^>]*>([^<]*)</text>", svg)]
    lettering = " ".join(texts)
    for label in figure.table().iloc[:, 0]:
        assert label in lettering


def test_plotly_letters_every_label_whole(figure):
    for part in (figure.interactive(), figure.interactive(wide=True)):
        lettered = {
            entry[1]: html.unescape(text.replace("<br>", " "))
            for trace in part.data
            if trace.customdata is not None and trace.text is not None
            for entry, text in zip(trace.customdata, trace.text, strict=True)
            if not isinstance(entry, str)
        }
        assert set(lettered) == set(figure.table().iloc[:, 0])
        assert all(label == text for label, text in lettered.items())


def test_the_page_gets_the_table_that_the_dataframe_holds(figure):
    meta = figure._repr_mimebundle_()[PLOTLY_MIME]["layout"]["meta"]
    header, *rows = meta["table"]
    frame = figure.table()[header]
    assert rows == frame.astype(str).values.tolist()
    assert meta["alt"] == figure.alt_text()
    assert meta["caption"] == figure.caption


def test_bars_of_the_svg_lie_at_their_dates():
    timeline = lake_khasan()
    scale = Scale(timeline.description.axis)
    svg = timeline.svg()
    path = re.search(r'bars-ochre-core">\s*<path d="([^"]*)"', svg)[1]
    numbers = [float(x) for x in re.findall(r"[ML] ([\d.]+)", path)]
    width = print_metrics().width
    read = [
        round(float(scale.position((x - MARGIN) / width)), 1)
        for at in range(0, len(numbers), 4)
        for x in (numbers[at], numbers[at + 1])
    ]
    drawn = [row for row in timeline.description.rows if row.lane == "lake-khasan" and row.core]
    assert sorted(read) == sorted(round(edge, 1) for row in drawn for edge in row.core)


def test_bars_of_plotly_lie_at_their_dates():
    bars = {
        row: (base, length)
        for trace in lake_khasan()._repr_mimebundle_()[PLOTLY_MIME]["data"]
        if trace["type"] == "bar"
        for row, base, length in zip(trace["customdata"], trace["base"], trace["x"], strict=True)
    }
    day = 86_400_000
    assert bars["lake-khasan"] == ("1938-07-29", 14 * day)
    assert bars["first"] == ("1938-07-29", day)
    assert bars["dig-in"] == ("1938-07-08", 4 * day)
