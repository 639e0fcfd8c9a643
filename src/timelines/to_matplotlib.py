"""A scene drawn for print, and as the still picture of it that a page holds: matplotlib.

Whatever shares a name is one path, so that ten thousand rows are a handful of artists. The SVG is
the same on every machine: text stays text, its places come from the packaged typeface alone, and
no date, random id or system font enters it. It is fit to stand in a page as it is: its ids carry
a digest of the figure, its colours are attributes, which a style sheet may exchange, and its
metadata say what each mark answers.
"""

from __future__ import annotations

import io
import json
import math
import warnings
import xml.etree.ElementTree as ElementTree
import zlib
from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from os import PathLike
from typing import IO, Any

import numpy as np
from matplotlib import rc_context, rcdefaults, rcParams
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.image import AxesImage
from matplotlib.patches import Patch as _Shape
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.text import Text as Lettering
from PIL import Image

from timelines import typeface as fonts
from timelines.answers import answers_of
from timelines.palette import colour
from timelines.scene import Boxes, Item, Outline, Outlines, Picture, Scene, Text

_SETTINGS: dict[Any, Any] = {
    "svg.hashsalt": "timeline",
    "svg.fonttype": "none",
    "pdf.fonttype": 42,
    "path.simplify": False,
}
_SVG = "http://www.w3.org/2000/svg"
_RIM = 0.28  # of the size of a text, the width of its halo
_SPACED = "+"  # before the room between letters, which this library cannot set
_CENTRE = 0.33  # of its size, from the middle of its small letters to its baseline


@contextmanager
def defaults() -> Iterator[None]:
    """Draw and save by matplotlib's own defaults and ours, whatever style the user has set."""
    with rc_context():
        rcdefaults()
        rcParams.update(_SETTINGS)
        yield


class PrintFigure(Figure):
    """A matplotlib figure that is saved with the settings it was drawn for, whoever saves it."""

    alt: str = ""  # the figure in words
    answers: list[list[object]]  # what it says where, as `answers_of` gives it
    pictures: dict[str, dict[str, str]]  # of each named picture, its attributes in a drawing

    def savefig(self, fname: str | PathLike[str] | IO[Any], **options: Any) -> None:
        """Save as matplotlib does, without a date and with text as text."""
        kind = str(options.get("format") or str(fname).rsplit(".", 1)[-1]).lower()
        if kind in ("svg", "pdf"):
            dated = {"svg": {"Date": None}, "pdf": {"CreationDate": None}}[kind]
            options["metadata"] = dated | options.get("metadata", {})
        with defaults(), warnings.catch_warnings():
            # A machine without a CJK face draws boxes in a bitmap; in the SVG the page has one.
            warnings.filterwarnings("ignore", message="Glyph .* missing from")
            super().savefig(fname, **options)

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        return {"image/svg+xml": svg_of(self), "text/plain": self.alt}


def draw(scene: Scene, mode: str) -> PrintFigure:
    """The scene as a matplotlib figure, in the colours of a mode."""
    fonts.register()
    with defaults():
        return _Drawing(scene, mode).figure


