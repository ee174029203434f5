/* What to measure next: why, and in which order. */
#include "base/exact.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "koers/register_model.h"

#define TEXT MKBA_COLUMN_TEXT
#define REAL MKBA_COLUMN_REAL
#define INTEGER MKBA_COLUMN_INTEGER

/* ---- frequencies ------------------------------------------------------------------------------------------------------ */

static const struct word {
    const char *text;
    double factor; /* of what it is multiplied by; 0 is no word that counts */
    bool unit;
} FREQUENCY[] = {{"elk", 0, false},
                 {"elke", 0, false},
                 {"ieder", 0, false},
                 {"iedere", 0, false},
                 {"per", 0, false},
                 {"de", 0, false},
                 {"het", 0, false},
                 {"een", 0, false},
                 {"half", 0.5, false},
                 {"halve", 0.5, false},
                 {"twee", 2, false},
                 {"2", 2, false},
                 {"drie", 3, false},
                 {"3", 3, false},
                 {"vier", 4, false},
                 {"4", 4, false},
                 {"vijf", 5, false},
                 {"5", 5, false},
                 {"zes", 6, false},
                 {"6", 6, false},
                 {"tien", 10, false},
                 {"10", 10, false},
                 {"week", 7 / 365.25, true},
                 {"weken", 7 / 365.25, true},
                 {"maand", 1 / 12.0, true},
                 {"maanden", 1 / 12.0, true},
                 {"maandelijks", 1 / 12.0, true},
                 {"kwartaal", 0.25, true},
                 {"kwartalen", 0.25, true},
                 {"halfjaar", 0.5, true},
                 {"halfjaarlijks", 0.5, true},
                 {"jaar", 1, true},
                 {"jaren", 1, true},
                 {"jaarlijks", 1, true},
                 {"tweejaarlijks", 2, true}};

static const struct word *find_word(const char *text, size_t length)
{
    for (size_t i = 0; i < MKBA_I_LENGTH(FREQUENCY); i++)
        if (strlen(FREQUENCY[i].text) == length && strncmp(FREQUENCY[i].text, text, length) == 0)
            return &FREQUENCY[i];
    return NULL;
}

double mkba_i_frequency_years(const char *text)
{
    double years = 1;
    bool unit = false;

    if (text == NULL)
        return 0;
    if (strcmp(text, "om het jaar") == 0)
        return 2;
    while (*text != '\0') {
        size_t length = strcspn(text, " ");
        const struct word *word = find_word(text, length);

        if (length > 0 && (word == NULL || unit)) /* after the unit there is nothing to say */
            return 0;
        if (length > 0 && word->factor > 0)
            years *= word->factor;
        unit = unit || (length > 0 && word->unit);
        text += length + (text[length] == ' ');
    }
    return unit ? years : 0;
}

/* ---- reasons ------------------------------------------------------------------------------------------------------------ */

/* The first that holds; ids and sentences by these numbers. */
typedef enum reason { NO_TARGET, NOT_MEASURED, NO_START, OVERDUE, FEW, WIDE, REASONS } reason;

static const struct {
    const char *id, *text[2];
} WORDS[REASONS] = {
    {"no-target",
     {"Agree on a target: without one a figure does not say whether it goes well.",
      "Spreek een streefwaarde af: zonder zegt een cijfer niet of het goed gaat."}},
    {"not-measured",
     {"Measure it: since the nulmeting there is no figure.", "Meet het: sinds de nulmeting is er geen cijfer."}},
    {"no-start",
     {"Find the nulmeting: without one it cannot be said which part of the way was gone.",
      "Zoek de nulmeting: zonder is niet te zeggen welk deel van de weg is afgelegd."}},
    {"overdue",
     {"Measure it: by its frequency a figure was due.",
      "Meet het: volgens de meetfrequentie had er een cijfer moeten zijn."}},
    {"too-few",
     {"Measure once more, and say by how much a figure may miss: that is not known, and so a forecast has no interval.",
      "Meet nog eens, en zeg hoeveel een cijfer ernaast kan zitten: dat is niet bekend, en dus heeft de prognose geen "
      "interval."}},
    {"undecided",
     {"Measure more often or more exactly: the interval holds the target, and the status hangs on it.",
      "Meet vaker of preciezer: de streefwaarde ligt in het interval, en de status hangt ervan af."}}};

static reason reason_of(const mkba_register *made, size_t indicator)
{
    const mkba_i_judged *judged = &made->judged[indicator];

    if (judged->target == NULL)
        return NO_TARGET;
    if (judged->last == NULL)
        return NOT_MEASURED;
    if (judged->rule == MKBA_I_RULE_NO_LINE || judged->rule == MKBA_I_RULE_NO_SPREAD)
        return FEW;
    if (!made->koers->model.indicators[indicator].has_start)
        return NO_START;
    if (judged->due > 0 && judged->due <= made->moment)
        return OVERDUE;
    return judged->status == MKBA_I_CANNOT_BE_SAID ? WIDE : REASONS;
}

