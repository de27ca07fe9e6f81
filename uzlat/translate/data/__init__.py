"""Tables of translation, as data."""
