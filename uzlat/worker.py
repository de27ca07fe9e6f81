"""Convert one file: read it, choose its format, write what it becomes, and say what happened."""

from __future__ import annotations

import os
import stat

from uzlat.encodings import DocumentError, NotTextError
from uzlat.files import CONVERT, INTO_ITSELF, LEAVE, STDIN, Job, is_special, open_source
from uzlat.outcome import CONVERTED, COPIED, FAILED, LEFT, UNCHANGED, Outcome, account
from uzlat.pipeline import Pipeline
from uzlat.report import reason
from uzlat.sniff import coding_of
from uzlat.stream import BLOCK, pump, reading, write_all
from uzlat.task import House, Options

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from uzlat.formats import Format
    from uzlat.stream import Read, Write

    Fill = Callable[[Read, Write], Outcome]

MARKED = (b"<", b"{", b"[", b"PK", b"%PDF", b"WEBVTT", b"\xff", b"\xfe", b"\x00", b"\xef", b"\xd0\xcf")
"""How the first bytes begin of what may be something else than plain text in UTF-8."""
LONGEST = 1 << 20
"""Bytes of a first line that are waited for."""
NO_FORMAT = "in no known format"


class Worker:
    """Convert files, each with what the house of its folder has.

    Args:
        house: gives the House of a folder.
        options: how files are converted.
        read: reads a file descriptor, as os.read does.
    """

    def __init__(
        self, house: Callable[[str], House], options: Options, read: Callable[[int, int], bytes] = os.read
    ) -> None:
        self._house = house
        self._options = options
        self._read = read

    def attempt(self, job: Job) -> Outcome:
        """Convert a file; what goes wrong is told, but for a reader of stdout that went away."""
        try:
            return self._one(job)
        except BrokenPipeError:
            raise
        except (NotTextError, DocumentError) as error:
            return self._refused(job, error)
        except MemoryError:
            return Outcome(FAILED, error="too large to be read as a whole; nothing was written")
        except OSError as error:
            return _failed(error, job)

    def _one(self, job: Job) -> Outcome:
        if (job.action == LEAVE and job.target == job.source) or (job.action != CONVERT and self._options.check):
            return Outcome(LEFT, why=NO_FORMAT)
        if job.action != CONVERT:
            return self._to_file(job, _copied)._replace(why=NO_FORMAT)
        house = self._house(os.path.dirname(job.source))
        pipeline = Pipeline(
            house.converter, detecting=house.detecting, others=house.others, asking=self._options.telling
        )

        def fill(read: Read, write: Write) -> Outcome:
            return self._converted(job, house, pipeline, read, write)

        if job.target is None or self._options.check:
            return self._to_stdout(job, fill)
        return self._to_special(job, fill) if is_special(job.target) else self._to_file(job, fill, house.backup)

    def _refused(self, job: Job, error: ValueError) -> Outcome:
        """Copy or leave what is refused; that a file of a folder is no text is no fault."""
        harmless = job.found and isinstance(error, NotTextError) and error.binary
        wrong = "" if harmless else str(error)
        if job.target is None or job.over or not job.found or self._options.check:
            return Outcome(LEFT if harmless else FAILED, error=wrong and f"{wrong}; left unchanged", why=str(error))
        try:
            done = self._to_file(job, _copied)
        except OSError as broken:
            return _failed(broken, job)
        if harmless:
            return done._replace(why=str(error))
        return done._replace(status=FAILED, error=f"{wrong}; copied as it is")

    def _converted(self, job: Job, house: House, pipeline: Pipeline, read: Read, write: Write) -> Outcome:
        """Convert a file by its format: the one asked for, else by its name, else by how it begins."""
        head = _head(read)
        form = self._form(job, head)
        if form is None or not form.adapter:
            coding = coding_of(head, house.encoding, house.output)
            pump(reading(head, read), write, pipeline, coding)
            return account(pipeline, "text", coding.name, self._options.telling)
        from uzlat.carriers import Asked, pump_format, pump_table
        from uzlat.formats import TABLE, ZIP

        if form.carrier in (ZIP, TABLE) and write is _stdout:
            _refuse_terminal(self._options.alone)
        if form.carrier == TABLE and job.source != STDIN:
            pump_table(job.source, write, pipeline, form, self._options.fields)
        else:
            asked = Asked(form, self._options.fields, house.encoding, house.output)
            pump_format(reading(head, read), write, pipeline, form, asked)
        return account(pipeline, form.name, "", self._options.telling)

    def _form(self, job: Job, head: bytes) -> Format | None:
        """Choose the format of a file; None for text that begins as text does, without loading any."""
        if not self._options.form and job.source == STDIN and not head.lstrip().startswith(MARKED):
            return None
        from uzlat.formats import by_content, by_name, named

        if self._options.form:
            return named(self._options.form)
        return (by_name(job.source) if job.source != STDIN else None) or by_content(head)

    def _to_stdout(self, job: Job, fill: Fill) -> Outcome:
        """Convert to stdout, into the account, or to nowhere."""
        pieces: list[bytes] = []
        write: Write = _nowhere if self._options.check else pieces.append if self._options.text else _stdout
        source = open_source(job.source)
        try:
            if write is _stdout and _is_stdout(source):
                raise FileExistsError(17, INTO_ITSELF)
            outcome = fill(self._reader(source), write)
        finally:
            _close(source)
        if self._options.text and not self._options.check:
            from uzlat.outcome import with_text

            return with_text(outcome, b"".join(pieces))
        return outcome

    def _to_special(self, job: Job, fill: Fill) -> Outcome:
        """Write to a device or a pipe, whose place nothing can take."""
        if job.over:
            raise OSError(22, "no regular file, so it cannot be converted in place")
        target = os.open(job.target or "", os.O_WRONLY)
        try:
            source = open_source(job.source)
            try:
                return fill(self._reader(source), lambda data: write_all(target, data))
            finally:
                _close(source)
        finally:
            os.close(target)

    def _to_file(self, job: Job, fill: Fill, backup: str = "") -> Outcome:
        """Write a file as a whole, or not at all."""
        from uzlat.writing import Output, Source, place, refuse_loss, rename

        target = job.source if job.over else job.target or ""
        with Source(job.source) as source:
            out = Output(target, source.known)
            if source.known is None:
                refuse_loss(job, source, out)  # now: what comes through a pipe comes once
            try:
                outcome = fill(self._reader(source.descriptor), out.write)
                result = place(job, source, out, outcome.status == UNCHANGED, self._options.sync, backup)
            finally:
                out.discard()
        if job.over and job.target not in (None, job.source):
            rename(job.source, job.target or "")
            outcome = outcome._replace(status=CONVERTED)
        read = (source.known.st_size, source.known.st_mtime_ns) if source.known else (0, 0)
        return outcome._replace(source=read, result=(result.st_size, result.st_mtime_ns))

    def _reader(self, source: int) -> Read:
        read = self._read
        return lambda size: read(source, size)


