/* A plan: a case under one scenario as a program, and where in it the figures of an appraisal stand. */
#ifndef MKBA_I_APPRAISE_PLAN_H
#define MKBA_I_APPRAISE_PLAN_H

#include "appraise/program.h"
#include "case/case.h"

/* The nodes that a figure comes about by are kept, for whoever wants to see how. MKBA_I_NO_NODE is none. */
#define MKBA_I_NO_NODE SIZE_MAX

/* How strongly a profile holds in a year: ramp-up times decay. */
typedef struct mkba_i_strength {
    mkba_i_node ramp_up, decay, strength;
} mkba_i_strength;

/* A discount scheme under a timing. */
typedef struct mkba_i_discounting {
    const mkba_i_discount *discount;
    mkba_i_timing timing;
    mkba_i_node *bases;   /* 1 + rate, per segment */
    mkba_i_node *factors; /* per year */
} mkba_i_discounting;

/* A number of a stream as given, and what an alternative makes of it: given * (1 + (multiplier - 1) * strength). */
typedef struct mkba_i_changed {
    mkba_i_node given, multiplier, changed;
} mkba_i_changed;

/* What a year of a stream begins with. In a stream with a path `clients` and `unit_cost` are there, else the rest. */
typedef struct mkba_i_stream_inputs {
    mkba_i_strength profile; /* of the alternative's change; none in a year in which it does not hold */
    mkba_i_node inflow_rate; /* as given, per 1000 of the population where there is one */
    mkba_i_node population;
    mkba_i_changed inflow, outflow, unit_cost, clients;
    mkba_i_node begin; /* before clients are shifted */
    mkba_i_node left_stock, joined_stock, left_inflow, joined_inflow;
    mkba_i_node remainder;       /* of the alternative's change: its 1 - decay */
    mkba_i_node spread, linger;  /* of a continuous outflow h: (1 - e^-h) / h, and (1 - that) / h */
    mkba_i_node *shares, *moved; /* per shift of the alternative's change */
} mkba_i_stream_inputs;

/* One year of a stream. In a stream with a path only mean and cost are there. */
typedef struct mkba_i_stream_year {
    mkba_i_stream_inputs from;
    mkba_i_node begin;    /* after clients were shifted out of and into the stock */
    mkba_i_node inflow;   /* own inflow, without what moved to other streams */
    mkba_i_node received; /* inflow that came from other streams */
    mkba_i_node outflow, end, mean, users, cost;
} mkba_i_stream_year;

/* How the amount of a line comes about in a year in which it holds: value x profile x growth. */
typedef struct mkba_i_line_year {
    mkba_i_node value;
    mkba_i_strength profile;
    mkba_i_node growth;
    mkba_i_node amount; /* before overlap */
} mkba_i_line_year;

/* A line in an alternative, or the effect on a stream as a line. Arrays are as long as there are years. */
typedef struct mkba_i_entry {
    const char *name;
    const char *title;           /* or NULL */
    const mkba_i_line *line;     /* NULL for a stream, */
    const mkba_i_stream *stream; /* which is then here */
    mkba_i_kind kind;
    const mkba_i_party *payer; /* n = 0 where there is none */
    const mkba_i_party *receiver;
    size_t overlap;
    bool cash;
    const mkba_i_cashable *cashable;
    const mkba_i_discounting *discounting;
    mkba_i_span span;      /* of a line, */
    mkba_i_node remainder; /* its 1 - decay */
    mkba_i_node growth;    /* and its 1 + growth */
    mkba_i_line_year *from;
    mkba_i_node *before;  /* amounts before overlap, */
    mkba_i_node *amounts; /* and after it, undiscounted */
    mkba_i_node *weights; /* 1 where it is the largest of its overlap group, else alpha; NULL without a group */
    mkba_i_node *pvs;
    mkba_i_node *volumes; /* physical effect, NULL where none is given */
    bool *holds;          /* whether the year lies in [from, to] */
    mkba_i_node undiscounted, pv;
} mkba_i_entry;

typedef struct mkba_i_actor_total {
    size_t actor;
    mkba_i_node pv_costs, pv_benefits, net;
    mkba_i_node pv_paid, pv_received; /* transfers, which are in the costs and benefits too */
} mkba_i_actor_total;

