#!/bin/sh
# package.sh OUT: the packages of the last commit, with the python in PATH that has the tools of .ci/tools.txt.
#
#   OUT/mkba-VERSION.tar.gz    the source package
#   OUT/*-manylinux_*.whl      a wheel that brings the C libraries it needs, for any Linux of that level
#   OUT/plain/*.whl            the same wheel before they were put in: for this system only
#
# The wheel is made of the unpacked source package, outside the repository: that one is complete.
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)
mkdir -p "$1"
out=$(CDPATH='' cd -- "$1" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

python -m build --no-isolation --sdist --outdir "$out" "$root"
tar -xzf "$out"/mkba-*.tar.gz -C "$work"
# Without GLPK, which would bring six libraries: docs/packages.md.
python -m build --no-isolation --wheel -Csetup-args=-Dglpk=disabled --outdir "$out/plain" "$work"/mkba-*
python -m auditwheel repair --wheel-dir "$out" "$out"/plain/*.whl
