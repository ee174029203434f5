/* Threads: see threads.h. One of the few sources that know the operating system. */
#if defined(__linux__)
#  define _GNU_SOURCE /* for sched_getaffinity */
#elif !defined(_WIN32)
#  define _XOPEN_SOURCE 700
#  define _DARWIN_C_SOURCE /* for _SC_NPROCESSORS_ONLN */
#endif

#include "base/threads.h"

#include <pthread.h>
#include <time.h>

#if defined(_WIN32)
#  include <windows.h>
#else
#  include <signal.h>
#  include <unistd.h>
#endif
#if defined(__linux__)
#  include <sched.h>
#endif

/* ---- processors ------------------------------------------------------------------------------------------ */

/* Those that this process may run on; 0 when the system does not say. */
static size_t processors(void)
{
#if defined(_WIN32)
    SYSTEM_INFO info;
    GetSystemInfo(&info);
    return info.dwNumberOfProcessors;
#else
#  if defined(__linux__)
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set) == 0)
        return (size_t) CPU_COUNT(&set);
#  endif
    long n = sysconf(_SC_NPROCESSORS_ONLN);
    return n > 0 ? (size_t) n : 0;
#endif
}

size_t mkba_i_threads(size_t wanted)
{
    size_t n = wanted == 0 ? processors() : wanted;
    if (n == 0)
        return 1;
    return n < MKBA_I_THREADS_MOST ? n : MKBA_I_THREADS_MOST;
}

/* ---- time ------------------------------------------------------------------------------------------------ */

#define PERIOD 50000000 /* nanoseconds between reports */
#define SECOND 1000000000

#if defined(__linux__)
#  define CLOCK CLOCK_MONOTONIC
#else
#  define CLOCK CLOCK_REALTIME /* the one that conditions wait by where no other can be chosen */
#endif

static struct timespec now(void)
{
    struct timespec time = {0};
    clock_gettime(CLOCK, &time);
    return time;
}

static struct timespec period_after(struct timespec time)
{
    time.tv_nsec += PERIOD;
    if (time.tv_nsec >= SECOND) {
        time.tv_nsec -= SECOND;
        time.tv_sec++;
    }
    return time;
}

static bool is_before(struct timespec a, struct timespec b)
{
    return a.tv_sec != b.tv_sec ? a.tv_sec < b.tv_sec : a.tv_nsec < b.tv_nsec;
}

/* ---- the work that is shared ----------------------------------------------------------------------------- */

typedef struct crew {
    mkba_i_chunk_work work;
    void *context;
    mkba_progress progress;
    void *data;
    uint64_t n_chunks;
    struct timespec report; /* when the next is due; of the caller only */

    pthread_mutex_t lock; /* of what follows */
    pthread_cond_t left;  /* a thread has left */
    uint64_t next;        /* chunk to begin */
    uint64_t end;         /* no chunk from here on is begun: n_chunks, or the lowest that failed */
    uint64_t done;
    size_t working; /* threads beside the caller */
    bool cancelled;
    mkba_error error; /* of chunk `end` */
} crew;

typedef struct member {
    crew *crew;
    size_t worker;
} member;

static bool take(crew *c, uint64_t *chunk)
{
    pthread_mutex_lock(&c->lock);
    bool taken = !c->cancelled && c->next < c->end;
    if (taken)
        *chunk = c->next++;
    pthread_mutex_unlock(&c->lock);
    return taken;
}

/* Chunks are begun in their order, so those below one that fails are done or being done. */
static void settle(crew *c, uint64_t chunk, mkba_status status, const mkba_error *error)
{
    pthread_mutex_lock(&c->lock);
    c->done++;
    if (status != MKBA_OK && chunk < c->end) {
        c->end = chunk;
        c->error = *error;
        c->error.status = status;
    }
    pthread_mutex_unlock(&c->lock);
}

static void do_chunk(crew *c, size_t worker, uint64_t chunk)
{
    mkba_error error = {.status = MKBA_OK};
    mkba_status status = c->work(c->context, worker, chunk, &error);
    settle(c, chunk, status, &error);
}

static void *run_member(void *given)
{
    member *m = given;
    crew *c = m->crew;
    uint64_t chunk;
    while (take(c, &chunk))
        do_chunk(c, m->worker, chunk);
    pthread_mutex_lock(&c->lock);
    c->working--;
    pthread_cond_signal(&c->left);
    pthread_mutex_unlock(&c->lock);
    return NULL;
}

/* ---- the caller ------------------------------------------------------------------------------------------ */

/* Calls the callback with the lock open: it may take long, and others go on. */
static void report(crew *c)
{
    pthread_mutex_lock(&c->lock);
    uint64_t done = c->done;
    pthread_mutex_unlock(&c->lock);
    bool go_on = c->progress(c->data, done, c->n_chunks);
    c->report = period_after(now());
    if (go_on)
        return;
    pthread_mutex_lock(&c->lock);
    c->cancelled = true;
    pthread_mutex_unlock(&c->lock);
}

static void report_when_due(crew *c)
{
    if (c->progress != NULL && !c->cancelled && !is_before(now(), c->report))
        report(c);
}

