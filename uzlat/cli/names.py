"""`uzlat names`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from uzlat.cli import options as shared

if TYPE_CHECKING:
    from uzlat.readable import Readable
    from uzlat.report import Place
    from uzlat.translate.lang import Lang
    from uzlat.translate.names import Mention, Name

EXAMPLES = (
    "\b\n"
    "Examples:\n"
    "  uzlat names Қозоғистонга\n"
    "  uzlat names article.txt --to ru,en\n"
    "  uzlat names --kind territory,city - < article.txt\n"
    "  uzlat names --list --kind currency > currencies.tsv\n"
)

NOTHING = "nothing to look up; give a name, a text, a file, or - for standard input"
ENOUGH = 20_000
"""Characters that tell the language of a text as well as all of them."""


def names(
    text: Annotated[
        str | None, typer.Argument(metavar="[TEXT|FILE|-]", help="A name, a text, a file, or - for standard input.")
    ] = None,
    source: Annotated[
        str | None, typer.Option("--from", "-f", metavar="TAG", help="The language, as uz-Cyrl.  [default: detected]")
    ] = None,
    to: Annotated[
        str | None, typer.Option("--to", "-t", metavar="TAGS", help="Languages to show, as ru,en,kk.  [default: all]")
    ] = None,
    kind: Annotated[
        str | None, typer.Option("--kind", metavar="KINDS", help="Kinds of names, as territory,city,month.")
    ] = None,
    listed: Annotated[bool, typer.Option("--list", help="Print the table, as TSV.")] = False,
    form: shared.Form = None,
    encoding: shared.Encoding = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a name.")] = False,
) -> int:
    """Say what countries, places, organisations, languages, months are called in other languages.

    Names are found in any inflected form. Exit with 1 if none was.
    """
    import os

    from uzlat.files import PlanError
    from uzlat.report import Exit

    kinds, tags = _kinds(kind), _tags(to)
    if listed:
        if text is not None:
            raise PlanError("--list prints the table alone; leave it out to look something up")
        return _list(kinds, tags, as_json)
    given = True
    if text is None:
        if sys.stdin is None or sys.stdin.isatty():
            raise PlanError(NOTHING)
        given, text = False, "-"
    lang = _language(source) if source else None
    if text != "-" and not os.path.lexists(text):
        found: list[Line] = [(None, text.strip(), mention) for mention in _named(text, lang, kinds)]
        return _print(found or _mentions(None, text, lang, kinds), tags, as_json, "", f"'{text}', which is no file")
    file = shared.attempt(text, shared.asked_for(form, None, encoding or ""))
    if file is None:
        return Exit.FAILED
    if not given and not file.text.strip():
        raise PlanError(NOTHING)
    return _print(_mentions(file, file.text, lang, kinds), tags, as_json, text, text)


def _kinds(asked: str | None) -> tuple[str, ...]:
    """Read --kind; none is asked for if it was not given."""
    from uzlat.files import PlanError
    from uzlat.table import suggestion
    from uzlat.translate.names import BLOCKS, gazetteer

    known = dict.fromkeys(name.kind for name in gazetteer().names if name.kind != BLOCKS)
    kinds = tuple(one.strip() for one in asked.split(",")) if asked else ()
    for one in kinds:
        if one not in known:
            raise PlanError(f"no kind of names is '{one}'{suggestion(one, list(known))}")
    return kinds


def _language(asked: str) -> Lang:
    """Read a tag of a language that has names."""
    from uzlat.files import PlanError
    from uzlat.translate.lang import parse
    from uzlat.translate.names import gazetteer

    lang, known = parse(asked), gazetteer()
    if known.column(lang) not in known.columns:
        raise PlanError(f"no names in '{asked}'; there are {', '.join(known.columns)}")
    return lang


def _tags(asked: str | None) -> list[tuple[str, Lang]]:
    """Read --to: columns, each with its language."""
    from uzlat.translate.names import gazetteer

    known = gazetteer()
    if not asked:
        return list(zip(known.columns, known.languages(), strict=True))
    named = dict.fromkeys(one.strip() for one in asked.split(","))
    return [(tag, _language(tag)) for tag in named]


def _list(kinds: tuple[str, ...], tags: list[tuple[str, Lang]], as_json: bool) -> int:
    from uzlat.report import Exit, print_json
    from uzlat.translate.names import BLOCKS, gazetteer

    known = gazetteer()
    if not as_json:
        typer.echo("\t".join(["key", *(tag for tag, _ in tags)]))
    for name in known.names:
        if name.kind == BLOCKS or (kinds and name.kind not in kinds):
            continue
        forms = {tag: name.forms.get(known.column(lang), ()) for tag, lang in tags}
        if as_json:
            print_json({"key": name.key, "names": forms})
        else:
            typer.echo("\t".join([name.key, *map("|".join, forms.values())]))
    return Exit.DONE


Line = tuple["int | Place | None", str, "Mention"]
"""The line a name stands in; its text; and the name."""


def _named(text: str, lang: Lang | None, kinds: tuple[str, ...]) -> list[Mention]:
    """Look a text up that is one name as a whole."""
    from uzlat.translate.names import BLOCKS, gazetteer

    found = gazetteer().matches(text.strip(), lang)
    return [one for one in found if one.name.kind != BLOCKS and (not kinds or one.name.kind in kinds)]


def _mentions(file: Readable | None, text: str, lang: Lang | None, kinds: tuple[str, ...]) -> list[Line]:
    """Find the names of a text, line by line, each in the language that was said or is detected."""
    from uzlat.translate.names import PLACES, gazetteer

    found: list[Line] = []
    for number, line, spoken in _spoken(text, lang):
        place = file.place(number) if file else number
        for mention in gazetteer().find(line, spoken, kinds or PLACES):
            found.append((place, line, mention))
    return found


def _spoken(text: str, lang: Lang | None) -> Iterator[tuple[int, str, Lang]]:
    """Give the lines of a text, each with its language; a line that tells none has that of the whole."""
    from uzlat import detect
    from uzlat.translate.lang import Lang
    from uzlat.translate.names import gazetteer

    known = {one.code for one in gazetteer().languages()}
    whole = detect(text[:ENOUGH])
    for number, line in enumerate(text.split("\n"), 1):
        verdict = detect(line) if not lang and line.strip() else whole
        if verdict.lang not in known:
            verdict = whole
        yield number, line, lang or Lang(verdict.lang, verdict.script)


def _print(found: list[Line], tags: list[tuple[str, Lang]], as_json: bool, file: str, what: str) -> int:
    """Print what was found; `what` was looked through, as a message names it."""
    from uzlat.report import Exit, placed, print_json, say

    for place, line, mention in found:
        if as_json:
            where = {} if place is None else {**placed(place), "column": mention.start + 1}
            print_json(({"file": file} if file else {}) | where | _plain(line, mention, tags))
        else:
            shown = file or len(found) > 1
            where_to = f"{place}:{mention.start + 1}" if shown and place is not None else None
            typer.echo(_told(where_to, line, mention, tags))
    if not found:
        say(f"no names in {what}")
    return Exit.DONE if found else Exit.FOUND


def _plain(line: str, mention: Mention, tags: list[tuple[str, Lang]]) -> dict[str, Any]:
    """Give a mention as plain values."""
    from uzlat.translate.names import gazetteer

    forms = {tag: list(mention.name.forms.get(gazetteer().column(lang), ())) for tag, lang in tags}
    text = line[mention.start : mention.end]
    return {"text": text, "ending": mention.ending, "key": mention.name.key, "names": forms}


def _told(place: str | None, line: str, mention: Mention, tags: list[tuple[str, Lang]]) -> str:
    """Tell a mention in a line: where, what, and what it is called."""
    base = line[mention.start : mention.end].removesuffix(mention.ending) if mention.ending else ""
    base = base.rstrip("»”\"'’-")
    text = f"{base}  (+{mention.ending})" if base else line[mention.start : mention.end]
    return f"{f'{place}  ' if place else ''}{text}  {mention.name.key}: {' · '.join(_written(mention.name, tags))}"


def _written(name: Name, tags: list[tuple[str, Lang]]) -> list[str]:
    from uzlat.translate.names import gazetteer

    return [gazetteer().written(name, lang) or "–" for _, lang in tags]
