"""The colours of the book's figures: one role, one hexadecimal value, in a light and a dark mode.

Figures are drawn once, in the light colours. Every role has a value that no other role has, so a
page may exchange colours by value, in an SVG or in a plotly figure, and no figure is drawn twice.

Inks reach 4.5:1 against the paper and against what they stand on, marks reach 3:1 (WCAG 2.2,
success criteria 1.4.3 and 1.4.11); ``tests/timelines`` measures it. Nothing is told apart by its
colour alone: the rows of a lane stand under its name. Whose hue is whose is for the data to say.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

LIGHT, DARK = "light", "dark"

# role: (light, dark)
_PAGE = {
    "paper": ("#ffffff", "#121416"),
    "ink": ("#22262a", "#e6e8ea"),
    "muted": ("#5c6369", "#a5adb4"),
    "hairline": ("#d8dcdf", "#343a40"),
    "midnight": ("#b9c0c6", "#4a525a"),
    "reference": ("#8c2f39", "#f0a0a4"),
    "band": ("#f1efe9", "#1f2326"),
    "on-mark": ("#fffffe", "#121417"),
    # of maps: grounds and lines, and the ink of what is water
    "land": ("#f7f4ea", "#262b2e"),
    "sea": ("#dfe9f0", "#15212b"),
    "water": ("#8fb3c9", "#3f6a84"),
    "water-ink": ("#103c54", "#9cc6df"),
}

# Quiet hues of about equal weight; neighbours in this order differ in hue.
_FULL = {
    "ochre": ("#84611b", "#d3ae63"),
    "petrol": ("#1d6a86", "#71bcd8"),
    "rust": ("#a9452d", "#ee9a80"),
    "indigo": ("#5a5ba3", "#aeb0ee"),
    "slate": ("#5f6872", "#b2bbc4"),
    "blue": ("#2a66a8", "#8ab8ec"),
    "crimson": ("#a03352", "#ee95ae"),
    "amber": ("#a1570a", "#eba860"),
    "green": ("#3b7446", "#8fca99"),
    "teal": ("#26716c", "#79c9c2"),
    "steel": ("#46708d", "#94c0de"),
    "plum": ("#7a5678", "#cfa6cc"),
}

# The same for an extent that is only possible.
_PALE = {
    "ochre": ("#ddcda9", "#57461f"),
    "petrol": ("#b3d3df", "#1f4a5b"),
    "rust": ("#ebc2b6", "#66342a"),
    "indigo": ("#cbcbe6", "#3d3e6b"),
    "slate": ("#ced2d6", "#41484f"),
    "blue": ("#b7cfe9", "#24456b"),
    "crimson": ("#e7bcc8", "#63293a"),
    "amber": ("#ecccaa", "#623b12"),
    "green": ("#bcd9c2", "#2b4d33"),
    "teal": ("#b4d7d4", "#204c49"),
    "steel": ("#bfd2e0", "#2f4a5c"),
    "plum": ("#dac8d9", "#523c51"),
}

HUES: tuple[str, ...] = tuple(_FULL)

ROLES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        mode: MappingProxyType(
            {role: pair[index] for role, pair in _PAGE.items()}
            | {f"full-{hue}": pair[index] for hue, pair in _FULL.items()}
            | {f"pale-{hue}": pair[index] for hue, pair in _PALE.items()}
        )
        for index, mode in enumerate((LIGHT, DARK))
    }
)


def colour(role: str, mode: str = LIGHT) -> str:
    """The hexadecimal colour of a role; a `KeyError` names the role or mode that is not one."""
    try:
        roles = ROLES[mode]
    except KeyError:
        raise KeyError(f"colour mode {mode!r}: expected 'light' or 'dark'") from None
    try:
        return roles[role]
    except KeyError:
        raise KeyError(f"colour role {role!r}: expected one of {', '.join(roles)}") from None


def hue_at(place: int) -> str:
    """The name of the hue for what has none of its own, by its place in a figure."""
    return HUES[place % len(HUES)]


def light_to_dark() -> dict[str, str]:
    """Light value to dark value, for exchanging colours in a figure that is already drawn."""
    return {ROLES[LIGHT][role]: ROLES[DARK][role] for role in ROLES[LIGHT]}


def css_variables(mode: str = LIGHT, prefix: str = "--figure-") -> str:
    """The roles as CSS custom properties, one declaration a line."""
    return "\n".join(f"{prefix}{role}: {value};" for role, value in ROLES[mode].items())
