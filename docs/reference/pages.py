"""The documents of the repository as HTML, and the page that leads to all of the reference.

Usage: pages.py OUT VERSION
"""

import html
import re
import shutil
import sys
from pathlib import Path

import markdown2

ROOT = Path(__file__).resolve().parents[2]
EXTRAS = ["tables", "fenced-code-blocks", "header-ids", "code-friendly", "cuddled-lists"]
LANGUAGES = [
    ("c/index.html", "C", "The public headers: functions, structs, statuses."),
    ("python/mkba.html", "Python", "Case, Appraisal, functions and errors of the package mkba."),
    ("r/00Index.html", "R", "The help pages of the package mkba."),
]
PAGE = """<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="{up}style.css"></head>
<body><main>
{body}
</main></body></html>
"""


def documents():
    """In the order of the index: the README first, what is for contributors last."""
    top = {path.name: path for path in ROOT.glob("*.md")}
    return [top.pop("README.md"), *sorted((ROOT / "docs").glob("*.md")), *top.values()]


def title_of(text):
    return re.search(r"^# (.+)$", text, re.MULTILINE).group(1).replace("`", "")


def relink(body, folder, names):
    """Links between documents lead to their pages; what is no document is named, not linked to."""

    def replace(match):
        target, _, anchor = match.group(1).partition("#")
        if re.match(r"[a-z]+:", target) or not target:
            return match.group(0)
        name = (folder / target).resolve()
        if name in names:
            return f'<a href="{names[name]}{"#" + anchor if anchor else ""}">{match.group(2)}</a>'
        return match.group(2)

    return re.sub(r'<a href="([^"]*)">(.*?)</a>', replace, body, flags=re.DOTALL)


def write_document(path, out, names):
    text = path.read_text("utf-8")
    body = relink(markdown2.markdown(text, extras=EXTRAS), path.parent, names)
    body = body.replace("<table>", '<div class="wide"><table>').replace("</table>", "</table></div>")
    for picture in set(re.findall(r'<img src="([^":]+)"', body)):
        shutil.copy(path.parent / picture, out / Path(picture).name)
        body = body.replace(f'src="{picture}"', f'src="{Path(picture).name}"')
    body = '<p><a href="../index.html">libmkba</a></p>\n' + body
    (out / names[path]).write_text(PAGE.format(title=html.escape(title_of(text)), up="../", body=body), "utf-8")


def write_index(out, version, titles):
    cards = "".join(f'<a href="{page}"><strong>{name}</strong>{what}</a>\n' for page, name, what in LANGUAGES)
    rows = "".join(f'<li><a href="docs/{page}">{html.escape(title)}</a></li>\n' for page, title in titles)
    body = (f"<h1>libmkba {version}: the reference</h1>\n"
            "<p>Social cost-benefit analysis (MKBA) of Dutch municipal provisions. One library, three languages, the "
            f'same names and the same figures.</p>\n<div class="cards">\n{cards}</div>\n'
            f"<h2>Documents</h2>\n<ul>\n{rows}</ul>")  # fmt: skip
    (out / "index.html").write_text(PAGE.format(title="libmkba: the reference", up="", body=body), "utf-8")


def main():
    out, version = Path(sys.argv[1]), sys.argv[2]
    (out / "docs").mkdir(exist_ok=True)
    shutil.copy(Path(__file__).with_name("style.css"), out)
    names = {path: path.stem + ".html" for path in documents()}
    for path in names:
        write_document(path, out / "docs", names)
    write_index(out, version, [(page, title_of(path.read_text("utf-8"))) for path, page in names.items()])


main()
