/* Simulations, and whatever else takes long: progress, cancelling, Ctrl-C. Included once, after mkba_r.h.
 *
 * Nothing that R does in a callback may jump over the library: a jump is caught there, the library ends the call and
 * frees what it has, and then R goes on with it. So conditions, interrupts and restarts arrive unchanged, and nothing
 * leaks. */
#ifndef MKBA_R_UNCERTAIN_H
#define MKBA_R_UNCERTAIN_H

#include <setjmp.h>

/* A call that is watched. */
typedef struct mkba_r_watch {
    SEXP callable; /* function(done, total), or NULL */
    SEXP token;    /* what a caught jump goes on with */
    jmp_buf caught;
    double done, total;
    bool go_on;
} mkba_r_watch;

static SEXP mkba_r_watch_body(void *data)
{
    mkba_r_watch *watch = data;
    SEXP call, answer;

    R_CheckUserInterrupt();
    watch->go_on = true;
    if (watch->callable == R_NilValue)
        return R_NilValue;
    call = PROTECT(
        Rf_lang3(watch->callable, PROTECT(Rf_ScalarReal(watch->done)), PROTECT(Rf_ScalarReal(watch->total))));
    answer = PROTECT(Rf_eval(call, R_GlobalEnv));
    watch->go_on = !(TYPEOF(answer) == LGLSXP && XLENGTH(answer) == 1 && LOGICAL(answer)[0] == 0);
    UNPROTECT(4);
    return R_NilValue;
}

static void mkba_r_watch_catch(void *data, Rboolean jump)
{
    mkba_r_watch *watch = data;

    if (jump)
        longjmp(watch->caught, 1);
}

static bool mkba_r_progress(void *data, uint64_t done, uint64_t total)
{
    mkba_r_watch *watch = data;

    watch->done = (double) done;
    watch->total = (double) total;
    if (setjmp(watch->caught) != 0) {
        *mkba_r_jump() = watch->token;
        return false;
    }
    R_UnwindProtect(mkba_r_watch_body, watch, mkba_r_watch_catch, watch, watch->token);
    return watch->go_on;
}

/* Bytes as a raw vector, then freed. */
static void mkba_r_free_bytes(SEXP box)
{
    mkba_bytes_free(R_ExternalPtrAddr(box));
    R_ClearExternalPtr(box);
}

static SEXP mkba_r_bytes_box(void)
{
    SEXP box = PROTECT(R_MakeExternalPtr(NULL, Rf_install("mkba_bytes"), R_NilValue));

    R_RegisterCFinalizerEx(box, mkba_r_free_bytes, TRUE);
    UNPROTECT(1);
    return box;
}

static SEXP mkba_r_take_bytes(SEXP box, unsigned char *bytes, size_t n)
{
    SEXP taken;

    R_SetExternalPtrAddr(box, bytes);
    taken = PROTECT(Rf_allocVector(RAWSXP, (R_xlen_t) n));
    if (n > 0)
        memcpy(RAW(taken), bytes, n);
    mkba_r_free_bytes(box);
    UNPROTECT(1);
    return taken;
}

#endif
