# Keeps the plain functions of the R file that SWIG writes: no S4 classes, no enum tables, no attributes.
# Fails when a construct is left that the typemaps of mkba_r.i should have replaced.
/^# Start of / { on = 1; next }
!on { next }
/^(attr|class)\(`/ { next }
/^ *;?$/ { next }
/^set(Class|Method|Generic|As)\(|defineEnumeration|enum(From|To)Integer|coerceIfNotSubclass|ExternalReference|new\("/ {
    print "raw.awk: no typemap covers this: " $0 > "/dev/stderr"
    failed = 1
}
{ sub(/^ *;/, "  "); print }
END { exit failed }
