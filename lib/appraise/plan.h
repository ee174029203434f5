/* A plan: a case under one scenario as a program, and where in it the figures of an appraisal stand. */
#ifndef MKBA_I_APPRAISE_PLAN_H
#define MKBA_I_APPRAISE_PLAN_H

#include "appraise/program.h"
#include "case/case.h"

/* One year of a stream. In a stream with a path only mean and cost are there. */
typedef struct mkba_i_stream_year {
    mkba_i_node begin;    /* after clients were shifted out of and into the stock */
    mkba_i_node inflow;   /* own inflow, without what moved to other streams */
    mkba_i_node received; /* inflow that came from other streams */
    mkba_i_node outflow, end, mean, users, cost;
} mkba_i_stream_year;

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
    mkba_i_node *amounts; /* after overlap, undiscounted */
    mkba_i_node *factors; /* discount factors */
    mkba_i_node *volumes; /* physical effect, NULL where none is given */
    bool *holds;          /* whether the year lies in [from, to] */
    mkba_i_node undiscounted, pv;
} mkba_i_entry;

typedef struct mkba_i_actor_total {
    size_t actor;
    mkba_i_node pv_costs, pv_benefits, net;
} mkba_i_actor_total;

typedef struct mkba_i_actor_budget {
    size_t actor;
    mkba_i_node *years;
} mkba_i_actor_budget;

typedef struct mkba_i_outcome {
    size_t alternative;
    mkba_i_stream_year *streams; /* [stream * n_years + year] */
    mkba_i_entry *entries;       /* lines, then streams */
    size_t n_entries;
    mkba_i_node pv_costs, pv_benefits, npv, annual_equivalent;
    mkba_i_node *net_by_year;
    mkba_i_actor_total *actors; /* in order of first appearance */
    size_t n_actors;
    mkba_i_actor_budget *budgets;
    size_t n_budgets;
    const mkba_i_line **pm;
    size_t n_pm;
} mkba_i_outcome;

typedef struct mkba_i_plan {
    mkba_i_arena arena;
    mkba_i_program program;
    const mkba_i_model *model;
    const mkba_i_scenario *scenario;
    mkba_i_settings settings;
    size_t n_years;
    mkba_i_node *factors;             /* the case's discount factors per year */
    mkba_i_stream_year *null_streams; /* [stream * n_years + year] */
    mkba_i_outcome *outcomes;         /* one per policy alternative, in the order of the document */
    size_t n_outcomes;
} mkba_i_plan;

/* Compiles a case under a scenario (NULL: as it stands). The plan refers to the case. On failure the plan is empty. */
mkba_status mkba_i_plan_make(const mkba_case *mkba, const mkba_i_scenario *scenario, mkba_i_plan *plan,
                             mkba_error *error);
void mkba_i_plan_free(mkba_i_plan *plan);

#endif
