"""Lines and areas on the Earth: what is wrong with them, how far, on which side, in which piece.

Geometry alone: no record, no dates, no drawing. Coordinates are longitude and latitude in degrees
on WGS 84, in that order, as GeoJSON has them.
"""
