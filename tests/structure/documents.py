"""Pages hold what they say of the tree: the list of modules has every file, links lead somewhere.

Usage: documents.py ROOT

Tried: a name taken out of docs/modules.md, another added, a link to a page that is not there; each is found.
"""

import re
import sys
from pathlib import Path

import tap

PICTURE = "docs/modules.md"


def files_of_tree(root):
    return {path.relative_to(root / "lib").with_suffix("").as_posix() for path in (root / "lib").rglob("*.[ch]")}


def files_of_picture(text):
    return set(re.findall(r"^\| `(\w+/\w+)` \|", text, re.MULTILINE))


def differences(tree, picture):
    yield from (f"lib/{file} is not in {PICTURE}" for file in sorted(tree - picture))
    yield from (f"{PICTURE} has {file}, the tree has not" for file in sorted(picture - tree))


def broken_links(root, page, text):
    for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", text):
        if not re.match(r"[a-z]+:", target) and not (root / page).parent.joinpath(target).exists():
            yield f"{page} links to {target}, which is not there"


def main():
    root = Path(sys.argv[1]).resolve()
    picture = files_of_picture((root / PICTURE).read_text(encoding="utf-8"))
    tap.check("the list of modules has every file of lib, and no other", differences(files_of_tree(root), picture))
    for page in sorted([*root.glob("*.md"), *root.glob("docs/*.md")]):
        name = page.relative_to(root).as_posix()
        tap.check(f"the links of {name} lead somewhere", broken_links(root, name, page.read_text(encoding="utf-8")))

    tap.check_finds("a file that the picture lacks", differences({"base/a", "base/b"}, {"base/a"}))
    tap.check_finds("a file that the tree lacks", differences({"base/a"}, {"base/a", "base/b"}))
    tap.check_finds("a link that leads nowhere", broken_links(root, "README.md", "[x](nowhere.md)"))
    tap.done()


if __name__ == "__main__":
    main()
