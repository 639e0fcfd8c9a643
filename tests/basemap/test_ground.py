"""The ground as the script makes it, on a small topology that a person can draw."""

import json

import numpy as np
import pytest
import shapely

from basemap import ground as made
from basemap.relief import relief
from basemap.topology import Topology, read_topology

# Two countries share the middle line of a square at 130-132 E, 44-46 N.
MIDDLE = np.array([[131.0, 44.0], [131.001, 45.0], [131.0, 46.0]])
WEST = np.array([[131.0, 46.0], [130.0, 46.0], [130.0, 44.0], [131.0, 44.0]])
EAST = np.array([[131.0, 44.0], [132.0, 44.0], [132.0, 46.0], [131.0, 46.0]])
SQUARE = Topology((MIDDLE, WEST, EAST), {"China": [[0, 1]], "Russia": [[2, ~0]]})


def test_land_is_the_countries_joined():
    (island,) = made.land(SQUARE)
    assert shapely.equals(shapely.set_precision(island, 0.001), shapely.box(130, 44, 132, 46))


def test_a_frontier_is_cut_at_its_ends_and_thinned_between(monkeypatch):
    """The bend of 80 metres goes; the ends stay, on the coast."""
    section = made.Section(("China", "Russia"), (131.0, 44.0), (131.0, 46.0))
    monkeypatch.setattr(made, "SECTIONS", {"frontier-middle": section})
    features = made.ground(SQUARE, made.land(SQUARE))
    assert [feature["id"] for feature in features] == ["land-001", "frontier-middle"]
    assert features[1]["geometry"]["coordinates"] == [[131.0, 44.0], [131.0, 46.0]]


def test_a_section_that_the_package_no_longer_has_is_named(monkeypatch):
    section = made.Section(("China", "Russia"), (140.0, 50.0), (131.0, 46.0))
    monkeypatch.setattr(made, "SECTIONS", {"frontier-gone": section})
    with pytest.raises(ValueError, match="frontier-gone: no vertex within"):
        made.ground(SQUARE, [])
    with pytest.raises(ValueError, match="no country 'Tuva' in the topology"):
        SQUARE.between("China", "Tuva")


def test_arcs_are_sums_of_differences(tmp_path):
    """By the specification: each point is a step from the last, scaled and moved."""
    topology = {
        "transform": {"scale": [0.5, 0.25], "translate": [130, 44]},
        "arcs": [[[0, 0], [2, 0], [0, 4]], [[2, 4], [-2, -4]]],
        "objects": {
            "countries": {
                "geometries": [
                    {"type": "Polygon", "properties": {"name": "A"}, "arcs": [[0, 1], [~1]]}
                ]
            }
        },
    }
    path = tmp_path / "a.json"
    path.write_text(json.dumps(topology), "utf-8")
    read = read_topology(path)
    assert read.arcs[0].tolist() == [[130, 44], [131, 44], [131, 45]]
    assert read.rings == {"A": [[0, 1]]}  # the hole is left out


def test_what_is_shipped_has_every_section_and_no_other(dataset):
    shipped = [f for f in dataset.geometry.files["ground.geojson"].values() if f.layer != "land"]
    assert [feature.id for feature in shipped] == list(made.SECTIONS)


def test_the_file_has_a_feature_on_each_line(data_folder):
    text = (data_folder / "ground.geojson").read_text("utf-8")
    features = json.loads(text)["features"]
    assert made.written(features) == text


def test_relief_is_black_and_thicker_in_the_shade(tmp_path):
    """A picture of the world, grey with a dark ridge; shade on the ridge, none at sea."""
    from PIL import Image

    world = np.full((1800, 3600, 3), 180, dtype=np.uint8)
    world[445:448] = 90  # at 45.4 N
    Image.fromarray(world).save(tmp_path / "world.png")
    frame = (130.0, 40.0, 140.0, 50.0)
    content = relief(tmp_path / "world.png", frame, [shapely.box(130, 40, 135, 50)])
    assert content == relief(tmp_path / "world.png", frame, [shapely.box(130, 40, 135, 50)])
    path = tmp_path / "relief.webp"
    path.write_bytes(content)
    image = np.asarray(Image.open(path).convert("RGBA"))
    ridge = round((50 - 45.35) / 10 * image.shape[0])
    on_land, at_sea = image[ridge, image.shape[1] // 4], image[ridge, image.shape[1] * 3 // 4]
    assert on_land[3] > 100
    assert at_sea[3] == 0
    assert image[..., :3].max() == 0
