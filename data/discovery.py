"""Members of a registry: a registry is a package, and each of its members a file."""

from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType


def modules_of(package: ModuleType) -> list[ModuleType]:
    """Every module of a package, by name; packages inside it are left out."""
    names = (found.name for found in iter_modules(package.__path__) if not found.ispkg)
    return [import_module(f"{package.__name__}.{name}") for name in names]
