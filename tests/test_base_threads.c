/* Work in chunks over threads: each chunk once, the same answer for any number of threads, progress by the caller only. */
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <check.h>
#include <pthread.h>

#include "base/threads.h"
#include "run_suite.h"

enum { MOST_CHUNKS = 1000, PATIENCE = 20000 /* milliseconds, or rather more */ };

static const size_t counts[] = {1, 2, 3, 7, 64};
#define N_COUNTS (sizeof counts / sizeof *counts)

typedef struct scene {
    atomic_uint times[MOST_CHUNKS]; /* that a chunk was done */
    atomic_uint busy[MKBA_I_THREADS_MOST];
    atomic_bool clash, finished, stopped;
    uint64_t failing[2]; /* chunks that fail */
    uint64_t slow;       /* a chunk that takes longer than the others */
    size_t threads;
    pthread_t caller;
    uint64_t calls, last_done, stop_at; /* of the progress */
    bool in_order, elsewhere;
} scene;

static void pause_for(long milliseconds)
{
    struct timespec time = {milliseconds / 1000, milliseconds % 1000 * 1000000};
    nanosleep(&time, NULL);
}

static scene *new_scene(void)
{
    scene *made = calloc(1, sizeof *made);
    ck_assert_ptr_nonnull(made);
    made->failing[0] = made->failing[1] = made->slow = UINT64_MAX;
    made->stop_at = UINT64_MAX;
    made->caller = pthread_self();
    made->in_order = true;
    return made;
}

/* No assertions of Check in here: it may run in another thread. */
static mkba_status do_chunk(void *context, size_t worker, uint64_t chunk, mkba_error *error)
{
    scene *s = context;
    if (worker >= s->threads || atomic_fetch_add(&s->busy[worker], 1) != 0 || atomic_load(&s->finished))
        atomic_store(&s->clash, true);
    if (chunk == s->slow)
        pause_for(30);
    atomic_fetch_add(&s->times[chunk], 1);
    atomic_fetch_sub(&s->busy[worker], 1);
    if (chunk == s->failing[0] || chunk == s->failing[1])
        return mkba_i_fail(error, MKBA_ERROR_EVALUATION, "here", "chunk %d fails", (int) chunk);
    return MKBA_OK;
}

static bool watch(void *data, uint64_t done, uint64_t total)
{
    scene *s = data;
    s->in_order = s->in_order && done >= s->last_done && done <= total;
    s->elsewhere = s->elsewhere || !pthread_equal(pthread_self(), s->caller);
    s->last_done = done;
    s->calls++;
    atomic_store(&s->stopped, done >= s->stop_at);
    return done < s->stop_at;
}

static mkba_status run_scene(scene *s, size_t threads, uint64_t n, mkba_progress progress, mkba_error *error)
{
    s->threads = mkba_i_threads(threads);
    mkba_status status = mkba_i_parallel(threads, n, do_chunk, s, progress, s, error);
    atomic_store(&s->finished, true);
    ck_assert(!atomic_load(&s->clash));
    return status;
}

START_TEST(every_chunk_is_done_once)
{
    static const uint64_t sizes[] = {0, 1, 2, 5, MOST_CHUNKS};
    for (size_t i = 0; i < N_COUNTS; i++)
        for (size_t j = 0; j < sizeof sizes / sizeof *sizes; j++) {
            scene *s = new_scene();
            ck_assert_int_eq(run_scene(s, counts[i], sizes[j], NULL, NULL), MKBA_OK);
            for (size_t chunk = 0; chunk < MOST_CHUNKS; chunk++)
                ck_assert_uint_eq(atomic_load(&s->times[chunk]), chunk < sizes[j]);
            free(s);
        }
}
END_TEST

START_TEST(the_lowest_failure_is_answered_whoever_is_first)
{
    for (size_t i = 0; i < N_COUNTS; i++)
        for (int round = 0; round < 4; round++) {
            scene *s = new_scene();
            mkba_error error;
            s->failing[0] = 6;
            s->failing[1] = 5;
            s->slow = round % 2 == 0 ? 5 : 2; /* the lowest failure comes last, or a good chunk below it does */
            ck_assert_int_eq(run_scene(s, counts[i], MOST_CHUNKS, NULL, &error), MKBA_ERROR_EVALUATION);
            ck_assert_int_eq(error.status, MKBA_ERROR_EVALUATION);
            ck_assert_str_eq(error.message, "chunk 5 fails");
            ck_assert_str_eq(error.where, "here");
            for (size_t chunk = 0; chunk <= 5; chunk++)
                ck_assert_uint_eq(atomic_load(&s->times[chunk]), 1);
            free(s);
        }
}
END_TEST

/* The first chunk is settled long before the last is reached, however the threads take turns. */
static mkba_status do_the_first_at_once(void *context, size_t worker, uint64_t chunk, mkba_error *error)
{
    if (chunk > 0)
        pause_for(20);
    return do_chunk(context, worker, chunk, error);
}

