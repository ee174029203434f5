/* Any text at all: either it is refused as a Koers with a documented error that says where, or everything that can be asked
 * of it is there, and every number in it is finite.
 *
 * Built with clang -fsanitize=fuzzer and -DMKBA_FUZZER this is a target of libFuzzer. Else it is a program: given files it
 * runs those; given none it runs tests/data/koers/base.json (under MKBA_TEST_DATA) and mutations of it, the same ones every
 * time. MKBA_TEST_ROUNDS says how many. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <mkba/koers_din.h>

#include "base/file.h"
#include "base/text.h"
#include "fuzz_mutate.h"
#include "koers/koers.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(bool good, const char *what)
{
    if (good)
        return;
    fprintf(stderr, "fuzz_koers: %s\n", what);
    abort();
}

static void check_error(mkba_status status, const mkba_error *error)
{
    demand(status == MKBA_ERROR_SYNTAX || status == MKBA_ERROR_LIMIT || status == MKBA_ERROR_KOERS,
           mkba_status_name(status));
    demand(error->status == status, "the error has another status");
    demand(error->message[0] != '\0', "the error says nothing");
    demand(mkba_i_utf8_valid(error->message, strlen(error->message)) &&
               mkba_i_utf8_valid(error->where, strlen(error->where)),
           "the error is no UTF-8");
}

static void check_table(mkba_table *table)
{
    char *text = NULL;
    for (size_t column = 0; column < mkba_table_n_columns(table); column++) {
        const double *values = mkba_table_reals(table, column);
        for (size_t row = 0; values != NULL && row < mkba_table_n_rows(table); row++)
            demand(isfinite(values[row]) && !(values[row] == 0 && signbit(values[row])),
                   "a number that is not finite, or -0");
    }
    demand(mkba_table_csv(table, &text, NULL) == MKBA_OK, "no CSV");
    mkba_text_free(text);
    mkba_table_free(table);
}

/* What mkba_koers_check says: whether there is an error, and that the first is the one that parsing gave. */
static void check_check(const char *text, size_t length, const mkba_error *first)
{
    mkba_table *table = NULL;
    demand(mkba_koers_check(text, length, &table, NULL) == MKBA_OK, "no check");
    bool some = mkba_table_n_rows(table) > 0 && strcmp(mkba_table_texts(table, 1)[0], "error") == 0;
    demand(some == (first != NULL), "check and parse do not agree");
    demand(first == NULL || strcmp(mkba_table_texts(table, 5)[0], first->message) == 0, "the check has another error");
    check_table(table);
}

/* Every line that a node is linked to brings a euro: each table of the allocation sums to them. */
static void check_allocation(const mkba_koers *koers)
{
    const char *lines[100];
    double amounts[100];
    size_t n = 0;
    for (size_t i = 0; i < koers->model.node_names.n; i++)
        for (size_t k = 0; k < koers->model.nodes[i].n_lines; k++) {
            bool seen = false;
            for (size_t j = 0; j < n; j++)
                seen = seen || strcmp(lines[j], koers->model.nodes[i].lines[k].name) == 0;
            if (!seen && n == 100)
                return;
            if (!seen) {
                lines[n] = koers->model.nodes[i].lines[k].name;
                amounts[n++] = 1;
            }
        }
    for (int view = MKBA_ALLOCATION_OPGAVEN; view <= MKBA_ALLOCATION_PROGRAMMES; view++) {
        mkba_table *table = NULL;
        double sum = 0;
        demand(mkba_koers_allocate(koers, lines, n, amounts, n, (mkba_allocation_view) view, &table, NULL) == MKBA_OK,
               "no allocation");
        for (size_t row = 0; row < mkba_table_n_rows(table); row++)
            sum += mkba_table_reals(table, 3)[row];
        demand(fabs(sum - (double) n) < 1e-6, "euros are lost or made");
        check_table(table);
    }
}

static void check_network(const mkba_koers *koers)
{
    mkba_table *table = NULL;
    char *picture = NULL;
    demand(mkba_koers_contributions(koers, &table, NULL) == MKBA_OK, "no contributions");
    check_table(table);
    demand(mkba_koers_dot(koers, &picture, NULL) == MKBA_OK, "no picture");
    mkba_text_free(picture);
    check_allocation(koers);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *text = size == 0 ? "" : (const char *) data;
    mkba_koers *koers = NULL;
    mkba_error error;
    mkba_status status = mkba_koers_parse(text, size, &koers, &error);
    if (status != MKBA_OK) {
        check_error(status, &error);
        demand(koers == NULL, "a Koers beside an error");
        check_check(text, size, &error);
        return 0;
    }
    check_check(text, size, NULL);
    demand(strlen(mkba_koers_text(koers)) == size, "the text is another one");
    for (int view = MKBA_KOERS_LINKS; view <= MKBA_KOERS_FINDINGS; view++) {
        mkba_table *table = NULL;
        demand(mkba_koers_table(koers, (mkba_koers_view) view, &table, NULL) == MKBA_OK, "no table");
        check_table(table);
    }
    check_network(koers);
    mkba_koers_free(koers);
    return 0;
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

static char *bytes_of(const char *path, size_t *length)
{
    char *bytes = NULL;
    demand(mkba_i_file_read(path, LARGEST, &bytes, length, NULL) == MKBA_OK, path);
    return bytes;
}

static void run_file(const char *path)
{
    size_t length = 0;
    char *bytes = bytes_of(path, &length);
    LLVMFuzzerTestOneInput((const uint8_t *) bytes, length);
    free(bytes);
}

/* Each mutation is one of the one before, for a while: so that several things go wrong together. */
static void run_mutations(const char *path, unsigned rounds)
{
    size_t length = 0, size = 0;
    char *bytes = bytes_of(path, &length), *text = malloc(LARGEST);
    demand(text != NULL, "no memory");
    for (unsigned round = 0; round < rounds; round++) {
        if (round % 4 == 0) {
            size = length;
            memcpy(text, bytes, length);
        }
        size = fuzz_mutate(text, size, LARGEST, round);
        char *exact = malloc(size + 1); /* so that a sanitizer sees what lies beyond */
        demand(exact != NULL, "no memory");
        memcpy(exact, text, size);
        LLVMFuzzerTestOneInput((const uint8_t *) exact, size);
        free(exact);
    }
    free(text);
    free(bytes);
}

int main(int argc, char **argv)
{
    const char *rounds = getenv("MKBA_TEST_ROUNDS"), *folder = getenv("MKBA_TEST_DATA");
    char path[1000];
    for (int i = 1; i < argc; i++)
        run_file(argv[i]);
    snprintf(path, sizeof path, "%s/koers/base.json", folder == NULL ? "tests/data" : folder);
    if (argc < 2) {
        run_file(path);
        run_mutations(path, rounds == NULL ? 3000 : (unsigned) atol(rounds));
    }
    printf("1..1\nok 1 - fuzz koers: any text is refused as documented, or all of it is there\n");
    return EXIT_SUCCESS;
}
#endif
