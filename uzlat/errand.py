"""What one call of `uzlat convert` does: from files and options to a run."""

from __future__ import annotations

import os
from functools import partial

from uzlat.files import LEAVE, STDIN, Job, PlanError, Planner, apart, into_folder, is_inside
from uzlat.houses import Houses
from uzlat.manifest import Manifest, has_manifest
from uzlat.outcome import SKIPPED
from uzlat.pipeline import Pipeline
from uzlat.record import Record
from uzlat.report import complain, say
from uzlat.reporter import Reporter
from uzlat.run import Run
from uzlat.signals import ENDING, listening, raise_on_term
from uzlat.task import House, Options
from uzlat.watch import changes, is_among
from uzlat.worker import Worker

TYPE_CHECKING = False
if TYPE_CHECKING:
    from uzlat.batch import Making
    from uzlat.config import Config
    from uzlat.log import Log


class Wish(Record):
    """What is asked of a call, but for what settings say."""

    files: list[str]
    files_from: str | None = None
    output: str | None = None
    in_place: bool = False
    check: bool = False
    force: bool = False
    form: str = ""
    fields: tuple[str, ...] = ()
    dry_run: bool = False
    watch: bool = False
    as_json: bool = False
    quiet: bool = False


class Errand:
    """Do what is wished.

    Args:
        houses: what files are converted with.
        wish: what is asked.

    Raises:
        PlanError: if it cannot be meant.
        DocumentError: if no format is of the name asked for.
        OSError: if the list of files cannot be read, or the log not be written.
    """

    def __init__(self, houses: Houses, wish: Wish) -> None:
        self._houses = houses
        self._wish = wish
        self._files = wish.files if wish.files_from is None else [*wish.files, *listed(wish.files_from)]
        if not self._files and wish.files_from is not None:
            raise PlanError("--files-from names no files; nothing was converted")
        self._files = self._files or [STDIN]
        self._config = houses.config(_folder(self._files[0]))
        _check(wish, self._config)
        self._reporter = Reporter(check=wish.check, as_json=wish.as_json, quiet=wish.quiet, log=self._log())

    def _log(self) -> Log | None:
        from uzlat.log import Log

        return Log(self._config["log"]) if self._config["log"] else None

    def run(self) -> int:
        """Convert, list or watch; give the exit code."""
        if self._wish.watch:
            return self._watch()
        jobs = self._jobs()
        if self._wish.dry_run:
            return self._list(jobs)
        if len(jobs) == 1 and not jobs[0].found and not self._into_folder:
            return self._one(jobs[0])
        return self._convert(jobs)

    @property
    def _into_folder(self) -> bool:
        return self._wish.output is not None and into_folder(self._files, self._wish.output) and not self._wish.check

    def _jobs(self) -> list[Job]:
        """Plan; what each file is converted with is made here, so that nothing is written if some of it is wrong."""
        config, wish = self._config, self._wish
        planner = Planner(
            self._houses.filter, Renamer(self._houses) if config["names"] else None, self._reporter.trouble
        )
        plan = list(planner.plan(self._files, wish.output, wish.in_place, wish.check))
        # One folder, whose files keep their names, cannot get in its own way.
        alone = len(self._files) == 1 and not config["names"] and not self._is_nested()
        jobs = plan if alone or not (wish.in_place or wish.output is not None) else apart(plan)
        if wish.in_place and (suffix := config["backup"]):
            jobs = [job._replace(action=LEAVE) if job.found and job.source.endswith(suffix) else job for job in jobs]
        for folder in {os.path.dirname(job.source) for job in jobs} or {""}:
            self._houses(folder)
        return jobs

    def _is_nested(self) -> bool:
        """Say whether what is read lies where something is written."""
        return self._wish.output is not None and is_inside(self._files[0], self._wish.output)

    def _worker(self, jobs: list[Job]) -> Making:
        alone = len(jobs) == 1
        telling = self._wish.as_json or bool(self._config["log"])
        options = Options(
            check=self._wish.check,
            telling=telling,
            text=self._wish.as_json,
            form=self._wish.form,
            fields=self._wish.fields,
            alone=alone,
            sync=alone,
        )
        return partial(Worker, self._houses, options)

    def _one(self, job: Job) -> int:
        """Convert a single file, or what comes through a pipe."""
        if job.source == STDIN:
            worker = self._worker([job])(listening(0))
        else:
            raise_on_term()
            worker = self._worker([job])(os.read)
        self._reporter.tell(job, worker.attempt(job._replace(replaces=self._wish.force)))
        if ENDING.told and job.target is not None:
            say(f"ended by SIGTERM; '{job.target}' has what had come by then")
        return self._reporter.code

    def _convert(self, jobs: list[Job]) -> int:
        raise_on_term()
        wish = self._wish
        wanted = self._config["jobs"] if wish.in_place or wish.output is not None or wish.check else 1
        run = Run(
            self._worker(jobs), self._houses.mark, self._reporter, processes=wanted, force=wish.force, quiet=wish.quiet
        )
        manifest = Manifest(wish.output or "") if self._into_folder else None
        summing = any(job.found for job in jobs) or (len(jobs) > 1 and (wish.in_place or manifest is not None))
        return run.run(jobs, manifest, summing)

    def _list(self, jobs: list[Job]) -> int:
        """List what would be done."""
        manifest = (
            Manifest(self._wish.output or "") if self._into_folder and has_manifest(self._wish.output or "") else None
        )
        run = Run(self._worker(jobs), self._houses.mark, self._reporter, force=self._wish.force)
        for job in run.new(jobs, manifest):
            where = f" -> {job.target}" if job.target not in (None, job.source) else ""
            print(
                os.fsencode(f"{job.action} {job.source}{where}")
                .decode("utf-8", "backslashreplace")
                .replace("\n", "\\n")
            )
        if skipped := self._reporter.counts[SKIPPED]:
            say(f"{skipped:,} up to date", quiet=self._wish.quiet)
        return self._reporter.code

    def _watch(self) -> int:
        """Convert all there is, and then what changes, until the run is ended; what is wrong meanwhile is told."""
        raise_on_term()
        for changed in changes(self._files):
            try:
                jobs = [job for job in self._jobs() if changed is None or is_among(job.source, changed)]
                if jobs:
                    self._reporter.counts.clear()
                    self._convert(jobs)
            except (ValueError, OSError) as error:
                if changed is None:
                    raise
                complain(str(error))
        return self._reporter.code


