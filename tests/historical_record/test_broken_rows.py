"""Each way in which a row can break a rule, and the message that must say so.

The rows are those of the real record, found by the ids that the contract fixes or taken as they
come, so that nothing here changes when rows are added.
"""

from dataclasses import dataclass, field, replace

import pytest

from historical_record.references import Reference
from historical_record.rules import check_record

LONG_QUOTE = " ".join(["word"] * 20)
DATED = {"kind": "dated", "attestation": "strong", "name": "Somewhere", "used_by": ""}


@dataclass(frozen=True)
class Broken:
    """A row changed (or, with ``like``, added as a copy), and the problem expected of it."""

    name: str
    table: str
    row: object  # an id, a position, or a condition on the row
    change: dict
    column: str
    message: str
    like: object = None
    also: tuple = field(default=())  # further (table, row, change), applied before


def event(name, row, change, column, message, **more):
    return Broken(name, "events", row, change, column, message, **more)


def is_(**wanted):
    return lambda row: all(row[column] == value for column, value in wanted.items())


EVENTS = [
    event("blank id", "hiroshima", {"id": ""}, "id", "blank: a value is required"),
    event("id with capitals", "hiroshima", {"id": "Hiroshima"}, "id", "not a slug"),
    event("id with two hyphens", "hiroshima", {"id": "hiro--shima"}, "id", "not a slug"),
    event("id twice", "nagasaki", {"id": "hiroshima"}, "id", "duplicate: id repeats the row of"),
    event("blank name", "hiroshima", {"name": ""}, "name", "blank: a value is required"),
    event("unknown kind", "hiroshima", {"kind": "bomb"}, "kind", "unknown kind 'bomb'"),
    event("unknown lane", "hiroshima", {"lane": "sea"}, "lane", "unknown lane 'sea'"),
    event("unknown extent", "hiroshima", {"extent": "day"}, "extent", "unknown extent 'day'"),
    event("no start", "hiroshima", {"start": ""}, "start", "blank: a value is required"),
    event("no such day", "hiroshima", {"start": "1945-02-29"}, "start", "1945-02-29"),
    event("date in words", "hiroshima", {"start": "6 August 1945"}, "start", "6 August 1945"),
    event("a season", "hiroshima", {"start": "1945-22"}, "start", "1945-22"),
    event(
        "interval as a start",
        "hiroshima",
        {"start": "1945-08-06/1945-08-07"},
        "start",
        "an interval: expected a single date",
    ),
    event("wrong century", "hiroshima", {"start": "2945-08-06"}, "start", "out of this history"),
    event(
        "time inside a date",
        "hiroshima",
        {"start": "1945-08-06T08:15:00"},
        "start",
        "a clock time in a date",
    ),
    event("time with a point", "hiroshima", {"start_time": "8.15"}, "start_time", "expected HH:MM"),
    event("hour 24", "hiroshima", {"start_time": "24:00"}, "start_time", "expected HH:MM"),
    event("minute 60", "hiroshima", {"start_time": "08:60"}, "start_time", "expected HH:MM"),
    event(
        "time range backwards",
        "hiroshima",
        {"start_time": "08:16/08:15"},
        "start_time",
        "the later time comes first",
    ),
    event(
        "time of a month",
        "hiroshima",
        {"start": "1945-08"},
        "start_time",
        "a time needs a whole day",
    ),
    event(
        "end of an instant",
        "hiroshima",
        {"end": "1945-08-06"},
        "end",
        "an instant has one boundary",
    ),
    event(
        "end time of an instant",
        "hiroshima",
        {"end_time": "09:00"},
        "end_time",
        "an instant has one boundary",
    ),
    event("end before start", "lake-khasan", {"end": "1938-07-01"}, "end", "end before start"),
    event(
        "end before start by the hour",
        "lake-khasan",
        {"end": "1938-07-29", "start": "1938-07-29", "start_time": "12:00", "end_time": "11:00"},
        "end",
        "end before start: expected not before 1938-07-29 12:00",
    ),
    event(
        "time of an unknown end",
        "lake-khasan",
        {"end": "", "end_time": "12:00"},
        "end_time",
        "a time without a date",
    ),
    event(
        "time of an open end",
        "lake-khasan",
        {"end": "..", "end_time": "12:00"},
        "end_time",
        "a time without a date",
    ),
    event("unknown clock", "hiroshima", {"clock": "tokio"}, "clock", "is 'tokyo' meant?"),
    event(
        "hour skipped by the clock",
        "reims-signing",
        {"start": "1945-04-02", "start_time": "02:30", "clock": "berlin"},
        "start_time",
        "was not shown: the clock was put forward over it",
    ),
    event(
        "hour shown twice",
        "reims-signing",
        {"start": "1944-10-02", "start_time": "02:30", "clock": "berlin"},
        "start_time",
        "happened twice on the clock berlin",
    ),
    event(
        "clock before it was kept",
        "hiroshima",
        {"start": "1931-09-18", "start_time": "22:20", "clock": "manchukuo"},
        "start_time",
        "its offsets begin at 1932-03-01",
    ),
    event("unknown place", "hiroshima", {"place": "hirosima"}, "place", "is 'hiroshima' meant?"),
    event("unknown parent", "hiroshima", {"parent": "war"}, "parent", "'war' does not resolve"),
    event("its own parent", "hiroshima", {"parent": "hiroshima"}, "parent", "contains itself"),
    event(
        "parents in a circle",
        "soviet-japanese-war",
        {"parent": "august-storm"},
        "parent",
        "contains itself: soviet-japanese-war in august-storm in soviet-japanese-war",
        also=(("events", "august-storm", {"parent": "soviet-japanese-war"}),),
    ),
    event(
        "before its parent",
        "hiroshima",
        {"parent": "soviet-japanese-war", "outside_parent": ""},
        "parent",
        "does not contain hiroshima, which starts 1945-08-06 08:15 tokyo, before soviet-japan",
    ),
    event(
        "after its parent",
        "instrument-of-surrender",
        {"parent": "lake-khasan", "outside_parent": ""},
        "parent",
        "after lake-khasan ends",
    ),
    event(
        "longer than its parent",
        "imperial-broadcast",
        {
            "extent": "period",
            "start": "1938-08-02",
            "start_time": "",
            "end": "1938-12-02",
            "clock": "",
            "parent": "lake-khasan",
            "outside_parent": "",
        },
        "parent",
        "ends 1938-12-02, after lake-khasan does, 1938-08-11",
    ),
    event(
        "inside of what stays open",
        "imperial-broadcast",
        {"parent": "august-storm", "outside_parent": "A mistake."},
        "outside_parent",
        "imperial-broadcast lies inside august-storm: expected blank",
        also=(("events", "august-storm", {"end": "..", "end_time": ""}),),
    ),
    event(
        "outside for no reason",
        "imperial-broadcast",
        {"parent": "soviet-japanese-war", "outside_parent": "A mistake."},
        "outside_parent",
        "lies inside soviet-japanese-war: expected blank",
    ),
    event(
        "outside of nothing",
        "hiroshima",
        {"parent": "", "outside_parent": "A mistake."},
        "outside_parent",
        "no parent to lie outside of",
    ),
    event("unknown party", "hiroshima", {"parties": "usa; nippon"}, "parties", "party 'nippon'"),
    event("list without spaces", "hiroshima", {"parties": "usa;japan"}, "parties", "not a list"),
    event("list left open", "hiroshima", {"parties": "usa; japan; "}, "parties", "white space"),
    event("list with a gap", "hiroshima", {"parties": "usa; ; japan"}, "parties", "not a list"),
    event("party twice", "hiroshima", {"parties": "usa; usa"}, "parties", "'usa' stands twice"),
    event("no summary", "hiroshima", {"summary": ""}, "summary", "blank: a value is required"),
    event("unknown source", "hiroshima", {"sources": "my-memory"}, "sources", "does not resolve"),
    event(
        "read in no source",
        "hiroshima",
        {"sources": "", "evidence": "read"},
        "sources",
        "a value that was read cites at least one source",
    ),
    event("unknown evidence", "hiroshima", {"evidence": "saw"}, "evidence", "evidence 'saw'"),
    event("after the unknown", "nagasaki", {"after": "trinity"}, "after", "does not resolve"),
    event(
        "after what came later",
        "reims-signing",
        {"after": "hiroshima"},
        "after",
        "reims-signing starts 1945-05-07 02:41 paris, before hiroshima, 1945-08-06 08:15 tokyo",
    ),
    event(
        "after itself", "hiroshima", {"after": "hiroshima"}, "after", "hiroshima comes after itself"
    ),
    event(
        "after each other",
        "nagasaki",
        {"after": "hiroshima"},
        "after",
        "nagasaki comes after itself by way of 'hiroshima'",
        also=(("events", "hiroshima", {"after": "nagasaki"}),),
    ),
    event(
        "first of a month",
        "hiroshima",
        {"start": "1945-08-01", "date_note": ""},
        "start",
        "the first of a month: say in date_note that the day is meant",
    ),
    event(
        "first of January as an end",
        "lake-khasan",
        {"end": "1939-01-01", "date_note": ""},
        "end",
        "the first of a month",
    ),
    event(
        "event entered twice",
        "",
        {"id": "hiroshima-again", "distinct_from": ""},
        "distinct_from",
        "same days, place and parties as 'hiroshima'",
        like="hiroshima",
    ),
    event(
        "distinct from itself",
        "hiroshima",
        {"distinct_from": "hiroshima"},
        "distinct_from",
        "not distinct from itself",
    ),
    event("space at the end", "hiroshima", {"name": "Hiroshima "}, "name", "white space"),
    event("no-break space", "hiroshima", {"name": "\u00a0Hiroshima"}, "name", "white space"),
    event("tab", "hiroshima", {"note": "a\tb"}, "note", "character U+0009 at position 2"),
    event("line break", "hiroshima", {"note": "a\nb"}, "note", "character U+000A"),
    event("zero-width space", "hiroshima", {"note": "a\u200bb"}, "note", "character U+200B"),
    event("wrong decoding", "hiroshima", {"note": "caf\ufffd"}, "note", "character U+FFFD"),
    event("letters in pieces", "hiroshima", {"note": "cafe\u0301"}, "note", "normal form C"),
    event("long quotation", "hiroshima", {"note": f"“{LONG_QUOTE}”"}, "note", "20 words or more"),
    event(
        "a doubt in words",
        "hiroshima",
        {"date_note": "The other day is probably right."},
        "date_note",
        "says 'probably right': prefer what is right",
    ),
    event(
        "wrong by rule",
        "hiroshima",
        {"note": "Kept by rule."},
        "note",
        "says 'Kept by rule': prefer what is right",
    ),
    event("quotation left open", "hiroshima", {"note": "“open"}, "note", "mark is left open"),
    event(
        "recalled but preferred",
        "karlshorst-signing",
        {"evidence": "recalled"},
        "evidence",
        "a recalled reading is preferred although 1945-05-10 is read",
        also=(
            (
                "readings",
                0,
                {
                    "event": "karlshorst-signing",
                    "boundary": "start",
                    "date": "1945-05-10",
                    "evidence": "read",
                },
            ),
        ),
    ),
]

