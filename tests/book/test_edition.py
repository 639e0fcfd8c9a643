"""The date and fingerprint a book prints come from the record, never from the checkout."""

import csv
import json
import subprocess
from datetime import date

import pytest
import yaml
from border_wars_book.build.inputs import book_fingerprint, edition
from built_book import ROOT


@pytest.fixture
def record(tmp_path):
    (tmp_path / "data").mkdir()
    descriptor = {"version": "2.1.0", "created": "2024-02-29T00:00:00Z"}
    (tmp_path / "data" / "datapackage.json").write_text(json.dumps(descriptor))
    (tmp_path / "data" / "events.csv").write_text("id\nlake-khasan\n")
    for name in ("_config.yml", "_toc.yml"):
        (tmp_path / name).write_text("")
    (tmp_path / "notebooks").mkdir()
    return tmp_path


def test_the_record_says_its_version_and_day(record):
    made_from = edition(record)
    assert (made_from.version, made_from.date) == ("2.1.0", date(2024, 2, 29))
    assert made_from.epoch == 1709164800  # 29 February 2024, 00:00 UTC


def test_one_changed_letter_of_the_record_is_another_fingerprint(record):
    before = edition(record).fingerprint
    (record / "data" / "events.csv").write_text("id\nlake-khasam\n")
    assert edition(record).fingerprint != before


def test_history_and_the_callers_date_do_not_matter(record, monkeypatch):
    before = edition(record), book_fingerprint(record)
    for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "one"]):
        identity = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
        subprocess.run(["git", *identity, *command], cwd=record, check=True)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1")
    assert (edition(record), book_fingerprint(record)) == before


def test_the_record_is_of_no_day_before_the_last_reading_of_a_source():
    with (ROOT / "data" / "witnesses.csv").open(encoding="utf-8", newline="") as handle:
        last = max(row["accessed"] for row in csv.DictReader(handle))
    assert edition(ROOT).date >= date.fromisoformat(last) > date(2026, 11, 22)


def test_programs_are_told_to_cite_the_same_edition():
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    made_from = edition(ROOT)
    assert (cited["version"], cited["date-released"]) == (made_from.version, made_from.date)


def test_a_record_without_a_day_still_has_a_time_for_its_files(record):
    (record / "data" / "datapackage.json").unlink()
    made_from = edition(record)
    assert (made_from.version, made_from.date) == ("", None)
    assert made_from.epoch == 315532800  # 1980
