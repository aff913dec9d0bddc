"""The commands of ``python -m nplv``, by what they are about; each module adds its own with a function ``add``."""
