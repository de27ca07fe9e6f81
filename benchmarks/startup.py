"""CPU time of whole commands, in units of `python -c pass` measured in the same run (the median of 21)."""

from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path
from statistics import median

import uzlat.rules

RUNS = 21
ARTICLES = Path(__file__).parent.parent / "examples" / "articles"
ARTICLE, LATIN = ARTICLES / "01-agency-wire.cyrl.txt", ARTICLES / "01-agency-wire.latn.txt"
UZLAT = str(Path(sys.executable).parent / "uzlat")


def cpu(command: list[str]) -> float:
    """Give the CPU milliseconds of a command that reads the article from a pipe."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, input=ARTICLE.read_bytes(), capture_output=True, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return 1000 * (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def bare() -> str:
    """Write the table to Cyrillic without its word lists and weights, to see what they cost."""
    import tempfile

    text = (Path(uzlat.rules.__path__[0]) / "uz-Latn_uz-Cyrl.toml").read_text(encoding="utf-8")
    file = Path(tempfile.mkdtemp()) / "uz-Latn_uz-Cyrl-bare.toml"
    text = text.replace('id = "uz-Latn_uz-Cyrl"', 'id = "uz-Latn_uz-Cyrl-bare"').replace(
        '  "L02-yev"', '  "L29-foreign", "L02-yev"'
    )
    start = text.index("[[lexicon]]")
    file.write_text(text[:start] + text[text.index("[[", start + 2) :], encoding="utf-8")
    return str(file)


def main() -> None:
    rows = {
        "python -c pass": ([sys.executable, "-c", "pass"], 1.0),
        "uzlat --version": ([UZLAT, "--version"], 3.0),
        "uzlat in a pipe": ([UZLAT], 3.0),
        "uzlat convert FILE": ([UZLAT, "convert", str(ARTICLE)], 9.0),
        "uzlat -t uz-Cyrl FILE": ([UZLAT, "convert", "-t", "uz-Cyrl", str(LATIN)], 9.0),
        "the same, no lexicon": ([UZLAT, "convert", "--table", bare(), str(LATIN)], 9.0),
    }
    for command, _ in rows.values():
        cpu(command)  # fills the cache of the tables
    # One after another, again and again: what slows the machine down slows all of them.
    rounds = [{name: cpu(command) for name, (command, _) in rows.items()} for _ in range(RUNS)]
    base = median(times["python -c pass"] for times in rounds)
    for name, (_, budget) in rows.items():
        time = median(times[name] for times in rounds)
        print(f"{name:24}{time:8.1f} ms{time / base:8.2f} x   budget {budget:.0f} x")


if __name__ == "__main__":
    main()
