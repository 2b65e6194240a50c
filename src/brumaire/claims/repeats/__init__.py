"""The same claim again: headlines with their bodies, repetitions, and copies in other outlets."""
