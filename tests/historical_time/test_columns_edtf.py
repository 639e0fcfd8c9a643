"""Columns of EDTF strings: the same answer as one by one, and every bad row at once."""

import csv
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from historical_time.columns.edtf import BOUNDS, EdtfColumnError, parse_edtf_column
from historical_time.edtf import EdtfError, parse_edtf

NAMES = (*BOUNDS, "start_kind", "end_kind", "approximate", "uncertain")
with (Path(__file__).parent / "edtf_specification.csv").open(
    encoding="utf-8", newline=""
) as stream:
    READ = [row["text"] for row in csv.DictReader(stream) if not row["refused"]]


def one_by_one(texts):
    rows = []
    for bounds in map(parse_edtf, texts):
        rows.append(tuple(getattr(bounds, name) for name in NAMES))
    return rows


def as_rows(frame):
    rows = []
    for row in frame.itertuples(index=False, name=None):
        days = [None if pd.isna(d) else d.date() for d in row[:4]]
        kinds = [None if pd.isna(kind) else kind for kind in row[4:6]]
        rows.append((*days, *kinds, *row[6:]))
    return rows


def test_a_column_has_the_names_and_types_of_the_bounds():
    texts = pd.Series(["1938-07-29/1938-08-11", "1939-05~", "1939-05-11/.."], index=["a", "b", "c"])
    frame = parse_edtf_column(texts)
    assert tuple(frame.columns) == NAMES
    assert [str(t) for t in frame.dtypes[:4]] == ["datetime64[s]"] * 4
    assert frame.index.tolist() == ["a", "b", "c"]
    assert frame.loc["b", "end_latest"] == pd.Timestamp(1939, 5, 31)
    assert frame["approximate"].tolist() == [False, True, False]
    assert frame["end_kind"].tolist() == ["closed", "closed", "open"]
    assert pd.isna(frame.loc["c", "end_latest"])


def test_the_examples_of_the_specification_read_as_one_by_one():
    assert as_rows(parse_edtf_column(pd.Series(READ))) == one_by_one(READ)
    repeated = pd.Series(READ * 50)
    assert as_rows(parse_edtf_column(repeated)) == one_by_one(READ) * 50
    assert as_rows(parse_edtf_column(repeated.astype("category"))) == one_by_one(READ) * 50


def test_more_shapes_than_are_read_by_column_are_read_all_the_same():
    marks = ["", "?", "~", "%"]
    texts = [f"{a}1939{b}-{c}05{d}-{e}11" for a in marks for b in marks for c in marks
             for d in marks for e in marks]  # fmt: skip
    assert as_rows(parse_edtf_column(texts)) == one_by_one(texts)


@pytest.mark.parametrize("count", [0, 1])
def test_a_short_column_is_a_column(count):
    frame = parse_edtf_column(pd.Series(["1939"] * count, dtype=object))
    assert len(frame) == count
    assert tuple(frame.columns) == NAMES


BAD = ["", " ", "1939-13", "2001-02-29", "0000", "000", "2008/1964", "2001-21", "1939-12-32"]
BAD += ["1939\0", "19\x0039", "\x001939", "１９３９", "1939-05-1１", "/", "1939/1940/1941"]
BAD += ["[1939", "9" * 2**20, "XXX1-02-29", "1939-05-11T10:00:00/1940", "1939-00-XX", "0000-05-11"]


@pytest.mark.parametrize("copies", [1, 300])
def test_every_bad_row_is_reported_at_once_with_the_message_of_the_parser(copies):
    good = ["1939-05-11", "1939-05"]
    texts = pd.Series((good + BAD) * copies, index=range(100, 100 + copies * (len(BAD) + 2)))
    with pytest.raises(EdtfColumnError) as caught:
        parse_edtf_column(texts)
    problems = caught.value.problems
    assert [label for label, _, _ in problems] == [i for i in texts.index if texts[i] in BAD]
    for _, value, message in problems[: len(BAD)]:
        with pytest.raises(EdtfError) as single:
            parse_edtf(value)
        assert str(single.value) == message
    assert f"{len(problems)} of {len(texts)} rows" in str(caught.value)
    assert len(str(caught.value)) < 2000


def test_values_of_other_types_are_named_with_their_rows():
    values = pd.Series(["1939", None, float("nan"), 1939, date(1939, 5, 11), pd.NA, b"1939", "x"],
                       dtype=object)  # fmt: skip
    with pytest.raises(EdtfColumnError) as caught:
        parse_edtf_column(values)
    assert [label for label, _, _ in caught.value.problems] == [3, 4, 6, 7]
    assert "row 3: expected an EDTF string, found int 1939" in str(caught.value)
    assert "row 7: 'x': year: expected 4 digits" in str(caught.value)
    with pytest.raises(EdtfColumnError, match="found list"):
        parse_edtf_column(pa.array([["1939"], ["1940"]]))
    with pytest.raises(EdtfColumnError, match="found int 1939"):
        parse_edtf_column(pd.Series([1939]))


NOTHING = (None, None, None, None, None, None, False, False)
MONTH = (date(1939, 5, 1), date(1939, 5, 31))


