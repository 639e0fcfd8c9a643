"""A drawing says of itself where each mark stands, what it answers and whose row it leads to."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from drawn_marks import answers
from timeline_figures import karlshorst, lake_khasan, losses

from timelines.description import position_of
from timelines.figure import PLOTLY_MIME
from timelines.media import MARGIN, PAGE, WIDTH
from timelines.scale import Scale


def by_id(svg: str) -> dict[str, list]:
    return {mark[0]: mark[1:] for mark in answers(svg)}


def test_every_row_answers_once_in_each_picture_with_its_label_first(figure):
    meta = figure._repr_mimebundle_()[PLOTLY_MIME]["layout"]["meta"]
    frame = figure.table()
    for svg in (figure.svg(), *meta["page"].values()):
        marks = answers(svg)
        assert [mark[0] for mark in marks] != []
        assert sorted(mark[0] for mark in marks) == sorted(frame.index)
        assert {mark[0]: mark[4] for mark in marks} == frame.iloc[:, 0].to_dict()
        rows = meta["table"][1:]
        assert {mark[0]: rows[mark[2]][0] for mark in marks} == frame.iloc[:, 0].to_dict()


def test_rooms_lie_in_the_picture_and_are_read_from_the_top_down(figure):
    for width in (WIDTH, *PAGE.values()):
        svg = figure.svg(width=width)
        height = float(svg.split('height="')[1].split('"')[0])
        middles = []
        for _, _, _, rooms, *_ in answers(svg):
            assert len(rooms) in (4, 8)
            for left, top, wide, high in zip(*[iter(rooms)] * 4, strict=True):
                assert min(left, top) >= 0
                assert min(wide, high) >= 1
                assert left + wide <= width
                assert top + high <= height
            middles.append(rooms[1] + rooms[3] / 2)
        assert all(after >= before - 1 for before, after in pairwise(middles))


def test_the_room_of_a_bar_is_its_bar():
    figure = lake_khasan()
    scale = Scale(figure.description.axis)
    left, _, wide, _ = by_id(figure.svg())["lake-khasan"][2][:4]
    panel = WIDTH - 2 * MARGIN
    row = next(row for row in figure.description.rows if row.id == "lake-khasan")
    ends = [MARGIN + float(scale.fraction(at)) * panel for at in row.core]
    assert [left, left + wide] == pytest.approx(ends, abs=1)


def test_days_that_all_count_are_one_mark_from_the_first_to_the_last():
    figure = lake_khasan()
    scale = Scale(figure.description.axis)
    left, _, wide, _ = by_id(figure.svg())["dig-in"][2][:4]
    days = (dt.date(1938, 7, 8), dt.date(1938, 7, 11))
    first, last = (
        MARGIN + float(scale.fraction(position_of(day))) * (WIDTH - 2 * MARGIN) for day in days
    )
    assert left <= first + 1
    assert left + wide > last


def test_a_mark_is_about_its_event_whatever_its_own_id_is():
    assert {about for about, *_ in by_id(karlshorst().svg()).values()} == {"karlshorst-signing"}
    own = by_id(lake_khasan().svg())
    assert {name: mark[0] for name, mark in own.items()} == {name: name for name in own}
    assert {about for about, *_ in by_id(losses().svg()).values()} == {""}
