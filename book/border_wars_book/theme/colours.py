"""The palette of the figures, as the page needs it.

`timelines.palette` names each role and gives it one colour for light and one for dark paper.  The
page turns the roles into CSS variables, so that a drawing made once, whose colours are
attributes, follows the reader's choice.
"""

from __future__ import annotations

from timelines.palette import DARK, LIGHT, ROLES, css_variables, light_to_dark

PREFIX = "figure-"


def style_sheet() -> str:
    """CSS variables for every role, light and dark, and drawings in the role of each colour."""
    light, dark = (css_variables(mode, f"--{PREFIX}") for mode in (LIGHT, DARK))
    exchanged = "\n".join(
        f'.drawing [{part}="{colour}"]{{{part}:var(--{PREFIX}{role})}}'
        for role, colour in ROLES[LIGHT].items()
        for part in ("fill", "stroke")
    )
    return (
        f":root{{color-scheme:light;{light}}}\n"
        f"@media screen and (prefers-color-scheme:dark)"
        f"{{:root:not([data-theme=light]){{color-scheme:dark;{dark}}}}}\n"
        f"@media screen{{:root[data-theme=dark]{{color-scheme:dark;{dark}}}}}\n"
        f"{exchanged}\n"
    )


def dark_of_light() -> dict[str, str]:
    """Light colour -> dark colour, for the script that recolours a live plot."""
    return {light.lower(): dark for light, dark in light_to_dark().items()}
