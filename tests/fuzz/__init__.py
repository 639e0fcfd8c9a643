"""Odd inputs for every door of the book: dates, data folders, command lines, Markdown, sources.

`doors` says what may be put in and what must hold; `test_doors` tries a fixed sample and every kept
case; `python -m tests.fuzz` (`make fuzz`) goes on from where it stopped, with new seeds.
"""
