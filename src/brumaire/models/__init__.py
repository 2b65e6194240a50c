"""Model files: the language, its checks, and the typed model that the engine runs."""
