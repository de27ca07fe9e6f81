"""The translation memory: what was translated before, found again whole or nearly.

Near matches are looked for in two steps. An index knows which units hold which beginnings of words: the rarest of a
text name some hundred units that may be like it. Those alone are compared letter by letter (`memory_keys.likeness`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from uzlat.document import DocumentError
from uzlat.translate.lang import Lang
from uzlat.translate.memory_file import opened, told
from uzlat.translate.memory_keys import beginnings, key, likeness, spoken
from uzlat.translate.memory_unit import FIELDS, Match, Unit, chosen, in_script, unit_of

RAREST, COMPARED = 10, 400
"""How many beginnings of words are looked up, and how many of the units that they name are compared."""
LEAST_READ, SHARE_READ = 5_000, 20
"""How many units the beginnings may name: so many, or one in SHARE_READ of a memory where that is more."""
_ADD = f"""INSERT INTO units(digest, translation, key, {FIELDS}, machine) VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?)
ON CONFLICT(digest, translation) DO UPDATE SET
    changed = max(changed, excluded.changed), note = CASE excluded.note WHEN '' THEN note ELSE excluded.note END,
    origin = CASE WHEN excluded.machine <= machine AND excluded.origin <> '' THEN excluded.origin ELSE origin END,
    machine = min(machine, excluded.machine)"""
_ORDER = "machine, changed DESC, id DESC"


class Memory:
    """A file of units; the same text in another script of its language is the same source.

    Several translations of one source stand beside each other; the newest comes first, what a machine made last.

    Args:
        path: the file, made if it is not there; ":memory:" for none.

    Raises:
        DocumentError: if it is no memory.
        OSError: if it cannot be opened, or written.

    >>> uz, en = Lang("uz"), Lang("en")
    >>> with Memory(":memory:") as memory:
    ...     _ = memory.add([Unit("Yangi maktab ochildi.", "A new school has opened.", uz, en)])
    ...     memory.exact("Янги мактаб очилди.", uz, en).unit.target
    'A new school has opened.'
    """

    def __init__(self, path: str) -> None:
        self.path = path
        self._base = opened(path)

    def __enter__(self) -> Memory:
        return self

    def __exit__(self, *wrong: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._base.close()

    def add(self, units: Iterable[Unit]) -> int:
        """Add units, all or, if anything goes wrong, none; give how many are new.

        A unit without text on a side is left out. One that is there becomes that of a person if a person made it.
        """
        new = 0
        with self._writing() as base:
            for unit in units:
                new += self._put(base, unit) if unit.source.strip() and unit.target.strip() else 0
        return new

    def _put(self, base: Any, unit: Unit) -> bool:
        source, target = spoken(unit.source_lang, unit.source), spoken(unit.target_lang, unit.target)
        sought = key(unit.source, source.code)
        digest = _digest(sought, source.code, target.code)
        known = (digest, _digest(key(unit.target, target.code)))
        there = base.execute("SELECT 1 FROM units WHERE digest = ? AND translation = ?", known).fetchone()
        texts = (sought, unit.source, unit.target, *source, *target)
        base.execute(_ADD, (*known, *texts, unit.origin, unit.changed, unit.note, unit.machine))
        if not there:
            words = " ".join(_marked(sought, source.code, target.code))
            base.execute("INSERT INTO words(rowid, beginnings) VALUES(last_insert_rowid(), ?)", (words,))
        return not there

    @contextmanager
    def _writing(self) -> Iterator[Any]:
        """Write all or nothing; another process may read meanwhile, and waits to write."""
        with self._asking():
            self._base.execute("BEGIN IMMEDIATE")
            try:
                yield self._base
                self._base.execute("COMMIT")
            except BaseException:
                if self._base.in_transaction:
                    self._base.execute("ROLLBACK")
                raise

    @contextmanager
    def _asking(self) -> Iterator[None]:
        from sqlite3 import DatabaseError

        try:
            yield
        except DatabaseError as error:
            raise told(error, self.path) from None
        except UnicodeEncodeError:
            raise DocumentError("text with bytes that are not UTF-8; nothing was changed") from None

    def exact(self, text: str, source_lang: Lang, target_lang: Lang) -> Match | None:
        """Find the best translation of a text, the same but for script, apostrophes and spaces; None if there is none.

        Capitals, numbers and punctuation must be the same. What a person made goes before what a machine made, the
        newer before the older.
        """
        sought = key(text, source_lang.code)
        digest = _digest(sought, source_lang.code, target_lang.code)
        with self._asking():
            rows = self._base.execute(
                f"SELECT {FIELDS} FROM units WHERE digest = ? ORDER BY {_ORDER} LIMIT 1", (digest,)
            )
            row = rows.fetchone()
        return Match(in_script(unit_of(row), target_lang), 100.0) if row else None

    def fuzzy(
        self, text: str, source_lang: Lang, target_lang: Lang, *, least: float = 75, most: int = 5
    ) -> list[Match]:
        """Find translations of texts like a text, the best first.

        Args:
            text: what is to be translated.
            source_lang, target_lang: from which language into which; their scripts do not matter.
            least: the lowest score; see `memory_keys.likeness`.
            most: how many are given.
        """
        sought = key(text, source_lang.code)
        with self._asking():
            keys = dict(self._like(sought, source_lang.code, target_lang.code))
            scores = _scored(sought, keys, least)[: max(0, most)]
            rows = [
                (score, self._base.execute(f"SELECT {FIELDS} FROM units WHERE id = ?", (id_,))) for score, id_ in scores
            ]
            found = [Match(in_script(unit_of(row.fetchone()), target_lang), score) for score, row in rows]
        found.sort(key=lambda match: match.unit.changed, reverse=True)
        found.sort(key=lambda match: (-match.score, match.unit.machine))
        return found

    def _like(self, sought: str, source: str, target: str) -> Iterable[tuple[int, str]]:
        """Give ids and keys of the units that share most of the rarest words with a key."""
        counted = [(self._count(word), word) for word in _marked(sought, source, target)]
        shared: Counter[int] = Counter()
        read, most = 0, max(LEAST_READ, self._highest() // SHARE_READ)
        for count, word in sorted(one for one in counted if one[0])[:RAREST]:
            read += count
            if shared and read > most:
                break
            shared.update(id_ for (id_,) in self._base.execute("SELECT rowid FROM words(?)", (f'"{word}"',)))
        ids = [id_ for id_, _ in shared.most_common(COMPARED)]
        marks = ",".join("?" * len(ids))
        return self._base.execute(f"SELECT id, key FROM units WHERE id IN ({marks})", ids)

    def _highest(self) -> int:
        return self._base.execute("SELECT ifnull(max(id), 0) FROM units").fetchone()[0]  # type: ignore[no-any-return]

    def _count(self, word: str) -> int:
        row = self._base.execute("SELECT doc FROM counts WHERE term = ?", (word,)).fetchone()
        return row[0] if row else 0

    def units(
        self, source_lang: Lang | None = None, target_lang: Lang | None = None, origin: str | None = None
    ) -> Iterator[Unit]:
        """Give the units in the order they came, or those between some languages, or whose origin begins so."""
        where, values = chosen(source_lang, target_lang, origin)
        with self._asking():
            for row in self._base.execute(f"SELECT {FIELDS} FROM units {where} ORDER BY id", values):
                yield unit_of(row)

    def remove(
        self,
        source_lang: Lang | None = None,
        target_lang: Lang | None = None,
        *,
        source: str | None = None,
        origin: str | None = None,
    ) -> int:
        """Remove the units that are so: between languages, of one source, of an origin; give how many."""
        where, values = chosen(source_lang, target_lang, origin)
        with self._writing() as base:
            rows = base.execute(f"SELECT id, key, source_code, target_code FROM units {where}", values).fetchall()
            gone = [row for row in rows if source is None or row[1] == key(source, row[2])]
            for id_, *known in gone:
                words = " ".join(_marked(*known))
                base.execute("INSERT INTO words(words, rowid, beginnings) VALUES('delete', ?, ?)", (id_, words))
                base.execute("DELETE FROM units WHERE id = ?", (id_,))
        return len(gone)

    def stats(self) -> dict[str, Any]:
        """Count the units: in all, by languages, and how many a machine made."""
        asked = "SELECT source_code, target_code, count(*), sum(machine) FROM units GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2"
        with self._asking():
            pairs = [
                {"from": source, "to": target, "units": count, "machine": machine}
                for source, target, count, machine in self._base.execute(asked)
            ]
        return {
            "file": self.path,
            "units": sum(pair["units"] for pair in pairs),
            "machine": sum(pair["machine"] for pair in pairs),
            "pairs": pairs,
        }


def _scored(sought: str, keys: dict[int, str], least: float) -> list[tuple[float, int]]:
    """Score keys, the best first; what is too far by letters, whatever its words are, is not looked at twice."""
    from rapidfuzz import fuzz, process

    from uzlat.translate.folding import fold

    lowest = max(0.0, 2 * least - 100)
    near = process.extract(
        fold(sought), {id_: fold(one) for id_, one in keys.items()}, scorer=fuzz.ratio, score_cutoff=lowest, limit=None
    )
    scored = [(likeness(sought, keys[id_]), id_) for _, _, id_ in near]
    return sorted((one for one in scored if one[0] >= least), reverse=True)


def _digest(*parts: str) -> int:
    """Give 64 bits of a hash."""
    from hashlib import blake2b

    text = "\0".join(parts).encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(text, digest_size=8).digest(), "big", signed=True)


def _marked(sought: str, source: str, target: str) -> list[str]:
    """Give the beginnings of words as the index has them: with the languages, so that each pair has its own."""
    return [f"{source}{target}{word}" for word in beginnings(sought)]


__all__ = ["Match", "Memory", "Unit"]
