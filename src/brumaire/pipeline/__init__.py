"""The only room that puts others together, one file a verb."""
