"""Addresses that a reader cannot rely on: which hosts a source's link may not name.

A link stands for the work, so it leads to where its publisher keeps it. A staging or origin server,
a proxy that shows other people's pages, a file host behind a site, a bare number or a port on
somebody's line may be gone tomorrow, and what they show is nobody's promise. A reference without a
good address keeps its words and has no link.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

__all__ = ["ADDRESS", "doubts", "fault_of"]

ADDRESS = re.compile(r"https?://[^\s{}|\\;,()<>\"]+")
_NUMBERED = re.compile(r"[\d.]+|\[.*\]?")
# Parts of a host's name, beside its domain, that say what the machine is for.
_STAGING = frozenset(
    "test testing dev develop stage staging preview preprod prod beta uat qa origin varnish "
    "dynamic internal localhost".split()
)
_FILES = frozenset("cdn static assets image images img cache edge ipfs".split())
_CDN = (
    "akamaihd.net akamaized.net ampproject.org azureedge.net b-cdn.net cloudfront.net "
    "fastly.net jsdelivr.net pages.dev"
).split()
_HOME_LINES = "ddns.net duckdns.org dyndns.org dynip.sapo.pt no-ip.org".split()
# Who keeps pages as they were, under an address that names the page's own.
_ARCHIVES = (
    "archive.org archive.ph archive.today megalodon.jp nationalarchives.gov.uk webcitation.org "
    "wikiwix.com"
).split()
_WITHIN = re.compile(
    r"[?&](?:url|u|uri|arg|link|site|target|q)=https?:|/(?:host-)?https?[:-]|/[\w.-]+\.wikipedia\.org/",
    re.IGNORECASE,
)
_CUT = re.compile(r"[?&]title=(?:Module|Template|MediaWiki)(?::|%3A)", re.IGNORECASE)


def doubts(text: str) -> Iterator[tuple[str, str]]:
    """Each address in ``text`` that will not do, with what is wrong with it."""
    if "://" in text:
        for found in ADDRESS.findall(text):
            if fault := fault_of(found):
                yield found, fault


def fault_of(address: str) -> str:
    """What is wrong with the host or the form of an address, "" where nothing is."""
    try:
        parts = urlsplit(address)
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError:
        return "not an address"
    if host.endswith("."):
        return "a host with a dot at its end"
    if _NUMBERED.fullmatch(host) or ":" in host:
        return "a bare number for a host"
    if port not in (None, 80, 443):
        return f"a server at port {port}"
    labels = host.split(".")
    before = labels[:-2]
    words = {word for label in before for word in label.split("-")}
    if staging := sorted({*words, *(labels if len(labels) == 1 else ())} & _STAGING):
        return f"a staging or origin server ({staging[0]!r} in the host)"
    if _is_of(host, _HOME_LINES) or any(label.isdigit() for label in before):
        return "a host without a lasting name"
    if (files := sorted({*words, *_words(labels[-2:-1])} & _FILES)) or _is_of(host, _CDN):
        return f"a file server or copy of a site ({(files or [host])[0]!r} in the host)"
    if not _is_of(host, _ARCHIVES) and _WITHIN.search(unquote(f"{parts.path}?{parts.query}")):
        return "a proxy: another page's address stands in this one"
    if _CUT.search(f"?{parts.query}"):
        return "an address that names another page than the one cited"
    return ""


def _words(labels: list[str]) -> set[str]:
    return {word for label in labels for word in label.split("-") if "-" in label}


def _is_of(host: str, domains: list[str]) -> bool:
    return any(host == domain or host.endswith("." + domain) for domain in domains)
