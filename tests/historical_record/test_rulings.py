"""What a row of rulings.csv may be about."""

import pytest

import analysis

LINE = "first-crossing-start,,first-crossing,start,,open"


def problems_of(folder, line):
    path = folder / "rulings.csv"
    text = path.read_text("utf-8")
    assert LINE in text
    path.write_text(text.replace(LINE, line), "utf-8")
    with pytest.raises(analysis.DatasetError) as caught:
        analysis.load(folder)
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        (
            "first-crossing-start,recalled,first-crossing,start,,open",
            "rulings.csv:6:class: 'recalled' expected either a class or an event with its boundary",
        ),
        (
            "first-crossing-start,,first-crossing,,,open",
            "rulings.csv:6:class: expected either a class or an event with its boundary",
        ),
        (
            "first-crossing-start,,nagasaki,start,,open",
            "rulings.csv:6:event: 'nagasaki' nobody dissents from the start of nagasaki: "
            "expected one in dispute",
        ),
        (
            "first-crossing-start,,first-crossing,start,Glantz,open",
            "rulings.csv:6:said_by: 'Glantz' gives no reading of that boundary: "
            "expected who does, as in readings.csv",
        ),
        (
            "first-crossing-start,,lake-khasan,start,,open",
            "rulings.csv:6:event: 'lake-khasan' ruled on before, in the row of line 3",
        ),
    ],
)
def test_a_ruling_is_of_one_class_or_of_one_boundary_in_dispute(small_folder, line, problem):
    assert problems_of(small_folder, line) == [problem]


def test_a_ruling_is_open_resolved_or_dormant(small_folder):
    (found,) = problems_of(small_folder, LINE.replace("open", "settled"))
    assert found.startswith("rulings.csv:6:ruling: 'settled' unknown ruling 'settled'")
