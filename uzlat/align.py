"""Which letters of a word a spelling taken from a list changed, and which the rules write anyway."""

from __future__ import annotations

from uzlat.record import Record


class Part(Record):
    """Letters start to end of a word, what is written for them, and the id of the rule."""

    start: int
    end: int
    output: str
    rule: str


def align(parts: list[Part], spelled: str, rule: str) -> list[Part]:
    """Share a spelling out among the parts of a word.

    Args:
        parts: what the rules write, in order and without gaps.
        spelled: what is written instead.
        rule: the id to name in the parts that differ.

    >>> parts = [Part(0, 1, "с", "letter"), Part(1, 2, "и", "letter"), Part(2, 3, "р", "letter")]
    >>> [(part.output, part.rule) for part in align(parts, "цирь", "lexicon")]
    [('ц', 'lexicon'), ('и', 'letter'), ('рь', 'lexicon')]
    """
    from difflib import SequenceMatcher

    owners = [at for at, part in enumerate(parts) for _ in part.output]
    written = "".join(part.output for part in parts)
    shares = [""] * len(parts)
    for _, start, end, low, high in SequenceMatcher(None, written, spelled, autojunk=False).get_opcodes():
        for at in range(low, high):
            place = start + (at - low) * (end - start) // (high - low) if end > start else max(start - 1, 0)
            shares[owners[place]] += spelled[at]
    return [
        part if share == part.output else part._replace(output=share, rule=rule)
        for part, share in zip(parts, shares, strict=True)
    ]
