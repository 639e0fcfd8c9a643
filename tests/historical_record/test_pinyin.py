"""One reading for a Chinese character and for a word, unless the row says so."""

import pytest

from historical_record.rules.pinyin import check_pinyin, syllables


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hā'ěrbīn", ["hā", "ěr", "bīn"]),
        ("Zhānggǔfēng Shìjiàn", ["zhāng", "gǔ", "fēng", "shì", "jiàn"]),
        ("Rì-É Zhànzhēng", ["rì", "é", "zhàn", "zhēng"]),
        ("Lǚshùn", ["lǚ", "shùn"]),
        ("Fǎngōng", ["fǎn", "gōng"]),
        ("Hǎilā'ěr", ["hǎi", "lā", "ěr"]),
        ("Tángníng Jiē 10 Hào", ["táng", "níng", "jiē", "hào"]),
        ("Khabarovsk", None),
        ("", None),
    ],
)
def test_a_transliteration_falls_into_syllables(text, expected):
    assert syllables(text) == expected


def told(record):
    return [p.message for p in check_pinyin(record)]


def row_of(record, name):
    return next(r for r in record.tables["names"].rows if r["name"] == name)


def test_the_record_keeps_the_rule(whole_record):
    assert not told(whole_record)


def test_a_second_reading_of_a_character_is_found(record):
    row_of(record, "新基耶夫斯克")["transliteration"] = "Xīnjīyéfūsīkè"
    assert told(record) == ["耶 is read 'yē' in other rows: say why in note"]


def test_a_note_that_names_the_character_allows_the_second_reading(record):
    row = row_of(record, "新基耶夫斯克")
    row.update(transliteration="Xīnjīyéfūsīkè", note="耶 is read yé by some.")
    assert not told(record)


def test_the_two_readings_of_aihui_and_hunchun_say_why(record):
    row = row_of(record, "瑷珲")
    assert row["transliteration"] == "Àihuī"
    row["note"] = ""
    assert told(record) == ["珲 is read 'hún' in other rows: say why in note"]


def test_one_name_has_one_transliteration(record):
    rows = [r for r in record.tables["names"].rows if r["name"] == "珲春东界约"]
    assert len(rows) == 2
    rows[1]["transliteration"] = "Húnchūn dōngjiè yuē"
    [message] = told(record)
    assert message.startswith("the same name is 'Húnchūn Dōngjièyuē' in line ")


@pytest.mark.parametrize("said", ["Hā'ěr", "Hā'ěrbīnshì", "Harbin"])
def test_there_is_a_syllable_for_each_character(record, said):
    row_of(record, "哈尔滨")["transliteration"] = said
    assert told(record) == ["expected 3 syllables in Hanyu Pinyin, one for a character"]


def test_other_schemes_are_left_alone(record):
    row_of(record, "哈尔滨").update(transliteration="Ha-erh-pin", scheme="Wade-Giles")
    assert not told(record)


def test_wrong_readings_of_old_stay_corrected(whole_record):
    read = {r["name"]: r["transliteration"] for r in whole_record.tables["names"].rows}
    assert read["蒙疆"] == "Měngjiāng"
    assert read["远东第一方面军"] == "Yuǎndōng Dì-Yī Fāngmiànjūn"
    assert read["朝鲜北部"] == "Cháoxiǎn Běibù"
