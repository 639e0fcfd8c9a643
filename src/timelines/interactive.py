"""The figure for the screen: a plotly specification that holds from 320 pixels up.

Heights are pixels (the y axis runs from the plot's height to 0), widths are the axis's own, so
the figure stretches with its page; `labels` says why the labels then still stand free. Bars are
`bar` traces with a base, never `px.timeline`; beyond 400 rows each lane is one path and its
hovers, so that ten thousand rows are a handful of nodes.
"""

from __future__ import annotations

from timelines import dense
from timelines.arrange import arrange
from timelines.description import Description
from timelines.marks import marks_of
from timelines.palette import LIGHT
from timelines.screen import Spec, screen_metrics, template
from timelines.surround import layout_of
from timelines.table import table_rows
from timelines.traces import Traces

WIDE_FROM = 680  # pixels; narrower pages keep the arrangement that holds from 320
# Nothing but a button moves a figure: a swipe or a wheel over it moves the page.
CONFIG = {
    "responsive": True,
    "displaylogo": False,
    "typesetMath": False,
    "scrollZoom": False,
    "doubleClick": False,
    "showAxisDragHandles": False,
    "displayModeBar": False,
}
_ZOOM = {
    "displayModeBar": True,
    "modeBarButtons": [["zoomIn2d", "zoomOut2d", "pan2d", "resetScale2d"]],
}


def figure_spec(
    description: Description, *, mode: str = LIGHT, wide: bool = False, with_wide: bool = False
) -> Spec:
    """The plotly figure as plain JSON values: {"data", "layout", "config"}.

    `with_wide` puts the flatter arrangement for wide pages into `layout.meta.wide`, for a
    renderer that knows the width of its page.
    """
    arrangement = arrange(description, screen_metrics(wide=wide))
    marks = marks_of(arrangement)
    # The panels of a broken axis cannot be zoomed and stay one axis, with the ticks it is given.
    whole = len(description.axis.segments) == 1
    if arrangement.labelled:
        data = Traces(arrangement, marks, mode).data()
        shapes: list[Spec] = []
    else:
        data, shapes = dense.traces(arrangement, marks, mode)
    layout = layout_of(arrangement, marks, mode)
    layout["shapes"] = [*layout["shapes"], *shapes]
    layout["template"] = template(mode)
    if not wide:
        layout["meta"] = {
            "kind": description.kind,
            "title": description.title,
            "caption": description.caption,
            "alt": description.alt,
            "table": table_rows(description),
        }
        if with_wide and (arrangement.labelled or not whole):
            other = figure_spec(description, mode=mode, wide=True)
            del other["layout"]["template"]
            layout["meta"]["wide"] = {"data": other["data"], "layout": other["layout"]}
            layout["meta"]["wide_from"] = WIDE_FROM
    return {"data": data, "layout": layout, "config": CONFIG | (_ZOOM if whole else {})}
