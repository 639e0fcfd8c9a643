"""A sheet of a map: distances, directions and the shadows of its relief are those of the Earth."""

from __future__ import annotations

import io

import numpy as np
import pytest
import shapely
from PIL import Image

from cartography.relief import STRENGTH, shadows, webp
from cartography.sheet import Sheet

KHASAN = Sheet("transverse mercator", (130.53, 42.395, 130.69, 42.478), 500.0)
THEATRE = Sheet("lambert", (111.0, 38.2, 145.3, 53.0), 500.0)
HARBIN, HSINKING = (126.65, 45.75), (125.32278, 43.88)


def test_harbin_is_232_kilometres_from_hsinking_on_the_map_of_the_theatre():
    (x0, y0), (x1, y1) = THEATRE.point(*HARBIN), THEATRE.point(*HSINKING)
    assert np.hypot(x1 - x0, y1 - y0) / THEATRE.per_km == pytest.approx(232.6, rel=0.01)
    assert y1 > y0  # south is down


def test_a_kilometre_at_lake_khasan_is_a_kilometre_both_ways():
    middle = (130.61, 42.4365)
    x, y = KHASAN.point(*middle)
    east, north = (
        KHASAN.point(130.61 + 1 / 82.2, 42.4365),
        KHASAN.point(130.61, 42.4365 + 1 / 111.08),
    )
    assert (east[0] - x) / KHASAN.per_km == pytest.approx(1.0, rel=0.003)
    assert (y - north[1]) / KHASAN.per_km == pytest.approx(1.0, rel=0.003)


def test_a_point_of_the_sheet_goes_back_to_its_degrees():
    x, y = THEATRE.point(*HARBIN)
    assert THEATRE.degrees(np.array([x]), np.array([y]))[0] == pytest.approx(HARBIN)


def test_what_is_drawn_stays_on_the_sheet_and_what_lies_outside_is_nothing():
    parallel = shapely.LineString([(100.0, 45.0), (160.0, 45.0)])
    seen = THEATRE.drawn(parallel)
    assert seen.bounds[0] == pytest.approx(0.0)
    assert seen.bounds[2] == pytest.approx(500.0)
    assert THEATRE.drawn(shapely.LineString([(0.0, 10.0), (5.0, 10.0)])).is_empty


def test_a_parallel_sags_on_the_conic():
    seen = shapely.get_coordinates(THEATRE.drawn(shapely.LineString([(113, 46), (143, 46)])))
    assert max(seen[:, 1]) - min(seen[:, 1]) > 20


@pytest.mark.parametrize(
    ("projection", "box", "expected"),
    [
        ("mercator", (1.0, 2.0, 3.0, 4.0), "projection 'mercator': expected one of lambert"),
        ("lambert", (3.0, 2.0, 1.0, 4.0), "expected west, south, east and north"),
        ("lambert", (170.0, 2.0, 190.0, 4.0), "expected west, south, east and north"),
        ("lambert", (1.0, 2.0, 3.0, float("nan")), "expected west, south, east and north"),
    ],
)
def test_a_sheet_that_is_none_is_refused(projection, box, expected):
    with pytest.raises(ValueError, match=expected):
        Sheet(projection, box, 500.0)


def relief(alpha: np.ndarray) -> bytes:
    picture = Image.new("RGBA", (alpha.shape[1], alpha.shape[0]))
    picture.putalpha(Image.fromarray(alpha.astype("uint8")))
    out = io.BytesIO()
    picture.save(out, "WEBP", lossless=True)
    return out.getvalue()


def test_shadows_stand_where_they_are_on_the_earth():
    """The eastern half of the relief is dark: the eastern half of the sheet is."""
    alpha = np.zeros((60, 100))
    alpha[:, 50:] = 200
    found = shadows(relief(alpha), (108.0, 35.5, 148.2, 57.0), THEATRE, 100)
    assert found.shape == (round(100 * THEATRE.height / 500), 100)
    assert found[30, 10] == 0
    assert found[30, 90] == round(200 * STRENGTH)


def test_off_the_relief_there_is_no_shadow():
    found = shadows(relief(np.full((10, 10), 255)), (125.0, 44.0, 127.0, 46.0), THEATRE, 100)
    assert found.max() == round(255 * STRENGTH)
    assert found[0, 0] == found[-1, -1] == 0


def test_a_picture_of_shadows_is_webp_in_black():
    picture = Image.open(io.BytesIO(webp(np.full((4, 6), 70, dtype="uint8"))))
    assert picture.format == "WEBP"
    assert picture.size == (6, 4)
    assert picture.convert("RGBA").getpixel((2, 2))[:3] == (0, 0, 0)
