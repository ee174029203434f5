/* Iv3 dataderden (OData): a row per municipality, report, taakveld or balance sheet item, and category. What is read
 * is the sum over the categories of costs ("L...", lasten) and of revenues ("B...", baten) of each taakveld. The
 * second placement replaces the first. */
#include "base/exact.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "panel/read.h"

typedef struct columns {
    mkba_i_keys keys;
    size_t report, field, category, first, second;
} columns;

/* The figure of an area, year and indicator, as far as it is added up. */
typedef struct total {
    mkba_i_cell cell;
    mkba_i_stand stand;
    size_t indicator, row;
} total;

typedef struct sums {
    mkba_i_roll keys; /* area#period#indicator of `totals` */
    total *totals;
    size_t capacity;
    mkba_i_roll seen;       /* area#period#taakveld#category */
    mkba_i_roll placements; /* area#period#placement */
    mkba_i_roll categories;
    char report[8]; /* "X005" */
    size_t n_balance;
} sums;

static void free_sums(sums *s)
{
    mkba_i_roll_free(&s->keys);
    mkba_i_roll_free(&s->seen);
    mkba_i_roll_free(&s->placements);
    mkba_i_roll_free(&s->categories);
    free(s->totals);
}

/* ---- columns and keys ------------------------------------------------------------------------------------ */

static mkba_status find_columns(mkba_i_intake *intake, columns *found)
{
    static const char *const usual[] = {"Gemeenten", "RegioS", NULL};
    const char *period = intake->options.period;
    mkba_status status;

    intake->options.period = "Verslagsoort"; /* year and report in one */
    status = mkba_i_intake_keys(intake, usual, &found->keys);
    intake->options.period = period;
    found->report = found->keys.period;
    if (status == MKBA_OK)
        status = mkba_i_intake_column(intake, "TaakveldBalanspost", mkba_i_intake_what(intake), &found->field);
    if (status == MKBA_OK)
        status = mkba_i_intake_column(intake, "Categorie", mkba_i_intake_what(intake), &found->category);
    if (status == MKBA_OK)
        status = mkba_i_intake_find(intake, "k_1ePlaatsing_1", mkba_i_intake_what(intake), &found->first);
    if (status == MKBA_OK)
        status = mkba_i_intake_find(intake, "k_2ePlaatsing_2", mkba_i_intake_what(intake), &found->second);
    return status;
}

/* The number of a key made of parts, added when new. */
static mkba_status number_of(mkba_i_intake *intake, mkba_i_roll *roll, const char *key, size_t *number, bool *added)
{
    const char *kept;

    *number = mkba_i_roll_find(roll, key);
    *added = *number == MKBA_I_NONE;
    if (!*added)
        return MKBA_OK;
    kept = mkba_i_arena_text(&intake->builder.arena, key, strlen(key));
    if (kept == NULL || !mkba_i_roll_add(roll, kept))
        return mkba_i_fail_memory(intake->error);
    *number = roll->n - 1;
    return MKBA_OK;
}

/* "2023X005": the year goes to the stand, the report must be the one that is asked for, or the same in all rows. */
static mkba_status read_report(mkba_i_intake *intake, const columns *found, size_t row, sums *s, char year[8],
                               bool *taken)
{
    mkba_i_span text = mkba_i_trim(mkba_i_grid_text(&intake->grid, row, found->report));
    const char *wanted = intake->options.report;
    char report[8] = "";

    if (text.length != 8 || text.text[4] != 'X')
        return mkba_i_grid_fail(&intake->grid, row, found->report, intake->error, MKBA_ERROR_PANEL,
                                "\"%.*s\" is no report, such as 2023X005", (int) text.length, text.text);
    memcpy(year, text.text, 4);
    year[4] = '\0';
    memcpy(report, text.text + 4, 4);
    *taken = wanted == NULL || strcmp(wanted, report) == 0;
    if (*taken && s->report[0] == '\0')
        memcpy(s->report, report, sizeof report);
    if (*taken && strcmp(s->report, report) != 0)
        return mkba_i_grid_fail(&intake->grid, row, found->report, intake->error, MKBA_ERROR_PANEL,
                                "report %s beside %s: a begroting is no jaarrekening; choose one in the options "
                                "(report)",
                                report, s->report);
    return MKBA_OK;
}

/* ---- figures --------------------------------------------------------------------------------------------- */

/* The second placement where it was delivered, else the first, which is then provisional. A municipality that has both
 * in one report would be added up from two returns: refused. */