READINGS = [
    Broken("unknown event", "readings", 0, {"event": "x"}, "event", "does not resolve"),
    Broken(
        "third boundary", "readings", 0, {"boundary": "middle"}, "boundary", "boundary 'middle'"
    ),
    Broken(
        "end of an instant's reading",
        "readings",
        0,
        {"event": "hiroshima", "boundary": "end"},
        "boundary",
        "hiroshima is an instant with one boundary: expected start",
    ),
    Broken("reading without a date", "readings", 0, {"date": ""}, "date", "blank"),
    Broken("reading of no day", "readings", 0, {"date": "1938-06-31"}, "date", "1938-06-31"),
    Broken("reading open", "readings", 0, {"date": ".."}, "date", "'..'"),
    Broken(
        "no dissent",
        "readings",
        0,
        {
            "event": "hiroshima",
            "boundary": "start",
            "date": "1945-08-06",
            "time": "08:15",
            "clock": "tokyo",
        },
        "date",
        "repeats the preferred reading",
    ),
    Broken("reading twice", "readings", "", {}, "", "duplicate: the same reading", like=0),
    Broken(
        "reading recalled in a read source",
        "readings",
        0,
        {"sources": "", "evidence": "read"},
        "sources",
        "cites at least one source",
    ),
    Broken(
        "no standing", "readings", 0, {"standing": ""}, "standing", "blank: a value is required"
    ),
    Broken(
        "held to be right, and not preferred",
        "readings",
        is_(standing="rival"),
        {"standing": "likelier"},
        "standing",
        "held to be right, but another is preferred: exchange them",
    ),
    Broken(
        "less likely without a reason",
        "readings",
        is_(standing="less-likely"),
        {"note": ""},
        "note",
        "a reading that is less-likely says why",
    ),
    Broken(
        "the same instant an hour later",
        "readings",
        is_(event="surrender-effective", standing="same-instant", clock="moscow"),
        {"time": "02:01"},
        "standing",
        "not the preferred instant",
    ),
    Broken(
        "a rival of another event",
        "readings",
        is_(event="lake-khasan", of="khasan-night-attack"),
        {"standing": "rival"},
        "of",
        "only a reading that is other-matter bounds another",
    ),
    Broken(
        "of itself",
        "readings",
        is_(event="lake-khasan", of="khasan-night-attack"),
        {"of": "lake-khasan"},
        "of",
        "the event itself",
    ),
    Broken(
        "of an event of another year",
        "readings",
        is_(event="lake-khasan", of="khasan-night-attack"),
        {"of": "nagasaki"},
        "of",
        "1938-07-31 lies outside nagasaki",
    ),
    Broken(
        "recalled and not looked for",
        "readings",
        is_(evidence="recalled"),
        {"searches": ""},
        "searches",
        "a value that is only recalled says where it was looked for",
    ),
    Broken(
        "search unknown", "readings", is_(evidence="recalled"), {"searches": "x"}, "searches", "'x'"
    ),
]

