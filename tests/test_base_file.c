/* base/file.h */
#if !defined(_WIN32)
#  define _XOPEN_SOURCE 700 /* for signals, named pipes and links */
#endif

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "base/file.h"
#include "run_suite.h"

#if !defined(_WIN32)
#  include <signal.h>
#  include <sys/resource.h>
#  include <sys/stat.h>
#  include <sys/wait.h>
#  include <time.h>
#  include <unistd.h>
#endif

/* A file in the working folder, removed by forget(). */
static const char *const path = "test_base_file.tmp";

static void make(size_t length)
{
    FILE *file = fopen(path, "wb");
    bool whole = file != NULL;
    for (size_t i = 0; i < length && whole; i++)
        whole = fputc((int) (i * 31 % 256), file) != EOF;
    ck_assert(whole && fclose(file) == 0);
}

static void forget(void)
{
    remove(path);
}

START_TEST(a_file_of_any_size_is_read_whole)
{
    static const size_t sizes[] = {0, 1, 65534, 65535, 65536, 65537, 131071, 131072, 300001};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        char *bytes = NULL;
        size_t length = 42;
        make(sizes[i]);
        ck_assert_int_eq(mkba_i_file_read(path, SIZE_MAX, &bytes, &length, NULL), MKBA_OK);
        ck_assert_uint_eq(length, sizes[i]);
        for (size_t j = 0; j < length; j++)
            if ((unsigned char) bytes[j] != j * 31 % 256)
                ck_abort_msg("byte %zu of %zu", j, length);
        ck_assert_int_eq(bytes[length], '\0');
        free(bytes);
    }
}
END_TEST

START_TEST(a_file_of_the_most_bytes_is_read_and_one_more_is_refused)
{
    static const size_t sizes[] = {0, 1, 100, 65535, 65536, 200000};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        char *bytes = NULL;
        size_t length = 42;
        mkba_error error;
        make(sizes[i] + 1);
        ck_assert_int_eq(mkba_i_file_read(path, sizes[i], &bytes, &length, &error), MKBA_ERROR_LIMIT);
        ck_assert_str_eq(error.source, path);
        ck_assert_ptr_null(bytes);
        ck_assert_uint_eq(length, 42);
        ck_assert_int_eq(mkba_i_file_read(path, sizes[i] + 1, &bytes, &length, &error), MKBA_OK);
        ck_assert_uint_eq(length, sizes[i] + 1);
        free(bytes);
    }
}
END_TEST

static void check_fails(const char *name)
{
    char *bytes = NULL;
    size_t length = 42;
    mkba_error error;
    ck_assert_int_eq(mkba_i_file_read(name, SIZE_MAX, &bytes, &length, &error), MKBA_ERROR_FILE);
    ck_assert_int_eq(error.status, MKBA_ERROR_FILE);
    ck_assert_str_eq(error.source, name);
    ck_assert_uint_gt(strlen(error.message), 0);
    ck_assert_uint_eq(error.line, 0);
    ck_assert_ptr_null(bytes);
    ck_assert_uint_eq(length, 42);
    ck_assert_int_eq(mkba_i_file_read(name, SIZE_MAX, &bytes, &length, NULL), MKBA_ERROR_FILE);
}

START_TEST(what_is_not_there_or_no_file_fails_with_its_name)
{
    check_fails("no such folder/no such file");
    check_fails("");
    check_fails(".");
}
END_TEST

