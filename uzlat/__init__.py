"""Uzbek from script to script: exact, explained, and careful with everything that is not Uzbek.

The public names are loaded when they are first used, so that `import uzlat` costs nothing:

    convert(text)              detect the language of each line, convert the Uzbek ones
    convert_document(data, name)  convert the text in a file of any format
    Converter(table)(text)     convert every word by one table; .trace(text) says why
    detect(text)               the language and script of a block of text
    detect.passages(text)      the passages by language of a paragraph
    langdetect_factory()       langdetect with the profiles of these languages
    load(id), available()      the tables
    TableError                 raised for a table, option or value that does not exist
    DocumentError              raised for a file that is not of its format, or must not be changed
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from uzlat.carriers import convert_document as convert_document
    from uzlat.converter import Converter as Converter
    from uzlat.converter import convert as convert
    from uzlat.detector import detect as detect
    from uzlat.encodings import DocumentError as DocumentError
    from uzlat.others import langdetect_factory as langdetect_factory
    from uzlat.rulefile import available as available
    from uzlat.rulefile import load as load
    from uzlat.table import TableError as TableError
    from uzlat.trace import Step as Step
    from uzlat.trace import Trace as Trace
    from uzlat.verdict import Verdict as Verdict

__version__ = "0.1.0"

_HOMES = {
    "Converter": "uzlat.converter",
    "convert": "uzlat.converter",
    "convert_document": "uzlat.carriers",
    "detect": "uzlat.detect",
    "DocumentError": "uzlat.encodings",
    "Verdict": "uzlat.verdict",
    "langdetect_factory": "uzlat.others",
    "Step": "uzlat.trace",
    "Trace": "uzlat.trace",
    "available": "uzlat.rulefile",
    "load": "uzlat.rulefile",
    "TableError": "uzlat.table",
}
__all__ = [
    "Converter",
    "DocumentError",
    "Step",
    "TableError",
    "Trace",
    "Verdict",
    "available",
    "convert",
    "convert_document",
    "detect",
    "langdetect_factory",
    "load",
]


def __getattr__(name: str) -> object:
    """Load a public name."""
    if name not in _HOMES:  # asked for each module too, as `from uzlat import glyph` does
        raise AttributeError(f"module 'uzlat' has no attribute '{name}'")
    from importlib import import_module

    if name == "detect":  # a module that can be called
        return import_module("uzlat.detect")
    value: object = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """List the public names."""
    return [*__all__, "__version__"]
