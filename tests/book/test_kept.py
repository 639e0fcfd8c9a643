"""What is kept between builds is used only while it is whole."""

import pytest
from border_wars_book.build import kept


def test_what_was_kept_is_found_under_its_name_alone(tmp_path):
    path = kept.keep(tmp_path / "new", "a[1]", "txt", b"whole")
    assert kept.find(tmp_path / "new", "a[1]", "txt") == path
    assert path.read_bytes() == b"whole"
    assert kept.find(tmp_path / "new", "a1", "txt") is None
    assert kept.find(tmp_path / "new", "a[1]", "bin") is None


def test_a_damaged_file_is_thrown_away_and_not_used(tmp_path):
    for damage in (b"", b"who", b"Whole", b"whole and more"):
        path = kept.keep(tmp_path, "face", "woff2", b"whole")
        path.write_bytes(damage)
        assert kept.find(tmp_path, "face", "woff2") is None
        assert list(tmp_path.iterdir()) == []


def test_nothing_half_written_is_left(tmp_path):
    kept.keep(tmp_path, "face", "woff2", b"whole")
    assert len(list(tmp_path.iterdir())) == 1


def test_what_is_made_of_the_same_is_made_once(tmp_path):
    made = []

    def make():
        made.append("ä")
        return {"made": (len(made), made[-1])}

    assert kept.once(tmp_path, ["x", b"y"], make) == {"made": [1, "ä"]}
    assert kept.once(tmp_path, ["x", b"y"], make) == {"made": [1, "ä"]}
    assert kept.once(tmp_path, ["xy"], make) == {"made": [2, "ä"]}
    assert len(list(tmp_path.iterdir())) == 2
    assert kept.once(tmp_path, ["x"], make, alone=True) == {"made": [3, "ä"]}
    assert len(list(tmp_path.iterdir())) == 1


def test_what_could_not_be_made_is_asked_for_again(tmp_path):
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            kept.once(tmp_path, ["x"], lambda: 1 / 0)
    assert list(tmp_path.iterdir()) == []
