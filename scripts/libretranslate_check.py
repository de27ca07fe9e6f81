#!/usr/bin/env python3
"""Drive a real LibreTranslate server with uzlat's engine: translations, an unknown pair, limits, a key, an end midway.

Nothing but pip is needed: LibreTranslate (AGPL, so in a virtual environment of its own, some 600 MB) is installed into
a folder, and gets the toy model of tests/toy as a package of Argos Translate. No model is downloaded: what
LibreTranslate splits sentences with would be, so a stand-in that splits nothing takes its place.

    pip install -e .
    python scripts/libretranslate_check.py                    # in a temporary folder
    python scripts/libretranslate_check.py --folder build/lt  # keeps what was installed for the next time

Exit with 1 if anything is not as it should be.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import venv
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from uzlat.translate.engine import EngineError, MissingError
from uzlat.translate.engines.libretranslate import LibreTranslate
from uzlat.translate.engines.registry import Wish
from uzlat.translate.lang import Lang

ROOT = Path(__file__).resolve().parent.parent
NEEDED = "libretranslate==1.9.6"
PAIRS = (("uz", "en"), ("uz", "ky"))
"""Two packages of the same model: where there are fewer, LibreTranslate downloads some. The second one is misnamed."""
WHOLE = '''"""Stands in for the splitter of sentences, whose models would be downloaded."""
import minisbd
class Whole:
    def __init__(self, *args, **options): pass
    def sentences(self, text): return [text]
minisbd.SBDetect = Whole
'''
UZ, EN = Lang("uz", "Latn"), Lang("en")
KNOWN = {"Qozogʻiston": "Kazakhstan", "Germaniya": "Germany", "yanvar": "january"}
"""What the toy model knows by heart; LibreTranslate gives a text in small letters an answer in small letters."""


class Check:
    """Tells what is seen, and remembers whether all was right."""

    def __init__(self) -> None:
        self.failed = 0

    def __call__(self, what: str, seen: object, right: bool) -> None:
        """Tell one thing."""
        self.failed += not right
        print(f"{'ok   ' if right else 'WRONG'} {what}: {seen}", flush=True)

    def raises(self, what: str, kind: type[Exception], told: str, call: Callable[[], object]) -> None:
        """Tell whether a call fails as it should."""
        try:
            seen: object = call()
        except kind as error:
            self(what, f"{type(error).__name__}: {error}", told in str(error))
        else:
            self(what, seen, False)


def install(folder: Path) -> Path:
    """Make the virtual environment; give its Python."""
    python = folder / "venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not python.exists():
        venv.create(folder / "venv", with_pip=True)
    subprocess.run([python, "-m", "pip", "install", "--quiet", NEEDED], check=True)
    return python


def package(model: Path, folder: Path, source: str, target: str) -> Path:
    """Zip a model as Argos Translate has it."""
    file = folder / f"translate-{source}_{target}-1_0.argosmodel"
    top = f"{source}_{target}"
    about = {"package_version": "1.0", "argos_version": "1.9", "add_source_eos": True, "from_code": source}
    about |= {"from_name": source, "to_code": target, "to_name": target}
    with zipfile.ZipFile(file, "w") as out:
        out.writestr(f"{top}/metadata.json", json.dumps(about))
        out.write(model / "sentencepiece.bpe.model", f"{top}/sentencepiece.model")
        for name in ("model.bin", "config.json", "shared_vocabulary.json"):
            out.write(model / name, f"{top}/model/{name}")
    return file


def settle(python: Path, model: Path, folder: Path) -> dict[str, str]:
    """Install the packages as Argos Translate does; give the environment of the server."""
    home = folder / "home"
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    (home / "sitecustomize.py").write_text(WHOLE)
    xdg = {f"XDG_{kind}_HOME": str(home / kind) for kind in ("DATA", "CACHE", "CONFIG")}
    environ = {**os.environ, **xdg, "HOME": str(home), "PYTHONPATH": str(home), "ARGOS_DEVICE_TYPE": "cpu"}
    for source, target in PAIRS:
        file = package(model, home, source, target)
        code = "import sys; from argostranslate import package; package.install_from_path(sys.argv[1])"
        subprocess.run([python, "-c", code, file], check=True, env=environ)
    return environ


@contextmanager
def serving(python: Path, environ: dict[str, str], *options: str) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """Run the server with some options while the block lasts; give its URL and the process."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    log = Path(environ["HOME"]) / "server.log"
    command = [str(python), "-c", "from libretranslate import main; main()", "--host", "127.0.0.1", "--port", str(port)]
    with log.open("wb") as out:
        process = subprocess.Popen([*command, *options], env=environ, stdout=out, stderr=out, cwd=environ["HOME"])
        try:
            await_server(process, url, log)
            yield url, process
        finally:
            process.kill()
            process.wait()


