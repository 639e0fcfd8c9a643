"""What stands round the rows on the screen: axes, headings, lines, spans, key, legend, margins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from timelines import ticks as tick_module
from timelines import typeface as fonts
from timelines.arrange import Arrangement
from timelines.description import Tick
from timelines.key import drawn, key_of
from timelines.labels import Metrics, wrap
from timelines.lettering import HEADER_GAP, words_of
from timelines.marks import Marks
from timelines.palette import colour
from timelines.scale import Scale
from timelines.screen import FONT, SIDE, Spec, as_typed, value

_AXIS, _SECOND_AXIS, _LINE = 42.0, 56.0, 20.0
_LEAST_STEP = 50  # pixels between two ticks
_DAILY = 5  # days; an axis of days this short would be given hours
_TITLE_SIZE, _SMALL = 17.0, 12.0
HEADING, WORDS = "heading", "words"  # grounds: of words at the left edge, of words at a position
_OUTDENT = 1 - SIDE  # text starts at the edge of the figure, not of the plot
_TINT = 0.06  # of ink over paper
_TICK_FORMATS = [
    {"dtickrange": [None, 86_400_000 - 1], "value": "%H:%M\n%-d %b"},
    {"dtickrange": [86_400_000, 86_400_000 * 20], "value": "%-d %b\n%Y"},
    {"dtickrange": [86_400_000 * 20, "M11"], "value": "%b\n%Y"},
    {"dtickrange": ["M12", None], "value": "%Y"},
]


def layout_of(arrangement: Arrangement, marks: Marks, mode: str) -> Spec:
    """The layout without its template and meta."""
    description, metrics = arrangement.description, arrangement.metrics
    axis = description.axis
    title = title_lines(description.title, metrics)
    key = key_of(marks, description.kind, metrics)
    remarks = (
        wrap(description.note, metrics.width, _sized(metrics, _SMALL)) if description.note else ()
    )
    top = title_height(title)
    top += _SECOND_AXIS if axis.second_ticks else 0
    named = 18 if axis.clock or axis.name else 0
    bottom = _AXIS + named + (len(key) + len(remarks)) * _LINE + 12
    height = arrangement.height
    layout: Spec = {
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
        "showlegend": False,  # the headings of the lanes say it
        "shapes": [
            *_lines(arrangement, mode),
            *_grounds(arrangement, marks, mode),
            *_bands(arrangement, mode),
        ],
        "annotations": [],
    }
    layout.update(_axes(arrangement, mode))
    annotations = layout["annotations"]
    annotations.extend(title_notes(title, round(top)))
    for lane, _, middle in arrangement.headings:
        annotations.append(
            note(f"<b>{as_typed(lane.name)}</b>", FONT, colour(f"full-{lane.hue}", mode))
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


def title_notes(lines: Sequence[str], top: int, outdent: float = _OUTDENT) -> list[Spec]:
    """The title's annotation in a margin of `top` pixels, or none."""
    text = "<br>".join(f"<b>{as_typed(line)}</b>" for line in lines)
    place = {"y": 1, "yanchor": "top", "yshift": top - 8, "xshift": outdent}
    return [note(text, _TITLE_SIZE) | place] if lines else []


