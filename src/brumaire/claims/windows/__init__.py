"""By when: words of time against the day of publication."""
