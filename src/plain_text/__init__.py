"""Text that comes from outside is text, wherever it goes.

What the tables, the bibliography, a header, a file's name or a notebook's metadata say is read by
people and passes through media in which signs mean something: a page, a terminal, a spreadsheet.
`rules` says which text is accepted at all, `terminal` and `spreadsheet` how accepted and refused
text alike are handed to the two media that would act on it. Nothing here knows a record or a book.
"""

from plain_text.rules import LONGEST, fault
from plain_text.spreadsheet import safe_cell, safe_csv
from plain_text.terminal import plain_output, visible

__all__ = ["LONGEST", "fault", "plain_output", "safe_cell", "safe_csv", "visible"]
