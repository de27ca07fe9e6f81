"""`uzlat explain`: letter by letter, the rule, why, and its source."""

from __future__ import annotations

from typing import Annotated

import typer

from uzlat.cli import options as shared

EXAMPLES = (
    '\b\nExamples:\n  uzlat explain "Ш. Мирзиёев"\n  uzlat explain --style press "АҚШ бюджети"\n'
    '  uzlat explain -t uz-Cyrl "aprelda konsert"\n'
)


def explain(
    words: Annotated[list[str], typer.Argument(metavar="TEXT...", help="The text to explain.")],
    source: shared.From = None,
    target: shared.To = None,
    table: shared.TableName = None,
    style: shared.Style = None,
    chosen: shared.Set = None,
    keep: shared.Keep = None,
    keep_from: shared.KeepFrom = None,
    as_json: shared.Json = False,
) -> None:
    """Explain, letter by letter, how a text comes out and by which rule."""
    from uzlat.report import print_json
    from uzlat.show import converter_of, explained, print_explained

    houses = shared.houses(
        source=source, target=target, table=table, style=style, chosen=chosen, keep=keep, keep_from=keep_from
    )
    converter, text = houses("").converter, " ".join(words)
    if houses.config("")["from"] == "auto" and not houses.config("")["table"]:
        converter = converter_of(converter, text)
    if as_json:
        print_json(explained(converter, text))
    else:
        print_explained(converter, text)