START_TEST(no_path_is_an_argument_error)
{
    char *bytes = NULL;
    size_t length = 42;
    mkba_error error;
    ck_assert_int_eq(mkba_i_file_read(NULL, 10, &bytes, &length, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_str_eq(error.where, "path");
    ck_assert_ptr_null(bytes);
}
END_TEST

#if !defined(_WIN32)
static void ignore(int number)
{
    (void) number;
}

static void wait_a_little(void)
{
    nanosleep(&(struct timespec){.tv_nsec = 50000000}, NULL);
}

/* Writes a byte, interrupts the reader that waits for more, and writes another. */
static void write_and_interrupt(pid_t reader)
{
    FILE *pipe = fopen(path, "wb");
    if (pipe == NULL)
        _exit(1);
    fputc('a', pipe);
    fflush(pipe);
    for (int i = 0; i < 3; i++) {
        wait_a_little();
        kill(reader, SIGUSR1);
    }
    wait_a_little();
    fputc('b', pipe);
    fclose(pipe);
    _exit(0);
}

START_TEST(a_signal_while_reading_is_no_failure)
{
    struct sigaction action = {.sa_handler = ignore}; /* without SA_RESTART */
    char *bytes = NULL;
    size_t length = 42;
    mkba_error error;
    forget();
    ck_assert_int_eq(sigaction(SIGUSR1, &action, NULL), 0);
    ck_assert_int_eq(mkfifo(path, 0600), 0);
    pid_t reader = getpid(), writer = fork();
    ck_assert_int_ge(writer, 0);
    if (writer == 0)
        write_and_interrupt(reader);
    mkba_status status = mkba_i_file_read(path, 100, &bytes, &length, &error);
    ck_assert_int_eq(waitpid(writer, NULL, 0), writer);
    ck_assert_int_eq(status, MKBA_OK);
    ck_assert_str_eq(bytes, "ab");
    free(bytes);
}
END_TEST
#endif

/* ---- writing --------------------------------------------------------------------------------------------- */

static void check_holds(const char *expected)
{
    char *bytes = NULL;
    size_t length = 0;
    ck_assert_int_eq(mkba_i_file_read(path, SIZE_MAX, &bytes, &length, NULL), MKBA_OK);
    ck_assert_uint_eq(length, strlen(expected));
    ck_assert_str_eq(bytes, expected);
    free(bytes);
}

/* The name that a write uses first for the file beside this one. */
static const char *const beside = "test_base_file.tmp.new0";

static void check_nothing_beside(void)
{
    FILE *left = fopen(beside, "rb");
    ck_assert_ptr_null(left);
}

START_TEST(a_file_is_written_and_replaced_whole)
{
    ck_assert_int_eq(mkba_i_file_write(path, "old and long", 12, NULL), MKBA_OK);
    check_holds("old and long");
    ck_assert_int_eq(mkba_i_file_write(path, "new\n", 4, NULL), MKBA_OK);
    check_holds("new\n");
    ck_assert_int_eq(mkba_i_file_write(path, "", 0, NULL), MKBA_OK);
    check_holds("");
    check_nothing_beside();
}
END_TEST

START_TEST(what_another_writer_left_beside_it_is_in_nobodys_way)
{
    FILE *left = fopen(beside, "wb");
    ck_assert_ptr_nonnull(left);
    fclose(left);
    ck_assert_int_eq(mkba_i_file_write(path, "new", 3, NULL), MKBA_OK);
    check_holds("new");
    ck_assert_int_eq(remove(beside), 0);
}
END_TEST

START_TEST(a_file_that_cannot_be_written_fails_with_its_name)
{
    static const char *const names[] = {"no such folder/file", "", "."};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        mkba_error error;
        ck_assert_int_eq(mkba_i_file_write(names[i], "x", 1, &error), MKBA_ERROR_FILE);
        ck_assert_str_eq(error.source, names[i]);
        ck_assert_ptr_nonnull(strstr(error.message, "cannot be written"));
        ck_assert_int_eq(mkba_i_file_write(names[i], "x", 1, NULL), MKBA_ERROR_FILE);
    }
}
END_TEST

#if !defined(_WIN32)
START_TEST(a_file_that_is_replaced_keeps_its_permissions)
{
    struct stat found;
    make(3);
    ck_assert_int_eq(chmod(path, 0640), 0);
    ck_assert_int_eq(mkba_i_file_write(path, "new", 3, NULL), MKBA_OK);
    ck_assert_int_eq(stat(path, &found), 0);
    ck_assert_int_eq(found.st_mode & 07777, 0640);
}
END_TEST

START_TEST(a_new_file_has_the_permissions_of_any_other)
{
    struct stat found;
    mode_t old = umask(027);
    ck_assert_int_eq(mkba_i_file_write(path, "new", 3, NULL), MKBA_OK);
    umask(old);
    ck_assert_int_eq(stat(path, &found), 0);
    ck_assert_int_eq(found.st_mode & 07777, 0640);
}
END_TEST

START_TEST(a_link_stays_a_link)
{
    static const char *const link = "test_base_file.link";
    struct stat found;
    make(3);
    ck_assert_int_eq(symlink(path, link), 0);
    mkba_status status = mkba_i_file_write(link, "new", 3, NULL);
    int looked = lstat(link, &found);
    remove(link);
    ck_assert_int_eq(status, MKBA_OK);
    ck_assert_int_eq(looked, 0);
    ck_assert(S_ISLNK(found.st_mode));
    check_holds("new");
}
END_TEST

START_TEST(a_pipe_is_not_replaced)
{
    struct stat found;
    mkba_error error;
    ck_assert_int_eq(mkfifo(path, 0600), 0);
    ck_assert_int_eq(mkba_i_file_write(path, "new", 3, &error), MKBA_ERROR_FILE);
    ck_assert_ptr_nonnull(strstr(error.message, "no regular file"));
    ck_assert_int_eq(lstat(path, &found), 0);
    ck_assert(S_ISFIFO(found.st_mode));
}
END_TEST

/* As on a full disk. */
START_TEST(a_write_that_fails_half_way_leaves_the_old_file)
{
    static char bytes[100000];
    mkba_error error;
    ck_assert_int_eq(mkba_i_file_write(path, "old", 3, NULL), MKBA_OK);
    memset(bytes, 'x', sizeof bytes);
    ck_assert_int_eq(sigaction(SIGXFSZ, &(struct sigaction){.sa_handler = SIG_IGN}, NULL), 0);
    ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &(struct rlimit){5000, RLIM_INFINITY}), 0);
    mkba_status status = mkba_i_file_write(path, bytes, sizeof bytes, &error);
    ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &(struct rlimit){RLIM_INFINITY, RLIM_INFINITY}), 0);
    ck_assert_int_eq(status, MKBA_ERROR_FILE);
    ck_assert_str_eq(error.source, path);
    check_holds("old");
    check_nothing_beside();
}
END_TEST
#endif

