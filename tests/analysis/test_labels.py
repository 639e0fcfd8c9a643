"""What a term is called stands once, in vocabularies.csv, and is the same wherever it is shown."""

import ast
import csv
import json
from pathlib import Path

import pandas as pd
import pytest

import analysis
from analysis.findings.chronology import entries, event_table
from historical_record.codebook import write_enums
from historical_record.vocabularies import Vocabularies
from timelines import LossesChart, ReadingsForest, Timeline, TimelineError
from timelines.palette import HUES, colour
from timelines.verdict_counts import VerdictCounts

SOURCES = Path(analysis.__file__).parents[1]
NAMED = ("lane", "party", "language", "country", "relation", "crosswalk-verdict", "place-kind")


def headings(figure):
    return {lane.id: lane.name for lane in figure.description.lanes}


def hues(figure):
    return {lane.id: lane.hue for lane in figure.description.lanes}


def counted(dataset, **columns):
    """Figures of one man each, as a part of the record's table would be."""
    rows = pd.DataFrame({"low": 1, "high": 1, "said_by": "somebody", "unit": "men", **columns})
    rows.attrs.update(dataset.figures.attrs)
    return rows


# Labels


def test_every_term_that_a_table_uses_has_a_label(dataset):
    for name, table in dataset.schema.items():
        for column in table.columns:
            if column.vocabulary:
                cells = dataset.tables[name][column.name]
                used = {term for cell in cells for term in (cell if column.is_list else [cell])}
                for term in used - {""}:
                    assert dataset.label(column.vocabulary, term).strip()


def test_a_party_is_called_the_same_in_a_chart_and_in_a_table(dataset):
    labels = dataset.terms.labels("party")
    assert len(labels) == 24
    chart = LossesChart(counted(dataset, party=list(labels)), by=["party"])
    assert headings(chart) == labels
    assert labels["china-roc"] == "Republic of China"
    assert labels["rsfsr"] == "RSFSR"
    told = {party for entry in entries(dataset) for party in entry.parties}
    assert told <= set(labels.values())


def test_a_lane_of_losses_says_the_side_and_what_is_counted(dataset):
    measures = ["killed", "irrecoverable", "destroyed-claimed"]
    chart = LossesChart(counted(dataset, party="ussr", measure=measures))
    assert list(headings(chart).values()) == [
        "USSR, killed",
        "USSR, irrecoverable losses",
        "USSR, destroyed, claimed",
    ]


def test_an_axis_and_its_rows_name_the_unit(dataset):
    chart = LossesChart(counted(dataset, party="ussr", unit=["armoured-vehicles"]))
    assert chart.description.axis.name == "armoured vehicles"
    assert chart.description.rows[0].details[0] == "1 armoured vehicles"


def test_lanes_of_a_timeline_have_the_labels_and_hues_of_the_record(dataset):
    timeline = Timeline(dataset.events, list(dataset.terms.labels("lane")))
    assert headings(timeline) == dataset.terms.labels("lane")
    assert hues(timeline) == dataset.terms.hues("lane")


def test_a_name_given_with_the_lanes_goes_before_the_label(dataset):
    timeline = Timeline(dataset.events, {"japan": "Tokyo", "korea": None})
    assert headings(timeline) == {"japan": "Tokyo", "korea": "Korea"}


def test_readings_of_an_event_are_drawn_in_the_hue_of_its_lane(dataset):
    figure = ReadingsForest(dataset.event("khalkhin-gol"), dataset.readings)
    assert set(hues(figure).values()) == {dataset.terms.hues("lane")["khalkhin-gol"]} == {"rust"}


def test_verdicts_are_named_and_coloured_by_the_record(dataset):
    figure = VerdictCounts(analysis.judge(dataset))
    names = ["Supported", "Imprecise", "Depends", "Not supported", "Contradicted"]
    assert [trace.name for trace in figure.interactive().data] == names
    drawn = [trace.marker.color for trace in figure.interactive().data]
    named = dataset.terms.hues("verdict")
    assert drawn == [colour(f"full-{named[term]}") for term in list(named)]


def test_an_unknown_term_or_vocabulary_is_told_with_what_there_is(dataset):
    with pytest.raises(LookupError, match=r"unknown party 'usr'; is 'ussr' meant\?"):
        dataset.label("party", "usr")
    with pytest.raises(LookupError, match="unknown extent 'x': expected one of instant, period"):
        dataset.label("extent", "x")
    with pytest.raises(LookupError, match="unknown vocabulary 'colour': expected one of kind, "):
        dataset.label("colour", "red")


# Hues


def test_every_hue_of_the_record_is_one_of_the_palette(dataset):
    assert set(dataset.vocabularies["hue"]) - {""} <= set(HUES)


def test_a_lane_of_figures_has_the_hue_of_the_side_that_all_of_them_are_of(dataset):
    chart = LossesChart(counted(dataset, party="japan", measure=["killed", "sick"]), by=["measure"])
    assert hues(chart) == {"killed": "crimson", "sick": "crimson"}
    mixed = LossesChart(counted(dataset, party=["japan", "ussr"], measure="sick"), by=["measure"])
    assert hues(mixed) == {"sick": HUES[0]}


