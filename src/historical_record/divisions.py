"""The parts of a list of sources: which one a work stands in.

After the lists of the field's histories: archives and official editions; newspapers of the day;
diaries and memoirs; studies; reference works and data; web pages and open wikis. The rule stands in
vocabularies.csv: the vocabulary ``division`` says it in words, and the group of a grade names the
division of its works. Three things about a work go before its grade: an entrysubtype, being a data
set or a program, and being in print, which a page of the web is not.
"""

from __future__ import annotations

from historical_record.references import Reference
from historical_record.vocabularies import Vocabularies

__all__ = ["division_of"]

_BY_SUBTYPE = {"newspaper": "newspapers", "diary": "memoirs"}
_DATA = frozenset({"dataset", "software"})
_ON_THE_WEB = frozenset({"misc", "online"})


def division_of(reference: Reference, grade: str, vocabularies: Vocabularies) -> str:
    """The term of the vocabulary ``division`` for a work of this grade.

    A work that no row of sources.csv grades, as one on method, is a work of reference. LookupError
    where the grade is unknown.
    """
    if division := _BY_SUBTYPE.get(reference.fields.get("entrysubtype", "")):
        return division
    if reference.type in _DATA or not grade:
        return "reference"
    vocabularies.label("grade", grade)  # LookupError, with what was expected
    grades = vocabularies.rows("grade").set_index("term")["group"]
    division = str(grades[grade])
    return "studies" if division == "web" and reference.type not in _ON_THE_WEB else division
