/* What a comparison holds, and the steps that make it: see growth.h for what it means. */
#ifndef MKBA_I_COMPARE_GROWTH_MODEL_H
#define MKBA_I_COMPARE_GROWTH_MODEL_H

#include <mkba/compare.h>

#include "base/table.h"
#include "compare/shared_said.h"
#include "panel/cell.h"
#include "panel/model.h"

typedef enum mkba_i_group { MKBA_I_REGION = 0, MKBA_I_PEERS = 1, MKBA_I_NATION = 2, MKBA_I_GROUPS = 3 } mkba_i_group;
typedef enum mkba_i_measure_role { MKBA_I_ASKED = 0, MKBA_I_PART = 1, MKBA_I_WATERBED = 2 } mkba_i_measure_role;

const char *mkba_i_group_name(mkba_i_group group);
const char *mkba_i_measure_role_name(mkba_i_measure_role role);

/* An area that takes part in some group. */
typedef struct mkba_i_member {
    const char *code, *name;
    size_t at; /* in the panel */
    bool in[MKBA_I_GROUPS];
    bool within;  /* of the region, or in the sum that the region is */
    bool suspect; /* some figure of it is, or its return is a copy or all zero */
} mkba_i_member;

/* The figures of an area in a year: numerator, denominator (1 of a flow or stock), and how far each may be off. */
typedef struct mkba_i_figure {
    double up, down;
    double up_off, down_off;
    bool there;
    bool assumed; /* something of it is suppressed, and counted as half of the bound */
    mkba_cell_status status;
} mkba_i_figure;

/* What is shown: an indicator, a part of it, or it with what its costs may have moved to. */
typedef struct mkba_i_measure {
    const char *name;
    const char *unit; /* of the level */
    mkba_i_measure_role role;
    size_t asked; /* the measure asked for, itself when it is that one */
    size_t *ups;  /* indicators of the panel whose sum is the numerator */
    size_t n_ups;
    size_t down; /* the denominator, MKBA_I_NONE of a flow or stock */
    double per;
    const char *amount_unit;
    double amount_factor; /* of an amount in the unit of the numerator: 1000 from "1000 euro" to EUR */
    bool money;
    bool rounded;               /* the rounding of all that is counted is known */
    mkba_i_figure *figures;     /* area by year */
    bool *counts;               /* per year: the region has its figure */
    bool *takes[MKBA_I_GROUPS]; /* per area: taking part; of the nation in the years in which it has a figure */
    const char **reasons[MKBA_I_GROUPS]; /* per area, why not; NULL where it takes part */
    bool shown;                          /* the region has what is needed */
    double *levels[MKBA_I_GROUPS];       /* per year */
    double *ups_of[MKBA_I_GROUPS];       /* sums of numerators, per year */
    double *downs_of[MKBA_I_GROUPS];
    size_t *n_of[MKBA_I_GROUPS];  /* areas, per year */
    double *draws[MKBA_I_GROUPS]; /* heap: levels, year by replicate; NULL where nothing of it is uncertain */
} mkba_i_measure;

struct mkba_comparison {
    mkba_i_arena arena;
    mkba_compare_options options; /* its lists are not kept, but numbers are */
    const char *region_name;
    mkba_i_member *areas; /* by code */
    size_t n_areas;
    size_t n_of[MKBA_I_GROUPS];
    int *years;
    size_t *periods;             /* of the years, in the panel */
    size_t n_years, first, last; /* of the years, that of from and to: 0 and n_years - 1 */
    mkba_i_measure *measures;    /* heap */
    size_t n_measures, measure_capacity;
    mkba_i_said_list said;
};

/* What the steps share while a comparison is made. */
typedef struct mkba_i_compare {
    const mkba_panel *panel;
    const mkba_compare_options *options;
    mkba_comparison *made;
    mkba_error *error;
} mkba_i_compare;

/* ---- the steps, in this order ----------------------------------------------------------------------------- */

/* growth_measures.c: what is shown. */
mkba_status mkba_i_compare_measures(mkba_i_compare *c);
/* growth_figures.c: the figures, years and areas of every measure, and its levels. */
mkba_status mkba_i_compare_figures(mkba_i_compare *c);
/* growth_draws.c: the replicates. */
mkba_status mkba_i_compare_draws(mkba_i_compare *c);
/* growth_findings.c, growth_suspects.c: what is to be said. */
mkba_status mkba_i_compare_findings(mkba_i_compare *c);
mkba_status mkba_i_compare_suspects(mkba_i_compare *c);

/* ---- what they share ------------------------------------------------------------------------------------- */

/* A text that lives as long as the comparison; NULL when memory is short. */
const char *mkba_i_compare_text(mkba_comparison *comparison, const char *format, ...) MKBA_I_PRINTF(2, 3);
/* "2021" */
#define MKBA_I_YEAR_TEXT 16
const char *mkba_i_compare_year(int year, char text[MKBA_I_YEAR_TEXT]);
/* With one decimal: "14.6", "-3.0". */
#define MKBA_I_TENTH_TEXT 32
const char *mkba_i_compare_tenth(double value, char text[MKBA_I_TENTH_TEXT]);

