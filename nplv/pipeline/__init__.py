"""From source tables to a published snapshot: extract, aggregate, validate, publish."""
