"""Engines of translation, one a file."""
