"""The audit's tables: every claim once, with its verdict, its evidence and what it ought to say."""

import re

import pytest

import analysis
from analysis.findings.audit import claims_table, computations_table
from timelines.description import TimelineError
from timelines.verdict_counts import VerdictCounts


@pytest.fixture(scope="module")
def judged(dataset):
    return analysis.judge(dataset)


@pytest.fixture(scope="module")
def tables(dataset, judged):
    return [claims_table(dataset, judged, name) for name in judged["section"].unique()]


def test_every_claim_is_addressed_once_and_in_order(tables, judged):
    shown = "\n".join(table.myst for table in tables)
    assert re.findall(r"\{#claim-([a-z0-9-]+) \.entry-name\}", shown) == list(judged["id"])


NAMES = ["Supported", "Imprecise", "Depends", "Not supported", "Contradicted"]
"""The verdicts from agreement to contradiction, as the vocabulary has them."""


def test_every_row_says_its_verdict_and_cites(tables, judged):
    shown = "\n".join(table.myst for table in tables)
    assert len(re.findall(r"\.facet-verdict\}", shown)) == len(judged)
    assert set(re.findall(r"\[([A-Z][a-z ]+)\]\{\.facet-verdict\}", shown)) <= set(NAMES)
    found = {key for keys in re.findall(r"\{cite:p\}`([^`]+)`", shown) for key in keys.split(",")}
    assert found == {key for keys in judged["sources"] for key in keys}


def test_events_of_a_claim_are_linked(dataset, judged):
    shown = claims_table(dataset, judged, "See Also").myst
    assert "[Russo-Japanese War](#label:russo-japanese-war)" in shown


def test_a_computed_verdict_links_to_what_was_asked(dataset, judged):
    used = set(judged.loc[judged["computed"], "computation"])
    shown = computations_table(dataset, judged).myst
    assert set(re.findall(r"\{#computation-([a-z-]+) ", shown)) == used
    assert (
        sum(claims for _, _, claims in computations_table(dataset, judged).rows)
        == judged["computed"].sum()
    )


def test_a_section_without_claims_is_an_error(dataset, judged):
    with pytest.raises(ValueError, match="no claim stands in section 'Nowhere'"):
        claims_table(dataset, judged, "Nowhere")


def test_the_figure_has_a_square_for_each_claim(judged):
    figure = VerdictCounts(judged)
    assert list(figure.table().columns) == [*NAMES, "All"]
    assert figure.table().loc["All", "All"] == len(judged)
    assert sum(len(trace.x) for trace in figure.interactive().data) == len(judged)
    assert figure.alt_text().startswith(f"Squares for {len(judged)}\xa0claims. In all: Supported ")


def test_the_figure_repeats_in_words_what_its_colours_say(judged):
    drawn = VerdictCounts(judged).svg()
    assert all(f">{name}<" in drawn for name in NAMES)


def test_a_verdict_without_a_name_is_an_error(judged):
    with pytest.raises(TimelineError, match="verdict 'maybe'"):
        VerdictCounts(judged.assign(verdict="maybe"))


def test_paper_has_the_four_columns_of_every_claim(tables, judged):
    shown = "\n".join(table._repr_markdown_() for table in tables)
    for column in ("claim", "verdict", "ought"):
        assert shown.count(f"{{.paper-{column}}}") == len(judged)
    assert shown.count("{.paper-why}") >= len(judged)
