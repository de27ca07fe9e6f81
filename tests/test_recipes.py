"""The recipes in examples/unattended: each is run with the real program, in folders of its own."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import select
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from uzlat.manifest import Manifest

RECIPES = ROOT / "examples" / "unattended"
PROGRAM = "/usr/local/bin/uzlat"
SOURCE, RESULT = "Ўзбекистон шаҳри\n", "Oʻzbekiston shahri\n"
Done = subprocess.CompletedProcess[str]

posix = pytest.mark.skipif(os.name != "posix", reason="a recipe for POSIX")


def needs(program: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(shutil.which(program) is None, reason=f"{program} is not installed")


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """Put `uzlat` on the path, whatever else is there by that name."""
    folder = tmp_path / "bin"
    folder.mkdir()
    program = folder / "uzlat"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m uzlat "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    return os.environ | {"PATH": f"{folder}{os.pathsep}{os.environ['PATH']}"}


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Give a folder with srv/news in it."""
    news = tmp_path / "srv" / "news"
    news.mkdir(parents=True)
    (tmp_path / "log").mkdir()
    (news / "a.txt").write_text(SOURCE, encoding="utf-8")
    return tmp_path


def moved(text: str, root: Path) -> str:
    """Let a recipe name folders of the test instead of those of a server."""
    return text.replace("/srv/", f"{root}/srv/").replace("/var/log/uzlat/", f"{root}/log/")


def recipe(name: str) -> str:
    return (RECIPES / name).read_text(encoding="utf-8")


def shell(command: str, environment: dict[str, str], cwd: Path) -> Done:
    return subprocess.run(
        ["sh", "-c", command], env=environment, cwd=cwd, text=True, capture_output=True, check=False, timeout=60
    )


def keys(unit: str) -> dict[str, str]:
    """Read the keys of a unit; those that may be given again are not asked for."""
    return dict(line.split("=", 1) for line in recipe(unit).splitlines() if re.match("[A-Z][A-Za-z]+=", line))


# ---------------------------------------------------------------- systemd