@pytest.mark.parametrize("copies", [1, 300])
@pytest.mark.parametrize("none", [None, np.nan, pd.NA, pd.NaT], ids=str)
def test_what_is_missing_stays_missing_and_an_open_or_unknown_end_is_neither(none, copies):
    frame = parse_edtf_column([none, "1939-05/", "1939-05/..", none] * copies)
    unknown = (*MONTH, None, None, "closed", "unknown", False, False)
    opened = (*MONTH, None, None, "closed", "open", False, False)
    assert as_rows(frame) == [NOTHING, unknown, opened, NOTHING] * copies


def test_a_bad_row_is_as_if_missing_on_request_and_its_neighbours_are_read():
    frame = parse_edtf_column(pd.Series(["1939-13", "1939~", 7], index=[5, 6, 7]), errors="null")
    assert frame.isna().sum(axis=1).tolist() == [6, 0, 6]
    assert frame["approximate"].tolist() == [False, True, False]
    with pytest.raises(ValueError, match="expected 'raise' or 'null', found 'coerce'"):
        parse_edtf_column([], errors="coerce")


@pytest.mark.parametrize("texts", [pa.array, lambda rows, kind: pa.chunked_array([rows], kind)])
def test_of_an_array_of_arrow_comes_a_table_of_arrow(texts):
    table = parse_edtf_column(texts(["1939-05~/..", None], pa.string()))
    assert isinstance(table, pa.Table)
    assert tuple(table.column_names) == NAMES
    assert table.schema.types == [pa.date32()] * 4 + [pa.string()] * 2 + [pa.bool_()] * 2
    assert [tuple(row.values()) for row in table.to_pylist()] == [
        (*MONTH, None, None, "closed", "open", True, False),
        NOTHING,
    ]
    assert parse_edtf_column(texts([], pa.string())).schema == table.schema
    with pytest.raises(EdtfColumnError, match="1 of 2 rows cannot be read\nrow 1: 'x'"):
        parse_edtf_column(texts(["1939", "x"], pa.string()))


@pytest.mark.parametrize("value", [None, "1939", 1939, {"a": "1939"}])
def test_what_is_not_a_column_is_a_type_error(value):
    with pytest.raises(TypeError, match="expected a column"):
        parse_edtf_column(value)


days = st.dates().map(str)
widths = st.sampled_from([4, 7, 10])
dates = st.tuples(days, widths).map(lambda pair: pair[0][: pair[1]])
marks = st.sampled_from(["", "", "?", "~", "%"])
masks = ["XXXX-XX-XX", "00XX", "000X-XX-XX", "0000-00-XX", "0000-XX-00", "0X00-00-00", "0000-0X"]
masks += ["000X-00-00", "000X-00"]
opened = st.tuples(days, st.sampled_from(masks)).map(
    lambda pair: "".join("X" if m == "X" else d for d, m in zip(*pair, strict=False))
)
marked = st.tuples(marks, st.one_of(dates, opened), marks).map("".join)
ends = st.one_of(marked, st.sampled_from(["", ".."]))
texts = st.one_of(
    marked,
    st.tuples(ends, ends).map("/".join),
    st.tuples(days, days).map(lambda pair: f"{{{min(pair)}..{max(pair)}}}"),
    days.map(lambda day: day + "T10:00:00Z"),
)


@settings(deadline=None)
@given(st.lists(texts, max_size=40))
def test_a_column_reads_as_one_by_one(column):
    readable, refused = [], []
    for text in column:
        try:
            parse_edtf(text)
            readable.append(text)
        except EdtfError:
            refused.append(text)
    assert as_rows(parse_edtf_column(readable)) == one_by_one(readable)
    if refused:
        with pytest.raises(EdtfColumnError) as caught:
            parse_edtf_column(column)
        assert [value for _, value, _ in caught.value.problems] == refused


@settings(deadline=None)
@given(st.lists(st.none() | texts | st.just("?"), max_size=40), st.integers(0, 40))
def test_a_column_cut_anywhere_reads_as_the_whole(column, cut):
    whole = parse_edtf_column(column, errors="null")
    parts = [parse_edtf_column(part, errors="null") for part in (column[:cut], column[cut:])]
    pd.testing.assert_frame_equal(pd.concat(parts, ignore_index=True), whole)
    arrow = [pa.array(part, pa.string()) for part in (column, column[:cut], column[cut:])]
    table, *tables = (parse_edtf_column(part, errors="null") for part in arrow)
    assert pa.concat_tables(tables).combine_chunks() == table.combine_chunks()


@settings(deadline=None)
@given(st.text(alphabet="0123456789X-?~%/.", max_size=14))
def test_any_text_is_read_or_refused_as_one_by_one(text):
    try:
        expected = one_by_one([text])
    except EdtfError as error:
        expected = str(error)
    if isinstance(expected, list):
        assert as_rows(parse_edtf_column([text])) == expected
    else:
        with pytest.raises(EdtfColumnError) as caught:
            parse_edtf_column([text])
        assert caught.value.problems == ((0, text, expected),)
