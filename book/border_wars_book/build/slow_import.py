"""One import that costs seconds and gives the book nothing, passed over.

Let jsonschema believe that `rfc3987_syntax` is not installed: it would compile a grammar of
addresses for three seconds at every start, and does without it where the package is missing;
nothing the book checks is an address.
"""

from __future__ import annotations

import sys


def pass_over() -> None:
    """Keep this process from that import; a module that is None raises ImportError when asked."""
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
