"""Lines, axes, territories and layers: each bad row or shape one clear error, where it stands."""

import dataclasses
import datetime as dt
import shutil

import pytest
import shapely

import analysis
from historical_record.geometry import GROUND, OWN, Geometry
from historical_record.problems import DatasetError
from historical_record.rules import check_record

MOST = 200_000


def with_shape(record, line, shape, file=OWN):
    """The record with another shape of a line."""
    files = dict(record.geometry.files)
    features = dict(files[file])
    features[line] = dataclasses.replace(features[line], shape=shape)
    record.geometry = dataclasses.replace(record.geometry, files=files | {file: features})
    return record


def found(record):
    return [(p.file, p.row, p.column, p.message) for p in check_record(record)]


def line_of(record, line, file=OWN):
    return record.geometry.files[file][line].line


ROWS = {
    "a kind there is not": (
        "lines",
        "holsten",
        {"kind": "canal"},
        "kind",
        "'canal': expected one of",
    ),
    "a party there is not": ("lines", "karafuto-50n", {"claimed_by": "x"}, "claimed_by", "'x'"),
    "a day in words": ("lines", "holsten", {"valid_to": "autumn"}, "valid_to", "autumn"),
    "no such day": ("lines", "holsten", {"valid_from": "1939-02-30"}, "valid_from", "1939-02-30"),
    "the end first": (
        "lines",
        "frontier-jehol",
        {"valid_to": "1933-05-30"},
        "valid_to",
        "end before start: expected not before 1933-05-31",
    ),
    "a source there is not": ("lines", "holsten", {"sources": "nobody"}, "sources", "'nobody'"),
    "derived from nothing": ("lines", "holsten", {"sources": ""}, "sources", "at least one source"),
    "recalled and not looked for": (
        "lines",
        "frontier-jehol",
        {"searches": ""},
        "searches",
        "says where it was looked for",
    ),
    "recalled to a kilometre": (
        "lines",
        "kwantung-border",
        {"radius_km": "1"},
        "radius_km",
        "a line that is only recalled: expected at least 8 km",
    ),
    "quite sure": ("lines", "holsten", {"radius_km": "0"}, "radius_km", "no line is that sure"),
    "of its own and of others": (
        "lines",
        "holsten",
        {"made_of": "sungari"},
        "made_of",
        "has a geometry of its own: expected blank",
    ),
    "made of nothing": (
        "lines",
        "start-line-2fef",
        {"made_of": ""},
        "id",
        "has 0 geometries: expected one, in lines.geojson or ground.geojson",
    ),
    "a licence there is not": ("lines", "holsten", {"licence": "ODbL"}, "licence", "'ODbL'"),
    "a leg left out": ("axes", "axis-36a-2", {"leg": "3"}, "leg", "expected 2"),
    "a leg from elsewhere": (
        "axes",
        "axis-36a-2",
        {"from_place": "harbin"},
        "from_place",
        "begins elsewhere than the last leg ended: expected hailar",
    ),
    "a leg before the last": (
        "axes",
        "axis-36a-2",
        {"start": "1945-08-09"},
        "start",
        "before the last leg ended: expected not before 1945-08-10",
    ),
    "a way round the world": (
        "axes",
        "axis-landings-korea-1",
        {"via": "-131.35 42.35"},
        "via",
        "no longitude and latitude in the frame",
    ),
    "a way in words": ("axes", "axis-36a-1", {"via": "by road"}, "via", "no longitude"),
    "a town there is not": ("axes", "axis-36a-1", {"to_place": "x"}, "to_place", "'x'"),
    "a front there is not": ("axes", "axis-36a-1", {"front": "third"}, "front", "'third'"),
    "a check in Berlin": (
        "controls",
        "tokyo-1941-04-25",
        {"place": "berlin"},
        "place",
        "lies outside the frame of the maps",
    ),
    "a check of a month": ("controls", "tokyo-1941-04-25", {"day": "1941-04"}, "day", "pattern"),
    "held by nobody": ("controls", "tokyo-1941-04-25", {"held_by": ""}, "held_by", "blank"),
    "a frame from east to west": (
        "frames",
        "khasan",
        {"west": "131"},
        "west",
        "is no box: expected west before east",
    ),
    "a place outside its frame": (
        "frames",
        "khasan",
        {"places": "zaozernaya; harbin"},
        "places",
        "'harbin' lies outside the frame",
    ),
    "an event outside its frame": (
        "frames",
        "theatre",
        {"events": "reims-signing"},
        "events",
        "'reims-signing' lies outside the frame",
    ),
    "a projection there is not": (
        "frames",
        "khasan",
        {"projection": "mercator"},
        "projection",
        "'mercator'",
    ),
    "a kind of line there is not": ("frames", "khasan", {"kinds": "canal"}, "kinds", "'canal'"),
    "words outside their frame": (
        "lettering",
        "sea-of-japan",
        {"frames": "khasan"},
        "frames",
        "lies outside the frame 'khasan'",
    ),
    "words on a frame there is not": (
        "lettering",
        "sea-of-japan",
        {"frames": "atlantis"},
        "frames",
        "'atlantis'",
    ),
    "a territory of a place there is not": (
        "territories",
        "korea",
        {"places": "atlantis"},
        "places",
        "'atlantis'",
    ),
    "a territory that ended first": (
        "territories",
        "korea",
        {"valid_to": "1904"},
        "valid_to",
        "end before start: expected not before 1910-08-29",
    ),
}


