"""The doors of the project: what the code host runs and asks, and what a release holds.

The host itself is not here. Its files are held against the schemas that it publishes, by tools that
know its traps, and each step against the Makefile.
"""

import hashlib
import json
import re
import sqlite3
import subprocess
import sys
import zipfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
import yaml
from border_wars_book.build.inputs import edition
from border_wars_book.build.repository import FORM
from built_book import ROOT, make_small_book

from command_line import CommandFailure
from publishing import preview, release

GITHUB = ROOT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
BIN = Path(sys.executable).parent
TARGETS = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.M))
PINNED = re.compile(r"- uses: actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$|id: deployed$")


def steps(path):
    jobs = yaml.safe_load(path.read_text("utf-8"))["jobs"]
    return [step for job in jobs.values() for step in job["steps"]]


def valid(schema, *paths):
    """Whether the host would take these files, by the schema that it has of them."""
    command = [BIN / "check-jsonschema", "--builtin-schema", f"vendor.{schema}", *paths]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_file_for_the_host_keeps_to_its_schema():
    assert len(WORKFLOWS) == 4
    valid("github-workflows", *WORKFLOWS)
    valid("dependabot", GITHUB / "dependabot.yml")


def test_what_contributors_are_asked_and_how_the_book_is_cited_keep_to_theirs():
    forms = GITHUB / "ISSUE_TEMPLATE"
    valid("github-issue-config", forms / "config.yml")
    valid("github-issue-forms", forms / "correction.yml", forms / "fault.yml")
    valid("citation-file-format", ROOT / "CITATION.cff")


def test_the_form_for_a_correction_is_the_one_that_pages_lead_to():
    form = yaml.safe_load((GITHUB / "ISSUE_TEMPLATE" / FORM).read_text("utf-8"))
    asked = {part["id"]: part.get("validations", {}) for part in form["body"] if "id" in part}
    assert asked["source"] == asked["page"] == {"required": True}


def test_the_version_and_its_day_stand_in_the_record_and_everywhere_the_same():
    made_from = edition(ROOT)
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    assert (citation["version"], citation["date-released"]) == (made_from.version, made_from.date)
    command = [sys.executable, "-m", "hatchling", "metadata", "version"]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert told.stdout.strip() == made_from.version


def test_zenodo_is_told_what_the_citation_says_and_no_field_it_does_not_know():
    told = json.loads((ROOT / ".zenodo.json").read_text("utf-8"))
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    assert told["title"] == citation["title"]
    assert told["creators"] == citation["authors"]
    assert told["keywords"] == citation["keywords"]
    assert told["license"] in citation["license"]
    known = "title upload_type description creators access_right license keywords notes".split()
    assert set(told) <= set(known)  # of Zenodo's deposit schema, those that are used
    assert told["upload_type"] == "dataset"


def test_no_workflow_has_a_trap_or_a_right_that_it_does_not_need():
    command = [BIN / "zizmor", "--offline", "--pedantic", "--no-progress", GITHUB]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_each_step_is_a_command_of_the_makefile_or_a_pinned_action(path):
    for step in steps(path):
        if "run" in step:
            command, target, *settings = step["run"].split()
            assert command == "make"
            assert target in TARGETS
            assert settings in ([], ["PYTHON=python"])
    lines = re.findall(r"- uses:.*", path.read_text("utf-8"))
    assert all(PINNED.match(line) for line in lines), lines


def test_the_workflow_runs_what_the_readme_promises():
    ran = {step["run"] for path in WORKFLOWS for step in steps(path) if "run" in step}
    assert "make test PYTHON=python" in ran
    assert "make book PYTHON=python" in ran


def test_binder_is_told_to_install_the_lock_and_the_libraries():
    command = [sys.executable, "-m", "repo2docker", "--no-build", "--debug", ROOT]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert '-r ".binder/requirements.txt"' in done.stdout
    assert "RUN ./.binder/postBuild" in done.stdout
    assert (ROOT / ".binder" / "postBuild").stat().st_mode & 0o111
    assert "-r ../requirements.txt" in (ROOT / ".binder" / "requirements.txt").read_text("utf-8")


def test_the_dev_container_is_made_by_commands_that_exist():
    made = json.loads((ROOT / ".devcontainer" / "devcontainer.json").read_text("utf-8"))
    command, target, *_ = made["onCreateCommand"].split()
    assert (command, target in TARGETS) == ("make", True)
    assert made["postCreateCommand"] == ".venv/bin/python -m border_wars_book system pdf browser"


CHANGES = "# Changes\n\n## 2.1.0, 29 February 2024\n\n- A date.\n\n## 2.0.0\n\n- Older.\n"


def test_the_notes_of_a_release_are_the_newest_part_of_the_changes():
    assert release.newest_changes(CHANGES) == "2.1.0, 29 February 2024\n\n- A date.\n\n"
    with pytest.raises(CommandFailure, match="no part"):
        release.newest_changes("# Changes\n")


