"""A run: which files are converted, what was done before, in how many processes, and what is told of it."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Iterator
from itertools import islice
from time import monotonic

from uzlat.files import Job
from uzlat.outcome import FAILED, SKIPPED, Outcome
from uzlat.report import Exit, reason
from uzlat.reporter import Reporter
from uzlat.walk import MANIFEST

TYPE_CHECKING = False
if TYPE_CHECKING:
    from uzlat.batch import Making
    from uzlat.manifest import Manifest
    from uzlat.progress import Meter

    Done = Generator[tuple[Job, Outcome], None, None]

SETTLED = 2000
"""Files that are waited for at a time, until they are on the disk."""


class Run:
    """Convert files.

    Args:
        make: makes a worker that reads by a function.
        mark: gives a hash of how files of a folder are converted.
        reporter: is told what becomes of them.
        processes: how many; 0 to choose by what there is to do.
        force: do again what is there already.
        quiet: show no progress.
    """

    def __init__(
        self,
        make: Making,
        mark: Callable[[str], str],
        reporter: Reporter,
        *,
        processes: int = 0,
        force: bool = False,
        quiet: bool = False,
    ) -> None:
        self._make = make
        self._mark = mark
        self._reporter = reporter
        self._processes = processes
        self._force = force
        self._quiet = quiet

    def run(self, jobs: list[Job], manifest: Manifest | None, summing: bool) -> Exit:
        """Convert the files, but for those that the manifest knows to be done; `summing` says whether to sum up.

        Raises:
            OSError: if stdout cannot be written.
        """
        from uzlat.progress import Meter

        begun, ended = monotonic(), True
        new = self.new(jobs, manifest)
        meter = Meter(new, not self._quiet)
        _sweep(new)
        done = self._outcomes(new, manifest, meter)
        try:
            for job, outcome in done:
                meter.done(job)
                self._note(job, outcome, manifest)
            ended = False
        finally:
            done.close()
            meter.end()
            if manifest:
                self._kept(manifest.close)
            if summing:
                self._reporter.summary(monotonic() - begun, ended)
        return self._reporter.code

    def new(self, jobs: list[Job], manifest: Manifest | None) -> list[Job]:
        """Give the files that are to do, each with whether its output may be replaced; count the others."""
        new = []
        for job in jobs:
            if self._force or manifest is None:
                new.append(job._replace(replaces=self._force))
            elif not self._is_fresh(job, manifest):
                new.append(job._replace(ours=manifest.owned(job.below)))
        self._reporter.counts[SKIPPED] += len(jobs) - len(new)
        return new

    def _is_fresh(self, job: Job, manifest: Manifest) -> bool:
        """Say whether a result is there that was made of this source in this way, and is as it was then."""
        from uzlat.manifest import made_of

        try:
            there = os.stat(job.target or "")
        except OSError:
            return False
        result = (there.st_size, there.st_mtime_ns)
        return manifest.is_fresh(job.below, made_of((job.size, job.mtime), result, self._mark_of(job)))

    def _mark_of(self, job: Job) -> str:
        return self._mark(os.path.dirname(job.source))

    def _outcomes(self, new: list[Job], manifest: Manifest | None, meter: Meter) -> Done:
        """Convert: the first files here, so that processes that start as copies have read the tables."""
        from uzlat.batch import alone, first, processes, together

        count = processes(new, self._processes)
        jobs = self._begun(new, manifest) if manifest else iter(new)
        if count > 1:
            yield from alone(list(islice(jobs, first(new))), self._make, meter.read)
            yield from together(jobs, self._make, count, meter.read)
        else:
            yield from alone(jobs, self._make, meter.read)

    def _begun(self, jobs: list[Job], manifest: Manifest) -> Iterator[Job]:
        """Give the files, after the manifest has named them."""
        for at in range(0, len(jobs), SETTLED):
            part = jobs[at : at + SETTLED]
            self._kept(lambda part=part: manifest.begin([job.below for job in part]))  # type: ignore[misc]
            yield from part

    def _note(self, job: Job, outcome: Outcome, manifest: Manifest | None) -> None:
        self._reporter.tell(job, outcome)
        if manifest and outcome.result and outcome.status != FAILED:
            from uzlat.manifest import made_of

            manifest.done(job.below, made_of(outcome.source, outcome.result, self._mark_of(job)))
            if manifest.waiting >= SETTLED:
                self._kept(manifest.settle)

    def _kept(self, write: Callable[[], object]) -> None:
        """Write to the manifest; a disk that is full makes the next run do more, and this one no less."""
        try:
            write()
        except OSError as error:
            self._reporter.trouble(MANIFEST, f"{reason(error)}; the next run will do again what is not noted in it")


def _sweep(jobs: list[Job]) -> None:
    """Remove the drafts that runs have left where files are written."""
    from uzlat.draft import sweep

    for folder in {os.path.dirname(job.target) for job in jobs if job.target and job.found}:
        sweep(folder)
