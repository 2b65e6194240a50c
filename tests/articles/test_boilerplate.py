"""Which paragraphs are the article's own: teasers, captions and credits found by form, body never swallowed."""

import pytest

from brumaire.articles import read_bytes

GAP = "\n\n"
BODY = "The council met on Tuesday to hear the army's report, and the mood in the room was said to be grim."


def kinds(text):
    article = read_bytes(text.encode(), path=None)
    return [(block.kind, article.text[block.start : block.end]) for block in article.blocks]


def kind_of(line, *, after=BODY):
    text = f"{BODY}\n\n{after}\n\n{line}\n\n{BODY}\n\n{BODY}"
    return kinds(text)[2][0]


@pytest.mark.parametrize(
    "line",
    [
        "READ MORE: Lake monster 'seen again' by fishing crew",
        "Read More on The Lantern",
        "MORE ON THE BORDER WAR",
        "DON'T MISS",
        "Don’t miss: Ten villages to see before they drown",
        "SEE ALSO",
        "ALSO READ",
        "RELATED: Why the ferry never sailed",
        "Related articles",
        "Recommended",
        "Sign up to our daily newsletter",
        "Subscribe to the Courant's weekly letter for more of this.",
        "Follow us on Telegram and Facebook for updates!",
        "Story continues below",
        "Most Read in World News",
        "Ten Villages To See Before They Drown",
        "Farmer BEGS police to return his stolen prize goat",
        "Advertisement",
    ],
)
def test_teasers_are_found(line):
    assert kind_of(line) == "teaser"


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Source: Meridian Wire", "credit"),
        ("source: lantern.example", "credit"),
        ("(c) 2031 The Courant", "credit"),
        ("© Courant", "credit"),
        ("Getty Images", "credit"),
        ("Photo: The bridge at Tarvo after the shelling. Lantern Pictures", "caption"),
        ("Image: the presidential palace in Kessen seen from the river", "caption"),
        ("Soldiers rest beside the road to the front near the old mill Reuters", "caption"),
        ("Reporting by A. Nonym; Editing by B. Nonym", "credit"),
    ],
)
def test_credits_and_captions_are_found(line, kind):
    assert kind_of(line) == kind


@pytest.mark.parametrize(
    "line",
    [
        "Nobody answered.",
        "He paused.",
        "Why now?",
        "“Then they will come for him.",
        "“No,” he said",
        "More on that will follow when the council meets again, the minister said.",
        "Related fears have been voiced in parliament, where the opposition holds a majority.",
        "Sources said the general had not been seen since Friday.",
        "Source after source repeated the same number, and none would give a name.",
        "Photographs of the column show at least forty vehicles on the road to the capital.",
        "Subscribe to that theory and you must believe that the army acts as one.",
        "Follow the money and you will find the colonels.",
        "NATO and the OSCE have refused to comment on the reports of troop movements near the border",
        "She said the war would be over by the end of the year",
        "HALLORAN: They will not move before the thaw",
        "The army is tired, hungry and badly led; its officers know it:",
        "Two officers who asked not to be named said that morale was poor.",
    ],
)
def test_body_is_not_swallowed(line):
    assert kind_of(line) == "body"


def test_titles_after_a_heading_are_teasers_until_a_paragraph():
    text = GAP.join(
        [BODY, "MORE ON VELDANIA", "Queen of the lake dies at ninety", "Is this the last tram in Kessen?", BODY, BODY]
    )
    assert [kind for kind, _ in kinds(text)] == ["body", "teaser", "teaser", "teaser", "body", "body"]


def test_a_quotation_after_a_heading_is_body():
    text = GAP.join([BODY, "ALSO READ", "A day on the ferry", '"It cannot go on," he said.', "“Not for long", BODY])
    assert [kind for kind, _ in kinds(text)][1:5] == ["teaser", "teaser", "body", "body"]


def test_headline_and_byline():
    text = f"Army split over truce, says general\n\nBy Mara Ellison\n\n{BODY}\n\n{BODY}"
    assert [kind for kind, _ in kinds(text)] == ["headline", "credit", "body", "body"]
    article = read_bytes(text.encode(), path=None)
    assert (article.title, article.byline) == ("Army split over truce, says general", "Mara Ellison")


def test_an_article_may_have_no_headline():
    article = read_bytes(f"THE general is finished. That much is plain.\n\n{BODY}".encode(), path=None)
    assert article.title is None
    assert [block.kind for block in article.blocks] == ["body", "body"]


def test_single_lines_are_paragraphs_and_wrapped_lines_are_not():
    wrapped = (
        "The general staff has begun to talk about life after the president,\n"
        "and few of its members hide that they would welcome a change before\n"
        "the autumn rains set in."
    )
    assert [k for k, _ in kinds(f"{wrapped}\n\n{BODY}")] == ["body", "body"]
    assert [k for k, _ in kinds(f"{BODY}\n{BODY}\n{BODY}")] == ["body", "body", "body"]


def test_real_teasers_are_not_body(shared):
    import json

    for line in (shared / "gold" / "seeds_not_body.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        article = read_bytes((shared / "seeds" / row["article"]).read_bytes(), path=None)
        hit = [b.kind for b in article.blocks if b.start < row["end"] and row["start"] < b.end]
        assert hit, row
        assert not {"body", "headline"} & set(hit), row
