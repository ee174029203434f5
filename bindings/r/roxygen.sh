#!/bin/sh
# roxygen.sh PACKAGE LIBRARY: writes pkg/man from the comments in pkg/R, with roxygen2.
#
# PACKAGE is the staged package, LIBRARY where it is installed (by check.sh). Run it after a change of a comment.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -R "$1" "$work/mkba"
R_LIBS=$2 Rscript --vanilla - "$work/mkba" <<'R'
roxygen2::roxygenise(commandArgs(TRUE)[1], roclets = "rd", load_code = roxygen2::load_installed)
R
rm -rf "$here/pkg/man"
cp -R "$work/mkba/man" "$here/pkg/man"
