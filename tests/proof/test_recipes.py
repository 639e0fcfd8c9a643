"""The recipes for other libraries: all are found by their proof, and Arrow's is run here."""

import pyarrow.parquet as pq

from historical_time.columns.edtf import parse_edtf_column
from proof.frames import RECIPES, as_bytes, blocks, dates


def test_each_block_stands_under_the_library_that_it_is_for():
    headings = [heading for heading, _ in blocks(RECIPES.read_text("utf-8"))]
    assert headings == ["Polars", "Polars", "Dask", "DuckDB", "Arrow"]


def test_a_file_in_batches_gives_the_bytes_of_the_whole_column(tmp_path, monkeypatch):
    table = dates(25_000)
    forms = ["/9599", "7519-07~", "5439-08-XX", "[3359,3359-09]", None]
    assert table["date"].to_pylist()[5:10] == forms
    pq.write_table(table, tmp_path / "dates.parquet", row_group_size=7_001)
    monkeypatch.chdir(tmp_path)
    names = {}
    exec(dict(blocks(RECIPES.read_text("utf-8")))["Arrow"], names)
    assert names["bounds"].num_rows == 25_000
    whole = parse_edtf_column(table["date"].to_pandas())
    assert as_bytes(names["bounds"]) == as_bytes(whole)
    whole.loc[24_999, "end_kind"] = "open"
    assert as_bytes(names["bounds"]) != as_bytes(whole)
