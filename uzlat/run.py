"""Convert files one after another: one file's failure never stops the rest."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable

from uzlat.alphabets import alphabets
from uzlat.encodings import DocumentError, NotTextError, decode
from uzlat.files import STDIN, Draft, Job, is_special
from uzlat.pipeline import Pipeline
from uzlat.report import Exit, complain, print_json, reason, say
from uzlat.stream import BLOCK, pump, reader, write_all
from uzlat.table import Table
from uzlat.trace import FALLBACK

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from uzlat.formats import Format

MARKED = (b"<", b"{", b"[", b"PK", b"%PDF", b"WEBVTT", b"\xff", b"\xfe", b"\xef", b"\xd0\xcf")
"""How the first bytes begin of what may be something else than plain text."""
LONGEST = 1 << 20
"""Bytes of a first line that are waited for."""


class Options:
    """How files are converted: what to write, what to tell."""

    def __init__(
        self,
        *,
        check: bool = False,
        as_json: bool = False,
        quiet: bool = False,
        force: bool = False,
        form: Format | None = None,
        fields: tuple[str, ...] = (),
    ) -> None:
        self.check = check
        self.as_json = as_json
        self.quiet = quiet
        self.force = force
        self.form = form
        self.fields = fields


class Runner:
    """Convert jobs with pipelines that `make` gives, one for each file."""

    def __init__(self, make: Callable[[], Pipeline], table: Table, settings: dict[str, str], options: Options):
        self._make = make
        self._table = table
        self._settings = settings
        self._options = options
        self._doubts = {entry.id: getattr(entry, "doubt", "") or entry.why for entry in table.entries}
        self._doubts[FALLBACK] = "letters of other alphabets converted"

    def run(self, jobs: list[Job]) -> Exit:
        """Convert every job; give the exit code of the whole."""
        codes = [self._attempt(job) for job in jobs]
        return max(codes, default=Exit.DONE)

    def _attempt(self, job: Job) -> Exit:
        try:
            return self._one(job)
        except BrokenPipeError:
            raise
        except (NotTextError, DocumentError) as error:
            message = f"{error}; left unchanged"
        except OSError as error:
            kept = "" if job.target is None else "; nothing was written"
            message = f"{reason(error)}{kept}"
        complain(message, _name(job.source))
        if self._options.as_json:
            print_json({"file": job.source, "error": message})
        return Exit.FAILED

    def _one(self, job: Job) -> Exit:
        if job.copy:
            return Exit.DONE if self._options.check else self._copy(job)
        pipeline = self._make()
        pieces: list[bytes] = []
        source = _open(job.source)
        try:
            if job.target is None or self._options.check:
                self._pump(job, source, self._sink(source, pieces), pipeline)
            elif is_special(job.target):
                self._to_special(source, job, pipeline)
            else:
                self._to_file(source, job, pipeline)
        finally:
            if job.source != STDIN:
                os.close(source)
        self._tell(job, pipeline, pieces)
        return Exit.FOUND if self._options.check and pipeline.tally.changed else Exit.DONE

    def _pump(self, job: Job, source: int, write: Callable[[bytes], object], pipeline: Pipeline) -> None:
        """Convert a file by its format: the one asked for, else by its name, else by how it begins."""
        head = _head(source)
        form = self._form(job, head)
        if form is None or not form.adapter:
            pump(reader(source, head), write, pipeline)
        else:
            from uzlat.carriers import pump_document, pump_table
            from uzlat.formats import TABLE, ZIP

            if form.carrier in (ZIP, TABLE) and write is _stdout and os.isatty(1):
                raise DocumentError("its result is no text for a terminal; write it with -o FILE or -i")
            if form.carrier == TABLE and job.source != STDIN:
                pump_table(job.source, write, pipeline, form, self._options.fields)
                return
            pump_document(reader(source, head), write, pipeline, form, self._options.fields)

    def _form(self, job: Job, head: bytes) -> Format | None:
        """Choose the format of a file; None for text that begins as text does, without loading any."""
        if self._options.form or (job.source == STDIN and not head.lstrip().startswith(MARKED)):
            return self._options.form
        from uzlat.formats import by_content, by_name

        return (by_name(job.source) if job.source != STDIN else None) or by_content(head)

    def _sink(self, source: int, pieces: list[bytes]) -> Callable[[bytes], object]:
        """Choose where a result without a file goes: nowhere, into the JSON object, or to stdout."""
        if self._options.check:
            return lambda data: None
        if self._options.as_json:
            return pieces.append
        if _is_stdout(source):
            raise FileExistsError(17, "the output is the input; use -i to convert in place")
        return _stdout

    def _to_file(self, source: int, job: Job, pipeline: Pipeline) -> None:
        target = job.target or ""
        if os.path.exists(target) and not job.over:
            self._refuse(job, target)
        draft = Draft(target, None if job.source == STDIN else job.source)
        try:
            self._pump(job, source, lambda data: write_all(draft.descriptor, data), pipeline)
        except BaseException:
            draft.discard()
            raise
        draft.discard() if job.over and not pipeline.tally.changed else draft.keep()

    def _to_special(self, source: int, job: Job, pipeline: Pipeline) -> None:
        """Write to a device or a pipe, which no draft can replace."""
        if job.over:
            raise OSError(22, "no regular file, so it cannot be converted in place")
        target = os.open(job.target or "", os.O_WRONLY)
        try:
            self._pump(job, source, lambda data: write_all(target, data), pipeline)
        finally:
            os.close(target)

    def _refuse(self, job: Job, target: str) -> None:
        """Raise FileExistsError unless the output that exists may be replaced."""
        if job.source != STDIN and os.path.samefile(job.source, target):
            raise FileExistsError(17, "the output is the input; use -i to convert in place")
        if not self._options.force:
            raise FileExistsError(17, f"the output '{target}' exists; use --force to replace it")

    def _copy(self, job: Job) -> Exit:
        """Copy a file of a folder that is no plain text, as it is."""
        from shutil import copyfileobj, copystat

        target = job.target or ""
        if os.path.exists(target):
            self._refuse(job, target)
        with open(job.source, "rb") as source:
            draft = Draft(target, job.source)
            try:
                with open(os.dup(draft.descriptor), "wb") as copy:
                    copyfileobj(source, copy)
            except BaseException:
                draft.discard()
                raise
        draft.keep()
        copystat(job.source, target)
        return Exit.DONE

    def _tell(self, job: Job, pipeline: Pipeline, pieces: list[bytes]) -> None:
        tally = pipeline.tally
        sentences = tally.sentences(alphabets().names, self._doubts)
        if self._options.check and tally.changed:
            sentences.insert(0, "would change")
        if sentences and not self._options.as_json:
            say(f"{_name(job.source)}: {'; '.join(sentences)}", quiet=self._options.quiet)
        if self._options.as_json:
            others = [converter.table for converter in pipeline.router.used() if converter.table is not self._table]
            told: dict[str, Any] = {"file": job.source, "table": _named(self._table), "settings": self._settings}
            told |= {"other_tables": [_named(table) for table in others]} if others else {}
            told |= tally.as_json() | {"output": job.target}
            if job.target is None and not self._options.check:
                told |= _result(b"".join(pieces))
            print_json(told)


def _result(data: bytes) -> dict[str, str]:
    """Give a result without a file: its text, or in base 64 what is none."""
    if b"\x00" not in data:
        return {"text": decode(data)}
    from base64 import b64encode

    return {"base64": b64encode(data).decode()}


def _named(table: Table) -> dict[str, str]:
    return {"id": table.meta["id"], "version": table.meta["version"], "hash": table.digest}


def _name(source: str) -> str:
    return "<stdin>" if source == STDIN else source


def _is_stdout(source: int) -> bool:
    """Say whether what is read is the file to which stdout is sent: it would never end."""
    try:
        one, other = os.fstat(source), os.fstat(1)
    except OSError:
        return False
    return stat.S_ISREG(one.st_mode) and os.path.samestat(one, other)


def _open(source: str) -> int:
    if source == STDIN:
        return 0
    return os.open(source, os.O_RDONLY | getattr(os, "O_BINARY", 0))


def _head(source: int) -> bytes:
    """Read what tells the format: what is there; of what may be no plain text the first line, of a zip all of it."""
    head = os.read(source, BLOCK)
    if head.lstrip().startswith(MARKED):
        while head.startswith(b"PK") or (b"\n" not in head.lstrip() and len(head) < LONGEST):
            if not (more := os.read(source, BLOCK)):
                break
            head += more
    return head


def _stdout(data: bytes) -> None:
    write_all(1, data)
