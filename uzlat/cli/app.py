"""The command line as a whole: which command is meant, and how errors are told."""

from __future__ import annotations

import io
import os
import sys
from typing import Annotated

import typer

from uzlat.cli import config, convert, detect, diff, explain, roundtrip, rules
from uzlat.encodings import DocumentError, NotTextError
from uzlat.files import PlanError
from uzlat.keys import ConfigError
from uzlat.report import Exit, complain, reason
from uzlat.table import TableError, suggestion
from uzlat.walk import PatternError

EPILOG = "Without a command, uzlat converts: uzlat article.txt; cat article.txt | uzlat."

app = typer.Typer(
    name="uzlat",
    help="Uzbek from script to script: exact, explained, and careful with everything that is not Uzbek.",
    epilog=EPILOG,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("convert", epilog=convert.EXAMPLES)(convert.convert)
app.command("diff", epilog=diff.EXAMPLES)(diff.diff)
app.command("explain", epilog=explain.EXAMPLES)(explain.explain)
app.command("detect", epilog=detect.EXAMPLES)(detect.detect)
app.command("roundtrip", epilog=roundtrip.EXAMPLES)(roundtrip.roundtrip)
app.add_typer(rules.app, name="rules")
app.add_typer(config.app, name="config")

COMMANDS = ("convert", "diff", "explain", "detect", "roundtrip", "rules", "config")
BACKUP = ".bak"
OWN = ("-h", "--help", "--version", "-V", "--install-completion", "--show-completion")


def _print_version(wanted: bool) -> None:
    if wanted:
        from uzlat import __version__

        typer.echo(f"uzlat {__version__}")
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[
        bool,
        typer.Option("--version", "-V", callback=_print_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    """Hold the options of the program itself."""


def run(args: list[str]) -> int:
    """Run the command line; every error becomes one line on stderr and an exit code."""
    if isinstance(sys.stdout, io.TextIOWrapper):  # UTF-8 in every locale, and bytes that are not UTF-8 as they were
        sys.stdout.reconfigure(encoding="utf-8", errors="surrogateescape")
    try:
        code = app(_with_suffix(_with_command(args)), prog_name="uzlat", standalone_mode=False)
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
        if not hasattr(error, "format_message"):
            raise
        complain(f"{error.format_message().rstrip('.')}; see uzlat --help")
        return Exit.FAILED
    return int(code or 0)


def _with_command(args: list[str]) -> list[str]:
    """Put `convert` before the arguments where a file or an option of convert comes first.

    Raises:
        PlanError: if the first argument is neither a command nor a file.
    """
    if "_UZLAT_COMPLETE" in os.environ:
        return args
    if args in ([], ["rules"], ["config"]):
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
