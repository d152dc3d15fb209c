"""Records of the JSON contract, whose fields are also attributes."""

from __future__ import annotations

from typing import Any


class Record(dict[str, Any]):
    """A record of the JSON contract; `record["subject"]["label"]` is also `record.subject.label`."""

    def __getattr__(self, name: str) -> Any:
        try:
            return _record(self[name])
        except KeyError:
            raise AttributeError(f"no field {name!r}; there are {', '.join(self)}") from None

    def _repr_html_(self) -> str:
        from kg.display import record  # only a notebook needs it

        return record(self)


def _record(value: Any) -> Any:
    if isinstance(value, dict):
        return Record(value)
    return [_record(item) for item in value] if isinstance(value, list) else value
