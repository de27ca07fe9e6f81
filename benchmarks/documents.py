"""Throughput of formats in MB a second of what they hold: a page with its markup, the XML of a document, records."""

from __future__ import annotations

import argparse
import gc
import io
import json
import resource
import time
import zipfile
from pathlib import Path
from statistics import median

from uzlat import Converter
from uzlat.carriers import Asked, pump_format
from uzlat.formats import named
from uzlat.pipeline import Pipeline
from uzlat.stream import BLOCK

HEAD = (
    "<!doctype html>\n<html lang=uz-Cyrl>\n<head><meta charset=utf-8><title>{title}</title>\n"
    '<meta property="og:description" content="{title}">\n<link rel=stylesheet href=/a.css>\n'
    "<style>{style}</style>\n<script>{script}</script>\n</head>\n<body class=page><header><nav><ul>\n"
)
STYLE = ".menu-item > a:hover {{ color: #333; margin: 0 auto; }}\n" * 60
SCRIPT = 'window.dataLayer = window.dataLayer || []; dataLayer.push({{"event": "view"}});\n' * 60
LINK = '<li class="menu-item menu-item-{n}"><a href="https://example.uz/section/{n}" title="{text}">{text}</a></li>\n'
PARAGRAPH = '      <p class="text text--{n}">{text}</p>\n'
RUN = (
    '<w:r w:rsidRPr="00A1{n:04d}"><w:rPr><w:lang w:val="uz-Cyrl-UZ"/></w:rPr>'
    '<w:t xml:space="preserve">{text}</w:t></w:r>'
)
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def paragraphs(file: Path | None) -> list[str]:
    """Read lines of Uzbek Cyrillic."""
    folder = Path(__file__).parent.parent / "examples" / "articles"
    files = [file] if file else sorted(folder.glob("*.cyrl.txt"))
    return [line for path in files for line in path.read_text(encoding="utf-8").split("\n") if line.strip()][:20_000]


def inline(text: str) -> str:
    """Mark every eighth word up, as editors do; of some only the first letters."""
    words = text.split(" ")
    for at in range(0, len(words), 8):
        cut = 1 if at % 40 == 0 else len(words[at])
        words[at] = f'<a href="/tag/{at}" class="tag"><b>{words[at][:cut]}</b>{words[at][cut:]}</a>'
    return " ".join(words)


def pages(lines: list[str]) -> bytes:
    """Write pages of 30 paragraphs, a third of them with inline markup, with a menu of 30 links, styles and scripts."""
    out = []
    for start in range(0, len(lines), 30):
        part = lines[start : start + 30]
        out.append(HEAD.format(title=part[0], style=STYLE, script=SCRIPT))
        out += [LINK.format(n=n, text=" ".join(line.split(" ")[:3])) for n, line in enumerate(part)]
        out.append("</ul></nav></header>\n<main>\n")
        out += [PARAGRAPH.format(n=n, text=line if n % 3 else inline(line)) for n, line in enumerate(part)]
        out.append("</main></body></html>\n")
    return "".join(out).encode()


def word(lines: list[str]) -> bytes:
    """Write a Word document in which a run holds six words, and every second begins inside one."""
    body = []
    for line in lines:
        words = line.split(" ")
        cuts = [" ".join(words[at : at + 6]) + " " for at in range(0, len(words), 6)]
        body.append(
            "<w:p>" + "".join([RUN.format(n=n % 10_000, text=cut) for n, cut in enumerate(split(cuts))]) + "</w:p>"
        )
    xml = (
        f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{W}"><w:body>{"".join(body)}</w:body></w:document>'
    )
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("[Content_Types].xml", "<Types/>")
        target.writestr("word/document.xml", xml.replace("&", "&amp;"))
    return data.getvalue()


def split(cuts: list[str]) -> list[str]:
    """Move two letters from the start of every second run to the end of the one before."""
    for at in range(1, len(cuts), 2):
        cuts[at - 1 : at + 1] = [cuts[at - 1] + cuts[at][:2], cuts[at][2:]]
    return cuts


def records(lines: list[str]) -> bytes:
    """Write JSON lines of ten paragraphs each."""
    groups = [lines[at : at + 10] for at in range(0, len(lines), 10)]
    told = [
        {"id": n, "url": f"https://example.uz/{n}", "title": g[0], "text": "\n".join(g)} for n, g in enumerate(groups)
    ]
    return "".join([json.dumps(one, ensure_ascii=False) + "\n" for one in told]).encode()


def run(data: bytes, form: str, converter: Converter, fields: tuple[str, ...] = ()) -> float:
    """Convert once; give the seconds."""
    source, start = io.BytesIO(data), time.perf_counter()
    pump_format(source.read, lambda out: None, Pipeline(converter), named(form), Asked(fields=fields))
    return time.perf_counter() - start


def size(data: bytes, form: str) -> float:
    """Give the MB that are read: of a zip, what its members hold."""
    if form != "docx":
        return len(data) / 1e6
    return sum(member.file_size for member in zipfile.ZipFile(io.BytesIO(data)).infolist()) / 1e6


def stream(data: bytes, gigabytes: float) -> None:
    """Convert records over and over, and tell how much memory that took."""
    left = int(gigabytes * 1e9)

    def read(wanted: int) -> bytes:
        nonlocal left
        at = left % len(data)
        left -= BLOCK
        return data[at : at + BLOCK] if left > 0 else b""

    before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.perf_counter()
    pump_format(read, lambda out: None, Pipeline(Converter("uz-Cyrl_uz-Latn")), named("jsonl"), Asked())
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    seconds = time.perf_counter() - start
    print(f"{gigabytes} GB of JSON lines: {seconds:.0f} s, {most / 1e3:.0f} MB (before: {before / 1e3:.0f} MB)")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--memory", type=float, metavar="GB", help="measure the memory of so much JSON alone")
    parser.add_argument("file", nargs="?", type=Path, help="Uzbek Cyrillic text; the example articles if left out")
    options = parser.parse_args()
    lines = paragraphs(options.file)
    if options.memory:
        stream(records(lines), options.memory)
        return
    gc.set_threshold(50_000)  # as the command does
    makers = {"html": pages, "docx": word, "jsonl": records}
    for form, make in makers.items():
        data = make(lines if len(lines) > 2000 else lines * 30)
        converter = Converter("uz-Cyrl_uz-Latn")
        first = run(data, form, converter)
        times = [run(data, form, converter) for _ in range(5)]
        mb = size(data, form)
        print(f"{form:6} {mb:5.1f} MB  first {mb / first:5.1f} MB/s  then {mb / median(times):5.1f} MB/s")


if __name__ == "__main__":
    main()
