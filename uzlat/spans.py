"""Stretches of text that are no prose and stay as they are: addresses, names of files, code, tags."""

from __future__ import annotations

import re
from functools import cache

_FILE = (
    "txt|md|csv|tsv|jsonl?|xml|ya?ml|toml|x?html?|docx?|xlsx?|pptx?|odt|ods|pdf|rtf|epub|fb2|srt|vtt"
    "|jpe?g|png|gif|svg|webp|mp[34]|wav|avi|mkv|zip|rar|7z|t?gz|exe|apk|py|js|css|php|sql|log"
)
_TOP = (
    "uz|com|org|net|info|edu|gov|int|app|tv|eu|ru|su|kz|kg|tj|tm|az|by|ua|ge|am|tr|ir|af|pk|in|cn|jp|kr|de|fr|it|uk|us"
)
"""Domains under which a host is told without a path after it; biz is an Uzbek word."""
_HOST = r"[A-Za-z0-9-]++(?:\.[A-Za-z0-9-]++)+"
_REST = r"[^\s<>«»“”\"]"

_MAY = r"[`<@/\\{_]|\.\w|%[\w(]|&[#\w]|mailto:|\$[A-Za-z]|\dT\d"
"""Without one of these no stretch begins; most lines have none."""

_SKIP = "|".join(
    (
        r"(?<!\w)`[^`\n]+`(?!\w)",  # a code span; in o`zbek the mark is a letter's
        r"</?[A-Za-z][^<>\n]*>|<[!?][^<>\n]*>",  # a tag, a declaration, a comment
        rf"(?<![A-Za-z0-9+.-])[A-Za-z][A-Za-z0-9+.-]*+://{_REST}+",  # a URL
        rf"(?<!\w)(?:www\.(?=\w)|mailto:(?=\w)){_REST}+",
        rf"(?<![\w@.+-]){_HOST}(?::\d+)?/{_REST}*",  # a host and a path
        rf"(?<![\w.+-])[\w.+-]++@{_HOST}",  # an e-mail address; a suffix after it is no part of it
        r"(?<![\w.+-])[\w.+-]++@\w[\w-]*+(?:\.\w[\w-]*+)+",  # the same in Cyrillic
        r"(?<![\w@])@(?>[A-Za-z0-9_.]+)(?<![_.])|(?<![\w@])@\w+",  # a @name
        r"(?<!\w)[A-Za-z]:\\[^\s<>|\"]*",  # a path of Windows
        r"(?<!\S)(?:~|\.{1,2})?/[^\s/<>]+(?:/[^\s/<>]+)+/?",  # a path of Unix
        rf"(?<![\w.-])[\w-]++(?:\.[\w-]++)*?\.(?i:{_FILE})(?![\w-])",  # a file
        rf"(?<![\w.-])[A-Za-z0-9_-]++(?:\.[A-Za-z0-9_-]++)*?\.(?i:{_FILE})(?![A-Za-z0-9-])",
        r"(?<!\w)\d{4}-?\d\d-?\d\dT\d\d(?::?\d\d)*+(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?(?!\w)",  # a time, ISO 8601
        r"(?<![\w%])%[A-Za-z_]\w*+%(?!\w)|(?<![\w$])\$[A-Za-z_]\w*+",  # variables
        r"\$?\{\{?[\w.:-]+\}?\}|%\(\w+\)[a-z]|(?<![\w%])%[-+0#]?[\d.$]*[A-Za-z](?![A-Za-z])",  # placeholders
        r"&#?\w+;|\\[ntr](?![a-z])|(?<![\w#])[A-Za-z0-9]+(?:_[A-Za-z0-9]+)+",  # entities, escapes, identifiers
        rf"(?<![\w@.-])[A-Za-z0-9-]++(?:\.[A-Za-z0-9-]++)*?\.(?:{_TOP})(?=ENDINGS(?![A-Za-z0-9-]))",  # a host
    )
)

# Every part begins after something that it cannot itself contain and gives nothing back (possessive
# quantifiers), so that the time is linear in the text, whatever the text is.


def skipped(text: str, endings: str = "") -> list[tuple[int, int]]:
    """Find the stretches to leave alone, as (start, end) offsets in order.

    Args:
        text: the text.
        endings: a regular expression for what a language in Latin letters joins to the name of a site.

    >>> skipped("ёзинг: info@kun.uz ёки `код`")
    [(7, 18), (23, 28)]
    """
    if not re.search(_MAY, text):
        return []
    return [match.span() for match in _pattern(endings).finditer(text)]


@cache
def _pattern(endings: str) -> re.Pattern[str]:
    return re.compile(_SKIP.replace("ENDINGS", f"(?:{endings})?"))
