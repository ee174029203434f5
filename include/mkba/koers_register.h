/** @file
 *  libmkba, koers: the batenregister: per benefit the planned against the realised path, a forecast with its interval, what
 *  is left to go, what it cost so far and what it brings per euro; how progress runs over the network; and what to measure
 *  next. It is there to steer by: a status never stands without its rule, its figures and how sure it is. docs/koers.md has
 *  every formula and rule. The conventions are those of mkba/base.h. */
#ifndef MKBA_KOERS_REGISTER_H
#define MKBA_KOERS_REGISTER_H

#include <mkba/base.h>
#include <mkba/case.h>
#include <mkba/effect.h>
#include <mkba/koers.h>
#include <mkba/panel.h>

#ifdef __cplusplus
extern "C" {
#endif

/** How figures are carried on to a target. */
typedef enum mkba_forecast_method {
    /** A straight line by least squares, weighted where measurement errors are known, with Student's t prediction interval
     *  (Seber and Lee, Linear Regression Analysis, 2003, 5.3). Averages out what a figure misses by. */
    MKBA_FORECAST_TREND = 0,
    /** A random walk with drift, on from the last figure (Hyndman and Athanasopoulos, Forecasting, 2021, 5.2, for irregular
     *  times). For what is counted exactly and wanders. */
    MKBA_FORECAST_DRIFT = 1
} mkba_forecast_method;

/** "trend" or "drift"; "unknown method" for a number that is none. */
MKBA_API const char *mkba_forecast_method_name(mkba_forecast_method method);
/** The method of a name. @return MKBA_OK; MKBA_ERROR_UNKNOWN naming the nearest, and all; MKBA_ERROR_ARGUMENT */
MKBA_API MKBA_CHECKED mkba_status mkba_forecast_method_from_name(const char *name, mkba_forecast_method *value,
                                                                 mkba_error *error);

/** How a register is made. Fill with mkba_register_options_init, then set what differs. */
typedef struct mkba_register_options {
    size_t size;        ///< set by the initialiser; lets the struct grow
    const char *as_of;  ///< the moment: the end of this period ("2025", "2025HJ01", "2025-03-31", as measurements
                        ///< have them); what ended later is not known, and not spent. NULL (default): the end of
                        ///< the last figure
    double level;       ///< of all intervals, above 0, below 1; 0.9
    double certainty;   ///< from which probability a status is said, from 0.5, below 1; 0.8
    mkba_forecast_method method;  ///< MKBA_FORECAST_TREND
    const char *alternative;      ///< of the case, which must be given with it; NULL (default): that of the Koers
    const char *scenario;         ///< likewise; NULL (default): that of the Koers, if it has one
    int draws;      ///< of the case's uncertain parameters, from 0 to 1 000 000; 1000. 0: no intervals of euros
    uint64_t seed;  ///< of the draws, 1
} mkba_register_options;

/** What mkba_register_options_init calls: sets the defaults of a struct of `size` bytes. */
MKBA_API void mkba_register_options_init_size(mkba_register_options *options, size_t size);
/** Sets the defaults: call it before anything else is set. */
#define mkba_register_options_init(options) mkba_register_options_init_size((options), sizeof(mkba_register_options))

/** A register of benefits at a moment. Immutable; may be shared between threads; holds nothing of the panel and the case. */
typedef struct mkba_register mkba_register;

/** Makes the register of the benefits (baten) of a Koers.
 *
 *  Figures: those of the document for the region as a whole, with the nulmeting, and where the document has none of a period
 *  those of the panel. A forecast is made of the figures from the nulmeting on.
 *
 *  Euros: benefits and costs are present values of the case, benefits and costs of lines by their nodes. What reaches a
 *  benefit from below goes up by `split`, as mkba_koers_allocate has it, and stays at the first benefit that it reaches; so
 *  do `spent` and `budget` of efforts. To the cent; the rows sum to the total.
 *
 *  @param panel     NULL: without
 *  @param mkba      the case; NULL: without, and without euros of benefits
 *  @param options   NULL for the defaults
 *  @param[out] out  to be freed with mkba_register_free
 *  @return MKBA_OK; MKBA_ERROR_ARGUMENT for an option out of range, an alternative or scenario without a case, an area
 *          that an indicator counts twice;
 *          MKBA_ERROR_UNKNOWN for a method that is none, for an indicator, area, line, alternative or scenario that panel or
 *          case does not have (`where` is the place in the Koers, or the option); MKBA_ERROR_LIMIT for amounts or draws that
 *          are too many; MKBA_ERROR_EVALUATION as an appraisal; MKBA_ERROR_MEMORY. Thread-safe. */
MKBA_API MKBA_CHECKED mkba_status mkba_koers_register(const mkba_koers *koers, const mkba_panel *panel,
                                                      const mkba_case *mkba, const mkba_register_options *options,
                                                      mkba_register **out, mkba_error *error);

/** Frees a register. NULL is allowed. */
MKBA_API void mkba_register_free(mkba_register *benefits);

/** The moment of a register, in years: 2026 is the end of 2025. 0 for NULL, and where there is no figure at all. */
MKBA_API double mkba_register_as_of(const mkba_register *benefits);

/** The tables of a register. Intervals are of options.level. What is not known is missing, never 0. */
typedef enum mkba_register_view {
    /** A row per baat, in the order of the document: node, title, owner, n_indicators, n_measured (since their nulmeting),
     *  status (that of all its indicators; "mixed" where they differ); progress, progress_low, progress_high (part of the
     *  way from nulmeting to last target: the mean of what is measured of its indicators, each alike), planned_progress (the
     *  same of the plan); spent, budget_due (of years until the moment), budget; benefit, cost (present values of the case)
     *  with benefit_low, benefit_high, cost_low, cost_high; per_cost_euro (benefit / cost), per_budget_euro (benefit /
     *  budget), realised (benefit x progress), per_spent_euro (realised / spent), each with _low and _high. */
    MKBA_REGISTER_BENEFITS = 0,
    /** A row per indicator of a node: indicator, title, unit, direction, nodes, n_figures, start, last_period, last,
     *  last_low, last_high, planned (at the time of the last figure), ahead (last - planned, above 0 is better);
     *  target_year, target (the next one, else the last); forecast, forecast_low, forecast_high (of a figure then), basis
     *  (of the interval: "scatter", "measurement errors"), df, p_reached (probability that the target is met), status,
     *  rule (id), why (a sentence); end_year, end (the last target), gap, gap_low, gap_high (what is left to it, above 0 is
     *  still to go), progress, progress_low, progress_high, planned_progress. */
    MKBA_REGISTER_INDICATORS = 1,
    /** A row per indicator of a node and target: indicator, year, target, figure (of that year, known at the moment),
     *  forecast, low, high, p_reached, horizon (years from the last figure). */
    MKBA_REGISTER_TARGETS = 2,
    /** Everything that a picture of the paths needs, a row per point: indicator, title, unit, direction, kind ("planned":
     *  corners of straight lines; "realised"; "forecast"; "norm": two ends), time (years), period, value, low, high, level,
     *  origin ("measurement", "start", "panel"; of planned "start", "target"). */
    MKBA_REGISTER_PATHS = 3,
    /** Progress over the network, a row per node and per opgave: kind, name, level, title; n_indicators, n_measured; own,
     *  own_low, own_high (of its own indicators); below, below_low, below_high (of what leads to it, by shares),
     *  below_measured (which part of it is due to what is measured; the rest is not measured, or due to others); above,
     *  above_low, above_high (of what it is for, by splits), above_measured (which part of it is for what is measured). Of an
     *  opgave `below` is the mean of its doelen, each alike, with lowest and highest, below_measured the part of them that
     *  is known. */
    MKBA_REGISTER_PROGRESS = 4,
    /** Where the euros are: kind ("baat", "elsewhere", "not linked"), node, title, spent, budget_due, budget, benefit, cost;
     *  EUR in whole cents. The rows sum to the totals. */
    MKBA_REGISTER_COSTS = 5,
    /** What to measure next, first what resolves most: rank, indicator, title, reason (id), text, status, p_reached, due
     *  (years: when its frequency asks for a figure), euros (benefits that name it), width (of the forecast's interval, as
     *  part of the way), width_next (the same with one figure more), nodes. */
    MKBA_REGISTER_NEXT = 6,
    /** Each status rule in words with its numbers: rule (id), status, text. */
    MKBA_REGISTER_RULES = 7,
    /** What to know before it is believed: id, severity, period, indicator, text. */
    MKBA_REGISTER_FINDINGS = 8
} mkba_register_view;

/** "benefits", "indicators", "targets", "paths", "progress", "costs", "next", "rules" or "findings". */
MKBA_API const char *mkba_register_view_name(mkba_register_view view);
/** The view of a name. @return MKBA_OK; MKBA_ERROR_UNKNOWN naming the nearest, and all; MKBA_ERROR_ARGUMENT */
MKBA_API MKBA_CHECKED mkba_status mkba_register_view_from_name(const char *name, mkba_register_view *value,
                                                               mkba_error *error);

/** A table of a register.
 *  @param language    of sentences (`why`, `text` of next and rules)
 *  @param[out] table  to be freed with mkba_table_free
 *  @return MKBA_OK; MKBA_ERROR_UNKNOWN for a view or a language that is none; MKBA_ERROR_MEMORY; MKBA_ERROR_ARGUMENT.
 *          Thread-safe. */
MKBA_API MKBA_CHECKED mkba_status mkba_register_table(const mkba_register *benefits, mkba_register_view view,
                                                      mkba_language language, mkba_table **table, mkba_error *error);

#ifdef __cplusplus
}
#endif
#endif
