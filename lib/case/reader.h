/* Reading a case, or another document of ours (koers): what every part of the reader shares. A rule that is broken is noted and reading goes on, so that
 * one pass tells everything; only a lack of memory stops it. */
#ifndef MKBA_I_CASE_READER_H
#define MKBA_I_CASE_READER_H

#include "base/json.h"
#include "case/model.h"

#define MKBA_I_PROBLEMS 50 /* the most that are kept */

/* The rules that a document breaks. */
typedef struct mkba_i_problems {
    mkba_error *items; /* heap; the first MKBA_I_PROBLEMS */
    size_t n, capacity;
    size_t refused; /* how many there were */
    bool out_of_memory;
} mkba_i_problems;

void mkba_i_problems_free(mkba_i_problems *problems);
/* Adds an error that was made elsewhere. MKBA_ERROR_MEMORY, also where that is what it says. */
mkba_status mkba_i_problems_note(mkba_i_problems *problems, const mkba_error *problem, mkba_error *error);
/* The first of them as an error. */
mkba_status mkba_i_problems_first(const mkba_i_problems *problems, mkba_error *error);

typedef struct mkba_i_reader {
    const mkba_i_json *json;
    mkba_status broken;          /* the status of a rule that is broken: MKBA_ERROR_CASE, or that of another document */
    const mkba_catalog *catalog; /* where schemes and indices are looked up; NULL: the shipped one */
    mkba_i_arena *arena;
    mkba_i_model *model; /* NULL where the document is no case: then nothing that is of cases only is read */
    mkba_i_problems *problems;
    mkba_i_roll actors; /* the names of model->actors */
} mkba_i_reader;

/* ---- noting what is wrong: each returns false, so that a check can end with it -------------------------- */

bool mkba_i_refuse(mkba_i_reader *reader, const cJSON *item, mkba_status status, const char *format, ...)
    MKBA_I_PRINTF(4, 5);
/* "SENTENCE, not 2" */
bool mkba_i_refuse_number(mkba_i_reader *reader, const cJSON *item, const char *sentence, double value);
/* Notes an error made elsewhere, with the place of `item` where it has none. */
bool mkba_i_refuse_error(mkba_i_reader *reader, const cJSON *item, const mkba_error *error);
bool mkba_i_refuse_at(mkba_i_reader *reader, const mkba_i_place *place, mkba_status status, const char *format, ...)
    MKBA_I_PRINTF(4, 5);
bool mkba_i_no_memory(mkba_i_reader *reader);
/* Whether as many problems are known as are kept: looking for what somebody meant is then of no use. */
bool mkba_i_enough(const mkba_i_reader *reader);
/* As mkba_i_names_hint, and nothing once there are enough problems. */
void mkba_i_hint(const mkba_i_reader *reader, const mkba_i_names *names, const char *name, char hint[MKBA_I_HINT]);
/* Whether nothing was refused since `problems->refused` was `before`. */
bool mkba_i_clean_since(const mkba_i_reader *reader, size_t before);

/* ---- making things ------------------------------------------------------------------------------------- */

/* Zeroed items in the arena; NULL (noted) when memory is short. */
void *mkba_i_make(mkba_i_reader *reader, size_t count, size_t size);
bool mkba_i_read_place(mkba_i_reader *reader, const cJSON *item, mkba_i_place *place);

/* ---- values: an absent key (item NULL) leaves the output alone and is fine ------------------------------ */

const cJSON *mkba_i_member(const cJSON *object, const char *key);
size_t mkba_i_count(const cJSON *parent);

/* An object whose keys are all among the n known ones; others are refused by name with the nearest known key. */
bool mkba_i_read_object(mkba_i_reader *reader, const cJSON *item, const char *what, const char *const *keys, size_t n);
/* An object with keys of the user's choice, none of them empty. */
bool mkba_i_read_map(mkba_i_reader *reader, const cJSON *item, const char *what);
/* The keys of an object (NULL is an empty one) as sorted names. */
bool mkba_i_read_names(mkba_i_reader *reader, const cJSON *item, const char *what, mkba_i_names *names);
bool mkba_i_read_array(mkba_i_reader *reader, const cJSON *item, const char *what);
bool mkba_i_read_text(mkba_i_reader *reader, const cJSON *item, const char **text);
bool mkba_i_read_bool(mkba_i_reader *reader, const cJSON *item, bool *value);
bool mkba_i_read_number(mkba_i_reader *reader, const cJSON *item, double *value);
/* A year, 1000 to 9999. */
bool mkba_i_read_year(mkba_i_reader *reader, const cJSON *item, int *year);
/* The same from a key. */
bool mkba_i_read_year_key(mkba_i_reader *reader, const cJSON *item, int *year);
/* The numbers of an object whose keys are years, in the order of the years, which are unique because keys are; NULL where
 * one is wrong, which is noted. */
mkba_i_level *mkba_i_read_levels(mkba_i_reader *reader, const cJSON *item);
bool mkba_i_read_numbers(mkba_i_reader *reader, const cJSON *item, const double **values, size_t *n);
/* One of n words; its position in *choice. */
bool mkba_i_read_choice(mkba_i_reader *reader, const cJSON *item, const char *const *words, size_t n, size_t *choice);
/* A number or an expression; streams may be used where with_streams. *expression stays NULL when absent. */
bool mkba_i_read_expression(mkba_i_reader *reader, const cJSON *item, bool with_streams,
                            const mkba_i_expression **expression);
/* The key is needed: refused at `object` when it is absent. */
bool mkba_i_need(mkba_i_reader *reader, const cJSON *object, const char *key, const char *what);

/* ---- parts, each in a file of its own ------------------------------------------------------------------- */

bool mkba_i_read_timing(mkba_i_reader *reader, const cJSON *item, mkba_i_timing *timing);
bool mkba_i_read_years(mkba_i_reader *reader, const cJSON *item, int *first, int *last);
bool mkba_i_read_discount(mkba_i_reader *reader, const cJSON *item, const mkba_i_discount **discount);
bool mkba_i_read_distribution(mkba_i_reader *reader, const cJSON *item, const mkba_i_distribution **distribution);
bool mkba_i_read_indices(mkba_i_reader *reader, const cJSON *item);
bool mkba_i_read_parameters(mkba_i_reader *reader, const cJSON *item);
bool mkba_i_read_streams(mkba_i_reader *reader, const cJSON *item);
bool mkba_i_read_lines(mkba_i_reader *reader, const cJSON *item);
bool mkba_i_read_scenarios(mkba_i_reader *reader, const cJSON *item);
bool mkba_i_read_correlations(mkba_i_reader *reader, const cJSON *item);
bool mkba_i_read_actors(mkba_i_reader *reader, const cJSON *item);
/* What lines and streams share: profile, payer or receiver, cashable, overlap group. */
bool mkba_i_read_profile(mkba_i_reader *reader, const cJSON *object, mkba_i_profile *profile);
bool mkba_i_read_party(mkba_i_reader *reader, const cJSON *owner, const char *key, mkba_i_party *party);
bool mkba_i_read_cashable(mkba_i_reader *reader, const cJSON *item, mkba_i_cashable *cashable);
bool mkba_i_read_group(mkba_i_reader *reader, const cJSON *item, size_t *group);

/* Reads the whole document into the reader's model. */
bool mkba_i_read_model(mkba_i_reader *reader);

/* Checks units and cycles and works out derived parameters; the model must have been read without a problem. */
bool mkba_i_check_units(mkba_i_reader *reader);

#endif
