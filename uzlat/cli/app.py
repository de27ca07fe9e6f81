"""The command line as a whole: which command is meant, and how errors are told."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterable
from importlib import import_module
from typing import Annotated

import typer

from uzlat.encodings import DocumentError, NotTextError
from uzlat.files import PlanError
from uzlat.keys import ConfigError
from uzlat.report import Exit, complain, reason
from uzlat.table import TableError, suggestion
from uzlat.walk import PatternError

EPILOG = "Without a command, uzlat converts: uzlat article.txt; cat article.txt | uzlat."

COMMANDS = {
    "convert": "convert",
    "diff": "diff",
    "explain": "explain",
    "detect": "detect",
    "roundtrip": "roundtrip",
    "translate": "translate",
    "qa": "qa",
    "names": "names",
    "tm": "tm",
    "glossary": "glossary",
    "engines": "engines",
    "models": "models",
    "eval": "evaluate",
    "rules": "rules",
    "config": "config",
}
"""The commands, and the module of each in `uzlat.cli`: it has a function of that name, or an `app` with commands."""
GROUPS = ("tm", "glossary", "models", "rules", "config")
"""Commands that have commands."""
BACKUP = ".bak"
OWN = ("-h", "--help", "--version", "-V", "--install-completion", "--show-completion")


def _print_version(wanted: bool) -> None:
    if wanted:
        from uzlat import __version__

        typer.echo(f"uzlat {__version__}")
        raise typer.Exit


def _main(
    version: Annotated[
        bool,
        typer.Option("--version", "-V", callback=_print_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    """Hold the options of the program itself."""


def _app(names: Iterable[str]) -> typer.Typer:
    """Make the command line with some of the commands: to load them all takes longer than most of them work."""
    app = typer.Typer(
        name="uzlat",
        help="Uzbek from script to script: exact, explained, and careful with everything that is not Uzbek.",
        epilog=EPILOG,
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_main)
    for name in names:
        module = import_module(f"uzlat.cli.{COMMANDS[name]}")
        if name in GROUPS:
            app.add_typer(module.app, name=name)
        else:
            app.command(name, epilog=module.EXAMPLES)(getattr(module, COMMANDS[name]))
    return app


def run(args: list[str]) -> int:
    """Run the command line; every error becomes one line on stderr and an exit code."""
    if isinstance(sys.stdout, io.TextIOWrapper):  # UTF-8 in every locale, and bytes that are not UTF-8 as they were
        sys.stdout.reconfigure(encoding="utf-8", errors="surrogateescape")
    try:
        args = _with_suffix(_with_command(args))
        app = _app(args[:1] if args and args[0] in COMMANDS else COMMANDS)
        code = app(args, prog_name="uzlat", standalone_mode=False)
    except typer.Abort:
        return Exit.INTERRUPTED
    except TableError as error:
        where = f"{error.file}:{error.line}" if error.line else error.file
        complain(str(error), where)
        return Exit.FAILED
    except (PlanError, PatternError, ConfigError, NotTextError, DocumentError) as error:
        complain(str(error))
        return Exit.FAILED
    except BrokenPipeError:
        raise
    except OSError as error:
        complain(reason(error), str(error.filename or ""))
        return Exit.FAILED
    except Exception as error:
        return _told(error, args[0] if args and args[0] in COMMANDS else "")
    return int(code or 0)


def _told(error: Exception, command: str) -> int:
    """Tell an error of Typer's, or one that names its exit code; any other is a fault of uzlat's, and raised."""
    if hasattr(error, "format_message"):
        complain(f"{error.format_message().rstrip('.')}; see {' '.join(filter(None, ('uzlat', command)))} --help")
        return Exit.FAILED
    if not hasattr(error, "exit_code"):
        raise error
    complain(str(error))
    return int(error.exit_code)


def _with_command(args: list[str]) -> list[str]:
    """Put `convert` before the arguments where a file or an option of convert comes first.

    Raises:
        PlanError: if the first argument is neither a command nor a file.
    """
    if "_UZLAT_COMPLETE" in os.environ:
        return args
    if not args or (len(args) == 1 and args[0] in GROUPS):
        return [*args, "--help"]
    if args[0] in COMMANDS or args[0] in OWN:
        return args
    first = args[0]
    if not first.startswith("-") and not os.path.lexists(first):
        raise PlanError(f"no command and no file is named '{first}'{suggestion(first, list(COMMANDS))}")
    return ["convert", *args]


def _with_suffix(args: list[str]) -> list[str]:
    """Give `--backup` the suffix that it stands for alone; as an option whose value may be left out Typer has none."""
    end = args.index("--") if "--" in args else len(args)
    return [f"--backup={BACKUP}" if arg == "--backup" else arg for arg in args[:end]] + args[end:]
