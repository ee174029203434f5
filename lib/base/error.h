/* Errors: filling a caller's mkba_error. */
#ifndef MKBA_I_BASE_ERROR_H
#define MKBA_I_BASE_ERROR_H

#include <stdarg.h>

#include <mkba/base.h>

#if defined(__GNUC__)
#  define MKBA_I_PRINTF(text, first) __attribute__((format(printf, text, first)))
#else
#  define MKBA_I_PRINTF(text, first)
#endif

/* Fills `error` (may be NULL) and returns `status`. `where` is a JSON pointer or parameter name ("" allowed,
 * NULL is ""); line, column and source become empty. The sentence has no number formatted by %g or %f, which
 * follow the locale: use mkba_i_number_print and %s. Texts are cut at a whole UTF-8 character; bytes that are no
 * UTF-8 are left out. */
mkba_status mkba_i_fail(mkba_error *error, mkba_status status, const char *where, const char *format, ...)
    MKBA_I_PRINTF(4, 5);
mkba_status mkba_i_vfail(mkba_error *error, mkba_status status, const char *where, const char *format, va_list args);

/* The memory error; never allocates. */
mkba_status mkba_i_fail_memory(mkba_error *error);

/* Copies at most size - 1 bytes of `text`, cut at a whole UTF-8 character. */
void mkba_i_copy_text(char *to, size_t size, const char *text);

#endif
