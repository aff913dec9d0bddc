"""The published snapshot as files for other programs, with descriptions that these can read."""
