"""Which files of a folder are meant: a walk that respects ignore files, hidden names and patterns.

Patterns are those of .gitignore. Each name is judged in its own folder, and an ignored folder is not entered.
"""

from __future__ import annotations

import os
import re

from uzlat.record import Record
from uzlat.report import complain, reason

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

IGNORE_FILES = (".uzlatignore", ".gitignore")  # the stronger one first
VERSION_CONTROL = frozenset({".git", ".hg", ".svn", ".bzr", ".jj", ".pijul"})
MANIFEST = ".uzlat-manifest.jsonl"
SPECIAL = "a pipe, socket or device, not a regular file; passed over"
"""Said of what cannot be read as a file."""


class PatternError(ValueError):
    """A pattern that was asked for cannot be read; no file was."""


class Found(Record):
    """A file: its path as the user would name it, its path below the folder, its bytes, its time in nanoseconds."""

    path: str
    relative: str
    size: int
    mtime: int


class Filter(Record):
    """Which files of a folder are meant.

    glob: only files that match one of these patterns, or are in a folder that does; one with "!" leaves out.
    exclude: no files and folders that match one of these; one with "!" takes in what an ignore file leaves out.
    hidden: hidden files and folders as well, but never those of version control.
    ignore: respect .gitignore and .uzlatignore.
    """

    glob: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    hidden: bool = False
    ignore: bool = True


EVERY = Filter()


class Pattern(Record):
    """A pattern: whether it takes (or with "!" gives back), is for folders only, is for paths rather than names."""

    takes: bool
    folders: bool
    paths: bool
    regex: re.Pattern[str]


class Rules:
    """The patterns of one ignore file or option; the last one that matches decides."""

    def __init__(self, lines: Iterable[str], unreadable: Callable[[str], None]) -> None:
        self._patterns: list[Pattern] = []
        for line in lines:
            try:
                self._patterns += _patterns(line)
            except (ValueError, re.error):
                unreadable(f"'{line}' is no pattern")
        self._patterns.reverse()
        self.takes = any(pattern.takes for pattern in self._patterns)
        # For most names one search says that none matches. No two groups may share a name, so here none has one.
        each = (re.sub(r"\(\?P<\w+>", "(?:", pattern.regex.pattern) for pattern in self._patterns)
        self._any = re.compile("|".join(each) or "(?!)")

    def verdict(self, path: str, folder: bool) -> bool | None:
        """Say whether a path matches: True, False by a pattern with "!", None if no pattern decides.

        >>> rules = Rules(["*.txt", "!keep.txt", "old/"], print)
        >>> [rules.verdict(path, folder=False) for path in ("a/b.txt", "a/keep.txt", "old")]
        [True, False, None]
        """
        # A newline ends the text for a regular expression; NUL, which no name holds, does not.
        path = path.replace("\n", "\0").replace(os.sep, "/")
        if not self._any.search(path):
            return None
        name = path[path.rfind("/") + 1 :]
        for takes, folders, paths, regex in self._patterns:
            if folder or not folders:
                match = regex.search(path if paths else name)
                # The one group is the slash after a folder that matches: such a path is judged by that folder.
                if match and match.lastgroup is None:
                    return takes
        return None


def _patterns(line: str) -> Iterator[Pattern]:
    """Read a line of an ignore file: one pattern, or none; ValueError or re.error if it cannot be read."""
    line = re.sub(r"(?<!\\) +$", "", line)
    if not line or line.startswith("#"):
        return
    if "[:" in line:  # pathspec would read a class such as [:alpha:] as its letters
        raise ValueError(line)
    from pathspec import GitIgnoreSpec

    body = line.removesuffix("/")
    for pattern in GitIgnoreSpec.from_lines([body]).patterns:
        if pattern.include is not None and pattern.regex is not None:
            yield Pattern(pattern.include, body != line, "/" in body, pattern.regex)


class Branch(Record):
    """A folder, named by the way to it ("" or "a/b/"), and whether files are meant on which no glob decides.

    The rules that are `ignoring` here stand in order, the strongest first, each with the way from its own folder.
    """

    way: str
    ignoring: tuple[tuple[Rules, str], ...]
    meant: bool


def walk(folder: str, only: Filter = EVERY, troubled: Callable[[str, str], None] | None = None) -> Iterator[Found]:
    """Give the regular files below a folder; what cannot be read is told and the walk goes on.

    The files of a folder come first, by name, then those of its subfolders, by name. Links below the folder are passed
    over, so nothing is met twice; the folder itself may be one. It is walked even if an ignore file above names it.

    Args:
        folder: where to begin; patterns with a slash are relative to it.
        only: which files are meant.
        troubled: is told the path and the reason of what cannot be read or is no file; stderr if None.

    Raises:
        OSError: if the folder itself cannot be read.
        PatternError: if a pattern of `only` cannot be read.
    """
    os.scandir(folder).close()
    return _Walk(folder, only, troubled or (lambda path, why: complain(why, path))).files()


