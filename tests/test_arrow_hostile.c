/* mkba/arrow.h: what an importer must refuse, and random damage to structs that were whole. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "base/table.h"
#include "made_arrow.h"
#include "run_suite.h"

/* ---- refused values -------------------------------------------------------------------------------------- */

/* Imports a batch that must be refused; the sentence has `piece`. */
static void refused(const made_arrow *made, mkba_status expected, const char *where, const char *piece)
{
    mkba_table *const untouched = (mkba_table *) made;
    mkba_table *table = untouched;
    mkba_error error;
    mkba_status status = mkba_table_import(&made->schema, &made->array, "t", &table, &error);
    if (status != expected || error.status != expected || strcmp(error.where, where) != 0 ||
        strstr(error.message, piece) == NULL || table != untouched)
        ck_abort_msg("wanted %s at %s: %s; got %s at %s: %s", mkba_status_name(expected), where, piece,
                     mkba_status_name(status), error.where, error.message);
}

static void refused_value(const char *format, int64_t n, const void *const *buffers, const char *piece)
{
    made_arrow made;
    made_start(&made, n);
    made_add(&made, "x", format, buffers);
    refused(&made, MKBA_ERROR_ARGUMENT, "x", piece);
}

START_TEST(values_that_a_table_cannot_hold_are_refused_by_row)
{
    static const uint64_t large[] = {1, (uint64_t) INT64_MAX + 1};
    const double infinite[] = {1, 2, -(double) INFINITY};
    const float small_infinite[] = {(float) INFINITY};
    static const uint16_t half_infinite[] = {0x7C00};
    static const int32_t days[] = {2932897}, early[] = {-719529};
    static const int64_t halfway[] = {1}, seconds[] = {253402300800};
    refused_value("L", 2, MADE_BUFFERS_OF(NULL, large), "row 1 ");
    refused_value("g", 3, MADE_BUFFERS_OF(NULL, infinite), "row 2 ");
    refused_value("f", 1, MADE_BUFFERS_OF(NULL, small_infinite), "infinite");
    refused_value("e", 1, MADE_BUFFERS_OF(NULL, half_infinite), "infinite");
    refused_value("tdD", 1, MADE_BUFFERS_OF(NULL, days), "row 0 ");
    refused_value("tdD", 1, MADE_BUFFERS_OF(NULL, early), "row 0 ");
    refused_value("tdm", 1, MADE_BUFFERS_OF(NULL, halfway), "row 0 ");
    refused_value("tss:", 1, MADE_BUFFERS_OF(NULL, seconds), "row 0 ");
}
END_TEST

START_TEST(texts_that_are_no_text_are_refused_by_row)
{
    static const int32_t offsets[] = {0, 1, 3};
    static const char *const texts[] = {"a\xFF\xFF", "a\0b", "ab\xC3", "a\xED\xA0"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        refused_value("u", 2, MADE_BUFFERS_OF(NULL, offsets, texts[i]), "row 1 ");
}
END_TEST

START_TEST(formats_that_no_table_holds_are_refused_by_name)
{
    static const struct {
        const char *format, *name;
    } formats[] = {{"z", "binary"},
                   {"Z", "large_binary"},
                   {"vz", "binary_view"},
                   {"w:4", "fixed-size binary"},
                   {"d:19,2", "decimal"},
                   {"tts", "time"},
                   {"tDn", "duration"},
                   {"tiM", "interval"},
                   {"+l", "list"},
                   {"+s", "struct"},
                   {"+m", "map"},
                   {"+ud:0", "union"},
                   {"+r", "run-end"},
                   {"", "not known"},
                   {"ll", "not known"},
                   {"tss", "not known"},
                   {"tsx:", "not known"},
                   {"?", "not known"},
                   {"+w:3", "fixed-size list"}};
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        made_arrow made;
        made_start(&made, 0);
        made_add(&made, "x", formats[i].format, MADE_BUFFERS_OF(NULL, NULL));
        refused(&made, MKBA_ERROR_ARGUMENT, "x", formats[i].name);
        refused(&made, MKBA_ERROR_ARGUMENT, "x", formats[i].format);
    }
}
END_TEST

