"""Elements of pages without scripts. Words are escaped here; `inside` is HTML already."""

from dashboard.charts.render.svg import safe


def tag(name: str, inside: str = "", /, **attributes: str | bool) -> str:
    """An element; `class_` and `for_` are written without their underscore, True without value."""
    said = "".join(
        f" {key.rstrip('_').replace('_', '-')}"
        + ("" if value is True else f'="{safe(str(value))}"')
        for key, value in attributes.items()
        if value is not False and value != ""
    )
    return f"<{name}{said}>{inside}</{name}>"


def empty_tag(name: str, /, **attributes: str | bool) -> str:
    """An element that holds nothing."""
    return tag(name, "", **attributes).removesuffix(f"</{name}>")


def words(name: str, said: str, /, **attributes: str | bool) -> str:
    """An element with words in it."""
    return tag(name, safe(said), **attributes)


def paragraph(said: str, css: str = "") -> str:
    """A sentence."""
    return words("p", said, class_=css)


def heading(said: str, anchor: str = "") -> str:
    """The heading of a part of a page."""
    return words("h2", said, id=anchor)


def told(said: str, *, bad: bool) -> str:
    """What became of what was sent; read out at once."""
    if bad:
        return words("p", said, class_="told bad", role="alert")
    return words("p", said, class_="told", role="status")


def link(said: str, href: str) -> str:
    """A way on."""
    return words("a", said, href=href)


def button(said: str, css: str = "btn", /, **attributes: str | bool) -> str:
    """Sends its form."""
    return words("button", said, class_=css, **attributes)


def hidden(name: str, value: str) -> str:
    """What a form says without being asked."""
    return f'<input type="hidden" name="{safe(name)}" value="{safe(value)}">'


def field(label: str, name: str, kind: str, complete: str, hint: str = "") -> str:
    """A labelled field that browsers and password managers know."""
    described = f"{name}-hint" if hint else ""
    return (
        words("label", label, for_=name)
        + empty_tag(
            "input",
            id=name,
            name=name,
            type=kind,
            autocomplete=complete,
            required=True,
            aria_describedby=described,
        )
        + (words("small", hint, id=described) if hint else "")
    )
