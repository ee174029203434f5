/* Embedding libmkba: build a case in code, appraise it, show how a figure came about, hand a table to Arrow.
 *
 *     cc build.c $(pkg-config --cflags --libs mkba) -o build
 *     ./build
 *
 * A draft is a document that is changed by JSON pointer; mkba_draft_case checks the whole. */
#include <mkba/mkba.h>

#include <stdio.h>
#include <string.h>

static const char FACTS[] = "{\"format\": \"mkba-case/1\", \"title\": \"Fietsnetwerk\", \"discount\": \"NL-2026\","
                            " \"base_year\": 2026, \"price_year\": 2024, \"years\": [2026, 2035],"
                            " \"alternatives\": {\"nul\": {\"null\": true}, \"aanleg\": {}}}";
static const char COSTS[] = "{\"id\": \"aanleg\", \"kind\": \"cost\", \"once\": true, \"payer\": \"gemeente\"}";
static const char HEALTH[] =
    "{\"id\": \"gezondheid\", \"kind\": \"benefit\", \"value\": 15000, \"receiver\": \"inwoner\"}";

/* The first failure ends it: each step is done only when those before it were. */
static mkba_status build(mkba_draft **draft, mkba_case **mkba, mkba_error *error)
{
    mkba_status status = mkba_draft_parse(FACTS, strlen(FACTS), draft, error);

    if (status == MKBA_OK)
        status = mkba_draft_set_json(*draft, "/lines/-", COSTS, strlen(COSTS), error);
    if (status == MKBA_OK)
        status = mkba_draft_set_number(*draft, "/lines/0/value", 100000.0, error);
    if (status == MKBA_OK)
        status = mkba_draft_set_json(*draft, "/lines/-", HEALTH, strlen(HEALTH), error);
    if (status == MKBA_OK)
        status = mkba_draft_case(*draft, NULL, mkba, error);
    return status;
}

/* Any table, cell by cell; a whole number that is missing is a flag of its own, not a value. */
static void print_table(const mkba_table *table)
{
    for (size_t row = 0; row < mkba_table_n_rows(table); row++) {
        for (size_t column = 0; column < mkba_table_n_columns(table); column++) {
            if (mkba_table_is_missing(table, row, column))
                printf("  -");
            else if (mkba_table_column_type(table, column) == MKBA_COLUMN_TEXT)
                printf("  %s", mkba_table_texts(table, column)[row]);
            else if (mkba_table_column_type(table, column) == MKBA_COLUMN_REAL)
                printf("  %.2f", mkba_table_reals(table, column)[row]);
            else
                printf("  %lld", (long long) mkba_table_integers(table, column)[row]);
        }
        printf("\n");
    }
}

/* Whoever gets the two structs releases them: the table may be freed before. */
static mkba_status hand_out(const mkba_table *table, mkba_error *error)
{
    struct ArrowSchema schema;
    struct ArrowArray array;
    mkba_status status = mkba_table_export(table, &schema, &array, error);

    if (status == MKBA_OK) {
        printf("Arrow: %lld rows, %lld columns\n", (long long) array.length, (long long) schema.n_children);
        array.release(&array);
        schema.release(&schema);
    }
    return status;
}

static mkba_status show(const mkba_case *mkba, mkba_error *error)
{
    mkba_appraisal *appraisal = NULL;
    mkba_table *actors = NULL, *steps = NULL;
    mkba_status status = mkba_case_appraise(mkba, NULL, &appraisal, error);

    if (status == MKBA_OK)
        status = mkba_appraisal_table(appraisal, MKBA_VIEW_ACTORS, &actors, error);
    if (status == MKBA_OK)
        status = mkba_appraisal_explain(appraisal, "aanleg", "gezondheid", 2030, &steps, error);
    if (status == MKBA_OK) {
        print_table(actors);
        print_table(steps);
        status = hand_out(actors, error);
    }
    mkba_table_free(steps);
    mkba_table_free(actors);
    mkba_appraisal_free(appraisal);
    return status;
}

int main(void)
{
    mkba_draft *draft = NULL;
    mkba_case *mkba = NULL;
    mkba_error error = {0};
    mkba_status status = build(&draft, &mkba, &error);

    if (status == MKBA_OK)
        status = show(mkba, &error);
    if (status != MKBA_OK)
        fprintf(stderr, "%s: %s at %s\n", mkba_status_name(status), error.message, error.where);
    mkba_case_free(mkba);
    mkba_draft_free(draft);
    return status == MKBA_OK ? 0 : 1;
}