class _Drawing:
    """Draws in units of the medium, y downwards."""

    def __init__(self, scene: Scene, mode: str) -> None:
        self.scene, self.mode = scene, mode
        width = scene.metrics.width + 2 * scene.metrics.margin
        height = scene.top + scene.height + scene.bottom
        self.figure = PrintFigure(figsize=(width / 72, height / 72), dpi=72)
        FigureCanvasAgg(self.figure)
        self.figure.set_facecolor(colour("paper", mode))
        self.axes = self.figure.add_axes((0, 0, 1, 1), xlim=(0, width), ylim=(height, 0))
        self.axes.set_axis_off()
        self.figure.alt, self.figure.answers = scene.alt, answers_of(scene)
        self.figure.pictures = {}
        for item in _merged((*scene.grid, *scene.ruler, *scene.ground, *scene.items)):
            if isinstance(item, Text):
                self._text(item)
            elif isinstance(item, Picture):
                self._picture(item)
            else:
                self._path(item)

    def _x(self, position: Any) -> Any:
        metrics = self.scene.metrics
        return metrics.margin + self.scene.scale.fraction(position) * metrics.width

    def _picture(self, item: Picture) -> None:
        """A picture; a drawing that is text holds it as it came, which is the smallest."""
        with Image.open(io.BytesIO(item.data)) as opened:
            pixels = np.asarray(opened.convert("RGBA"))
        left, right = (float(self._x(at)) for at in (item.left, item.right))
        top, bottom = (self.scene.top + y for y in (item.top, item.bottom))
        sizes = {"x": left, "y": top, "width": right - left, "height": bottom - top}
        self.figure.pictures[item.name] = {
            **{side: f"{size:.2f}" for side, size in sizes.items()},
            "preserveAspectRatio": "none",
            "href": f"data:image/webp;base64,{b64encode(item.data).decode()}",
        }
        drawn = AxesImage(self.axes, interpolation="bilinear", extent=(left, right, bottom, top))
        drawn.set_data(pixels)
        drawn.set_zorder(_Shape.zorder)  # in the order of the scene, like all that has outlines
        self._add(drawn, item.name)

    def _path(self, item: Boxes | Outlines) -> None:
        style = item.style
        rings = self._rectangles(item) if isinstance(item, Boxes) else self._rings(item.outlines)
        closed = isinstance(item, Boxes) or item.closed
        if not len(rings):
            return
        points = np.concatenate([[*ring, ring[0]] if closed else ring for ring in rings])
        codes = [
            code
            for ring in rings
            for code in [Path.MOVETO, *[Path.LINETO] * (len(ring) - 1), *[Path.CLOSEPOLY] * closed]
        ]
        patch = PathPatch(
            Path(np.round(points, 2), codes),
            facecolor=colour(style.fill, self.mode) if style.fill else "none",
            edgecolor=colour(style.edge, self.mode) if style.edge else "none",
            linewidth=style.line,
            linestyle=(0, [dash / style.line for dash in style.dashes]) if style.dashes else "-",
            alpha=None if style.alpha == 1 else style.alpha,
            joinstyle="miter",
            capstyle="butt",
        )
        self._add(patch, item.name)

    def _rectangles(self, item: Boxes) -> np.ndarray:
        """Boxes as rings of four; the edge lies within their height."""
        boxes = item.boxes
        inset = item.style.line / 2 if item.style.edge else 0.0
        left, right = (
            self._x(np.array([getattr(box, side) for box in boxes])) + [box.dx[at] for box in boxes]
            for at, side in enumerate(("left", "right"))
        )
        middle = np.array([(box.top + box.bottom) / 2 for box in boxes]) + self.scene.top
        half = np.array([(box.bottom - box.top) / 2 for box in boxes])
        half = np.maximum(half - inset, 0.0)
        top, bottom = middle - half, middle + half
        corners = [left, top, right, top, right, bottom, left, bottom]
        return np.stack(corners, axis=1).reshape(-1, 4, 2)

    def _rings(self, outlines: Sequence[Outline]) -> list[np.ndarray]:
        rings: list[np.ndarray] = []
        for outline in outlines:
            for at, ring in enumerate(outline.rings):
                points = np.array(ring, dtype=float)
                if at and (_area(points) > 0) == (_area(rings[-at]) > 0):
                    points = points[::-1]  # a hole runs the other way round
                if outline.at is None:
                    points[:, 0] = self._x(points[:, 0])
                else:
                    points += (self._x(outline.at), outline.y)
                points[:, 1] += self.scene.top
                rings.append(points)
        return rings

    def _text(self, text: Text) -> None:
        leading = text.size * 1.24
        first = self.scene.top + text.y - (len(text.lines) - 1) * leading / 2
        for at, words in enumerate(text.lines):
            name = f"{text.name}-{at}" if at and text.name else text.name
            place = (float(self._x(text.at)) + text.dx, first + at * leading)
            spaced = f"{_SPACED}{text.spaced:g}" if text.spaced else ""
            if text.halo:
                self._words(text, words, place, text.halo, f"halo-{text.size * _RIM:.2f}{spaced}")
            self._words(text, words, place, text.role, name or spaced)

    def _words(
        self, text: Text, words: str, place: tuple[float, float], role: str, name: str
    ) -> None:
        turn, drop = math.radians(text.angle), text.size * _CENTRE
        item = Lettering(
            round(place[0] + drop * math.sin(turn), 2),
            round(place[1] + drop * math.cos(turn), 2),
            words,
            color=colour(role, self.mode),
            fontproperties=_face(
                tuple(fonts.families_for(words)), text.size, text.weight, italic=text.italic
            ),
            rotation=text.angle,
            rotation_mode="anchor",
            ha={"start": "left", "middle": "center", "end": "right"}[text.align],
            va="baseline",
            parse_math=False,
        )
        self._add(item, name)

    def _add(self, item: Artist, name: str) -> None:
        if name:
            item.set_gid(name)
        item.set_clip_on(False)
        self.axes.add_artist(item)


