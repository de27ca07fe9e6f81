"""`uzlat eval`."""

from __future__ import annotations

from typing import Annotated

import typer

from uzlat.cli import options as shared

EXAMPLES = (
    "\b\n"
    "Examples:\n"
    "  uzlat eval --src my.uz --ref my.ru --hyp nllb.ru --hyp gemma.ru\n"
    "  uzlat eval --ref my.en --hyp draft.en --json\n"
    "  uzlat eval --src my.uz --ref my.en --from uz --to en --engine ct2 --model ~/models/nllb\n"
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
    engine: shared.Engine = None,
    model: shared.Model = None,
    url: shared.Url = None,
    allow_network: shared.AllowNetwork = False,
    accept_licence: shared.AcceptLicence = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> int:
    """Compare translations with ones by people: chrF++ and BLEU, the best first.

    With --engine the source is translated too; a hundred sentences of one's own say more than any list of others.
    """
    from uzlat.files import PlanError
    from uzlat.report import Exit, print_json
    from uzlat.translate import evaluate as evaluation
    from uzlat.translate.lang import parse

    if not hyp and not src:
        raise PlanError("nothing to compare with the reference; give --hyp FILE, or --src FILE for a copied source")
    if [ref, src, *(hyp or ())].count("-") > 1:
        raise PlanError("standard input can be one of the files alone; nothing was compared")
    texts = evaluation.read_texts(ref, hyp or [], src)
    langs = {key: str(parse(tag)) for key, tag in (("from", source), ("to", target)) if tag}
    made = []
    if engine or model or url:
        config = shared.houses(engine=engine, model=model, url=url, licences=accept_licence).config_of(src or ref)
        made.append(evaluation.drafted(config, texts.source, (source, target), network=allow_network))
    rated = evaluation.rate(texts, made)
    if as_json:
        print_json(langs | evaluation.as_json(rated))
    else:
        evaluation.print_scores(rated)
    return Exit.DONE