def _axes(arrangement: Arrangement, mode: str) -> Spec:
    axis = arrangement.description.axis
    scale = Scale(axis)
    axes: Spec = {}
    count = len(axis.segments)
    panels = _panels(arrangement)
    for at, ((low, high), domain) in enumerate(zip(axis.segments, scale.domains, strict=True)):
        first, last = value(low, axis.kind), value(high, axis.kind)
        settings: Spec = {
            "range": [first, last],
            "minallowed": first,
            "maxallowed": last,
            "fixedrange": count > 1,
            "domain": [round(edge, 5) for edge in domain],
            "anchor": "y",
            "showgrid": count == 1,
            "tickangle": 0,
        }
        if axis.kind == "time":
            settings |= {"type": "date", "tickformatstops": _TICK_FORMATS}
            if count == 1 and not axis.hours and high - low <= _DAILY:
                settings |= {"dtick": 86_400_000, "tick0": "2000-01-01"}
        else:
            settings |= {"type": "linear", "tickformat": ",~r"}
        if count == 1:
            # A zoom has ticks of its own: the library chooses them, no closer than ours are.
            most = int(arrangement.metrics.width // _LEAST_STEP)
            settings["nticks"] = min(most if axis.kind == "time" else 5, len(panels[0])) + 1
        else:
            settings |= _fixed(panels[at], axis.kind)
        axes["xaxis" if at == 0 else f"xaxis{at + 1}"] = settings
    if axis.second_ticks:
        axes[f"xaxis{count + 1}"] = _second_axis(arrangement)
    return axes


def _second_axis(arrangement: Arrangement) -> Spec:
    """Another clock's hours over the first segment, at their positions on the axis below."""
    axis = arrangement.description.axis
    (low, high), (left, right) = axis.segments[0], arrangement.scale.domains[0]
    shown = tick_module.fitting(
        axis.second_ticks,
        low,
        high,
        (right - left) * arrangement.metrics.width,
        _measured,
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


def _panels(arrangement: Arrangement) -> tuple[tuple[Tick, ...], ...]:
    axis, width = arrangement.description.axis, arrangement.metrics.width
    return tick_module.axis_ticks(axis, arrangement.scale, width, _measured, SIDE)


def _measured(text: str) -> float:
    return fonts.text_width(text, _SMALL) * 1.2


def _fixed(ticks: Sequence[Tick], kind: str) -> Spec:
    """The ticks of a panel that stays as it is."""
    return {
        "tickmode": "array",
        "tickvals": [value(tick.position, kind) for tick in ticks],
        "ticktext": [f"{t.label}<br>{t.context}" if t.context else t.label for t in ticks],
    }


def _lines(arrangement: Arrangement, mode: str) -> list[Spec]:
    description, axis = arrangement.description, arrangement.description.axis
    height, head = round(arrangement.height), round(arrangement.header_height, 1)
    scale = Scale(axis)
    hairline, midnight = colour("hairline", mode), colour("midnight", mode)

    def upright(position: float, top: float, ink: str, dash: str = "solid") -> Spec:
        xref, at = _across(arrangement, position)
        return _line((xref, at, at), (top, height), ink, 1, dash)

    shapes = []
    if len(axis.segments) > 1:
        ticks = (tick for panel in _panels(arrangement) for tick in panel)
        shapes += [upright(tick.position, head, hairline) for tick in ticks]
    rules = (round(rule, 1) for _, rule, _ in arrangement.headings)
    shapes += [_line(("paper", 0, 1), (rule, rule), hairline, 1) for rule in rules]
    if axis.hours:
        shapes += [upright(day, head, midnight) for day in tick_module.midnights(axis)]
        others = (tick.position for tick in axis.second_ticks if tick.strong)
        shapes += [upright(position, 0, midnight, "dash") for position in others]
    edges = (edge for a, b in pairwise(scale.domains) for edge in (a[1], b[0]))
    shapes += [_line(("paper", e, e), (head, height), midnight, 1, "dot") for e in edges]
    starts = {header.position: header.y for header in reversed(arrangement.headers)}
    for reference in description.references:
        top = max(starts.get(reference.position, 0.0) - FONT * 0.55, 0.0)
        shapes.append(upright(reference.position, round(top, 1), colour("reference", mode)))
    return shapes


def _grounds(arrangement: Arrangement, marks: Marks, mode: str) -> list[Spec]:
    """Boxes between the lines and the marks for each block of words, in the words' own pixels."""
    boxes = []
    for words in words_of(arrangement, marks):
        heading = words.position is None
        shift = _OUTDENT if heading else 0.0
        # On the axis, for the library draws what is on the paper under the grid.
        position = arrangement.description.axis.low if words.position is None else words.position
        xref, anchor = _across(arrangement, position)
        boxes.append(
            {
                "type": "rect",
                "name": HEADING if heading else WORDS,
                "xref": xref,
                "xsizemode": "pixel",
                "xanchor": anchor,
                "x0": round(words.left + shift, 1),
                "x1": round(words.right + shift, 1),
                "y0": round(words.top, 1),
                "y1": round(words.bottom, 1),
                "fillcolor": colour("paper", mode),
                "line": {"width": 0},
                "layer": "between",
            }
        )
    return boxes


def _bands(arrangement: Arrangement, mode: str) -> list[Spec]:
    """The background: a tint over the grounds of words too, wherever a stretched axis puts them."""
    boxes = []
    for span in arrangement.description.background:
        for low, high in arrangement.description.axis.segments:
            start, end = max(span.start, low), min(span.end, high)
            if start < end:
                (xref, x0), (_, x1) = (_across(arrangement, edge) for edge in (start, end))
                boxes.append(
                    {
                        "type": "rect",
                        "xref": xref,
                        "x0": x0,
                        "x1": x1,
                        "y0": 0,
                        "y1": round(arrangement.height),
                        "fillcolor": colour("ink", mode),
                        "opacity": _TINT,
                        "line": {"width": 0},
                        "layer": "between",
                    }
                )
    return boxes


def _across(arrangement: Arrangement, position: float) -> tuple[str, float | str]:
    """Where a position is for a shape: on its axis, or as a part of the width of a broken one.

    The panels of a broken axis stay as they are, words may stand over more than one of them, and
    the library draws in the order given what belongs to no panel.
    """
    axis = arrangement.description.axis
    if len(axis.segments) == 1:
        return "x", value(position, axis.kind)
    return "paper", round(float(arrangement.scale.fraction(position)), 5)


def _line(
    across: tuple[str, float | str, float | str],
    down: tuple[float, float],
    ink: str,
    width: float,
    dash: str = "solid",
) -> Spec:
    xref, x0, x1 = across
    return {
        "type": "line",
        "xref": xref,
        "x0": x0,
        "x1": x1,
        "y0": down[0],
        "y1": down[1],
        "line": {"color": ink, "width": width, "dash": dash},
        "layer": "between",  # over the grid, which would hide a line at a tick
    }


def _headers(arrangement: Arrangement, mode: str) -> Iterator[Spec]:
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
            "xshift": HEADER_GAP if header.align == "start" else -HEADER_GAP,
            "showarrow": False,
            "borderpad": 0,
            "font": {"size": FONT, "color": colour(header.role, mode)},
        }


def note(text: str, size: float, ink: str | None = None) -> Spec:
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


def _below(text: str, drop: float, ink: str) -> Spec:
    return note(text, _SMALL, ink) | {"y": 0, "yanchor": "top", "yshift": -round(drop)}


def _sized(metrics: Metrics, size: float) -> Metrics:
    return replace(metrics, font=size)
