"""What a change of the record moves has been foretold by the trace: a sample of `proof.hangs`."""

from multiprocessing import get_context

import pytest

from proof.hangs import by_hand, drawn_changes, foretelling, foretold, says

FIGHT, LOSSES = "notebooks/khalkhin-gol", "notebooks/losses"
COOX = "khalkhin-gol-japan-killed-coox-1"
HOUR = by_hand("events", "khalkhin-gol-ceasefire", "start_time", "03:00")
DEAD = by_hand("figures", COOX, "low", "8600")


@pytest.fixture(scope="module")
def known(book):
    return foretelling()


def moved_by(change, page):
    """What says another thing with this change; each run is a process of its own."""
    with get_context("fork").Pool(2, maxtasksperchild=1) as pool:
        before, after = pool.starmap(says, [(None, [page]), (change, [page])], chunksize=1)
    assert len(before) > 100
    return {name for name, told in before.items() if after[name] != told}


def asked_on(page, names):
    return {name[3] for name in names if name[0] == "sentence" and name[1] == page}


def test_an_hour_moves_what_was_foretold(known):
    moved, expected = moved_by(HOUR, FIGHT), foretold(known, HOUR)
    assert moved <= expected
    london = 'page.time("khalkhin-gol-ceasefire", "london")'
    assert london in asked_on(FIGHT, moved)
    assert 'page.life("zhukov")' not in asked_on(FIGHT, expected)


def test_a_number_moves_what_was_foretold(known):
    moved, expected = moved_by(DEAD, LOSSES), foretold(known, DEAD)
    assert moved <= expected
    assert f'page.figure("{COOX}")' in asked_on(LOSSES, moved)
    assert ("shown", LOSSES, "losses-06") in moved  # the dead of both sides by year
    assert not asked_on(FIGHT, expected)


def test_changes_are_drawn_of_each_kind_in_turn():
    told = [change.told.split(",")[0] for change in drawn_changes(60)[:5]]
    assert told == ["a date", "a name", "a number", "a source", "another"]
