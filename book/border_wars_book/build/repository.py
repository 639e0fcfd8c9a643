"""Where the project can be had, and what follows: one setting, `border_wars_repository`.

    border_wars_repository:
      url: https://github.com/OWNER/NAME
      branch: main
      binder: https://mybinder.org
      colab: https://colab.research.google.com

The addresses are GitHub's, and those by which Binder and Colab know a repository there. What is not
set is left out of the pages, and without `url` all of it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from command_line import CommandFailure

SETTING = "border_wars_repository"
FORM = "correction.yml"  # in .github/ISSUE_TEMPLATE
COLAB = "colab"
_HOSTED = "/content/book"


@dataclass(frozen=True)
class Repository:
    """A repository on a code host, "" for what is not known."""

    url: str = ""
    branch: str = "main"
    binder: str = ""
    colab: str = ""

    @classmethod
    def of(cls, setting: Mapping[str, Any] | None) -> Repository:
        """The setting as it stands; CommandFailure where it cannot be one."""
        setting, known = setting or {}, [field.name for field in fields(cls)]
        if not isinstance(setting, Mapping):
            raise CommandFailure(f"{SETTING}: expected {', '.join(known)}")
        for name, value in setting.items():
            if name not in known:
                raise CommandFailure(f"{SETTING}: unknown {name!r}: expected {', '.join(known)}")
            if name != "branch" and urlsplit(str(value)).scheme != "https":
                raise CommandFailure(f"{SETTING}: {name} is {value!r}: expected an https address")
        return cls(**{name: str(value).rstrip("/") for name, value in setting.items()})

    @property
    def _name(self) -> str:
        """`OWNER/NAME`."""
        return urlsplit(self.url).path.strip("/")

    def doors(self, path: str, title: str) -> Iterator[tuple[str, str]]:
        """The words and the address of each link of a page, whose source is `path`."""
        if not self.url:
            return
        where = quote(path)
        if path.endswith(".ipynb"):
            if self.binder:
                asked = urlencode({"urlpath": f"lab/tree/{path}"})
                yield "Run on Binder", f"{self.binder}/v2/gh/{self._name}/{self.branch}?{asked}"
            if self.colab:
                at = f"{self.colab}/github/{self._name}/blob/{self.branch}/{where}"
                yield "Run on Colab", at
        yield "Repository", self.url
        asked = urlencode({"template": FORM, "title": f"{title}: ", "page": path})
        yield "Report an error on this page", f"{self.url}/issues/new?{asked}"
        yield "Edit", f"{self.url}/edit/{self.branch}/{where}"

    def colab_cell(self, path: str) -> str:
        """The first code cell of a notebook that Colab opens; "" where it is not opened there."""
        if not (self.url and self.colab):
            return ""
        folder = PurePosixPath(_HOSTED, path).parent
        return f'''# In Colab, which has this notebook alone, the book is fetched first.
import os
import subprocess
import sys

if "google.colab" in sys.modules:
    fetch = ["git", "clone", "--quiet", "--depth=1", "--branch={self.branch}"]
    subprocess.run([*fetch, "{self.url}", "{_HOSTED}"], check=True)
    subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", "{_HOSTED}"], check=True)
    sys.path.insert(0, "{_HOSTED}/src")
    os.chdir("{folder}")'''


def with_colab_cell(cells: list[dict[str, Any]], source: str) -> list[dict[str, Any]]:
    """The cells of a notebook with this one behind its title, or without one where it is ""."""
    rest = [cell for cell in cells if cell.get("id") != COLAB]
    if not source:
        return rest
    cell = {
        "cell_type": "code",
        "id": COLAB,
        "metadata": {"jupyter": {"source_hidden": True}, "tags": ["remove-cell"]},
        "execution_count": None,
        "outputs": [],
        "source": source,
    }
    return [*rest[:1], cell, *rest[1:]]
