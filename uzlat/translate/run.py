"""What one call of `uzlat translate` does: files in, drafts out, each told of."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from functools import cached_property
from typing import NamedTuple

from uzlat.carriers import Asked
from uzlat.encodings import DocumentError, NotTextError
from uzlat.files import COPY, STDIN, Job, PlanError, Planner, apart, into_folder, is_special
from uzlat.houses import Houses
from uzlat.outcome import FAILED, SCHEMA, plain_result
from uzlat.report import Exit, complain, print_json, reason, say
from uzlat.signals import raise_on_term
from uzlat.stream import write_all
from uzlat.translate.beside import FORMS, Row, beside
from uzlat.translate.cache import cache_file
from uzlat.translate.desk import Desk
from uzlat.translate.engine import EngineError
from uzlat.translate.lang import parse
from uzlat.translate.manuscript import Manuscript
from uzlat.translate.meter import Meter
from uzlat.translate.note import note
from uzlat.translate.outcome import Outcome, as_json, sentences
from uzlat.translate.resources import announce, desk_of
from uzlat.translate.translator import Result
from uzlat.writing import Output, Source, place, refuse_loss

BOTH = (".xlf", ".xliff", ".tmx")
"""How the names of files end whose text stands in two languages already."""


class Wish(NamedTuple):
    """What is asked of a call; what the engine is made of stands in `uzlat.translate.resources.Means`."""

    files: list[str]
    target: str
    source: str = "auto"
    output: str | None = None
    bilingual: str = ""
    most: int = 0
    dry_run: bool = False
    note: bool = True
    cache: bool = True
    strict: bool = False
    force: bool = False
    as_json: bool = False
    quiet: bool = False
    asked: Asked = Asked()


class Run:
    """Translate files.

    Args:
        houses: the settings.
        wish: what is asked.
        network: whether text may be sent to a server that is named on the command line alone.

    Raises:
        PlanError, ConfigError: if it cannot be meant.
        MissingError: if there is no engine; nothing was translated.
    """

    def __init__(self, houses: Houses, wish: Wish, network: bool) -> None:
        self._houses = houses
        self._wish = wish
        self._network = network
        self._config = houses.config_of(wish.files[0])
        self._target = _orthography(wish.target, self._config["to"])
        self._lang = parse(self._target)
        self._source = None if wish.source == "auto" else parse(wish.source).written
        self._codes: list[int] = []

    def run(self) -> int:
        """Translate, or list what would be; give the exit code."""
        if self._wish.bilingual and self._wish.bilingual not in FORMS:
            raise DocumentError(f"--bilingual takes {', '.join(FORMS)}, not '{self._wish.bilingual}'")
        jobs = self._jobs()
        if self._wish.dry_run:
            for job in jobs:
                self._guarded(job, self._list)
            return self._code
        raise_on_term()
        try:
            self._desk  # noqa: B018 - an engine that is missing is told before any file is read
            for job in jobs:
                self._guarded(job, self._one)
        finally:
            if "_desk" in vars(self):
                self._desk.close()
        return self._code

    @cached_property
    def _desk(self) -> Desk:
        cache = cache_file() if self._wish.cache else ""
        desk = desk_of(self._config, self._target, cache=cache, strict=self._wish.strict, network=self._network)
        announce(desk, quiet=self._wish.quiet)
        return desk

    @property
    def _code(self) -> int:
        """Give the worst that happened: a file that failed, an engine that is missing, segments that failed."""
        return next((code for code in (Exit.FAILED, Exit.MISSING, Exit.UNFINISHED) if code in self._codes), Exit.DONE)

    def _jobs(self) -> list[Job]:
        wish = self._wish
        if folder := next((one for one in wish.files if os.path.isdir(one) and not (wish.output or wish.dry_run)), ""):
            raise PlanError(f"'{folder}' is a folder; say where to write with -o FOLDER")
        planner = Planner(self._houses.filter, None, self._trouble)
        jobs = [job for job in planner.plan(wish.files, wish.output, False, wish.dry_run) if job.action != COPY]
        if wish.bilingual and wish.output is not None and into_folder(wish.files, wish.output):
            jobs = [job._replace(target=f"{job.target}{FORMS[wish.bilingual]}") for job in jobs]
        for job in jobs:
            if not job.over and job.source != STDIN and job.target and _same(job.source, job.target):
                raise PlanError(f"'{job.target}' is the text itself; give the translation another name with -o")
        return apart([job._replace(replaces=wish.force) for job in jobs])

    def _trouble(self, path: str, why: str) -> None:
        complain(why, path)
        self._codes.append(Exit.FAILED)

    def _guarded(self, job: Job, act: Callable[[Job], None]) -> None:
        """Do one file; what is wrong with it is told, and the others go on."""
        try:
            act(job)
        except BrokenPipeError:
            raise
        except EngineError as error:
            self._failed(job, str(error), error.exit_code)
        except (NotTextError, DocumentError) as error:
            self._failed(job, str(error), Exit.FAILED)
        except OSError as error:
            self._failed(job, reason(error), Exit.FAILED)

    def _failed(self, job: Job, why: str, code: int) -> None:
        complain(why, job.source)
        self._codes.append(code)
        if self._wish.as_json:
            print_json({"schema": SCHEMA, "file": job.source, "status": FAILED, "error": why, "output": None})

    def _read(self, source: Source, job: Job) -> Manuscript:
        if job.source.lower().endswith(BOTH):
            raise DocumentError("it has source and translation side by side; translate the document it was made from")
        data = b"".join(iter(lambda: os.read(source.descriptor, 1 << 20), b""))
        encoding = self._wish.asked.encoding or self._houses.config_of(job.source)["encoding"]
        asked = self._wish.asked._replace(encoding=encoding)
        return Manuscript(data, job.source, asked, self._source)

    def _list(self, job: Job) -> None:
        """Say what there is to translate; no engine is asked."""
        with Source(job.source) as source:
            manuscript = self._read(source, job)
        langs = dict.fromkeys(str(one.lang) for one in manuscript.segments)
        size = sum(len(one.text) for one in manuscript.segments)
        told = f"{len(manuscript.segments)} segments, {size:,} characters, {', '.join(langs)} -> {self._target}"
        name = job.source.replace("\n", "\\n")
        print(f"{name}: {told}")

    def _one(self, job: Job) -> None:
        with Source(job.source) as source:
            if job.target and not (self._wish.cache or is_special(job.target)):
                refuse_loss(job, source, Output(job.target, source.known))  # now: drafts would be lost
            manuscript = self._read(source, job)
            self._desk.check(manuscript)
            results = self._translated(manuscript, job)
            outcome = Outcome(job.source, job.target or "", manuscript, results, self._desk.broken)
            if outcome.failed and not outcome.translated:
                raise EngineError(f"nothing could be translated: {outcome.why}; nothing was written")
            data, remarks = self._made(manuscript, results, job)
            if job.target is not None or not self._wish.as_json:
                self._write(job, source, data)
        self._tell(outcome, remarks, b"" if job.target else data)
        if outcome.failed:
            self._codes.append(Exit.UNFINISHED)

    def _translated(self, manuscript: Manuscript, job: Job) -> list[Result | None]:
        shown = not (self._wish.quiet or self._wish.as_json)
        meter = Meter(job.source, sum(len(one.text) for one in manuscript.segments), shown)
        try:
            return self._desk.translate(manuscript, self._wish.most, meter.add)
        except KeyboardInterrupt:
            meter.end()
            kept = "what is done is in the cache; run again to go on" if self._wish.cache else "nothing is kept"
            say(f"{job.source}: ended before all of it was translated; nothing was written, and {kept}")
            raise
        finally:
            meter.end()

    def _made(self, manuscript: Manuscript, results: list[Result | None], job: Job) -> tuple[bytes, list[str]]:
        """Write the translated document, or source and drafts side by side."""
        told = note(self._desk.name, manuscript.lang, self._target, date.today().isoformat())
        if self._wish.bilingual:
            rows = [Row(one, result) for one, result in zip(manuscript.segments, results, strict=True) if result]
            name = os.path.basename(job.source)
            return beside(self._wish.bilingual, rows, name, self._desk.name, self._lang, told), []
        failed = [at for at, result in enumerate(results) if result and result.text is None]
        texts = [result.text if result else None for result in results]
        drafted = any(result and result.origin not in ("kept", "memory") for result in results)
        head = told if self._wish.note and drafted and job.target is not None else ""
        return manuscript.written(texts, self._lang, failed, head)

    def _write(self, job: Job, source: Source, data: bytes) -> None:
        if job.target is None:
            write_all(1, data)
            return
        if is_special(job.target):
            with open(job.target, "wb", buffering=0) as device:
                write_all(device.fileno(), data)
            return
        out = Output(job.target, source.known)
        try:
            out.write(data)
            place(job, source, out, False, True, "")
        finally:
            out.discard()

    def _tell(self, outcome: Outcome, remarks: list[str], written: bytes) -> None:
        if self._wish.as_json:
            print_json(as_json(outcome, self._desk, remarks) | (plain_result(written) if written else {}))
            return
        for sentence in sentences(outcome, self._desk, remarks):
            say(sentence, quiet=self._wish.quiet)


def _same(one: str, other: str) -> bool:
    return os.path.exists(one) and os.path.exists(other) and os.path.samefile(one, other)


def _orthography(tag: str, configured: str) -> str:
    """Give the orthography to write: a language alone stands for the one that the house writes it in.

    >>> _orthography("uz", "uz-Latn-2026"), _orthography("en", "uz-Latn")
    ('uz-Latn-2026', 'en')
    """
    asked = parse(tag)
    house = configured and not asked.script and configured.partition("-")[0] == asked.code
    return configured if house else tag
