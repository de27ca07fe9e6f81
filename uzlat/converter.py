"""The Converter: one table and a choice of options, from text to text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

from uzlat.lines import Tracer
from uzlat.rulefile import load
from uzlat.table import Table
from uzlat.tokens import Tokens
from uzlat.trace import Question, Trace


class Converter:
    """Convert text by one table; every word of its source script, whatever language it may be.

    Args:
        table: a table id such as "uz-Cyrl_uz-Latn", the path of a rule file, or a Table.
        style: a style of the table, as "press"; None for its defaults.
        keep: words that stay as they are, in any case.
        options: options of the table, as dates="keep".

    Raises:
        TableError: for a table, style, option or value that does not exist.

    A Converter may be used from several threads at once.

    >>> Converter("uz-Cyrl_uz-Latn", dates="keep")("1992 йил 24 февралда Ш. Мирзиёев")
    '1992 yil 24 fevralda Sh. Mirziyoyev'
    >>> Converter("uz-Latn_uz-Cyrl")("Isʼhoq Facebookda aprel sonini o'qidi")
    'Исҳоқ Facebookда апрель сонини ўқиди'
    """

    def __init__(
        self, table: str | Table, *, style: str | None = None, keep: Iterable[str] = (), **options: str
    ) -> None:
        self.table = load(table) if isinstance(table, str) else table
        self.settings = self.table.settings(style, **options)
        self.keep = tuple(keep)
        self.tracer = Tracer(self.table, self.settings, self.keep)
        self._tokens = Tokens(self.tracer)
        self._watched: Tokens | None = None

    def __call__(self, text: str, counts: Counter[str] | None = None) -> str:
        """Convert a text of any number of lines.

        Args:
            text: the text; a line ends at "\\n" alone.
            counts: if given, the ids of the rules that repaired or doubted something are counted in it.

        Returns:
            The text with every word of the source script converted and every other character as it was.
        """
        return self._tokens.convert(text, Counter() if counts is None else counts)

    def sibling(self, name: str) -> Converter:
        """Make the converter by another table that comes with uzlat, with the options that it has and the same words.

        Raises:
            TableError: if there is no such table.
        """
        table = load(name)
        return Converter(table, keep=self.keep, **self.shared(table))

    def shared(self, table: Table) -> dict[str, str]:
        """Give the settings that another table has as well."""
        known = table.options
        return {name: value for name, value in self.settings.items() if name in known and value in known[name].values}

    def watched(self, watch: Callable[[str], str]) -> Tokens:
        """Give the fast road on which each token also shows what `watch` says of it; the first one given is kept."""
        if self._watched is None:
            self._watched = Tokens(self.tracer, watch)
        return self._watched

    def trace(self, text: str, left: Iterable[tuple[int, int]] = ()) -> list[Trace]:
        """Convert a text and tell how: traces of its words, and between them the text that was kept.

        The sources of the traces, joined, are the text; their outputs, joined, are its conversion.

        Args:
            text: the text.
            left: start and end of stretches to keep as they are; only for a text of one line.
        """
        traces: list[Trace] = []
        for line in text.split("\n"):
            traces += [*self.tracer.traces(line, left), Trace("\n", "\n")]
        return traces[:-1]

    def around(self, line: str, left: Iterable[tuple[int, int]], counts: Counter[str]) -> list[Trace]:
        """Trace a line but for the stretches to keep, and count as a call does."""
        traces = self.trace(line, left)
        counts.update(self.tracer.counted(traces))
        return traces

    def questions(self, line: str, left: Iterable[tuple[int, int]] = ()) -> list[Question]:
        """List the words of a line that may be something else as well, where the source does not tell.

        >>> Converter("uz-Latn_uz-Cyrl").questions("u Ishoq bilan keldi")
        [Question(column=3, source='Ishoq', output='Ишоқ', others=('Исҳоқ',))]
        """
        found, column = [], 1
        for trace in self.tracer.traces(line, left) if self.tracer.asks(line) else ():
            if trace.others:
                found.append(Question(column, trace.source, trace.output, trace.others))
            column += len(trace.source)
        return found


def convert(
    text: str,
    *,
    source: str = "auto",
    target: str = "uz-Latn",
    style: str | None = None,
    keep: Iterable[str] = (),
    **options: str,
) -> str:
    """Convert the Uzbek lines of a text; lines in other languages stay as they are.

    Args:
        text: any text; a line is judged as a block.
        source: "auto" to detect language and alphabet of each line; "uz-Cyrl", "uz-Latn" or "uz-Latn-2026" to
            convert every line as that.
        target: "uz-Latn", "uz-Latn-2026" or "uz-Cyrl", or what another table is named after.
        style: a style of the table.
        keep: words that stay as they are, in any case.
        options: options of the table, as dates="keep".

    Raises:
        TableError: for a table, style, option or value that does not exist.

    >>> convert("Ўзбекистон\\nЭто решение было принято вчера, и мы ждём новых вопросов\\n")
    'Oʻzbekiston\\nЭто решение было принято вчера, и мы ждём новых вопросов\\n'
    >>> convert("O'zbekiston, Özbekiston", target="uz-Cyrl")
    'Ўзбекистон, Ўзбекистон'
    """
    from uzlat.pipeline import Pipeline

    converter = Converter(table_id(source, target), style=style, keep=keep, **options)
    return Pipeline(converter, detecting=source == "auto").feed(text)


def table_id(source: str, target: str) -> str:
    """Name the table from one orthography to another; "auto" expects Cyrillic, or Latin where that is asked for.

    >>> table_id("auto", "uz-Latn"), table_id("auto", "uz-Cyrl")
    ('uz-Cyrl_uz-Latn', 'uz-Latn_uz-Cyrl')
    """
    expected = "uz-Latn" if target.endswith("-Cyrl") else "uz-Cyrl"
    return f"{expected if source == 'auto' else source}_{target}"
