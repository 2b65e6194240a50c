"""How likely: words of probability, numbers, and the modal verbs that are neither."""