FIGURES = [
    Broken("no unit", "figures", 0, {"unit": ""}, "unit", "blank: a value is required"),
    Broken("unknown unit", "figures", 0, {"unit": "persons"}, "unit", "unknown unit 'persons'"),
    Broken("unknown measure", "figures", 0, {"measure": "loss"}, "measure", "measure 'loss'"),
    Broken("figure of no party", "figures", 0, {"party": "reds"}, "party", "party 'reds'"),
    Broken("thousands separator", "figures", 0, {"low": "1,200"}, "low", "not a number"),
    Broken("number in words", "figures", 0, {"low": "many"}, "low", "not a number"),
    Broken("not a number", "figures", 0, {"low": "nan"}, "low", "not a number"),
    Broken("exponent", "figures", 0, {"low": "1e5"}, "low", "not a number"),
    Broken("Arabic digits", "figures", 0, {"low": "\u0661\u0662"}, "low", "not a number"),
    Broken("too many digits", "figures", 0, {"low": "1234567890123456"}, "low", "kept exactly"),
    Broken("below nought", "figures", 0, {"low": "-5"}, "low", "below the least value allowed, 0"),
    Broken(
        "high below low",
        "figures",
        0,
        {"low": "20", "high": "10"},
        "high",
        "less than low: expected at least 20",
    ),
    Broken("no number", "figures", 0, {"low": "", "high": ""}, "low", "blank, and high too"),
    Broken(
        "half a man",
        "figures",
        0,
        {"low": "10.5", "high": "11", "unit": "men"},
        "low",
        "a part of one of the men: expected a whole number",
    ),
    Broken("year of two digits", "figures", 0, {"year": "38"}, "year", "below the least value"),
    Broken("year with a dot", "figures", 0, {"year": "1938.0"}, "year", "not a whole number"),
    Broken("said by nobody", "figures", 0, {"said_by": ""}, "said_by", "blank"),
    Broken("figure twice", "figures", "", {}, "id", "duplicate: id repeats", like=0),
]

