"""A build that fails: what it says, and what it leaves as it was."""

import pytest
from border_wars_book.build.build import BuildFailure


def test_a_failed_build_says_where_and_keeps_the_last_good_pages(small_book, capfd):
    page = small_book.root / "index.md"
    small_book.run(("html",))
    built = small_book.html / "index.html"
    assert "The first state." in built.read_text("utf-8")
    capfd.readouterr()

    page.write_text("# A page\n\nThe second state, with {cite:p}`no-such-source`.\n")
    with pytest.raises(BuildFailure, match="HTML could not be made; the last good one is kept"):
        small_book.run(("html",))
    said = "".join(capfd.readouterr())
    assert "index.md:3" in said
    assert "no-such-source" in said
    assert "The first state." in built.read_text("utf-8")
    assert not (small_book.built / "html.new").exists()

    with pytest.raises(BuildFailure):  # and it does not pass the second time
        small_book.run(("html",))

    page.write_text("# A page\n\nThe third state.\n")
    small_book.run(("html",))
    assert "The third state." in built.read_text("utf-8")