/* Cash per year. */
typedef struct mkba_i_actor_budget {
    size_t actor;
    mkba_i_node *paid, *received;
    mkba_i_node *cashable; /* of what is received, what can be taken out of the budget */
    mkba_i_node *cash;     /* cashable - paid */
} mkba_i_actor_budget;

typedef struct mkba_i_outcome {
    size_t alternative;
    mkba_i_stream_year *streams; /* [stream * n_years + year] */
    mkba_i_entry *entries;       /* lines, then streams */
    size_t n_entries;
    mkba_i_node pv_costs, pv_benefits, npv, annual_equivalent;
    mkba_i_node annuity;  /* the sum of the case's discount factors */
    mkba_i_node *changes; /* STREAM.change, [stream * n_years + year], none until it is used */
    mkba_i_node *alphas;  /* per overlap group */
    mkba_i_node *net_by_year;
    mkba_i_actor_total *actors; /* in order of first appearance */
    size_t n_actors;
    mkba_i_actor_budget *budgets;
    size_t n_budgets;
    const mkba_i_line **pm;
    size_t n_pm;
} mkba_i_outcome;

/* A parameter that is being worked out, and the term of its expression that is to be looked at next. */
typedef struct mkba_i_visit {
    size_t parameter;
    size_t term;
} mkba_i_visit;

/* What an input of the program stands for. */
typedef enum mkba_i_input_kind {
    MKBA_I_INPUT_VALUE,  /* a parameter's value, converted */
    MKBA_I_INPUT_FACTOR, /* the random factor of a series */
    MKBA_I_INPUT_ROW     /* a year of joint draws, converted */
} mkba_i_input_kind;

typedef struct mkba_i_plan_input {
    size_t parameter;
    mkba_i_input_kind kind;
    size_t column; /* of joint draws */
} mkba_i_plan_input;

typedef struct mkba_i_plan {
    mkba_i_arena arena;
    mkba_i_program program;
    mkba_i_plan_input *inputs; /* per input of the program */
    mkba_i_node *checks;       /* heap: what every run must include, whatever figures it wants */
    size_t n_checks, checks_capacity;
    const mkba_i_model *model;
    const mkba_i_scenario *scenario;
    mkba_i_settings settings;
    size_t n_years;
    double rate_shift;                /* added to every discount rate */
    mkba_i_discounting discounting;   /* the case's */
    mkba_i_node *parameters;          /* [parameter * n_years + year], none until it is needed */
    mkba_i_stream_year *null_streams; /* [stream * n_years + year] */
    mkba_i_outcome *outcomes;         /* one per policy alternative, in the order of the document */
    size_t n_outcomes;
} mkba_i_plan;

/* Under what a case is appraised. */
typedef struct mkba_i_setup {
    const mkba_i_scenario *scenario;
    mkba_i_settings settings;
    double rate_shift; /* added to every discount rate, those of lines too */
    const bool *free; /* per parameter: is an input, one number for all years, whatever the case and the scenario say of
                        * it; NULL: none. It starts at what it is without, in the first year; an expression at 0. */
} mkba_i_setup;
/* A scenario and nothing else; NULL is the case as it stands. */
mkba_i_setup mkba_i_setup_of(const mkba_case *mkba, const mkba_i_scenario *scenario);

/* Compiles a case (setup NULL: as it stands). The plan refers to the case. On failure the plan is empty. */
mkba_status mkba_i_plan_make(const mkba_case *mkba, const mkba_i_setup *setup, mkba_i_plan *plan, mkba_error *error);
void mkba_i_plan_free(mkba_i_plan *plan);

/* The outcome of a policy alternative. MKBA_ERROR_UNKNOWN names the nearest; `where` is what gave the name. */
mkba_status mkba_i_plan_outcome(const mkba_i_plan *plan, const char *alternative, const char *where,
                                const mkba_i_outcome **outcome, mkba_error *error);

/* Years after the base year at which the flow of a year (by position) falls. */
double mkba_i_plan_tau(const mkba_i_plan *plan, mkba_i_timing timing, size_t year);

#endif
