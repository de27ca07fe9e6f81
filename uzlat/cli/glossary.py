"""`uzlat glossary`: terms and their translations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from uzlat.translate.glossary import Term
    from uzlat.translate.tbx import Concept

app = typer.Typer(
    help="Look terms up, check a glossary, write it as TBX or CSV.",
    epilog=(
        "\b\n"
        "Examples:\n"
        "  uzlat glossary lookup вазирликка --glossary terms.csv\n"
        "  uzlat glossary check terms.csv\n"
        "  uzlat glossary export --tbx --glossary terms.csv -o terms.tbx\n"
    ),
    no_args_is_help=True,
    rich_markup_mode=None,
)
Files = Annotated[
    list[str], typer.Option("--glossary", "-g", metavar="FILE", help="A glossary: CSV, TSV or TBX; may be given again.")
]
Source = Annotated[str, typer.Option("--from", "-f", metavar="LANG", help="The language of the terms.")]
Target = Annotated[str, typer.Option("--to", "-t", metavar="LANG", help="Into which language.")]


@app.command("lookup")
def lookup(
    words: Annotated[list[str], typer.Argument(metavar="WORD...", help="Words, in any form; or a sentence.")],
    files: Files,
    source: Source = "uz",
    target: Target = "en",
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a term.")] = False,
) -> int:
    """Say how terms are translated. Exit with 1 if there is none."""
    from uzlat.report import Exit, print_json, say
    from uzlat.translate.glossary import Glossary
    from uzlat.translate.lang import parse

    glossary = Glossary.read(files, parse(source), parse(target))
    found = [(word, match) for word in words for match in glossary.matches(word)]
    for word, match in found:
        if as_json:
            place = {"text": word[match.start : match.end], "ending": match.ending}
            print_json({**place, **match.term._asdict()})
        else:
            typer.echo(_shown(match.term))
    if not found:
        told = f"no term from {source} to {target} in" if glossary.terms else f"no terms from {source} to {target} in"
        say(f"{told} {', '.join(words) if glossary.terms else ', '.join(files)}")
    return Exit.DONE if found else Exit.FOUND


def _shown(term: Term) -> str:
    told = "; ".join([*([f"not: {', '.join(term.forbidden)}"] if term.forbidden else []), *filter(None, [term.note])])
    return f"{term.source} → {', '.join(term.targets) or '—'}" + (f"  ({told})" if told else "")


@app.command("check")
def check(
    files: Annotated[list[str], typer.Argument(metavar="FILE...", help="Glossaries: CSV, TSV or TBX.")],
    source: Source = "uz",
    target: Target = "en",
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a fault.")] = False,
) -> int:
    """Find the faults of glossaries.

    A term that stands there twice, without a translation, or is its own. Exit with 1 if there are any.
    """
    from uzlat.report import Exit, print_json
    from uzlat.translate.terms_table import faults

    found = list(faults(_concepts(files, source, target)))
    for concept, fault in found:
        if as_json:
            print_json({"file": concept.file, "line": concept.line, "message": fault})
        else:
            typer.echo(f"{concept.place}: {fault}")
    if not found and not as_json:
        typer.echo(f"{', '.join(files)}: ok")
    return Exit.FOUND if found else Exit.DONE


@app.command("export")
def export(
    files: Files,
    output: Annotated[str, typer.Option("--output", "-o", metavar="FILE", help="The file; - for stdout.")] = "-",
    as_tbx: Annotated[bool, typer.Option("--tbx", help="Write TBX-Basic.")] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Write CSV.")] = False,
    source: Source = "uz",
    target: Target = "en",
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,
) -> int:
    """Write glossaries as one, in another form. Exit with 1 if they hold nothing."""
    from uzlat.files import PlanError
    from uzlat.report import Exit, say
    from uzlat.translate.memory_import import named, write_whole
    from uzlat.translate.tbx import write_tbx
    from uzlat.translate.terms_table import write_csv

    if as_tbx == as_csv:
        raise PlanError("say in which form: --tbx or --csv; nothing was written")
    concepts = _concepts(files, source, target)
    count = write_whole(output, force, lambda out: (write_tbx if as_tbx else write_csv)(concepts, out))
    told = f"{named(output)}: {count} entr{'y' if count == 1 else 'ies'}"
    say(told if count else "the glossaries hold no term; nothing was written")
    return Exit.DONE if count else Exit.FOUND


def _concepts(files: list[str], source: str, target: str) -> list[Concept]:
    """Read the entries of glossaries, in order."""
    from uzlat.translate.lang import parse
    from uzlat.translate.terms_table import read_concepts

    langs = parse(source), parse(target)
    return [concept for file in files for concept in read_concepts(file, *langs)]
