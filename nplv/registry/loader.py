"""Reads TOML into the registry's dataclasses; whatever does not fit is an error that says where."""

import tomllib
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

Entry = TypeVar("Entry")


class RegistryError(Exception):
    """A registry file is unreadable, or an entry in it does not fit; names file, entry and key."""


def read(path: Path) -> dict[str, Any]:
    """Return the content of a TOML file.

    Raises:
        RegistryError: the file is missing, not UTF-8 or not TOML.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise RegistryError(f"{path.name}: {error}") from error


def entries(kind: type[Entry], path: Path, section: str | None = None, identity: str = "id") -> dict[str, Entry]:
    """Read the tables of one file, `[identity]` or `[section.identity]`, in file order.

    Args:
        kind: Dataclass to make of each table.
        path: The TOML file.
        section: Name of the table that holds the entries; None when they stand at the top of the file.
        identity: Field of `kind` that is filled with the name of the entry's table.

    Raises:
        RegistryError: unreadable file, missing section, or an entry with an unknown, missing or unfit key.
    """
    content = read(path)
    if section is not None:
        if not isinstance(content.get(section), dict):
            raise RegistryError(f"{path.name}: no tables [{section}.…]")
        content = content[section]
    return {name: build(kind, table, path, name, {identity: name}) for name, table in content.items()}


def build(kind: type[Entry], table: object, path: Path, name: str, known: Mapping[str, object] | None = None) -> Entry:
    """Make one dataclass from one TOML table.

    Args:
        kind: Dataclass to make; a field without a default is a required key.
        table: The table as tomllib gives it.
        path: File the table comes from, for messages.
        name: Name of the entry, for messages.
        known: Fields that are filled by the caller and may not stand in the table.

    Raises:
        RegistryError: an unknown or missing key, or a value of another type or outside its enumeration.
    """
    where = f"{path.name} [{name}]"
    if not isinstance(table, dict):
        raise RegistryError(f"{where}: expected a table, found {table!r}")
    known = known or {}
    declared = [item for item in fields(kind) if item.name not in known]  # type: ignore[arg-type]
    if unknown := sorted(set(table) - {item.name for item in declared}):
        raise RegistryError(f"{where}: unknown key {', '.join(unknown)}")
    required = {item.name for item in declared if item.default is MISSING and item.default_factory is MISSING}
    if missing := sorted(required - set(table)):
        raise RegistryError(f"{where}: missing key {', '.join(missing)}")
    hints = get_type_hints(kind)
    values: dict[str, Any] = dict(known)
    for key, value in table.items():
        try:
            values[key] = _convert(value, hints[key])
        except ValueError as error:
            raise RegistryError(f"{where}: key {key}: {error}") from None
    return kind(**values)


def _convert(value: object, hint: Any) -> Any:
    """Return a TOML value as the type hint asks: lists become tuples, whole numbers may stand for floats."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Literal:
        if value in arguments:
            return value
        raise ValueError(f"{value!r} is not one of {', '.join(map(str, arguments))}")
    if origin in (Union, UnionType):  # only "X | None" is used; TOML has no null, so None is never read
        return _convert(value, next(argument for argument in arguments if argument is not NoneType))
    if origin is tuple and isinstance(value, list):
        return tuple(_convert(item, arguments[0]) for item in value)
    if is_dataclass(hint) and isinstance(hint, type) and isinstance(value, dict):
        try:
            return build(hint, value, Path("…"), "…")
        except RegistryError as error:
            raise ValueError(str(error)) from None
    if origin is dict and isinstance(value, dict):
        return {_convert(key, arguments[0]): _convert(item, arguments[1]) for key, item in value.items()}
    if hint is float and type(value) is int:
        return float(value)
    if type(value) is not hint:  # exact, since True is an int to isinstance
        raise ValueError(f"expected {getattr(hint, '__name__', hint)}, found {value!r}")
    if hint is str and not str(value).strip():
        raise ValueError("the text is empty")
    return value
