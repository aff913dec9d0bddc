"""Zicht op Focuswijken: open figures on the twenty stedelijke focusgebieden of the NPLV."""
