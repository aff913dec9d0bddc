"""The half-yearly report: a snapshot as one page of HTML that needs nothing from elsewhere, chapter by chapter."""
