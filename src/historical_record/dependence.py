"""Which sources depend on each other, and how many independent roots a number has.

A number that ten pages print may come from one book. `sources.rests_on` names what a source copies
or follows; walking it to the end gives the source's roots, and sources with an origin in common
count once. This is the stemma of textual criticism kept to its simplest rule: agreement in
dependent witnesses is no second testimony. Dependence is recorded for a source as a whole, so a
figure's own root may be fewer; a root that was never read stands as a root all the same.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

import pandas as pd

__all__ = [
    "independent_sources",
    "origins_of",
    "roots_of",
    "roots_table",
    "spread_table",
    "streams",
]

Origins = Mapping[str, frozenset[str]]
_THING = ["event", "party", "measure"]


def origins_of(sources: pd.DataFrame) -> dict[str, frozenset[str]]:
    """Each source with everything it rests on, itself included: ``{key: keys}``."""
    rests = dict(zip(sources["key"], sources["rests_on"], strict=True))
    return {key: _walked(key, rests) for key in rests}


def roots_of(sources: pd.DataFrame) -> dict[str, tuple[str, ...]]:
    """The ends of each source's chain, in order; a source that rests on nothing is its own root.

    Sources that only rest on each other have no end; then all of them are roots.
    """
    rests = dict(zip(sources["key"], sources["rests_on"], strict=True))
    found = {}
    for key, origins in origins_of(sources).items():
        ends = sorted(origin for origin in origins if not rests.get(origin, ()))
        found[key] = tuple(ends or sorted(origins))
    return found


def independent_sources(cited: Iterable[str], origins: Origins) -> int:
    """How many groups ``cited`` falls into when sources with an origin in common are one."""
    groups: list[frozenset[str]] = []
    for key in cited:
        joined = origins[key]
        apart = []
        for group in groups:
            if group.isdisjoint(joined):
                apart.append(group)
            else:
                joined |= group
        groups = [*apart, joined]
    return len(groups)


def roots_table(figures: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """The roots that carry these figures, the heaviest first.

    Columns: ``root``; ``figures``, how many rest on it; ``alone``, how many on nothing else;
    ``through``, the other cited sources through which it came, in order; ``evidence``, whether the
    root itself was read.
    """
    roots = roots_of(sources)
    evidence = dict(zip(sources["key"], sources["evidence"], strict=True))
    carrying: Counter[str] = Counter()
    alone: Counter[str] = Counter()
    through: dict[str, set[str]] = defaultdict(set)
    for cited in figures["sources"]:
        carried = {root for key in cited for root in roots[key]}
        carrying.update(carried)
        alone.update(carried if len(carried) == 1 else ())
        for root in carried:
            through[root] |= {key for key in cited if root in roots[key]} - {root}
    table = [
        (root, carrying[root], alone[root], tuple(sorted(through[root])), evidence[root])
        for root in sorted(carrying, key=lambda root: (-carrying[root], root))
    ]
    return pd.DataFrame(table, columns=["root", "figures", "alone", "through", "evidence"])


def streams(figures: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """How many of these figures pass from each root to each source that prints them.

    Columns ``source``, ``root`` and ``figures``, the heaviest first; a figure that cites several
    sources, or a source that has several roots, is in several rows.
    """
    roots = roots_of(sources)
    counted = Counter(
        (key, root) for cited in figures["sources"] for key in cited for root in roots[key]
    )
    rows = sorted((-number, *pair) for pair, number in counted.items())
    table = [(source, root, -number) for number, source, root in rows]
    return pd.DataFrame(table, columns=["source", "root", "figures"])


def spread_table(figures: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """For each event, party and measure: how far the statements lie apart, and on how many roots.

    Columns: ``event, party, measure``; ``statements``; ``lowest`` and ``highest`` number given;
    ``ratio`` of the two (not a number where the lowest is zero); ``cited``, the sources; and
    ``independent``, how many of these do not share an origin. Rows in order of first appearance.
    """
    origins = origins_of(sources)
    rows = []
    for thing, group in figures.groupby(_THING, sort=False):
        lows, highs = group["low"].fillna(group["high"]), group["high"].fillna(group["low"])
        cited = list(dict.fromkeys(key for keys in group["sources"] for key in keys))
        lowest, highest = float(lows.min()), float(highs.max())
        rows.append(
            dict(zip(_THING, thing, strict=True))
            | {
                "statements": len(group),
                "lowest": lowest,
                "highest": highest,
                "ratio": highest / lowest if lowest else float("nan"),
                "cited": len(cited),
                "independent": independent_sources(cited, origins),
            }
        )
    columns = [*_THING, "statements", "lowest", "highest", "ratio", "cited", "independent"]
    return pd.DataFrame(rows, columns=columns)


def _walked(key: str, rests: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    found, waiting = set(), [key]
    while waiting:
        current = waiting.pop()
        if current not in found:
            found.add(current)
            waiting += rests.get(current, ())
    return frozenset(found)
