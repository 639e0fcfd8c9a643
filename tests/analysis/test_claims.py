import re

import pandas as pd
import pytest

import analysis
from analysis.claims import COMPUTATIONS, Claim, ClaimError, judge, judge_claim
from analysis.claims.counts import clashes_before
from analysis.claims.orders import order_verdict
from analysis.war import OPENINGS, SURRENDERS, three_months
from historical_record.verdicts import weighed


def found(dataset, computation, *basis, claimed=""):
    return COMPUTATIONS[computation](dataset, Claim("a-claim", "Text.", basis, claimed))


def test_a_date_that_the_preferred_reading_has_and_others_dispute_depends(small_dataset):
    finding = found(
        small_dataset, "date-against-readings", "lake-khasan:start", claimed="1938-07-29"
    )
    assert finding.verdict == "depends"
    assert finding.numbers == {"readings": 2, "dissenting": 1, "excluding": 1}
    assert "9\u00a0July\u00a01938" in finding.reason


@pytest.mark.parametrize(
    ("boundary", "claimed", "verdict"),
    [
        ("neutrality-pact", "1941-04-13", "supported"),
        ("neutrality-pact", "1941-04", "supported"),
        ("neutrality-pact", "1941-04-14", "contradicted"),
        ("khalkhin-gol:start", "1939-05-11", "imprecise"),
        ("khalkhin-gol:start", "1939", "supported"),
    ],
)
def test_a_date_is_supported_contradicted_or_imprecise(small_dataset, boundary, claimed, verdict):
    finding = found(small_dataset, "date-against-readings", boundary, claimed=claimed)
    assert finding.verdict == verdict


def test_a_date_is_that_of_the_clock_of_those_who_acted(small_dataset):
    finding = found(small_dataset, "date-on-own-clock", "first-crossing", claimed="1945-08-08")
    assert finding.verdict == "contradicted"
    assert "9\u00a0August\u00a01945 by the clock of Chita." in finding.reason
    assert (
        "stood on these clocks: Berlin; Central European Time of the act; London;" in finding.reason
    )
    finding = found(small_dataset, "date-on-own-clock", "first-crossing", claimed="1945-08-09")
    assert finding.verdict == "supported"


def test_a_date_of_several_acts_depends_on_the_act(small_dataset):
    finding = found(small_dataset, "date-on-own-clock", *OPENINGS, claimed="1945-08-08")
    assert finding.verdict == "depends"
    assert finding.numbers["readings"] == 4  # three events, one dissent
    assert finding.numbers["on_the_day"] == 1


def test_the_date_of_hiroshima_holds_on_the_clock_of_japan(small_dataset):
    finding = found(small_dataset, "date-on-own-clock", "hiroshima", claimed="1945-08-06")
    assert finding.verdict == "supported"
    assert "another date stood on these clocks: Universal Time; Washington." in finding.reason
    finding = found(small_dataset, "date-on-own-clock", "hiroshima", claimed="1945-08-05")
    assert finding.verdict == "contradicted"


def test_order_is_certain_only_when_the_earlier_had_ended(small_dataset):
    assert order_verdict(small_dataset, "khalkhin-gol", "soviet-japanese-war") == "supported"
    assert order_verdict(small_dataset, "soviet-japanese-war", "imperial-broadcast") == "imprecise"
    assert order_verdict(small_dataset, "nagasaki", "hiroshima") == "contradicted"
    assert order_verdict(small_dataset, "karlshorst-signing", "surrender-effective") == "depends"


def test_a_list_of_events_is_as_certain_as_its_weakest_pair(small_dataset):
    finding = found(small_dataset, "before-the-last", "lake-khasan", "nagasaki", "hiroshima")
    assert finding.verdict == "contradicted"
    assert finding.numbers == {"pairs": 2, "certain": 1}
    finding = found(small_dataset, "after-the-first", "neutrality-pact", "barbarossa")
    assert finding.verdict == "supported"


def test_the_invasion_lies_between_the_bombs_by_every_reading(small_dataset):
    finding = found(small_dataset, "between", "hiroshima", *OPENINGS, "nagasaki")
    assert finding.verdict == "supported"
    assert finding.numbers == {"combinations": 4, "between": 4}
    assert found(small_dataset, "between", "nagasaki", *OPENINGS, "hiroshima").verdict == (
        "contradicted"
    )


def test_a_reading_of_another_event_is_no_reading_of_this_one(small_dataset):
    readings = small_dataset.readings.copy()
    row = readings["event"] == "lake-khasan"
    for standing in ("other-matter", "less-likely"):
        readings.loc[row, "standing"] = standing
        tables = {**small_dataset.tables, "readings": readings}
        changed = analysis.Dataset(
            tables,
            small_dataset.schema,
            small_dataset.clocks_by_id,
            small_dataset.references,
            small_dataset._bounds,
        )
        finding = found(changed, "date-against-readings", "lake-khasan:start", claimed="1938-07-29")
        assert finding.verdict == "supported"