PLACES = [
    Broken("beyond the pole", "places", "hiroshima", {"lat": "91"}, "lat", "above the greatest"),
    Broken(
        "latitude and longitude exchanged",
        "places",
        "hiroshima",
        {"lat": "32.45", "lon": "34.39"},
        "lon",
        "outside Japan: expected 122 to 147 degrees",
    ),
    Broken("a comma for a point", "places", "hiroshima", {"lat": "34,39"}, "lat", "not a number"),
    Broken("no radius", "places", "hiroshima", {"radius_km": "0"}, "radius_km", "no place is a"),
    Broken("vast", "places", "hiroshima", {"radius_km": "9000"}, "radius_km", "above the greatest"),
    Broken(
        "another continent",
        "places",
        "hiroshima",
        {"modern_country": "Brazil"},
        "modern_country",
        "unknown country 'Brazil': expected one of Belarus, China, France,",
    ),
    Broken("unknown sort", "places", "hiroshima", {"kind": "city"}, "kind", "place-kind 'city'"),
    Broken("place twice", "places", "", {}, "id", "duplicate: id repeats", like="hiroshima"),
]

CLOCKS = [
    Broken("no zone", "clocks", "tokyo", {"zone": ""}, "zone", "a clock of kind iana needs it"),
    Broken("no such zone", "clocks", "tokyo", {"zone": "Asia/Edo"}, "zone", "no zone of this name"),
    Broken("zone in words", "clocks", "tokyo", {"zone": "../Tokyo"}, "zone", "IANA zone"),
    Broken("short offset", "clocks", "act-cet", {"offset": "+1"}, "offset", "does not fit"),
    Broken("no offset", "clocks", "act-cet", {"offset": ""}, "offset", "kind fixed needs it"),
    Broken("zone and offset", "clocks", "tokyo", {"offset": "+09:00"}, "offset", "has none"),
    Broken("clock twice", "clocks", "", {}, "id", "a clock of kind iana has one row", like="tokyo"),
    Broken(
        "offsets overlap",
        "clocks",
        "",
        {"valid_from": "1932-06-01"},
        "valid_from",
        "does not follow the row before it",
        like="manchukuo",
    ),
    Broken(
        "offset ends before it starts",
        "clocks",
        "manchukuo",
        {"valid_to": "1932-01-01"},
        "valid_to",
        "ends before it starts, 1932-03-01",
    ),
    Broken(
        "validity in one digit",
        "clocks",
        "manchukuo",
        {"valid_from": "1932-3-1"},
        "valid_from",
        "not a date",
    ),
    Broken(
        "validity in words",
        "clocks",
        "manchukuo",
        {"valid_from": "spring 1932"},
        "valid_from",
        "not a date",
    ),
    Broken("half attested", "clocks", "tokyo", {"attestation": "so-so"}, "attestation", "unknown"),
]

