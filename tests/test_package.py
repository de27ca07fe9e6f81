"""The package as it is installed and imported."""

from __future__ import annotations

import doctest
import importlib
import os
import pkgutil
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import uzlat
from tests.conftest import ROOT

LAZY = {"rich.console", "rich.table", "langdetect", "transliterate", "fastjsonschema", "pydantic"}
HEAVY = LAZY | {"typer", "rich", "typing", "json", "dataclasses", "inspect", "pathlib", "importlib.resources"}
MODULES = [found.name for found in pkgutil.walk_packages(uzlat.__path__, "uzlat.") if "__main__" not in found.name]


def copy_source(copy: Path) -> None:
    """Copy what a package is built from, so that no build leaves anything in the checkout."""
    for name in ("uzlat", "rules"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, copy)


def build(kind: str, folder: Path) -> Path:
    """Build a wheel, or an sdist and a wheel from it, without a network; give what the wheel holds, unpacked."""
    copy, target = folder / "source", folder / "site"
    copy_source(copy)
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(copy)]
    subprocess.run([*command, "--wheel"] if kind == "wheel" else command, check=True, capture_output=True)
    assert len(list(folder.glob("*.tar.gz"))) == (kind == "sdist")
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as archive:
        archive.extractall(target)
    return target


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what the wheel installs."""
    return build("wheel", tmp_path_factory.mktemp("wheel"))


def modules_after(code: str, site: Path, stdin: bytes = b"") -> set[str]:
    """Run code in a fresh interpreter, with the wheel alone before its libraries; name what it imported."""
    script = f"import sys\nbefore = set(sys.modules)\n{code}\nprint(*set(sys.modules) - before, file=sys.stderr)"
    libraries = [path for path in sys.path if path.endswith("site-packages")]
    env = {**os.environ, "PYTHONPATH": os.pathsep.join([str(site), *libraries])}
    command = [sys.executable, "-S", "-c", script]
    done = subprocess.run(command, input=stdin, capture_output=True, check=True, env=env, cwd=site)
    return set(done.stderr.decode().splitlines()[-1].split())


def test_importing_uzlat_imports_nothing_else(site: Path) -> None:
    assert modules_after("import uzlat", site) == {"uzlat", "__future__"}


def test_converting_imports_no_heavy_module(site: Path) -> None:
    """The bare filter has a budget of three times `python -c pass`. The first run fills the table's cache."""
    article = "Ўзбекистон 1992 йил, ISLAMABAD, Pоссия\n".encode()
    for _ in range(2):
        new = modules_after("from uzlat.__main__ import main; main([])", site, article)
    assert "uzlat.tokens" in new
    assert not new & HEAVY


def test_the_command_line_loads_rich_only_to_show_something(site: Path) -> None:
    new = modules_after("from uzlat.cli.app import run; run(['convert', '-q'])", site, b"salom\n")
    assert "typer" in new
    assert not new & LAZY


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_in_docstrings_hold(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_the_public_names_are_there_and_documented() -> None:
    for name in uzlat.__all__:
        assert getattr(uzlat, name).__doc__
        assert name in dir(uzlat)
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        _ = uzlat.nonsense  # type: ignore[attr-defined]


@pytest.mark.parametrize("kind", ["wheel", "sdist"])
def test_what_is_built_holds_tables_and_converts(tmp_path: Path, kind: str) -> None:
    target = build(kind, tmp_path)
    names = {str(path.relative_to(target)) for path in target.rglob("*") if path.is_file()}
    assert {"uzlat/py.typed", "uzlat/profiles/alphabets.json", "uzlat/rules/schema.json"} <= names
    assert {"uzlat/profiles/Cyrl.ngrams", "uzlat/profiles/loans.txt", "uzlat/profiles/langdetect/uz-Cyrl.json"} <= names
    assert {f"uzlat/rules/{name}.toml" for name in uzlat.available()} <= names
    env = {**os.environ, "PYTHONPATH": str(target), "XDG_CACHE_HOME": str(tmp_path)}
    code = "import uzlat; print(uzlat.__file__, uzlat.convert('Шаҳар'))"
    done = subprocess.run([sys.executable, "-c", code], env=env, cwd=tmp_path, capture_output=True, check=True)
    where, out = done.stdout.decode().split()
    assert Path(where).is_relative_to(target)
    assert out == "Shahar"


def test_an_editable_install_reads_the_tables_of_the_checkout(tmp_path: Path) -> None:
    copy = tmp_path / "source"
    copy_source(copy)
    subprocess.run([sys.executable, "-m", "venv", "--system-site-packages", str(tmp_path / "env")], check=True)
    python = tmp_path / "env" / "bin" / "python"
    install = [str(python), "-m", "pip", "install", "-q", "--no-deps", "--no-build-isolation", "-e", str(copy)]
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p.endswith("site-packages"))}
    subprocess.run(install, check=True, capture_output=True, env=env)
    code = "from uzlat.rulefile import rules_folder; import uzlat; print(rules_folder(), uzlat.convert('Шаҳар'))"
    done = subprocess.run([str(python), "-c", code], cwd=tmp_path, capture_output=True, check=True)
    assert done.stdout.decode().split() == [str(copy / "rules"), "Shahar"]


def test_the_version_is_told_in_one_place_and_in_the_changelog() -> None:
    assert f"## {uzlat.__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("page", ["README.md", "docs/detection.md"])
def test_the_examples_of_the_pages_hold(page: str) -> None:
    assert doctest.testfile(str(ROOT / page), module_relative=False).failed == 0
