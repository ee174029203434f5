/* What the targets of libFuzzer that read a document share: what must hold of errors and tables, and how they are run.
 *
 * Built with clang -fsanitize=fuzzer and -DMKBA_FUZZER one is a target of libFuzzer. Else it is a program: given files it runs
 * those; given none it runs its seeds, each followed by mutations of it, the same ones every time. MKBA_TEST_ROUNDS says how
 * many mutations there are over all seeds. */
#ifndef MKBA_TESTS_FUZZ_DOCUMENT_H
#define MKBA_TESTS_FUZZ_DOCUMENT_H

#include <stdint.h>

#include <mkba/base.h>

typedef struct fuzz_target {
    const char *name, *holds; /* what its test says */
    const char *folder;       /* of the seeds, in tests/data; they end in .json */
    const char *const *seeds;
    size_t n_seeds;
    long rounds;
    mkba_status documented[8]; /* what a text may be refused with; MKBA_OK closes the list */
} fuzz_target;

/* Each target has these two. */
extern const fuzz_target fuzz_this;
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Ends the program unless it holds. */
void fuzz_demand(bool holds, const char *what);
/* An error is a documented one, says something, and in UTF-8. */
void fuzz_expect_error(mkba_status status, const mkba_error *error);
/* Numbers are finite and none is -0, and it can be written; frees it. */
void fuzz_expect_table(mkba_table *table);
/* A table of rules: whether it has an error, which is then `first` where that is not NULL. Frees it. */
bool fuzz_expect_check(mkba_table *table, const mkba_error *first);

#endif
