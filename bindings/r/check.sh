#!/bin/sh
# check.sh PACKAGE WORK [full]: installs the staged PACKAGE into the fresh library WORK/library and runs its tests.
# full: R CMD build and R CMD check --as-cran, which must say "Status: OK".
#
# MKBA_SHARED holds the reference cases, LOCPATH may hold the locale nl_NL.UTF-8; without them tests are skipped.
set -eu
package=$(CDPATH='' cd -- "$1" && pwd)
work=$2
mode=${3:-quick}

rm -rf "$work"
mkdir -p "$work/library" "$work/repository/src/contrib"
cd "$work"
work=$PWD

if [ "$mode" = full ]; then
    # An empty repository, and no look at the clock: nothing asks the network.
    : >repository/src/contrib/PACKAGES
    echo "options(repos = c(CRAN = 'file://$work/repository'))" >Rprofile
    export R_PROFILE_USER="$work/Rprofile" _R_CHECK_CRAN_INCOMING_=false _R_CHECK_SYSTEM_CLOCK_=0
    R CMD build --no-manual "$package"
    # Debian compiles with -g, which is most of the installed size: without it, CRAN's own limit holds.
    echo 'CFLAGS := $(filter-out -g,$(CFLAGS))' >Makevars
    export R_MAKEVARS_USER="$work/Makevars"
    R CMD check --as-cran --no-manual mkba_*.tar.gz
    grep '^Status: OK$' mkba.Rcheck/00check.log
else
    R CMD INSTALL --no-test-load --library=library "$package"
    R_LIBS=$work/library Rscript --vanilla - "$package/tests/testthat" <<'R'
library(testthat)
library(mkba)
test_dir(commandArgs(TRUE)[1], package = "mkba", load_package = "installed", reporter = "summary",
         stop_on_failure = TRUE)
R
fi
