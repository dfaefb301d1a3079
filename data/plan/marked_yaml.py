"""YAML that remembers its lines, so an error can say where to look. Imports nothing of ours."""

from collections.abc import Iterator
from dataclasses import dataclass

import yaml

KeyPath = tuple[str | int, ...]

DEEPEST = 50  # levels; what is deeper ends the process below Python
MOST_VALUES = 100_000  # those of an alias counted each time
PLAIN = (None, "!", "tag:yaml.org,2002:str")
ENDLESS = (MOST_VALUES, DEEPEST)


class _Loader(yaml.CSafeLoader):
    """A safe loader of ours, so that its constructors can be changed for us alone."""


def _date_or_text(loader: _Loader, node: yaml.ScalarNode) -> object:
    # An impossible date (2022-13-45) stays text: the models refuse it and can say where it is.
    try:
        return loader.construct_yaml_timestamp(node)
    except ValueError:
        return node.value


_Loader.add_constructor("tag:yaml.org,2002:timestamp", _date_or_text)


@dataclass(frozen=True, slots=True)
class MarkedYaml:
    """A parsed document: its plain `value` and the `root` node that knows the lines."""

    value: object
    root: yaml.Node | None

    def line(self, path: KeyPath) -> int:
        """Line (from 1) of a key path, or of the deepest part of it that is in the file."""
        return _walk(self.root, path)[1]

    def key(self, path: KeyPath) -> str:
        """The path as a person reads it, list items by their id or code: indicators[A1.1].unit."""
        return _walk(self.root, path)[0].lstrip(".") or "(file)"

    def repeated_keys(self) -> Iterator[tuple[int, str, int]]:
        """Keys written twice in one mapping: line, path, line of the first one."""
        if self.root is not None:
            yield from _repeated(self.root, "", set())


def parse(text: str) -> MarkedYaml:
    """Parse one document; raises yaml.YAMLError where it is not YAML."""
    _look_through(text)
    loader = _Loader(text)
    try:
        root = loader.get_single_node()
        if root is not None:
            _measured(root, {})
        value = loader.construct_document(root) if root is not None else None
        return MarkedYaml(value, root)
    except ValueError as error:  # !!int of what is no number
        raise yaml.YAMLError(str(error)) from error
    finally:
        loader.dispose()


def _look_through(text: str) -> None:
    """Refuse what is nested too deeply, and tags: what they are put on may be anything."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        tag = getattr(event, "tag", None)
        if tag not in PLAIN:
            raise yaml.YAMLError(f"it has a tag ({tag}), which is not read; remove it")
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise yaml.YAMLError(f"it is nested more than {DEEPEST} levels deep")


def _measured(node: yaml.Node, known: dict[int, tuple[int, int]]) -> tuple[int, int]:
    """How many values a node holds and how deep; refuses aliases that multiply or hold themselves.

    An alias stands after what it stands for, so that is known, or being measured: endless.
    """
    if id(node) not in known:
        known[id(node)] = ENDLESS
        inside = [_measured(child, known) for child in _children(node)]
        size = 1 + sum(values for values, _ in inside)
        depth = 1 + max((levels for _, levels in inside), default=0)
        if size > MOST_VALUES or depth > DEEPEST:
            raise yaml.YAMLError("its aliases hold themselves, or too much")
        known[id(node)] = (size, depth)
    return known[id(node)]


def _children(node: yaml.Node) -> Iterator[yaml.Node]:
    if isinstance(node, yaml.MappingNode):
        for pair in node.value:
            yield from pair
    elif isinstance(node, yaml.SequenceNode):
        yield from node.value


def _walk(root: yaml.Node | None, path: KeyPath) -> tuple[str, int]:
    node, key, line = root, "", root.start_mark.line + 1 if root else 1
    for part in path:
        key += _written(node, part)
        found = _child(node, part)
        if found is None:
            node = None
        else:
            line, node = found
    return key, line


def _child(node: yaml.Node | None, part: str | int) -> tuple[int, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == str(part):
                return key.start_mark.line + 1, value
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
        item = node.value[part]
        return item.start_mark.line + 1, item
    return None


def _written(node: yaml.Node | None, part: str | int) -> str:
    if not isinstance(node, yaml.SequenceNode):
        return f".{part}"
    found = _child(node, part)
    name = _name(found[1]) if found else None
    return f"[{part if name is None else name}]"


def _name(node: yaml.Node) -> str | None:
    for key in ("id", "code"):
        named = _child(node, key)
        if named and isinstance(named[1], yaml.ScalarNode):
            return str(named[1].value)
    return None


def _repeated(node: yaml.Node, path: str, visited: set[int]) -> Iterator[tuple[int, str, int]]:
    if id(node) in visited:  # an alias of what was looked at, perhaps of itself
        return
    visited.add(id(node))
    if isinstance(node, yaml.MappingNode):
        seen: dict[str, int] = {}
        for key, value in node.value:
            here = f"{path}.{key.value}"
            if key.value in seen:
                yield key.start_mark.line + 1, here.lstrip("."), seen[key.value]
            seen.setdefault(key.value, key.start_mark.line + 1)
            yield from _repeated(value, here, visited)
    elif isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            yield from _repeated(item, f"{path}{_written(node, index)}", visited)
