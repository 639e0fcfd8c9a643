"""What was corrected and withdrawn, as a reader of an earlier edition finds it."""

import csv

from historical_record.errata import correction_table, withdrawn_id, withdrawn_table


def test_a_correction_says_both_values_in_words_and_leads_to_the_row(dataset):
    table = correction_table(dataset)
    rows = {row[0][0].split("{#correction-")[1].rstrip("}"): row for row in table.rows}
    what, said, now, why, sources = rows["matsushima-killed-start"]
    assert "](#label:matsushima-killed)" in what[0]
    words = [cell[0].replace("\u00a0", " ") for cell in (said, now)]
    assert words == ["13 July 1938", "15 July 1938"]
    assert "unsourced" in why[0]
    assert said[1].replace("\u00a0", " ") == "in the draft of 22 November 2026"
    assert sources == ["{cite:p}`sokolov-okhota,tsput2017`"]
    assert [rows["malik-togo-start-time"][at][0] for at in (1, 2)] == ["11:00", "11:15"]
    assert rows["unggi-landing-end"][2] == ["nothing"]
    claim = rows["allied-pleas-verdict"]
    assert (claim[1][0], claim[2][0]) == ("Not supported", "Imprecise")
    price = rows["cer-sale-signed-manchukuo-price-recalled-1-high"]
    assert (price[1][0], price[2][0]) == ("170,000,000", "140,000,000")
    assert len(rows) == len(dataset.corrections)


def test_a_withdrawn_id_is_a_target_with_its_reason(dataset):
    told = withdrawn_table(dataset).myst
    assert f"{{#{withdrawn_id('events', 'victory-day-decree')}}}" in told
    assert "`division-23-losses`" in told
    assert withdrawn_table(dataset).rows[2][2] == ["–"]


def test_every_correction_is_of_another_value_and_names_a_source_or_its_own_arithmetic(data_folder):
    with (data_folder / "corrections.csv").open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    assert len(rows) >= 40
    assert {row["table"] for row in rows if not row["sources"]} == {"places"}
