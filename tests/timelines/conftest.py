"""The figures as a fixture."""

from __future__ import annotations

import pytest
from timeline_figures import FIGURES


@pytest.fixture(params=FIGURES, scope="session")
def figure(request):
    return FIGURES[request.param]()
