"""Faces of the reader's machine that stand in for the book's until those arrive."""

from __future__ import annotations

from collections.abc import Iterator

from border_wars_book.build.fonts import SANS, SERIF, Face, latin_faces

# Faces that stand in for ours, each with others of the same widths, and the factors by which the
# same English prose runs wider in ours: upright, italic, semibold and semibold italic.  Measured on
# the overview's text.  Where several are present the last one serves.
STAND_INS = (
    (SERIF, ("DejaVu Serif", "Bitstream Vera Serif"), (0.862, 0.803, 0.794, 0.753)),
    (SERIF, ("Noto Serif", "Droid Serif"), (0.930, 0.889, 0.891, 0.837)),
    (
        SERIF,
        ("Times New Roman", "Liberation Serif", "Tinos", "Nimbus Roman"),
        (1.101, 1.023, 1.051, 1.030),
    ),
    (SANS, ("DejaVu Sans", "Bitstream Vera Sans"), (0.817, 0.795, 0.745, 0.725)),
    (SANS, ("Noto Sans",), (0.880, 0.910, 0.853, 0.875)),
    (SANS, ("Roboto",), (0.933, 0.935, 0.947, 0.947)),
    (SANS, ("Arial", "Liberation Sans", "Arimo", "Nimbus Sans"), (0.929, 0.905, 0.893, 0.869)),
)


def stand_ins() -> list[str]:
    """Their style sheet, a rule each, scaled to the book's faces.

    With the same width and height nothing moves when they do.  All stand-ins for a face bear one
    name: a browser passes over those whose `src` it has not, and of the others takes the last.
    """
    from fontTools.ttLib import TTFont

    rules = []
    for face in latin_faces():
        with TTFont(face.path, lazy=True) as font:
            units, height = font["head"].unitsPerEm, font["hhea"]
        for family, likes, scales in STAND_INS:
            if family != face.family:
                continue
            scale = scales[face.italic + 2 * (face.weight > 400)]
            names = (f"local('{name}')" for like in likes for name in _local_names(like, face))
            rules.append(
                f"@font-face{{font-family:'{family} Stand-in';font-weight:{face.weight};"
                f"font-style:{'italic' if face.italic else 'normal'};src:{','.join(names)};"
                f"size-adjust:{scale:.1%};ascent-override:{height.ascent / units / scale:.1%};"
                f"descent-override:{-height.descent / units / scale:.1%};line-gap-override:0%}}"
            )
    return rules


def _local_names(family: str, face: Face) -> Iterator[str]:
    """The names, full or PostScript's, under which systems know a style of the family."""
    for slope in ("Italic", "Oblique") if face.italic else ("",):
        style = f"{'Bold' if face.weight > 400 else ''} {slope}".strip()
        yield f"{family} {style or 'Regular'}"
        yield f"{family}-{style or 'Regular'}".replace(" ", "")
    if style == "":
        yield family
