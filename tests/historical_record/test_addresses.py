"""Addresses of sources: which hosts are refused, and that those that will last are not."""

import pytest

from historical_record.addresses import doubts, fault_of


@pytest.mark.parametrize(
    ("address", "fault"),
    [
        ("https://history.state.gov./historicaldocuments/frus1939v03/d40", "dot at its end"),
        ("https://test.history.state.gov/historicaldocuments/frus1938v03/d461", "'test'"),
        ("https://core-cms.prod.aop.cambridge.org/core/journals", "'prod'"),
        ("https://dynamic-rsnz.natlib.govt.nz/newspapers/WT19390918.2.75", "'dynamic'"),
        ("https://ajw-origin.potaufeu.asahi.com/ajw/articles/13619623", "'origin'"),
        ("http://localhost/a", "staging or origin"),
        ("http://206.189.44.186/wiki/a", "bare number"),
        ("http://[2001:db8::1]/wiki/a", "bare number"),
        ("http://the-wiki.com:20161/A/a.html", "port 20161"),
        ("https://stefanov.no-ip.org/MagWeb/a.htm", "without a lasting name"),
        ("http://610211.6jhxt.group/txt/a.html", "without a lasting name"),
        ("https://ja-wiki.pages.dev/wiki/a", "copy of a site"),
        ("https://d111111abcdef8.cloudfront.net/a.pdf", "copy of a site"),
        ("https://cdn.example.org/a.pdf", "'cdn'"),
        ("https://en.wikipedia-on-ipfs.org/wiki/a", "'ipfs'"),
        ("https://ixistenz.ch//?arg=https%3A%2F%2Fen.m.wikipedia.org%2Fwiki%2Fa", "proxy"),
        ("https://chikapedia.jppj.jp/wiki?url=https://ja.wikipedia.org/wiki/a", "proxy"),
        ("http://akarinohon.com/text/taketori.cgi/ja.wikipedia.org/wiki/a", "proxy"),
        ("https://a.example/w/index.php?oldid=7&title=Module%3AElement", "another page"),
        ("http://[broken/a", "not an address"),
    ],
)
def test_an_address_that_may_be_gone_tomorrow_is_refused(address, fault):
    assert fault in fault_of(address)


@pytest.mark.parametrize(
    "address",
    [
        "https://history.state.gov/historicaldocuments/frus1938v03/d461",
        "https://en.wikipedia.org/w/index.php?oldid=71827437",
        "https://en.wikipedia.org/?oldid=310958949&title=Soviet_invasion_of_Manchuria",
        "http://web.archive.org/web/20080302130751/http:/www-cgsc.army.mil/carl/glantz3.asp",
        "http://wikiwix.com/cache?url=http://www-cgsc.army.mil/carl/drea2.asp",
        "https://75.ru/life/kak-v-chite",
        "https://70thvictory.com.tw/jintian/a.htm",
        "https://dev.to/a",
        "https://xn--80ab6axf.xn--80asehdb/vrn/events/738056",
        "http://example.org:80/a",
    ],
)
def test_an_address_that_its_publisher_keeps_stands(address):
    assert fault_of(address) == ""


def test_addresses_are_found_within_a_note():
    note = "Excerpt (also http://loveread.me./read; then https://www.example.org/b)."
    assert [address for address, _ in doubts(note)] == ["http://loveread.me./read"]
