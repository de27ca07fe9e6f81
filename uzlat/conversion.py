"""Convert the blocks of documents with a pipeline, and say what to edit in their sources."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from copy import deepcopy
from functools import lru_cache
from itertools import accumulate, groupby, islice, pairwise
from operator import attrgetter

from uzlat.document import CHARSET, ECHO, Block, Edit, Part, Piece
from uzlat.follow import Line, Run, is_foreign
from uzlat.neighbours import stretches
from uzlat.pipeline import Context, Pipeline
from uzlat.report import Place
from uzlat.shares import shares_of

SCRIPTS = {"Cyrl": "cyrillic", "Latn": "latin", "Arab": "arabic"}
"""Scripts of ISO 15924 that a language tag may name, and how the locales of POSIX name them."""


Placed = tuple[int, Block]
"""The number of a part in its document, and a block in it."""


class Conversion:
    """Convert documents, or the parts of a long one in order, with one pipeline.

    Args:
        pipeline: what converts.
        whole: whether a document is given at once, so that what comes after a block may speak for its language.
    """

    def __init__(self, pipeline: Pipeline, *, whole: bool = True) -> None:
        self._pipeline = pipeline
        self._whole = whole
        pipeline.marking = False
        self._contexts: dict[str, Context] = {}
        self._start = pipeline.context

    def edits(self, parts: list[Part]) -> list[list[Edit]]:
        """Give the edits of each part: those of its blocks and, if any block changes, of its marks."""
        found: list[list[Edit]] = [[] for _ in parts]
        threads = _threads(parts)
        echoes = threads.pop(ECHO, [])
        became: dict[str, str] = {}
        for placed in self._followed(threads):
            for (part, block), old, new, run in self._converted(placed, parts):
                if run is None:
                    found[part].append(block.edit(parts[part].text, block.pieces[0], new))
                else:
                    found[part] += _edits(parts[part].text, block, self._shared(block.pieces, new, run))
                if echoes:
                    became[old] = new
        for part, block in echoes:
            if (new := became.get(block.text, "")) and len(block.pieces) == 1:
                found[part].append(block.edit(parts[part].text, block.pieces[0], new))
        if any(found):
            for own, source in zip(found, parts, strict=True):
                own.extend(self._marks(source))
        return found

    def _followed(self, threads: dict[str, list[Placed]]) -> Iterator[list[Placed]]:
        """Give the blocks of each thread, for which the pipeline expects what came before in it."""
        for thread, placed in threads.items():
            self._pipeline.context = self._contexts.get(thread, self._start)
            yield placed
            self._contexts[thread] = self._pipeline.context

    def _steps(self, text: str) -> list[tuple[Run, str]]:
        """Convert blocks; if some are in another language, once more with what comes after them in mind."""
        pipeline = self._pipeline
        context, tally = pipeline.context, deepcopy(vars(pipeline.tally)) if self._whole else {}
        steps = list(pipeline.steps(text))
        if not self._whole or not any(is_foreign(run.route) for run, _ in steps):
            return steps
        sources = text.split("\n")
        found = stretches(sources, [run.route for run, out in steps for _ in _lines(out)])
        if len(found) == 1 and not found[0][2]:
            return steps
        pipeline.context = context
        vars(pipeline.tally).update(tally)
        return [step for text in self._stretches(sources, found) for step in pipeline.steps(text)]

    def _stretches(self, sources: list[str], found: list[tuple[int, int, bool]]) -> Iterator[str]:
        """Give stretches of blocks, for which the pipeline expects what it should."""
        for start, end, ours in found:
            expected = self._pipeline.context
            self._pipeline.context = self._start if ours else expected
            yield "".join([f"{source}\n" for source in sources[start:end]])[: None if end < len(sources) else -1]
            if ours:
                self._pipeline.context = expected

    def lines(self, parts: list[Part]) -> list[tuple[int, Block, Line]]:
        """Give the blocks in the order of the document, with the number of their part, and how each is converted."""
        found: list[tuple[int, Block, Line]] = []
        threads = _threads(parts)
        threads.pop(ECHO, None)
        for placed in self._followed(threads):
            owners = by_line(placed)
            text = "\n".join(_texts(placed))
            sources = text.split("\n")
            context, runs = self._pipeline.context, self._pipeline.routes(text)
            routes = [run.route for part, run in runs for _ in _lines(part[run.start : run.end])]
            self._pipeline.context = context
            parted = self._stretches(sources, stretches(sources, routes))
            lines = [line for some in parted for line in islice(self._pipeline.lines(some), len(_lines(some)))]
            found += [(one[0], one[1], line) for one, line in zip(owners, lines, strict=True)]
        return sorted(found, key=lambda one: (one[0], one[1].pieces[0]))

    def _converted(self, placed: list[Placed], parts: list[Part]) -> Iterator[tuple[Placed, str, str, Run | None]]:
        """Convert the blocks of a thread; give those that change, and of those with several pieces the run."""
        tally, texts = self._pipeline.tally, _texts(placed)
        owners, first = by_line(placed), tally.lines + 1
        tally.place = lambda number: place(parts[owners[number - first][0]], owners[number - first][1])
        steps = self._steps("\n".join(texts))
        tally.place = int
        outputs = "".join([out for _, out in steps]).split("\n")
        news = outputs if len(outputs) == len(texts) else _joined(outputs, texts)
        starts: list[int] = []
        for at, (one, old, new) in enumerate(zip(placed, texts, news, strict=True)):
            if old != new:
                run = None
                if len(one[1].pieces) > 1:
                    starts = starts or list(accumulate((out.count("\n") for _, out in steps), initial=0))
                    line = at if news is outputs else sum(text.count("\n") + 1 for text in texts[:at])
                    run = steps[bisect_right(starts, line, hi=len(steps)) - 1][0]
                yield one, old, new, run

    def _shared(self, pieces: list[Piece], output: str, run: Run) -> list[str]:
        """Share a conversion out among pieces; if it is none of a table, each piece is converted for itself."""
        texts, converter = [piece.text for piece in pieces], self._pipeline.converter(run.route)
        share = shares_of(converter or self._pipeline.main)
        shares = share(texts, output, [(start, end) for start, end, _ in run.left])
        return shares if shares is not None else list(map(self._pipeline.alone(run), texts))

    def _marks(self, part: Part) -> Iterator[Edit]:
        """Say how the marks of a part change with its text."""
        meta = self._pipeline.main.table.meta
        for mark in part.marks:
            old = part.text[mark.start : mark.end]
            new = _unicode(old, part) if mark.kind == CHARSET else retagged(old, meta.get("target", ""))
            if new != old:
                yield Edit(mark.start, mark.end, new)


def _unicode(old: str, part: Part) -> str:
    """Name the charset that a part is written in, if it was another one."""
    return ("UTF-8" if old.isupper() else "utf-8") if part.legacy else old


def place(part: Part, block: Block) -> int | Place:
    """Say where a block stands: its line, or in a member its number from 1."""
    if not part.name:
        return part.line(block.pieces[0].start)
    return Place(part.name, part.number(block))


@lru_cache(1 << 10)
def retagged(tag: str, target: str) -> str:
    """Write the script of the target into a language tag that names another script of the same language.

    Args:
        tag: of BCP 47 (uz-Cyrl-UZ), of POSIX (uz_UZ@cyrillic), or a script alone (Cyrl).
        target: as in the name of a table, "uz-Latn".

    >>> retagged("uz-Cyrl-UZ", "uz-Latn"), retagged("uz_UZ@cyrillic", "uz-Latn-2026"), retagged("ru", "uz-Latn")
    ('uz-Latn-UZ', 'uz_UZ@latin', 'ru')
    """
    language, _, rest = target.partition("-")
    script = rest.partition("-")[0]
    known = "|".join([*SCRIPTS, *SCRIPTS.values()])
    found = re.fullmatch(rf"(?i)({language}(?:[-_][a-z]{{2}})?[-_@]|)({known})((?:[-_@.].*)?)", tag.strip())
    if not found or script not in SCRIPTS:
        return tag
    before, old, after = found.groups()
    new = SCRIPTS[script] if old.lower() in SCRIPTS.values() else script
    return tag.replace(before + old + after, before + (new.lower() if old.islower() else new) + after)


def _threads(parts: list[Part]) -> dict[str, list[Placed]]:
    """Gather the blocks by what they continue, in the order of the document."""
    threads: dict[str, list[Placed]] = {}
    for number, part in enumerate(parts):
        for thread, blocks in groupby(part.blocks, key=attrgetter("thread")):
            threads.setdefault(thread, []).extend([(number, block) for block in blocks])
    return threads


def _texts(placed: list[Placed]) -> list[str]:
    """Give what blocks read as; most have one piece."""
    return [block.pieces[0].text if len(block.pieces) == 1 else block.text for _, block in placed]


def by_line(placed: list[Placed]) -> list[Placed]:
    """Give the block of each line; most have one."""
    if not any("\n" in block.pieces[0].text for _, block in placed):
        return placed
    return [one for one in placed for _ in range(one[1].text.count("\n") + 1)]


def _joined(lines: list[str], texts: list[str]) -> list[str]:
    """Put lines together again to as many texts as they were."""
    ends = list(accumulate((text.count("\n") + 1 for text in texts), initial=0))
    return ["\n".join(lines[start:end]) for start, end in pairwise(ends)]


def _lines(text: str) -> list[str]:
    """Part a run of lines; what ends it with a line end has no line more."""
    return text.removesuffix("\n").split("\n")


def _edits(source: str, block: Block, texts: list[str]) -> Iterator[Edit]:
    """Write the pieces that change."""
    for piece, text in zip(block.pieces, texts, strict=True):
        if text != piece.text:
            yield block.edit(source, piece, text)