class Renamer:
    """Write the names of files and folders in the script that their text is converted to."""

    def __init__(self, houses: Houses) -> None:
        self._houses = houses

    def __call__(self, path: str, below: str) -> str:
        """Convert a path, but for the ends of names that say the format; `path` says whose settings hold."""
        house = self._houses.of(path)
        *folders, name = below.split(os.sep)
        stem, end = os.path.splitext(name)
        return os.path.join(*[self._named(house, one) for one in folders], self._named(house, stem) + end)

    def _named(self, house: House, name: str) -> str:
        return Pipeline(house.converter, detecting=house.detecting, others=house.others).feed(name)


def _check(wish: Wish, config: Config) -> None:
    """Refuse what is asked for and cannot be had, before anything is read."""
    from uzlat.formats import named

    if wish.form:
        named(wish.form)
    if config["names"] and wish.output is None and not (wish.in_place or wish.check):
        raise PlanError("--names needs files to name: give -i or -o FOLDER")
    if wish.dry_run and wish.as_json:
        raise PlanError("--dry-run lists files in words; leave --json out")
    if wish.watch and (wish.check or wish.dry_run or not (wish.in_place or wish.output)):
        raise PlanError("--watch goes with -i or with -o FOLDER; nothing was converted")


def _folder(source: str) -> str:
    """Give the folder whose settings hold for a source: a folder itself, that of a file."""
    return source if os.path.isdir(source) else os.path.dirname(source)


def listed(file: str) -> list[str]:
    """Read names of files: NUL stands between them, or each is a line.

    Raises:
        OSError: if the list cannot be read.
    """
    with open(0 if file == STDIN else file, "rb", closefd=file != STDIN) as handle:
        data = handle.read()
    names = data.split(b"\0") if b"\0" in data else data.splitlines()
    return [os.fsdecode(name) for name in names if name]
