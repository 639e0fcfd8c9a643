"""The rules of the record stated a second time, plainly and slowly, to judge the checks by.

Nothing here uses the checking code: a record in which the checks find no problem is put to these
statements as well.
"""

import datetime as dt
import re

PLAIN_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
TIME = re.compile(r"\d\d:\d\d(:\d\d)?(~|/\d\d:\d\d(:\d\d)?)?")


def broken_rules(tables, schema, entries):
    """What breaks a rule, in words; ``tables`` are lists of rows, ``schema`` the descriptor."""
    yield from _columns(tables, schema)
    yield from _events(tables)
    yield from _figures_and_places(tables)
    yield from _errata(tables)
    keys = {row["key"] for row in tables["sources"]}
    if keys != set(entries):
        yield f"sources and entries differ: {keys ^ set(entries)}"


def _columns(tables, schema):
    for resource in schema["resources"]:
        rows = tables[resource["name"]]
        for column in resource["schema"]["fields"]:
            name, rules = column["name"], column.get("constraints", {})
            values = [row[name] for row in rows]
            given = [value for value in values if value]
            where = f"{resource['name']}.{name}"
            if rules.get("required") and len(given) < len(values):
                yield f"{where}: blank"
            if "enum" in rules and not set(given) <= set(rules["enum"]):
                yield f"{where}: not in the enum"
            if rules.get("unique") and len(set(given)) < len(given):
                yield f"{where}: not unique"
            if any(value != value.strip() or "\n" in value or "\t" in value for value in given):
                yield f"{where}: white space"
            if column.get("refers"):
                table, key = column["refers"].split(".")
                ids = {row[key] for row in tables[table]}
                used = {i for v in given for i in (v.split("; ") if "separator" in column else [v])}
                if not used <= ids:
                    yield f"{where}: unknown {used - ids}"


def _events(tables):
    events = {row["id"]: row for row in tables["events"]}
    for row in events.values():
        name = row["id"]
        if row["extent"] == "instant" and (row["end"] or row["end_time"]):
            yield f"{name}: an instant with an end"
        for date, time in ((row["start"], row["start_time"]), (row["end"], row["end_time"])):
            if time and not (date and TIME.fullmatch(time) and int(time[:2]) < 24):
                yield f"{name}: time {time!r} with date {date!r}"
            if PLAIN_DAY.fullmatch(date):
                try:
                    day = dt.date.fromisoformat(date)
                except ValueError:
                    yield f"{name}: no such day as {date}"
                    continue
                if day.day == 1 and not row["date_note"]:
                    yield f"{name}: first of a month without a note"
        if _day(row["end"]) and _day(row["start"]) and _day(row["end"]) < _day(row["start"]):
            yield f"{name}: ends before it starts"
        parent = events.get(row["parent"])
        same_clock = parent and row["clock"] == parent["clock"]
        if same_clock and not row["outside_parent"]:
            first, last = _day(parent["start"]), _day(parent["end"])
            if first and _day(row["start"]) and _day(row["start"]) < first:
                yield f"{name}: before its parent"
            if last and _day(row["end"]) and _day(row["end"]) > last:
                yield f"{name}: after its parent"
        seen, above = {name}, row["parent"]
        while above:
            if above in seen:
                yield f"{name}: inside itself"
                break
            seen.add(above)
            above = events[above]["parent"] if above in events else ""
        if row["evidence"] == "read" and not row["sources"]:
            yield f"{name}: read in no source"
    for row in tables["readings"]:
        event = events.get(row["event"])
        if event and event["extent"] == "instant" and row["boundary"] == "end":
            yield f"{row['event']}: reading of the end of an instant"
        if event and event["evidence"] == "recalled" and row["evidence"] == "read":
            yield f"{row['event']}: a recalled reading is preferred"
        if row["standing"] == "likelier":
            yield f"{row['event']}: a reading held to be right is not preferred"
        if row["of"] and (row["standing"] != "other-matter" or row["of"] == row["event"]):
            yield f"{row['event']}: of {row['of']!r}, and {row['standing']}"
    for name in ("events", "readings", "figures", "clauses"):
        for row in tables[name]:
            if row["evidence"] == "recalled" and not row["searches"]:
                yield f"{name}: recalled, and nobody looked"


def _figures_and_places(tables):
    for row in tables["figures"]:
        numbers = [float(row[end]) for end in ("low", "high") if row[end]]
        if not numbers or numbers != sorted(numbers) or numbers[0] < 0:
            yield f"{row['id']}: {row['low']!r} to {row['high']!r}"
    for row in tables["places"]:
        if not (-90 <= float(row["lat"]) <= 90 and -180 <= float(row["lon"]) <= 180):
            yield f"{row['id']}: nowhere on earth"
        if not float(row["radius_km"]) > 0:
            yield f"{row['id']}: radius"


def _errata(tables):
    gone = {(row["table"], row["id"]) for row in tables["withdrawn"]}
    used = {(name, next(iter(row.values()))) for name, rows in tables.items() for row in rows}
    if gone & used:
        yield f"withdrawn and in use: {gone & used}"
    for row in tables["withdrawn"]:
        if row["instead"] and (row["table"], row["instead"]) not in gone | used:
            yield f"{row['id']}: nothing is {row['instead']}"
    now = {(row["table"], row["row"], row["column"]): row["now"] for row in tables["corrections"]}
    for (name, of, column), value in now.items():
        held = [row[column] for row in tables[name] if row.get("id") == of]
        if held not in ([value], []):
            yield f"{name} {of}: {held} and not {value} as corrected"


def _day(text):
    return text if PLAIN_DAY.fullmatch(text) else ""
