"""Programs that people use read converted documents: LibreOffice, Chromium."""

from __future__ import annotations

import html
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from tests.archives import converted, source
from tests.documents import run
from uzlat.translate.beside import Row, beside
from uzlat.translate.fault import Fault
from uzlat.translate.lang import Lang
from uzlat.translate.manuscript import Segment
from uzlat.translate.translator import Result

OFFICE, CHROMIUM = shutil.which("soffice"), shutil.which("chromium")
with_office = pytest.mark.skipif(OFFICE is None, reason="soffice is not installed")
with_chromium = pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")
NAMES = {
    "txt:Text (encoded):UTF8": [
        "tracked.docx",
        "word.docx",
        "raw.odt",
        "office_raw.fodt",
        "book.fb2",
        "uppercase.html",
    ],
    "csv:Text - txt - csv (StarCalc):44,34,76": ["workbook.xlsx", "raw.xlsx", "raw.ods", "office_workbook.ods"],
    "odp": ["slides.pptx"],
}
"""What LibreOffice makes of which files: 44 and 34 are the signs of CSV, 76 is UTF-8."""
SCRIPT = "<script>document.title = document.body.innerText</script>"


def _office(folder: Path, kind: str, names: list[str]) -> None:
    assert OFFICE
    files = [folder / f"{name.replace('.', '_')}{Path(name).suffix}" for name in names]
    for file, name in zip(files, names, strict=True):
        file.write_bytes(converted(name))
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [OFFICE, profile, "--headless", "--norestore", "--convert-to", kind, "--outdir", str(folder / "out")]
    subprocess.run([*command, *map(str, files)], check=True, capture_output=True, timeout=120)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of what LibreOffice makes of converted files."""
    folder = tmp_path_factory.mktemp("office")
    for kind, names in NAMES.items():
        _office(folder, kind, names)
    return folder / "out"


def _lines(path: Path) -> list[str]:
    return [line.strip() for line in path.read_text(encoding="utf-8-sig").splitlines() if line.strip()]


@with_office
@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "tracked_docx.txt",
            [
                "SHAVKAT, berdi, litsey",
                "IsʼhoqЎчирилган ер keldi.",
                "Кўчган ерQolgan yer",
                "Koʻchgan yer",
                "Qarang: yer haqida",
                "SHARQDA quyosh chiqdi va e\u00adrta tong otdi.",
                "Yoqub aka",
                "Izohli1 gap",
                "Qutidan keyin",
                "Birinchi qator",
                "yer\tYER\u2011osti",
                "https://misol.uz/ер 1992-yil 24-fevralda",
                "Mi obyazatelno vernyomsya domoy vesnoy, kogda rastayet sneg.",
                "Viloyat",
                "Jizzax",
            ],
        ),
        (
            "word_docx.txt",
            [
                "Yigʻilish bayoni",
                "Berdi degan soʻz 1992-yil yozilgan. Litsey ochildi.",
                "Viloyat",
                "Hosil",
                "Jizzax",
                "15-20 foiz",
                "• Yosh oʻquvchilar",
            ],
        ),
        (
            "raw_odt.txt",
            [
                "Yer haqida",
                "SHAVKAT, berdi, litsey",
                "Izohli1 gap davom etadi",
                "Oʻrtada   joy va\tyer",
                "Yer qatori Ўчирилган ер",
                "1992 yil 24-fevral; yer beti 0",
                "Keyingi gap",
            ],
        ),
        ("book_fb2.txt", ["Birinchi bob", "Yer — ona.", "Bahor erta keldi1.", "Ey doʻst, yor-yor,", "Yoʻlda qor bor."]),
        (
            "uppercase_html.txt",
            [
                "OʻZBEKISTON YER OSTI SUVLARI",
                "SHAVKAT CHOYXONADA YOZDI",
                "YER, YANGI, Sharq, CHOY. AQSH va BMT, YUNESKO va YOJ.",
            ],
        ),
        ("raw_xlsx.csv", ["Shahar,Hudud,Нарх", "YER ostida,Litsey binosi ,5", "Hudud,Ер1,5"]),
        ("raw_ods.csv", ["Вилоят,Gʻalla", "Berdi,1"]),
        (
            "workbook_xlsx.csv",
            ["Viloyat,Hosil,Izoh", "Jizzax,12,Yer yaxshi", "Fargʻona,30,Berdi SHARQ"],
        ),
    ],
)
def test_libreoffice_reads_the_text_expected(made: Path, name: str, expected: list[str]) -> None:
    assert _lines(made / name)[: len(expected)] == expected


@with_office
def test_a_flat_document_reads_as_the_packed_one(made: Path) -> None:
    assert _lines(made / "office_raw_fodt.txt")[:4] == _lines(made / "raw_odt.txt")[:4]


@with_office
def test_libreoffice_reads_the_slides_expected(made: Path) -> None:
    with zipfile.ZipFile(made / "slides_pptx.odp") as packed:
        root = etree.fromstring(packed.read("content.xml"))
    read = ["".join(one.itertext()) for one in root.iter("{urn:oasis:names:tc:opendocument:xmlns:text:1.0}p")]
    assert [text for text in read if text and not text.startswith("<")] == [
        "Yangi koʻprik",
        "Berdi: 1992-yil",
        "Yer ostidagi suv haqida ayting",
        "SHAVKAT choyxonada",
        "Viloyat",
        "Hosil",
        "Jizzax",
        "12",
    ]


@with_chromium
@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "sins.html",
            "Bosh sahifa Yangi\u00adlik\u00adlar SHAVKAT aka Ergashev 1992-yil 24-fevralda tugʻilgan. "
            "U litseyda yer osti suvlarini oʻrgandi va elchixonada ishladi. Muxlislar «Paxtakor» uchun gʻalaba tiladi, "
            "lekin «Мы проиграли этот матч, но не сдались», — dedi oʻyinchi. Surat: Samsung info@kishlok.uz © 2024-yil",
        ),
        (
            "entities.html",
            "Shahar va Oʻzbekiston: «gʻalaba»… Mish\u00adyer, maʼ\u00adlu\u00admot, in\u00adsti\u00adtut va korxona. "
            "1992-yil 24-fevral; 5-sentabr; A&B <yer> ∉ &Йўқ; R&D Yer\u200bosti\u200csuv\u00adlari",
        ),
        (
            "missing_ends.html",
            "Oʻzbekcha soʻz Русское слово, оставленное как есть Yana oʻzbekcha soʻz Это предложение написано на "
            "русском языке. Bu gap esa oʻzbek tilida yozilgan. Ўзгармас ёзув Yer haqida gap yoʻgʻon va yotiq yozuv "
            "bilan. Sirk Tomosha joyi Qoʻrgʻon Qadimiy qalʼa",
        ),
        (
            "page.xhtml",
            "Kutubxonaga yosh kitobxonlar keldi. Ular ertak oʻqidi. Ikkinchi qism — ёлка va archa.",
        ),
        (
            "cp1251.html",
            "Sentabr oyida litseyda yangi maʼlumotlar berildi. Sirk esa yopildi. Muallif: Ye. Ergasheva",
        ),
        (
            "utf16.html",
            "Terma jamoa gʻalaba qozondi: 3:1. Oʻyin 90 daqiqa davom etdi.",
        ),
        (
            "uppercase.html",
            "OʻZBEKISTON YER OSTI SUVLARI SHAVKAT CHOYXONADA YOZDI YER, YANGI, Sharq, CHOY. "
            "AQSH va BMT, YUNESKO va YOJ.",
        ),
    ],
)
def test_chromium_shows_the_text_expected(tmp_path: Path, name: str, expected: str) -> None:
    assert _shown(tmp_path / name, run(source(name), name)[0]) == expected


@with_chromium
def test_chromium_shows_source_and_draft_side_by_side(tmp_path: Path) -> None:
    lang, english = Lang("uz", "Latn"), Lang("en")
    segment = Segment("1 < 2 & «soʻz»", lang, 1, 1, 0, 0, 0, 14)
    fault = Fault("numbers", "error", "2 in the source is 3 here")
    rows = [
        Row(segment, Result(segment.text, "1 < 3 & “word”", "engine", (fault,))),
        Row(segment, Result(segment.text, None, "engine", error="the draft is empty")),
    ]
    page = beside("html", rows, "a & b.txt", "toy", english, "Machine draft by toy.")
    assert _shown(tmp_path / "page.html", page) == (
        "a & b.txt Machine draft by toy. № uz-Latn en "
        "1 1 < 2 & «soʻz» 1 < 3 & “word” numbers: 2 in the source is 3 here "
        "2 1 < 2 & «soʻz» ⟦1 < 2 & «soʻz»⟧ the draft is empty"
    )


def _shown(page: Path, data: bytes) -> str:
    """Give the text that Chromium shows of a page, with single spaces."""
    assert CHROMIUM
    wide = "utf-16-le" if data.startswith(b"\xff\xfe") else "utf-8"
    parts = re.split("(?i)(?=</body>|$)", data.decode(wide), maxsplit=1)
    page.write_bytes((parts[0] + SCRIPT + "".join(parts[1:])).encode(wide))
    command = [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={page.parent}/profile"]
    done = subprocess.run([*command, "--dump-dom", page.as_uri()], check=True, capture_output=True, timeout=60)
    found = re.search("<title>(.*?)</title>", done.stdout.decode(), re.DOTALL)
    return " ".join(html.unescape(found[1]).split()) if found else ""
