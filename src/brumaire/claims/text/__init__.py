"""The text beneath: one form for typographic marks, quotations, sentences and the clauses inside them."""
