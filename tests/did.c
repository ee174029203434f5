/* See did.h. */
#include "did.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "panel.h"
#include "support.h"

static const char *text_of(const cJSON *from, const char *name)
{
    return cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(from, name));
}

static size_t list_of(const cJSON *from, const char *name, const char **list, const char *const **field)
{
    const cJSON *array = cJSON_GetObjectItemCaseSensitive(from, name), *item;
    size_t n = 0;
    if (array == NULL)
        return 0;
    cJSON_ArrayForEach(item, array) list[n++] = item->valuestring;
    *field = list;
    return n;
}

static double number_of(const cJSON *from, const char *name, double otherwise)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(from, name);
    return item == NULL ? otherwise : item->valuedouble;
}

#define CHOOSE(type, field)                                                                                            \
  if (text_of(from, #field) != NULL)                                                                                   \
  ck_assert_int_eq(type##_from_name(text_of(from, #field), &o->field, NULL), MKBA_OK)

void did_options_read(did_options *to, const cJSON *from)
{
    mkba_did_options *o = &to->options;
    memset(to, 0, sizeof *to);
    mkba_did_options_init(o);
    o->indicator = text_of(from, "indicator");
    o->start = text_of(from, "start");
    o->first = text_of(from, "first");
    o->last = text_of(from, "last");
    o->population = text_of(from, "population");
    o->n_treated = list_of(from, "treated", to->treated, &o->treated);
    o->n_starts = list_of(from, "starts", to->starts, &o->starts);
    o->n_donors = list_of(from, "donors", to->donors, &o->donors);
    o->n_covariates = list_of(from, "covariates", to->covariates, &o->covariates);
    o->weighted = cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(from, "weighted"));
    o->level = number_of(from, "level", o->level);
    o->replicates = (size_t) number_of(from, "replicates", (double) o->replicates);
    o->seed = (uint64_t) number_of(from, "seed", (double) o->seed);
    CHOOSE(mkba_did_method, method);
    CHOOSE(mkba_did_control, control);
    CHOOSE(mkba_did_base, base);
    CHOOSE(mkba_did_adjustment, adjustment);
    CHOOSE(mkba_did_inference, inference);
}

mkba_panel *did_panel(const cJSON *lines)
{
    char *text = calloc((size_t) cJSON_GetArraySize(lines) + 1, 80), *end = text;
    const cJSON *line;
    ck_assert_ptr_nonnull(text);
    cJSON_ArrayForEach(line, lines) end += sprintf(end, "%.78s\n", line->valuestring);
    mkba_panel *panel = panel_tidy(text);
    free(text);
    return panel;
}

mkba_panel *did_study(const char *name, const char *area, const char *period, char separator)
{
    const char *shared = getenv("MKBA_SHARED");
    char folder[900], path[1000];
    mkba_panel *panel = NULL;
    mkba_panel_options options;
    mkba_error error;
    support_path(folder, sizeof folder, shared == NULL ? "../shared" : shared, "reference/causal", "");
    support_path(path, sizeof path, folder, name, ".csv");
    mkba_panel_options_init(&options);
    options.area = area;
    options.period = period;
    options.name = "";
    options.separator = separator;
    mkba_status status = mkba_panel_read(path, MKBA_PANEL_WIDE, &options, &panel, &error);
    if (status == MKBA_ERROR_FILE)
        return NULL;
    if (status != MKBA_OK)
        ck_abort_msg("%s: %s", error.where, error.message);
    return panel;
}

mkba_panel *did_mpdta(did_options *to)
{
    static const char *const years[] = {"2004", "2005", "2006", "2007"};
    mkba_panel *panel = did_study("mpdta", "countyreal", "year", ',');
    mkba_did_options *o = &to->options;
    memset(to, 0, sizeof *to);
    mkba_did_options_init(o);
    for (size_t a = 0; panel != NULL && a < mkba_panel_n_areas(panel); a++) {
        double start = 0;
        const char *code = mkba_panel_area_code(panel, a);
        ck_assert_int_eq(mkba_panel_cell(panel, code, "2003", "first.treat", &start, NULL, NULL), MKBA_OK);
        if (start < 1)
            continue;
        to->treated[o->n_treated] = code;
        to->starts[o->n_treated++] = years[(size_t) start - 2004];
    }
    o->indicator = "lemp";
    o->treated = to->treated;
    o->starts = to->starts;
    o->n_starts = o->n_treated;
    o->method = MKBA_DID_GROUP_TIME;
    return panel;
}

mkba_table *did_view(const mkba_did *did, mkba_did_view view)
{
    mkba_table *table = NULL;
    ck_assert_int_eq(mkba_did_table(did, view, &table, NULL), MKBA_OK);
    return table;
}

size_t did_row(const mkba_table *table, const char *column, const char *text)
{
    for (size_t row = 0; row < mkba_table_n_rows(table); row++)
        if (text == NULL ? support_missing(table, row, column)
                         : !support_missing(table, row, column) && strcmp(support_text(table, row, column), text) == 0)
            return row;
    ck_abort_msg("no row whose %s is %s", column, text == NULL ? "missing" : text);
}

size_t did_inference(const mkba_table *summary, const char *inference)
{
    return did_row(summary, "inference", inference);
}

mkba_synthetic_did *did_synthetic(const mkba_panel *panel, const mkba_synthetic_did_options *options)
{
    mkba_synthetic_did *made = NULL;
    mkba_error error;
    if (mkba_panel_synthetic_did(panel, options, &made, &error) != MKBA_OK)
        ck_abort_msg("%s: %s", error.where, error.message);
    return made;
}

mkba_table *did_synthetic_view(const mkba_synthetic_did *made, mkba_synthetic_did_view view)
{
    mkba_table *table = NULL;
    ck_assert_int_eq(mkba_synthetic_did_table(made, view, &table, NULL), MKBA_OK);
    return table;
}
