"""What the built library may not contain: calls that change or end the host, GSL beyond the allow-list, functions of libm
whose result depends on the processor, state of its own, fused multiply-add, vector variants that are narrow.

Usage: binary.py ROOT LIBRARY.so LIBRARY.a COMPILER...

Every check is also tried, each time, on a small library made to be wrong. Tried once on the library itself, in
lib/base/text.c and lib/stat/distribution.c: printf, abort, setlocale, gsl_cdf_beta_Pinv, a static counter, a function
with target("fma"); each is found.
"""

import platform
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import tap

# stdout and stderr are not ours, nor is the fate of the process, its locale, its signals, its random numbers.
FORBIDDEN = set("""stdout stderr printf vprintf puts putchar perror sprintf vsprintf gets
exit _exit _Exit quick_exit atexit abort __assert_fail system
setlocale localeconv uselocale signal sigaction raise rand srand random srandom strtok
cJSON_InitHooks cJSON_GetErrorPtr cJSON_Parse cJSON_ParseWithOpts cJSON_ParseWithLength cJSON_ParseWithLengthOpts gsl_set_error_handler gsl_set_error_handler_off""".split())

# What math.h declares (C11, 7.12; and glibc's own). A function of it is let through when IEEE 754 leaves it one result: what
# else libm computes depends on the processor that it finds.
MATH = set("""acos asin atan atan2 cos sin tan sincos acosh asinh atanh cosh sinh tanh exp exp2 exp10 expm1 frexp ilogb ldexp
log log10 log1p log2 logb modf scalbn scalbln cbrt fabs hypot pow sqrt erf erfc lgamma lgamma_r tgamma gamma ceil floor
nearbyint rint lrint llrint round lround llround trunc fmod remainder remquo copysign nan nextafter nexttoward fdim fmax
fmin fma j0 j1 jn y0 y1 yn""".split())
EXACT = set("""frexp ldexp scalbn modf fabs sqrt ceil floor nearbyint rint lrint llrint round lround llround trunc fmod copysign
nextafter fmax fmin""".split())

# A vector variant and the registers that it is made for.
WIDE = {"_avx2": "%ymm", "_avx512": "%zmm"}

# Sections that are written while the program runs; .data.rel.ro is constant once the loader has been.
WRITABLE = re.compile(r"^(\.data|\.bss|\.tdata|\.tbss|\*COM\*)(?!\.rel\.ro)")

FUSED = {
    "x86_64": re.compile(r"\bvfn?m(add|sub)\w*\b"),
    "aarch64": re.compile(r"\bfn?m(add|sub)\b|\bfml[as]\b"),
}


