"""A bare system in a folder: an interpreter with its standard library and the C library, and a wheel with the Python
packages it asks for. No shell, no compiler, no library of C but those that the interpreter and numpy load (numpy
takes libstdc++ from the system, as every Linux that takes its wheels has it).

It is entered by chroot: as root, or in a user namespace.
"""

import os
import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

PYTHON = Path(os.path.realpath(sys._base_executable))
STDLIB = Path(sysconfig.get_path("stdlib", vars={"installed_base": sys.base_prefix, "base": sys.base_prefix}))
SITE = STDLIB / "bare-site"
LEFT_OUT = shutil.ignore_patterns("__pycache__", "test", "tests", "idlelib", "lib2to3", "site-packages",
                                  "dist-packages", "config-*", "ensurepip", "*.a")  # fmt: skip


def entry():
    """The command that runs another in a root; None where this system allows neither way."""
    for command in (["chroot"], ["unshare", "--map-root-user", "chroot"]):
        try:
            if subprocess.run([*command, "/", sys.executable, "-c", ""], capture_output=True).returncode == 0:
                return command
        except OSError:
            continue
    return None


def shared_libraries(files):
    """The files that the loader brings for these."""
    found = set()
    for file in files:
        listing = subprocess.run(["ldd", str(file)], capture_output=True, text=True).stdout
        found |= {Path(path) for path in re.findall(r"(/\S+) \(0x", listing)}
    return found


class Bare:
    def __init__(self, root, command):
        self.root, self.command = root, command

    def inside(self, path):
        return self.root / Path(path).relative_to("/")

    def copy(self, file):
        target = self.inside(file)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(file, target)

    def run(self, *arguments):
        environment = {"PYTHONPATH": str(SITE), "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1", "TERM": "dumb"}
        return subprocess.run([*self.command, str(self.root), str(PYTHON), *arguments], env=environment
                              | {"PATH": os.environ["PATH"]}, cwd="/", capture_output=True, text=True)  # fmt: skip


def make(root, wheel, command):
    """A bare system in the folder root with the wheel and what it asks for; pip takes that from its cache."""
    bare = Bare(root, command)
    shutil.copytree(STDLIB, bare.inside(STDLIB), ignore=LEFT_OUT)
    bare.copy(PYTHON)
    subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check",
                    "--no-compile", "--only-binary", ":all:", "--target", str(bare.inside(SITE)), str(wheel)],
                   check=True)  # fmt: skip
    numpy = bare.inside(SITE).glob("numpy/_core/_multiarray_umath*.so")
    for library in shared_libraries([PYTHON, *STDLIB.glob("lib-dynload/*.so"), *numpy]):
        if root not in library.parents:
            bare.copy(library)
    return bare
