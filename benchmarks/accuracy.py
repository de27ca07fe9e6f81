"""Words and rows right on parallel text (TSV with a header: id, cyrillic, latin), beside the installed peers.

With --reverse, from the Latin column to the Cyrillic one.

Apostrophes and letter case are folded before comparing, as dictionaries of both do; a row is right if every
word of it is.
"""

from __future__ import annotations

import re
import sys
from difflib import SequenceMatcher
from pathlib import Path

from peers import Convert, installed

from uzlat import Converter

APOSTROPHES = re.compile("[‘’ʻʼ`´ʹ′‛ʽʾʿˈ＇]")
WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*'?")


def words(text: str) -> list[str]:
    found = WORD.findall(APOSTROPHES.sub("'", text).lower())
    return [word if word[-2:] in ("o'", "g'") else word.rstrip("'") for word in found]


def score(convert: Convert, rows: list[tuple[str, str]]) -> tuple[float, float]:
    """Give the percentage of words and of rows that come out as the reference has them."""
    right = total = whole = 0
    for cyrillic, latin in rows:
        got, wanted = words(convert(cyrillic)), words(latin)
        same = sum(block.size for block in SequenceMatcher(None, got, wanted, autojunk=False).get_matching_blocks())
        right += same
        total += max(len(got), len(wanted))
        whole += got == wanted
    return 100 * right / max(total, 1), 100 * whole / max(len(rows), 1)


def main() -> None:
    back = "--reverse" in sys.argv
    lines = Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()[1:]
    ends = (2, 1) if back else (1, 2)
    rows = [(cells[ends[0]], cells[ends[1]]) for cells in (line.split("\t") for line in lines) if len(cells) > 2]
    print(f"{len(rows)} rows; % of words and of rows right")
    for name, convert in [("uzlat", Converter("uz-Latn_uz-Cyrl" if back else "uz-Cyrl_uz-Latn")), *installed(back)]:
        print(f"{name:24}{'{:8.2f}{:8.2f}'.format(*score(convert, rows[:: 1 if name == 'uzlat' else 10]))}")


if __name__ == "__main__":
    main()