@pytest.mark.parametrize(
    ("bears_out", "against", "turns_on", "short_of", "verdict"),
    [
        ("", "", "", "", "not-supported"),
        ("", "a", "", "", "contradicted"),
        ("", "a", "a choice", "", "contradicted"),
        ("a", "", "", "", "supported"),
        ("a", "", "a choice", "", "supported"),
        ("a", "", "", "a cause among several", "imprecise"),
        ("a", "b", "", "", "imprecise"),
        ("a", "b", "a choice", "", "depends"),
    ],
)
def test_one_rule_weighs_what_was_read(bears_out, against, turns_on, short_of, verdict):
    assert weighed(bears_out.split(), against.split(), turns_on, short_of) == verdict


def test_the_claim_and_the_chapters_mean_the_same_surrenders_and_openings(dataset):
    assert set(dataset.claims.loc["precisely-three-months", "basis"]) == {*SURRENDERS, *OPENINGS}
    grid = three_months(dataset)
    assert len(grid) == 4 * 3 * 6
    assert grid.groupby("clock")["exact_by_date"].sum().to_dict() == {
        "berlin": 3,
        "chita": 6,
        "london": 3,
        "moscow": 0,
        "tokyo": 6,
        "washington": 9,
    }


def test_three_months_hold_by_date_in_27_of_72_combinations(small_dataset):
    finding = found(small_dataset, "months-apart", *SURRENDERS, *OPENINGS, claimed="3")
    assert finding.verdict == "depends"
    numbers = finding.numbers
    assert (numbers["combinations"], numbers["by_date"], numbers["to_minute"]) == (72, 27, 0)
    assert "27 of 72 combinations" in finding.reason


def test_the_term_of_yalta_is_kept_by_date_from_the_end_of_the_war_in_europe(small_dataset):
    finding = found(small_dataset, "term-kept", *SURRENDERS[1:], *OPENINGS[1:], claimed="3")
    assert (finding.verdict, finding.numbers["kept"]) == ("supported", 36)
    finding = found(small_dataset, "term-kept", *SURRENDERS, *OPENINGS[1:], claimed="3")
    assert finding.verdict == "depends"
    assert finding.numbers["decided_by"] == ["surrender"]


def test_neither_the_first_nor_the_only_action(small_dataset):
    first = found(small_dataset, "earlier-battles", "august-storm")
    assert (first.verdict, first.numbers) == ("contradicted", {"battles_before_1945": 2})
    only = found(small_dataset, "actions-of-the-war", "august-storm")
    assert only.verdict == "contradicted"
    assert "“Battle of Lake Khasan” and “Battle of Khalkhin Gol”" in only.reason


def test_the_war_of_1939_was_not_declared(small_dataset):
    finding = found(small_dataset, "no-declaration", "khalkhin-gol")
    assert (finding.verdict, finding.numbers) == ("supported", {"declarations": 0})


def test_an_area_counts_when_an_event_of_the_war_reached_it(small_dataset):
    assert found(small_dataset, "area-reached", "first-crossing").verdict == "supported"
    assert found(small_dataset, "area-reached", "nagasaki").verdict == "not-supported"


@pytest.mark.parametrize(
    ("claimed", "verdict"),
    [
        ("張鼓峰事件; Chōkohō Jiken", "supported"),
        ("Chokoho jiken", "imprecise"),
        ("張鼓峰事件; Nomonhan", "imprecise"),
        ("Nomonhan", "contradicted"),
    ],
)
def test_names_are_compared_letter_for_letter(small_dataset, claimed, verdict):
    assert found(small_dataset, "names-in-record", "lake-khasan", claimed=claimed).verdict == (
        verdict
    )


def test_nothing_is_supported_by_no_count_at_all(small_dataset):
    finding = found(small_dataset, "incidents-a-month", "frontier-year")
    assert finding.verdict == "not-supported"


# The whole record.


def test_every_claim_of_the_article_gets_a_verdict_and_a_reason(dataset):
    claims = judge(dataset)
    assert len(claims) == len(dataset.claims) >= 25
    assert list(claims["position"]) == sorted(claims["position"])
    assert not claims["verdict"].isin(["computed", ""]).any()
    assert set(claims["verdict"]) <= {
        "supported",
        "contradicted",
        "depends",
        "imprecise",
        "not-supported",
    }
    assert (claims["reason"] != "").all()
    assert not claims["rewrite"].str.contains(r"[{}]").any()
    assert analysis.judge is judge


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        ("span-start-1938", "contradicted"),
        ("khasan-start", "supported"),
        ("pact-date", "supported"),
        ("khasan-end", "supported"),
        ("conflicts-frequent", "supported"),
        ("entry-in-term", "supported"),
        ("began-8-august", "contradicted"),
        ("began-8-august-again", "contradicted"),
        ("german-surrender-8-may", "depends"),
        ("initial-action", "contradicted"),
        ("only-action", "contradicted"),
        ("precisely-three-months", "depends"),
        ("between-the-bombs", "supported"),
        ("hiroshima-date", "supported"),
        ("nagasaki-date", "supported"),
    ],
)
def test_verdicts_on_the_article(dataset, claim, verdict):
    judged = judge_claim(dataset, claim)
    assert (judged["verdict"], judged["computed"]) == (verdict, True)