@needs("systemd-analyze")
def test_systemd_finds_no_fault_in_the_units(tmp_path: Path) -> None:
    units = [path.name for path in RECIPES.iterdir() if path.suffix in (".service", ".socket", ".timer")]
    assert len(units) == 4
    for unit in units:
        assert recipe(unit).count(PROGRAM) == unit.endswith(".service")
        there = recipe(unit).replace(PROGRAM, sys.executable)  # the program of a unit must be there
        (tmp_path / unit).write_text(there, encoding="utf-8")
    paths = [str(tmp_path / unit) for unit in units]
    done = subprocess.run(["systemd-analyze", "verify", *paths], text=True, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@posix
def test_the_archive_service_converts_and_logs_and_a_second_run_does_nothing(
    archive: Path, environment: dict[str, str]
) -> None:
    command = moved(keys("uzlat-archive.service")["ExecStart"].replace(PROGRAM, "uzlat"), archive)
    for _ in range(2):
        done = shell(command, environment, archive)
        assert (done.returncode, done.stdout) == (0, "")
    assert (archive / "srv/news-latin/a.txt").read_text(encoding="utf-8") == RESULT
    logged = [json.loads(line) for line in (archive / "log/archive.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [line["summary"]["skipped"] for line in logged if "summary" in line] == [0, 1]


class Feed:
    """The feed service as systemd starts it: its stdin is a named pipe that is open for reading and writing."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        self.pipe, self.latin = folder / "feed", folder / "latin.txt"
        os.mkfifo(self.pipe)
        self._held = os.open(self.pipe, os.O_RDWR | os.O_NONBLOCK)
        self._command = keys("uzlat-feed.service")["ExecStart"].split()[1:]
        self._environment = environment

    def start(self) -> subprocess.Popen[bytes]:
        with self.latin.open("ab") as out:
            command = ["uzlat", *self._command]
            return subprocess.Popen(command, stdin=self._held, stdout=out, env=self._environment)

    def write(self, text: str) -> None:
        """Write as another program does: open, write, close."""
        with self.pipe.open("w", encoding="utf-8") as pipe:
            pipe.write(text)

    def wait(self, text: str) -> None:
        """Wait until the result is there; that it comes at all is what is tested, not when."""
        for _ in range(600):
            if self.latin.read_text(encoding="utf-8") == text:
                return
            time.sleep(0.1)
        assert self.latin.read_text(encoding="utf-8") == text


@posix
def test_the_feed_service_serves_one_writer_after_another_and_ends_cleanly_on_sigterm(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    assert keys("uzlat-feed.socket")["ListenFIFO"] and keys("uzlat-feed.service")["StandardInput"] == "socket"
    feed = Feed(tmp_path, environment)
    server = feed.start()
    try:
        feed.write("<p>шаҳар</p>\n")  # no page, though it begins as one
        feed.wait("<p>shahar</p>\n")
        feed.write("ер\nшаҳ")
        feed.write("ар\n")
        feed.wait("<p>shahar</p>\nyer\nshahar\n")
        feed.write("сўнг")
        feed.wait("<p>shahar</p>\nyer\nshahar\n")
        server.send_signal(signal.SIGTERM)
        assert server.wait(60) == -signal.SIGTERM  # which systemd takes for a clean end
        feed.wait("<p>shahar</p>\nyer\nshahar\nsoʻng")
        feed.write("\nер\n")  # while nobody reads
        server = feed.start()
        feed.wait("<p>shahar</p>\nyer\nshahar\nsoʻng\nyer\n")
    finally:
        server.kill()
        server.wait()


# ---------------------------------------------------------------- cron, logrotate, shell

FIELD = re.compile(r"(\*|\d+(-\d+)?)(/\d+)?(,(\d+(-\d+)?)(/\d+)?)*")


def cron_lines() -> Iterator[str]:
    """Give the commands of the crontab, and check what is around them."""
    for line in recipe("crontab").splitlines():
        if not line or line.startswith("#") or re.match(r"[A-Z]+=", line):
            continue
        *fields, command = line.split(maxsplit=5)
        assert len(fields) == 5 and all(map(FIELD.fullmatch, fields)), line
        assert "%" not in command, "cron reads % as the end of the line"
        yield command


@posix
def test_the_crontab_tells_nothing_but_errors(archive: Path, environment: dict[str, str]) -> None:
    (line,) = cron_lines()
    command = moved(line, archive)
    done = shell(command, environment, archive)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert (archive / "srv/news-latin/a.txt").read_text(encoding="utf-8") == RESULT
    (archive / "srv/news/bad.json").write_text("{", encoding="utf-8")
    done = shell(command, environment, archive)
    assert done.returncode == 2
    assert "bad.json" in done.stderr and done.stderr.count("\n") == 1


@posix
def test_a_run_of_the_crontab_beside_another_one_is_refused_by_uzlat_itself(
    archive: Path, environment: dict[str, str]
) -> None:
    (line,) = cron_lines()
    other = Manifest(str(archive / "srv/news-latin"))
    done = shell(moved(line, archive), environment, archive)
    other.close()
    assert done.returncode == 2
    assert "another uzlat is writing" in done.stderr
    assert not (archive / "srv/news-latin/a.txt").exists()


@needs("logrotate")
def test_logrotate_takes_the_log_away_and_the_next_run_begins_a_new_one(
    archive: Path, environment: dict[str, str]
) -> None:
    (line,) = cron_lines()
    command = moved(line, archive)
    (archive / "rotate.conf").write_text(moved(recipe("logrotate"), archive), encoding="utf-8")
    (archive / "rotate.conf").chmod(0o644)
    (archive / "log").chmod(0o755)
    for _ in range(2):
        assert shell(command, environment, archive).returncode == 0
        rotate = "logrotate --force --state rotate.state rotate.conf"
        done = shell(rotate, environment | {"PATH": f"{os.environ['PATH']}:/usr/sbin"}, archive)
        assert (done.returncode, done.stderr) == (0, "")
    assert sorted(path.name for path in (archive / "log").iterdir()) == ["archive.jsonl.1", "archive.jsonl.2.gz"]


@posix
def test_the_shell_recipe_hands_on_each_line_as_soon_as_it_is_added(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    wire = tmp_path / "wire.txt"
    wire.write_text("эски\n", encoding="utf-8")
    command = ["sh", str(RECIPES / "wire.sh"), "wire.txt", "cat", "-u"]
    pipe: dict[str, Any] = {"stdout": subprocess.PIPE, "env": environment, "cwd": tmp_path, "start_new_session": True}
    with subprocess.Popen(command, **pipe) as shown:
        assert shown.stdout
        try:
            for _ in range(150):  # the first ones may come before tail reads
                with wire.open("a", encoding="utf-8") as add:
                    add.write(f"<p>{SOURCE}")
                if ready := select.select([shown.stdout], [], [], 0.2)[0]:
                    break
            assert ready and shown.stdout.readline().decode() == f"<p>{RESULT}"
        finally:
            os.killpg(shown.pid, signal.SIGKILL)


# ---------------------------------------------------------------- pre-commit

with_pre_commit = pytest.mark.skipif(
    importlib.util.find_spec("pre_commit") is None, reason="pre-commit is not installed"
)
PRE_COMMIT = [sys.executable, "-m", "pre_commit"]


class Repository:
    """A repository of somebody who uses uzlat."""

    def __init__(self, root: Path, environment: dict[str, str]) -> None:
        own = {"PRE_COMMIT_HOME": str(root / "pre-commit"), "GIT_CONFIG_GLOBAL": os.devnull}
        self.root = root / "repository"
        self._environment = environment | own
        self.root.mkdir()
        self.call("git", "init", "-q", ".")

    def add(self, name: str, text: str) -> Path:
        path = self.root / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        self.call("git", "add", name)
        return path

    def call(self, *command: str, **inputs: str) -> Done:
        return subprocess.run(
            command,
            cwd=self.root,
            env=self._environment | inputs,
            text=True,
            encoding="utf-8",
            capture_output=True,
            check=False,
            timeout=120,
        )


@pytest.fixture
def repository(tmp_path: Path, environment: dict[str, str]) -> Repository:
    return Repository(tmp_path, environment)


@with_pre_commit
@needs("git")
def test_pre_commit_refuses_what_would_change_and_converts_what_is_to_be(repository: Repository) -> None:
    repository.add(".pre-commit-config.yaml", recipe(".pre-commit-config.yaml"))
    paths = [
        repository.add(f"{folder}/a.{end}", SOURCE)
        for folder in ("latin", "converted", "other")
        for end in ("txt", "md")
    ]
    repository.add("converted/page.html", f"<p>{SOURCE}</p>")
    repository.add("converted/code.py", f'"""{SOURCE}"""')
    done = repository.call(*PRE_COMMIT, "run")
    assert done.returncode == 1
    assert "latin/a.txt: would change" in done.stdout and "files were modified by this hook" in done.stdout
    assert [path.read_text(encoding="utf-8") for path in paths] == [SOURCE, SOURCE, RESULT, RESULT, SOURCE, SOURCE]
    assert (repository.root / "converted/page.html").read_text(encoding="utf-8") == f"<p>{RESULT}</p>"
    assert (repository.root / "converted/code.py").read_text(encoding="utf-8") == f'"""{SOURCE}"""'
    for end in ("txt", "md"):
        repository.add(f"latin/a.{end}", RESULT)
    repository.call("git", "add", "--all")
    assert repository.call(*PRE_COMMIT, "run").returncode == 0


@with_pre_commit
@needs("git")
def test_the_hooks_that_this_repository_offers_are_those_of_the_recipe(repository: Repository) -> None:
    import yaml

    offered = ROOT / ".pre-commit-hooks.yaml"
    assert repository.call(*PRE_COMMIT, "validate-manifest", str(offered)).returncode == 0
    hooks = yaml.safe_load(offered.read_text(encoding="utf-8"))
    ours = yaml.safe_load(recipe(".pre-commit-config.yaml"))["repos"][0]["hooks"]
    same = ("id", "name", "entry", "types_or", "require_serial")
    assert [{key: hook[key] for key in same} for hook in hooks] == [{key: hook[key] for key in same} for hook in ours]
    assert {hook["language"] for hook in hooks} == {"python"}


# ---------------------------------------------------------------- GitHub


def action() -> dict[str, Any]:
    yaml = pytest.importorskip("yaml", reason="PyYAML is not installed")
    return yaml.safe_load(recipe("github-action/action.yml"))  # type: ignore[no-any-return]


def act(repository: Repository, **given: str) -> Done:
    """Run the step of the action that calls uzlat, as GitHub does: inputs through the environment, bash with -e."""
    read = action()
    inputs = {name: given.get(name, str(one.get("default", ""))) for name, one in read["inputs"].items()}
    assert set(given) <= set(inputs)
    step = read["runs"]["steps"][-1]
    values = {
        name: re.sub(r"\$\{\{ inputs\.(\w+) \}\}", lambda found: inputs[found[1]], value)
        for name, value in step["env"].items()
    }
    assert "${{" not in step["run"]
    script = repository.root.parent / "step.sh"
    script.write_text(step["run"], encoding="utf-8")
    return repository.call(step["shell"], "--noprofile", "--norc", "-eo", "pipefail", str(script), **values)


@needs("bash")
@needs("git")
def test_the_action_checks_and_converts_the_files_of_its_paths(repository: Repository) -> None:
    inside = [repository.add(f"latin/{name}", SOURCE) for name in ("a.txt", "ер ости.txt")]
    outside = repository.add("a.txt", SOURCE)
    done = act(repository, paths="latin/*.txt\n")
    assert done.returncode == 1
    assert done.stderr.count("would change") >= 2
    assert act(repository, paths="latin/*.txt\n", mode="convert").returncode == 0
    assert [path.read_text(encoding="utf-8") for path in inside] == [RESULT, RESULT]
    assert outside.read_text(encoding="utf-8") == SOURCE
    assert act(repository, paths="latin/*.txt\n").returncode == 0


@needs("bash")
@needs("git")
def test_the_action_hands_on_alphabet_and_style(repository: Repository) -> None:
    path = repository.add("a.txt", "шаҳар сентябр\n")
    assert act(repository, paths="*.txt", mode="convert", to="uz-Latn-2026", style="press").returncode == 0
    press = subprocess.run(
        [sys.executable, "-m", "uzlat", "-t", "uz-Latn-2026", "--style", "press"],
        input="шаҳар сентябр\n".encode(),
        capture_output=True,
        check=True,
    )
    assert path.read_bytes() == press.stdout


@needs("bash")
@needs("git")
@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"paths": "none/*.txt"}, "names no files"),
        ({"paths": " \n"}, "no paths"),
        ({"paths": "*.txt", "mode": "both"}, "mode is check or convert"),
        ({"paths": "*.txt", "to": '"; touch harm; "'}, "harm"),
    ],
)
def test_the_action_fails_when_it_is_asked_for_nothing_or_nonsense(
    repository: Repository, given: dict[str, str], said: str
) -> None:
    repository.add("a.txt", SOURCE)
    done = act(repository, **given)
    assert done.returncode == 2
    assert said in done.stderr
    assert [path.name for path in repository.root.iterdir() if path.name != ".git"] == ["a.txt"]


def test_the_workflow_gives_the_action_inputs_that_it_has() -> None:
    yaml = pytest.importorskip("yaml", reason="PyYAML is not installed")
    *_, step = yaml.safe_load(recipe("github-action/workflow.yml"))["jobs"]["latin"]["steps"]
    folder = step["uses"].split("@")[0].split("/", 2)[2]
    assert (ROOT / folder / "action.yml").is_file()
    read = action()
    assert set(step["with"]) <= set(read["inputs"])
    assert {name for name, one in read["inputs"].items() if one.get("required")} <= set(step["with"])
    assert (ROOT / folder / "../../..").resolve() == ROOT  # from where the action installs


# ---------------------------------------------------------------- the page


def test_every_recipe_is_on_the_page_of_examples() -> None:
    page = (ROOT / "examples" / "README.md").read_text(encoding="utf-8")
    names = [str(path.relative_to(RECIPES)) for path in RECIPES.rglob("*") if path.is_file()]
    assert [name for name in names if name.rpartition("/")[2] not in page] == []