NAMES = [
    Broken("unknown thing", "names", 0, {"thing": "hill"}, "thing", "unknown thing 'hill'"),
    Broken("unknown language", "names", 0, {"language": "fr"}, "language", "language 'fr'"),
    Broken(
        "Russian in Hangul",
        "names",
        is_(language="ru"),
        {"script": "Kore"},
        "script",
        "not a script of ru here: expected one of Cyrl, Latn",
    ),
    Broken(
        "Latin letters as Cyrillic",
        "names",
        is_(script="Cyrl"),
        {"name": "Khasan"},
        "name",
        "has no letter of the script Cyrl",
    ),
    Broken(
        "one Latin letter among Cyrillic",
        "names",
        is_(script="Cyrl"),
        {"name": "Хаcан"},
        "name",
        "has the Latin letter 'c' in a Cyrillic name",
    ),
    Broken(
        "scheme of nothing",
        "names",
        0,
        {"scheme": "Hepburn", "transliteration": ""},
        "scheme",
        "a scheme without a transliteration",
    ),
    Broken(
        "name twice", "names", "", {}, "name", "duplicate: id + language + script + name", like=0
    ),
    Broken(
        "two preferred forms",
        "names",
        "",
        {"name": "Хасан", "rank": "preferred"},
        "rank",
        "a second preferred form",
        like=is_(script="Cyrl", rank="preferred"),
    ),
    Broken(
        "two things of one id",
        "names",
        "",
        {"thing": "unit", "name": "Elsewhere", "rank": "variant"},
        "thing",
        "of the same id",
        like=is_(thing="place", language="en"),
    ),
    Broken(
        "name of no event",
        "names",
        0,
        {"thing": "event", "subject": "nowhere"},
        "subject",
        "'nowhere' does not resolve: expected an id of events.id",
    ),
]

SOURCES = [
    Broken("no entry", "sources", 0, {"key": "no-entry"}, "key", "an id of references.bib"),
    Broken("unknown grade", "sources", 0, {"grade": "A"}, "grade", "unknown grade 'A'"),
    Broken("language in words", "sources", 0, {"language": "English"}, "language", "pattern"),
    Broken("rests on nothing", "sources", 0, {"rests_on": "x-y-z"}, "rests_on", "does not resolve"),
    Broken(
        "a witness of no work",
        "witnesses",
        0,
        {"work": "no-work"},
        "work",
        "does not resolve: expected an id of sources.key",
    ),
    Broken("read without a day", "witnesses", 0, {"accessed": ""}, "accessed", "blank"),
    Broken("read to no extent", "witnesses", 0, {"read": ""}, "read", "blank"),
    Broken(
        "unknown kind of copy",
        "witnesses",
        0,
        {"kind": "blog"},
        "kind",
        "unknown witness-kind 'blog'",
    ),
    Broken(
        "a further host of a mirror",
        "witnesses",
        is_(work="nps-atomic"),
        {"address": "https://m.bibliboba.online/books/1"},
        "kind",
        "bibliboba.online is a mirror in another row",
    ),
    Broken(
        "a work read in a copy but recalled",
        "witnesses",
        is_(work="nps-atomic"),
        {"work": "coox1985"},
        "work",
        "sources.csv has the work as recalled",
    ),
    Broken(
        "a statement of what was read that says it twice",
        "witnesses",
        is_(work="nps-atomic"),
        {"read": "the publisher's page: publisher's page"},
        "read",
        "says a thing twice",
    ),
    Broken(
        "one page as two web works",
        "witnesses",
        is_(work="enwiki-live", kind="publisher"),
        {"work": "wp-sim-2009"},
        "work",
        "the page of 'enwiki-live', of the same grade",
        like=is_(work="enwiki-live", kind="publisher"),
    ),
    Broken(
        "an unread work said to be read",
        "sources",
        is_(key="coox1985"),
        {"evidence": "read"},
        "evidence",
        "witnesses.csv has no copy that was read",
    ),
    Broken(
        "an anniversary article as press",
        "sources",
        is_(key="avamd2014"),
        {"grade": "press"},
        "grade",
        "press is of the time, 1600 to 1946: this is of 2014",
    ),
    Broken(
        "an undated page as press",
        "sources",
        is_(key="babook"),
        {"grade": "press"},
        "grade",
        "this is of no known year",
    ),
]

