"""The relief: black that is thicker where the ground lies in shadow, so that it suits any colour.

The picture of the world is tinted by height. What is darker than its surroundings is shadow, and
only that is kept, as the alpha of black.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import shapely
from PIL import Image, ImageDraw, ImageFilter

__all__ = ["relief"]

PIXELS_A_DEGREE = 18
"""Of what is shipped: 6 km a pixel from north to south. The picture itself has 30."""

AROUND = 14
"""Pixels of the picture over which its tint is smoothed away."""

DARKEST = 70
"""Steps of grey below the surroundings that count as full shadow."""

QUALITY = 55


def relief(
    picture: Path, frame: tuple[float, float, float, float], land: Sequence[shapely.Polygon]
) -> bytes:
    """The shadows on land in a frame (west, south, east, north), as WebP in equal degrees."""
    Image.MAX_IMAGE_PIXELS = None
    west, south, east, north = frame
    with Image.open(picture) as world:
        scale = world.width / 360
        box = (west + 180, 90 - north, east + 180, 90 - south)
        grey = world.crop(tuple(round(side * scale) for side in box)).convert("L")
    dry = Image.new("L", grey.size)
    for polygon in land:
        corner = np.array([west, north])
        outline = (shapely.get_coordinates(polygon.exterior) - corner) * [scale, -scale]
        ImageDraw.Draw(dry).polygon([(float(x), float(y)) for x, y in outline], fill=255)
    # Over the sea, the grey of the land beside it, so that a coast throws no shadow.
    weight = np.asarray(dry.filter(ImageFilter.GaussianBlur(AROUND)), dtype=float) / 255
    on_land = Image.composite(grey, Image.new("L", grey.size), dry)
    around = np.asarray(on_land.filter(ImageFilter.GaussianBlur(AROUND)), dtype=float)
    shade = around / np.maximum(weight, 1e-3) - np.asarray(grey, dtype=float)
    shadow = np.clip(shade * 255 / DARKEST, 0, 255) * (np.asarray(dry) > 0)
    size = (round((east - west) * PIXELS_A_DEGREE), round((north - south) * PIXELS_A_DEGREE))
    alpha = Image.fromarray(shadow.astype(np.uint8)).resize(size, Image.Resampling.LANCZOS)
    black = Image.new("RGBA", size)
    black.putalpha(alpha)
    file = io.BytesIO()
    black.save(file, "WEBP", quality=1, alpha_quality=QUALITY, method=6, exact=True)
    return file.getvalue()
