"""Records are named tuples, whatever makes them."""

from __future__ import annotations

import copy
import pickle
from typing import NamedTuple

import pytest

from uzlat.context import Context
from uzlat.trace import Step, Trace
from uzlat.verdict import Verdict


class Twin(NamedTuple):
    """What typing makes of the same class body as Trace."""

    source: str
    output: str
    steps: tuple[Step, ...] = ()
    depends: bool = False
    others: tuple[str, ...] = ()


@pytest.mark.parametrize("kind", [Trace, Twin])
def test_a_record_behaves_as_a_named_tuple(kind: type[Trace]) -> None:
    record = kind("а", "a", depends=True)
    assert record == ("а", "a", (), True, ())
    assert (record.source, record.output, record.steps, record.depends, record.others) == record
    assert record._replace(output="b") == ("а", "b", (), True, ())
    assert record._asdict() == {"source": "а", "output": "a", "steps": (), "depends": True, "others": ()}
    assert repr(kind("а", "a")) == f"{kind.__name__}(source='а', output='a', steps=(), depends=False, others=())"
    assert kind._fields == ("source", "output", "steps", "depends", "others")
    assert copy.copy(record) == record
    assert hash(record) == hash(tuple(record))


@pytest.mark.parametrize("args", [(), ("а",), ("а", "a", (), True, (), 5)])
def test_a_record_asks_for_its_fields(args: tuple[str, ...]) -> None:
    with pytest.raises(TypeError):
        Trace(*args)
    with pytest.raises(TypeError):
        Trace("а", "a", nonsense=1)  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        Trace("а", "a", source="b")  # type: ignore[misc]


def test_records_can_be_pickled_and_have_their_docstrings() -> None:
    for record in (Context(), Verdict("uz", "Cyrl", 1.0, "r"), Step("а", "a", "letter")):
        assert pickle.loads(pickle.dumps(record)) == record
        assert type(record).__doc__
