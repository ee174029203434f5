#!/bin/sh
# stage.sh ROOT WRAP_C WRAP_R CATALOG_C CASE_SCHEMA_C KOERS_SCHEMA_C OUT:
# assembles a self-contained R source package in OUT.
#
# ROOT is the top of the repository; WRAP_C and WRAP_R are what SWIG wrote, CATALOG_C and the
# SCHEMA_Cs what lib/catalog/embed.py and lib/case/embed_schema.py wrote.
set -eu
root=$1 wrap_c=$2 wrap_r=$3 catalog_c=$4 case_schema_c=$5 koers_schema_c=$6 out=$7

rm -rf "$out"
mkdir -p "$out"
cp -R "$root/bindings/r/pkg/." "$out/"

# The core keeps its folders: files of different layers have the same name.
mkdir -p "$out/src/core" "$out/src/include"
cp -R "$root/include/mkba" "$out/src/include/"
(cd "$root/lib" && find . -name '*.[ch]' | sort) | while read -r file; do
    mkdir -p "$out/src/core/$(dirname "$file")"
    cp "$root/lib/$file" "$out/src/core/$file"
done
cp "$catalog_c" "$out/src/core/catalog/catalog_data.c"
cp "$case_schema_c" "$out/src/core/case/case_schema.c"
cp "$koers_schema_c" "$out/src/core/koers/koers_schema.c"
cp "$wrap_c" "$out/src/mkba_r_wrap.c"
cp "$root/bindings/options.h" "$root/bindings/options_effect.h" "$root/bindings/options_koers.h" "$out/src/"
cp "$root/bindings/r/mkba_r.h" "$root/bindings/r/mkba_r_options.h" "$root/bindings/r/mkba_r_uncertain.h" "$out/src/"

objects=$(cd "$out/src" && find core -name '*.c' | sort | sed 's/c$/o/' | tr '\n' ' ')
sed "s|@objects@|$objects|" "$out/src/Makevars.in" >"$out/src/Makevars.in.new"
mv "$out/src/Makevars.in.new" "$out/src/Makevars.in"

{
    echo "# Made from the SWIG interface; do not edit."
    awk -f "$root/bindings/r/raw.awk" "$wrap_r"
} >"$out/R/raw.R"

mkdir -p "$out/inst/extdata/region" "$out/inst/extdata/koers"
cp "$root/examples/gebiedsteams.json" "$out/inst/extdata/"
cp "$root/examples/koers/koers.json" "$out/inst/extdata/koers/"
cp "$root"/examples/region/*.csv "$out/inst/extdata/region/"
awk '/^```r$/ { inside = 1; next } /^```/ { inside = 0 } inside' "$root/docs/guide.md" >"$out/tests/testthat/guide.R"
