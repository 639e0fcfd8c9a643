"""What pip cannot bring is seen where it is, and named where it is not."""

import ctypes.util
from pathlib import Path

import pytest
from border_wars_book.build import system

EACH = [(kind, need) for kind, needs in system.NEEDS.items() for need in needs]


@pytest.mark.parametrize(("kind", "need"), EACH, ids=[need.what for _, need in EACH])
def test_a_need_that_is_hidden_is_named_with_what_brings_it(monkeypatch, tmp_path, kind, need):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setattr(system.sys, "platform", "linux")
    monkeypatch.setattr(system, "FONT_FOLDERS", ())
    monkeypatch.setattr(system, "CJK_FONT", Path(tmp_path / "absent.ttc"))
    monkeypatch.setattr(ctypes.util, "find_library", lambda name: None)
    assert not need.present()
    with pytest.raises(system.SystemFailure) as failure:
        system.ensure([kind])
    said = str(failure.value)
    assert need.what in said
    assert need.elsewhere in said
    assert all(package in said for package in need.packages)


@pytest.mark.parametrize("kind", ["pdf", "browser"])
def test_what_the_tests_need_is_here(kind):
    assert system.missing([kind]) == []