static void work_along(crew *c)
{
    uint64_t chunk;
    while (take(c, &chunk)) {
        do_chunk(c, 0, chunk);
        report_when_due(c);
    }
}

/* Until a thread leaves or a report is due. */
static void wait_a_while(crew *c)
{
    pthread_mutex_lock(&c->lock);
    if (c->working > 0 && c->progress != NULL && !c->cancelled)
        pthread_cond_timedwait(&c->left, &c->lock, &c->report);
    else if (c->working > 0)
        pthread_cond_wait(&c->left, &c->lock);
    pthread_mutex_unlock(&c->lock);
}

static bool others_work(crew *c)
{
    pthread_mutex_lock(&c->lock);
    bool working = c->working > 0;
    pthread_mutex_unlock(&c->lock);
    return working;
}

#if defined(_WIN32)
typedef int signals;
static void hold_signals(signals *before)
{
    (void) before;
}
static void let_signals(const signals *before)
{
    (void) before;
}
#else
typedef sigset_t signals;

/* Signals for the host go to threads of the host. Those that a fault raises stay with the thread that has it. */
static void hold_signals(signals *before)
{
    static const int faults[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP, SIGSYS};
    sigset_t blocked;
    sigfillset(&blocked);
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++)
        sigdelset(&blocked, faults[i]);
    pthread_sigmask(SIG_SETMASK, &blocked, before);
}

static void let_signals(const signals *before)
{
    pthread_sigmask(SIG_SETMASK, before, NULL);
}
#endif

static void start(crew *c, size_t wanted, pthread_t *threads, member *members, size_t *n)
{
    signals before;
    hold_signals(&before);
    for (*n = 0; *n < wanted; (*n)++) {
        members[*n] = (member){.crew = c, .worker = *n + 1};
        pthread_mutex_lock(&c->lock);
        c->working++;
        pthread_mutex_unlock(&c->lock);
        if (pthread_create(&threads[*n], NULL, run_member, &members[*n]) != 0)
            break;
    }
    if (*n < wanted) {
        pthread_mutex_lock(&c->lock);
        c->working--;
        pthread_mutex_unlock(&c->lock);
    }
    let_signals(&before);
}

static void run(crew *c, size_t others)
{
    pthread_t threads[MKBA_I_THREADS_MOST];
    member members[MKBA_I_THREADS_MOST];
    size_t n;
    start(c, others, threads, members, &n);
    work_along(c);
    while (others_work(c)) {
        wait_a_while(c);
        report_when_due(c);
    }
    for (size_t i = 0; i < n; i++)
        pthread_join(threads[i], NULL);
}

static mkba_status outcome(crew *c, mkba_error *error)
{
    bool failed = c->end < c->n_chunks;
    if (c->progress != NULL && !c->cancelled && !failed)
        report(c);
    if (c->cancelled)
        return mkba_i_fail(error, MKBA_ERROR_CANCELLED, "progress", "the caller asked to stop");
    if (failed && error != NULL)
        *error = c->error;
    return failed ? c->error.status : MKBA_OK;
}

static bool open_crew(crew *c)
{
    pthread_condattr_t attributes;
    if (pthread_condattr_init(&attributes) != 0)
        return false;
#if defined(__linux__)
    pthread_condattr_setclock(&attributes, CLOCK);
#endif
    bool open = pthread_cond_init(&c->left, &attributes) == 0;
    pthread_condattr_destroy(&attributes);
    if (open && pthread_mutex_init(&c->lock, NULL) == 0)
        return true;
    if (open)
        pthread_cond_destroy(&c->left);
    return false;
}

mkba_status mkba_i_parallel(size_t threads, uint64_t n_chunks, mkba_i_chunk_work work, void *context,
                            mkba_progress progress, void *data, mkba_error *error)
{
    crew c = {.work = work,
              .context = context,
              .progress = progress,
              .data = data,
              .n_chunks = n_chunks,
              .end = n_chunks,
              .report = period_after(now())};
    size_t others = mkba_i_threads(threads) - 1;
    if (!open_crew(&c))
        return mkba_i_fail_memory(error);
    if (others >= n_chunks)
        others = n_chunks == 0 ? 0 : (size_t) n_chunks - 1;
    run(&c, others);
    mkba_status status = outcome(&c, error);
    pthread_cond_destroy(&c.left);
    pthread_mutex_destroy(&c.lock);
    return status;
}

/* ---- a thread apart -------------------------------------------------------------------------------------- */

typedef struct errand {
    mkba_i_apart_work work;
    void *context;
    mkba_status status;
    mkba_error error;
} errand;

static void *run_errand(void *given)
{
    errand *e = given;
    e->status = e->work(e->context, &e->error);
    return NULL;
}

mkba_status mkba_i_apart(mkba_i_apart_work work, void *context, mkba_error *error)
{
    errand e = {.work = work, .context = context};
    pthread_t thread;
    signals before;
    hold_signals(&before);
    bool made = pthread_create(&thread, NULL, run_errand, &e) == 0;
    let_signals(&before);
    if (!made)
        return mkba_i_fail_memory(error);
    pthread_join(thread, NULL);
    if (e.status != MKBA_OK && error != NULL)
        *error = e.error;
    return e.status;
}
