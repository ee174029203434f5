/* A register of benefits, once made. */
#ifndef MKBA_I_KOERS_REGISTER_MODEL_H
#define MKBA_I_KOERS_REGISTER_MODEL_H

#include "koers/register_forecast.h"

typedef enum mkba_i_status {
    MKBA_I_REACHED,
    MKBA_I_ON_COURSE,
    MKBA_I_BEHIND,
    MKBA_I_MISSED,
    MKBA_I_CANNOT_BE_SAID
} mkba_i_status;
#define MKBA_I_STATUSES 5
extern const char *const mkba_i_status_words[MKBA_I_STATUSES];

/* Which rule gave the status. */
typedef enum mkba_i_status_rule {
    MKBA_I_RULE_NO_TARGET,
    MKBA_I_RULE_NOT_MEASURED,
    MKBA_I_RULE_REACHED,
    MKBA_I_RULE_MISSED,
    MKBA_I_RULE_NO_LINE,
    MKBA_I_RULE_NO_SPREAD,
    MKBA_I_RULE_ON_COURSE,
    MKBA_I_RULE_BEHIND,
    MKBA_I_RULE_UNDECIDED
} mkba_i_status_rule;
#define MKBA_I_STATUS_RULES 9

/* A number that may be missing, and its interval, which may be missing too. */
typedef struct mkba_i_estimate {
    bool there, between;
    double value, low, high;
} mkba_i_estimate;

/* What is made of one indicator. */
typedef struct mkba_i_judged {
    size_t n_nodes;                   /* how many name it; 0 is not judged */
    mkba_i_series series;             /* known at the moment */
    size_t first;                     /* of these the first that a forecast is made of */
    const mkba_i_point *last;         /* the last figure since the nulmeting; NULL: not measured */
    mkba_i_estimate figure;           /* its interval at the level of the register */
    mkba_i_estimate planned, ahead;   /* at the time of the last figure */
    const mkba_i_level *target, *end; /* that the status is about, the last; NULL: there is none */
    mkba_i_forecast forecast;
    mkba_i_prediction then; /* at the target, where that lies ahead */
    bool has_chance;
    double chance; /* that the target is met */
    mkba_i_status status;
    mkba_i_status_rule rule;
    mkba_i_estimate gap, progress, planned_progress; /* to the last target */
    double deviation;                                /* standard, of progress; 0 where not known */
    double frequency, due;                           /* years; 0: not known */
    double euros;                                    /* benefits of the nodes that name it */
} mkba_i_judged;

/* Progress of a node, and what reaches it along the edges. */
typedef struct mkba_i_progress {
    size_t n_measured;
    mkba_i_estimate own, below, above, planned;
    double deviation;                      /* of own, as if all errors go one way */
    double below_measured, above_measured; /* which part of it is measured */
} mkba_i_progress;

/* Euros of each row of the costs: of a node that is a baat, of what stays elsewhere, of what no node has. */
typedef struct mkba_i_costs {
    int64_t spent, due, budget, benefit, cost;
} mkba_i_costs;

/* Of a baat. */
typedef struct mkba_i_ratios {
    mkba_i_estimate benefit, cost, per_cost, per_budget, realised, per_spent;
} mkba_i_ratios;

struct mkba_register {
    mkba_i_arena arena;
    mkba_koers *koers;             /* held */
    mkba_register_options options; /* its texts are the caller's: not to be read once made */
    double moment;                 /* 0: none */
    mkba_i_said_list said;
    mkba_i_judged *judged;     /* per indicator */
    mkba_i_progress *progress; /* per node */
    mkba_i_costs *costs;       /* per node; then elsewhere, not linked */
    mkba_i_ratios *ratios;     /* per node; of baten */
    bool has_case;
};

/* Draws of what each baat has, n apart, in the order of nodes. */
typedef struct mkba_i_register_draws {
    size_t n;
    double *benefits, *costs, *work; /* `work` has room for n */
} mkba_i_register_draws;

/* Fills the ratios, of which it is known what is valued; counts the euros of indicators. */
void mkba_i_register_ratios(mkba_register *made, const mkba_i_register_draws *all);

/* The parts of making one, in this order. */
mkba_status mkba_i_register_judge(mkba_register *made, const mkba_panel *panel, mkba_error *error);
mkba_status mkba_i_register_progress(mkba_register *made, mkba_error *error);
mkba_status mkba_i_register_costs(mkba_register *made, const mkba_case *mkba, mkba_error *error);
mkba_status mkba_i_register_find(mkba_register *made, mkba_error *error);

/* Whether a node names an indicator. */
bool mkba_i_node_names(const mkba_i_din_node *node, size_t indicator);

/* The years of a frequency in words ("jaar", "halfjaar", "twee jaar", "elke 3 maanden"); 0 for NULL and what it does not
 * know. */
double mkba_i_frequency_years(const char *text);

/* ---- tables --------------------------------------------------------------------------------------------------------- */

typedef mkba_status mkba_i_register_table(const mkba_register *made, mkba_language language, mkba_table **table,
                                          mkba_error *error);
mkba_i_register_table mkba_i_register_table_benefits, mkba_i_register_table_indicators, mkba_i_register_table_targets,
    mkba_i_register_table_paths, mkba_i_register_table_progress, mkba_i_register_table_costs,
    mkba_i_register_table_next, mkba_i_register_table_rules, mkba_i_register_table_findings;

/* Value, low and high of an estimate, where they are there. */
void mkba_i_row_register(mkba_i_row *row, const mkba_i_estimate *estimate);
/* The names of the nodes that name an indicator. */
void mkba_i_row_nodes(mkba_i_row *row, const mkba_i_koers_model *model, size_t indicator);

/* Appends why an indicator has its status. */
void mkba_i_status_say(const mkba_register *made, size_t indicator, mkba_language language, mkba_i_text *to);
const char *mkba_i_status_rule_name(mkba_i_status_rule rule);

#endif