/* The taakveld that ends a name ("lasten_tv_6.81a" gives "6.81a"), NULL when none does. */
const char *mkba_i_taakveld_of(const char *name);

static inline mkba_i_figure *mkba_i_figure_at(const mkba_comparison *comparison, const mkba_i_measure *measure,
                                              size_t area, size_t year)
{
    return &measure->figures[area * comparison->n_years + year];
}

/* Whether an area is counted in a group in a year. */
static inline bool mkba_i_is_counted(const mkba_comparison *comparison, const mkba_i_measure *measure,
                                     mkba_i_group group, size_t area, size_t year)
{
    return measure->counts[year] && measure->takes[group][area] &&
           mkba_i_figure_at(comparison, measure, area, year)->there;
}

/* Sums of a group in a year, over the areas that are not in `without` (per area, may be NULL); the level is NAN where
 * there is none. */
typedef struct mkba_i_level {
    double up, down, level;
    size_t n;
} mkba_i_level;
mkba_i_level mkba_i_level_of(const mkba_comparison *comparison, const mkba_i_measure *measure, mkba_i_group group,
                             size_t year, const bool *without);

/* ---- estimates (growth_estimate.c) ------------------------------------------------------------------------ */

/* A figure; NAN is none. Its interval is NAN where nothing of it is known. */
typedef struct mkba_i_estimate {
    double value, low, high;
} mkba_i_estimate;

/* What is computed from the levels of a replicate. */
typedef struct mkba_i_statistic mkba_i_statistic;
struct mkba_i_statistic {
    double (*compute)(const mkba_i_statistic *statistic, size_t replicate);
    const mkba_comparison *comparison;
    const mkba_i_measure *measure;
    mkba_i_group group, reference; /* that of which it is, and that with which it is compared (or itself) */
    size_t start, end;             /* years */
    const double *logs;            /* of the levels drawn of the group, year by replicate; NULL: not at hand */
};

/* The level of a group in a year, of a replicate or (MKBA_I_POINT) as it is. */
#define MKBA_I_POINT SIZE_MAX
double mkba_i_level_drawn(const mkba_i_statistic *s, mkba_i_group group, size_t year, size_t replicate);
double mkba_i_growth(const mkba_i_statistic *s, size_t replicate);            /* per cent */
double mkba_i_growth_difference(const mkba_i_statistic *s, size_t replicate); /* percentage points */
double mkba_i_log_linear(const mkba_i_statistic *s, size_t replicate);        /* per cent per year */
double mkba_i_level_end(const mkba_i_statistic *s, size_t replicate);
/* The growth per cent as a yearly one. */
double mkba_i_cagr(double growth, int years);

/* `work` has room for as many as there are replicates. */
mkba_i_estimate mkba_i_estimate_of(const mkba_i_statistic *s, double *work);
/* The percentile interval of values drawn, which it reorders; none when one of them is NAN. */
void mkba_i_interval(const mkba_comparison *comparison, double *drawn, mkba_i_estimate *estimate);

/* ---- tables ---------------------------------------------------------------------------------------------- */

typedef mkba_status mkba_i_comparison_maker(const mkba_comparison *comparison, mkba_table **table, mkba_error *error);
mkba_i_comparison_maker mkba_i_compare_summary, mkba_i_compare_years, mkba_i_compare_growth, mkba_i_compare_ranks,
    mkba_i_compare_differences, mkba_i_compare_variants, mkba_i_compare_areas, mkba_i_compare_said;

/* Cells that tables share: indicator, role, of, unit; a number or nothing (NAN); an estimate with its interval. */
#define MKBA_I_MEASURE_COLUMNS                                                                                         \
  {"indicator", MKBA_COLUMN_TEXT, NULL}, {"role", MKBA_COLUMN_TEXT, NULL}, {"of", MKBA_COLUMN_TEXT, NULL},             \
  {                                                                                                                    \
    "unit", MKBA_COLUMN_TEXT, NULL                                                                                     \
  }
void mkba_i_row_measure(mkba_i_row *row, const mkba_comparison *comparison, const mkba_i_measure *measure);
void mkba_i_row_estimate(mkba_i_row *row, mkba_i_estimate estimate);
/* A table is written twice: once to count its rows (`row` NULL), once to fill it. Status: as the maker. */
typedef struct mkba_i_writer mkba_i_writer;
struct mkba_i_writer {
    const mkba_comparison *comparison;
    mkba_i_row *row; /* NULL while counting */
    size_t n_rows;
    double *work;     /* a number per replicate */
    bool *marks;      /* per area */
    size_t *list;     /* of areas */
    double *logs;     /* year by replicate */
    double *settled;  /* per area */
    uint32_t *chosen; /* per area */
};
/* Whether the row is to be written; counts it otherwise. */
bool mkba_i_writer_row(mkba_i_writer *writer);
mkba_status mkba_i_write_table(const mkba_comparison *comparison, const char *name, const mkba_i_column *columns,
                               size_t n_columns, void (*write)(mkba_i_writer *writer), mkba_table **table,
                               mkba_error *error);

#endif
