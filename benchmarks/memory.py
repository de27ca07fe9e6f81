"""Peak memory on streams that are unkind to it: no line ends, no words, ever new words, other languages."""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

CYRILLIC = "абвгдежзийклмнопрстуфхцчшўқғҳ"
LATIN = "abcdefghijklmnopqrstuvxyz"
RUSSIAN = "Это решение было принято вчера на заседании правительства\n"


def kinds(random_: random.Random) -> dict[str, Callable[[], str]]:
    """Give what makes some text of each kind."""
    folder = Path(__file__).parent.parent / "examples" / "articles"
    words = " ".join(path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.cyrl.txt"))).split()

    def run(letters: str, count: int) -> str:
        return "".join(random_.choices(letters, k=count))

    return {
        "articles in one line": lambda: " ".join(random_.choices(words, k=3000)) + " ",
        "words with ever new endings": lambda: (
            " ".join(random_.choice(words) + run(CYRILLIC, 4) for _ in range(3000)) + "\n"
        ),
        "words of no language": lambda: " ".join(run(CYRILLIC, 8) for _ in range(3000)) + "\n",
        "words of 1000 letters": lambda: run(CYRILLIC, 1000) + "\n",
        "one word of two alphabets": lambda: run("абвгдabcd", 20_000),
        "base64 in one line": lambda: run("ABCDEFGHabcdefgh0123456789+/", 20_000),
        "digits in one line": lambda: run("0123456789", 20_000),
        "Russian": lambda: RUSSIAN * 300,
        "Latin words of no language": lambda: " ".join(run(LATIN, 8) for _ in range(3000)) + "\n",
    }


def peak(command: list[str], make: Callable[[], str], size: int) -> float:
    """Send so many bytes through a command; give the memory that it took at most, in MB.

    A shell starts it: the memory of a process counts from what it was copied from.
    """
    shell = ["sh", "-c", 'exec "$@"', "sh", *command]
    with subprocess.Popen(
        shell, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        assert process.stdin
        sent = 0
        while sent < size:
            sent += process.stdin.write(make().encode())
        process.stdin.close()
        _, _, used = os.wait4(process.pid, 0)
        process.returncode = 0
    return used.ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=float, default=4, help="MB of each kind")
    parser.add_argument("--to", default="uz-Latn", help="what is written; from Latin kinds it is uz-Cyrl")
    parser.add_argument("--command", default=shutil.which("uzlat") or "uzlat")
    given = parser.parse_args()
    for name, make in kinds(random.Random(3)).items():
        target = "uz-Cyrl" if name.startswith("Latin") else given.to
        taken = peak([given.command, "convert", "-q", "-t", target], make, int(given.size * 1e6))
        print(f"{name}: {taken:.0f} MB", flush=True)


if __name__ == "__main__":
    main()
