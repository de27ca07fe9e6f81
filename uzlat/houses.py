"""What the files of each folder are converted with, by the settings that hold for it."""

from __future__ import annotations

import os

from uzlat.config import Config, Configs
from uzlat.house import converter_for, fingerprint
from uzlat.task import House
from uzlat.walk import Filter

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any


class Houses:
    """Give the House of each folder; a process that starts afresh makes its own of the same options.

    Args:
        given: the options of the command line, as of Configs.

    Raises:
        ConfigError: as Configs does.
    """

    def __init__(self, given: Mapping[str, Any]) -> None:
        self._given = given
        self._configs = Configs(given)
        self._houses: dict[Config, House] = {}
        self._marks: dict[Config, str] = {}

    def __reduce__(self) -> tuple[type[Houses], tuple[Mapping[str, Any]]]:
        return Houses, (self._given,)

    def config(self, folder: str) -> Config:
        """Give the settings for the files of a folder; see Configs.for_folder."""
        return self._configs.for_folder(folder)

    def __call__(self, folder: str) -> House:
        """Give what the files of a folder are converted with.

        Raises:
            ConfigError, TableError, OSError: as converter_for does.
        """
        config = self.config(folder)
        if config not in self._houses:
            converter = converter_for(config)
            self._houses[config] = House(
                converter,
                detects(config["from"], converter.table.meta.get("source", "")),
                config["others"],
                config["encoding"],
                config["output-encoding"],
                config["backup"],
            )
        return self._houses[config]

    def of(self, source: str) -> House:
        """Give what a file is converted with; "-" is stdin, for which the current folder counts."""
        return self(os.path.dirname(source))

    def config_of(self, source: str) -> Config:
        """Give the settings for a file."""
        return self.config(os.path.dirname(source))

    def filter(self, folder: str) -> Filter:
        """Say which files of a folder are meant."""
        config = self.config(folder)
        return Filter(config["glob"], config["exclude"], config["hidden"], config["ignore"])

    def mark(self, folder: str) -> str:
        """Give a hash of everything that decides what the files of a folder become; see `uzlat.house.fingerprint`."""
        config = self.config(folder)
        if config not in self._marks:
            self._marks[config] = fingerprint(config)
        return self._marks[config]


def detects(asked: str, source: str) -> bool:
    """Say whether lines are judged first: detection knows Uzbek, so only where the table starts from it."""
    from uzlat.alphabets import alphabets

    return asked == "auto" and source.startswith(alphabets().target)
