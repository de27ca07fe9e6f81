"""`uzlat tm`: the translation memory."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from uzlat.translate.lang import Lang
    from uzlat.translate.memory import Match, Memory

app = typer.Typer(
    help="Keep translations, and find them again.",
    epilog=(
        "\b\n"
        "Examples:\n"
        "  uzlat tm import archive.tmx\n"
        '  uzlat tm search "Янги мактаб очилди." --from uz --to en\n'
        "  uzlat tm export --from uz --to ru -o memory.tmx\n"
    ),
    no_args_is_help=True,
    rich_markup_mode=None,
)
File = Annotated[
    str | None, typer.Option("--memory", "-m", metavar="FILE", help="The memory.  [default: the user's own]")
]
Source = Annotated[str | None, typer.Option("--from", "-f", metavar="LANG", help="From this language alone.")]
Target = Annotated[str | None, typer.Option("--to", "-t", metavar="LANG", help="Into this language alone.")]
Origin = Annotated[
    str | None, typer.Option("--origin", metavar="TEXT", help="Units whose origin begins so, as human or machine.")
]


@app.command("import")
def import_(
    files: Annotated[list[str], typer.Argument(metavar="FILE...", help="TMX files; - for standard input.")],
    memory: File = None,
    source: Source = None,
    target: Target = None,
    origin: Annotated[
        str | None, typer.Option("--origin", metavar="TEXT", help="Who made what names no origin.  [default: the file]")
    ] = None,
) -> int:
    """Add the units of TMX files.

    Each file comes in whole, or not at all.
    """
    from uzlat.report import Exit
    from uzlat.translate.memory_import import add_file

    langs = _lang(source), _lang(target)
    with _opened(memory) as opened:
        done = [add_file(opened, file, *langs, origin) for file in files]
    return Exit.DONE if all(done) else Exit.FAILED


@app.command("export")
def export(
    output: Annotated[str, typer.Option("--output", "-o", metavar="FILE", help="The file; - for stdout.")] = "-",
    memory: File = None,
    source: Source = None,
    target: Target = None,
    origin: Origin = None,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,
) -> int:
    """Write the memory, or a part of it, as TMX. Exit with 1 if there is nothing to write."""
    from uzlat.report import Exit, say
    from uzlat.translate.findings import counted
    from uzlat.translate.memory_import import named, write_whole
    from uzlat.translate.tmx import write_tmx

    langs = _lang(source), _lang(target)
    with _opened(memory, must=True) as opened:
        count = write_whole(output, force, lambda out: write_tmx(opened.units(*langs, origin), out, langs[0]))
    say(f"{named(output)}: {counted(count, 'unit')}" if count else "the memory has no such unit; nothing was written")
    return Exit.DONE if count else Exit.FOUND


@app.command("search")
def search(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="What is to be translated.")],
    source: Annotated[str, typer.Option("--from", "-f", metavar="LANG", help="Its language.")] = "uz",
    target: Annotated[str, typer.Option("--to", "-t", metavar="LANG", help="Into which language.")] = "en",
    least: Annotated[int, typer.Option("--least", metavar="SCORE", min=1, max=100, help="The lowest score.")] = 75,
    most: Annotated[int, typer.Option("--most", metavar="N", min=1, help="How many at most.")] = 5,
    memory: File = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a match.")] = False,
) -> int:
    """Find translations of texts like this one.

    The best comes first. Exit with 1 if there is none.
    """
    from uzlat.report import Exit, print_json, say
    from uzlat.translate.lang import parse

    with _opened(memory, must=True) as opened:
        found = opened.fuzzy(text, parse(source), parse(target), least=least, most=most)
    for match in found:
        if as_json:
            print_json(_plain(match))
        else:
            typer.echo(_shown(match))
    if not found:
        say(f"no match of {least} % or more from {source} to {target}")
    return Exit.DONE if found else Exit.FOUND


@app.command("add")
def add(
    texts: Annotated[
        list[str], typer.Argument(metavar="SOURCE TARGET", help="A text and its translation; with --lines, two files.")
    ],
    source: Annotated[str, typer.Option("--from", "-f", metavar="LANG", help="The language of SOURCE.")],
    target: Annotated[str, typer.Option("--to", "-t", metavar="LANG", help="The language of TARGET.")],
    lines: Annotated[bool, typer.Option("--lines", help="They are files; each line is a unit.")] = False,
    origin: Annotated[str, typer.Option("--origin", metavar="TEXT", help="Who made the translation.")] = "human",
    note: Annotated[str, typer.Option("--note", metavar="TEXT", help="A note.")] = "",
    memory: File = None,
) -> int:
    """Add a translation, or two files line by line."""
    from uzlat.files import PlanError
    from uzlat.report import say
    from uzlat.translate.lang import parse
    from uzlat.translate.memory_import import pairs_of, today
    from uzlat.translate.memory_unit import Unit

    if len(texts) != 2:
        raise PlanError("tm add takes a text and its translation; nothing was added")
    langs = parse(source), parse(target)
    if langs[0].code == langs[1].code:
        raise PlanError(f"--from and --to are one language, {langs[0].code}; nothing was added")
    pairs = pairs_of(*texts) if lines else [(texts[0], texts[1])]
    units = [Unit(one, other, *langs, origin, today(), note) for one, other in pairs]
    if not any(one.strip() and other.strip() for one, other in pairs):
        raise PlanError("a side without text; nothing was added")
    with _opened(memory) as opened:
        say(f"{opened.path}: {opened.add(units)} new")
    return 0


@app.command("remove")
def remove(
    text: Annotated[str | None, typer.Argument(metavar="[SOURCE]", help="A source.")] = None,
    memory: File = None,
    source: Source = None,
    target: Target = None,
    origin: Origin = None,
) -> int:
    """Remove units.

    Those of one source, between languages, of an origin. Exit with 1 if there is none.
    """
    from uzlat.files import PlanError
    from uzlat.report import Exit, say

    if text is None and source is None and target is None and origin is None:
        raise PlanError("say what to remove: a source, --from, --to or --origin; nothing was removed")
    with _opened(memory, must=True) as opened:
        count = opened.remove(_lang(source), _lang(target), source=text, origin=origin)
    say(f"{opened.path}: {count} removed")
    return Exit.DONE if count else Exit.FOUND


@app.command("stats")
def stats(
    memory: File = None, as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False
) -> int:
    """Count the units by languages."""
    from uzlat.report import print_json
    from uzlat.translate.findings import counted

    with _opened(memory, must=True) as opened:
        told = opened.stats()
    if as_json:
        print_json(told)
        return 0
    typer.echo(f"{told['file']}: {counted(told['units'], 'unit')}, {told['machine']} of them drafts of machines")
    for pair in told["pairs"]:
        typer.echo(f"  {pair['from']} → {pair['to']}: {pair['units']}")
    return 0


def _opened(file: str | None, must: bool = False) -> Memory:
    """Open the memory that is meant; `must` refuses one that is not there."""
    import os

    from uzlat.translate.memory import Memory
    from uzlat.translate.memory_file import default_path

    path = file or default_path()
    if must and (not os.path.exists(path) or (os.path.isfile(path) and not os.path.getsize(path))):
        raise FileNotFoundError(2, "no memory there; uzlat tm import makes one", path)
    return Memory(path)


def _lang(tag: str | None) -> Lang | None:
    from uzlat.translate.lang import parse

    return parse(tag) if tag is not None else None


def _shown(match: Match) -> str:
    unit = match.unit
    told = ", ".join(filter(None, (unit.origin, unit.changed[:10], unit.note)))
    return f"{match.score:.0f} %  {unit.target}\n      {unit.source}" + (f"\n      ({told})" if told else "")


def _plain(match: Match) -> dict[str, object]:
    unit = match.unit
    langs = {"from": str(unit.source_lang), "to": str(unit.target_lang)}
    told = {"origin": unit.origin, "changed": unit.changed, "note": unit.note}
    return {"score": round(match.score, 1), **langs, "source": unit.source, "target": unit.target, **told}
