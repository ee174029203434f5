/* Own discount schemes. */
#include <string.h>

#include "catalog/read_own.h"

enum { SCHEME, APPLIES_FROM, APPLIES_TO, PART, FROM_TAU, RATE, EVIDENCE, SOURCE, N_SCHEME_COLUMNS };

static const char *const SCHEME_COLUMNS[] = {"scheme",   "applies_from", "applies_to", "part",
                                             "from_tau", "rate",         "evidence",   "source"};
/* From strong to weak. */
static const char *const LEVELS_OF_EVIDENCE[] = {"official", "secondary", "unconfirmed"};

/* A row: the scheme that it belongs to, with the years and texts of this row, and a segment. */
typedef struct segment_row {
    mkba_i_scheme scheme;
    mkba_segment segment;
    mkba_i_segment_note note;
    size_t evidence;
} segment_row;

static mkba_status read_applies(const mkba_i_own *s, size_t row, mkba_i_scheme *scheme)
{
    mkba_status status = mkba_i_own_year(s, row, APPLIES_FROM, &scheme->applies_from);
    if (status == MKBA_OK && mkba_i_own_cell(s, row, APPLIES_TO)[0] != '\0') {
        status = mkba_i_own_year(s, row, APPLIES_TO, &scheme->applies_to);
    }
    if (status == MKBA_OK && scheme->applies_to != 0 && scheme->applies_to < scheme->applies_from) {
        return mkba_i_own_fail(s, row, APPLIES_TO, "must not lie before applies_from");
    }
    return status;
}

static mkba_status read_rate(const mkba_i_own *s, size_t row, mkba_segment *segment)
{
    mkba_status status = mkba_i_own_number(s, row, FROM_TAU, &segment->from);
    if (status == MKBA_OK && !(segment->from >= 0.0 && segment->from <= 1000.0)) {
        return mkba_i_own_fail(s, row, FROM_TAU, "must be from 0 to 1000 years");
    }
    if (status == MKBA_OK) {
        status = mkba_i_own_number(s, row, RATE, &segment->rate);
    }
    if (status == MKBA_OK && !(segment->rate >= -0.2 && segment->rate <= 0.2)) {
        return mkba_i_own_fail(s, row, RATE, "must be from -0.2 to 0.2 a year: 2.8 % is 0.028");
    }
    return status;
}

static mkba_status read_segment(const mkba_i_own *s, size_t row, segment_row *read)
{
    mkba_status status = mkba_i_own_name(s, row, SCHEME, &read->scheme.name);
    if (status == MKBA_OK) {
        status = read_applies(s, row, &read->scheme);
    }
    if (status == MKBA_OK) {
        status = mkba_i_own_name(s, row, PART, &read->scheme.part);
    }
    if (status == MKBA_OK) {
        status = read_rate(s, row, &read->segment);
    }
    if (status == MKBA_OK) {
        status = mkba_i_own_word(s, row, EVIDENCE, LEVELS_OF_EVIDENCE, 3, "must be official, secondary or unconfirmed",
                                 &read->evidence);
    }
    return status == MKBA_OK ? mkba_i_own_text(s, row, SOURCE, &read->note.source) : status;
}

/* The schemes under way: room for as many as there are rows. */
typedef struct schemes {
    mkba_i_scheme *items; /* of the parent, then own ones */
    size_t n, n_shipped;
    mkba_segment *segments; /* a row each */
    mkba_i_segment_note *notes;
    size_t weakest; /* evidence of the last scheme */
} schemes;