int main(void)
{
    Suite *suite = suite_create("base file");
    TCase *reading = tcase_create("reading");
    tcase_add_checked_fixture(reading, NULL, forget);
    tcase_add_test(reading, a_file_of_any_size_is_read_whole);
    tcase_add_test(reading, a_file_of_the_most_bytes_is_read_and_one_more_is_refused);
    tcase_add_test(reading, what_is_not_there_or_no_file_fails_with_its_name);
    tcase_add_test(reading, no_path_is_an_argument_error);
#if !defined(_WIN32)
    tcase_add_test(reading, a_signal_while_reading_is_no_failure);
#endif
    suite_add_tcase(suite, reading);
    TCase *writing = tcase_create("writing");
    tcase_add_checked_fixture(writing, forget, forget);
    tcase_add_test(writing, a_file_is_written_and_replaced_whole);
    tcase_add_test(writing, what_another_writer_left_beside_it_is_in_nobodys_way);
    tcase_add_test(writing, a_file_that_cannot_be_written_fails_with_its_name);
#if !defined(_WIN32)
    tcase_add_test(writing, a_file_that_is_replaced_keeps_its_permissions);
    tcase_add_test(writing, a_new_file_has_the_permissions_of_any_other);
    tcase_add_test(writing, a_link_stays_a_link);
    tcase_add_test(writing, a_pipe_is_not_replaced);
    tcase_add_test(writing, a_write_that_fails_half_way_leaves_the_old_file);
#endif
    suite_add_tcase(suite, writing);
    return run_suite(suite);
}
