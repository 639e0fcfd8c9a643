"""The figures as a fixture, and one browser page to measure them in."""

from __future__ import annotations

from pathlib import Path

import plotly
import pytest
from timeline_figures import FIGURES

from analysis.fonts import face_path
from analysis.timeline.figure import PLOTLY_MIME


@pytest.fixture(params=FIGURES, scope="session")
def figure(request):
    return FIGURES[request.param]()


@pytest.fixture(scope="session")
def blank_page(chromium, tmp_path_factory):
    faces = "".join(
        f"@font-face{{font-family:'Source Sans 3';font-weight:{weight};"
        f"src:url({face_path(name).as_uri()})}}"
        for name, weight in (("regular", 400), ("semibold", 600))
    )
    library = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
    path = tmp_path_factory.mktemp("pages") / "page.html"
    path.write_text(
        f"<!doctype html><meta charset='utf-8'><style>{faces} body{{margin:0;padding:16px}}"
        f"#figure>svg{{width:100%;height:auto}}</style><script src='{library.as_uri()}'></script>"
        "<div id='figure'></div>",
        encoding="utf-8",
    )
    page = chromium.new_page()
    page.errors = []
    page.on("pageerror", lambda error: page.errors.append(str(error)))
    page.goto(path.as_uri())
    for weight in (400, 600):
        page.evaluate(f"document.fonts.load('{weight} 13px \"Source Sans 3\"')")
    return page


@pytest.fixture
def show(blank_page):
    """Show a figure at a width: its SVG, or its plotly in the arrangement that fits."""

    def shown(figure, medium: str, width: int):
        bundle = figure._repr_mimebundle_()
        blank_page.errors.clear()
        blank_page.set_viewport_size({"width": width, "height": 700})
        blank_page.evaluate(
            "Plotly.purge('figure'); document.getElementById('figure').innerHTML=''"
        )
        if medium == "svg":
            blank_page.evaluate(
                "svg => { document.getElementById('figure').innerHTML = svg }",
                bundle["image/svg+xml"],
            )
            return blank_page
        spec = bundle[PLOTLY_MIME]
        meta = spec["layout"]["meta"]
        if "wide" in meta and width - 32 >= meta["wide_from"]:
            layout = {"template": spec["layout"]["template"], **meta["wide"]["layout"]}
            spec = {"data": meta["wide"]["data"], "layout": layout, "config": spec["config"]}
        blank_page.evaluate("f => Plotly.newPlot('figure', f.data, f.layout, f.config)", spec)
        return blank_page

    return shown
