"""Downloading: ask the official services, keep their raw answers, and never ask twice what is known."""
