"""Files that are zips of members: Word, OpenDocument, EPUB. Members that do not change keep their bytes."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from copy import copy
from io import BytesIO

from uzlat.document import Adapter, DocumentError, Edit, Part, marked, splice
from uzlat.encodings import Coding, NotTextError
from uzlat.sniff import coding_of

MOST = 1 << 30
"""Bytes that the members of a file may have together."""
SWOLLEN, RATIO = 1 << 20, 200
"""A member beyond this size must not be packed tighter than this: it would be made to fill the memory."""
MEMBERS = 10_000


class Members:
    """Says which members of a zip hold text, and how they are read; the base of adapters."""

    def members(self, names: list[str], load: Callable[[str], str]) -> Iterable[tuple[str, Adapter]]:
        """Give the members with text, in the order in which they are read, each with its adapter.

        Args:
            names: the names of all members.
            load: reads a member as text.

        Raises:
            DocumentError: if the file must not be changed, as when it is signed.
        """
        raise NotImplementedError

    def remarks(self) -> list[str]:
        """Say what a reader should know if the file changes, once its members are read."""
        return []


class Package:
    """A zip, read."""

    def __init__(self, data: bytes, adapter: Members) -> None:
        self._data = data
        self.invalid = 0
        self.recoded = False
        self._adapter = adapter
        self._zip = _opened(data)
        self._codings: dict[str, Coding] = {}
        self._texts: dict[str, str] = {}
        names = self._zip.namelist()
        self.parts = [self._part(name, one) for name, one in adapter.members(names, self._load)]

    def _read(self, name: str) -> bytes:
        try:
            return self._zip.read(name)
        except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError) as error:
            raise DocumentError(f"{_shown(name)}: damaged, or packed in a way that is not known ({error})") from error

    def _load(self, name: str) -> str:
        if name not in self._texts:
            data = self._read(name)
            try:
                self._codings[name] = coding_of(data, markup=True)
            except NotTextError as error:
                raise DocumentError(f"{_shown(name)}: {error}") from error
            self._texts[name] = self._codings[name].decode(data, final=True)
        return self._texts[name]

    def _part(self, name: str, adapter: Adapter) -> Part:
        text = self._load(name)
        try:
            return Part(text, marked(text, adapter.read(text)), name=name, legacy=self._codings[name].legacy)
        except DocumentError as error:
            raise DocumentError(f"{_shown(name)}: {error}") from error

    def written(self, edits: list[list[Edit]]) -> bytes:
        """Write the zip: every member in its place, packed as it was."""
        changed = {part.name: splice(part.text, own) for part, own in zip(self.parts, edits, strict=True) if own}
        if not changed:
            return self._data
        out = BytesIO()
        with zipfile.ZipFile(out, "w") as target:
            target.comment = self._zip.comment
            for info in self._zip.infolist():
                name = info.filename
                data = self._codings[name].encode(changed[name]) if name in changed else self._read(name)
                new = _like(info)
                target.writestr(new, data)
                new.external_attr = info.external_attr  # writing gives rights to a member that has none
        return out.getvalue()

    def remarks(self, edits: list[list[Edit]]) -> list[str]:
        """Say what a reader should know of these edits."""
        return self._adapter.remarks() if any(edits) else []


def _like(info: zipfile.ZipInfo) -> zipfile.ZipInfo:
    """Copy what a zip says of a member: its name, date, packing, rights."""
    new = copy(info)
    new.flag_bits &= 0x800
    return new


def _opened(data: bytes) -> zipfile.ZipFile:
    """Open a zip that may be read without harm.

    Raises:
        DocumentError: if it is none, is encrypted, or is made to do harm.
    """
    try:
        found = zipfile.ZipFile(BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise DocumentError(f"not a whole zip file ({str(error).lower()})") from error
    for fault in _faults(found.infolist()):
        raise DocumentError(_shown(fault))
    return found


def _faults(members: list[zipfile.ZipInfo]) -> Iterator[str]:
    """Say why a zip is not read; nothing of it has been unpacked yet."""
    if len(members) > MEMBERS:
        yield f"{len(members)} members; more than {MEMBERS} are not read"
    if sum(member.file_size for member in members) > MOST:
        yield f"its members are more than {MOST >> 30} GB unpacked"
    names = set()
    for member in members:
        name = member.filename
        if name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/") or name[1:2] == ":":
            yield f"the member '{name}' would lie outside the document"
        if name in names:
            yield f"two members are named '{name}'"
        if member.flag_bits & 1:
            yield "encrypted; open it and save it without a password"
        if member.file_size > SWOLLEN and member.file_size > RATIO * max(member.compress_size, 1):
            yield f"the member '{name}' is packed {member.file_size // max(member.compress_size, 1)} times: a zip bomb?"
        names.add(name)


def _shown(name: str) -> str:
    """Write a name on one line."""
    return name.replace("\n", "\\n").replace("\r", "\\r")
