/* See fuzz_document.h. */
#include "fuzz_document.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/text.h"
#include "fuzz_mutate.h"

void fuzz_demand(bool holds, const char *what)
{
    if (holds)
        return;
    fprintf(stderr, "fuzz %s: %s\n", fuzz_this.name, what);
    abort();
}

void fuzz_expect_error(mkba_status status, const mkba_error *error)
{
    bool known = false;
    for (const mkba_status *it = fuzz_this.documented; *it != MKBA_OK; it++)
        known = known || status == *it;
    fuzz_demand(known, mkba_status_name(status));
    fuzz_demand(error->status == status, "the error has another status");
    fuzz_demand(error->message[0] != '\0', "the error says nothing");
    fuzz_demand(mkba_i_utf8_valid(error->message, strlen(error->message)) &&
                    mkba_i_utf8_valid(error->where, strlen(error->where)),
                "the error is no UTF-8");
}

void fuzz_expect_table(mkba_table *table)
{
    char *text = NULL;
    for (size_t column = 0; column < mkba_table_n_columns(table); column++) {
        const double *values = mkba_table_reals(table, column);
        for (size_t row = 0; values != NULL && row < mkba_table_n_rows(table); row++)
            fuzz_demand(isfinite(values[row]) && !(values[row] == 0 && signbit(values[row])),
                        "a number that is not finite, or -0");
    }
    fuzz_demand(mkba_table_csv(table, &text, NULL) == MKBA_OK, "no CSV");
    mkba_text_free(text);
    mkba_table_free(table);
}

bool fuzz_expect_check(mkba_table *table, const mkba_error *first)
{
    bool some = mkba_table_n_rows(table) > 0 && strcmp(mkba_table_texts(table, 1)[0], "error") == 0;
    if (first != NULL)
        fuzz_demand(some && strcmp(mkba_table_texts(table, 5)[0], first->message) == 0, "the check has another error");
    fuzz_expect_table(table);
    return some;
}

/* ---- how it is run --------------------------------------------------------------------------------------- */

#if defined(MKBA_FUZZER)
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t most, unsigned seed);
size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t most);

/* Mostly as JSON, now and then as bytes. */
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t most, unsigned seed)
{
    if (seed % 16 == 0)
        return LLVMFuzzerMutate(data, size, most);
    return fuzz_mutate((char *) data, size, most, seed);
}
#else

#  define LARGEST ((size_t) 1 << 18)

/* In a block of its own size, so that a sanitizer sees what lies beyond. */
static void run_text(const char *text, size_t size)
{
    char *exact = malloc(size + 1);
    fuzz_demand(exact != NULL, "no memory");
    memcpy(exact, text, size);
    LLVMFuzzerTestOneInput((const uint8_t *) exact, size);
    free(exact);
}

/* Each mutation is one of the one before, for a while: so that several things go wrong together. */
static void run_mutations(const char *bytes, size_t length, long rounds)
{
    char *text = malloc(LARGEST);
    size_t size = 0;
    fuzz_demand(text != NULL, "no memory");
    for (long round = 0; round < rounds; round++) {
        if (round % 4 == 0) {
            size = length;
            memcpy(text, bytes, length);
        }
        size = fuzz_mutate(text, size, LARGEST, (unsigned) round);
        run_text(text, size);
    }
    free(text);
}

static void run_file(const char *path, long rounds)
{
    char *bytes = NULL;
    size_t length = 0;
    fuzz_demand(mkba_i_file_read(path, LARGEST, &bytes, &length, NULL) == MKBA_OK, path);
    run_text(bytes, length);
    run_mutations(bytes, length, rounds);
    free(bytes);
}

int main(int argc, char **argv)
{
    const char *wanted = getenv("MKBA_TEST_ROUNDS"), *folder = getenv("MKBA_TEST_DATA");
    long rounds = wanted == NULL ? fuzz_this.rounds : atol(wanted);
    char path[1000];
    for (int i = 1; i < argc; i++)
        run_file(argv[i], 0);
    for (size_t i = 0; argc < 2 && i < fuzz_this.n_seeds; i++) {
        snprintf(path, sizeof path, "%s/%s/%s.json", folder == NULL ? "tests/data" : folder, fuzz_this.folder,
                 fuzz_this.seeds[i]);
        run_file(path, rounds / (long) fuzz_this.n_seeds);
    }
    printf("1..1\nok 1 - fuzz %s: %s\n", fuzz_this.name, fuzz_this.holds);
    return EXIT_SUCCESS;
}
#endif
