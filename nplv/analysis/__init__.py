"""Pure functions on the tables of a snapshot."""
