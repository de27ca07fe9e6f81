"""Tell of a run: notes and errors on stderr, JSON objects on stdout and in a log, a summary, the exit code."""

from __future__ import annotations

from collections import Counter

from uzlat.files import STDIN, Job
from uzlat.outcome import CONVERTED, COPIED, FAILED, LEFT, SKIPPED, UNCHANGED, Outcome, told
from uzlat.report import Exit, complain, print_json, say

TYPE_CHECKING = False
if TYPE_CHECKING:
    from uzlat.log import Log

ORDER = (CONVERTED, UNCHANGED, SKIPPED, COPIED, LEFT, FAILED)
WORDED = {SKIPPED: "up to date"}


class Reporter:
    """Tell what became of files, in the order in which they are given.

    Args:
        check: whether nothing is written, and a change is what was asked about.
        as_json: whether an object a file goes to stdout.
        quiet: whether nothing but errors is told.
        log: where the objects are written as well.
    """

    def __init__(
        self, *, check: bool = False, as_json: bool = False, quiet: bool = False, log: Log | None = None
    ) -> None:
        self._check = check
        self._as_json = as_json
        self._quiet = quiet
        self._log = log
        self.counts: Counter[str] = Counter()
        """How many files became what."""
        self._reasons: dict[str, Counter[str]] = {COPIED: Counter(), LEFT: Counter()}

    def tell(self, job: Job, outcome: Outcome) -> None:
        """Tell what became of a file."""
        self.counts[outcome.status] += 1
        if outcome.status in self._reasons and outcome.why:
            self._reasons[outcome.status][outcome.why] += 1
        name = "<stdin>" if job.source == STDIN else job.source
        if outcome.error:
            complain(outcome.error, name)
        elif not self._as_json:
            changes = ["would change"] if self._check and outcome.status == CONVERTED else []
            if notes := [*changes, *outcome.notes]:
                say(f"{name}: {'; '.join(notes)}", quiet=self._quiet)
        if self._as_json or self._log:
            plain = told(job, outcome) | ({"check": True} if self._check else {})
            if self._as_json:
                print_json(plain)
            if self._log:
                self._log.write({key: value for key, value in plain.items() if key not in ("text", "base64")})

    def trouble(self, path: str, why: str) -> None:
        """Tell of what could not be read in a folder; that something is no file is no fault."""
        from uzlat.walk import SPECIAL

        self.tell(Job(path, None), Outcome(LEFT, (why,), why=why) if why == SPECIAL else Outcome(FAILED, error=why))

    def summary(self, seconds: float, ended: bool = False) -> None:
        """Tell how many files became what, and whether the run was ended before all were done."""
        worded = WORDED | ({CONVERTED: "would change"} if self._check else {})
        found = [f"{self.counts[status]:,} {worded.get(status, status)}{self._why(status)}" for status in ORDER]
        there = [text for text, status in zip(found, ORDER, strict=True) if self.counts[status]]
        verb = "ended" if ended else "checked" if self._check else "done"
        say(f"{verb} in {seconds:.1f} s: {', '.join(there) or 'no files'}", quiet=self._quiet)
        if self._log:
            counts = {status: self.counts[status] for status in ORDER}
            self._log.write({"summary": counts, "seconds": round(seconds, 3)} | ({"ended": True} if ended else {}))

    def _why(self, status: str) -> str:
        """Word the reasons, the commonest first."""
        reasons = self._reasons.get(status)
        if not reasons:
            return ""
        worded = [why if len(reasons) == 1 else f"{why}: {count:,}" for why, count in reasons.most_common(3)]
        return f" ({'; '.join([*worded, '…'] if len(reasons) > 3 else worded)})"

    @property
    def code(self) -> Exit:
        """Give the exit code of the run."""
        if self.counts[FAILED]:
            return Exit.FAILED
        return Exit.FOUND if self._check and self.counts[CONVERTED] else Exit.DONE
