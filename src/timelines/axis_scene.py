"""What a scene shows of its axis: ticks, midnights, breaks, and the hours of a second clock."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from timelines import ticks as tick_module
from timelines.arrange import Arrangement
from timelines.description import Tick
from timelines.scene import LEFT, Outline, Outlines, Scene, Style, Text, line

_SLASH = ((-2.2, 4.0), (2.2, -4.0))  # across the foot of a panel that is cut
_STUB = 3.0  # of a tick under the axis


def add_axis(scene: Scene, arrangement: Arrangement) -> None:
    """Put the axis of an arrangement into its scene, under everything."""
    metrics, axis = scene.metrics, scene.axis
    overhang = metrics.margin - (0 if metrics.zooms else 2)
    scene.ticks = tick_module.axis_ticks(
        axis,
        scene.scale,
        metrics.width,
        metrics.measure_tick,
        overhang,
        shifts=not metrics.zooms,
    )
    head, foot, hair = arrangement.header_height, scene.height, metrics.hair
    ticks = [tick for panel in scene.ticks for tick in panel]
    grid = [line((tick.position, head), (tick.position, foot)) for tick in ticks]
    scene.grid.append(Outlines("grid", Style(edge="hairline", line=hair), grid, closed=False))
    ruled, strong = Style(edge="muted", line=hair * 1.2), Style(edge="midnight", line=hair * 1.6)
    base = [line((low, foot), (high, foot)) for low, high in axis.segments]
    base += [line((tick.position, foot), (tick.position, foot + _STUB)) for tick in ticks]
    scene.ruler.append(Outlines("base", ruled, base, closed=False))
    scene.ruler += _labels(ticks, foot + metrics.small * 1.25, 1, scene)
    if axis.hours:
        upright(scene, "midnights", strong, ((day, head) for day in tick_module.midnights(axis)))
    edges = [edge for a, b in pairwise(axis.segments) for edge in (a[1], b[0])]
    dotted = Style("", strong.edge, strong.line, (1.2 * hair, 2.2 * hair))
    upright(scene, "breaks", dotted, ((edge, head) for edge in edges))
    if edges:
        slashes = [Outline((_SLASH,), edge, foot) for edge in edges]
        scene.ground.append(Outlines("slashes", ruled, slashes, closed=False))
    if axis.second_ticks:
        _add_second(scene, head)


def upright(scene: Scene, name: str, style: Style, places: Iterable[tuple[float, float]]) -> None:
    """Lines from heights at positions to the foot of the plot, under the words."""
    lines = [line((at, top), (at, scene.height)) for at, top in places]
    if lines:
        scene.ground.append(Outlines(name, style, lines, closed=False))


def _add_second(scene: Scene, head: float) -> None:
    """Another clock's hours over the plot, and its midnights through it."""
    axis, metrics, hair = scene.axis, scene.metrics, scene.metrics.hair
    panels = zip(axis.segments, scene.scale.domains, strict=True)
    scene.second = tuple(
        tick
        for (low, high), (left, right) in panels
        for tick in tick_module.fitting(
            axis.second_ticks, low, high, (right - left) * metrics.width, metrics.measure_tick
        )
    )
    stubs = [line((tick.position, 0.0), (tick.position, head)) for tick in scene.second]
    scene.ruler.append(Outlines("second", Style(edge="hairline", line=hair), stubs, closed=False))
    scene.ruler += _labels(scene.second, -metrics.small * 0.8, -1, scene)
    dashed = Style("", "midnight", hair * 1.6, (6 * hair, 5 * hair))
    strong = ((tick.position, 0.0) for tick in axis.second_ticks if tick.strong)
    upright(scene, "second-midnights", dashed, strong)
    words, y = f"Clock of {axis.second_clock}", -metrics.second_axis * 0.85
    scene.items.append(Text((words,), LEFT, y, metrics.small, "muted", dx=metrics.outdent))


def _labels(ticks: Iterable[Tick], y: float, way: int, scene: Scene) -> Iterator[Text]:
    """Labels with their context on the far side, kept within the figure."""
    metrics = scene.metrics
    for tick in ticks:
        x = float(scene.scale.fraction(tick.position)) * metrics.width
        for words, row in ((tick.label, 0), (tick.context, way)):
            edge = metrics.margin - 2 - metrics.measure_tick(words) / 2
            dx = min(max(x, -edge), metrics.width + edge) - x
            down, role = y + row * metrics.small * 1.24, "ink" if row else "muted"
            if words:
                at, size = tick.position, metrics.small
                yield Text((words,), at, down, size, role, dx=dx, align="middle")
