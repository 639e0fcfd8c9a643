"""The record in forms that others read: one module a form, each a pure function of a data set."""
