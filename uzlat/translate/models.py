"""Models that were added: the manifest of each, and the list of them. Nothing is ever downloaded."""

from __future__ import annotations

import os
import shlex
from typing import Any, NamedTuple

from uzlat.configured import data_folder
from uzlat.encodings import DocumentError
from uzlat.table import suggestion
from uzlat.translate.engine import MissingError
from uzlat.translate.lang import Lang, parse
from uzlat.translate.model_folder import MANIFEST, read_object, write_object

SCHEMA = 1
HOW_TO = "uzlat models how-to"
REGISTRY = "models.json"


class NoModelError(MissingError):
    """There is no model to be used; `why` says so, `mend` names the command that helps."""

    def __init__(self, why: str, mend: str = HOW_TO) -> None:
        told = f"; see {mend}" if mend == HOW_TO else f": {mend}" if mend.startswith("-") else f"; run: {mend}"
        super().__init__(why + told)
        self.why, self.mend = why, mend


class Model(NamedTuple):
    """A model as its manifest describes it.

    folder: where it lies. languages: for each language the model's own code. pairs: the directions it has; empty if it
    has all. scripts: in which script it reads and writes a language. files: the SHA-256 of each, by its path.
    """

    folder: str
    name: str
    family: str
    licence: str
    commercial: bool | None
    languages: dict[str, str]
    pairs: list[list[str]] = []
    scripts: dict[str, str] = {}
    files: dict[str, str] = {}
    source_url: str = ""
    added: str = ""

    def as_json(self) -> dict[str, Any]:
        """Give what the manifest holds."""
        held = {name: value for name, value in self._asdict().items() if name != "folder"}
        return {"schema": SCHEMA, **{name: value for name, value in held.items() if value not in ([], "")}}

    def translates(self, source: Lang, target: Lang) -> bool:
        """Say whether it translates from one language to another.

        >>> toy = Model("", "toy", "opus", "MIT", True, {"uz": "uz", "en": "en"}, [["uz", "en"]])
        >>> toy.translates(Lang("uz"), Lang("en")), toy.translates(Lang("en"), Lang("uz"))
        (True, False)
        """
        if source.code == target.code or not {source.code, target.code} <= self.languages.keys():
            return False
        return not self.pairs or [source.code, target.code] in self.pairs

    def described(self) -> str:
        """Name its directions in a few words.

        >>> Model("", "toy", "opus", "MIT", True, {"uz": "uz", "en": "en"}, [["uz", "en"]]).described()
        'uz to en'
        """
        if self.pairs:
            return ", ".join(f"{source} to {target}" for source, target in self.pairs)
        return f"any of {', '.join(sorted(self.languages))}"


