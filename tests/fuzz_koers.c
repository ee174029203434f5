/* Any text at all: either it is refused as a Koers with a documented error that says where, or everything that can be asked
 * of it is there, and every number in it is finite.
 * How it is run: fuzz_document.h. */
#include <math.h>
#include <string.h>

#include <mkba/koers_compass.h>
#include <mkba/koers_din.h>

#include "base/memory.h"
#include "fuzz_document.h"
#include "koers/koers.h"

static const char *const seeds[] = {"base", "compass"};

const fuzz_target fuzz_this = {
    .name = "koers",
    .holds = "any text is refused as documented, or all of it is there",
    .folder = "koers",
    .seeds = seeds,
    .n_seeds = MKBA_I_LENGTH(seeds),
    .rounds = 3000,
    .documented = {MKBA_ERROR_SYNTAX, MKBA_ERROR_LIMIT, MKBA_ERROR_KOERS, MKBA_OK},
};

/* What mkba_koers_check says: whether there is an error, and that the first is the one that parsing gave. */
static void check_check(const char *text, size_t length, const mkba_error *first)
{
    mkba_table *table = NULL;
    fuzz_demand(mkba_koers_check(text, length, &table, NULL) == MKBA_OK, "no check");
    fuzz_demand(fuzz_expect_check(table, first) == (first != NULL), "check and parse do not agree");
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
        fuzz_demand(mkba_koers_allocate(koers, lines, n, amounts, n, (mkba_allocation_view) view, &table, NULL) ==
                        MKBA_OK,
                    "no allocation");
        for (size_t row = 0; row < mkba_table_n_rows(table); row++)
            sum += mkba_table_reals(table, 3)[row];
        fuzz_demand(fabs(sum - (double) n) < 1e-6, "euros are lost or made");
        fuzz_expect_table(table);
    }
}

static void check_network(const mkba_koers *koers)
{
    mkba_table *table = NULL;
    char *picture = NULL;
    fuzz_demand(mkba_koers_contributions(koers, &table, NULL) == MKBA_OK, "no contributions");
    fuzz_expect_table(table);
    fuzz_demand(mkba_koers_dot(koers, &picture, NULL) == MKBA_OK, "no picture");
    mkba_text_free(picture);
    check_allocation(koers);
}

static void check_compass(const mkba_koers *koers)
{
    mkba_compass *compass = NULL;
    fuzz_demand(mkba_koers_compass(koers, NULL, NULL, &compass, NULL) == MKBA_OK, "no compass");
    for (int view = MKBA_COMPASS_INDICATORS; view <= MKBA_COMPASS_FINDINGS; view++) {
        mkba_table *table = NULL;
        fuzz_demand(mkba_compass_table(compass, (mkba_compass_view) view, MKBA_LANGUAGE_NL, &table, NULL) == MKBA_OK,
                    "no table of a compass");
        fuzz_expect_table(table);
    }
    mkba_compass_free(compass);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *text = size == 0 ? "" : (const char *) data;
    mkba_koers *koers = NULL;
    mkba_error error;
    mkba_status status = mkba_koers_parse(text, size, &koers, &error);
    if (status != MKBA_OK) {
        fuzz_expect_error(status, &error);
        fuzz_demand(koers == NULL, "a Koers beside an error");
        check_check(text, size, &error);
        return 0;
    }
    check_check(text, size, NULL);
    fuzz_demand(strlen(mkba_koers_text(koers)) == size, "the text is another one");
    check_compass(koers);
    for (int view = MKBA_KOERS_LINKS; view <= MKBA_KOERS_FINDINGS; view++) {
        mkba_table *table = NULL;
        fuzz_demand(mkba_koers_table(koers, (mkba_koers_view) view, &table, NULL) == MKBA_OK, "no table");
        fuzz_expect_table(table);
    }
    check_network(koers);
    mkba_koers_free(koers);
    return 0;
}
