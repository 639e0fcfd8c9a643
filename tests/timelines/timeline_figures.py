"""Figures to test on, from days and hours of 1938 to 1945."""

from __future__ import annotations

import pandas as pd

from historical_time.clocks import Clock
from timelines import LossesChart, ReadingsForest, Timeline

COLUMNS = "id name lane extent start start_time end end_time clock".split()
CLOCKS = {
    clock.id: clock
    for clock in (
        Clock.iana("moscow", "Europe/Moscow", "Moscow"),
        Clock.iana("chita", "Asia/Chita", "Transbaikal (Chita)"),
        Clock.iana("tokyo", "Asia/Tokyo", "Tokyo"),
        Clock.fixed("act-cet", 60, "the surrender act (UTC+1)"),
    )
}


def table(*rows: tuple) -> pd.DataFrame:
    events = pd.DataFrame([[*row, *[""] * (len(COLUMNS) - len(row))] for row in rows])
    events.columns = COLUMNS
    events["sources"] = [("coox-1985", "grebennik-1978")] * len(events)
    return events


def lake_khasan() -> Timeline:
    k, d, a = "lake-khasan", "diplomacy", "aftermath"
    return Timeline(
        table(
            ("dig-in", "Border guards dig in", k, "instant", "[1938-07-08,1938-07-09,1938-07-11]"),
            (k, "Battle of Lake Khasan", k, "period", "1938-07-29", "", "1938-08-11"),
            ("first", "First clash", k, "period", "1938-07-29", "", "1938-07-29"),
            ("night", "Night attack on both hills", k, "period", "1938-07-31", "", "1938-07-31"),
            ("counter", "Soviet counter-attack", k, "period", "1938-08-06", "", "1938-08-09"),
            ("truce", "Truce agreed in Moscow", d, "instant", "1938-08-10"),
            ("talks", "Boundary commission talks", d, "period", "1938-08-11"),
            ("recall", "Blyukher relieved", a, "instant", "1938-09~"),
            ("guard", "Troops face each other", a, "period", "1938-08-13~", "", ".."),
        ),
        title="Lake Khasan by day",
        highlight=[k],
        reference_lines=[("1938-08-04", "Litvinov meets Shigemitsu")],
        background=[("1938-07-31", "1938-08-11", "Hills in dispute")],
    )


def august_events() -> pd.DataFrame:
    d, m, j = "diplomacy", "manchuria", "japan"
    return table(
        ("hiroshima", "Hiroshima", j, "instant", "1945-08-06", "08:15", "", "", "tokyo"),
        ("declaration-read", "Declaration", d, "instant", "1945-08-08", "17:00", "", "", "moscow"),
        ("state-of-war", "State of war", d, "instant", "1945-08-09", "00:00", "", "", "chita"),
        ("first-crossing", "Crossing", m, "instant", "1945-08-09", "00:10", "", "", "chita"),
        ("nagasaki", "Nagasaki", j, "instant", "1945-08-09", "11:02", "", "", "tokyo"),
        ("offer", "Offer to surrender", d, "instant", "1945-08-10", "", "", "", "tokyo"),
        ("storm", "August Storm", m, "period", "1945-08-09", "00:10", "1945-09-02", "", "chita"),
        ("broadcast", "Broadcast", j, "instant", "1945-08-15", "12:00", "", "", "tokyo"),
    )


def august() -> Timeline:
    return Timeline(
        august_events(),
        clock="moscow",
        second_clock="chita",
        clocks=CLOCKS,
        span=("1945-08-06", "1945-08-15"),
        title="Ten days in August 1945",
    )


def whole_span() -> Timeline:
    f, k, g = "frontier", "lake-khasan", "khalkhin-gol"
    return Timeline(
        table(
            ("aigun", "Treaty of Aigun", f, "instant", "1858-05-28"),
            ("peking", "Convention of Peking", f, "instant", "1860-11-14"),
            ("manchukuo", "Manchukuo proclaimed", f, "instant", "1932-03-01"),
            ("incidents", "Frontier incidents", f, "period", "1932", "", "1938-07"),
            (k, "Lake Khasan", k, "period", "1938-07-29", "", "1938-08-11"),
            (g, "Khalkhin Gol", g, "period", "1939-05-11", "", "1939-09-16"),
            ("storm", "August Storm", "manchuria", "period", "1945-08-09", "", "1945-09-02"),
        ),
        breaks=[("1862", "1930")],
    )


def losses() -> LossesChart:
    figures = pd.DataFrame(
        [
            ("k93", "ussr", "killed", 6515, 6831, "men", "Krivosheev", 1993),
            ("k09", "ussr", "killed", 9703, 9703, "men", "Krivosheev and others", 2009),
            ("coox", "japan", "killed", 8629, 8629, "men", "Coox", 1985),
            ("claim", "japan", "killed", 25000, None, "men", "Soviet claim", 1946),
            ("most", "japan", "killed", None, 61000, "men", "Kolomiets", 2002),
        ],
        columns="id party measure low high unit said_by year".split(),
    )
    figures["sources"] = [("some-key",)] * len(figures)
    return LossesChart(figures, title="Killed at Khalkhin Gol")


def karlshorst() -> ReadingsForest:
    event = pd.Series(
        {
            "id": "karlshorst-signing",
            "name": "Signing at Karlshorst",
            "lane": "europe",
            "extent": "instant",
            "start": "1945-05-09",
            "start_time": "00:43",
            "end": "",
            "clock": "moscow",
            "sources": ("zhukov-1969",),
        }
    )
    readings = pd.DataFrame(
        [
            ("karlshorst-signing", "start", "1945-05-09", "00:16", "", "taz"),
            ("karlshorst-signing", "start", "1945-05-08", "22:45~", "act-cet", "Plaque"),
            ("karlshorst-signing", "start", "1945-05-08", "", "act-cet", "No hour given"),
            ("reims-signing", "start", "1945-05-07", "02:41", "", "Another event"),
        ],
        columns="event boundary date time clock said_by".split(),
    )
    readings["sources"] = [("a-key",)] * len(readings)
    return ReadingsForest(event, readings, clock="moscow", clocks=CLOCKS)


FIGURES = {
    "lake_khasan": lake_khasan,
    "august": august,
    "whole_span": whole_span,
    "losses": losses,
    "karlshorst": karlshorst,
}