static mkba_status place(mkba_i_intake *intake, const columns *found, size_t row, const mkba_i_stand *stand, sums *s,
                         mkba_i_cell *cell)
{
    mkba_i_cell first, second;
    char key[64];
    size_t number;
    bool added, use_second;
    mkba_status status = mkba_i_intake_cell(intake, row, found->first, "", &first);

    if (status == MKBA_OK)
        status = mkba_i_intake_cell(intake, row, found->second, "", &second);
    if (status != MKBA_OK)
        return status;
    use_second = mkba_cell_has_value(second.status);
    *cell = use_second ? second : first;
    if (!use_second && cell->status == MKBA_CELL_MEASURED)
        cell->status = MKBA_CELL_PROVISIONAL;
    snprintf(key, sizeof key, "%zu#%zu#%d", stand->area, stand->period, !use_second);
    if (mkba_i_roll_find(&s->placements, key) != MKBA_I_NONE)
        return mkba_i_grid_fail(&intake->grid, row, found->second, intake->error, MKBA_ERROR_PANEL,
                                "the second placement is there for some rows of this municipality, and not for others");
    snprintf(key, sizeof key, "%zu#%zu#%d", stand->area, stand->period, use_second);
    return number_of(intake, &s->placements, key, &number, &added);
}

static mkba_status add(mkba_i_intake *intake, sums *s, const mkba_i_stand *stand, size_t indicator, size_t row,
                       mkba_i_cell cell)
{
    char key[80];
    void *totals = s->totals;
    size_t number;
    bool added;
    mkba_status status;

    snprintf(key, sizeof key, "%zu#%zu#%zu", stand->area, stand->period, indicator);
    status = number_of(intake, &s->keys, key, &number, &added);
    if (status != MKBA_OK)
        return status;
    if (added && !mkba_i_grow(&totals, &s->capacity, number + 1, sizeof *s->totals))
        return mkba_i_fail_memory(intake->error);
    s->totals = totals;
    if (added) {
        s->totals[number] = (total){cell, *stand, indicator, row};
        s->totals[number].cell.status = mkba_i_cell_derived(cell.status);
        return MKBA_OK;
    }
    mkba_i_cell *sum = &s->totals[number].cell;
    sum->status = mkba_i_cell_combine(sum->status, cell.status);
    sum->value = mkba_cell_has_value(sum->status) ? sum->value + cell.value : 0;
    return MKBA_OK;
}

/* The same taakveld and category twice would count double. */
static mkba_status check_twice(mkba_i_intake *intake, const columns *found, sums *s, const mkba_i_stand *stand,
                               size_t row, mkba_i_span code, mkba_i_span category)
{
    char key[160];
    size_t number;
    bool added;
    mkba_status status;

    snprintf(key, sizeof key, "%zu#%zu#%.*s#%.*s", stand->area, stand->period, (int) code.length, code.text,
             (int) category.length, category.text);
    status = number_of(intake, &s->seen, key, &number, &added);
    if (status != MKBA_OK || added)
        return status;
    return mkba_i_grid_fail(&intake->grid, row, found->field, intake->error, MKBA_ERROR_PANEL,
                            "a second row for this municipality, report, taakveld and category");
}

/* ---- rows ------------------------------------------------------------------------------------------------ */

#define LONGEST_CODE 40 /* of a taakveld, and of a category */

static mkba_status find_indicator(mkba_i_intake *intake, char side, mkba_i_span code, size_t *indicator)
{
    const mkba_panel_options *options = &intake->options;
    char name[LONGEST_CODE + 16];
    bool wanted = options->indicators == NULL;
    mkba_status status;

    snprintf(name, sizeof name, "%s_tv_%.*s", side == 'L' ? "lasten" : "baten", (int) code.length, code.text);
    for (size_t i = 0; i < options->n_indicators; i++)
        wanted = wanted || strcmp(options->indicators[i], name) == 0;
    *indicator = MKBA_I_NONE;
    if (!wanted)
        return MKBA_OK;
    status = mkba_i_builder_indicator(&intake->builder, name, strlen(name), indicator, intake->error);
    if (status == MKBA_OK)
        status = mkba_i_builder_unit(&intake->builder, *indicator, "1000 euro", intake->error);
    if (status == MKBA_OK)
        intake->builder.known[*indicator].kind = MKBA_INDICATOR_FLOW;
    return status;
}

/* The code that a taakveld begins with: "6.71a" of "6.71a Hulp bij het huishouden (WMO)". */
static mkba_i_span code_of(mkba_i_span field)
{
    mkba_i_span code = {field.text, 0};

    while (code.length < field.length && field.text[code.length] != ' ')
        code.length++;
    return code;
}

