"""Shapes: the fields of one kind of map, in their order, and the rules between them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

from lessons.content.kinds import Kind, choices
from lessons.content.problems import Json, Place, Problem

Tree: TypeAlias = dict[str, Json]
Rule: TypeAlias = Callable[[Tree, Place], Iterator[Problem]]


@dataclass(frozen=True)
class Field:
    """A field of a map. A `?` after the name means that it may be left out.

    `attribute` is its name on the object, where it differs. An optional field whose value is
    `default` or empty is not written. `own` fields stay plain values in the object's `content`.
    """

    label: str
    kind: Kind
    attribute: str = ""
    default: object = None
    own: bool = False

    @property
    def name(self) -> str:
        return self.label.removesuffix("?")

    @property
    def is_optional(self) -> bool:
        return self.label.endswith("?")


@dataclass(frozen=True)
class Shape:
    """What a map holds. With `make`, it becomes an object; without, it stays a plain map."""

    title: str
    fields: tuple[Field, ...]
    make: Callable[..., Any] | None = None
    rules: tuple[Rule, ...] = ()

    def names(self) -> tuple[str, ...]:
        return tuple(field.name for field in self.fields)


@dataclass(frozen=True)
class Record(Kind):
    """A map of a given shape."""

    shape: Shape

    def read(self, value: Json, place: Place, found: list[Problem]) -> Json:
        return read_map(self.shape, value, place, found)

    def build(self, value: Any, place: Place) -> Any:
        return build(self.shape, value, place)

    def unbuild(self, value: Any) -> Json:
        return unbuild(self.shape, value)


def read_map(shape: Shape, value: Json, place: Place, found: list[Problem]) -> Tree:
    """The map with its fields in order; what is unknown, missing or wrong goes to `found`."""
    if not isinstance(value, dict):
        found.append(place.error(f"Here should stand {shape.title}: {', '.join(shape.names())}."))
        return {}
    names = shape.names()
    for key in value:
        if key not in names:
            found.append(
                place.below(key).error(
                    f"`{key}` is not a field of {shape.title}. {choices(key, names)}"
                )
            )
    tree: Tree = {}
    for field in shape.fields:
        if field.name not in value:
            if not field.is_optional:
                found.append(place.error(f"`{field.name}` is missing from {shape.title}."))
        elif (inner := value[field.name]) is not None:
            tree[field.name] = field.kind.read(inner, place.below(field.name), found)
    for rule in shape.rules:
        found.extend(rule(tree, place))
    return tree


def build(shape: Shape, tree: Tree, place: Place) -> Any:
    """The object for a map that was read without a problem."""
    if shape.make is None:
        return dict(tree)
    return shape.make(**attributes(shape, tree, place), place=place)


def attributes(shape: Shape, tree: Tree, place: Place) -> dict[str, Any]:
    """The attributes of the object for a map that was read without a problem."""
    values: dict[str, Any] = {}
    content: Tree = {}
    for field in shape.fields:
        if field.name not in tree:
            continue
        if field.own:
            content[field.name] = tree[field.name]
        else:
            inner = place.below(field.name)
            values[field.attribute or field.name] = field.kind.build(tree[field.name], inner)
    if any(field.own for field in shape.fields):
        values["content"] = content
    return values


def unbuild(shape: Shape, thing: Any) -> Tree:
    """The map to write for an object: fields in order, without what does not apply."""
    tree: Tree = {}
    for field in shape.fields:
        if isinstance(thing, dict):
            if field.name in thing:
                tree[field.name] = field.kind.unbuild(thing[field.name])
        elif field.own:
            if field.name in thing.content:
                tree[field.name] = field.kind.unbuild(thing.content[field.name])
        else:
            value = getattr(thing, field.attribute or field.name)
            # An empty list has no form in a pack; the reader then says that it is missing.
            if value == () or (field.is_optional and _is_absent(value, field.default)):
                continue
            tree[field.name] = field.kind.unbuild(value)
    return tree


def _is_absent(value: Any, default: object) -> bool:
    return value is None or value is False or value in ("", ()) or value == default


def exactly_one(*groups: str) -> Rule:
    """A rule: of several groups of fields (names apart by spaces), one is there, and whole."""
    wanted = [tuple(group.split()) for group in groups]
    spoken = " or ".join(" and ".join(f"`{name}`" for name in group) for group in wanted)

    def rule(tree: Tree, place: Place) -> Iterator[Problem]:
        present = [g for g in wanted if any(name in tree for name in g)]
        whole = [g for g in present if all(name in tree for name in g)]
        if len(present) != 1 or len(whole) != 1:
            yield place.error(f"Write {spoken}: exactly one of them.")

    return rule


def cases(by: str, table: dict[str, str]) -> Rule:
    """A rule: which fields are there depends on the word in the field `by`.

    table: for each word the names of its fields, apart by spaces, with `?` where one may be left
    out. A field that any word has belongs to no other word unless that one has it too.
    """
    labels = {word: fields.split() for word, fields in table.items()}
    bound = {label.removesuffix("?") for fields in labels.values() for label in fields}

    def rule(tree: Tree, place: Place) -> Iterator[Problem]:
        word = tree.get(by)
        if not isinstance(word, str) or word not in labels:
            return
        allowed = {label.removesuffix("?") for label in labels[word]}
        for label in labels[word]:
            if not label.endswith("?") and label not in tree:
                yield place.error(f"`{label}` is missing, and `{by}: {word}` needs it.")
        for name in sorted((bound - allowed) & tree.keys()):
            yield place.below(name).error(f"`{name}` does not go with `{by}: {word}`. Delete it.")

    return rule


def ids_once(listed: str) -> Rule:
    """A rule: no two entries of a list have the same `id`."""

    def rule(tree: Tree, place: Place) -> Iterator[Problem]:
        seen: set[Json] = set()
        for position, one in _ids(tree, listed):
            if one in seen:
                here = place.below(listed, position, "id")
                yield here.error(f"The id `{one}` stands twice in `{listed}`. Change one of them.")
            seen.add(one)

    return rule


def key_among(listed: str, *, key: str = "key") -> Rule:
    """A rule: the key, or each entry of it, is the `id` of an entry of a list, or the entry."""

    def rule(tree: Tree, place: Place) -> Iterator[Problem]:
        entries = tree.get(listed)
        known = [str(one) for _, one in _ids(tree, listed)]
        if isinstance(entries, list):
            known += [entry for entry in entries if isinstance(entry, str)]
        value = tree.get(key)
        keys = value if isinstance(value, list) else [value]
        for position, one in enumerate(keys):
            if isinstance(one, str) and known and one not in known:
                path = (key, position) if isinstance(value, list) else (key,)
                yield place.below(*path).error(
                    f"The key `{one}` is not in `{listed}`. {choices(one, known)}"
                )

    return rule


def _ids(tree: Tree, listed: str) -> Iterator[tuple[int, str]]:
    entries = tree.get(listed)
    for position, entry in enumerate(entries if isinstance(entries, list) else []):
        if isinstance(entry, dict) and isinstance(entry.get("id"), str):
            yield position, str(entry["id"])
