"""The term of a treaty: when it runs out, and by when notice against renewal must be given.

A treaty counts in civil dates and whole years, not in instants: five years from 25 April 1941 run
to 25 April 1946, whatever the hour and the clock. A day that the later year lacks, 29 February,
becomes the last day of its month.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from plain_text.told import NoAnswerError

__all__ = ["TreatyTerm", "years_later"]


def years_later(day: dt.date, years: int) -> dt.date:
    """The same day of another year; 29 February becomes 28 February where it must."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


@dataclass(frozen=True)
class TreatyTerm:
    """A term of whole years from a day, with notice to be given whole years before its end."""

    begins: dt.date
    years: int
    notice: int = 1

    def __post_init__(self) -> None:
        if not 0 <= self.notice <= self.years:
            raise NoAnswerError(f"notice of {self.notice} years in a term of {self.years}")

    @property
    def ends(self) -> dt.date:
        """The first day after the term, the anniversary of its beginning."""
        return years_later(self.begins, self.years)

    @property
    def last_day(self) -> dt.date:
        """The last full day of the term."""
        return self.ends - dt.timedelta(days=1)

    @property
    def notice_deadline(self) -> dt.date:
        """The last day for notice: the anniversary that lies `notice` years before the end."""
        return years_later(self.begins, self.years - self.notice)

    def days_left(self, day: dt.date) -> int:
        """Days from a day to the end of the term; negative when it is over."""
        return (self.ends - day).days

    def days_to_spare(self, day: dt.date) -> int:
        """Days between notice given on a day and the deadline; negative when it is late."""
        return (self.notice_deadline - day).days
