"""Lines and areas on the Earth, and on the sheet of a map.

What is wrong with them, how far, on which side, in which piece; where they lie on a sheet, how the
relief falls there, where names have room. No record, no dates, no drawing. Coordinates are
longitude and latitude in degrees on WGS 84, in that order, as GeoJSON has them.
"""
