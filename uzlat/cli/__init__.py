"""Typer commands: they parse, call, and nothing else."""