@pytest.mark.parametrize("name", ROWS)
def test_a_broken_row_is_one_error_with_its_row(record, name):
    table, row, change, column, message = ROWS[name]
    cells = record.tables[table]
    index = next(i for i, cell in enumerate(cells.rows) if cell["id"] == row)
    cells.rows[index].update(change)
    where = [p for p in found(record) if p[:3] == (cells.table.file, cells.lines[index], column)]
    assert len(where) == 1
    assert message in where[0][3]


SHAPES = {
    "outside the theatre": ([(37.6, 55.7), (49.1, 55.8)], "expected within 102 to 162 E"),
    "across the antimeridian": ([(161.0, 52.0), (-179.0, 52.0)], "crosses the antimeridian"),
    "across itself": ([(118, 47), (119, 48), (119, 47), (118, 48)], "crosses or touches itself"),
    "surer than it is": ([(118.0, 47.0), (118.001, 47.0)], "is drawn as surer than its radius"),
}


@pytest.mark.parametrize("name", SHAPES)
def test_a_broken_shape_is_one_error_with_its_line(record, name):
    points, message = SHAPES[name]
    line = line_of(record, "holsten")
    problems = found(with_shape(record, "holsten", shapely.LineString(points)))
    assert [p[:3] for p in problems] == [(OWN, line, "")]
    assert message in problems[0][3]


def test_a_shape_without_a_row_and_a_layer_without_a_licence(record):
    cells = record.tables["lines"]
    index = next(i for i, row in enumerate(cells.rows) if row["id"] == "holsten")
    line = line_of(record, "holsten")
    del cells.rows[index], cells.lines[index]
    assert found(record) == [(OWN, line, "", "has no row in lines.csv: expected one with this id")]


def test_a_layer_of_the_ground_has_its_licence(record):
    cells = record.tables["layers"]
    del cells.rows[1], cells.lines[1]  # the frontiers of today that stood then
    problems = found(record)
    frontiers = [f for f in record.geometry.files[GROUND].values() if f.layer == "frontier"]
    assert [p[1] for p in problems] == [feature.line for feature in frontiers]
    assert "is of the layer 'frontier': expected one of layers.csv" in problems[0][3]


@pytest.mark.parametrize(
    ("file", "change", "row", "message"),
    [
        (OWN, None, 0, "missing file: the lines have their geometry here"),
        (OWN, b"\xff\xfe", 0, "cannot be read as UTF-8"),
        (GROUND, b"", 1, "expected a first line"),
    ],
)
def test_a_file_that_cannot_be_read_is_told(data_folder, tmp_path, file, change, row, message):
    folder = shutil.copytree(data_folder, tmp_path / "data")
    if change is None:
        (folder / file).unlink()
    else:
        (folder / file).write_bytes(change)
    with pytest.raises(DatasetError) as caught:
        analysis.load(folder)
    told = [p for p in caught.value.problems if p.file == file]
    assert [p.row for p in told] == [row]
    assert message in told[0].message


def test_the_record_may_have_no_lines(small_folder):
    assert analysis.load(small_folder).geometry == Geometry()


def test_ground_and_relief_are_small_and_cover_the_theatre(data_folder, dataset):
    sizes = [(data_folder / name).stat().st_size for name in (GROUND, "relief.webp")]
    assert sum(sizes) < MOST
    assert dataset.geometry.frame == (102, 34, 162, 58)
    assert dataset.geometry.relief[8:12] == b"WEBP"
    tokyo, baikal = shapely.Point(139.7, 35.7), shapely.Point(104.3, 52.3)
    assert all(dataset.geometry.land[at].contains(p) for at, p in ((1, tokyo), (0, baikal)))


def test_no_line_is_drawn_on_a_day_on_which_it_was_not_valid(dataset):
    """The lakeshore was a line in July 1938; Jehol had none before 31 May 1933."""
    from historical_record.situation import Situation

    def lines(*day):
        return set(Situation(dataset, dt.date(*day)).lines["id"])

    dated = {"khasan-lakeshore-line", "frontier-jehol", "frontier-halha-1941", "start-line-1fef"}
    assert lines(1933, 5, 30) & dated == set()
    assert lines(1938, 7, 31) & dated == {"khasan-lakeshore-line", "frontier-jehol"}
    assert lines(1941, 10, 15) & dated == {"frontier-jehol", "frontier-halha-1941"}
    assert lines(1945, 8, 9) & dated == dated - {"khasan-lakeshore-line"}


def test_the_frontier_of_today_at_khasan_is_on_no_map(dataset):
    """Natural Earth has the meeting of the three states at 42.53 N, 12.7 km off: its frontier of
    China and Russia ends at the Changling pass, and the watershed of 1886 goes on to the Tumen."""
    ground, own = dataset.geometry.files[GROUND], dataset.geometry.files[OWN]
    assert ground["frontier-primorye"].shape.bounds[1] == pytest.approx(42.781)
    assert own["frontier-khasan-1886"].shape.coords[0] == (130.492, 42.781)
    assert own["frontier-khasan-1886"].shape.coords[-1] == (130.629, 42.414)
