/* Errors: see error.h. */
#include "base/error.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"

#define QUOTE(text) #text
#define VERSION(major, minor, patch) QUOTE(major) "." QUOTE(minor) "." QUOTE(patch)

const char *mkba_version(void)
{
    return VERSION(MKBA_VERSION_MAJOR, MKBA_VERSION_MINOR, MKBA_VERSION_PATCH);
}

const char *mkba_status_name(mkba_status status)
{
    switch (status) {
    case MKBA_OK: return "ok";
    case MKBA_ERROR_MEMORY: return "memory";
    case MKBA_ERROR_CANCELLED: return "cancelled";
    case MKBA_ERROR_INTERNAL: return "internal";
    case MKBA_ERROR_ARGUMENT: return "argument";
    case MKBA_ERROR_UNKNOWN: return "unknown";
    case MKBA_ERROR_UNSUPPORTED: return "unsupported";
    case MKBA_ERROR_FILE: return "file";
    case MKBA_ERROR_SYNTAX: return "syntax";
    case MKBA_ERROR_LIMIT: return "limit";
    case MKBA_ERROR_CASE: return "case";
    case MKBA_ERROR_UNIT: return "unit";
    case MKBA_ERROR_EVALUATION: return "evaluation";
    case MKBA_ERROR_PANEL: return "panel";
    case MKBA_ERROR_KOERS: return "koers";
    }
    return "unknown status";
}

/* The bytes that a UTF-8 character of this first byte should have; 1 for what is no first byte. */
static size_t announced(unsigned char first)
{
    return first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1;
}

/* Where to cut `length` bytes so that no character is left half. Looks at the tail only, because the text may
 * quote input that is no UTF-8 at all. */
static size_t whole(const char *text, size_t length)
{
    for (size_t back = 1; back <= 3 && back <= length; back++) {
        unsigned char byte = (unsigned char) text[length - back];
        if ((byte & 0xC0) != 0x80)
            return announced(byte) > back ? length - back : length;
    }
    return length;
}

void mkba_i_copy_text(char *to, size_t size, const char *text)
{
    if (size == 0)
        return;
    size_t length = strlen(text);
    if (length >= size)
        length = whole(text, size - 1);
    memmove(to, text, length);
    to[length] = '\0';
}

mkba_status mkba_i_vfail(mkba_error *error, mkba_status status, const char *where, const char *format, va_list args)
{
    if (error == NULL)
        return status;
    /* Made aside: `where` and the arguments may lie in *error itself. */
    mkba_error made = {.status = status};
    mkba_i_copy_text(made.where, sizeof made.where, where == NULL ? "" : where);
    int length = vsnprintf(made.message, sizeof made.message, format, args);
    if (length < 0)
        mkba_i_copy_text(made.message, sizeof made.message, mkba_status_name(status));
    mkba_i_utf8_mend(made.message); /* a precision may have cut through a character */
    mkba_i_utf8_mend(made.where);
    *error = made;
    return status;
}

mkba_status mkba_i_fail(mkba_error *error, mkba_status status, const char *where, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    mkba_i_vfail(error, status, where, format, args);
    va_end(args);
    return status;
}

mkba_status mkba_i_check_given(const mkba_i_given *given, mkba_error *error)
{
    for (; given->name != NULL; given++)
        if (given->pointer == NULL)
            return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, given->name, "%s must not be NULL", given->name);
    return MKBA_OK;
}

mkba_status mkba_i_check_list(const char *const *list, size_t n, const char *where, mkba_error *error)
{
    if (list == NULL && n > 0)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, where, "the list is NULL, and should have %zu items", n);
    for (size_t i = 0; i < n; i++)
        if (list[i] == NULL)
            return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, where, "item %zu of the list is NULL", i + 1);
    return MKBA_OK;
}

mkba_status mkba_i_fail_memory(mkba_error *error)
{
    return mkba_i_fail(error, MKBA_ERROR_MEMORY, "", "not enough memory");
}
