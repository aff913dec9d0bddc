"""The official sources: one module per service, bytes in, tidy tables out."""


class SourceError(ValueError):
    """A source is missing or not as expected; the message names the file and what was expected."""
