"""What the record holds: its promises to readers, links and programs."""

import pytest

import analysis

# The instants on which the central claim turns, as the project has fixed them.
INSTANTS = {
    "reims-signing": ("1945-05-07 00:41", "paris"),
    "karlshorst-signing": ("1945-05-08 21:43", "moscow"),
    "surrender-effective": ("1945-05-08 22:01", "act-cet"),
    "moscow-announcement": ("1945-05-08 23:10", "moscow"),
    "hiroshima": ("1945-08-05 23:15", "tokyo"),
    "declaration-read": ("1945-08-08 14:00", "moscow"),
    "state-of-war": ("1945-08-08 15:00", "chita"),
    "first-crossing": ("1945-08-08 15:10", "chita"),
    "nagasaki": ("1945-08-09 02:02", "tokyo"),
}
OTHERS = (
    "lake-khasan khalkhin-gol khalkhin-gol-ceasefire neutrality-pact barbarossa yalta-agreement "
    "pact-denunciation imperial-broadcast instrument-of-surrender august-storm"
).split()
CLOCKS = (
    "utc berlin london moscow washington tokyo chita khabarovsk ulaanbaatar manchukuo act-cet"
).split()


@pytest.fixture(scope="module")
def dataset():
    return analysis.load()


@pytest.mark.parametrize("event", INSTANTS)
def test_the_instants_of_the_central_claim_are_as_fixed(dataset, event):
    utc, clock = INSTANTS[event]
    reading = dataset.readings_of(event)[0]
    instant = dataset.instant(event)
    assert reading.preferred
    assert reading.clock.id == clock
    assert instant.earliest == instant.latest
    assert f"{instant.earliest:%Y-%m-%d %H:%M}" == utc


def test_the_ids_that_links_use_are_there(dataset):
    assert set(OTHERS) <= set(dataset.events.index)
    assert set(CLOCKS) <= set(dataset.clocks_by_id)


def test_every_event_has_a_source(dataset):
    assert dataset.events["sources"].map(len).min() >= 1


def test_more_than_half_of_the_events_rest_on_two_sources(dataset):
    assert dataset.events["sources"].map(len).ge(2).mean() >= 0.55


@pytest.mark.parametrize(
    ("table", "least"),
    [
        ("events", 260),
        ("readings", 150),
        ("figures", 430),
        ("sources", 350),
        ("claims", 25),
        ("places", 120),
        ("clauses", 60),
        ("crosswalk", 47),
    ],
)
def test_the_record_is_as_wide_as_its_codebook_says(dataset, table, least):
    assert len(dataset.tables[table]) >= least


def test_the_span_runs_from_the_treaties_to_the_joint_declaration(dataset):
    years = dataset.events["start_earliest"].dt.year
    assert years.min() <= 1858
    assert dataset.bounds("joint-declaration-in-force").start_earliest.year == 1956


def test_a_sum_that_does_not_come_out_is_kept_beside_what_was_printed(dataset):
    figures = dataset.figures
    khasan = figures[(figures["event"] == "lake-khasan") & (figures["measure"] == "irrecoverable")]
    assert {954, 960} <= set(khasan["low"])  # 759 + 95 + 100 against the printed total
