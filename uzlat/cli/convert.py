"""`uzlat convert`."""

from __future__ import annotations

from typing import Annotated

import typer

from uzlat.cli import options as shared

EXAMPLES = (
    "\b\n"
    "Examples:\n"
    "  uzlat article.txt > article.latn.txt\n"
    "  uzlat -i *.txt\n"
    "  uzlat convert news/ -o latin/\n"
    "  uzlat -t uz-Latn-2026 --style press article.txt\n"
    "  uzlat -t uz-Cyrl --keep Artel latin.txt\n"
    "  uzlat -f uz-Latn -t uz-Latn found-on-the-web.txt\n"
    "  uzlat --check article.txt\n"
    "  uzlat page.html -o page.latn.html\n"
    "  uzlat -i report.docx figures.xlsx\n"
    "  uzlat --field text corpus.jsonl\n"
)


def convert(
    files: shared.Files = None,
    output: Annotated[
        str | None,
        typer.Option("--output", "-o", metavar="FILE|FOLDER", help="Write here instead of stdout."),
    ] = None,
    in_place: Annotated[bool, typer.Option("--in-place", "-i", help="Write each result over its file.")] = False,
    source: shared.From = "auto",
    target: shared.To = "uz-Latn",
    table: shared.TableName = None,
    style: shared.Style = None,
    chosen: shared.Set = None,
    keep: shared.Keep = None,
    keep_from: shared.KeepFrom = None,
    others: Annotated[
        str,
        typer.Option(metavar="keep|convert|romanize", help="What becomes of text in other languages."),
    ] = "keep",
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; exit with 1 if anything would change.")
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Replace output files that exist.")] = False,
    form: shared.Form = None,
    field: shared.Field = None,
    as_json: shared.Json = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Tell nothing but errors.")] = False,
) -> int:
    """Convert Uzbek to another script or alphabet, in plain text and in the text of HTML, Markdown, Word, Excel,
    PowerPoint, OpenDocument, EPUB, FB2, feeds and other XML, subtitles, catalogues, JSON, CSV and Parquet.

    Paragraphs and passages in other languages stay as they are, and so does all that is no text.
    """
    from uzlat.files import PlanError, plan
    from uzlat.pipeline import OTHERS, Pipeline
    from uzlat.report import say
    from uzlat.run import Options, Runner

    if others not in OTHERS:
        raise PlanError(f"--others takes {', '.join(OTHERS[:-1])} or {OTHERS[-1]}, not '{others}'")
    jobs = plan(files or [], output, in_place, check)
    converter = shared.make_converter(source, target, table, style, chosen, shared.kept(keep, keep_from))

    def make() -> Pipeline:
        detecting = shared.detects(source, converter)
        return Pipeline(converter, detecting=detecting, others=others, asking=as_json)

    copied = sum(job.copy for job in jobs)
    if copied:
        say(f"{copied} file{'s' * (copied > 1)} of the folder in no known format: copied, not converted", quiet=quiet)
    how = Options(
        check=check,
        as_json=as_json,
        quiet=quiet,
        force=force,
        form=shared.format_of(form),
        fields=tuple(field or ()),
    )
    return Runner(make, converter.table, converter.settings, how).run(jobs)
