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

/* A pointer that a caller must give, and its name. */
typedef struct mkba_i_given {
    const char *name;
    const void *pointer;
} mkba_i_given;

/* clang-format takes the # for a directive. */
/* clang-format off */
#define MKBA_I_GIVEN(pointer) {#pointer, pointer}
/* clang-format on */

/* MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(text), MKBA_I_GIVEN(out)) is MKBA_ERROR_ARGUMENT for the first that is NULL,
 * by its name, else MKBA_OK. */
#define MKBA_I_CHECK_GIVEN(error, ...) mkba_i_check_given((const mkba_i_given[]){__VA_ARGS__, {NULL, NULL}}, error)
mkba_status mkba_i_check_given(const mkba_i_given *given, mkba_error *error);

/* MKBA_ERROR_ARGUMENT for a list that is NULL and should have something in it, and for an item that is NULL. */
mkba_status mkba_i_check_list(const char *const *list, size_t n, const char *where, mkba_error *error);

/* The memory error; never allocates. */
mkba_status mkba_i_fail_memory(mkba_error *error);

/* Copies at most size - 1 bytes of `text`, cut at a whole UTF-8 character. */
void mkba_i_copy_text(char *to, size_t size, const char *text);

#endif
