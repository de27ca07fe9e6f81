"""Build `uzlat/translate/data/names.tsv`: names of countries, languages, currencies, months, regions, districts.

From CLDR as the PyPI package `babel` has it, the fixtures of the PyPI package `uzbekistan`, and `names_own.tsv`:

    pip install babel==2.18.0 pyyaml
    pip download uzbekistan==2.9.0 --no-deps
    python scripts/build_names.py --places uzbekistan-2.9.0-py3-none-any.whl

Without --places, regions and districts are taken from the file that is built anew; what names_own.tsv added to
them before stays then.
"""

from __future__ import annotations

import argparse
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from uzlat import Converter

DATA = Path(__file__).parent.parent / "uzlat" / "translate" / "data"
TAGS = ("uz-Cyrl", "uz-Latn", "ru", "en", "kk", "kaa")
LOCALES = ("uz_Cyrl", "uz", "ru", "en", "kk", "kaa")
CYRL, LATN, KK, KAA = 0, 1, 4, 5
PACKAGE = "uzbekistan 2.9.0"
REMOVED, ACCEPTED, FORM = "-", "||", "|"
SKIPPED = {"ZZ", "XA", "XB", "QO", "zxx", "und", "mul", "XXX", "XTS", "001"}
"""Codes that name nothing: unknown, not linguistic content, pseudo-locales; or what every text names: the world."""
KAA_LETTERS = dict(
    zip(
        "абвгғдежзийкқлмнңӊопрстуўфхҳцчшщъыьэюяәөүё",
        "a b v g ǵ d e j z i y k q l m n ń ń o p r s t u w f x h c ch sh sh  ı  e yu ya á ó ú yo".split(" "),  # noqa: SIM905
        strict=True,
    )
)
"""The Karakalpak alphabet of 2016 for the letters of the Cyrillic one."""

FIXTURE = re.compile(r"name_uz: (.*)\n\s*name_oz: (.*)\n\s*name_ru: (.*)\n\s*name_en: (.*)")
"""A place in the fixtures: `uz` is Latin there, `oz` Cyrillic."""

Cells = list[str]
Table = dict[str, Cells]
PLACED = ("territory/", "region/", "district/", "city/")
"""How the keys of places begin."""
NOTHING: Cells = [""] * len(TAGS)