static mkba_status start_scheme(const mkba_i_own *s, size_t row, const segment_row *read, schemes *all)
{
    mkba_i_scheme *made = &all->items[all->n];
    for (size_t i = all->n_shipped; i < all->n; i++) {
        if (strcmp(all->items[i].name, read->scheme.name) == 0 && strcmp(all->items[i].part, read->scheme.part) == 0) {
            return mkba_i_own_fail_row(s, row, "the segments of one scheme and part must stand together");
        }
    }
    if (mkba_i_catalog_has_scheme(s->catalog->parent, read->scheme.name)) {
        return mkba_i_own_fail(s, row, SCHEME, "must be a new name: a scheme of the catalog is not replaced");
    }
    if (read->segment.from != 0.0) {
        return mkba_i_own_fail(s, row, FROM_TAU, "must be 0 in the first segment");
    }
    if (all->n == MKBA_I_CATALOG_MOST) {
        return mkba_i_csv_fail(s->csv, row, s->at[0], s->error, MKBA_ERROR_LIMIT, "a catalog holds at most %d schemes",
                               MKBA_I_CATALOG_MOST);
    }
    *made = read->scheme;
    made->name = mkba_i_arena_text(&s->catalog->arena, read->scheme.name, strlen(read->scheme.name));
    made->part = mkba_i_arena_text(&s->catalog->arena, read->scheme.part, strlen(read->scheme.part));
    if (made->name == NULL || made->part == NULL) {
        return mkba_i_fail_memory(s->error);
    }
    made->source = read->note.source;
    made->segments = &all->segments[row - 1];
    made->notes = &all->notes[row - 1];
    all->weakest = 0;
    all->n++;
    return MKBA_OK;
}

static mkba_status check_next(const mkba_i_own *s, size_t row, const segment_row *read, const mkba_i_scheme *scheme)
{
    if (read->segment.from <= scheme->segments[scheme->n_segments - 1].from) {
        return mkba_i_own_fail(s, row, FROM_TAU, "must be later than that of the segment before");
    }
    if (read->scheme.applies_from != scheme->applies_from || read->scheme.applies_to != scheme->applies_to) {
        return mkba_i_own_fail(s, row, APPLIES_FROM, "and applies_to must be the same in all segments");
    }
    return MKBA_OK;
}

static mkba_status add_segment(const mkba_i_own *s, size_t row, segment_row *read, schemes *all)
{
    mkba_i_scheme *last = all->n > all->n_shipped ? &all->items[all->n - 1] : NULL;
    bool same =
        last != NULL && strcmp(last->name, read->scheme.name) == 0 && strcmp(last->part, read->scheme.part) == 0;
    mkba_status status = same ? check_next(s, row, read, last) : start_scheme(s, row, read, all);
    if (status != MKBA_OK) {
        return status;
    }
    last = &all->items[all->n - 1];
    all->weakest = read->evidence > all->weakest ? read->evidence : all->weakest;
    last->evidence = LEVELS_OF_EVIDENCE[all->weakest];
    read->note.evidence = LEVELS_OF_EVIDENCE[read->evidence];
    all->segments[row - 1] = read->segment;
    all->notes[row - 1] = read->note;
    last->n_segments++;
    return MKBA_OK;
}

mkba_status mkba_i_catalog_add_schemes(mkba_catalog *catalog, const mkba_i_csv *csv, mkba_error *error)
{
    mkba_i_own s = {csv, catalog, error, {0}};
    mkba_i_content *content = &catalog->content;
    schemes all = {.n = content->n_schemes, .n_shipped = content->n_schemes};
    mkba_status status = mkba_i_own_columns(&s, SCHEME_COLUMNS, N_SCHEME_COLUMNS);
    if (status != MKBA_OK) {
        return status;
    }
    all.items = mkba_i_arena_new(&catalog->arena, content->n_schemes + csv->n_rows, sizeof *all.items);
    all.segments = mkba_i_arena_new(&catalog->arena, csv->n_rows, sizeof *all.segments);
    all.notes = mkba_i_arena_new(&catalog->arena, csv->n_rows, sizeof *all.notes);
    if (all.items == NULL || all.segments == NULL || all.notes == NULL) {
        return mkba_i_fail_memory(error);
    }
    memcpy(all.items, content->schemes, content->n_schemes * sizeof *all.items);
    for (size_t row = 1; row < csv->n_rows && status == MKBA_OK; row++) {
        segment_row read = {.evidence = 0};
        status = read_segment(&s, row, &read);
        if (status == MKBA_OK) {
            status = add_segment(&s, row, &read, &all);
        }
    }
    content->schemes = all.items;
    content->n_schemes = all.n;
    return status;
}