OTHERS = [
    Broken(
        "unknown computation",
        "claims",
        0,
        {"verdict": "computed", "computation": "guess"},
        "computation",
        "unknown computation 'guess'",
    ),
    Broken(
        "computed by nothing",
        "claims",
        0,
        {"verdict": "computed", "computation": ""},
        "computation",
        "a computed verdict names its computation",
    ),
    Broken(
        "a verdict beside its evidence",
        "claims",
        "pact-as-result",
        {"verdict": "not-supported"},
        "verdict",
        "the evidence of the row makes it imprecise",
    ),
    Broken(
        "evidence from outside",
        "claims",
        "pact-as-result",
        {"bears_out": "tzdata-2026f"},
        "bears_out",
        "'tzdata-2026f' is not among its sources",
    ),
    Broken(
        "typed and computed",
        "claims",
        0,
        {"verdict": "supported", "computation": "between"},
        "computation",
        "but the verdict is typed as supported",
    ),
    Broken(
        "no argument",
        "claims",
        0,
        {"verdict": "supported", "computation": "", "argument": ""},
        "argument",
        "gives its argument and sources",
    ),
    Broken(
        "unknown verdict", "claims", 0, {"verdict": "true"}, "verdict", "unknown verdict 'true'"
    ),
    Broken("basis unknown", "claims", 0, {"basis": "x:start"}, "basis", "'x' does not resolve"),
    Broken("position of 0", "claims", 0, {"position": "0"}, "position", "below the least value"),
    Broken("long clause", "clauses", 0, {"quote": LONG_QUOTE}, "quote", "20 words or more"),
    Broken("long clause in Japanese", "clauses", 0, {"quote": "張" * 60}, "quote", "20 words"),
    Broken("clause of no event", "clauses", 0, {"event": "x"}, "event", "does not resolve"),
    Broken("clause of no date", "clauses", 0, {"date": "1945-13"}, "date", "1945-13"),
    Broken("unknown relation", "comparison", 0, {"relation": "alike"}, "relation", "unknown"),
    Broken("unknown comparison", "crosswalk", 0, {"verdict": "ok"}, "verdict", "unknown"),
    Broken(
        "crosswalk hour",
        "crosswalk",
        0,
        {"start": "1938-07-31T2"},
        "start",
        "not a clock time after T",
    ),
    Broken(
        "corrected to itself", "corrections", 0, {"printed": "x", "now": "x"}, "now", "the same"
    ),
    Broken("correction of no table", "corrections", 0, {"table": "x"}, "table", "no such table"),
    Broken(
        "correction of no column", "corrections", 0, {"column": "x"}, "column", "no such column"
    ),
    Broken("correction of no row", "corrections", 0, {"row": "x"}, "row", "no such row of events"),
    Broken("correction outlived", "corrections", 0, {"now": "1922"}, "now", "the cell holds"),
    Broken("id given again", "withdrawn", 0, {"id": "hiroshima"}, "id", "given again in events"),
    Broken("withdrawn of no table", "withdrawn", 0, {"table": "x"}, "table", "no such table"),
    Broken("instead of nothing", "withdrawn", 0, {"instead": "x"}, "instead", "no such row"),
    Broken("term twice", "vocabularies", "", {}, "term", "duplicate: vocabulary + term", like=0),
]

ALL = EVENTS + READINGS + FIGURES + PLACES + CLOCKS + NAMES + SOURCES + OTHERS


def find(rows, wanted):
    if isinstance(wanted, int):
        return wanted
    if callable(wanted):
        return next(index for index, row in enumerate(rows) if wanted(row))
    return next(index for index, row in enumerate(rows) if row.get("id") == wanted)


def apply(record, broken):
    """Break the record; returns the table and the line at which the problem must be reported."""
    for table, row, change in broken.also:
        rows = record.tables[table].rows
        rows[find(rows, row)].update(change)
    cells = record.tables[broken.table]
    if broken.like is None:
        index = find(cells.rows, broken.row)
        cells.rows[index].update(broken.change)
    else:
        index = len(cells.rows)
        cells.rows.append({**cells.rows[find(cells.rows, broken.like)], **broken.change})
        cells.lines.append(cells.lines[-1] + 1)
    return cells.table.file, cells.lines[index]


