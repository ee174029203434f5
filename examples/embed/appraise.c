/* Embedding libmkba: read a case, appraise it, show who pays and who benefits.
 *
 *     cc appraise.c $(pkg-config --cflags --libs mkba) -o appraise
 *     ./appraise ../gebiedsteams.json [SCENARIO]
 *
 * Without an argument ../gebiedsteams.json is taken. Exit status 1 when the case is refused. */
#include <mkba/mkba.h>

#include <stdio.h>
#include <string.h>

/* A refusal as an editor would show it: place, then what is wrong and what would be right. */
static int refuse(const mkba_error *error)
{
    if (error->source[0] != '\0')
        fprintf(stderr, "%s: ", error->source);
    if (error->line > 0)
        fprintf(stderr, "line %zu, column %zu: ", error->line, error->column);
    fprintf(stderr, "%s%s%s\n", error->message, error->where[0] != '\0' ? " at " : "", error->where);
    return 1;
}

/* The position of a column in a table; n_columns when there is none of that name. */
static size_t column_of(const mkba_table *table, const char *name)
{
    size_t column = 0;

    while (column < mkba_table_n_columns(table) && strcmp(mkba_table_column_name(table, column), name) != 0)
        column++;
    return column;
}

static void print_actors(const mkba_table *table)
{
    const char *const *alternatives = mkba_table_texts(table, column_of(table, "alternative"));
    const char *const *actors = mkba_table_texts(table, column_of(table, "actor"));
    const double *nets = mkba_table_reals(table, column_of(table, "net"));

    for (size_t row = 0; row < mkba_table_n_rows(table); row++)
        printf("  %-10s %-14s net %14.0f EUR\n", alternatives[row], actors[row], nets[row]);
}

static mkba_status show(const mkba_case *mkba, const char *scenario, mkba_error *error)
{
    mkba_appraise_options options;
    mkba_appraisal *appraisal = NULL;
    mkba_table *actors = NULL;
    mkba_status status;

    mkba_appraise_options_init(&options);
    options.scenario = scenario;
    status = mkba_case_appraise(mkba, &options, &appraisal, error);
    if (status == MKBA_OK)
        status = mkba_appraisal_table(appraisal, MKBA_VIEW_ACTORS, &actors, error);
    for (size_t i = 0; status == MKBA_OK && i < mkba_appraisal_n_alternatives(appraisal); i++) {
        const char *alternative = mkba_appraisal_alternative(appraisal, i);
        double npv = 0.0, bcr = 0.0;
        bool defined = false;

        status = mkba_appraisal_npv(appraisal, alternative, &npv, error);
        if (status == MKBA_OK)
            status = mkba_appraisal_bcr(appraisal, alternative, &bcr, &defined, error);
        if (status == MKBA_OK && defined)
            printf("%s: npv %.0f EUR, bcr %.2f\n", alternative, npv, bcr);
        else if (status == MKBA_OK)
            printf("%s: npv %.0f EUR, no bcr (no costs)\n", alternative, npv);
    }
    if (status == MKBA_OK)
        print_actors(actors);
    mkba_table_free(actors);
    mkba_appraisal_free(appraisal);
    return status;
}

int main(int argc, char **argv)
{
    const char *path = argc > 1 ? argv[1] : "../gebiedsteams.json";
    mkba_case *mkba = NULL;
    mkba_error error = {0};
    mkba_status status = mkba_case_read(path, NULL, &mkba, &error);

    if (status == MKBA_OK) {
        printf("%s (libmkba %s)\n", mkba_case_title(mkba), mkba_version());
        status = show(mkba, argc > 2 ? argv[2] : NULL, &error);
    }
    mkba_case_free(mkba);
    return status == MKBA_OK ? 0 : refuse(&error);
}
