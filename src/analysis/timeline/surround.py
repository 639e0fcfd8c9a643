"""What stands round the rows on the screen: axes, headings, lines, spans, key, legend, margins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from analysis import fonts
from analysis.palette import colour
from analysis.timeline import ticks as tick_module
from analysis.timeline.arrange import Arrangement
from analysis.timeline.key import drawn, key_of
from analysis.timeline.labels import Metrics, wrap
from analysis.timeline.marks import Marks
from analysis.timeline.scale import Scale
from analysis.timeline.screen import FONT, SIDE, as_typed, value

_AXIS, _SECOND_AXIS, _LINE = 42.0, 56.0, 20.0
_DAILY = 5  # days; an axis of days this short would be given hours
_TITLE_SIZE, _SMALL = 17.0, 12.0
_OUTDENT = 1 - SIDE  # text starts at the edge of the figure, not of the plot
_LEGEND_MARK, _LEGEND_LINE = 46.0, 20.0
_TICK_FORMATS = [
    {"dtickrange": [None, 86_400_000 - 1], "value": "%H:%M\n%-d %b"},
    {"dtickrange": [86_400_000, 86_400_000 * 20], "value": "%-d %b\n%Y"},
    {"dtickrange": [86_400_000 * 20, "M11"], "value": "%b\n%Y"},
    {"dtickrange": ["M12", None], "value": "%Y"},
]


def layout_of(arrangement: Arrangement, marks: Marks, mode: str) -> dict[str, object]:
    """The layout without its template and meta."""
    description, metrics = arrangement.description, arrangement.metrics
    axis = description.axis
    title = title_lines(description.title, metrics)
    key = key_of(marks, description.kind, metrics)
    remarks = (
        wrap(description.note, metrics.width, _sized(metrics, _SMALL)) if description.note else ()
    )
    lanes = len(arrangement.headings)
    names = [_sized(metrics, _SMALL).measure(lane.name) for lane, *_ in arrangement.headings]
    entry = max(names, default=0.0) + _LEGEND_MARK
    columns = max(1, int(metrics.width // entry))
    legend_lines = -(-lanes // columns) if lanes > 1 else 0
    top = title_height(title)
    top += _SECOND_AXIS if axis.second_ticks else 0
    named = 18 if axis.clock or axis.name else 0
    bottom = _AXIS + named + (len(key) + len(remarks)) * _LINE + legend_lines * _LEGEND_LINE + 12
    height = arrangement.height
    layout: dict[str, object] = {
        "height": round(top + height + bottom),
        "margin": {
            "l": SIDE,
            "r": SIDE,
            "t": round(top),
            "b": round(top + height + bottom) - round(top) - round(height),
            "pad": 0,
            "autoexpand": False,
        },
        "autosize": True,
        "barmode": "overlay",
        "yaxis": {"range": [round(height), 0], "fixedrange": True, "visible": False},
        "showlegend": lanes > 1,
        "legend": {
            "orientation": "h",
            "x": 0,
            "xanchor": "left",
            "y": 0,
            "yanchor": "bottom",
            "yref": "container",
            "entrywidth": round(entry - _LEGEND_MARK),
            "entrywidthmode": "pixels",
            "font": {"size": _SMALL},
            "itemsizing": "constant",
            "tracegroupgap": 0,  # every lane is a group; the gap between groups is ours to set
        },
        "shapes": _shapes(arrangement, mode),
        "annotations": [],
    }
    layout.update(_axes(arrangement, mode))
    annotations = layout["annotations"]
    annotations.extend(title_notes(title, round(top)))
    for lane, _, middle in arrangement.headings:
        annotations.append(
            note(f"<b>{as_typed(lane.name)}</b>", FONT, colour(f"lane-{lane.hue}", mode))
            | {"yref": "y", "y": round(middle, 1), "yanchor": "middle"}
        )
    annotations.extend(_headers(arrangement, mode))
    muted = colour("muted", mode)
    drop = _AXIS + 2
    if named:
        words = f"Clock of {axis.clock}" if axis.clock else axis.name
        annotations.append(_below(as_typed(words), drop, muted))
        drop += named
    for line in key:
        for mark, meaning, left in line:
            layout["shapes"].extend(drawn(mark, left + _OUTDENT, drop + 9, mode))
            annotations.append(_below(meaning, drop, muted) | {"xshift": left + 26 + _OUTDENT})
        drop += _LINE
    for text in remarks:
        annotations.append(_below(as_typed(text), drop, muted))
        drop += _LINE
    if axis.second_ticks:
        annotations.append(
            note(f"Clock of {as_typed(axis.second_clock)}", _SMALL, muted)
            | {"y": 1, "yanchor": "bottom", "yshift": 38}
        )
    return layout


def title_lines(title: str, metrics: Metrics) -> Sequence[str]:
    """A title in lines that fit the narrowest width."""
    return wrap(title, metrics.width, _sized(metrics, _TITLE_SIZE), "semibold") if title else ()


def title_height(lines: Sequence[str]) -> float:
    """The margin over the plot that a title needs."""
    return 10 + len(lines) * _TITLE_SIZE * 1.3 + (10 if lines else 0)


def title_notes(
    lines: Sequence[str], top: int, outdent: float = _OUTDENT
) -> list[dict[str, object]]:
    """The title's annotation in a margin of `top` pixels, or none."""
    text = "<br>".join(f"<b>{as_typed(line)}</b>" for line in lines)
    place = {"y": 1, "yanchor": "top", "yshift": top - 8, "xshift": outdent}
    return [note(text, _TITLE_SIZE) | place] if lines else []


