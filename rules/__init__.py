"""The rule tables, as package data: one TOML file a table."""
