"""What is shipped keeps its licence beside it, and no face bears a name that is reserved."""

import re

import pytest
from border_wars_book.build.fonts import BASIC, latin_faces, pack


@pytest.fixture(scope="module")
def faces(book):
    from fontTools.ttLib import TTFont

    paths = sorted((book.html / "_static" / "fonts").glob("*.woff2"))
    return {path.name: TTFont(path)["name"] for path in paths}


def test_every_face_keeps_its_copyright_line_and_its_licence(faces):
    assert len(faces) > 8
    for name, table in faces.items():
        assert "Adobe" in table.getDebugName(0), name
        assert "SIL Open Font License" in table.getDebugName(13), name


def test_no_cut_face_bears_the_name_reserved_for_the_whole_one(faces):
    for name, table in faces.items():
        if "Reserved Font Name ‘Source’" in table.getDebugName(0):
            assert all("Source" not in table.getDebugName(number) for number in (1, 4, 6)), name


def test_the_licence_lies_beside_the_faces_with_every_owner_named(book):
    text = (book.html / "_static" / "fonts" / "OFL.txt").read_text("utf-8")
    for owned in ("Source Serif Pro", "Source Sans Pro", "Book CJK"):
        assert owned in text
    assert "PERMISSION & CONDITIONS" in text


def test_each_layer_of_the_maps_has_its_licence_in_the_codebook(data_folder, dataset):
    """The codebook has the file and the licence of each layer that the record has."""
    codebook = (
        (data_folder / "README.md").read_text("utf-8").split("## Licence")[1].split("<!--")[0]
    )
    rows = [line for line in codebook.splitlines() if line.startswith("| `")]
    told = {name: row for row in rows for name in re.findall(r"^\| `(\w+)`", row)}
    for _, layer in dataset.layers.iterrows():
        assert layer["file"] in told[layer["id"]]
        assert dataset.label("licence", layer["licence"]).casefold() in told[layer["id"]].casefold()
        assert (data_folder / layer["file"]).exists()


def test_every_map_line_stands_under_a_licence_of_a_layer(dataset):
    assert {*dataset.lines["licence"]} <= {*dataset.layers["licence"]}
    assert "ODbL" not in {*dataset.layers["licence"]}


def test_the_page_of_thanks_names_who_made_the_ground(book):
    page = (book.html / "notebooks" / "about.html").read_text("utf-8")
    for owner in ("Natural Earth", "Mike Bostock", "Tom Patterson", "Jeffrey Whitaker", "GeoNames"):
        assert owner in page


def test_plotly_keeps_its_licence_line(book):
    head = (book.html / "_static" / "plotly.min.js").read_text("utf-8")[:400]
    assert "Licensed under the MIT license" in head


def test_a_cut_face_does_not_depend_on_when_it_is_cut(tmp_path, monkeypatch):
    cut = []
    for second in ("1", "1000000000"):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", second)
        cut.append(pack(latin_faces()[0], set(BASIC), tmp_path / second))
    assert cut[0] == cut[1]
