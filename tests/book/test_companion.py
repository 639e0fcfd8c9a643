"""Chinese, Japanese and Korean are drawn in their own forms, and a page is sent no others."""

from io import BytesIO

import pytest
from border_wars_book.build.companion import spoken_in
from border_wars_book.build.fonts import cjk_faces, pack
from fontTools.ttLib import TTFont

BONE = "骨"  # its top turns to the left in China, to the right in Japan
PAGE = (
    "<p>The hill <span lang='ja'>張鼓峰</span>,<br> or <span lang='zh'>张<em>鼓</em>峰</span>, "
    "or <span lang='ko'>장고봉</span></p><td lang='zh'>骨</td>"
)


def test_each_language_is_found_with_its_own_characters():
    assert spoken_in(PAGE) == {"zh": {*"张鼓峰骨"}, "ko": {*"장고봉"}}


@pytest.mark.parametrize(("spoken", "forms"), [({}, 1), ({"zh": {BONE}}, 2), ({"ja": {BONE}}, 1)])
def test_a_form_is_sent_where_its_language_has_the_character(tmp_path, spoken, forms):
    font = TTFont(BytesIO(pack(cjk_faces()[0], {BONE}, tmp_path, spoken)))
    assert len(font.getGlyphOrder()) == forms + 1  # and the one for what is missing
