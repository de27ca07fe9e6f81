"""Source and draft side by side: TMX for memories, XLIFF for translation programs, HTML for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from html import escape
from io import BytesIO
from typing import NamedTuple

from uzlat.translate.lang import Lang
from uzlat.translate.manuscript import Segment
from uzlat.translate.reassembly import BEGIN, END
from uzlat.translate.translator import MEMORY, Result

FORMS = {"tmx": ".tmx", "xliff": ".xlf", "html": ".html"}
"""The forms, and how the names of their files end."""
FINAL, REVIEW, MISSING = "final", "needs-review-translation", "needs-translation"
"""States of a segment, as XLIFF 1.2 names them."""


class Row(NamedTuple):
    """A segment and what became of it."""

    segment: Segment
    result: Result

    @property
    def state(self) -> str:
        """Say how far it is: what people have translated is final, a draft is not."""
        return MISSING if self.result.text is None else FINAL if self.result.origin == MEMORY else REVIEW

    @property
    def notes(self) -> list[str]:
        """What a translator should know, each in a line."""
        found = [f"{fault.severity} {fault.kind}: {fault.message}" for fault in self.result.faults]
        return [self.result.error, *found] if self.result.error else found

    def origin(self, engine: str) -> str:
        """Say who translated it."""
        return "human" if self.result.origin == MEMORY else f"machine: {engine}"


def beside(form: str, rows: Sequence[Row], name: str, engine: str, target: Lang, told: str) -> bytes:
    """Write the rows of one document in one of the forms.

    Args:
        form: one of FORMS.
        rows: its segments, in order.
        name: of the document.
        engine: what drafted.
        target: the language of the drafts.
        told: what the drafts say of themselves.
    """
    langs = Counter(row.segment.lang for row in rows)
    source = langs.most_common(1)[0][0] if langs else Lang("und")
    out = BytesIO()
    if form == "tmx":
        from uzlat.translate.memory import Unit
        from uzlat.translate.tmx import write_tmx

        done = [(row, row.result.text) for row in rows if row.result.text is not None]
        units = [Unit(row.segment.text, text, row.segment.lang, target, row.origin(engine)) for row, text in done]
        write_tmx(units, out)
    elif form == "xliff":
        from uzlat.translate.xliff import write_xliff

        lines = [
            (
                str(at),
                row.segment.text,
                row.result.text,
                row.state,
                [*_other(row, source), *row.notes],
                row.origin(engine),
            )
            for at, row in enumerate(rows, 1)
        ]
        write_xliff(lines, out, source, target, name)
    else:
        out.write(_page(rows, name, source, target, told).encode())
    return out.getvalue()


def _other(row: Row, source: Lang) -> Iterator[str]:
    """Name the language of a segment in a file that names another one."""
    if row.segment.lang != source:
        yield f"the source is in {row.segment.lang}"


_STYLE = """
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
body { max-width: 72rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; }
th, td { border-top: 1px solid #8886; padding: .5rem; text-align: start; vertical-align: top; width: 48%; }
th:first-child, td:first-child { width: 4%; color: #888; font-variant-numeric: tabular-nums; }
tr.needs-translation td { background: #d002; }
tr.final td { background: #0802; }
ul { margin: .25rem 0 0; padding-inline-start: 1.2rem; font-size: .875rem; }
li.error { color: #c00; } li.warning { color: #a60; }
@media (prefers-color-scheme: dark) { li.error { color: #f77; } li.warning { color: #fb4; } }
"""


def _page(rows: Sequence[Row], name: str, source: Lang, target: Lang, told: str) -> str:
    """Write a page that needs nothing else, with a row a sentence."""
    body = "\n".join(_row(at, row, target) for at, row in enumerate(rows, 1))
    title = escape(name)
    return (
        f'<!DOCTYPE html>\n<html lang="{target}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{title}</title>\n'
        f'<style>{_STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n<p role="note">{escape(told)}</p>\n'
        f"<table>\n<thead><tr><th scope=col>№</th><th scope=col>{source}</th><th scope=col>{target}</th></tr></thead>\n"
        f"<tbody>\n{body}\n</tbody>\n</table>\n</body>\n</html>\n"
    )


def _row(number: int, row: Row, target: Lang) -> str:
    text, lang = row.segment.text, row.segment.lang
    draft, spoken = (f"{BEGIN}{text}{END}", lang) if row.result.text is None else (row.result.text, target)
    notes = "".join(_notes(row))
    below = f"<ul>{notes}</ul>" if notes else ""
    cells = f'<td lang="{lang}">{escape(text)}</td><td lang="{spoken}">{escape(draft)}{below}</td>'
    return f'<tr class="{row.state}"><td>{number}</td>{cells}</tr>'


def _notes(row: Row) -> Iterator[str]:
    if row.result.error:
        yield f'<li class="error">{escape(row.result.error)}</li>'
    for fault in row.result.faults:
        yield f'<li class="{fault.severity}">{escape(f"{fault.kind}: {fault.message}")}</li>'