static mkba_status read_figure(mkba_i_intake *intake, const columns *found, size_t row, sums *s, const char *year,
                               mkba_i_span code, mkba_i_span category)
{
    mkba_i_keys keys = {found->keys.area, found->keys.name, MKBA_I_NONE};
    mkba_i_stand stand;
    mkba_i_cell cell;
    size_t indicator = MKBA_I_NONE;
    mkba_status status;

    intake->options.fixed_period = year;
    status = mkba_i_intake_stand(intake, &keys, row, &stand);
    intake->options.fixed_period = NULL;
    if (status != MKBA_OK || !stand.taken)
        return status;
    status = find_indicator(intake, category.text[0], code, &indicator);
    if (status != MKBA_OK || indicator == MKBA_I_NONE)
        return status;
    status = check_twice(intake, found, s, &stand, row, code, category);
    if (status == MKBA_OK)
        status = place(intake, found, row, &stand, s, &cell);
    return status == MKBA_OK ? add(intake, s, &stand, indicator, row, cell) : status;
}

static mkba_status read_row(mkba_i_intake *intake, const columns *found, size_t row, sums *s)
{
    mkba_i_span field = mkba_i_trim(mkba_i_grid_text(&intake->grid, row, found->field)), code = code_of(field);
    mkba_i_span category = mkba_i_trim(mkba_i_grid_text(&intake->grid, row, found->category));
    char year[8], text[LONGEST_CODE + 1];
    bool taken = false, added;
    size_t number;
    mkba_status status = read_report(intake, found, row, s, year, &taken);

    if (status != MKBA_OK || !taken)
        return status;
    if (code.length == 0 || code.length > LONGEST_CODE || category.length == 0 || category.length > LONGEST_CODE)
        return mkba_i_grid_fail(&intake->grid, row, code.length == 0 ? found->field : found->category, intake->error,
                                MKBA_ERROR_PANEL, "a taakveld and a category have 1 to %d characters", LONGEST_CODE);
    if (code.text[0] < '0' || code.text[0] > '9' || (category.text[0] != 'L' && category.text[0] != 'B')) {
        s->n_balance++;
        return MKBA_OK;
    }
    memcpy(text, category.text, category.length);
    text[category.length] = '\0';
    status = number_of(intake, &s->categories, text, &number, &added);
    return status == MKBA_OK ? read_figure(intake, found, row, s, year, code, category) : status;
}

/* A category and its parts would count double: "L1" beside "L1.1", "L" beside any. */
static mkba_status check_categories(mkba_i_intake *intake, const sums *s)
{
    for (size_t i = 0; i < s->categories.n; i++)
        for (size_t j = 0; j < s->categories.n; j++) {
            const char *whole = s->categories.items[i], *part = s->categories.items[j];
            size_t length = strlen(whole);
            if (i != j && strncmp(whole, part, length) == 0 && (part[length] == '.' || length == 1))
                return mkba_i_fail(intake->error, MKBA_ERROR_PANEL, "Categorie",
                                   "there is category %s and its part %s: their sum would count double", whole, part);
        }
    return MKBA_OK;
}

static mkba_status hand_over(mkba_i_intake *intake, const sums *s)
{
    size_t source = 0;
    mkba_status status = mkba_i_builder_source(&intake->builder, intake->options.source, &source, intake->error);

    for (size_t i = 0; status == MKBA_OK && i < s->keys.n; i++)
        status = mkba_i_intake_put(intake, &s->totals[i].stand, s->totals[i].row, &s->totals[i].cell,
                                   s->totals[i].indicator, source);
    if (status == MKBA_OK && s->n_balance > 0)
        status = mkba_i_builder_note(&intake->builder, NULL, NULL, NULL, s->n_balance,
                                     "rows of the balance sheet are left out", intake->error);
    return status;
}

mkba_status mkba_i_read_iv3(mkba_i_intake *intake)
{
    sums s = {.n_balance = 0};
    columns found = {.report = 0};
    mkba_status status;

    if (intake->options.fixed_period != NULL)
        return mkba_i_fail(intake->error, MKBA_ERROR_ARGUMENT, "fixed_period", "Iv3 has its year in every row");
    status = mkba_i_intake_open(intake);
    if (status == MKBA_OK)
        status = find_columns(intake, &found);
    for (size_t row = 0; status == MKBA_OK && row < intake->grid.n_rows; row++)
        status = read_row(intake, &found, row, &s);
    if (status == MKBA_OK)
        status = check_categories(intake, &s);
    if (status == MKBA_OK)
        status = hand_over(intake, &s);
    free_sums(&s);
    return status;
}
