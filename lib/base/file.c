/* Files: see file.h. One of the few sources that know the operating system. */
#if !defined(_WIN32)
#  define _POSIX_C_SOURCE 200809L /* for strerror_r */
#endif

#include "base/file.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

#define FIRST_READ ((size_t) 65536)

/* The system's reason. strerror itself may share its text between threads. */
static void reason(int code, char text[256])
{
#if defined(_WIN32)
    int failed = strerror_s(text, 256, code);
#else
    int failed = strerror_r(code, text, 256);
#endif
    if (failed != 0 || code == 0)
        mkba_i_copy_text(text, 256, "the system gives no reason");
}

static mkba_status fail_system(mkba_error *error, const char *what, int code)
{
    char text[256] = "";
    if (code == ENOMEM)
        return mkba_i_fail_memory(error);
    reason(code, text);
    return mkba_i_fail(error, MKBA_ERROR_FILE, "", "the file cannot be %s: %s", what, text);
}

/* Reads once, as much as has room. A signal of the host that interrupts the call is no failure. */
static mkba_status read_some(FILE *file, char *to, size_t room, size_t *length, mkba_error *error)
{
    errno = 0;
    *length += fread(to, 1, room, file);
    if (ferror(file) && errno != EINTR)
        return fail_system(error, "read", errno);
    if (ferror(file))
        clearerr(file);
    return MKBA_OK;
}

static size_t at_most(size_t room, size_t left)
{
    return room - 1 > left ? left + 1 : room;
}

/* Reads to the end, or one byte beyond `most`. There is always room for a closing NUL. */
static mkba_status read_all(FILE *file, size_t most, char **bytes, size_t *length, mkba_error *error)
{
    void *data = NULL;
    size_t capacity = 0;
    size_t used = 0;
    mkba_status status = MKBA_OK;
    do {
        if (!mkba_i_grow(&data, &capacity, used == 0 ? FIRST_READ : used + 2, 1))
            status = mkba_i_fail_memory(error);
        else
            status = read_some(file, (char *) data + used, at_most(capacity - used - 1, most - used), &used, error);
    } while (status == MKBA_OK && !feof(file) && used <= most);
    if (status == MKBA_OK && used > most)
        status =
            mkba_i_fail(error, MKBA_ERROR_LIMIT, "", "the file is larger than %zu bytes, the most that is read", most);
    if (status != MKBA_OK) {
        free(data);
        return status;
    }
    ((char *) data)[used] = '\0';
    *bytes = data;
    *length = used;
    return MKBA_OK;
}

static mkba_status open_and_read(const char *path, size_t most, char **bytes, size_t *length, mkba_error *error)
{
    FILE *file = NULL;
    do {
        errno = 0;
        file = fopen(path, "rb");
    } while (file == NULL && errno == EINTR);
    if (file == NULL)
        return fail_system(error, "opened", errno);
    /* The blocks read are large: a buffer in between would only copy. */
    setvbuf(file, NULL, _IONBF, 0);
    mkba_status status = read_all(file, most, bytes, length, error);
    fclose(file);
    return status;
}

mkba_status mkba_i_file_read(const char *path, size_t most, char **bytes, size_t *length, mkba_error *error)
{
    if (path == NULL)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "path", "the path is NULL");
    mkba_status status = open_and_read(path, most, bytes, length, error);
    if (status != MKBA_OK && error != NULL)
        mkba_i_copy_text(error->source, sizeof error->source, path);
    return status;
}