def said(record):
    return [(p.file, p.row, p.column, p.message) for p in check_record(record)]


def test_the_record_breaks_no_rule(record):
    assert check_record(record) == []


@pytest.mark.parametrize("broken", ALL, ids=lambda broken: broken.name.replace(" ", "-"))
def test_a_broken_row_is_reported_where_it_stands(record, broken):
    file, line = apply(record, broken)
    problems = check_record(record)
    here = [p for p in problems if (p.file, p.row, p.column) == (file, line, broken.column)]
    assert any(broken.message in f"{p.value!r} {p.message}" for p in here), (
        "\n".join(map(str, problems[:10])) or "no problem was found"
    )


def test_there_are_at_least_sixty_of_them():
    assert len(ALL) >= 60
    assert len({broken.name for broken in ALL}) == len(ALL)


def test_every_problem_is_reported_at_once(record):
    for broken in (EVENTS[5], EVENTS[6], FIGURES[0], PLACES[3]):
        apply(record, broken)
    files = {problem.file for problem in check_record(record)}
    assert {"events.csv", "figures.csv", "places.csv"} <= files


def test_a_problem_names_the_value_that_stands_there(record):
    apply(record, EVENTS[5])
    problem = next(p for p in check_record(record) if p.column == "kind")
    assert problem.value == "bomb"
    assert str(problem).startswith(f"events.csv:{problem.row}:kind: 'bomb' unknown kind")


def again(record, change):
    """Add a copy of Hiroshima's row, changed, and give the problems that name either."""
    events = record.tables["events"]
    row = {**events.rows[find(events.rows, "hiroshima")], "id": "hiroshima-again", **change}
    events.rows.append(row)
    events.lines.append(events.lines[-1] + 1)
    return [p for p in check_record(record) if "same days, place and parties" in p.message]


def test_events_alike_are_told_apart_by_either_row(record):
    assert again(record, {"distinct_from": "hiroshima"}) == []


def test_events_alike_are_told_apart_by_the_earlier_row(record):
    rows = record.tables["events"].rows
    rows[find(rows, "hiroshima")]["distinct_from"] = "hiroshima-again"
    assert again(record, {"distinct_from": ""}) == []


def test_a_part_is_told_apart_from_its_whole(record):
    assert again(record, {"distinct_from": "", "parent": "hiroshima"}) == []


def test_a_list_of_values_in_the_schema_alone_is_kept_to(record):
    cells = record.tables["names"]
    columns = tuple(
        replace(column, vocabulary=None) if column.name == "rank" else column
        for column in cells.table.columns
    )
    cells.table = replace(cells.table, columns=columns)
    cells.rows[0]["rank"] = "best"
    assert (
        "names.csv",
        cells.lines[0],
        "rank",
        "unknown: expected one of preferred, variant",
    ) in said(record)


def test_a_vocabulary_without_terms_is_reported(record):
    cells = record.tables["vocabularies"]
    for row in cells.rows:
        if row["vocabulary"] == "rank":
            row["vocabulary"] = "order"
    assert (
        "datapackage.json",
        0,
        "names.rank",
        "no term of the vocabulary 'rank' in vocabularies.csv",
    ) in said(record)


def test_sources_that_rest_on_each_other_are_reported(record):
    rows = record.tables["sources"].rows
    one, other = rows[0]["key"], rows[1]["key"]
    rows[0]["rests_on"], rows[1]["rests_on"] = other, one
    problems = [p for p in check_record(record) if p.column == "rests_on"]
    assert {f"{one!r} rests on itself", f"{other!r} rests on itself"} <= {
        p.message for p in problems
    }


def test_a_source_that_nothing_cites_is_reported(record):
    sources = record.tables["sources"]
    sources.rows.append({**sources.rows[0], "key": "never-cited", "rests_on": ""})
    sources.lines.append(sources.lines[-1] + 1)
    record.bibliography.references["never-cited"] = Reference("never-cited", "misc", 1, {})
    assert (
        "sources.csv",
        sources.lines[-1],
        "key",
        "unused: no row of any table cites this source",
    ) in said(record)


def test_an_entry_without_a_row_in_sources_is_reported(record):
    record.bibliography.references["orphan"] = Reference("orphan", "misc", 77, {})
    assert (
        "references.bib",
        77,
        "key",
        "has no row in sources.csv that says how far it was read",
    ) in said(record)


