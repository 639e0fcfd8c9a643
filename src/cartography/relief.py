"""Shaded relief on a sheet: shadows as the alpha of black, so that one picture serves every paper.

The relief of the record is a picture in equal degrees; here it is asked for at each pixel of the
sheet, bilinearly.
"""

from __future__ import annotations

import io

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from cartography.faults import Box
from cartography.sheet import Sheet

__all__ = ["STRENGTH", "shadows", "webp"]

STRENGTH = 0.28
"""Of the shadows of the record's relief: quiet enough for names on the darkest of them."""
_QUALITY = 20


def shadows(relief: bytes, extent: Box, sheet: Sheet, across: int) -> NDArray[np.uint8]:
    """The alpha of black on a sheet, as rows of ``across`` pixels.

    ``relief`` is a picture in equal degrees over ``extent``, its alpha the shadow; off it there is
    none.
    """
    alpha = np.asarray(Image.open(io.BytesIO(relief)).convert("RGBA"))[..., 3].astype(float)
    down = round(across * sheet.height / sheet.width)
    step = sheet.width / across
    x, y = np.meshgrid((np.arange(across) + 0.5) * step, (np.arange(down) + 0.5) * step)
    lon, lat = np.moveaxis(sheet.degrees(x, y), -1, 0)
    west, south, east, north = extent
    column = (lon - west) / (east - west) * alpha.shape[1] - 0.5
    row = (north - lat) / (north - south) * alpha.shape[0] - 0.5
    return np.round(_between(alpha, row, column) * STRENGTH).astype(np.uint8)


def webp(alpha: NDArray[np.uint8]) -> bytes:
    """Shadows as a picture in WebP."""
    picture = Image.new("RGBA", (alpha.shape[1], alpha.shape[0]))
    picture.putalpha(Image.fromarray(alpha))
    out = io.BytesIO()
    picture.save(out, "WEBP", quality=_QUALITY, alpha_quality=_QUALITY, method=6, exact=False)
    return out.getvalue()


def _between(
    picture: NDArray[np.float64], row: NDArray[np.float64], column: NDArray[np.float64]
) -> NDArray[np.float64]:
    """The picture at places between its pixels, 0 off it."""
    high, wide = picture.shape
    top, left = np.floor(row).astype(int), np.floor(column).astype(int)
    down, across = row - top, column - left
    inside = (top >= 0) & (left >= 0) & (top < high - 1) & (left < wide - 1)
    top, left = np.clip(top, 0, high - 2), np.clip(left, 0, wide - 2)
    upper = picture[top, left] * (1 - across) + picture[top, left + 1] * across
    lower = picture[top + 1, left] * (1 - across) + picture[top + 1, left + 1] * across
    return np.where(inside, upper * (1 - down) + lower * down, 0.0)
