"""The reference that docs/reference/make has made: all that is public is in it, links lead somewhere, and nothing is
loaded from elsewhere."""

import inspect
import re
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest

import mkba

ROOT = Path(__file__).resolve().parents[2]
REFERENCE = ROOT / "build" / "reference"
LOADED = {"script": "src", "img": "src", "link": "href", "iframe": "src", "source": "src"}


class Page(HTMLParser):
    """What a page can be linked to by, what it links to, what it loads, and its text."""

    def __init__(self, text):
        super().__init__()
        self.anchors, self.links, self.loads, self.words = set(), [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        self.anchors |= {values.get("id"), values.get("name")} - {None}
        if tag == "a" and values.get("href"):
            self.links.append(values["href"])
        if values.get(LOADED.get(tag)):
            self.loads.append(values[LOADED[tag]])

    def handle_data(self, data):
        self.words.append(data)


@pytest.fixture(scope="module")
def pages():
    found = {path: Page(path.read_text("utf-8")) for path in REFERENCE.rglob("*.html")}
    assert len(found) > 30
    return found


# ---- what must be there ----------------------------------------------------------------------------------------------


def c_functions():
    text = "".join(path.read_text("utf-8") for path in sorted((ROOT / "include" / "mkba").glob("*.h")))
    return set(re.findall(r"^MKBA_API [^;=]*?\b(mkba_\w+)\(", text, re.MULTILINE))


def python_names():
    """(page, anchor) of every name of __all__, of the public members of classes and of modules."""
    for name in mkba.__all__:
        thing = getattr(mkba, name)
        if inspect.ismodule(thing):
            page = f"mkba/{name}.html"
            members = getattr(thing, "__all__", None) or [
                member for member, value in vars(thing).items()
                if not member.startswith("_") and getattr(value, "__module__", None) == thing.__name__]  # fmt: skip
            assert members, name
            yield from ((page, member) for member in members)
            continue
        yield "mkba.html", name
        if isinstance(thing, type):
            yield from (("mkba.html", f"{name}.{member}") for member in vars(thing) if not member.startswith("_"))


def r_exports():
    return set(re.findall(r"^export\((\w+)\)", (ROOT / "bindings/r/pkg/NAMESPACE").read_text("utf-8"), re.MULTILINE))


# ---- what is there ---------------------------------------------------------------------------------------------------


def missing_c(names, pages):
    tag = (REFERENCE / "c.tag").read_text("utf-8")
    members = {match[0]: match[1:] for match in re.findall(
        r'<member kind="function">.*?<name>(\w+)</name>\s*<anchorfile>([^<]+)</anchorfile>\s*<anchor>(\w+)</anchor>',
        tag, re.DOTALL)}  # fmt: skip
    for name in sorted(names):
        file, anchor = members.get(name, ("", ""))
        page = pages.get(REFERENCE / "c" / file)
        if page is None or anchor not in page.anchors or f"{name}()" not in "".join(page.words):
            yield name


def missing_python(names, pages):
    for file, anchor in names:
        text = (REFERENCE / "python" / file).read_text("utf-8")
        entries = re.split(r'<(?:section|div) id="([\w.]+)"', text)
        entry = dict(zip(entries[1::2], entries[2::2])).get(anchor)
        if entry is None or anchor not in pages[REFERENCE / "python" / file].anchors:
            yield f"{file}: {anchor}"
        elif 'class="docstring"' not in entry and anchor != "__version__":
            yield f"{file}: {anchor} has no text"


def missing_r(names, pages):
    index = (REFERENCE / "r" / "00Index.html").read_text("utf-8")
    listed = {name: page for page, name in re.findall(r'<a href="([^"]+)"><code>([^<]+)</code>', index)}
    for name in sorted(names):
        page = pages.get(REFERENCE / "r" / listed.get(name, ""))
        if page is None or f"{name}(" not in "".join(page.words):
            yield name


def test_every_function_of_c(pages):
    assert len(c_functions()) > 30
    assert list(missing_c(c_functions(), pages)) == []
    assert list(missing_c({"mkba_case_read", "mkba_nothing"}, pages)) == ["mkba_nothing"]


def test_every_name_of_python(pages):
    names = list(python_names())
    assert ("mkba.html", "Case.with_parameters") in names and ("mkba/catalog.html", "schemes") in names
    assert list(missing_python(names, pages)) == []
    assert list(missing_python([("mkba.html", "Case.nothing")], pages)) == ["mkba.html: Case.nothing"]


def test_every_export_of_r(pages):
    assert len(r_exports()) > 10
    assert list(missing_r(r_exports(), pages)) == []
    assert list(missing_r({"mkba_nothing"}, pages)) == ["mkba_nothing"]


# ---- links -----------------------------------------------------------------------------------------------------------


def broken(path, page, pages):
    for link in page.links:
        if re.match(r"[a-z]+:", link):
            continue
        target, _, anchor = unquote(unescape(link)).partition("#")
        file = (path.parent / target).resolve() if target else path
        if not file.is_file() or (anchor and file in pages and anchor not in pages[file].anchors):
            yield f"{path.relative_to(REFERENCE)}: {link}"


def test_links_lead_somewhere(pages):
    assert [problem for path, page in pages.items() for problem in broken(path, page, pages)] == []
    bad = Page('<a href="nowhere.html">x</a><a href="#nowhere">y</a>')
    assert len(list(broken(REFERENCE / "index.html", bad, pages))) == 2


def foreign(loads):
    return [load for load in loads if re.match(r"([a-z]+:)?//", load)]


def test_nothing_is_loaded_from_elsewhere(pages):
    assert [load for page in pages.values() for load in foreign(page.loads)] == []
    for sheet in REFERENCE.rglob("*.css"):
        assert foreign(re.findall(r"(?:url\(|@import\s*)['\"]?([^'\")]+)", sheet.read_text("utf-8"))) == [], sheet
    assert foreign(Page('<script src="https://example.org/x.js"></script>').loads)


def test_every_document_is_linked_from_the_index(pages):
    index = pages[REFERENCE / "index.html"]
    assert {"c/index.html", "python/mkba.html", "r/00Index.html"} <= set(index.links)
    assert {f"docs/{path.stem}.html" for path in (ROOT / "docs").glob("*.md")} <= set(index.links)
