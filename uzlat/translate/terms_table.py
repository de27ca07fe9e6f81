"""Glossaries as tables, CSV and TSV: a language a column, or source and target; and their faults."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import BinaryIO

from uzlat.document import DocumentError
from uzlat.translate.lang import Lang, LangError, parse
from uzlat.translate.memory_keys import key
from uzlat.translate.tbx import Concept, Words, read_tbx
from uzlat.translate.terms import open_binary

OTHERS, FORBIDDEN = "|", "!"
"""What parts the names in a cell, and what stands before one that is not to be written."""
_SIDES = {"source": "source", "src": "source", "term": "source", "target": "target", "tgt": "target"}
_NOTES, _IDS = ("note", "notes", "comment", "definition", "изоҳ", "izoh", "примечание", "комментарий"), ("id", "№")


_SAID = re.compile(r"sep=(.)\r?\n")


def read_concepts(path: str, source: Lang | None = None, target: Lang | None = None) -> Iterator[Concept]:
    """Read the entries of a glossary of any kind.

    Args:
        path: a file; .tbx and .xml are TBX, all else is a table.
        source, target: what columns named source and target are in; such a table cannot be read without.

    Raises:
        DocumentError: if it is no glossary; with the line.
        OSError: if it cannot be read.
    """
    with open_binary(path) as handle:  # once, and whole: it may be a pipe
        data = handle.read()
    if path.lower().endswith((".tbx", ".xml")) or data[:512].lstrip(b"\xef\xbb\xbf\xff\xfe \r\n").startswith(b"<"):
        yield from read_tbx(data, named=path)
    else:
        yield from _rows(data, path, source, target)


def _rows(data: bytes, path: str, source: Lang | None, target: Lang | None) -> Iterator[Concept]:
    import csv

    text = _text(data, path)
    lines = text.splitlines(keepends=True)
    said = _SAID.match(text)  # Excel begins with the delimiter where the country has another one
    reader = csv.reader(lines, delimiter=said[1] if said else _delimiter(text), strict=True)
    try:
        if said:
            next(reader)
        columns = _columns(next(reader, []), path, source, target)
        for row in reader:
            if not any(cell.strip() for cell in row):
                continue
            if len(row) > len(columns):
                told = f"{len(row)} cells, but {len(columns)} columns; is a comma not in quotation marks?"
                raise DocumentError(f"{path}:{reader.line_num}: {told}")
            yield _concept(row, columns, path, reader.line_num)
    except csv.Error as error:
        why = "a quotation mark is not closed" if "end of data" in str(error) else str(error)
        raise DocumentError(f"{path}:{reader.line_num}: {why}") from None


def _text(data: bytes, path: str) -> str:
    try:
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise DocumentError(
            f"{path}:{line}: bytes that are not UTF-8; save the glossary as UTF-8 (in Excel: CSV UTF-8)"
        ) from None
    if "\0" in text:
        raise DocumentError(f"{path}: no table: a binary file")
    return text.removeprefix("\ufeff")


def _delimiter(text: str) -> str:
    """Find what parts the cells: the character there is most of in the first line."""
    first = text.partition("\n")[0]
    return max("\t;,", key=first.count)


def _columns(row: list[str], path: str, source: Lang | None, target: Lang | None) -> list[Lang | str]:
    """Say what each column holds: names in a language, "note" or "id"."""
    columns = [_column(cell.strip().lower(), path, {"source": source, "target": target}) for cell in row]
    if sum(isinstance(one, Lang) for one in columns) < 2:
        raise DocumentError(f"{path}:1: the first row names no two languages, as uz,en,note or source,target,note")
    return columns


def _column(name: str, path: str, sides: dict[str, Lang | None]) -> Lang | str:
    if name in _SIDES:
        lang = sides[_SIDES[name]]
        if lang is None:
            raise DocumentError(f"{path}:1: the column '{name}' says no language; give --from and --to")
        return lang
    if name in _NOTES or name in _IDS:
        return "note" if name in _NOTES else "id"
    try:
        return parse(name)
    except LangError:
        if code := _languages().get(key(name, "")):
            return Lang(code)
        raise DocumentError(
            f"{path}:1: unknown column '{name}'; a column is a language (uz, uz-Cyrl, en …), source, target, note or id"
        ) from None


@cache
def _languages() -> dict[str, str]:
    """Give the codes of languages by their names in languages: spreadsheets have "English" or "ўзбекча" at the top."""
    from uzlat.translate.names import gazetteer

    named = [one for one in gazetteer().names if one.kind == "language"]
    return {
        key(form.lower(), ""): one.key.partition("/")[2]
        for one in named
        for forms in one.forms.values()
        for form in forms
    }


def _concept(row: list[str], columns: list[Lang | str], path: str, line: int) -> Concept:
    words, told = [], {"note": "", "id": ""}
    for column, cell in zip(columns, row, strict=False):
        if isinstance(column, str):
            told[column] = cell.strip()
            continue
        names = [" ".join(name.split()) for name in cell.split(OTHERS)]
        accepted = tuple(name for name in names if name and not name.startswith(FORBIDDEN))
        forbidden = tuple(name[1:].strip() for name in names if name.startswith(FORBIDDEN) and name[1:].strip())
        if accepted or forbidden:
            words.append(Words(column, accepted, forbidden))
    return Concept(tuple(words), told["note"], told["id"], path, line)


def write_csv(concepts: Iterable[Concept], stream: BinaryIO) -> int:
    """Write concepts as CSV in UTF-8, a language a column; give how many."""
    import csv
    import io

    listed = list(concepts)
    langs = list(dict.fromkeys(words.lang for concept in listed for words in concept.words))
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["id", *map(str, langs), "note"])
    for concept in listed:
        cells = {words.lang: _cell(words) for words in concept.words}
        writer.writerow([concept.id, *(cells.get(lang, "") for lang in langs), concept.note])
    stream.write(out.getvalue().encode("utf-8", "replace"))
    return len(listed)


def _cell(words: Words) -> str:
    return f" {OTHERS} ".join([*words.accepted, *(FORBIDDEN + name for name in words.forbidden)])


def faults(concepts: Iterable[Concept]) -> Iterator[tuple[Concept, str]]:
    """Find what is wrong with a glossary: the concept of each fault, and what it is.

    Names that differ in script or apostrophes alone are the same name. What is its own translation on purpose
    has a note that says why.
    """
    seen: dict[tuple[str, str], Concept] = {}
    for concept in concepts:
        if len({words.lang.code for words in concept.words if words.accepted}) < 2:
            yield concept, "a term without a translation"
        names = [
            (key(name, words.lang.code), words.lang.code, name) for words in concept.words for name in words.accepted
        ]
        by_name: dict[str, str] = {}
        for folded, code, name in names:
            if by_name.setdefault(folded, code) != code and not concept.note:
                yield concept, f"'{name}' is its own translation ({by_name[folded]}, {code})"
        for words in concept.words:
            for name in set(words.accepted) & set(words.forbidden):
                yield concept, f"'{name}' is both to be written and not to be written"
        if concept.words and concept.words[0].accepted:
            first = concept.words[0]
            known = (key(first.accepted[0], first.lang.code), first.lang.code)
            before = seen.setdefault(known, concept)
            if before is not concept:
                same = _translations(before) == _translations(concept)
                why = "twice, with the same translation" if same else "twice, with different translations"
                yield concept, f"'{first.accepted[0]}' stands there {why} (first: {before.place})"


def _translations(concept: Concept) -> set[tuple[Lang, tuple[str, ...]]]:
    return {(words.lang, words.accepted) for words in concept.words[1:]}
