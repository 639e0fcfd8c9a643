"""What the machine brings: typefaces under each of their names, and which machines there are."""

import pytest
from border_wars_book.__main__ import main
from border_wars_book.build import fonts, system
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection, TTFont


def face(region, weight, style, variable=False):
    """A font of one character, 一, named as Noto's regional faces are."""
    pen = TTGlyphPen(None)
    for at, point in enumerate([(0, 0), (weight, 0), (weight, 900)]):
        pen.lineTo(point) if at else pen.moveTo(point)
    pen.closePath()
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", "one"])
    builder.setupCharacterMap({0x4E00: "one"})
    builder.setupGlyf({".notdef": TTGlyphPen(None).glyph(), "one": pen.glyph()})
    builder.setupHorizontalMetrics({".notdef": (500, 0), "one": (1000, 0)})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": f"Noto Serif CJK {region}", "styleName": style})
    builder.setupOS2(usWeightClass=weight)
    builder.setupPost()
    if variable:
        builder.setupFvar([("wght", 200, 200, 900, "Weight")], [])
        builder.setupGvar({})
    return builder.font


def collection(path, faces):
    whole = TTCollection()
    whole.fonts = faces
    whole.save(path)
    return path


@pytest.mark.parametrize(
    "name",
    [
        "NotoSerifCJK-Regular.ttc",
        "NotoSerifCJK.ttc",
        "NotoSerifCJK-VF.ttc",
        "NotoSerifCJK-VF.otf.ttc",
        "NotoSerifCJKjp-Regular.otf",
    ],
)
def test_the_typeface_that_is_advised_is_found(name, tmp_path, monkeypatch):
    """Debian has a file a weight; Homebrew's cask font-noto-serif-cjk-jp has NotoSerifCJKjp-*.otf.

    Its cask of the whole collection, font-noto-serif-cjk, was disabled on 22 November 2026.
    """
    monkeypatch.setattr(system, "CJK_FONT", tmp_path / "none" / "NotoSerifCJK-Regular.ttc")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr(system.Path, "is_dir", lambda path: tmp_path in path.parents)
    there = tmp_path / "Library" / "Fonts" / name
    there.parent.mkdir(parents=True)
    (tmp_path / ".fonts").mkdir()
    (tmp_path / ".local" / "share" / "fonts").mkdir(parents=True)
    assert system.find_cjk_font() is None
    there.touch()
    assert system.find_cjk_font() == there


def test_the_face_is_chosen_by_name_wherever_it_stands(tmp_path):
    faces = [face("KR", 400, "Regular"), face("JP", 900, "Black"), face("JP", 400, "Regular")]
    path = collection(tmp_path / "NotoSerifCJK.ttc", faces)
    assert fonts.number_of(path, "JP", 400) == 2
    with pytest.raises(LookupError, match="no face for TC of weight 400"):
        fonts.number_of(path, "TC", 400)


def test_a_face_by_itself_is_the_one_in_its_file(tmp_path):
    alone = tmp_path / "NotoSerifCJKjp-Regular.otf"
    face("JP", 400, "Regular").save(alone)
    assert fonts.number_of(alone, "JP", 400) == 0
    found = fonts.Face(fonts.CJK, alone, 400, False, 0)
    assert fonts.characters_of(found) == {"一"}
    kept = fonts._kept(found, {"一"}, tmp_path, "otf")
    assert set(TTFont(kept).getBestCmap()) == {0x4E00}


def test_macos_has_its_browser_as_an_application(monkeypatch, tmp_path):
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    browser = tmp_path / "Chromium"
    browser.write_text("")
    browser.chmod(0o755)
    monkeypatch.setattr(system, "MAC_BROWSERS", (str(browser),))
    assert system.find_browser() == str(browser)


def test_a_variable_face_is_cut_at_the_weight_that_is_set(tmp_path):
    faces = [face("SC", 200, "ExtraLight", True), face("JP", 200, "ExtraLight", True)]
    path = collection(tmp_path / "NotoSerifCJK-VF.ttc", faces)
    number = fonts.number_of(path, "JP", 400)
    assert number == 1
    kept = fonts._kept(fonts.Face(fonts.CJK, path, 400, False, number), {"一"}, tmp_path, "otf")
    cut = TTFont(kept)
    assert "fvar" not in cut
    assert cut["OS/2"].usWeightClass == 400
    assert set(cut.getBestCmap()) == {0x4E00}


def test_windows_is_told_in_one_line_what_is_supported(monkeypatch):
    monkeypatch.setattr(system.sys, "platform", "win32")
    monkeypatch.delattr(system.os, "geteuid")
    with pytest.raises(system.SystemFailure, match=r"Linux and macOS.*WSL") as failure:
        system.ensure(["pdf"])
    assert "\n" not in str(failure.value)
    with pytest.raises(system.SystemFailure, match=r"Linux and macOS.*WSL"):
        main(["build", "html"])
