"""`uzlat explain`: letter by letter, the rule, why, and its source."""

from __future__ import annotations

from typing import Annotated

import typer

from uzlat.cli import options as shared

EXAMPLES = '\b\nExamples:\n  uzlat explain "Ш. Мирзиёев"\n  uzlat explain --style press "АҚШ бюджети"\n'


def explain(
    words: Annotated[list[str], typer.Argument(metavar="TEXT...", help="The text to explain.")],
    source: shared.From = "uz-Cyrl",
    target: shared.To = "uz-Latn",
    table: shared.TableName = None,
    style: shared.Style = None,
    chosen: shared.Set = None,
    as_json: shared.Json = False,
) -> None:
    """Explain, letter by letter, how a text comes out and by which rule."""
    from uzlat.report import print_json
    from uzlat.show import explained, print_explained

    converter = shared.make_converter(source, target, table, style, chosen)
    text = " ".join(words)
    if as_json:
        print_json(explained(converter, text))
    else:
        print_explained(converter, text)
