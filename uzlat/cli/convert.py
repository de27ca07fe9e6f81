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
    "  uzlat convert news/ -o latin/             # again: only what is new\n"
    "  uzlat convert news/ -i --backup -j 4\n"
    "  uzlat -t uz-Latn-2026 --style press article.txt\n"
    "  uzlat -t uz-Cyrl --keep Artel latin.txt\n"
    "  uzlat -f uz-Latn -t uz-Latn found-on-the-web.txt\n"
    "  uzlat --check article.txt\n"
    "  uzlat page.html -o page.latn.html\n"
    "  uzlat -i report.docx figures.xlsx\n"
    "  uzlat --field text corpus.jsonl\n"
    "  uzlat -e windows-1251 old.txt -o new.txt\n"
    "  git ls-files -z '*.md' | uzlat -i --files-from -\n"
)


def convert(
    files: shared.Files = None,
    output: Annotated[
        str | None,
        typer.Option("--output", "-o", metavar="FILE|FOLDER", help="Write here instead of stdout."),
    ] = None,
    in_place: Annotated[bool, typer.Option("--in-place", "-i", help="Write each result over its file.")] = False,
    source: shared.From = None,
    target: shared.To = None,
    table: shared.TableName = None,
    style: shared.Style = None,
    chosen: shared.Set = None,
    keep: shared.Keep = None,
    keep_from: shared.KeepFrom = None,
    others: Annotated[
        str | None,
        typer.Option(metavar="keep|convert|romanize", help="What becomes of text in other languages.  [default: keep]"),
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; exit with 1 if anything would change.")
    ] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Replace output files that exist; do again what is up to date.")
    ] = False,
    form: shared.Form = None,
    field: shared.Field = None,
    encoding: shared.Encoding = None,
    output_encoding: Annotated[
        str | None,
        typer.Option(
            metavar="NAME|same", help="The encoding to write; UTF-8 if not given and the text is in an old one."
        ),
    ] = None,
    jobs: Annotated[
        int | None,
        typer.Option("--jobs", "-j", min=0, metavar="N", help="Processes; 0 to choose by what there is to do."),
    ] = None,
    files_from: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="Read names of files from here, - for stdin: lines, or NUL between."),
    ] = None,
    glob: shared.Glob = None,
    exclude: shared.Exclude = None,
    hidden: shared.Hidden = None,
    no_ignore: shared.NoIgnore = None,
    names: Annotated[bool | None, typer.Option("--names", help="Convert the names of files too.")] = None,
    backup: Annotated[
        str | None,
        typer.Option(
            metavar="SUFFIX",
            help="With -i, keep each file under its name and this; alone (--backup), .bak. Write --backup=SUFFIX.",
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="List what would be done; read and write no file.")
    ] = False,
    watch: Annotated[bool, typer.Option("--watch", help="Go on, and convert what changes.")] = False,
    log: Annotated[str | None, typer.Option(metavar="FILE", help="Add one JSON object a file to this log.")] = None,
    as_json: shared.Json = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Tell nothing but errors.")] = False,
) -> int:
    """Convert Uzbek to another script or alphabet, in plain text and in the text of HTML, Markdown, Word, Excel,
    PowerPoint, OpenDocument, EPUB, FB2, feeds and other XML, subtitles, catalogues, JSON, CSV and Parquet.

    Paragraphs and passages in other languages stay as they are, and so does all that is no text.
    """
    from uzlat.errand import Errand, Wish
    from uzlat.report import Exit, drop_stdout

    houses = shared.houses(
        source=source, target=target, table=table, style=style, chosen=chosen, keep=keep, keep_from=keep_from,
        others=others, encoding=encoding, output_encoding=output_encoding, jobs=jobs, backup=backup, names=names,
        glob=glob, exclude=exclude, hidden=hidden, no_ignore=no_ignore, log=log,
    )  # fmt: skip
    wish = Wish(
        files or [],
        files_from,
        output,
        in_place,
        check,
        force,
        form or "",
        tuple(field or ()),
        dry_run,
        watch,
        as_json,
        quiet,
    )
    try:
        return Errand(houses, wish).run()
    except BrokenPipeError:
        drop_stdout()
        return Exit.READER_GONE
