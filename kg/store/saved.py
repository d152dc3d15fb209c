"""Extractions as JSON and back: the source of truth from which a graph can be rebuilt.

Each record is an object whose keys are its fields, so a saved file can be read, compared and mended by hand.
"""

from __future__ import annotations

import functools
import json
import types
import typing
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from typing import Any, cast

from kg.records import Extraction


def dump(extraction: Extraction) -> str:
    """The JSON text of an extraction: equal extractions give equal texts."""
    return json.dumps(_plain(extraction), ensure_ascii=False, separators=(",", ":"))


def load(text: str) -> Extraction:
    """The extraction in a JSON text. Raises ValueError, KeyError or TypeError if it isn't one."""
    return cast(Extraction, _reader(Extraction)(json.loads(text)))


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {name: _plain(getattr(value, name)) for name in _names(type(value))}
    return value


@functools.cache
def _names(record: type[Any]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(record))


@functools.cache
def _reader(annotation: Any) -> Callable[[Any], Any]:
    """What makes a value of this type from JSON."""
    if is_dataclass(annotation):
        return _record_reader(cast(type[Any], annotation))
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is tuple:
        item = _reader(arguments[0])
        return lambda value: tuple(map(item, value))
    if origin in (typing.Union, types.UnionType):
        inner = _reader(next(a for a in arguments if a is not type(None)))
        return lambda value: None if value is None else inner(value)
    return lambda value: value


def _record_reader(record: type[Any]) -> Callable[[Any], Any]:
    readers = {name: _reader(hint) for name, hint in typing.get_type_hints(record).items()}
    return lambda value: record(**{name: readers[name](item) for name, item in value.items()})
