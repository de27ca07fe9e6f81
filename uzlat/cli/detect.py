"""`uzlat detect`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from uzlat.cli import options as shared

if TYPE_CHECKING:
    from uzlat.carriers import Asked
    from uzlat.readable import Readable
    from uzlat.survey import Paragraph
    from uzlat.verdict import Verdict

EXAMPLES = (
    "\b\n"
    "Examples:\n"
    "  uzlat detect article.txt\n"
    "  uzlat detect news/\n"
    "  uzlat detect --spans article.txt\n"
    "  uzlat detect --lines < corpus.txt > verdicts.jsonl\n"
    "  uzlat detect --json news/ | jq -r 'select(.lang == \"ru\").file'\n"
)


def detect(
    files: shared.Files = None,
    lines: Annotated[
        bool, typer.Option("--lines", help="One JSON object a line of input, each line a text of its own.")
    ] = False,
    spans: Annotated[bool, typer.Option("--spans", help="The passages of each file, with their offsets.")] = False,
    form: shared.Form = None,
    field: shared.Field = None,
    encoding: shared.Encoding = None,
    glob: shared.Glob = None,
    exclude: shared.Exclude = None,
    hidden: shared.Hidden = None,
    no_ignore: shared.NoIgnore = None,
    as_json: shared.Json = False,
    all_languages: Annotated[
        bool, typer.Option("--all-languages", help="Ask langdetect about what is in no language that uzlat knows.")
    ] = False,
) -> int:
    """Say which language and script files, lines or passages are in. Exit with 1 if nothing is Uzbek Cyrillic."""
    from uzlat.files import PlanError
    from uzlat.report import Exit

    if lines and spans:
        raise PlanError("--lines and --spans exclude each other")
    houses = shared.houses(encoding=encoding, glob=glob, exclude=exclude, hidden=hidden, no_ignore=no_ignore)
    names, failed = shared.files_of(files or ["-"], houses)

    def asked(name: str) -> Asked:
        return shared.asked_for(form, field, houses.config_of(name)["encoding"])

    if lines:
        seen = [_lines(name, len(names) > 1, all_languages, asked(name).encoding) for name in names]
    elif spans:
        seen = [_spans(name, as_json, asked(name)) for name in names]
    else:
        seen = _files(names, as_json, all_languages, asked)
    failed = failed or None in seen
    return Exit.FAILED if failed else Exit.DONE if any(seen) else Exit.FOUND


def _files(names: list[str], as_json: bool, all_languages: bool, asked: Callable[[str], Asked]) -> list[bool | None]:
    """Judge files; say of each whether Uzbek Cyrillic is in it, None if it could not be read."""
    from uzlat.report import print_json
    from uzlat.show import print_files, print_paragraphs
    from uzlat.survey import is_wanted, paragraphs, whole

    seen: list[bool | None] = []
    rows: list[tuple[str, Verdict]] = []
    for name in names:
        if (file := shared.attempt(name, asked(name))) is None:
            seen.append(None)
            continue
        found = paragraphs(file.text, all_languages)
        seen.append(any(is_wanted(*one.verdict[:2]) for one in found))
        if as_json:
            print_json({"file": name, **whole(found)._asdict(), "paragraphs": list(_plain(found, file))})
        elif len(names) == 1:
            print_paragraphs(found, file, name)
        else:
            rows.append((name, whole(found)))
    if rows:
        print_files(rows)
    return seen


def _plain(found: list[Paragraph], file: Readable) -> Iterator[dict[str, Any]]:
    """Give paragraphs as plain values."""
    from uzlat.report import placed

    for one in found:
        yield {**placed(file.place(one.number)), **one.verdict._asdict()}


def _lines(name: str, many: bool, all_languages: bool, encoding: str) -> bool | None:
    """Judge each line of a file by itself, as it comes."""
    from uzlat.report import print_json
    from uzlat.survey import is_wanted, judge

    found = False
    rows = shared.attempt_lines(name, encoding)
    try:
        for number, line in enumerate(rows, 1):
            verdict = judge(line, all_languages)
            found = found or is_wanted(*verdict[:2])
            told = {key: value for key, value in verdict._asdict().items() if key != "variant" or value}
            print_json({"file": name, "line": number, **told} if many else told)
    except shared.UnreadableError:
        return None
    return found


def _spans(name: str, as_json: bool, asked: Asked) -> bool | None:
    """Find the passages of a file."""
    from uzlat.report import placed, print_json
    from uzlat.show import print_spans
    from uzlat.survey import is_wanted, spans

    if (file := shared.attempt(name, asked)) is None:
        return None
    found = list(spans(file.text))
    if as_json:
        print_json({"file": name, "spans": [span._asdict() | placed(file.place(span.line)) for span in found]})
    else:
        print_spans(found, file, name)
    return any(is_wanted(span.lang, span.script) for span in found)
