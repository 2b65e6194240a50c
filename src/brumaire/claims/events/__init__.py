"""What it is about: events of the vocabulary, their arguments, the cast that they happen to, and the question asked."""
