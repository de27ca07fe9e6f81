"""`uzlat translate`."""

from __future__ import annotations

from typing import Annotated

import typer

from uzlat.cli import options as shared

EXAMPLES = (
    "\b\n"
    "Examples:\n"
    "  uzlat translate article.txt --to en --dry-run\n"
    "  uzlat translate article.txt --to ru -o article.ru.txt \\\n"
    "      --engine openai --url http://127.0.0.1:11434/v1 --model gemma4:12b\n"
    "  uzlat translate news/ --to en -o english/ --engine ct2 --model ~/models/nllb\n"
    "  uzlat translate page.html --to uz-Cyrl --bilingual html -o review.html\n"
    "  uzlat translate a.txt --to en --engine tm --memory house.tmx\n"
)


def translate(
    files: shared.Files = None,
    target: Annotated[
        str | None, typer.Option("--to", "-t", metavar="LOCALE", help="The language to write: en, ru, uz, uz-Cyrl …")
    ] = None,
    source: Annotated[
        str, typer.Option("--from", "-f", metavar="LOCALE", help="The language of all the text; auto to detect it.")
    ] = "auto",
    output: Annotated[
        str | None, typer.Option("--output", "-o", metavar="FILE|FOLDER", help="Write here instead of stdout.")
    ] = None,
    engine: shared.Engine = None,
    model: shared.Model = None,
    url: shared.Url = None,
    allow_network: shared.AllowNetwork = False,
    accept_licence: shared.AcceptLicence = None,
    memory: Annotated[
        list[str] | None, typer.Option(metavar="FILE", help="A translation memory (uzlat tm) or TMX; may be repeated.")
    ] = None,
    glossary: Annotated[
        list[str] | None, typer.Option(metavar="FILE", help="A glossary, CSV or TBX; may be repeated.")
    ] = None,
    bilingual: Annotated[
        str | None, typer.Option(metavar="tmx|xliff|html", help="Write source beside draft, in this form.")
    ] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="Mark every segment in which a guard finds an error.")
    ] = False,
    max_segments: Annotated[
        int, typer.Option(min=0, metavar="N", help="Translate the first N segments of each file; 0 for all.")
    ] = 0,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what there is to translate; ask no engine, write nothing.")
    ] = False,
    no_cache: Annotated[bool, typer.Option("--no-cache", help="Neither use nor keep drafts of other runs.")] = False,
    no_banner: Annotated[
        bool, typer.Option("--no-banner", help="Leave the note out that the text is a machine draft.")
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Replace output files that exist.")] = False,
    form: shared.Form = None,
    field: shared.Field = None,
    encoding: shared.Encoding = None,
    glob: shared.Glob = None,
    exclude: shared.Exclude = None,
    hidden: shared.Hidden = None,
    no_ignore: shared.NoIgnore = None,
    as_json: shared.Json = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Tell nothing but errors.")] = False,
) -> int:
    """Translate with an engine that you have installed, and check every sentence of its draft.

    What cannot be translated is marked ⟦…⟧, and the exit code is 4. Without an engine it is 3, and nothing is written.
    """
    from uzlat.files import PlanError
    from uzlat.report import Exit, drop_stdout
    from uzlat.translate.run import Run, Wish

    if target is None:
        raise PlanError("say which language to write with --to, as --to en; nothing was translated")
    houses = shared.houses(
        engine=engine, model=model, url=url, licences=accept_licence, memory=memory, glossary=glossary,
        encoding=encoding, glob=glob, exclude=exclude, hidden=hidden, no_ignore=no_ignore,
    )  # fmt: skip
    wish = Wish(
        files or ["-"],
        target,
        source,
        output,
        bilingual or "",
        max_segments,
        dry_run,
        not no_banner,
        not no_cache,
        strict,
        force,
        as_json,
        quiet,
        shared.asked_for(form, field),
    )
    try:
        return Run(houses, wish, allow_network).run()
    except BrokenPipeError:
        drop_stdout()
        return Exit.READER_GONE
