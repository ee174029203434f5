/* Threads: work in chunks, spread over threads that are made for the call and joined before it returns. */
#ifndef MKBA_I_BASE_THREADS_H
#define MKBA_I_BASE_THREADS_H

#include "base/error.h"

/* The most threads that work on one call. */
#define MKBA_I_THREADS_MOST ((size_t) 256)

/* How many threads `wanted` means: 0 is as many as this process has processors, and never more than the most. */
size_t mkba_i_threads(size_t wanted);

/* Does one chunk. `worker` is below the number of threads; at any time no two calls have the same, so that each worker
 * may have memory of its own. The caller is worker 0. */
typedef mkba_status (*mkba_i_chunk_work)(void *context, size_t worker, uint64_t chunk, mkba_error *error);

/* Does chunks 0 to n_chunks - 1 on `threads` threads (see mkba_i_threads), of which the caller is one: with 1, none is
 * made. A thread that cannot be made is done without. Nothing is allocated here.
 *
 * The failure of the lowest chunk that fails is answered, whatever the number of threads and their speed: the chunks
 * below it are finished, those above are dropped as soon as it is known.
 *
 * `progress` (NULL: none) is called with `data`, chunks done and n_chunks, by the caller's thread only, between its own
 * chunks and while it waits for others: at most every 50 ms, and once at the end. When it answers false no chunk is
 * begun any more, and the status is MKBA_ERROR_CANCELLED; also at the end.
 *
 * The threads take no signal that another thread of the host can take. */
mkba_status mkba_i_parallel(size_t threads, uint64_t n_chunks, mkba_i_chunk_work work, void *context,
                            mkba_progress progress, void *data, mkba_error *error);

/* Does the work on a thread that is made for it and joined, and that the host has never seen: what a library keeps per
 * thread is then ours. MKBA_ERROR_MEMORY when there can be no such thread. Signals as above. */
typedef mkba_status (*mkba_i_apart_work)(void *context, mkba_error *error);
mkba_status mkba_i_apart(mkba_i_apart_work work, void *context, mkba_error *error);

#endif