def test_earlier_clashes_are_counted_once_as_a_whole(dataset):
    clashes = clashes_before(dataset, "lake-khasan")
    assert "jinchangkou-incident" in clashes.index
    assert "jinchangkou-mutiny" not in clashes.index
    assert judge_claim(dataset, "span-start-1938")["numbers"]["clashes_before"] == len(clashes)


def test_no_argued_verdict_is_typed_against_its_evidence(dataset):
    argued = dataset.claims[dataset.claims["verdict"] != "computed"]
    for row in argued.itertuples():
        found = weighed(row.bears_out, row.speaks_against, row.turns_on, row.short_of)
        assert found == row.verdict, row.id


def test_a_verdict_follows_the_record_and_not_the_row(dataset):
    grid = dataset.sensitivity(
        starts=SURRENDERS,
        ends=OPENINGS,
        clocks=["berlin", "london", "moscow", "washington", "tokyo", "chita"],
    )
    numbers = judge_claim(dataset, "precisely-three-months")["numbers"]
    assert numbers["combinations"] == len(grid)
    assert numbers["by_date"] == grid["exact_by_date"].sum()


def test_the_vocabulary_of_computations_is_the_register(dataset):
    terms = dataset.vocabularies.query("vocabulary == 'computation'")["term"]
    assert set(terms) == set(COMPUTATIONS)


def test_every_computation_judges_a_claim(dataset):
    assert set(COMPUTATIONS) == set(dataset.claims["computation"]) - {""}


def test_a_computation_that_lacks_its_event_fails_loudly(dataset):
    claims = dataset.claims.copy()
    claims.at["hiroshima-date", "basis"] = ("trinity",)
    tables = {**dataset.tables, "claims": claims}
    broken = analysis.Dataset(
        tables, dataset.schema, dataset.clocks_by_id, dataset.references, dataset._bounds
    )
    with pytest.raises(ClaimError, match="hiroshima-date: date-on-own-clock: unknown event"):
        judge_claim(broken, "hiroshima-date")


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ("some_day", "'some_day': expected one of calendar, date"),
        ("day trinity tokyo", "unknown event 'trinity'"),
        ("day hiroshima mars", "unknown clock 'mars'"),
        ("elapsed hiroshima", "missing 1 required positional argument: 'end'"),
    ],
)
def test_a_rewrite_that_asks_for_what_there_is_not_fails_loudly(dataset, asked, message):
    claims = dataset.claims.copy()
    claims.at["hiroshima-date", "rewrite"] = f"On {{{asked}}}."
    broken = analysis.Dataset(
        {**dataset.tables, "claims": claims},
        dataset.schema,
        dataset.clocks_by_id,
        dataset.references,
        dataset._bounds,
    )
    with pytest.raises(ClaimError) as error:
        judge_claim(broken, "hiroshima-date")
    assert str(error.value).startswith(f"hiroshima-date: rewrite: {{{asked}}}: ")
    assert message in str(error.value)


def test_a_rewrite_is_told_by_the_record_and_by_the_computation(dataset):
    def rewrite(claim):
        return judge_claim(dataset, claim)["rewrite"].replace("\u00a0", " ")

    assert "entered the war 91 days after the German surrender took" in rewrite("entry-in-term")
    assert rewrite("khalkhin-1939") == "It lasted from 11 May to 16 September 1939."
    assert "holds in 27 of 72 combinations by date" in rewrite("precisely-three-months")


def test_no_sentence_of_a_verdict_has_a_key_of_the_record(dataset):
    keys = set(dataset.events["id"]) | set(dataset.places["id"]) | set(dataset.clocks_by_id)
    keys |= set(dataset.references) | set(dataset.claims["id"])
    for claim in judge(dataset).itertuples():
        sentences = " ".join(filter(None, (claim.reason, claim.argument, claim.rewrite)))
        words = set(re.findall(r"[\w:/-]+", sentences))
        # A boundary is a key too: event:start.
        assert {word.rpartition(":")[0] or word for word in words} & keys == set(), claim.id


def test_claims_are_a_table_that_can_be_printed(dataset):
    claims = judge(dataset)
    assert isinstance(claims, pd.DataFrame)
    assert claims.index[0] == claims["id"].iloc[0]
