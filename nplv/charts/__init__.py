"""Pure functions: a table and an indicator in, an Altair chart out."""
