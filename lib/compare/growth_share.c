/* What the steps of a comparison share: names, texts, rows of tables, the views by name. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/choice.h"
#include "base/text.h"
#include "compare/growth_model.h"

const char *mkba_i_group_name(mkba_i_group group)
{
    static const char *const NAMES[] = {"region", "peers", "nation"};
    return NAMES[group];
}

const char *mkba_i_measure_role_name(mkba_i_measure_role role)
{
    static const char *const NAMES[] = {"indicator", "part", "waterbed"};
    return NAMES[role];
}

const char *mkba_i_compare_year(int year, char text[MKBA_I_YEAR_TEXT])
{
    mkba_i_period period = {MKBA_PERIOD_YEAR, year, 0};

    mkba_i_period_print(&period, text);
    return text;
}

const char *mkba_i_compare_tenth(double value, char text[MKBA_I_TENTH_TEXT])
{
    if (!(fabs(value) < 1e15)) {
        snprintf(text, MKBA_I_TENTH_TEXT, "%s", value < 0 ? "below -1e15" : "above 1e15");
        return text;
    }
    long long tenths = llround(10 * value), whole = llabs(tenths);
    snprintf(text, MKBA_I_TENTH_TEXT, "%s%lld.%lld", tenths < 0 ? "-" : "", whole / 10, whole % 10);
    return text;
}

/* ---- texts ----------------------------------------------------------------------------------------------- */

const char *mkba_i_compare_text(mkba_comparison *comparison, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    const char *made = mkba_i_arena_vformat(&comparison->arena, format, args);
    va_end(args);
    return made;
}

const char *mkba_i_taakveld_of(const char *name)
{
    const char *at = strrchr(name, '_');
    size_t digits;

    at = at == NULL ? name : at + 1;
    if (strncmp(at, "6.", 2) != 0)
        return NULL;
    digits = strspn(at + 2, "0123456789");
    if (digits == 0 ||
        (at[2 + digits] != '\0' && (at[2 + digits] < 'a' || at[2 + digits] > 'z' || at[3 + digits] != 0)))
        return NULL;
    return at;
}

/* ---- rows ------------------------------------------------------------------------------------------------ */

void mkba_i_row_measure(mkba_i_row *row, const mkba_comparison *comparison, const mkba_i_measure *measure)
{
    mkba_i_row_text(row, measure->name);
    mkba_i_row_text(row, mkba_i_measure_role_name(measure->role));
    mkba_i_row_text(row, comparison->measures[measure->asked].name);
    mkba_i_row_text(row, measure->unit);
}

void mkba_i_row_estimate(mkba_i_row *row, mkba_i_estimate estimate)
{
    mkba_i_row_maybe(row, estimate.value);
    mkba_i_row_maybe(row, estimate.low);
    mkba_i_row_maybe(row, estimate.high);
}

bool mkba_i_writer_row(mkba_i_writer *writer)
{
    writer->n_rows++;
    return writer->row != NULL;
}

mkba_status mkba_i_write_table(const mkba_comparison *comparison, const char *name, const mkba_i_column *columns,
                               size_t n_columns, void (*write)(mkba_i_writer *writer), mkba_table **table,
                               mkba_error *error)
{
    mkba_i_writer writer = {.comparison = comparison};
    mkba_table *made = NULL;
    mkba_status status;

    writer.work = malloc(comparison->options.replicates * sizeof *writer.work);
    writer.marks = calloc(comparison->n_areas + 1, sizeof *writer.marks);
    writer.list = calloc(comparison->n_areas + 1, sizeof *writer.list);
    writer.logs = malloc(comparison->n_years * comparison->options.replicates * sizeof *writer.logs);
    writer.settled = calloc(comparison->n_areas + 1, sizeof *writer.settled);
    writer.chosen = calloc(comparison->n_areas + 1, sizeof *writer.chosen);
    status = writer.work == NULL || writer.marks == NULL || writer.list == NULL || writer.logs == NULL ||
                     writer.settled == NULL || writer.chosen == NULL
                 ? mkba_i_fail_memory(error)
                 : MKBA_OK;
    if (status == MKBA_OK) {
        write(&writer);
        status = mkba_i_table_new(name, columns, n_columns, writer.n_rows, &made, error);
    }
    if (status == MKBA_OK) {
        mkba_i_row row = mkba_i_row_start(made, error);
        writer.row = &row;
        write(&writer);
        status = row.status;
    }
    free(writer.work);
    free(writer.marks);
    free(writer.list);
    free(writer.logs);
    free(writer.settled);
    free(writer.chosen);
    if (status != MKBA_OK)
        mkba_table_free(made);
    else
        *table = made;
    return status;
}

/* ---- the views by name ----------------------------------------------------------------------------------- */

/* Both by mkba_comparison_view. */
static const char *const NAMES[] = {"summary",     "years",    "growth", "ranks",
                                    "differences", "variants", "areas",  "findings"};
static mkba_i_comparison_maker *const MAKERS[] = {
    mkba_i_compare_summary,     mkba_i_compare_years,    mkba_i_compare_growth, mkba_i_compare_ranks,
    mkba_i_compare_differences, mkba_i_compare_variants, mkba_i_compare_areas,  mkba_i_compare_said};

MKBA_I_CHOICE(mkba_comparison_view, NAMES, "view", "view")

mkba_status mkba_comparison_table(const mkba_comparison *comparison, mkba_comparison_view view, mkba_table **table,
                                  mkba_error *error)
{
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(comparison), MKBA_I_GIVEN(table));

    if (status != MKBA_OK)
        return status;
    if ((size_t) view >= MKBA_I_LENGTH(NAMES))
        return mkba_i_fail(error, MKBA_ERROR_UNKNOWN, "view", "%d is no table of a comparison", (int) view);
    return MAKERS[view](comparison, table, error);
}
