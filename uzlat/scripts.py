"""Blocks in scripts that are neither Cyrillic nor Latin."""

from __future__ import annotations

from collections import Counter
from unicodedata import name

from uzlat.verdict import NO_LANGUAGE, UNDECIDED, Verdict

SCRIPTS = {
    "GREEK": ("Grek", "el"),
    "ARMENIAN": ("Armn", "hy"),
    "GEORGIAN": ("Geor", "ka"),
    "ARABIC": ("Arab", ""),
    "HEBREW": ("Hebr", ""),
    "DEVANAGARI": ("Deva", ""),
    "THAI": ("Thai", "th"),
    "HANGUL": ("Hang", "ko"),
    "CJK": ("Hani", "zh"),
    "HIRAGANA": ("Jpan", "ja"),
    "KATAKANA": ("Jpan", "ja"),
}
"""The first word of the names of letters in Unicode; their script in ISO 15924, and its language if it has one."""


def judge_script(text: str) -> Verdict:
    """Name the script that most letters are in, and its language where one language alone writes it today.

    >>> judge_script("Καλημέρα")[:2]
    ('el', 'Grek')
    """
    counts = Counter(name(char, "").split(" ")[0].split("-")[0] for char in text if char.isalpha())
    if not counts:  # ¼ is no digit and no letter
        return Verdict(NO_LANGUAGE, "Zyyy", 1.0, "no letters")
    kana = next((found for found in ("HIRAGANA", "KATAKANA") if counts[found]), "")
    script, lang = SCRIPTS.get(kana or counts.most_common(1)[0][0], ("Zzzz", ""))
    if lang:
        return Verdict(lang, script, 0.95, f"{script} letters")
    return Verdict(UNDECIDED, script, 0.0, "neither Cyrillic nor Latin letters")
