"""What the sources give both sides in the three battles, arm by arm."""

from __future__ import annotations

import pandas as pd

from historical_record.dataset import Dataset

__all__ = ["ARMS", "BATTLES", "certainly_stronger", "strengths"]

BATTLES = {
    "lake-khasan": "Lake Khasan, August 1938",
    "khalkhin-gol-august": "Khalkhin Gol, August 1939",
    "august-storm": "Manchuria, August 1945",
}
ARMS = {"men": "Men", "guns": "Guns", "tanks": "Tanks", "aircraft": "Aircraft"}
_SCOPES = ("", "at the opening", "late August", "mid-August", "6-10 August")
_WITH = {"ussr-mongolia": "ussr", "japan-manchukuo": "japan"}
# An arm by another name, and what the unit of a row counts that is only a part of the arm.
_TANKS = "august-storm-ussr-strength-jawiki-tanks-1"
_PARTS = ("self-propelled guns", "Rocket launchers", "Japanese guns of 100 mm and above")


def strengths(dataset: Dataset) -> pd.DataFrame:
    """The statements on a side's whole strength in a battle, as `order_of_battle` asks.

    Columns of `dataset.figures`, and ``battle``, ``arm``, ``side``, in the order of `BATTLES` and
    `ARMS`; Mongolian and Manchukuo troops are counted where a source counts them in. The last
    campaign's tanks are with the self-propelled guns, as the one source has them.
    """
    figures = dataset.figures
    unit = figures["unit"].mask(figures["id"] == _TANKS, "tanks")
    side = figures["party"].replace(_WITH)
    kept = (
        (figures["measure"] == "strength")
        & (figures["evidence"] != "recalled")
        & figures["event"].isin(list(BATTLES))
        & unit.isin(list(ARMS))
        & side.isin(["japan", "ussr"])
        & figures["scope"].isin([*_SCOPES, dataset.label("lane", "manchuria")])
        & ~figures["definition"].isin(_PARTS)
    )
    chosen = figures[kept].assign(
        battle=figures["event"].map(BATTLES), arm=unit.map(ARMS), side=side
    )
    place = [list(BATTLES.values()), list(ARMS.values())]
    order = chosen["battle"].map(place[0].index) * len(ARMS) + chosen["arm"].map(place[1].index)
    chosen = chosen.iloc[order.argsort(kind="stable")]
    for carried in ("labels", "hues"):
        told = figures.attrs[carried]
        chosen.attrs[carried] = {**told, "side": told["party"]}
    return chosen


def certainly_stronger(strong: pd.DataFrame, side: str) -> tuple[int, int]:
    """In how many comparisons every number of a side is over every other's, and of how many."""
    wins = total = 0
    for _, rows in strong.groupby(["battle", "arm"], sort=False):
        own, other = rows[rows["side"] == side], rows[rows["side"] != side]
        if own.empty or other.empty:
            continue
        total += 1
        wins += bool(own["low"].fillna(0).min() > other["high"].fillna(float("inf")).max())
    return wins, total
