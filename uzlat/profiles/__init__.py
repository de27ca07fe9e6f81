"""Evidence about languages, as data."""