def _copied(read: Read, write: Write) -> Outcome:
    while data := read(BLOCK):
        write(data)
    return Outcome(COPIED)


def _failed(error: OSError, job: Job) -> Outcome:
    kept = "" if job.target is None else "; nothing was written" if not job.over else "; left unchanged"
    elsewhere = error.filename not in (None, job.source) and job.target not in (None, job.source)
    where = f"'{job.target}': " if elsewhere else ""
    return Outcome(FAILED, error=f"{where}{reason(error)}{kept}")


def _refuse_terminal(alone: bool) -> None:
    """Raise DocumentError for a packed file on its way to a terminal, or to where others go as well."""
    if os.isatty(1):
        raise DocumentError("its result is no text for a terminal; write it with -o FILE or -i")
    if not alone:
        raise DocumentError("packed documents cannot follow one another; write them with -o FOLDER or -i")


def _head(read: Read) -> bytes:
    """Read what tells the format, however it comes: the first line that is not blank; of a zip all of it.

    No line can be written before anyway.
    """
    head = read(BLOCK)
    while head.startswith(b"PK") or (len(head) < LONGEST and _tells_little(head.lstrip())):
        if not (more := read(BLOCK)):
            break
        head += more
    return head


def _tells_little(head: bytes) -> bool:
    """Say whether the first line has not come yet, or is a bracket or the beginning of a comment."""
    return b"\n" not in head or head.rstrip() in (b"{", b"[") or (head.startswith(b"<!--") and b"-->" not in head)


def _is_stdout(source: int) -> bool:
    """Say whether what is read is the file to which stdout is sent: it would never end."""
    try:
        one, other = os.fstat(source), os.fstat(1)
    except OSError:
        return False
    return stat.S_ISREG(one.st_mode) and os.path.samestat(one, other)


def _close(source: int) -> None:
    if source:
        os.close(source)


def _stdout(data: bytes) -> None:
    try:
        write_all(1, data)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OSError(error.errno, f"standard output: {error.strerror}") from error


def _nowhere(data: bytes) -> None:
    pass