def _refuse(why: str) -> None:
    raise PatternError(f"{why}; nothing was read")


class _Walk:
    """One walk; see `walk`."""

    def __init__(self, folder: str, only: Filter, troubled: Callable[[str, str], None]) -> None:
        self._folder = os.path.join(folder, "")
        self._only = only
        self._troubled = troubled
        self._glob = Rules(only.glob, _refuse)
        self._exclude = Rules(only.exclude, _refuse)

    def files(self) -> Iterator[Found]:
        """Give the files, folder by folder."""
        pending = [Branch("", tuple(self._above()) if self._only.ignore else (), not self._glob.takes)]
        while pending:
            branch = pending.pop()
            entries = self._listed(branch.way)
            if self._only.ignore and (own := self._own(branch.way, {entry.name for entry in entries})):
                branch = branch._replace(ignoring=(*own, *branch.ignoring))
            inner: list[Branch] = []
            for entry in entries:
                try:
                    yield from self._looked_at(branch, entry, inner)
                except OSError as error:
                    self._troubled(self._folder + branch.way + entry.name, reason(error))
            pending += reversed(inner)

    def _listed(self, way: str) -> list[os.DirEntry[str]]:
        try:
            with os.scandir(self._folder + way) as entries:
                return sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            self._troubled((self._folder + way).removesuffix(os.sep), reason(error))
            return []

    def _looked_at(self, branch: Branch, entry: os.DirEntry[str], inner: list[Branch]) -> Iterator[Found]:
        """Give a file, if it is one and is meant; add a folder to `inner`."""
        name = entry.name
        if (name[0] == "." and not self._shows(name)) or entry.is_symlink():
            return
        if entry.is_dir(follow_symlinks=False):
            inner += self._entered(branch, name)
        elif self._means(branch, name):
            relative = branch.way + name
            if entry.is_file(follow_symlinks=False):
                status = entry.stat(follow_symlinks=False)
                yield Found(self._folder + relative, relative, status.st_size, status.st_mtime_ns)
            else:
                self._troubled(self._folder + relative, SPECIAL)

    def _shows(self, name: str) -> bool:
        """Say whether a name that begins with a dot is looked at."""
        own = name == MANIFEST or (name.startswith(".uzlat-") and name.endswith(".tmp"))
        return self._only.hidden and not own and name not in VERSION_CONTROL

    def _means(self, branch: Branch, name: str) -> bool:
        verdict = self._glob.verdict(branch.way + name, folder=False)
        return (branch.meant if verdict is None else verdict) and not self._leaves_out(branch, name, folder=False)

    def _entered(self, branch: Branch, name: str) -> Iterator[Branch]:
        way = branch.way + name
        verdict = self._glob.verdict(way, folder=True)
        if verdict is not False and not self._leaves_out(branch, name, folder=True):
            ignoring = tuple((rules, before + name + os.sep) for rules, before in branch.ignoring)
            yield Branch(way + os.sep, ignoring, branch.meant or verdict is True)

    def _leaves_out(self, branch: Branch, name: str, folder: bool) -> bool:
        for rules, way in ((self._exclude, branch.way), *branch.ignoring):
            verdict = rules.verdict(way + name, folder)
            if verdict is not None:
                return verdict
        return False

    def _own(self, way: str, names: set[str]) -> list[tuple[Rules, str]]:
        """Give the rules of the ignore files of a folder."""
        paths = [self._folder + way + name for name in IGNORE_FILES if name in names]
        return [(rules, "") for path in paths if (rules := self._read(path))]

    def _above(self) -> Iterator[tuple[Rules, str]]:
        """Give the rules of the folders above, up to the one that holds the repository, and those of the repository."""
        folder = os.path.join(os.path.realpath(self._folder), "")
        holders = [folder]
        while not os.path.lexists(holders[-1] + ".git"):
            holders.append(os.path.join(os.path.dirname(os.path.dirname(holders[-1])), ""))
            if holders[-1] == holders[-2]:
                return
        named = [(holder, name) for holder in holders[1:] for name in IGNORE_FILES]
        for holder, name in [*named, (holders[-1], os.path.join(".git", "info", "exclude"))]:
            if rules := self._read(holder + name):
                yield rules, folder.removeprefix(holder)

    def _read(self, path: str) -> Rules | None:
        if not os.path.isfile(path):
            return None
        try:
            with open(path, "rb") as handle:
                text = os.fsdecode(handle.read().removeprefix(b"\xef\xbb\xbf"))
        except OSError as error:
            return self._troubled(path, f"{reason(error)}; its patterns are not applied")
        lines = text.replace("\r\n", "\n").split("\n")
        return Rules(lines, lambda why: self._troubled(path, f"{why}; that line is not applied"))
