"""The command `uzlat`: the bare filter and --version start at once, all else goes through Typer."""

from __future__ import annotations

import gc
import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import NoReturn

    from uzlat.task import House


def main(argv: list[str] | None = None) -> int:
    """Run the command line; give the exit code.

    Args:
        argv: the arguments after the name of the program; those of the process if None.
    """
    args = sys.argv[1:] if argv is None else argv
    gc.set_threshold(50_000)  # modules, tables and words are many small objects that stay
    code = _guarded(_command(args, own=argv is None))
    return code if argv is not None else _leave(code)


def _command(args: list[str], own: bool) -> Callable[[], int]:
    """Choose what to run: the bare filter and --version do without Typer; `own` says whether the process is ours."""
    piped = sys.stdin is not None and not sys.stdin.isatty()
    if "_UZLAT_COMPLETE" not in os.environ:
        if args in (["--version"], ["-V"]):
            return _version
        if args == ["-"] or (not args and piped):
            return lambda: _filter(own)
    return lambda: _typer(args, own)


def _version() -> int:
    from uzlat import __version__

    print(f"uzlat {__version__}", flush=True)
    return 0


def _typer(args: list[str], own: bool) -> int:
    """Run a command; a reader that goes away ends it by SIGPIPE, of which Typer and Rich make codes of their own."""
    from uzlat.cli.app import run
    from uzlat.signals import end_with_reader

    if own:
        end_with_reader()
    return run(args)


def _filter(own: bool) -> int:
    """Convert stdin to stdout with the default table; where anything is set, as `convert` does."""
    from uzlat.configured import configured

    if configured(""):
        return _typer(["convert"], own)
    from uzlat.files import STDIN, Job
    from uzlat.reporter import Reporter
    from uzlat.signals import listening
    from uzlat.task import Options
    from uzlat.worker import Worker

    job, reporter = Job(STDIN, None), Reporter()
    reporter.tell(job, Worker(_default, Options(), listening(0)).attempt(job))
    return reporter.code


def _default(folder: str) -> House:
    from uzlat.converter import Converter
    from uzlat.task import House

    return House(Converter("uz-Cyrl_uz-Latn"))


def _leave(code: int) -> NoReturn:
    """End the process at once: to take modules and tables apart object by object would cost 3 to 10 ms."""
    if sys.stderr is not None:
        sys.stderr.flush()
    if signals := sys.modules.get("uzlat.signals"):
        signals.end_if_told()
    os._exit(code)


def _guarded(command: Callable[[], int]) -> int:
    """Run a command; a reader that went away and Ctrl-C end it quietly, with the shell's own codes."""
    try:
        code = command()
        if sys.stdout is not None:
            sys.stdout.flush()
    except OSError as error:
        return _ended(error)
    except KeyboardInterrupt:
        from uzlat.report import Exit

        return Exit.INTERRUPTED
    return int(code)


def _ended(error: OSError) -> int:
    """Tell why output failed, unless its reader went away; what is still in stdout's buffer goes nowhere."""
    from uzlat.report import Exit, complain, drop_stdout, reason

    drop_stdout()
    if isinstance(error, BrokenPipeError):
        return Exit.READER_GONE
    complain(reason(error))
    return Exit.FAILED


if __name__ == "__main__":
    sys.exit(main())