START_TEST(what_lies_above_a_failure_is_dropped)
{
    for (size_t i = 0; i < N_COUNTS; i++) {
        scene *s = new_scene();
        s->failing[0] = 0;
        s->threads = mkba_i_threads(counts[i]);
        mkba_status status = mkba_i_parallel(counts[i], MOST_CHUNKS, do_the_first_at_once, s, NULL, NULL, NULL);
        ck_assert_int_eq(status, MKBA_ERROR_EVALUATION);
        ck_assert_uint_eq(atomic_load(&s->times[MOST_CHUNKS - 1]), 0);
        free(s);
    }
}
END_TEST

START_TEST(the_caller_alone_hears_of_progress_and_of_the_end)
{
    for (size_t i = 0; i < N_COUNTS; i++) {
        scene *s = new_scene();
        s->slow = 3;
        ck_assert_int_eq(run_scene(s, counts[i], MOST_CHUNKS, watch, NULL), MKBA_OK);
        ck_assert(s->in_order && !s->elsewhere);
        ck_assert_uint_eq(s->last_done, MOST_CHUNKS);
        ck_assert_uint_ge(s->calls, 1);
        free(s);
    }
}
END_TEST

/* Others than the caller are held up until it has asked to stop, however the threads take turns. */
static mkba_status do_slowly(void *context, size_t worker, uint64_t chunk, mkba_error *error)
{
    scene *s = context;
    pause_for(worker == 0 ? 1 : 20);
    for (int i = 0; i < PATIENCE && worker != 0 && !atomic_load(&s->stopped); i++)
        pause_for(1);
    return do_chunk(context, worker, chunk, error);
}

START_TEST(the_caller_can_stop_it)
{
    for (size_t i = 0; i < N_COUNTS; i++) {
        scene *s = new_scene();
        mkba_error error;
        s->stop_at = 1; /* the first report that something is done */
        s->threads = mkba_i_threads(counts[i]);
        mkba_status status = mkba_i_parallel(counts[i], MOST_CHUNKS, do_slowly, s, watch, s, &error);
        ck_assert_int_eq(status, MKBA_ERROR_CANCELLED);
        ck_assert_int_eq(error.status, MKBA_ERROR_CANCELLED);
        ck_assert_uint_eq(s->calls, 1);
        ck_assert(!atomic_load(&s->clash) && !s->elsewhere);
        ck_assert_uint_eq(atomic_load(&s->times[MOST_CHUNKS - 1]), 0);
        free(s);
    }
}
END_TEST

START_TEST(stopping_at_the_end_counts_too)
{
    scene *s = new_scene();
    s->stop_at = 0;
    ck_assert_int_eq(run_scene(s, 2, 1, watch, NULL), MKBA_ERROR_CANCELLED);
    ck_assert_uint_eq(s->last_done, 1);
    free(s);
}
END_TEST

typedef struct audience {
    atomic_uint reports;
    atomic_bool joined; /* by a thread beside the caller */
} audience;

enum { WANTED_REPORTS = 3 };

/* The caller goes on once another thread has a chunk, and that one keeps it until there were reports. */
static mkba_status wait_for_reports(void *context, size_t worker, uint64_t chunk, mkba_error *error)
{
    (void) chunk;
    (void) error;
    audience *a = context;
    if (worker > 0)
        atomic_store(&a->joined, true);
    for (int i = 0;
         i < PATIENCE && (worker == 0 ? !atomic_load(&a->joined) : atomic_load(&a->reports) < WANTED_REPORTS); i++)
        pause_for(1);
    return MKBA_OK;
}

static bool count_report(void *data, uint64_t done, uint64_t total)
{
    (void) done;
    (void) total;
    audience *a = data;
    atomic_fetch_add(&a->reports, 1);
    return true;
}

START_TEST(progress_is_told_while_the_caller_waits)
{
    audience a = {0};
    ck_assert_int_eq(mkba_i_parallel(2, 20, wait_for_reports, &a, count_report, &a, NULL), MKBA_OK);
    ck_assert_uint_ge(atomic_load(&a.reports), WANTED_REPORTS);
}
END_TEST

START_TEST(the_number_of_threads_is_that_of_the_processors_or_as_wanted_within_bounds)
{
    ck_assert_uint_ge(mkba_i_threads(0), 1);
    ck_assert_uint_le(mkba_i_threads(0), MKBA_I_THREADS_MOST);
    ck_assert_uint_eq(mkba_i_threads(1), 1);
    ck_assert_uint_eq(mkba_i_threads(7), 7);
    ck_assert_uint_eq(mkba_i_threads(SIZE_MAX), MKBA_I_THREADS_MOST);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("threads");
    TCase *threads = tcase_create("threads");
    tcase_add_test(threads, every_chunk_is_done_once);
    tcase_add_test(threads, the_lowest_failure_is_answered_whoever_is_first);
    tcase_add_test(threads, what_lies_above_a_failure_is_dropped);
    tcase_add_test(threads, the_caller_alone_hears_of_progress_and_of_the_end);
    tcase_add_test(threads, the_caller_can_stop_it);
    tcase_add_test(threads, stopping_at_the_end_counts_too);
    tcase_add_test(threads, progress_is_told_while_the_caller_waits);
    tcase_add_test(threads, the_number_of_threads_is_that_of_the_processors_or_as_wanted_within_bounds);
    suite_add_tcase(suite, threads);
    return run_suite(suite);
}
