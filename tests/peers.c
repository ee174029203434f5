/* See peers.h. */
#include "peers.h"

#include <string.h>

#include <check.h>

#include "panel.h"
#include "support.h"

static const cJSON *item_of(const cJSON *from, const char *key)
{
    return cJSON_GetObjectItemCaseSensitive(from, key);
}

static const char *text_of(const cJSON *from, const char *key)
{
    const cJSON *item = item_of(from, key);
    return item == NULL ? NULL : item->valuestring;
}

static size_t list_of(const cJSON *items, const char *list[PEERS_LIST])
{
    size_t n = 0;
    for (const cJSON *item = items == NULL ? NULL : items->child; item != NULL; item = item->next) {
        ck_assert_uint_lt(n, PEERS_LIST);
        list[n++] = item->valuestring;
    }
    return n;
}

static void read_list(const cJSON *options, const char *key, const char *list[PEERS_LIST], const char *const **to,
                      size_t *n)
{
    const cJSON *items = item_of(options, key);
    *n = list_of(items, list);
    *to = items == NULL ? NULL : list;
}

static void read_weights(peers_case *to, const cJSON *items)
{
    for (const cJSON *item = items == NULL ? NULL : items->child; item != NULL; item = item->next)
        to->weights[to->options.n_weights++] = item->valuedouble;
    to->options.weights = items == NULL ? NULL : to->weights;
}

static void choose(const cJSON *options, peers_case *to)
{
    const char *method = text_of(options, "method"), *scaling = text_of(options, "scaling");
    const char *missing = text_of(options, "missing");
    if (method != NULL)
        ck_assert_int_eq(mkba_peers_method_from_name(method, &to->options.method, NULL), MKBA_OK);
    if (scaling != NULL)
        ck_assert_int_eq(mkba_scaling_from_name(scaling, &to->options.scaling, NULL), MKBA_OK);
    if (missing != NULL)
        ck_assert_int_eq(mkba_peers_missing_from_name(missing, &to->options.missing, NULL), MKBA_OK);
}

void peers_case_read(peers_case *to, const cJSON *from)
{
    const cJSON *options = item_of(from, "options"), *k = item_of(options, "k");
    memset(to, 0, sizeof *to);
    mkba_peers_options_init(&to->options);
    choose(options, to);
    to->n_region = list_of(item_of(from, "region"), to->region);
    read_list(options, "by", to->lists[0], &to->options.by, &to->options.n_by);
    read_list(options, "candidates", to->lists[1], &to->options.candidates, &to->options.n_candidates);
    read_list(options, "exclude", to->lists[2], &to->options.exclude, &to->options.n_exclude);
    read_list(options, "outcomes", to->lists[3], &to->options.outcomes, &to->options.n_outcomes);
    read_weights(to, item_of(options, "weights"));
    to->options.year = text_of(options, "year");
    to->options.before = text_of(options, "before");
    to->options.prefix = text_of(options, "prefix");
    to->options.as_one = cJSON_IsTrue(item_of(options, "as_one"));
    if (k != NULL)
        to->options.k = (size_t) k->valuedouble;
}

/* ---- panels ---------------------------------------------------------------------------------------------- */

static mkba_panel *swap(mkba_panel *before, mkba_status status, mkba_panel *const *after, const mkba_error *error)
{
    if (status != MKBA_OK)
        ck_abort_msg("%s: %s", error->where, error->message);
    mkba_panel_free(before);
    return *after;
}

static mkba_panel *describe(mkba_panel *panel, const cJSON *item)
{
    mkba_indicator known = {.name = text_of(item, "name"),
                            .kind = MKBA_INDICATOR_STOCK,
                            .numerator = text_of(item, "numerator"),
                            .denominator = text_of(item, "denominator"),
                            .per = 1000};
    const char *parts[PEERS_LIST];
    mkba_panel *made = NULL;
    mkba_error error;
    known.n_parts = list_of(item_of(item, "parts"), parts);
    known.parts = known.n_parts == 0 ? NULL : parts;
    if (known.numerator != NULL)
        known.kind = MKBA_INDICATOR_RATE;
    return swap(panel, mkba_panel_described(panel, &known, 1, &made, &error), &made, &error);
}

static mkba_panel *add_attribute(mkba_panel *panel, const cJSON *item)
{
    const char *codes[PEERS_LIST], *texts[PEERS_LIST];
    double numbers[PEERS_LIST];
    bool text = cJSON_IsString(item->child);
    size_t n = 0;
    mkba_panel *made = NULL;
    mkba_error error;
    for (const cJSON *of = item->child; of != NULL; of = of->next, n++) {
        codes[n] = of->string;
        texts[n] = of->valuestring;
        numbers[n] = of->valuedouble;
    }
    return swap(panel,
                mkba_panel_with_attribute(panel, item->string, NULL, codes, n, text ? texts : NULL,
                                          text ? NULL : numbers, &made, &error),
                &made, &error);
}

static mkba_panel *add_region(mkba_panel *panel, const cJSON *item)
{
    const char *members[PEERS_LIST];
    size_t n = list_of(item, members);
    mkba_panel *made = NULL;
    mkba_error error;
    return swap(panel, mkba_panel_region(panel, item->string, NULL, members, n, MKBA_MISSING_SPREADS, &made, &error),
                &made, &error);
}

static mkba_panel *suspect(mkba_panel *panel, const cJSON *item)
{
    const char *names[PEERS_LIST];
    mkba_panel *made = NULL;
    mkba_error error;
    ck_assert_uint_eq(list_of(item, names), 3);
    return swap(panel, mkba_panel_with_suspects(panel, &names[0], &names[1], &names[2], 1, NULL, &made, &error), &made,
                &error);
}

static mkba_panel *each(mkba_panel *panel, const cJSON *items, mkba_panel *(*change)(mkba_panel *, const cJSON *) )
{
    for (const cJSON *item = items == NULL ? NULL : items->child; item != NULL; item = item->next)
        panel = change(panel, item);
    return panel;
}

mkba_panel *peers_panel(const cJSON *from)
{
    mkba_panel *panel = panel_tidy(text_of(from, "text"));
    panel = each(panel, item_of(from, "described"), describe);
    panel = each(panel, item_of(from, "attributes"), add_attribute);
    panel = each(panel, item_of(from, "suspect"), suspect);
    return each(panel, item_of(from, "regions"), add_region);
}

/* ---- peers ----------------------------------------------------------------------------------------------- */

mkba_peers *peers_of(const mkba_panel *panel, const peers_case *wanted)
{
    mkba_peers *peers = NULL;
    mkba_error error;
    if (mkba_panel_peers(panel, wanted->region, wanted->n_region, &wanted->options, &peers, &error) != MKBA_OK)
        ck_abort_msg("%s: %s", error.where, error.message);
    return peers;
}

mkba_table *peers_table(const mkba_peers *peers, mkba_peers_view view)
{
    mkba_table *table = NULL;
    ck_assert_int_eq(mkba_peers_table(peers, view, &table, NULL), MKBA_OK);
    return table;
}

size_t peers_row(const mkba_table *table, const char *column, const char *text)
{
    for (size_t row = 0; row < mkba_table_n_rows(table); row++)
        if (strcmp(support_text(table, row, column), text) == 0)
            return row;
    ck_abort_msg("no row whose %s is %s", column, text);
    return 0;
}
