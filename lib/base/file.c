/* Files: see file.h. One of the few sources that know the operating system. */
#if !defined(_WIN32)
#  define _XOPEN_SOURCE 700 /* for strerror_r, realpath, fsync, fchmod */
#endif

#include "base/file.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#if defined(_WIN32)
#  include <windows.h>
#else
#  include <sys/stat.h>
#  include <unistd.h>
#endif

#include "base/memory.h"
#include "base/text.h"

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

/* ---- writing ----------------------------------------------------------------------------------------------- */

#define MOST_TRIED 1000 /* names for the file beside it: others may be writing too, or have stopped half way */

#if defined(_WIN32)
/* The last thing known to be written lies in the system's hands; permissions are those of the folder. */
static bool finish_file(FILE *file, const char *target)
{
    (void) target;
    return fflush(file) == 0;
}

static bool take_place(const char *from, const char *to)
{
    return MoveFileExA(from, to, MOVEFILE_REPLACE_EXISTING | MOVEFILE_WRITE_THROUGH) != 0;
}

static mkba_status find_target(const char *path, char **target, mkba_error *error)
{
    *target = malloc(strlen(path) + 1);
    if (*target == NULL)
        return mkba_i_fail_memory(error);
    strcpy(*target, path);
    return MKBA_OK;
}
#else
/* On the disk, with the permissions of what it replaces. */
static bool finish_file(FILE *file, const char *target)
{
    struct stat old;

    if (stat(target, &old) == 0 && fchmod(fileno(file), old.st_mode & 07777) != 0)
        return false;
    return fflush(file) == 0 && fsync(fileno(file)) == 0;
}

static bool take_place(const char *from, const char *to)
{
    return rename(from, to) == 0;
}

/* The file that is meant, behind links; it need not be there. */
static mkba_status find_target(const char *path, char **target, mkba_error *error)
{
    struct stat found;

    if (stat(path, &found) == 0 && !S_ISREG(found.st_mode))
        return mkba_i_fail(error, MKBA_ERROR_FILE, "", "the file cannot be written: what is there is no regular file");
    errno = 0;
    if (lstat(path, &found) == 0 && S_ISLNK(found.st_mode)) {
        *target = realpath(path, NULL);
        return *target != NULL ? MKBA_OK : fail_system(error, "written", errno);
    }
    *target = malloc(strlen(path) + 1);
    if (*target == NULL)
        return mkba_i_fail_memory(error);
    strcpy(*target, path);
    return MKBA_OK;
}
#endif

/* A new file beside the target, whose name is for the caller to free. */
static mkba_status open_beside(const char *target, char **name, FILE **file, mkba_error *error)
{
    for (int i = 0; i < MOST_TRIED; i++) {
        mkba_i_text made = {0};

        mkba_i_text_add(&made, target);
        mkba_i_text_format(&made, ".new%d", i);
        *name = mkba_i_text_take(&made);
        if (*name == NULL)
            return mkba_i_fail_memory(error);
        errno = 0;
        *file = fopen(*name, "wbx");
        if (*file != NULL)
            return MKBA_OK;
        free(*name);
        *name = NULL;
        if (errno != EEXIST && errno != EINTR)
            break;
    }
    return fail_system(error, "written", errno);
}

static mkba_status write_and_close(FILE *file, const char *target, const char *bytes, size_t length, mkba_error *error)
{
    bool ok;
    int code;

    setvbuf(file, NULL, _IONBF, 0); /* one block: a buffer in between would only copy */
    errno = 0;
    ok = fwrite(bytes, 1, length, file) == length && finish_file(file, target);
    code = errno;
    if (fclose(file) != 0 && ok) {
        ok = false;
        code = errno;
    }
    return ok ? MKBA_OK : fail_system(error, "written", code);
}

static mkba_status write_beside(const char *target, const char *bytes, size_t length, mkba_error *error)
{
    char *name = NULL;
    FILE *file = NULL;
    mkba_status status = open_beside(target, &name, &file, error);

    if (status != MKBA_OK)
        return status;
    status = write_and_close(file, target, bytes, length, error);
    if (status == MKBA_OK && !take_place(name, target))
        status = fail_system(error, "written", errno);
    if (status != MKBA_OK)
        remove(name);
    free(name);
    return status;
}

mkba_status mkba_i_file_write(const char *path, const char *bytes, size_t length, mkba_error *error)
{
    char *target = NULL;
    mkba_status status = find_target(path, &target, error);

    if (status == MKBA_OK)
        status = write_beside(target, bytes, length, error);
    if (status != MKBA_OK && error != NULL)
        mkba_i_copy_text(error->source, sizeof error->source, path);
    free(target);
    return status;
}
