/* A provision as a stream: what was observed of it, and the path that the flow equation makes of that. */
#ifndef MKBA_I_PANEL_STREAM_H
#define MKBA_I_PANEL_STREAM_H

#include "panel/cell.h"
#include "panel/model.h"

/* What there is of a year. Stocks, flows and users in persons, rates and costs as a case has them. */
typedef enum mkba_i_quantity {
    MKBA_I_STREAM_BEGIN,
    MKBA_I_STREAM_INFLOW,
    MKBA_I_STREAM_OUTFLOW,
    MKBA_I_STREAM_END,
    MKBA_I_STREAM_MEAN,
    MKBA_I_STREAM_USERS,
    MKBA_I_STREAM_POPULATION,
    MKBA_I_STREAM_COST,
    MKBA_I_STREAM_INFLOW_RATE,
    MKBA_I_STREAM_OUTFLOW_RATE,
    MKBA_I_STREAM_UNIT_COST,
    MKBA_I_STREAM_QUANTITIES
} mkba_i_quantity;

/* Which indicator of the panel is what; the first four count clients. */
typedef enum mkba_i_stream_role {
    MKBA_I_ROLE_STOCK,
    MKBA_I_ROLE_INFLOW,
    MKBA_I_ROLE_OUTFLOW,
    MKBA_I_ROLE_USERS,
    MKBA_I_ROLE_POPULATION,
    MKBA_I_ROLE_COST,
    MKBA_I_ROLES
} mkba_i_stream_role;

/* Where a figure comes from; what is computed from several is the weakest, and at least implied. */
typedef enum mkba_i_origin { MKBA_I_OBSERVED, MKBA_I_IMPLIED, MKBA_I_ASSUMED, MKBA_I_FITTED } mkba_i_origin;

typedef struct mkba_i_known {
    double value;
    bool is;
    mkba_i_origin origin;
} mkba_i_known;

typedef struct mkba_i_stream_year {
    int year;
    mkba_i_known observed[MKBA_I_STREAM_QUANTITIES];
    mkba_i_known estimated[MKBA_I_STREAM_QUANTITIES];
} mkba_i_stream_year;

typedef struct mkba_i_stream_finding {
    const char *id;
    const char *severity;
    int year; /* 0: of all */
    const char *indicator;
    char *text;
} mkba_i_stream_finding;

typedef struct mkba_i_stream {
    const mkba_panel *panel;
    mkba_stream_options options;
    bool at_end, continuous, per_user, constant, inflow_gives_way; /* the words of the options */
    size_t area;
    size_t indicators[MKBA_I_ROLES]; /* MKBA_I_NONE for what is not given */
    double euros;                    /* in a unit of the cost */
    int price_year;                  /* of the cost; 0 is that of each year */
    mkba_i_stream_year *years;
    size_t n;
    mkba_i_stream_finding *findings;
    size_t n_findings, finding_capacity;
    mkba_error *error;
} mkba_i_stream;

/* All of it, or an error with nothing to free. */
mkba_status mkba_i_stream_make(const mkba_panel *panel, const mkba_stream_options *options, mkba_i_stream *stream,
                               mkba_error *error);
void mkba_i_stream_free(mkba_i_stream *stream);

/* Sets what follows from two others. */
static inline void mkba_i_known_set(mkba_i_known *to, double value, mkba_i_known a, mkba_i_known b)
{
    mkba_i_origin origin = a.origin > b.origin ? a.origin : b.origin;
    *to = (mkba_i_known){value, true, origin > MKBA_I_IMPLIED ? origin : MKBA_I_IMPLIED};
}

static inline mkba_i_known mkba_i_known_weaker(mkba_i_known a, mkba_i_known b)
{
    return a.origin > b.origin ? a : b;
}

/* The stock at the end of a year, and its mean, by the formulas of a case: docs/case-format.md, Streams. */
double mkba_i_stream_end(bool continuous, double begin, double inflow, double rate);
double mkba_i_stream_mean(bool continuous, double begin, double inflow, double end, double rate);
/* Of those who come in evenly over a year the part that is still there at its end: (1 - e^-h) / h. */
double mkba_i_stream_stays(double hazard);
/* Users, mean, rates and costs of a year whose stocks and flows are set. */
mkba_status mkba_i_stream_finish(const mkba_i_stream *stream, mkba_i_stream_year *year);
/* One rate for all years instead of one for each, and the path that it makes. */
mkba_status mkba_i_stream_make_constant(mkba_i_stream *stream);

/* The steps: options and definitions; years and what was observed in them; every quantity of every year; what is to be
 * said of it. */
mkba_status mkba_i_stream_define(mkba_i_stream *stream);
mkba_status mkba_i_stream_observe(mkba_i_stream *stream);
mkba_status mkba_i_stream_solve(mkba_i_stream *stream);
mkba_status mkba_i_stream_judge(mkba_i_stream *stream);

/* `severity` as in a case: "richtlijn" or "advies". */
mkba_status mkba_i_stream_find(mkba_i_stream *stream, const char *id, const char *severity, int year,
                               mkba_i_stream_role role, const char *format, ...) MKBA_I_PRINTF(6, 7);
const char *mkba_i_stream_role_name(mkba_i_stream_role role);
const char *mkba_i_origin_name(mkba_i_origin origin);
/* The name of the indicator in that role, NULL for none. */
const char *mkba_i_stream_indicator(const mkba_i_stream *stream, mkba_i_stream_role role);

#endif
