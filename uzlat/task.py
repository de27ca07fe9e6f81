"""What files are converted with, and how: settings of the house, options of the call."""

from __future__ import annotations

from uzlat.pipeline import KEEP
from uzlat.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from uzlat.converter import Converter


class House(Record):
    """What the files of a folder are converted with.

    detecting, others: see Pipeline. encoding, output: see `uzlat.sniff.coding_of`. backup: the end of the name under
    which a file is kept that is converted in place; "" to keep none.
    """

    converter: Converter
    detecting: bool = True
    others: str = KEEP
    encoding: str = ""
    output: str = ""
    backup: str = ""


class Options(Record):
    """How files are converted: what to write, and what to tell.

    check: write nothing. telling: whether an account is wanted as plain values. text: whether it holds the result that
    goes to no file. form, fields: see `uzlat.carriers.Asked`. alone: whether stdout is for one file. sync: whether to
    wait until a file is on the disk that is written to another one; in place that is always waited for.
    """

    check: bool = False
    telling: bool = False
    text: bool = False
    form: str = ""
    fields: tuple[str, ...] = ()
    alone: bool = True
    sync: bool = True
