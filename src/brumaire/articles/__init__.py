"""Bytes to articles: decoding, text out of HTML, and which paragraphs are the article's own."""

from brumaire.articles.reading import article_id, read_bytes, read_path

__all__ = ["article_id", "read_bytes", "read_path"]