@pytest.mark.parametrize(
    ("tag", "version", "says"),
    [("v2.1.1", "2.1.0", "expected v2.1.0"), ("v2.2.0", "2.2.0", "expected '2.2.0'")],
)
def test_a_tag_is_refused_that_is_not_the_version_or_has_no_notes(tag, version, says):
    with pytest.raises(CommandFailure, match=says):
        release.refuse_other_tag(tag, version, release.newest_changes(CHANGES))
    release.refuse_other_tag("v2.1.0", "2.1.0", release.newest_changes(CHANGES))


def test_the_packed_record_is_whole_and_the_same_each_time(tmp_path):
    made_from = edition(ROOT)
    both = [tmp_path / name / "record-1.0.0-data.zip" for name in "ab"]
    for path in both:
        path.parent.mkdir()
        release.pack(ROOT, path, made_from)
    assert both[0].read_bytes() == both[1].read_bytes()
    with zipfile.ZipFile(both[0]) as archive:
        assert (
            archive.read("record-1.0.0/data/events.csv") == (ROOT / "data/events.csv").read_bytes()
        )
        assert {"record-1.0.0/CITATION.cff", "record-1.0.0/LICENSE-text-and-data"} <= set(
            archive.namelist()
        )


def test_checksums_are_those_that_sha256sum_reads(tmp_path):
    (tmp_path / "a.txt").write_text("the same\n")
    told = hashlib.sha256(b"the same\n").hexdigest()
    assert list(release.checksums(tmp_path)) == [f"{told}  a.txt\n"]


def test_a_release_holds_the_book_the_record_and_the_code_each_with_its_checksum(book, monkeypatch):
    monkeypatch.delenv("TAG", raising=False)
    assert release.main() == 0
    files = ROOT / "_build" / "release" / "files"
    name = f"soviet-japanese-border-wars-{edition(ROOT).version}"
    listed = dict(line.split()[::-1] for line in (files / "SHA256SUMS").open())
    assert {f"{name}.pdf", f"{name}-data.zip", f"{name}.sqlite"} < set(listed)
    assert [one for one in listed if one.endswith("-py3-none-any.whl")]
    for one, digest in listed.items():
        assert hashlib.sha256((files / one).read_bytes()).hexdigest() == digest
    assert (files / f"{name}.pdf").read_bytes() == book.pdf.read_bytes()
    with closing(sqlite3.connect(files / f"{name}.sqlite")) as database:
        assert database.execute("SELECT count(*) FROM events").fetchone()[0] > 700


def page(folder, name, text, style="a { }"):
    (folder / "_static").mkdir(parents=True, exist_ok=True)
    (folder / "_static" / "book.css").write_text(style)
    (folder / name).write_text(f"<html><head>{folder}</head><main>{text}</main></html>")


def test_a_page_is_shown_if_its_text_or_its_style_has_changed(tmp_path):
    before, after = tmp_path / "before", tmp_path / "after"
    for name, old, new in [("same.html", "x", "x"), ("other.html", "x", "y")]:
        page(before, name, old)
        page(after, name, new)
    page(after, "new.html", "z")
    assert preview.differing(before, after) == ["new.html", "other.html"]
    page(after, "same.html", "x", style="b { }")
    assert preview.differing(before, after) == ["new.html", "other.html", "same.html"]


def git(folder, *command):
    identity = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
    subprocess.run(["git", *identity, *command], cwd=folder, check=True, capture_output=True)


@pytest.mark.proof
def test_a_preview_has_a_picture_of_the_page_that_changed_and_of_no_other(tmp_path, monkeypatch):
    book = make_small_book(tmp_path)
    (tmp_path / "_toc.yml").write_text("format: jb-book\nroot: index\nchapters:\n- file: second\n")
    (tmp_path / "second.md").write_text("# Another page\n\nIt stays.\n")
    (tmp_path / ".gitignore").write_text("_build/\n")
    for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "one"], ["tag", "base"]):
        git(tmp_path, *command)
    (tmp_path / "index.md").write_text("# A page\n\nThe second state.\n")
    book.run(("html",))
    monkeypatch.setenv("BASE", "base")
    monkeypatch.setattr(preview, "own_code", lambda folder: ())
    with ThreadPoolExecutor(1) as apart:  # from a browser that other tests have open
        assert apart.submit(preview.main, tmp_path).result() == 0
    made = tmp_path / "_build" / "preview"
    names = {path.name for path in (made / "pictures").iterdir()}
    assert names == {"index-1280.png", "index-375.png"}
    assert all(path.read_bytes().startswith(b"\x89PNG") for path in (made / "pictures").iterdir())
    assert 'href="html/index.html"' in (made / "index.html").read_text("utf-8")


def test_a_preview_against_a_state_that_is_not_there_ends_in_one_line(tmp_path):
    git(tmp_path, "init", "-q")
    with pytest.raises(CommandFailure, match=r"BASE=nothing: .*nothing"):
        preview.build_base(tmp_path, "nothing", tmp_path / "base")
