/* What a study is made of. */
#ifndef MKBA_I_UNCERTAIN_STUDY_INSIDE_H
#define MKBA_I_UNCERTAIN_STUDY_INSIDE_H

#include "stat/copula.h"
#include "stat/sampler.h"
#include "uncertain/study.h"

/* A year of joint draws: an input of the program, and its value by row, converted. */
typedef struct mkba_i_study_column {
    size_t input;
    double series; /* what an appraisal takes */
    const double *rows;
} mkba_i_study_column;

typedef struct mkba_i_variable {
    const mkba_i_parameter *parameter;
    size_t position; /* in the case */
    const mkba_i_distribution *distribution;
    mkba_i_points **points;  /* per replicate; NULL: always at its mean */
    mkba_i_sampler *sampler; /* NULL: joint draws, or not sampled */
    size_t group;            /* of correlated ones, or MKBA_I_NONE */
    double mean;
    /* a value or factor: */
    size_t input;
    bool converts; /* the program takes another number than the parameter's own */
    /* joint draws: */
    const mkba_i_study_column *columns;
    size_t n_columns;
} mkba_i_variable;

/* Correlated parameters. All of them are drawn, so that the draws of one do not depend on which others matter. */
typedef struct mkba_i_study_group {
    mkba_i_copula *copula;
    size_t n;
    size_t *members; /* per member its place among the study's parameters, MKBA_I_NONE where only its uniforms matter */
    mkba_i_points ***points; /* per member, per replicate */
} mkba_i_study_group;

/* Where a quantity comes from: what was computed, or the quotient of two such. */
typedef struct mkba_i_study_source {
    size_t node, by; /* positions among the nodes wanted; `by` is MKBA_I_NONE but for a quotient */
} mkba_i_study_source;

struct mkba_i_study {
    mkba_i_arena arena;
    mkba_i_plan plan; /* the case as a program */
    mkba_i_study_setup setup;
    mkba_i_batch *batch;
    mkba_i_quantity *quantities;
    mkba_i_study_source *sources;
    size_t n_quantities, quantities_capacity; /* heap */
    mkba_i_node *wanted;                      /* heap */
    size_t n_wanted, wanted_capacity, sources_capacity;
    size_t n_quotients;
    double *points; /* per quantity, in an appraisal */
    mkba_i_variable *parameters;
    size_t n_parameters;
    double *means;
    size_t *places; /* per parameter of the case: among those, or MKBA_I_NONE */
    bool *is_fixed; /* per parameter of the case: the scenario gives its value */
    mkba_i_study_group *groups;
    size_t n_groups;
    size_t most_members; /* of a group */
    bool failed;         /* memory ran out */
};

struct mkba_i_study_space {
    const mkba_i_study *study;
    size_t most_draws;
    mkba_i_arena arena;
    mkba_i_batch_space *batch;
    double *numbers, *next; /* all arrays of draws, and where the next begins while they are laid out */
    double **values;        /* per parameter, in its own unit */
    double **converted;     /* per parameter, as the program takes it */
    double **columns;       /* per year of joint draws */
    double **quotients;
    double **members; /* of the group at hand: uniforms */
    double *spare;    /* those of members whose values do not matter */
    const double **inputs;
    const double **results; /* per node wanted */
    const double **quantities;
};

/* benefits / costs, NaN where there is none; see mkba_i_bcr. */
double mkba_i_study_quotient(double benefits, double costs);

/* Which quantities there are, and the nodes that they come from. */
void mkba_i_study_list(mkba_i_study *study);

#endif
