"""`uzlat detect`."""

from __future__ import annotations

from typing import Annotated

import typer

from uzlat.cli import options as shared

EXAMPLES = "\b\nExamples:\n  uzlat detect article.txt\n  uzlat detect --json *.txt\n"


def detect(
    files: shared.Files = None,
    as_json: shared.Json = False,
    all_languages: Annotated[
        bool, typer.Option("--all-languages", help="Ask langdetect about what the letters do not decide.")
    ] = False,
) -> int:
    """Say which language and script each paragraph is in. Exit with 1 if none is Uzbek Cyrillic."""
    from uzlat.report import Exit
    from uzlat.show import judged, print_judged

    found = failed = False
    for name in files or ["-"]:
        text = shared.attempt(name)
        failed = failed or text is None
        if text is not None:
            verdicts = judged(text, all_languages)
            found = found or any(verdict[:2] == ("uz", "Cyrl") for _, verdict in verdicts)
            print_judged(name, verdicts, as_json)
    return Exit.FAILED if failed else Exit.DONE if found else Exit.FOUND