/* ---- the order -------------------------------------------------------------------------------------------------------- */

typedef struct asked {
    size_t indicator;
    reason reason;
    bool open;                       /* nothing can be said of it now */
    double euros, width, width_next; /* widths as part of the way; 0: not known */
} asked;

/* First what nothing can be said of, then what most euros hang on, then the widest interval, then the order of the document. */
static int by_use(const void *a, const void *b)
{
    const asked *one = a, *other = b;

    if (one->open != other->open)
        return one->open ? -1 : 1;
    if (one->euros != other->euros)
        return one->euros > other->euros ? -1 : 1;
    if (one->width != other->width)
        return one->width > other->width ? -1 : 1;
    return one->indicator < other->indicator ? -1 : one->indicator > other->indicator;
}

/* Widths of the forecast's interval at the target, now and with one figure more. */
static void set_widths(const mkba_register *made, asked *one)
{
    const mkba_i_judged *judged = &made->judged[one->indicator];
    const mkba_i_indicator *indicator = &made->koers->model.indicators[one->indicator];
    double way = judged->end == NULL || !indicator->has_start ? 0 : fabs(judged->end->level - indicator->start), at,
           more;

    if (!(way > 0) || judged->last == NULL || judged->then.basis < MKBA_I_BY_ERRORS)
        return;
    at = judged->target->year + 0.5;
    more = judged->last->time + (judged->frequency > 0 ? judged->frequency : 1);
    one->width = (judged->then.high - judged->then.low) / way;
    if (more < at)
        one->width_next = 2 * mkba_i_forecast_half_with(&judged->forecast, at, more, made->options.level) / way;
    if (!isfinite(one->width) || !isfinite(one->width_next))
        one->width = one->width_next = 0;
}

static size_t gather(const mkba_register *made, asked *all)
{
    size_t n = 0;

    for (size_t i = 0; i < made->koers->model.indicator_names.n; i++) {
        const mkba_i_judged *judged = &made->judged[i];
        asked one = {.indicator = i, .reason = judged->n_nodes == 0 ? REASONS : reason_of(made, i)};

        if (one.reason == REASONS)
            continue;
        one.open = judged->status == MKBA_I_CANNOT_BE_SAID;
        one.euros = judged->euros;
        set_widths(made, &one);
        all[n++] = one;
    }
    qsort(all, n, sizeof *all, by_use);
    return n;
}

/* ---- the table -------------------------------------------------------------------------------------------------------- */

static void add_asked(const mkba_register *made, const asked *one, size_t rank, mkba_language language, mkba_i_row *row)
{
    const mkba_i_koers_model *model = &made->koers->model;
    const mkba_i_judged *judged = &made->judged[one->indicator];

    mkba_i_row_integer(row, (int64_t) rank);
    mkba_i_row_text(row, model->indicators[one->indicator].name);
    mkba_i_row_text(row, model->indicators[one->indicator].title);
    mkba_i_row_text(row, WORDS[one->reason].id);
    mkba_i_row_text(row, WORDS[one->reason].text[language]);
    mkba_i_row_text(row, mkba_i_status_words[judged->status]);
    mkba_i_row_real_if(row, judged->chance, judged->has_chance);
    mkba_i_row_real_if(row, judged->due, judged->due > 0);
    mkba_i_row_real_if(row, one->euros, made->has_case);
    mkba_i_row_real_if(row, one->width, one->width > 0);
    mkba_i_row_real_if(row, one->width_next, one->width_next > 0);
    mkba_i_row_nodes(row, model, one->indicator);
    mkba_i_row_next(row);
}

mkba_status mkba_i_register_table_next(const mkba_register *made, mkba_language language, mkba_table **table,
                                       mkba_error *error)
{
    static const mkba_i_column COLUMNS[] = {{"rank", INTEGER, NULL},  {"indicator", TEXT, NULL}, {"title", TEXT, NULL},
                                            {"reason", TEXT, NULL},   {"text", TEXT, NULL},      {"status", TEXT, NULL},
                                            {"p_reached", REAL, "1"}, {"due", REAL, "jaar"},     {"euros", REAL, "EUR"},
                                            {"width", REAL, "1"},     {"width_next", REAL, "1"}, {"nodes", TEXT, NULL}};
    mkba_i_arena arena = {NULL};
    asked *all = mkba_i_arena_new(&arena, made->koers->model.indicator_names.n, sizeof *all);
    size_t n = all == NULL ? 0 : gather(made, all);
    mkba_table *filled = NULL;
    mkba_i_row row;
    mkba_status status = all == NULL ? mkba_i_fail_memory(error)
                                     : mkba_i_table_new("next", COLUMNS, MKBA_I_LENGTH(COLUMNS), n, &filled, error);

    if (status == MKBA_OK) {
        row = mkba_i_row_start(filled, error);
        for (size_t i = 0; i < n; i++)
            add_asked(made, &all[i], i + 1, language, &row);
        status = mkba_i_row_hand_out(&row, table);
    }
    mkba_i_arena_free(&arena);
    return status;
}
