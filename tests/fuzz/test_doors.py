"""A fixed sample of odd inputs for every door, and each case that was ever found."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from tests.fuzz.doors import DOORS

KEPT = sorted((Path(__file__).parent / "corpus").glob("*.json"))


@pytest.mark.parametrize("path", KEPT, ids=lambda path: path.stem)
def test_a_case_once_found_stays_mended(path):
    kept = json.loads(path.read_text("utf-8"))
    DOORS[kept["door"]].try_case(kept["case"])


@pytest.mark.parametrize("door", DOORS)
def test_no_traceback_and_no_hang_in_a_fixed_sample(door):
    @settings(
        max_examples=DOORS[door].sample,
        derandomize=True,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(DOORS[door].cases)
    def sample(case):
        DOORS[door].try_case(case)

    sample()
