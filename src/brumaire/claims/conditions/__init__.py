"""On which condition: the words that open an antecedent, where it ends, and whether it is denied."""
