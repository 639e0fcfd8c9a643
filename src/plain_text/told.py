"""Errors that are meant for whoever asked, and are told in their own words.

A notebook shows the words alone and not the way by which they came (IPython asks an exception for
`_render_traceback_`); a program sees an exception as any other, with its traceback.
"""

from __future__ import annotations

from plain_text.terminal import visible

__all__ = ["NoAnswerError", "ToldError", "UnknownNameError"]


class ToldError(Exception):
    """What was asked cannot be answered; the message says why, to whoever asked."""

    def _render_traceback_(self) -> list[str]:
        lines = f"{type(self).__name__}: {self}".split("\n")
        return ["\n".join(map(visible, lines))]


class NoAnswerError(ToldError, ValueError):
    """A question that has no answer, or none alone."""


class UnknownNameError(ToldError, LookupError):
    """A name that is not there; the message says which are, or which is near."""
