"""The same for whole columns, with NumPy and pandas."""
