"""The Python reference, by pdoc, of the package that is installed. Any warning ends it.

Usage: python.py OUT
"""

import ast
import sys
import warnings
from pathlib import Path

import pdoc

import mkba
from mkba import _raw


def types_of_stub():
    """The types that only the stub of the extension knows: pdoc would not find them where an annotation names them."""
    for node in ast.parse((Path(mkba.__file__).parent / "_raw.pyi").read_text("utf-8")).body:
        if isinstance(node, ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.AnnAssign):
            yield node.target.id


def own_what_is_inherited():
    """Methods that a class takes over from a private one are shown as its own: a reader does not care in which file they
    stand, and links lead to them."""
    for shown in (item for item in vars(mkba).values() if isinstance(item, type)):
        for private in shown.__mro__[1:]:
            if private.__module__.startswith("mkba._") and private.__name__ not in mkba.__all__:
                for name, member in vars(private).items():
                    if not name.startswith("_") and name not in vars(shown):
                        setattr(shown, name, member)


def main():
    warnings.simplefilter("error")
    for name in types_of_stub():
        if not hasattr(_raw, name):
            setattr(_raw, name, type(name, (), {"__module__": _raw.__name__}))
    own_what_is_inherited()
    pdoc.render.configure(docformat="google", show_source=False, search=False,
                          template_directory=Path(__file__).with_name("pdoc"))  # fmt: skip
    pdoc.pdoc("mkba", output_directory=Path(sys.argv[1]))


main()