def test_a_link_to_a_host_that_will_not_last_is_refused(record):
    witnesses = record.tables["witnesses"]
    index = find(witnesses.rows, is_(work="frus38-461"))
    url = "https://test.history.state.gov/historicaldocuments/frus1938v03/d461"
    witnesses.rows[index]["address"] = url
    rows = record.tables["sources"].rows
    rows[3]["note"] = "Second copy: http://106.2.224.58:1057/a?id=1."
    found = {(p.file, p.row, p.column): p.message for p in check_record(record)}
    assert "'test' in the host" in found["witnesses.csv", witnesses.lines[index], "address"]
    assert "bare number" in found["sources.csv", record.tables["sources"].lines[3], "note"]


ENTRIES = {
    "undated": ("beevor2012", {"date": None}, "date", "has no date"),
    "of no language": ("beevor2012", {"langid": None}, "langid", "expected langid"),
    "untranslated": ("shtemenko", {"titleaddon": None}, "titleaddon", "its sense in English"),
    "not romanised": ("shtemenko", {"titleromanised": None}, "titleromanised", "romanised form"),
    "in a paper in Japanese": (
        "hata2013",
        {"journaltitle": "政経研究"},
        "journaltitle",
        "romanise",
    ),
    "in Cyrillic": (
        "shtemenko",
        {"author": "Штеменко, Сергей"},
        "author",
        "not in Latin letters",
    ),
    "anonymous in Chinese": ("70thvictory", {"organization": "網站"}, "author", "not in Latin"),
    "given name first": ("beevor2012", {"author": "Antony Beevor"}, "author", "'Family, Given'"),
}


@pytest.mark.parametrize("name", ENTRIES)
def test_an_entry_keeps_what_the_list_of_sources_needs(record, name):
    key, change, column, message = ENTRIES[name]
    references = record.bibliography.references
    entry = references[key]
    fields = {name: value for name, value in {**entry.fields, **change}.items() if value}
    references[key] = replace(entry, fields=fields)
    found = [p for p in check_record(record) if p.file == "references.bib"]
    assert [(p.row, p.column) for p in found] == [(entry.line, column)]
    assert message in found[0].message


@pytest.mark.parametrize(
    ("key", "change"),
    [
        ("coox1985", {}),
        ("coox1985", {"title": "{NOMONHAN, Japan against Russia (1939)}", "isbn": "0-8047-1160-7"}),
        ("waita-410414", {"pages": "5"}),
        ("enwiki-live", {"urldate": "2027-01-01"}),
        ("coox1985", {"title": "{Reprint}"}),
        ("gorbunov-rubezh", {"title": "{Восточный рубеж}", "date": "2010?"}),
        ("kantokuen-153", {"author": "", "date": "", "series": ""}),
        ("yamaneko2009", {"organization": "Yamaneko Bunko (blog)", "date": ""}),
    ],
)
def test_one_work_under_two_keys_is_reported(record, key, change):
    references = record.bibliography.references
    entry = references[key]
    again = replace(entry, key="again", line=9999, fields={**entry.fields, **change})
    references["again"] = again
    message = f"the work of line {entry.line}, {key!r}, under a second key"
    assert ("references.bib", 9999, "key", message) in said(record)


def test_a_like_title_of_somebody_else_is_another_work(record):
    references = record.bibliography.references
    entry = references["gorbunov-rubezh"]
    fields = {**entry.fields, "author": "Pliev, Issa"}
    references["again"] = replace(entry, key="again", line=9999, fields=fields)
    assert not [one for one in said(record) if "under a second key" in one[3]]


def test_the_volumes_of_documents_have_one_year_each(record):
    references = record.bibliography.references
    entry = references["frus41v1-174"]
    references["frus41v1-174"] = replace(entry, fields={**entry.fields, "date": "1959"})
    message = "1959, but 1958 in the entry of 'frus1941v01-d210'"
    assert ("references.bib", entry.line, "date", message) in said(record)


def test_read_values_need_a_source_that_was_read(record):
    cells = record.tables["events"]
    index = find(cells.rows, "hiroshima")
    cited = cells.rows[index]["sources"].split("; ")
    for row in record.tables["sources"].rows:
        if row["key"] in cited:
            row["evidence"] = "recalled"
    assert (
        "events.csv",
        cells.lines[index],
        "evidence",
        "says read, but every source cited is only recalled",
    ) in said(record)


def test_terms_of_the_schema_and_of_the_vocabularies_are_the_same(record):
    cells = record.tables["vocabularies"]
    index = find(cells.rows, is_(vocabulary="unit", term="yen"))
    cells.rows[index]["term"] = "roubles"
    problems = {p.message for p in check_record(record) if p.file == "datapackage.json"}
    assert problems == {"enum and vocabularies.csv differ by roubles, yen"}