def await_server(process: subprocess.Popen[bytes], url: str, log: Path) -> None:
    """Wait until the server answers, a minute at most."""
    began = time.monotonic()
    while LibreTranslate(Wish("libretranslate", url=url, timeout=5)).probe().state != "ready":
        if process.poll() is not None or time.monotonic() - began > 60:
            raise SystemExit(f"LibreTranslate does not start:\n{log.read_text(errors='replace')[-3000:]}")
        time.sleep(0.3)
    print(f"\nserver at {url}, up after {time.monotonic() - began:.1f} s", flush=True)


def ordinary(check: Check, url: str, process: subprocess.Popen[bytes]) -> None:
    """Translate, ask for what is not offered, and let the server die."""
    engine = LibreTranslate(Wish("libretranslate", url=url))
    check("probe", engine.probe(), engine.probe().state == "ready")
    can = engine.capabilities()
    right = can.network == url and can.pairs(UZ, EN) and not can.pairs(EN, UZ)
    check("capabilities", (can.model, can.network, can.most), right)
    check("pairs", engine.pairs(), engine.pairs() == [f"{source}→{target}" for source, target in PAIRS])
    drafts = engine.translate(list(KNOWN), UZ, EN)
    check("names", drafts, [draft.text for draft in drafts] == list(KNOWN.values()))
    many = list(KNOWN) * 20
    drafts = engine.translate(many, UZ, EN)
    check(f"{len(many)} segments, in order", len(drafts), [draft.text for draft in drafts] == list(KNOWN.values()) * 20)
    check.raises("unknown target", MissingError, "it offers uz→en", lambda: engine.translate(["a"], UZ, Lang("kk")))
    check.raises("unknown source", MissingError, "it offers uz→en", lambda: engine.translate(["a"], Lang("ru"), EN))
    process.kill()
    process.wait()
    check.raises("server is gone", EngineError, url, lambda: engine.translate(["yanvar"], UZ, EN))


def limited(check: Check, url: str) -> None:
    """Send more at once than the server takes, and a segment that is too long."""
    engine = LibreTranslate(Wish("libretranslate", url=url))
    check("limit of characters", engine.capabilities().most, engine.capabilities().most == 30)
    drafts = engine.translate([*KNOWN, "x" * 40], UZ, EN)
    right = [draft.text for draft in drafts[:3]] == list(KNOWN.values())
    check("a batch of 4, limits 2 and 30", drafts, right and "exceeds text limit" in drafts[3].error)


def locked(check: Check, url: str) -> None:
    """Ask a server that wants a key, with a wrong one."""
    engine = LibreTranslate(Wish("libretranslate", url=url, key="no-such-key"))
    check.raises("wrong key", EngineError, "UZLAT_API_KEY", lambda: engine.translate(["yanvar"], UZ, EN))
    try:
        engine.translate(["yanvar"], UZ, EN)
    except EngineError as error:
        check("the key is not shown", str(error), "no-such-key" not in str(error))


def main() -> int:
    """Install, run, ask."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--folder", type=Path, help="where LibreTranslate is installed, and kept  [a temporary one]")
    parser.add_argument("--model", type=Path, default=ROOT / "tests" / "toy" / "uz-en", help="the toy model")
    asked = parser.parse_args()
    check = Check()
    with tempfile.TemporaryDirectory() as temporary:
        folder = (asked.folder or Path(temporary)).absolute()
        python = install(folder)
        environ = settle(python, asked.model, folder)
        with serving(python, environ) as (url, process):
            ordinary(check, url, process)
        with serving(python, environ, "--char-limit", "30", "--batch-limit", "2") as (url, _):
            limited(check, url)
        with serving(python, environ, "--api-keys", "--req-limit", "100") as (url, _):
            locked(check, url)
    print(f"\n{check.failed} wrong" if check.failed else "\nall as it should be")
    return bool(check.failed)


if __name__ == "__main__":
    sys.exit(main())
