"""Who says it: people and bodies named in an article, and sources resolved to them."""