def _area(ring: np.ndarray) -> float:
    """Twice the area of a ring, signed by the way it runs."""
    x, y = ring.T
    return float(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1)))


@cache
def _face(families: tuple[str, ...], size: float, weight: str, *, italic: bool) -> FontProperties:
    return FontProperties(
        family=list(families),
        size=size,
        weight=600 if weight == "semibold" else 400,
        style="italic" if italic else "normal",
    )


def _merged(items: Iterable[Item]) -> list[Item]:
    """Of one name and style one item, where the first of them stood."""
    found: dict[object, Item] = {}
    for at, item in enumerate(items):
        key: object = at
        if isinstance(item, Boxes | Outlines) and item.name:
            key = (item.name, item.style)
        before = found.get(key)
        if isinstance(before, Boxes) and isinstance(item, Boxes):
            item = Boxes(item.name, item.style, [*before.boxes, *item.boxes])
        elif isinstance(before, Outlines) and isinstance(item, Outlines):
            outlines = [*before.outlines, *item.outlines]
            item = Outlines(item.name, item.style, outlines, closed=item.closed)
        found[key] = item
    return list(found.values())


def svg_of(figure: PrintFigure) -> str:
    """The figure as an SVG to stand in a page: its own ids, rows named, colours as attributes."""
    buffer = io.StringIO()
    figure.savefig(buffer, format="svg")
    raw = buffer.getvalue()
    name = f"f{zlib.crc32((raw + figure.alt).encode()):08x}"
    root = ElementTree.fromstring(raw)
    for child in list(root):
        if child.tag in (f"{{{_SVG}}}metadata", f"{{{_SVG}}}defs"):
            root.remove(child)
    for element in root.iter():
        if held := figure.pictures.get(element.get("id", "")):
            element.attrib = {"id": element.get("id", "")} | held
        _tidied(element, name)
    size = root.get("viewBox", "").split()[2:]
    root.attrib = {
        "id": f"{name}-drawing",
        "class": "drawing",
        "role": "img",
        "aria-label": figure.alt,
        "width": size[0],
        "height": size[1],
        "viewBox": root.get("viewBox", ""),
        "font-family": fonts.css_families(),
    }
    answers = ElementTree.SubElement(root, f"{{{_SVG}}}metadata")
    answers.text = json.dumps(figure.answers, ensure_ascii=False, separators=(",", ":"))
    ElementTree.register_namespace("", _SVG)
    return ElementTree.tostring(root, encoding="unicode").rstrip()


def _tidied(element: ElementTree.Element, name: str) -> None:
    """One element in a page's terms: its id, and its style as attributes."""
    own = element.get("id", "")
    for style in element.attrib.pop("style", "").split(";"):
        key, _, value = style.partition(":")
        if value and key.strip() != "font-family":  # one list of families, on the figure
            element.set(key.strip(), value.strip())
    for space in ("text", "tail"):
        if not (getattr(element, space) or "").strip():
            setattr(element, space, "\n" if space == "tail" else None)
    if element.get("transform", "").startswith(("rotate(-0 ", "rotate(0 ")):
        del element.attrib["transform"]
    if own:
        _named(element, name, own)
    if outline := element.get("d"):
        element.set("d", " ".join(outline.split()))


def _named(element: ElementTree.Element, name: str, own: str) -> None:
    """The id of an element, or, for words of which there are many, the pen that their id told."""
    pen, _, spaced = own.partition(_SPACED)
    if spaced:
        element.set("letter-spacing", spaced)
    if pen.startswith("halo-"):  # its text is drawn with a broad pen
        element.set("stroke", element[0].get("style", "").partition("fill: ")[2][:7])
        element.set("stroke-width", pen.removeprefix("halo-"))
        element.set("stroke-linejoin", "round")
    if spaced or pen.startswith("halo-"):
        del element.attrib["id"]
    else:
        element.set("id", f"{name}-{own}")
