"""Bytes to articles: decoding, text out of HTML, and which paragraphs are the article's own."""

from brumaire.articles.duplicates import Likeness, Passage, likeness, near_duplicates, shared_passages
from brumaire.articles.fetching import Fetched, fetch
from brumaire.articles.reading import article_id, read_bytes, read_path
from brumaire.articles.sources import read_many

__all__ = [
    "Fetched",
    "Likeness",
    "Passage",
    "article_id",
    "fetch",
    "likeness",
    "near_duplicates",
    "read_bytes",
    "read_many",
    "read_path",
    "shared_passages",
]