START_TEST(two_columns_of_one_name_are_refused)
{
    made_arrow made;
    made_start(&made, 0);
    made_add(&made, "a", "n", MADE_BUFFERS_OF(MADE_END));
    made_add(&made, "b", "n", MADE_BUFFERS_OF(MADE_END));
    made_add(&made, "a", "n", MADE_BUFFERS_OF(MADE_END));
    refused(&made, MKBA_ERROR_ARGUMENT, "a", "columns 0 and 2 ");
}
END_TEST

START_TEST(more_rows_or_columns_than_a_table_holds_are_a_limit)
{
    made_arrow made;
    made_start(&made, (int64_t) INT32_MAX + 1);
    refused(&made, MKBA_ERROR_LIMIT, "array", "2147483647 rows");
    made_start(&made, 0);
    made.schema.n_children = made.array.n_children = 10001;
    refused(&made, MKBA_ERROR_LIMIT, "schema", "10000 columns");
}
END_TEST

START_TEST(a_null_pointer_is_an_argument_error)
{
    made_arrow made;
    mkba_table *table = NULL;
    mkba_error error;
    made_start(&made, 0);
    ck_assert_int_eq(mkba_table_import(NULL, &made.array, "t", &table, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_str_eq(error.where, "schema");
    ck_assert_int_eq(mkba_table_import(&made.schema, NULL, "t", &table, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_str_eq(error.where, "array");
    ck_assert_int_eq(mkba_table_import(&made.schema, &made.array, "t", NULL, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_str_eq(error.where, "table");
    ck_assert_int_eq(mkba_table_import(&made.schema, &made.array, "\xFF", &table, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_str_eq(error.where, "name");
    ck_assert_int_eq(mkba_table_import_stream(NULL, "t", &table, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_str_eq(error.where, "stream");
    struct ArrowArrayStream stream = {0};
    ck_assert_int_eq(mkba_table_import_stream(&stream, "t", NULL, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_str_eq(error.where, "table");
    ck_assert_ptr_null(table);
}
END_TEST

/* ---- a batch of every layout, in buffers with room around them ------------------------------------------- */

enum { ROWS = 6, ROOM = 64 * 16 };

typedef struct whole {
    made_arrow made;
    unsigned char valid[ROOM], numbers[4][ROOM], offsets[ROOM], texts[ROOM], views[ROOM], sizes[16], bits[ROOM];
    unsigned char days[ROOM], indices[ROOM], dictionary_offsets[ROOM];
} whole;

static void fill_buffers(whole *w)
{
    static const int32_t offsets[ROWS + 1] = {0, 2, 2, 5, 9, 9, 12};
    static const int32_t view[4] = {14, 0, 0, 3};
    static const int64_t size = 40;
    memset(w->valid, 0xFB, ROOM);
    for (size_t i = 0; i < ROWS; i++) {
        double real = (double) i - 2.5;
        uint16_t half = (uint16_t) (0x3C00 + i);
        memcpy(w->numbers[0] + 8 * i, &real, 8);
        memcpy(w->numbers[1] + 2 * i, &half, 2);
        w->numbers[2][i] = w->numbers[3][i] = (unsigned char) i;
        memcpy(w->views + 16 * i, view, sizeof view);
        w->days[4 * i] = (unsigned char) (40 * i);
        w->indices[i] = (unsigned char) (i % 3);
    }
    memcpy(w->offsets, offsets, sizeof offsets);
    memcpy(w->dictionary_offsets, offsets, sizeof offsets);
    memset(w->texts, 'a', ROOM);
    memcpy(w->sizes, &size, sizeof size);
    memset(w->bits, 0x5A, ROOM);
}

static void start_whole(whole *w)
{
    memset(w, 0, sizeof *w);
    fill_buffers(w);
    made_start(&w->made, ROWS);
    made_add(&w->made, "g", "g", MADE_BUFFERS_OF(w->valid, w->numbers[0]));
    made_add(&w->made, "e", "e", MADE_BUFFERS_OF(w->valid, w->numbers[1]));
    made_add(&w->made, "L", "L", MADE_BUFFERS_OF(NULL, w->numbers[2]));
    made_add(&w->made, "c", "c", MADE_BUFFERS_OF(w->valid, w->numbers[3]));
    made_add(&w->made, "b", "b", MADE_BUFFERS_OF(w->valid, w->bits));
    made_add(&w->made, "tdD", "tdD", MADE_BUFFERS_OF(w->valid, w->days));
    made_add(&w->made, "n", "n", MADE_BUFFERS_OF(MADE_END));
    made_add(&w->made, "u", "u", MADE_BUFFERS_OF(w->valid, w->offsets, w->texts));
    made_add(&w->made, "vu", "vu", MADE_BUFFERS_OF(w->valid, w->views, w->texts, w->sizes));
    made_column *column = made_add(&w->made, "dictionary", "c", MADE_BUFFERS_OF(w->valid, w->indices));
    made_dictionary(column, "u", 4, MADE_BUFFERS_OF(NULL, w->dictionary_offsets, w->texts));
}

static made_column *find(whole *w, const char *name)
{
    for (int i = 0; i < MADE_COLUMNS; i++)
        if (strcmp(w->made.columns[i].schema.name, name) == 0)
            return &w->made.columns[i];
    ck_abort_msg("no column %s", name);
}

/* ---- damage, one piece at a time ------------------------------------------------------------------------- */

static void put_int32(unsigned char *bytes, int32_t value)
{
    memcpy(bytes, &value, sizeof value);
}

typedef void damage(whole *w);

/* clang-format off */
static void schema_released(whole *w) { w->made.schema.release = NULL; }
static void schema_no_format(whole *w) { w->made.schema.format = NULL; }
static void schema_no_struct(whole *w) { w->made.schema.format = "l"; }
static void schema_no_children(whole *w) { w->made.schema.children = NULL; }
static void schema_negative(whole *w) { w->made.schema.n_children = -1; }
static void schema_fewer(whole *w) { w->made.schema.n_children--; }
static void schema_more(whole *w) { w->made.schema.n_children++; }
static void column_gone(whole *w) { w->made.schemas[3] = NULL; }
static void column_moved(whole *w) { w->made.schemas[3]->release = NULL; }
static void column_no_format(whole *w) { w->made.schemas[3]->format = NULL; }
static void column_no_name(whole *w) { w->made.schemas[3]->name = NULL; }
static void column_bad_name(whole *w) { w->made.schemas[3]->name = "\xC3("; }
static void array_released(whole *w) { w->made.array.release = NULL; }
static void array_negative(whole *w) { w->made.array.length = -1; }
static void array_offset(whole *w) { w->made.array.offset = -1; }
static void array_far(whole *w) { w->made.array.offset = INT64_MAX; }
static void array_longer(whole *w) { w->made.array.length++; }
static void array_shifted(whole *w) { w->made.array.offset = 1; }
static void array_children(whole *w) { w->made.array.children = NULL; }
static void array_buffers(whole *w) { w->made.array.buffers = NULL; }
static void array_no_buffer(whole *w) { w->made.array.n_buffers = 0; }
static void array_null_count(whole *w) { w->made.array.null_count = 1; }
static void array_null_row(whole *w) { w->made.buffers[0] = w->valid; }
static void array_dictionary(whole *w) { w->made.array.dictionary = &w->made.columns[9].dictionary; }
static void child_gone(whole *w) { w->made.arrays[0] = NULL; }
static void child_moved(whole *w) { w->made.arrays[0]->release = NULL; }
static void child_negative(whole *w) { w->made.arrays[0]->length = INT64_MIN; }
static void child_shorter(whole *w) { w->made.arrays[0]->length--; }
static void child_offset(whole *w) { w->made.arrays[0]->offset = INT64_MIN; }
static void child_far(whole *w) { w->made.arrays[0]->offset = INT64_MAX; }
static void child_count(whole *w) { w->made.arrays[0]->null_count = ROWS + 1; }
static void child_count_low(whole *w) { w->made.arrays[0]->null_count = -2; }
static void child_children(whole *w) { w->made.arrays[0]->n_children = 1; }
static void child_buffers(whole *w) { w->made.arrays[0]->buffers = NULL; }
static void child_n_buffers(whole *w) { w->made.arrays[0]->n_buffers = 3; }
static void child_negative_buffers(whole *w) { w->made.arrays[0]->n_buffers = -1; }
static void child_values(whole *w) { w->made.columns[0].buffers[1] = NULL; }
static void nulls_nowhere(whole *w) { w->made.columns[0].buffers[0] = NULL; w->made.arrays[0]->null_count = 1; }
static void text_buffers(whole *w) { find(w, "u")->array.n_buffers = 2; }
static void text_gone(whole *w) { find(w, "u")->buffers[2] = NULL; }
static void text_no_offsets(whole *w) { find(w, "u")->buffers[1] = NULL; }
static void text_descends(whole *w) { put_int32(w->offsets + 4, 20); }
static void text_negative(whole *w) { put_int32(w->offsets, -1); }
static void view_buffers(whole *w) { find(w, "vu")->array.n_buffers = 2; }
static void view_no_sizes(whole *w) { find(w, "vu")->buffers[3] = NULL; }
static void view_no_buffer(whole *w) { find(w, "vu")->buffers[2] = NULL; }
static void view_length(whole *w) { put_int32(w->views, -1); }
static void view_long(whole *w) { put_int32(w->views, 38); }
static void view_other(whole *w) { put_int32(w->views + 8, 1); }
static void view_other_low(whole *w) { put_int32(w->views + 8, -1); }
static void view_before(whole *w) { put_int32(w->views + 12, -1); }
static void null_buffers(whole *w) { find(w, "n")->array.n_buffers = 2; }
static void index_high(whole *w) { w->indices[0] = 4; }
static void index_low(whole *w) { w->indices[0] = 0xFF; }
static void dictionary_gone(whole *w) { find(w, "dictionary")->array.dictionary = NULL; }
static void dictionary_extra(whole *w) { w->made.arrays[3]->dictionary = &w->made.columns[9].dictionary; }
static void dictionary_moved(whole *w) { find(w, "dictionary")->dictionary.release = NULL; }
static void dictionary_negative(whole *w) { find(w, "dictionary")->dictionary.length = -1; }
static void dictionary_numbers(whole *w) { find(w, "dictionary")->dictionary_schema.format = "l"; }
static void dictionary_strange(whole *w) { find(w, "dictionary")->dictionary_schema.format = "+l"; }
static void dictionary_no_format(whole *w) { find(w, "dictionary")->dictionary_schema.format = NULL; }
static void dictionary_real_index(whole *w) { find(w, "dictionary")->schema.format = "g"; }

/* clang-format on */

START_TEST(damage_is_found_and_placed)
{
    static const struct {
        damage *apply;
        const char *where, *piece;
    } damages[] = {
        {schema_released, "schema", "released"},
        {schema_no_format, "schema", "released"},
        {schema_no_struct, "schema", "struct"},
        {schema_no_children, "schema", "not there"},
        {schema_negative, "schema", "damaged"},
        {schema_fewer, "array", "children"},
        {schema_more, "array", "children"},
        {column_gone, "schema", "column 3 "},
        {column_moved, "schema", "column 3 "},
        {column_no_format, "schema", "column 3 "},
        {column_no_name, "schema", "column 3 "},
        {column_bad_name, "schema", "UTF-8"},
        {array_released, "array", "released"},
        {array_negative, "array", "length"},
        {array_offset, "array", "offset"},
        {array_far, "array", "offset"},
        {array_longer, "g", "shorter"},
        {array_shifted, "g", "shorter"},
        {array_children, "array", "children"},
        {array_buffers, "array", "buffers"},
        {array_no_buffer, "array", "buffer"},
        {array_null_count, "array", "nulls"},
        {array_null_row, "array", "row 2 "},
        {array_dictionary, "array", "dictionary"},
        {child_gone, "g", "missing"},
        {child_moved, "g", "released"},
        {child_negative, "g", "length"},
        {child_shorter, "g", "shorter"},
        {child_offset, "g", "offset"},
        {child_far, "g", "offset"},
        {child_count, "g", "null count"},
        {child_count_low, "g", "null count"},
        {child_children, "g", "children"},
        {child_buffers, "g", "buffers"},
        {child_n_buffers, "g", "number of buffers"},
        {child_negative_buffers, "g", "number of buffers"},
        {child_values, "g", "values"},
        {nulls_nowhere, "g", "nulls"},
        {text_buffers, "u", "number of buffers"},
        {text_gone, "u", "texts"},
        {text_no_offsets, "u", "values"},
        {text_descends, "u", "ascend"},
        {text_negative, "u", "ascend"},
        {view_buffers, "vu", "number of buffers"},
        {view_no_sizes, "vu", "not there"},
        {view_no_buffer, "vu", "outside"},
        {view_length, "vu", "negative"},
        {view_long, "vu", "outside"},
        {view_other, "vu", "not there"},
        {view_other_low, "vu", "not there"},
        {view_before, "vu", "outside"},
        {null_buffers, "n", "number of buffers"},
        {index_high, "dictionary", "index"},
        {index_low, "dictionary", "index"},
        {dictionary_gone, "dictionary", "agree"},
        {dictionary_extra, "c", "agree"},
        {dictionary_moved, "dictionary", "released"},
        {dictionary_negative, "dictionary", "length"},
        {dictionary_numbers, "dictionary", "dictionary of other than texts"},
        {dictionary_strange, "dictionary", "list"},
        {dictionary_no_format, "dictionary", "released"},
        {dictionary_real_index, "dictionary", "whole numbers"},
    };
    static whole w;
    mkba_table *table = NULL;
    start_whole(&w);
    ck_assert_int_eq(mkba_table_import(&w.made.schema, &w.made.array, "t", &table, NULL), MKBA_OK);
    mkba_table_free(table);
    for (size_t i = 0; i < sizeof damages / sizeof *damages; i++) {
        start_whole(&w);
        damages[i].apply(&w);
        refused(&w.made, MKBA_ERROR_ARGUMENT, damages[i].where, damages[i].piece);
    }
}
END_TEST

START_TEST(damaged_metadata_is_refused)
{
    static const struct {
        int32_t words[4];
        const char *piece;
    } damaged[] = {{{1, -1, 0, 0}, "negative"}, {{1, 0, -1, 0}, "negative"}};
    char unit[] = "....\4\0\0\0unit\1\0\0\0\xFF";
    const int32_t one = 1, four = 4;
    made_arrow made;
    made_start(&made, 0);
    made_column *column = made_add(&made, "x", "n", MADE_BUFFERS_OF(MADE_END));
    for (size_t i = 0; i < sizeof damaged / sizeof *damaged; i++) {
        column->schema.metadata = (const char *) damaged[i].words;
        refused(&made, MKBA_ERROR_ARGUMENT, "x", damaged[i].piece);
    }
    memcpy(unit, &one, 4);
    memcpy(unit + 4, &four, 4);
    memcpy(unit + 12, &one, 4);
    column->schema.metadata = unit;
    refused(&made, MKBA_ERROR_ARGUMENT, "x", "UTF-8");
    unit[16] = '\0';
    refused(&made, MKBA_ERROR_ARGUMENT, "x", "UTF-8");
}
END_TEST

/* ---- random damage --------------------------------------------------------------------------------------- */

/* SplitMix64 (Steele, Lea, Flood 2014). */
static uint64_t next_random(uint64_t *state)
{
    uint64_t z = (*state += 0x9E3779B97F4A7C15);
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9;
    z = (z ^ z >> 27) * 0x94D049BB133111EB;
    return z ^ z >> 31;
}

static size_t below(uint64_t *state, size_t n)
{
    return (size_t) (next_random(state) % n);
}

/* Absurd, or small enough for the room around the buffers: a number that lies about a buffer cannot be seen. */
static int64_t some_number(uint64_t *state)
{
    static const int64_t absurd[] = {-1, -2, INT64_MIN, INT64_MAX, (int64_t) 1 << 49, INT32_MIN};
    size_t pick = below(state, 26);
    return pick < 20 ? (int64_t) pick : absurd[pick - 20];
}

static void damage_array(struct ArrowArray *array, size_t n_buffers, uint64_t *state)
{
    switch (below(state, 8)) {
    case 0: array->length = some_number(state); break;
    case 1: array->offset = some_number(state); break;
    case 2: array->null_count = some_number(state); break;
    case 3: array->n_buffers = (int64_t) below(state, n_buffers + 2) - 1; break;
    case 4: array->n_children = some_number(state); break;
    case 5: array->buffers[below(state, n_buffers)] = NULL; break;
    case 6: array->release = NULL; break;
    default: array->dictionary = NULL; break;
    }
}

static void damage_schema(struct ArrowSchema *schema, uint64_t *state)
{
    static const char *const names[] = {NULL, "", "g", "\xFF", "naam"};
    static const char *const formats[] = {NULL, "",    "+l",  "+s",   "n",       "c",  "C",    "s",
                                          "S",  "i",   "I",   "l",    "L",       "e",  "f",    "g",
                                          "b",  "tdD", "tdm", "tss:", "tsn:UTC", "zz", "d:3,2"};
    switch (below(state, 4)) {
    case 0: schema->release = NULL; break;
    case 1: schema->name = names[below(state, sizeof names / sizeof *names)]; break;
    case 2: schema->format = formats[below(state, sizeof formats / sizeof *formats)]; break;
    default: schema->dictionary = NULL; break;
    }
}

static void damage_bytes(whole *w, uint64_t *state)
{
    unsigned char *const free_bytes[] = {w->valid, w->numbers[0], w->numbers[1], w->numbers[2], w->numbers[3],
                                         w->texts, w->views,      w->bits,       w->days,       w->indices};
    size_t pick = below(state, 13), at = below(state, 16 * ROWS);
    if (pick < 10)
        free_bytes[pick][at] = (unsigned char) next_random(state);
    else
        put_int32((pick < 12 ? w->offsets : w->dictionary_offsets) + 4 * below(state, ROWS + 1),
                  (int32_t) below(state, ROOM) - 10);
}

static void damage_whole(whole *w, uint64_t *state)
{
    made_column *column = &w->made.columns[below(state, 10)];
    switch (below(state, 8)) {
    case 0: damage_array(&w->made.array, 1, state); break;
    case 1: damage_array(&column->array, 4, state); break;
    case 2: damage_schema(&column->schema, state); break;
    case 3:
        if (column->schema.dictionary != NULL)
            damage_array(&column->dictionary, 3, state);
        break;
    case 4: w->made.schema.n_children = some_number(state); break;
    default: damage_bytes(w, state); break;
    }
}

START_TEST(random_damage_is_refused_or_gives_a_sound_table)
{
    static whole w;
    uint64_t state = 19700101;
    size_t n_taken = 0, n_refused = 0;
    for (int i = 0; i < 30000; i++) {
        mkba_table *table = NULL;
        mkba_error error;
        char *text = NULL;
        start_whole(&w);
        for (size_t n = 1 + below(&state, 3); n > 0; n--)
            damage_whole(&w, &state);
        mkba_status status = mkba_table_import(&w.made.schema, &w.made.array, NULL, &table, &error);
        if (status == MKBA_OK) {
            ck_assert_int_eq(mkba_table_json(table, &text, NULL), MKBA_OK);
            n_taken++;
        } else {
            ck_assert(status == MKBA_ERROR_ARGUMENT || status == MKBA_ERROR_LIMIT);
            ck_assert_ptr_null(table);
            ck_assert_str_ne(error.message, "");
            n_refused++;
        }
        mkba_text_free(text);
        mkba_table_free(table);
    }
    ck_assert_uint_gt(n_taken, 1000);
    ck_assert_uint_gt(n_refused, 1000);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("arrow, hostile");
    TCase *refusals = tcase_create("refusals");
    tcase_add_test(refusals, values_that_a_table_cannot_hold_are_refused_by_row);
    tcase_add_test(refusals, texts_that_are_no_text_are_refused_by_row);
    tcase_add_test(refusals, formats_that_no_table_holds_are_refused_by_name);
    tcase_add_test(refusals, two_columns_of_one_name_are_refused);
    tcase_add_test(refusals, more_rows_or_columns_than_a_table_holds_are_a_limit);
    tcase_add_test(refusals, a_null_pointer_is_an_argument_error);
    suite_add_tcase(suite, refusals);
    TCase *damages = tcase_create("damage");
    tcase_add_test(damages, damage_is_found_and_placed);
    tcase_add_test(damages, damaged_metadata_is_refused);
    tcase_add_test(damages, random_damage_is_refused_or_gives_a_sound_table);
    suite_add_tcase(suite, damages);
    return run_suite(suite);
}
