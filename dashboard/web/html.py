"""Plain components as HTML: what a browser can show before any script has run."""

from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

HTML = "dash_html_components"
VOID = {"br", "hr", "img", "input"}
# What of Dash's other components is plain HTML too. The rest needs scripts, and is left out.
ELEMENTS = {"Input": "input", "Textarea": "textarea", "Alert": "div"}
# As in React: properties are named as in scripts, attributes in small letters.
RENAMED = {"className": "class", "htmlFor": "for"}
# Of Dash alone, or written elsewhere than in an attribute.
UNWRITTEN = {"children", "key", "fade", "n_clicks", "disable_n_clicks"}


def markup(component: Any) -> str:
    """HTML of what `dashboard.web.serialize.plain` gives; every text and attribute is escaped."""
    return "".join(_parts(component))


def _parts(node: Any) -> Iterator[str]:
    if node is None:
        return
    if isinstance(node, list):
        for child in node:
            yield from _parts(child)
    elif isinstance(node, Mapping):
        yield from _element(node)
    else:
        yield escape(str(node), quote=False)


def _element(node: Mapping[str, Any]) -> Iterator[str]:
    name, props = node["type"], node["props"]
    tag = name.lower() if node["namespace"] == HTML else ELEMENTS.get(name)
    if tag is None:
        return
    children = props.get("children")
    if tag == "textarea":
        children = props.get("value")
    yield f"<{tag}{''.join(_attributes(tag, props))}>"
    if tag not in VOID:
        yield from _parts(children)
        yield f"</{tag}>"


def _attributes(tag: str, props: Mapping[str, Any]) -> Iterator[str]:
    for name, value in props.items():
        if name in UNWRITTEN or (tag == "textarea" and name == "value"):
            continue
        attribute = RENAMED.get(name, name.lower())
        if value is True and not name.startswith(("aria-", "data-")):
            yield f" {attribute}"
        elif value is not None and value is not False:
            written = _style(value) if name == "style" else str(value)
            yield f' {attribute}="{escape(written)}"'


def _style(rules: Mapping[str, Any]) -> str:
    return ";".join(f"{_rule_name(name)}:{value}" for name, value in rules.items())


def _rule_name(name: str) -> str:
    """`backgroundColor` as `background-color`; custom properties as they are."""
    if name.startswith("--"):
        return name
    return "".join(f"-{sign.lower()}" if sign.isupper() else sign for sign in name)