def test_a_hue_that_the_palette_lacks_is_one_clear_error(dataset):
    with pytest.raises(TimelineError, match="lane 'japan': the hue 'mauve'; expected one of ochre"):
        Timeline(dataset.events, ["japan"], hues={"japan": "mauve"})


# Tables that say nothing of labels


def test_a_table_without_vocabularies_is_drawn_by_its_ids():
    events = pd.DataFrame(
        {"id": ["a", "b"], "name": "x", "start": "1904", "lane": ["port-arthur", "St Petersburg"]}
    )
    timeline = Timeline(events)
    assert headings(timeline) == {"port-arthur": "Port Arthur", "St Petersburg": "St Petersburg"}
    assert hues(timeline) == {"port-arthur": HUES[0], "St Petersburg": HUES[1]}
    chart = LossesChart(
        pd.DataFrame({"party": "japan", "measure": "killed-and-missing", "low": 1, "high": 1}, [0])
    )
    assert headings(chart) == {"japan killed-and-missing": "Japan, killed and missing"}


def test_labels_and_hues_may_be_handed_in_with_any_table():
    events = pd.DataFrame({"id": ["a"], "name": "x", "start": "1904", "lane": "sea"})
    timeline = Timeline(events, {"sea": "The war at sea"}, hues={"sea": "blue"})
    assert headings(timeline) == {"sea": "The war at sea"}
    assert hues(timeline) == {"sea": "blue"}


def test_labels_follow_every_part_of_a_table_and_none_is_copied(dataset):
    part = dataset.events[dataset.events["lane"] == "japan"].sort_values("start").assign(note="")
    assert part.attrs["labels"]["lane"]["japan"] == "Japan"
    assert part.attrs["labels"] is dataset.events.attrs["labels"]
    assert json.loads(json.dumps(part.attrs)) == part.attrs  # as files that keep them need it


# A new term


def test_a_new_party_is_a_row_and_no_code(small_folder):
    """It is named, coloured and told by its row in vocabularies.csv alone."""
    append(
        small_folder,
        "vocabularies",
        vocabulary="party",
        term="tuva",
        label="People's Republic of Tuva",
        definition="Tuva until 1944",
        hue="green",
    )
    first = rows(small_folder, "figures")[0]
    append(small_folder, "figures", **{**first, "id": "tuva-1", "party": "tuva"})
    event = rows(small_folder, "events")[0]["id"]
    change(small_folder, "events", event, "parties", "tuva")
    write_enums(small_folder)
    dataset = analysis.load(small_folder)
    chart = LossesChart(dataset.figures[dataset.figures["party"] == "tuva"], by=["party"])
    assert headings(chart) == {"tuva": "People's Republic of Tuva"}
    assert hues(chart) == {"tuva": "green"}
    assert colour("full-green") in chart.svg()
    assert "People's Republic of Tuva" in chart.svg().replace("&#x27;", "'").replace("&#39;", "'")
    shown = event_table(entries(dataset)).myst
    assert "[People's Republic of Tuva]{.facet-party}" in shown
    assert dataset.label("party", "tuva") == "People's Republic of Tuva"


def rows(folder, table):
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def append(folder, table, **cells):
    written(folder, table, [*rows(folder, table), cells])


def change(folder, table, key, column, text):
    written(
        folder,
        table,
        [{**row, column: text} if row["id"] == key else row for row in rows(folder, table)],
    )


def written(folder, table, content):
    with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(content[0]), restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(content)


# No second copy


def texts_of(path):
    tree = ast.parse(path.read_text("utf-8"))
    return {n.value for n in ast.walk(tree) if isinstance(n, ast.Constant)} - {True, False, None}


def modules(*packages):
    return [path for name in packages for path in (SOURCES / name).rglob("*.py")]


def test_no_module_types_what_the_vocabularies_say(dataset):
    names = {label for vocabulary in NAMED for label in dataset.terms.labels(vocabulary).values()}
    packages = "analysis atlas historical_record historical_time timelines plain_text".split()
    typed = {str(path): texts_of(path) & names for path in modules(*packages)}
    assert {name: found for name, found in typed.items() if found} == {}


def test_the_drawing_knows_no_lane_and_no_party(dataset):
    ids = {*dataset.terms.labels("lane"), *dataset.terms.labels("party")}
    typed = {str(path): texts_of(path) & ids for path in modules("timelines")}
    assert {name: found for name, found in typed.items() if found} == {}


def test_a_vocabulary_without_hues_and_groups_is_no_fault():
    table = pd.DataFrame({"vocabulary": ["party"], "term": ["x"], "label": ["X"]})
    terms = Vocabularies(table)
    assert terms.labels("party") == {"x": "X"}
    assert terms.hues("party") == {}