def _axes(arrangement: Arrangement, mode: str) -> dict[str, object]:
    axis = arrangement.description.axis
    scale = Scale(axis)
    axes: dict[str, object] = {}
    count = len(axis.segments)
    for at, ((low, high), domain) in enumerate(zip(axis.segments, scale.domains, strict=True)):
        first, last = value(low, axis.kind), value(high, axis.kind)
        settings = {
            "range": [first, last],
            "minallowed": first,
            "maxallowed": last,
            "fixedrange": count > 1,
            "domain": [round(edge, 5) for edge in domain],
            "anchor": "y",
            "showgrid": True,
        }
        if axis.kind == "time":
            settings |= {"type": "date", "tickformatstops": _TICK_FORMATS}
            width = (domain[1] - domain[0]) * arrangement.metrics.width
            if not axis.hours and high - low <= _DAILY:
                settings |= {"dtick": 86_400_000, "tick0": "2000-01-01"}
            elif count > 1:
                settings["nticks"] = max(2, int(width // 48))
        else:
            settings |= {"type": "linear", "tickformat": ",~r", "nticks": 6}
        axes["xaxis" if at == 0 else f"xaxis{at + 1}"] = settings
    if axis.second_ticks:
        axes[f"xaxis{count + 1}"] = _second_axis(arrangement)
    return axes


def _second_axis(arrangement: Arrangement) -> dict[str, object]:
    """Another clock's hours over the first segment, at their positions on the axis below."""
    axis = arrangement.description.axis
    low, high = axis.segments[0]
    shown = tick_module.fitting(
        axis.second_ticks,
        low,
        high,
        arrangement.metrics.width,
        lambda text: fonts.text_width(text, _SMALL) * 1.2,
    )
    return {
        "type": "date",
        "overlaying": "x",
        "matches": "x",
        "side": "top",
        "showgrid": False,
        "tickmode": "array",
        "tickvals": [value(tick.position, "time") for tick in shown],
        "ticktext": [
            f"{tick.context}<br>{tick.label}" if tick.context else tick.label for tick in shown
        ],
    }


def _shapes(arrangement: Arrangement, mode: str) -> list[dict[str, object]]:
    description, axis = arrangement.description, arrangement.description.axis
    height, head = round(arrangement.height), round(arrangement.header_height, 1)
    scale = Scale(axis)
    shapes = []
    for span in description.background:
        for at, (low, high) in enumerate(axis.segments):
            start, end = max(span.start, low), min(span.end, high)
            if start < end:
                shapes.append(
                    {
                        "type": "rect",
                        "xref": f"x{at + 1}" if at else "x",
                        "x0": value(start, axis.kind),
                        "x1": value(end, axis.kind),
                        "y0": 0,
                        "y1": height,
                        "fillcolor": colour("band", mode),
                        "line": {"width": 0},
                        "layer": "below",
                    }
                )
    for _, rule, _ in arrangement.headings:
        shapes.append(
            _line(("paper", 0, 1), (round(rule, 1), round(rule, 1)), colour("hairline", mode), 1)
        )
    midnight = colour("midnight", mode)
    if axis.hours:
        for day in tick_module.midnights(axis):
            at = value(day, axis.kind)
            shapes.append(_line(("x", at, at), (head, height), midnight, 1))
        for tick in axis.second_ticks:
            if tick.strong:
                at = value(tick.position, axis.kind)
                shapes.append(_line(("x", at, at), (0, height), midnight, 1, "dash"))
    for a, b in pairwise(scale.domains):
        for edge in (a[1], b[0]):
            shapes.append(_line(("paper", edge, edge), (head, height), midnight, 1, "dot"))
    starts = {header.position: header.y for header in reversed(arrangement.headers)}
    for reference in description.references:
        at = value(reference.position, axis.kind)
        segment = scale.segment_at(reference.position)
        top = starts.get(reference.position, 0.0) - FONT * 0.55
        shapes.append(
            _line(
                (f"x{segment + 1}" if segment else "x", at, at),
                (round(max(top, 0.0), 1), height),
                colour("reference", mode),
                1,
            )
        )
    return shapes


def _line(across, down, ink, width, dash="solid"):
    xref, x0, x1 = across
    return {
        "type": "line",
        "xref": xref,
        "x0": x0,
        "x1": x1,
        "y0": down[0],
        "y1": down[1],
        "line": {"color": ink, "width": width, "dash": dash},
        "layer": "below",
    }


def _headers(arrangement: Arrangement, mode: str):
    axis = arrangement.description.axis
    for header in arrangement.headers:
        segment = arrangement.scale.segment_at(header.position)
        yield {
            "text": as_typed(header.text),
            "x": value(header.position, axis.kind),
            "xref": f"x{segment + 1}" if segment else "x",
            "y": round(header.y, 1),
            "yref": "y",
            "xanchor": "left" if header.align == "start" else "right",
            "yanchor": "middle",
            "xshift": 3 if header.align == "start" else -3,
            "showarrow": False,
            "borderpad": 0,
            "font": {"size": FONT, "color": colour(header.role, mode)},
        }


def note(text: str, size: float, ink: str | None = None) -> dict[str, object]:
    """A text at the left edge of the figure, still without its height."""
    font = {"size": size} | ({"color": ink} if ink else {})
    return {
        "text": text,
        "x": 0,
        "xref": "paper",
        "xanchor": "left",
        "xshift": _OUTDENT,
        "yref": "paper",
        "align": "left",
        "showarrow": False,
        "borderpad": 0,
        "font": font,
    }


def _below(text: str, drop: float, ink: str) -> dict[str, object]:
    return note(text, _SMALL, ink) | {"y": 0, "yanchor": "top", "yshift": -round(drop)}


def _sized(metrics, size):
    return replace(metrics, font=size)