def run(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def undefined(library):
    listing = run("nm", "-D", "--undefined-only", "--format=posix", str(library))
    return {line.split()[0].split("@")[0] for line in listing.splitlines()}


def plain(name):
    """printf for __printf_chk, which a compiler that fortifies calls instead."""
    match = re.fullmatch(r"__(\w+)_chk", name)
    return match.group(1) if match else name


def forbidden_calls(library):
    return [f"{name} is used" for name in sorted(undefined(library)) if {name, plain(name)} & FORBIDDEN]


def inexact_math(library):
    """Also of float and long double, and __pow_finite."""
    for name in sorted(undefined(library)):
        bare = re.sub(r"^__(\w+)_finite$", r"\1", name)
        if bare not in EXACT and (bare in MATH or bare[-1] in "fl" and bare[:-1] in MATH):
            yield f"{name} of libm: its result depends on the processor; see lib/base/elementary.h"


def unlisted(library, allowed, names=r"gsl_|cblas_"):
    return [f"{name} is not in its list of lib/stat" for name in sorted(undefined(library))
            if re.match(names, name) and name not in allowed]


def unused(library, allowed):
    return [f"{name} is allowed and not used" for name in sorted(allowed - undefined(library))]


def read_allowed(path):
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    return {line.split("#")[0].split()[0] for line in lines if line.split("#")[0].strip()}


def mutable(archive):
    """Objects in writable sections. A line of objdump -t: value, 7 flags, section, size, name."""
    for line in run("objdump", "-t", str(archive)).splitlines():
        match = re.match(r"^[0-9a-f]+ .{7} (\S+)\s+([0-9a-f]+)\s+(?:\.hidden |\.protected )?(\S+)$", line)
        if match and WRITABLE.match(match.group(1)) and int(match.group(2), 16) > 0:
            yield f"{match.group(3)} is state (in {match.group(1)})"


def instructions(library):
    """(object file, function, instruction) of a library or archive."""
    file = function = "?"
    for line in run("objdump", "-d", "--no-show-raw-insn", str(library)).splitlines():
        if line.startswith(" "):
            yield file, function, line.partition("\t")[2]
        elif line.endswith(">:"):
            function = line.partition("<")[2][:-2]
        elif ":     file format" in line:
            file = line.partition(":")[0]


def fused(library, pattern):
    return [f"{function}: {instruction}" for _, function, instruction in instructions(library)
            if pattern.search(instruction)]


def narrow(library):
    """Variants that use no register of their width, anywhere in their object file."""
    found = {}
    for file, function, instruction in instructions(library):
        for ending, register in WIDE.items():
            if ending in function:
                found[file, ending] = found.get((file, ending), False) or register in instruction
    return [f"{file}: its functions {ending} use no {WIDE[ending]}" for (file, ending), wide in found.items() if not wide]


def made(folder, name, code, compiler, *options):
    """A shared library and an archive of one source; undefined symbols are let be."""
    source, shared, archive, thing = (Path(folder) / f"{name}.{kind}" for kind in ("c", "so", "a", "o"))
    source.write_text(code, encoding="utf-8")
    run(*compiler, "-std=c11", "-O2", "-fPIC", "-w", *options, "-c", str(source), "-o", str(thing))
    run(*compiler, "-shared", str(thing), "-o", str(shared))
    run("ar", "rcs", str(archive), str(thing))
    return shared, archive


def self_tests(folder, compiler, machine):
    shared, _ = made(folder, "prints", '#include <stdio.h>\nvoid f(void) { printf("hello\\n"); }\n', compiler)
    tap.check_finds("a call that prints", forbidden_calls(shared))
    shared, _ = made(folder, "fortified", "int __printf_chk(int, const char *, ...);\n"
                     "void f(int a) { __printf_chk(1, \"%d\", a); }\n", compiler)
    tap.check_finds("a fortified call that prints", forbidden_calls(shared))
    shared, _ = made(folder, "aborts", "#undef NDEBUG\n#include <assert.h>\nvoid f(int a) { assert(a); }\n", compiler)
    tap.check_finds("an assert", forbidden_calls(shared))
    shared, _ = made(folder, "gsl", "double gsl_cdf_beta_Pinv(double, double, double);\n"
                     "double f(void) { return gsl_cdf_beta_Pinv(0.5, 2, 0.05); }\n", compiler)
    tap.check_finds("a GSL function that is not allowed", unlisted(shared, {"gsl_cdf_beta_P"}))
    shared, _ = made(folder, "glpk", "int glp_open_tee(const char *);\nint f(void) { return glp_open_tee(\"a\"); }\n", compiler)
    tap.check_finds("a GLPK function that is not allowed", unlisted(shared, {"glp_simplex"}, "_?glp_"))
    tap.check_finds("an allowed GSL function that is not used", unused(shared, {"gsl_cdf_beta_P"}))
    for name, code in [("a power", "double pow(double, double);\ndouble f(double a) { return pow(a, 0.3); }\n"),
                       ("a float's", "float expf(float);\nfloat f(float a) { return expf(a); }\n"),
                       ("a fused one", "double fma(double, double, double);\n"
                                       "double f(double a) { return fma(a, a, a); }\n")]:
        shared, _ = made(folder, "math", code, compiler)
        tap.check_finds("a function of libm that is not exact, " + name, inexact_math(shared))
    for name, code in [("counter", "static int count; int f(void) { return ++count; }"),
                       ("initialised", "int mode = 3;"),
                       ("thread-local", "static _Thread_local int n; int f(void) { return ++n; }"),
                       ("inside a function", "int f(void) { static int n = 5; return n++; }")]:
        _, archive = made(folder, "state", code + "\n", compiler)
        tap.check_finds("state, " + name, mutable(archive))
    _, archive = made(folder, "constant", 'const char *const names[] = {"a", "b"};\nstatic const int n = 3;\n'
                      "int f(void) { return n; }\n", compiler)
    tap.check("self-test: constants are let through", mutable(archive))
    if machine == "x86_64":
        shared, _ = made(folder, "fused", "double f(double a, double b, double c) { return a * b + c; }\n",
                         compiler, "-mfma", "-ffp-contract=fast")
        tap.check_finds("a fused multiply-add", fused(shared, FUSED[machine]))
        _, archive = made(folder, "narrow", "void f_avx512(double *a) { a[0] += a[1]; }\n", compiler)
        tap.check_finds("a variant that is narrow", narrow(archive))


def main():
    root, shared, archive, *compiler = sys.argv[1:]
    allowed = read_allowed(Path(root) / "lib/stat/gsl-allowed.txt")
    tap.check("nothing is called that prints, ends or changes the host", forbidden_calls(shared))
    tap.check("GSL is called within lib/stat/gsl-allowed.txt", unlisted(shared, allowed))
    tap.check("lib/stat/gsl-allowed.txt allows nothing that is not used", unused(shared, allowed))
    allowed = read_allowed(Path(root) / "lib/stat/glpk-allowed.txt")
    tap.check("GLPK is called within lib/stat/glpk-allowed.txt", unlisted(shared, allowed, "_?glp_"))
    if any(name.startswith("glp_") for name in undefined(shared)):
        tap.check("lib/stat/glpk-allowed.txt allows nothing that is not used", unused(shared, allowed))
    else:
        tap.skip("lib/stat/glpk-allowed.txt allows nothing that is not used", "built without GLPK")
    tap.check("of libm only what is exact is called", inexact_math(shared))
    tap.check("the library has no state of its own", mutable(archive))
    machine = platform.machine()
    if machine in FUSED:
        tap.check("no multiply-add is fused", fused(shared, FUSED[machine]))
        tap.check("none is in the archive", fused(archive, FUSED[machine]))
        tap.check("vector variants use registers of their width", narrow(archive))
    else:
        tap.skip("no multiply-add is fused", f"the instructions of {machine} are not known here")
    with tempfile.TemporaryDirectory() as folder:
        self_tests(folder, compiler, machine)
    tap.done()


main()
