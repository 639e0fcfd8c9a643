"""GeoJSON read line by line: one fault for each thing wrong, on the line where it stands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cartography.faults import faults_of
from cartography.features import read_features

HEAD, TAIL = '{"type":"FeatureCollection","features":[', "]}"
RIVER = (
    '{"type":"Feature","id":"amur","properties":{"layer":"river"},'
    '"geometry":{"type":"LineString","coordinates":[[127.5,50.2],[128.0,49.6]]}}'
)


def faults(*lines):
    return [(fault.line, fault.message) for fault in read_features("\n".join(lines))[1]]


def changed(old, new):
    return RIVER.replace(old, new)


def test_a_feature_is_read_with_its_line():
    features, found = read_features("\n".join([HEAD, RIVER, TAIL, ""]))
    assert found == []
    river = features["amur"]
    assert (river.layer, river.line, river.shape.length) == ("river", 2, pytest.approx(0.781, 0.01))


BROKEN = {
    "cut off": (RIVER[:-1], "not one feature in JSON on one line"),
    "a bare geometry": ('{"type":"Point","coordinates":[1,2]}', "expected an object"),
    "no id": (changed('"id":"amur",', ""), "has the id None"),
    "an id with capitals": (changed('"amur"', '"Amur"'), "has the id 'Amur'"),
    "a layer of numbers": (changed('"river"', "7"), "a layer that is not text"),
    "no geometry": (changed('"LineString"', '"GeometryCollection"'), "is a 'GeometryCollection'"),
    "no coordinates": (changed("[[127.5,50.2],[128.0,49.6]]", "[]"), "and not none"),
    "text for a number": (changed("50.2", '"50.2"'), "no number of degrees"),
    "not a number": (changed("50.2", "NaN"), "no number of degrees"),
    "metres": (changed("50.2", "5563000"), "no number of degrees"),
    "a line of one point": (changed("[127.5,50.2],", ""), "coordinates of no LineString"),
    "heights": (changed("50.2]", "50.2,130]").replace("49.6]", "49.6,120]"), "pairs of longitude"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_feature_that_cannot_be_read_is_one_fault(name):
    line, message = BROKEN[name]
    found = faults(HEAD, line, TAIL)
    assert [where for where, _ in found] == [2]
    assert message in found[0][1]


def test_an_id_given_twice_names_the_first_line():
    assert faults(HEAD, RIVER + ",", RIVER, TAIL) == [
        (3, "duplicate: the id stands on line 2 already")
    ]


def test_a_comma_too_many_and_one_too_few():
    message = "a comma stands after each feature but the last"
    assert faults(HEAD, RIVER + ",", TAIL) == [(2, message)]
    other = changed('"amur"', '"sungari"')
    assert faults(HEAD, RIVER, other, TAIL) == [(2, message)]


@given(st.integers(0, len(RIVER)), st.integers(0, 40), st.text('{}[]":,.-e019tnéu\n', max_size=6))
def test_no_slip_of_the_pen_is_more_than_faults(at, length, text):
    """Cut out a stretch and write something else: features or faults, and never a traceback."""
    slipped = RIVER[:at] + text + RIVER[at + length :]
    features, found = read_features("\n".join([HEAD, slipped, TAIL, ""]))
    assert len(features) + len(found) > 0 or not slipped.strip()
    for feature in features.values():
        list(faults_of(feature.shape, (102.0, 34.0, 162.0, 58.0), 6))


@pytest.mark.parametrize("depth", [10, 100_000])
def test_nested_brackets_without_end(depth):
    nested = changed("[[127.5,50.2],[128.0,49.6]]", "[" * depth + "1" + "]" * depth)
    assert [where for where, _ in faults(HEAD, nested, TAIL)] == [2]


def test_a_file_of_another_form_is_told_what_is_expected():
    assert faults('{"type": "FeatureCollection"}')[0][0] == 1
    assert faults("")[0][0] == 1
    assert faults(HEAD, RIVER, TAIL, "{}")[0][0] == 1
