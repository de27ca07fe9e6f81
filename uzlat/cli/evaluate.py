"""`uzlat eval`."""

from __future__ import annotations

from typing import Annotated

import typer

EXAMPLES = (
    "\b\n"
    "Examples:\n"
    "  uzlat eval --src my.uz --ref my.ru --hyp nllb.ru --hyp gemma.ru\n"
    "  uzlat eval --ref my.en --hyp draft.en --json\n"
)


def evaluate(
    ref: Annotated[str, typer.Option("--ref", metavar="FILE", help="Translations by people, a segment a line.")],
    src: Annotated[
        str, typer.Option("--src", metavar="FILE", help="What was translated; it is compared too, as if copied.")
    ] = "",
    hyp: Annotated[
        list[str] | None, typer.Option("--hyp", metavar="FILE", help="Translations to compare; may be given again.")
    ] = None,
    source: Annotated[str, typer.Option("--from", "-f", metavar="LANG", help="The language of the source.")] = "",
    target: Annotated[str, typer.Option("--to", "-t", metavar="LANG", help="The language of the reference.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> int:
    """Compare translations with ones by people: chrF++ and BLEU, the best first."""
    from uzlat.files import PlanError
    from uzlat.report import Exit, print_json
    from uzlat.translate import evaluate as evaluation
    from uzlat.translate.lang import parse

    if not hyp and not src:
        raise PlanError("nothing to compare with the reference; give --hyp FILE, or --src FILE for a copied source")
    langs = {key: str(parse(tag)) for key, tag in (("from", source), ("to", target)) if tag}
    rated = evaluation.rate(ref, hyp or [], src)
    if as_json:
        print_json(langs | evaluation.as_json(rated))
    else:
        evaluation.print_scores(rated)
    return Exit.DONE