def main() -> None:
    """Read the options, and write the file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--places", type=Path, help="the wheel of PyPI's uzbekistan")
    parser.add_argument("--out", type=Path, default=DATA / "names.tsv")
    given = parser.parse_args()
    places = fixtures(given.places) if given.places else kept(given.out)
    given.out.write_text(built(places), encoding="utf-8")


def built(places: Table) -> str:
    """Give the whole file."""
    table = {**cldr(), **places}
    for key, own in read(DATA / "names_own.tsv").items():
        base = table.get(key, NOTHING)
        table[key] = [_put(ours, theirs) for ours, theirs in zip(_filled(own), base, strict=True)]
    lines = ("\t".join([key, *inhabited(key, respelled(key, finished(cells)))]) for key, cells in table.items())
    rows = ["\t".join(["key", *TAGS]), *lines]
    return "\n".join([*_head(), *rows, ""])


def _head() -> list[str]:
    import babel

    return [
        f"# Built by scripts/build_names.py from CLDR in babel {babel.__version__} (Unicode-3.0), {PACKAGE} (MIT) and",
        "# names_own.tsv; do not edit. Forms with | between them, the first is written; after || accepted alone.",
    ]


def read(path: Path) -> Table:
    """Read a table of names; its comments and header go."""
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("# ")]
    return {row[0]: (row[1:] + NOTHING)[: len(TAGS)] for row in rows[1:]}


def kept(path: Path) -> Table:
    """Give regions and districts of a file that was built, without what our own names had added."""
    return {key: cells for key, cells in read(path).items() if key.startswith(("region/", "district/"))}


def cldr() -> Table:
    """Give what CLDR names."""
    table: Table = {}
    for kind, names in _kinds():
        codes = dict.fromkeys(code for one in names for code in one)
        for code in codes:
            if code in SKIPPED or not names[LATN].get(code):
                continue
            cells = [one.get(code, "") for one in names]
            table[f"{kind}/{code}"] = [*cells[:LATN], apostrophes(cells[LATN]), *cells[LATN + 1 :]]
    return table


def _kinds() -> Iterator[tuple[str, list[dict[str, str]]]]:
    """Give kinds of names, each as one mapping a language, from code to forms."""
    from babel import Locale

    locales = [Locale.parse(locale) for locale in LOCALES]
    yield "territory", [dict(sorted(one.territories.items(), key=_countries_first)) for one in locales]
    yield "language", [dict(sorted(one.languages.items())) for one in locales]
    yield "currency", [dict(sorted(one.currencies.items())) for one in locales]
    yield "month", [{str(month): _both(one, "months", month) for month in range(1, 13)} for one in locales]
    yield "weekday", [{str(day + 1): _both(one, "days", day) for day in range(7)} for one in locales]


def _countries_first(named: tuple[str, str]) -> tuple[bool, str]:
    """Sort continents, whose codes are numbers, after countries: America is the country as well."""
    return named[0].isdigit(), named[0]


def _both(locale: Any, kind: str, number: int) -> str:
    """Give the stand-alone form in the letters of the other, then the other if it differs."""
    names = getattr(locale, kind)
    alone, within = names["stand-alone"]["wide"][number], names["format"]["wide"][number]
    small = alone[0].lower() + alone[1:] if within[0].islower() else alone
    return FORM.join(dict.fromkeys([small, within]))


def fixtures(wheel: Path) -> Table:
    """Give the regions and districts of the package."""
    table: Table = {}
    with ZipFile(wheel) as members:
        for kind in ("region", "district"):
            text = members.read(f"uzbekistan/fixtures/{kind}s.yaml").decode()
            for latin, cyrillic, russian, english in FIXTURE.findall(text):
                names = [_unquoted(one) for one in (cyrillic, apostrophes(latin), russian, english)]
                key = f"{kind}/{slug(names[LATN])}"
                table.setdefault(key, [*names, "", ""])
    return table


def _unquoted(text: str) -> str:
    return text.strip().strip("'\"")


def slug(latin: str) -> str:
    """Make the key of a place: small letters without marks, and without what says that it is a district or region."""
    bare = re.sub(r" (tumani|viloyati|respublikasi)$", "", latin.lower())
    plain = unicodedata.normalize("NFD", re.sub("[ʻʼ‘’'`]", "", bare))
    return re.sub("[^a-z0-9]+", "-", plain).strip("-")


def _put(own: str, base: str) -> str:
    """Put our own forms before those of a base, or after its first where our cell begins with the mark of a form."""
    if not own:
        return base
    ours, _, accepted = own.partition(ACCEPTED)
    forms = [one for one in ours.split(FORM) if one]
    gone = {one[1:] for one in forms if one.startswith(REMOVED)}
    first = base.partition(ACCEPTED)[0].split(FORM) if base else []
    listed = [*first, *forms] if own.startswith(FORM) else [*forms, *first]
    cell = FORM.join(dict.fromkeys(one for one in listed if one not in gone and not one.startswith(REMOVED)))
    return f"{cell}{ACCEPTED}{accepted}" if accepted else cell


def inhabited(key: str, cells: Cells) -> Cells:
    """Add what someone or something of a place is called where an ending makes it: britaniyalik, испаниялық."""
    if not key.startswith(("territory/", "city/")):
        return cells
    done = list(cells)
    for column, ending in ((CYRL, lambda _: "лик"), (LATN, lambda _: "lik"), (KK, kazakh_ending)):
        forms, _, accepted = done[column].partition(ACCEPTED)
        listed = [one for one in accepted.split(FORM) if one]
        listed += [one.lower() + ending(one) for one in forms.split(FORM) if one[1:].islower() and one.isalpha()]
        listed += [one[0].lower() + one[1:] for one in forms.split(FORM) if " " in one and key[-1].isdigit()]
        done[column] = forms + (ACCEPTED + FORM.join(dict.fromkeys(listed)) if listed else "")
    return done


def kazakh_ending(word: str) -> str:
    """Give the ending in harmony with a word.

    >>> [kazakh_ending(word) for word in ("Испания", "Вьетнам", "Ирак", "Берлин", "Бейрут")]
    ['лық', 'дық', 'тық', 'дік', 'тық']
    """
    vowels = [letter for letter in word.lower() if letter in "аоұыуяюёәөүіеэи"]
    front = vowels and vowels[-1] in "әөүіеэи"
    first = "л" if word[-1] in "аоұыуяюёәөүіеэирй" else "д" if word[-1] in "лмнңжз" else "т"
    return first + ("ік" if front else "ық")


def finished(cells: Cells) -> Cells:
    """Fill in what the other script of Uzbek has, and write Karakalpak in Latin letters too."""
    done = _filled(cells)
    done[KAA] = _in_both(done[KAA].replace("ӊ", "ң"))
    return done


def _filled(cells: Cells) -> Cells:
    """Convert the Uzbek cell that is there to the script of the one that is not."""
    done = list(cells)
    done[CYRL] = done[CYRL] or _converted("uz-Latn_uz-Cyrl", done[LATN])
    done[LATN] = apostrophes(done[LATN]) or _converted("uz-Cyrl_uz-Latn", done[CYRL])
    return done


def respelled(key: str, cells: Cells) -> Cells:
    """Add to a place in one script what its name in the other one is converted to: teams of CLDR spell apart."""
    if not key.startswith(PLACED):
        return cells
    done = list(cells)
    for column, other, table in ((CYRL, LATN, "uz-Latn_uz-Cyrl"), (LATN, CYRL, "uz-Cyrl_uz-Latn")):
        forms, mark, accepted = cells[column].partition(ACCEPTED)
        first = cells[other].partition(ACCEPTED)[0].partition(FORM)[0]
        new = _converted(table, first) if re.fullmatch(r"[^\W\d_]+(?:[ -][^\W\d_]+)*", first) else first
        added = [] if new == first or "ъИ" in new else [new]
        done[column] = FORM.join(dict.fromkeys([*forms.split(FORM), *added])) + mark + accepted
    return done


def _in_both(cell: str) -> str:
    """Put Latin forms of Karakalpak before the Cyrillic ones of CLDR."""
    forms, mark, accepted = cell.partition(ACCEPTED)
    listed = forms.split(FORM)
    return FORM.join(dict.fromkeys([*map(karakalpak, listed), *listed])) + mark + accepted


_CONVERTERS: dict[str, Converter] = {}


def _converted(table: str, cell: str) -> str:
    if table not in _CONVERTERS:
        _CONVERTERS[table] = Converter(table)
    return re.sub(r"[^|]+", lambda form: _CONVERTERS[table](form[0]), cell)


def apostrophes(latin: str) -> str:
    """Write the letters of Uzbek: a turned comma in oʻ and gʻ, else a comma.

    >>> apostrophes("O‘zbekiston so'mi, sanʼat, Me’roj")
    'Oʻzbekiston soʻmi, sanʼat, Meʼroj'
    """
    turned = re.sub("(?<=[OoGg])[ʻʼ‘’'`](?=\\w|$|[ ,.|])", "ʻ", latin)
    return re.sub("(?<=\\w)[‘’'`](?=\\w)", "ʼ", turned)


def karakalpak(cyrillic: str) -> str:
    """Write Karakalpak in Latin letters.

    >>> karakalpak("Өзбекстан, Қытай, Шығыс Тимор")
    'Ózbekstan, Qıtay, Shıǵıs Timor'
    """
    return "".join(_letter(letter) for letter in cyrillic)


def _letter(letter: str) -> str:
    latin = KAA_LETTERS.get(letter.lower(), letter.lower())
    return latin.capitalize() if letter.isupper() else latin


if __name__ == "__main__":
    main()
