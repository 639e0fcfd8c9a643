"""Claims judged by counting: battles, deaths, incidents, areas, features, names."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

import numpy as np
import pandas as pd

from analysis.claims.finding import Claim, Finding, by_share, sentence
from analysis.claims.frontier import LOCATED_KM, on_the_frontier
from historical_record.dataset import Dataset
from historical_record.verdicts import CONTRADICTED, IMPRECISE, NOT_SUPPORTED, SUPPORTED
from historical_time.date_words import edtf_text
from historical_time.edtf import parse_edtf
from historical_time.words import cardinal_text, count_text, list_text, number_text, share_text

_CLASHES = ("incident", "battle", "action", "air-raid")
_DEATHS = ("killed", "missing", "killed-and-missing", "deaths", "battle-deaths", "irrecoverable")
_SIDES = ({"ussr", "mongolia"}, {"japan", "manchukuo"})
_FRONTIER_LANES = ("frontier", "lake-khasan", "khalkhin-gol")
_DECLARATION_OF_WAR = r"declar\w* (?:of )?war|state of war"


def clashes_before(dataset: Dataset, event: str) -> pd.DataFrame:
    """The incidents and battles between the two sides that were over before an event began.

    The outermost only: what lies within another of them is not counted again.
    """
    events = dataset.events
    clashes = _clashes(events)
    return _outermost(events, clashes[clashes["end_latest"] < events.at[event, "start_earliest"]])


def earlier_deaths(dataset: Dataset, claim: Claim) -> Finding:
    """Whether nobody is counted dead in a clash between the two sides before the year claimed.

    The clashes are the incidents and battles that started before the year; dead or missing are
    figures above nought. How many clashes came before the last event of the basis is told as well.
    """
    year = parse_edtf(claim.claimed).first_named
    events = dataset.events
    clashes = _clashes(events)
    before = clashes[clashes["start_latest"].dt.date < year]
    figures = dataset.figures
    deadly = figures[
        figures["measure"].isin(_DEATHS)
        & (figures["evidence"] != "recalled")
        & figures["event"].isin(before["id"])
        & (figures["low"].fillna(figures["high"]) > 0)
    ]
    fatal = before[before["id"].isin(deadly["event"])].sort_values("start_earliest")
    battle = claim.basis[-1]
    earlier = len(clashes_before(dataset, battle))
    numbers: dict[str, object] = {"clashes_before": earlier, "deadly_before": len(fatal)}
    if fatal.empty:
        return Finding(SUPPORTED, f"No clash before {year.year} has a figure of dead.", numbers)
    first = fatal.iloc[0]
    numbers["first_deadly_year"] = first["start_earliest"].year
    reason = (
        f"{earlier} recorded clashes were over before “{events.at[battle, 'name']}”, and "
        f"{cardinal_text(len(fatal))} that start before {year.year} have dead or missing; the "
        f"first of these is “{first['name']}”, {edtf_text(parse_edtf(first['start']))}."
    )
    return Finding(CONTRADICTED, reason, numbers)


def earlier_battles(dataset: Dataset, claim: Claim) -> Finding:
    """Whether no battle between the Soviet Union and Japan ended before the last basis event."""
    events = dataset.events
    start = events.at[claim.basis[-1], "start_earliest"]
    battles = events[
        (events["kind"] == "battle")
        & events["parties"].map({"ussr", "japan"}.issubset)
        & (events["end_latest"] < start)
    ]
    outermost = _outermost(events, battles)
    names = _quoted(outermost.sort_values("start_earliest")["name"])
    numbers = {"battles_before_1945": len(outermost)}
    if outermost.empty:
        return Finding(SUPPORTED, "The record has no earlier battle between the two.", numbers)
    return Finding(CONTRADICTED, f"Earlier battles between the two: {names}.", numbers)


def actions_of_the_war(dataset: Dataset, claim: Claim) -> Finding:
    """Whether there was one military action only: no battle before, no second operation."""
    before = earlier_battles(dataset, claim)
    events = dataset.events
    war = events[events["kind"] == "war"]
    wars = [name for name in _ancestors(events, claim.basis[-1]) if name in war.index]
    operations = events[(events["kind"] == "operation") & events["parent"].isin(wars)]
    numbers = {**before.numbers, "operations_1945": len(operations)}
    more = before.verdict == CONTRADICTED or len(operations) > 1
    reason = before.reason
    if len(operations) > 1:
        names = _quoted(operations.sort_values("start_earliest")["name"])
        reason += f" The war itself had {count_text(len(operations), 'operation')}: {names}."
    return Finding(CONTRADICTED if more else SUPPORTED, reason, numbers)


def no_declaration(dataset: Dataset, claim: Claim) -> Finding:
    """Whether no declaration of war between the two sides lies within the basis event."""
    events = dataset.events
    battle = events.loc[claim.basis[0]]
    inside = events[
        (events["kind"] == "declaration")
        & events["name"].str.contains(_DECLARATION_OF_WAR, case=False)
        & (events["start_earliest"] >= battle["start_earliest"])
        & (events["start_latest"] <= battle["end_latest"])
    ]
    found = _between_the_sides(inside)
    count = count_text(len(found), "declaration")
    reason = (
        f"The record has {count} of war between the two sides within “{battle['name']}”; "
        "the silence of a record is the evidence."
    )
    return Finding(CONTRADICTED if len(found) else SUPPORTED, reason, {"declarations": len(found)})


def area_reached(dataset: Dataset, claim: Claim) -> Finding:
    """Whether an event of the basis was a part of the war and did not start before its opening.

    Imprecise when only recalled rows say so.
    """
    events = dataset.events
    opening = events.at["first-crossing", "start_earliest"]
    rows = events.loc[[event for event in claim.basis if event != "august-storm"]]
    in_war = ["soviet-japanese-war" in _ancestors(events, event) for event in rows["id"]]
    inside = rows[np.array(in_war, dtype=bool) & (rows["start_latest"] >= opening)]
    read = inside[inside["evidence"] != "recalled"]
    names = _quoted((inside if read.empty else read)["name"])
    numbers = {"operations": len(inside), "read": len(read)}
    if len(read):
        return Finding(SUPPORTED, f"Part of the war and read in a source: {names}.", numbers)
    if len(inside):
        return Finding(IMPRECISE, f"Part of the war, but only recalled: {names}.", numbers)
    return Finding(NOT_SUPPORTED, "No event of the war in the record reaches the area.", numbers)


def clashes_on_the_frontier(dataset: Dataset, claim: Claim) -> Finding:
    """Whether the clashes of 1932 to 1939 lie on the frontier of Manchukuo.

    A clash lies there when its place does, by `analysis.claims.frontier`; a place of a larger
    radius than `LOCATED_KM` is left out, and so is what lies within another of the clashes. Nine
    in ten must for support, half for an imprecise statement.
    """
    events, places = dataset.events, dataset.places
    years = events["start_earliest"].dt.year
    clashes = events[
        events["kind"].isin(_CLASHES)
        & events["lane"].isin(_FRONTIER_LANES)
        & years.between(1932, 1939)
        & (events["place"] != "")
    ]
    located = places.loc[_outermost(events, clashes)["place"]]
    located = located[located["radius_km"] <= LOCATED_KM]
    near = sum(on_the_frontier(dataset, located))
    share = near / len(located) if len(located) else 0.0
    verdict = SUPPORTED if share >= 0.9 else IMPRECISE if share >= 0.5 else CONTRADICTED
    those = share_text(int(near), len(located), "clash", "clashes")
    reason = sentence(f"{those} with a place lie on the frontier of Manchukuo")
    return Finding(verdict, reason, {"clashes": len(located), "on_the_frontier": int(near)})


def incidents_a_month(dataset: Dataset, claim: Claim) -> Finding:
    """Whether each count of incidents on the basis events comes to one a month or more.

    A count is judged when it was read and its ``scope`` is an EDTF date or interval of one or
    more whole years. Counts of different authors are never joined; of several things that one
    author counted over the same years the largest stands for them, as the others are classes.
    """
    figures = dataset.figures
    counts = figures[
        (figures["measure"] == "count")
        & (figures["unit"] == "incidents")
        & (figures["evidence"] == "read")
        & figures["event"].isin(claim.basis)
    ]
    stated = counts["low"].fillna(counts["high"]).astype(float)
    series = stated.groupby([counts["event"], counts["said_by"], counts["scope"]], sort=False).max()
    months = [_months(scope) for _, _, scope in series.index]
    rates = [most / of for most, of in zip(series, months, strict=True) if of]
    frequent = sum(rate >= 1 for rate in rates)
    numbers: dict[str, object] = {
        "series": cardinal_text(len(rates)),
        "one_a_month_or_more": frequent,
    }
    if not rates:
        return Finding(NOT_SUPPORTED, "The record has no count over whole years.", numbers)
    reason = sentence(
        f"{share_text(frequent, len(rates), 'count')} over whole years come to one a month or "
        f"more; the lowest to {number_text(round(min(rates), 1))}, the highest to "
        f"{number_text(round(max(rates), 1))}"
    )
    return Finding(by_share(frequent, len(rates)), reason, numbers)


def treaty_similarity(dataset: Dataset, claim: Claim) -> Finding:
    """Whether most features of the two treaties are the same or similar.

    Supported from three quarters, contradicted up to a quarter, imprecise between.
    """
    relations = dataset.comparison["relation"]
    alike, same = int(relations.isin(["same", "similar"]).sum()), int((relations == "same").sum())
    share = alike / len(relations) if len(relations) else 0.0
    verdict = SUPPORTED if share >= 0.75 else CONTRADICTED if share <= 0.25 else IMPRECISE
    reason = (
        f"Of {number_text(len(relations))} features compared {cardinal_text(same)} are the same "
        f"and {cardinal_text(alike - same)} similar; the others differ or stand in one treaty only."
    )
    numbers = {
        "pact_same_count": cardinal_text(alike),
        "pact_feature_count": cardinal_text(len(relations)),
        "same": same,
        "similar": alike - same,
    }
    return Finding(verdict, reason, numbers)


def names_in_record(dataset: Dataset, claim: Claim) -> Finding:
    """Whether the names claimed stand among the names of the basis, letter for letter.

    Imprecise when one does so only without its tone marks, long vowels and capitals.
    """
    names = dataset.names
    of_basis = names[names["subject"].isin(claim.basis) | names["id"].isin(claim.basis)]
    forms = set(of_basis["name"]) | set(of_basis["transliteration"]) - {""}
    forms |= set(dataset.events.loc[[b for b in claim.basis if b in dataset.events.index], "name"])
    plain = {_plain(form) for form in forms}
    claimed = claim.claimed.split("; ")
    exact = [name for name in claimed if name in forms]
    loose = [name for name in claimed if name not in forms and _plain(name) in plain]
    missing = [name for name in claimed if name not in (*exact, *loose)]
    numbers = {"names": len(claimed), "found": len(exact), "found_loosely": len(loose)}
    if missing:
        reason = f"Not among the names read: {list_text(missing)}."
        return Finding(CONTRADICTED if len(missing) == len(claimed) else IMPRECISE, reason, numbers)
    reason = f"The record has {list_text([*exact, *loose])}."
    return Finding(IMPRECISE if loose else SUPPORTED, reason, numbers)


def _quoted(names: Iterable[str]) -> str:
    return list_text(f"“{name}”" for name in names)


def _clashes(events: pd.DataFrame) -> pd.DataFrame:
    return _between_the_sides(events[events["kind"].isin(["incident", "battle"])])


def _between_the_sides(events: pd.DataFrame) -> pd.DataFrame:
    both = events["parties"].map(lambda of: all(not side.isdisjoint(of) for side in _SIDES))
    return events[both.astype(bool)]


def _outermost(events: pd.DataFrame, chosen: pd.DataFrame) -> pd.DataFrame:
    """Those of the chosen events that lie within none of the others."""
    ids = set(chosen["id"])
    inner = [not ids.isdisjoint(_ancestors(events, event)[1:]) for event in chosen["id"]]
    return chosen[~np.array(inner, dtype=bool)]


def _ancestors(events: pd.DataFrame, event: str) -> list[str]:
    found = [event]
    while parent := events.at[found[-1], "parent"]:
        found.append(parent)
    return found


def _months(scope: str) -> int:
    try:
        bounds = parse_edtf(scope)
    except ValueError:
        return 0
    first, last = bounds.start_earliest, bounds.end_latest
    if first is None or last is None:
        return 0
    whole = (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)
    return 12 * (last.year - first.year + 1) if whole else 0


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFD", text.casefold())
    return "".join(letter for letter in letters if letter.isalnum())
