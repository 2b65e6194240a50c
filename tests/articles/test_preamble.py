"""Plain text: byline, outlet and date from the lines above the text and from the dateline."""

from datetime import date

import pytest

from brumaire.articles import read_bytes

BODY = (
    "The army is split over the truce, a general said on Monday, and nobody in the capital expects it to hold for long.\n\n"
    "“It cannot go on,” said Colonel Ada Reyl, who was in the city on 4 May 2029 when the last one broke."
)


def read(*lines: str):
    return read_bytes("\n\n".join([*lines, BODY]).encode(), path=None)


@pytest.mark.parametrize(
    ("lines", "outlet", "byline", "published"),
    [
        (["Army split", "By Tessa Orlen in Harrow Quay"], None, "Tessa Orlen", None),
        (["Army split", "By Ben Farrow, Home Affairs Editor", "3 March 2031"], None, "Ben Farrow", date(2031, 3, 3)),
        (["Army split", "Monday, March 3rd, 2031"], None, None, date(2031, 3, 3)),
        (["Army split", "Published: 2031-03-03 08:15"], None, None, date(2031, 3, 3)),
        (
            ["Army split", "Outlet: The Courant", "Author: Ivo Marsh", "Date: 3 Mar 2031"],
            "The Courant",
            "Ivo Marsh",
            date(2031, 3, 3),
        ),
        (["Army split", "The Courant | Ivo Marsh | 3 March 2031, 10:15"], None, None, date(2031, 3, 3)),
        (["Army split", "Transcript, Radio Lenn, 19 February 2033. Edited for length."], None, None, date(2033, 2, 19)),
        (["Army split", "Source: Getty Images"], None, None, None),
        (["Army split", "March 3"], None, None, None),
        (["Army split over 3 March 2031 truce"], None, None, None),
        (
            [
                "Army split",
                "As the war on the coast drags into its third winter, the marshal's allies in the north say that they are losing faith in him",
                "By Ivo Marsh",
                "12 March 2029",
            ],
            None,
            "Ivo Marsh",
            date(2029, 3, 12),
        ),
        (["Army split"], None, None, None),
    ],
)
def test_lines_above_the_text(lines, outlet, byline, published):
    article = read(*lines)
    assert (article.outlet, article.byline, article.published) == (outlet, byline, published)


@pytest.mark.parametrize(
    ("dateline", "outlet", "published"),
    [
        ("VASKA, March 3 (Lantern) — ", "Lantern", None),
        ("VASKA, March 3, 2031 (Lantern) — ", "Lantern", date(2031, 3, 3)),
        ("PORT VASKA, Ostrenia (River Press Agency) - ", "River Press Agency", None),
        ("VASKA, 3 March 2031 – ", None, date(2031, 3, 3)),
        ("QARESH — ", None, None),
        ("A general (retired) — ", None, None),
    ],
)
def test_dateline(dateline, outlet, published):
    article = read_bytes(f"Army split\n\n{dateline}{BODY}".encode(), path=None)
    assert (article.outlet, article.published) == (outlet, published)


def test_the_text_stays_whole():
    text = f"Army split\r\n\r\nBy Ivo Marsh\r\n\r\nVASKA, March 3, 2031 (Lantern) — {BODY}"
    assert read_bytes(text.encode(), path=None).text == text


def test_what_the_page_says_goes_first():
    page = f"""<html><head><title>Army split</title><meta property="article:published_time" content="2031-05-02">
    <meta property="og:site_name" content="The Courant"></head><body><article><h1>Army split</h1>
    <p>VASKA, March 3, 2031 (Lantern) — {BODY}</p><p>{BODY}</p></article></body></html>"""
    article = read_bytes(page.encode(), path=None)
    assert (article.outlet, article.published) == ("The Courant", date(2031, 5, 2))
