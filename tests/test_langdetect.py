"""langdetect with the profiles of this package."""

from __future__ import annotations

import pytest
from langdetect import DetectorFactory

from uzlat.others import langdetect_factory

LINES = {
    "uz": "Ўзбекистон ҳукумати бугун янги қарор қабул қилди, бу ҳақда вазирлик хабар берди.",
    "kk": "Қазақстан үкіметі бүгін жаңа қаулы қабылдады, бұл туралы министрлік мәлім етті.",
    "ky": "Кыргызстандын өкмөтү бүгүн жаңы токтом кабыл алды, бул тууралуу министрлик билдирди.",
    "tg": "Ҳукумати Тоҷикистон имрӯз қарори нав қабул кард, ки дар ин бора вазорат хабар дод.",
    "kaa": "Қарақалпақстан ҳүкимети бүгин жаңа қарар қабыл етти, бул ҳаққында министрлик хабарлады.",
    "ru": "Правительство сегодня приняло новое постановление, сообщили в министерстве.",
    "de": "Die Regierung hat heute einen neuen Beschluss gefasst, teilte das Ministerium mit.",
    "fi": "Hallitus teki tänään uuden päätöksen, ministeriö kertoi tiedotteessaan.",
    "ar": "أعلنت الحكومة اليوم قرارا جديدا بشأن الصحافة والإعلام",
}


def named(text: str) -> str:
    detector = langdetect_factory().create()
    detector.append(text)
    return str(detector.detect())


@pytest.mark.parametrize(("lang", "text"), LINES.items())
def test_its_languages_and_ours_are_told_in_any_case(lang: str, text: str) -> None:
    assert named(text) == named(text.upper()) == lang


def test_uzbek_in_latin_letters_has_the_same_name() -> None:
    assert named("Oʻzbekiston hukumati bugun yangi qaror qabul qildi, bu haqda vazirlik xabar berdi") == "uz"


def test_two_runs_give_the_same_and_langdetect_itself_is_left_alone() -> None:
    text = "Салом, дўстлар"
    detectors = [langdetect_factory().create() for _ in range(2)]
    for detector in detectors:
        detector.append(text)
    one, other = ([str(found) for found in detector.get_probabilities()] for detector in detectors)
    assert one == other
    assert DetectorFactory.seed is None


def test_it_knows_the_55_languages_and_those_of_the_profiles() -> None:
    languages = set(langdetect_factory().get_lang_list())
    assert len(languages) >= 55 + 9
    assert {"uz", "kk", "ky", "tg", "kaa", "tt", "ba", "mn", "be", "sr", "tk", "az"} <= languages


def test_the_module_can_be_called_and_holds_the_factory() -> None:
    import uzlat
    import uzlat.detect

    assert uzlat.detect("Салом дунё, бу янги қонун").lang == "uz"
    assert uzlat.detect.langdetect_factory() is uzlat.langdetect_factory()