class Registry:
    """The list of models, in the user's data folder.

    Args:
        folder: the folder of the list; None for the user's own.
    """

    def __init__(self, folder: str | None = None) -> None:
        self.folder = os.path.join(data_folder(), "models") if folder is None else folder
        self.manifests: dict[str, dict[str, str]] = {}
        self.accepted: dict[str, str] = {}
        self._read()

    def _read(self) -> None:
        """Read the list; once more before it is written, since the checksums of a large model take minutes."""
        held = read_object(self._path) if os.path.exists(self._path) else {}
        self.manifests, self.accepted = held.get("models", {}), held.get("accepted", {})
        entries = self.manifests.values() if isinstance(self.manifests, dict) else [None]
        whole = all(isinstance(one, dict) and {"folder", "manifest"} <= one.keys() for one in entries)
        if not whole or not isinstance(self.accepted, dict):
            raise DocumentError(f"{self._path} is damaged: it holds no list of models; delete it and add them anew")

    @property
    def _path(self) -> str:
        return os.path.join(self.folder, REGISTRY)

    def names(self) -> list[str]:
        """Name the models, sorted."""
        return sorted(self.manifests)

    def named(self, wanted: str) -> str:
        """Give the name of the model in a folder; any other text as it is."""
        real = os.path.realpath(wanted)
        found = (name for name, entry in self.manifests.items() if os.path.realpath(entry["folder"]) == real)
        return wanted if wanted in self.manifests else next(found, wanted)

    def load(self, name: str) -> Model:
        """Read the manifest of a model by its name.

        Raises:
            NoModelError: if none has that name, or the manifest is gone.
            DocumentError: if the manifest is damaged.
        """
        if name not in self.manifests:
            raise NoModelError(f"no model is named '{name}'{_near(name, self.names())}")
        entry = self.manifests[name]
        if not os.path.isfile(entry["manifest"]):
            again = f"uzlat models remove {name}"
            raise NoModelError(f"the model {name} is not at {entry['folder']} any more", again)
        return read_manifest(entry["manifest"], entry["folder"])._replace(name=name)

    def register(self, model: Model) -> str:
        """Note a model and write its manifest: into its folder, or beside the list if that cannot be written.

        Returns:
            The path of the manifest.

        Raises:
            OSError: if the list cannot be written.
        """
        os.makedirs(self.folder, exist_ok=True)
        path = os.path.join(model.folder, MANIFEST)
        try:
            write_object(path, model.as_json())
        except OSError:
            path = os.path.join(self.folder, f"{model.name}.json")
            write_object(path, model.as_json())
        self._read()
        self.manifests[model.name] = {"folder": model.folder, "manifest": path}
        self._save()
        return path

    def remove(self, name: str) -> str:
        """Forget a model, by its name or folder, and what was accepted for it; its files stay. Give its folder.

        Raises:
            NoModelError: if none has that name.
        """
        name = self.named(name)
        if name not in self.manifests:
            raise NoModelError(f"no model is named '{name}'{_near(name, self.names())}")
        entry = self.manifests.pop(name)
        self.accepted.pop(name, None)
        if os.path.dirname(entry["manifest"]) == self.folder and os.path.isfile(entry["manifest"]):
            os.remove(entry["manifest"])
        self._save()
        return entry["folder"]

    def accept(self, name: str, licence: str) -> None:
        """Note that the licence of a model was accepted.

        Raises:
            NoModelError: if none has that name.
            DocumentError: if its licence is another.
        """
        name = self.named(name)
        model = self.load(name)
        if model.licence != licence:
            raise DocumentError(f"the licence of {name} is {model.licence}, not {licence}; nothing was noted")
        self.accepted[name] = licence
        self._save()

    def _save(self) -> None:
        os.makedirs(self.folder, exist_ok=True)
        write_object(self._path, {"schema": SCHEMA, "models": self.manifests, "accepted": self.accepted})


def find(wanted: str, registry: Registry) -> Model:
    """Give the model of a name or a folder; the only one that was added if nothing is said.

    Raises:
        NoModelError: if there is none.
        DocumentError: if its manifest is damaged.
    """
    if wanted in registry.manifests:
        return registry.load(wanted)
    if wanted:
        return _in_folder(wanted, registry)
    names = registry.names()
    if len(names) == 1:
        return registry.load(names[0])
    if names:
        raise NoModelError(f"there are several models ({', '.join(names)}); name one", "--model NAME")
    raise NoModelError("no model was added")


def _in_folder(wanted: str, registry: Registry) -> Model:
    folder = os.path.abspath(wanted)
    if not os.path.isdir(folder):
        near = _near(wanted, registry.names())
        raise NoModelError(f"'{wanted}' is neither a folder nor the name of a model{near}")
    if (name := registry.named(wanted)) in registry.manifests:
        return registry.load(name)
    path = os.path.join(folder, MANIFEST)
    if not os.path.isfile(path):
        raise NoModelError(f"{wanted} has no {MANIFEST}", f"uzlat models add {shlex.quote(wanted)}")
    return read_manifest(path, folder)


def _near(name: str, names: list[str]) -> str:
    return suggestion(name, names) if names else ""


def read_manifest(path: str, folder: str) -> Model:
    """Read a manifest.

    Raises:
        DocumentError: if it is damaged, or of a later uzlat.
    """
    held = read_object(path)
    if not isinstance(held.get("schema"), int) or held["schema"] > SCHEMA:
        raise DocumentError(f"{path}: this manifest is of another uzlat; add the model anew: uzlat models add {folder}")
    known = {name: held[name] for name in Model._fields if name in held}
    shapes = {"pairs": list, "scripts": dict, "files": dict, "languages": dict}
    try:
        if not all(isinstance(value, shapes.get(name, str | bool | None)) for name, value in known.items()):
            raise TypeError
        model = Model(folder, **known)
        model = model._replace(languages={parse(tag).code: code for tag, code in model.languages.items()})
    except (TypeError, AttributeError, ValueError) as error:
        raise DocumentError(
            f"{path}: this manifest is damaged; add the model anew: uzlat models add {folder}"
        ) from error
    return model
