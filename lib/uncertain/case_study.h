/* A case of which the net present values are measured: its study with a space per thread, and draws as columns. */
#ifndef MKBA_I_UNCERTAIN_CASE_STUDY_H
#define MKBA_I_UNCERTAIN_CASE_STUDY_H

#include "uncertain/measures.h"
#include "uncertain/study.h"

#define MKBA_I_CASE_DRAWS UINT64_C(10000) /* that are done without saying */
#define MKBA_I_CASE_CHUNK 512             /* draws that are done together */
#define MKBA_I_CASE_NUMBERS (SIZE_MAX / 8 < (size_t) 1 << 28 ? SIZE_MAX / 8 : (size_t) 1 << 28) /* kept: 2 GiB */

/* All zero is an empty one. */
typedef struct mkba_i_case_study {
    mkba_i_study *study;
    mkba_i_study_space **spaces; /* one per thread */
    size_t threads;
    uint64_t draws;
    size_t k;                  /* uncertain parameters that an npv hangs on */
    const char **names;        /* their names */
    size_t d;                  /* alternatives, the nulalternatief first */
    const char **alternatives; /* their names */
    size_t *npv;               /* positions of their npv among the quantities of the study; of the first none */
} mkba_i_case_study;

/* `seed` may differ from that of the options; `draws` are those without saying; `free` (may be NULL) as in study.h. */
mkba_status mkba_i_case_study_make(const mkba_case *mkba, const mkba_measure_options *options, uint64_t seed,
                                   uint64_t draws, const bool *free, mkba_i_case_study *out, mkba_error *error);
void mkba_i_case_study_free(mkba_i_case_study *of);

/* Draws first .. of chunk `chunk`: how many. */
size_t mkba_i_case_study_chunk(const mkba_i_case_study *of, uint64_t chunk, uint64_t *first);
uint64_t mkba_i_case_study_chunks(const mkba_i_case_study *of);

/* Draws of parameters and of npv, the nulalternatief's first, which is 0. To be freed with free of both values.
 * `joint` draws over years stand as the mean of their row. */
mkba_status mkba_i_case_study_draw(const mkba_i_case_study *of, mkba_progress progress, void *data, mkba_i_columns *x,
                                   mkba_i_columns *net, mkba_error *error);

/* MKBA_ERROR_ARGUMENT where options name parameters and the measure is of all. */
mkba_status mkba_i_case_of_all(const mkba_measure_options *options, mkba_error *error);

#endif
