"""What the libraries offer, from their docstrings: `{api}` and the name of a module.

Every name of the module's `__all__` becomes an entry with its signature and its docstring, a class
with its public members.  A name that another module offers too is a link to it.  Docstrings are
Markdown, as the pages are, and an example in one is shown as it is run.
"""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Iterator, Mapping
from functools import cached_property
from importlib import import_module
from pathlib import PurePath
from types import ModuleType

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

_EXAMPLE = re.compile(r"^>>> .*(?:\n\S.*)*", re.M)
_ARGUMENTS = re.compile(r"^Args:\n((?:    .*(?:\n|\Z))+)", re.M)
_ARGUMENT = re.compile(r"^    (\w+): (.*(?:\n {5,}.*)*)", re.M)
_COMPUTED = property | cached_property
_ADDRESS = re.compile(r" at 0x[0-9a-f]+")


class ApiReference(SphinxDirective):
    """`api`: the public names of a module."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """A section for the module, with an entry for each name."""
        module = import_module(self.arguments[0])
        section = nodes.section(ids=[identity(module.__name__)])
        section += nodes.title("", "", nodes.literal("", module.__name__))
        section += self._told(module)
        section += self._entries(public(module), module.__name__)
        return [section]

    def _entries(self, named: Mapping[str, object], within: str) -> nodes.definition_list:
        entries = nodes.definition_list(classes=["api"])
        for name, value in named.items():
            path, home = f"{within}.{name}", home_of(name, value, within)
            kind, called = ("", "") if home else spoken(value)
            term = nodes.term("", "", nodes.literal("", f"{kind}{name}"), ids=[identity(path)])
            if called:
                term += nodes.literal("", called)
            body = [_link(home, name)] if home else self._body(value, path)
            entries += nodes.definition_list_item("", term, nodes.definition("", *body))
        return entries

    def _body(self, value: object, path: str) -> list[nodes.Node]:
        if not callable(value) and not isinstance(value, _COMPUTED):
            kind = nodes.literal("", type_name(value))
            return [nodes.paragraph("", "", nodes.Text("A constant, "), kind, nodes.Text("."))]
        body = self._told(value)
        if members := dict(members_of(value)):
            body.append(self._entries(members, path))
        return body

    def _told(self, value: object) -> list[nodes.Node]:
        return self.parse_text_to_nodes(markdown(inspect.getdoc(value) or ""))


def _link(home: str, name: str) -> nodes.paragraph:
    link = nodes.reference("", "", nodes.literal("", home), refid=identity(f"{home}.{name}"))
    return nodes.paragraph("", "", nodes.Text("See "), link, nodes.Text("."))


def public(module: ModuleType) -> dict[str, object]:
    """The names a module offers, in its own order."""
    return {name: getattr(module, name) for name in module.__all__}


def members_of(value: object) -> Iterator[tuple[str, object]]:
    """The public methods and properties of a class, those of our own bases first."""
    if not isinstance(value, type):
        return
    room = value.__module__.partition(".")[0]
    ours = [base for base in reversed(value.__mro__) if base.__module__.startswith(room)]
    for name in dict.fromkeys(name for base in ours for name in vars(base)):
        member = getattr(value, name)
        if not name.startswith("_") and (
            inspect.isroutine(member) or isinstance(member, _COMPUTED)
        ):
            yield name, member


def home_of(name: str, value: object, within: str) -> str:
    """The other module that defines a function or class and offers it itself, if one does."""
    home = str(getattr(value, "__module__", "")) if callable(value) else ""
    offered = getattr(sys.modules.get(home), "__all__", ())
    return home if name in offered and not f"{within}.".startswith(f"{home}.") else ""


def identity(path: str) -> str:
    """The address of a name on its page."""
    return f"api-{path.replace('.', '-')}"


def spoken(value: object) -> tuple[str, str]:
    """What stands before and after a name in its entry: `class `, and how it is called."""
    if isinstance(value, _COMPUTED) or not callable(value):
        return "", ""
    made = isinstance(value, type)  # which says itself what it gives
    try:
        signature = inspect.signature(value)
    except ValueError:  # of a class that adds nothing to one of Python's own
        return "class ", ""
    parameters = [
        parameter.replace(
            annotation=_as_written(parameter.annotation), default=_anywhere(parameter.default)
        )
        for name, parameter in signature.parameters.items()
        if name != "self" and not name.startswith("_")
    ]
    returns = signature.empty if made else _as_written(signature.return_annotation)
    told = str(signature.replace(parameters=parameters, return_annotation=returns))
    return "class " if made else "", _ADDRESS.sub("", told)


class _AsWritten(str):
    """An annotation, which is kept as text, without the quotation marks of a text."""

    __repr__ = str.__str__


def type_name(value: object) -> str:
    """The type of a constant: of a path, the one that is the same on every machine."""
    return "Path" if isinstance(value, PurePath) else type(value).__name__


def _anywhere(default: object) -> object:
    """A default as it is on every machine: where the book's own files lie is not told."""
    return _AsWritten("Path(...)") if isinstance(default, PurePath) else default


def _as_written(annotation: object) -> object:
    return _AsWritten(annotation) if isinstance(annotation, str) else annotation


def markdown(docstring: str) -> str:
    """A docstring as the pages write: its arguments a list, its examples in a frame."""

    def arguments(found: re.Match[str]) -> str:
        items = ((name, " ".join(said.split())) for name, said in _ARGUMENT.findall(found[1]))
        return "\n".join(f"`{name}`\n: {said}\n" for name, said in items)

    text = _ARGUMENTS.sub(arguments, docstring)
    return _EXAMPLE.sub(lambda found: f"```pycon\n{found[0]}\n```", text)


def register(app: Sphinx) -> None:
    """The directive."""
    app.add_directive("api", ApiReference)
