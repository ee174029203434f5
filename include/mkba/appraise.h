/** @file
 *  libmkba, appraise: from a case to its costs, benefits, who bears them, and when. */
#ifndef MKBA_APPRAISE_H
#define MKBA_APPRAISE_H

#include <mkba/base.h>
#include <mkba/case.h>

#ifdef __cplusplus
extern "C" {
#endif

/** The outcome of one appraisal: every policy alternative against the nulalternatief. Immutable; it
 *  holds on to its case, which may be freed before it. */
typedef struct mkba_appraisal mkba_appraisal;

/** How to appraise. Fill with mkba_appraise_options_init, then set what differs. */
typedef struct mkba_appraise_options {
    size_t size;           ///< set by the initialiser; lets the struct grow
    const char *scenario;  ///< name of a scenario, or NULL (default) for the case as it stands
} mkba_appraise_options;

/** What mkba_appraise_options_init calls: sets the defaults of a struct of `size` bytes. */
MKBA_API void mkba_appraise_options_init_size(mkba_appraise_options *options, size_t size);
/** Sets the defaults: call it before anything else is set. */
#define mkba_appraise_options_init(options) mkba_appraise_options_init_size((options), sizeof(mkba_appraise_options))

/** Appraises a case.
 *
 *  Amount in year y = value(y) x ramp_up(y) x decay(y) x growth(y); overlap after that; pv = sum over the
 *  years of amount x D(tau_y); npv = pv of benefits - pv of costs. Transfers are zero for society.
 *  Source: docs/case-format.md; Algemene leidraad voor maatschappelijke kosten-batenanalyse (CPB/PBL 2013).
 *
 *  @param options   NULL for the defaults
 *  @param[out] out  to be freed with mkba_appraisal_free
 *  @return MKBA_OK; MKBA_ERROR_UNKNOWN for the scenario; MKBA_ERROR_EVALUATION naming line or stream,
 *          year and sub-expression; MKBA_ERROR_CASE (a rule that only a scenario breaks);
 *          MKBA_ERROR_LIMIT (more lines, streams, alternatives and years than are computed);
 *          MKBA_ERROR_MEMORY; MKBA_ERROR_ARGUMENT
 *  Thread-safe: any number of threads may appraise one case. */
MKBA_API MKBA_CHECKED mkba_status mkba_case_appraise(const mkba_case *mkba, const mkba_appraise_options *options,
                                                     mkba_appraisal **out, mkba_error *error);

/** Frees an appraisal; tables that were made of it live on. NULL is allowed. */
MKBA_API void mkba_appraisal_free(mkba_appraisal *appraisal);

/** How many policy alternatives there are. */
MKBA_API size_t mkba_appraisal_n_alternatives(const mkba_appraisal *appraisal);
/** The name of a policy alternative, by position from 0; owned by the appraisal, NULL beyond the last. */
MKBA_API const char *mkba_appraisal_alternative(const mkba_appraisal *appraisal, size_t position);

/** Net present value of an alternative in EUR of the case's price year.
 *  @return MKBA_OK; MKBA_ERROR_UNKNOWN for the alternative; MKBA_ERROR_ARGUMENT */
MKBA_API MKBA_CHECKED mkba_status mkba_appraisal_npv(const mkba_appraisal *appraisal, const char *alternative,
                                                     double *npv, mkba_error *error);

/** Benefit-cost ratio: pv of benefits / pv of costs. Where pv of costs <= 0, or the ratio is beyond the
 *  range of a double, there is none:
 *  `defined` is false and `bcr` is untouched. */
MKBA_API MKBA_CHECKED mkba_status mkba_appraisal_bcr(const mkba_appraisal *appraisal, const char *alternative,
                                                     double *bcr, bool *defined, mkba_error *error);

/** The tables of an appraisal. Amounts are in EUR of the case's price year; pv is the present value. */
typedef enum mkba_view {
    /** Per alternative: pv_costs, pv_benefits, npv, bcr, annual_equivalent, pm (how many lines have no amount); irr
     *  (where there is exactly one rate of return, and it is certified), irr_roots (how many there are); payback in
     *  years after the base year (tau), payback_year on the calendar (base_year + tau: 2031.5 is the middle of 2031,
     *  2032 its end), discounted_payback (tau). */
    MKBA_VIEW_SUMMARY = 0,
    /** Per alternative and line, streams last: kind, undiscounted, pv, evidence, source. */
    MKBA_VIEW_LINES = 1,
    /** Per alternative and year: costs, benefits, net, the same discounted, cumulative, discount factor. */
    MKBA_VIEW_YEARS = 2,
    /** Per alternative and actor: pv_costs and pv_benefits, which contain the transfers pv_paid and pv_received; net
     *  is pv_benefits - pv_costs. Over the actors net sums to npv. */
    MKBA_VIEW_ACTORS = 3,
    /** Per alternative (the nulalternatief too), stream and year, in clients: begin (after shifts out of and into the
     *  stock), inflow (without what moved to other streams), received (from other streams), outflow, end, mean, users;
     *  and cost in EUR. A path has mean and cost only. */
    MKBA_VIEW_STREAMS = 4,
    /** Per alternative, actor and year, undiscounted: cash = cashable - paid; paid are cash costs and transfers;
     *  received are cash benefits and transfers, of which cashable can be taken out of the budget: received -
     *  cashable is what the actor is spared without seeing it in the books. */
    MKBA_VIEW_BUDGET = 5,
    /** Per alternative, line and year: amount after overlap, discount factor, pv, volume and its unit. */
    MKBA_VIEW_AMOUNTS = 6,
    /** id, severity, place, line, column, message, source. */
    MKBA_VIEW_FINDINGS = 7,
    /** Per alternative the internal rates of return of its undiscounted benefits - costs, each flow at the moment that
     *  its line's timing says: rate within [low, high]. Kind, as in mkba_irr: `root` (one simple root in the bracket,
     *  certified), `multiple` (the value cannot be told from zero in the bracket: no root, one, or several), `none`
     *  (no rate, certified), `every` (there is no flow: any rate). */
    MKBA_VIEW_IRR = 8,
    /** Per alternative and measure (simple; discounted, each line by its own factors) every moment at which the
     *  cumulative balance turns >= 0 (up) or < 0 (down): tau of the flow that does it, and interpolated as if that flow
     *  were spread evenly since the moment before. is_payback: from there on the balance stays >= 0. */
    MKBA_VIEW_PAYBACK = 9,
    /** The nulalternatief (which costs and yields nothing) and the alternatives against each other, ranked by
     *  pv_costs: compared_with, what is added in costs, benefits and npv, incremental_bcr (benefits added / costs
     *  added, where costs are added); status `efficient`, `dominated` (one before it in the ranking costs no more and
     *  yields no less) or `extendedly dominated` (the next adds more per euro); amounts within 1e-12 are equal.
     *  Sources: Drummond et al., Methods for the Economic Evaluation of Health Care Programmes (2015), ch. 4; Sullivan
     *  et al., Engineering Economy, ch. 10. */
    MKBA_VIEW_INCREMENTAL = 10
} mkba_view;

/** "summary", "lines", ...; "unknown view" for a number that is none. */
MKBA_API const char *mkba_view_name(mkba_view view);
/** @return MKBA_OK; MKBA_ERROR_UNKNOWN (the nearest is named); MKBA_ERROR_ARGUMENT */
MKBA_API MKBA_CHECKED mkba_status mkba_view_from_name(const char *name, mkba_view *view, mkba_error *error);

/** A table of the appraisal, to be freed by the caller with mkba_table_free.
 *  @return MKBA_OK; MKBA_ERROR_UNKNOWN for the view; MKBA_ERROR_EVALUATION where a sum that only the table has
 *          (the costs of a year) is too large; MKBA_ERROR_MEMORY; MKBA_ERROR_ARGUMENT */
MKBA_API MKBA_CHECKED mkba_status mkba_appraisal_table(const mkba_appraisal *appraisal, mkba_view view,
                                                       mkba_table **table, mkba_error *error);

/** How a figure came about, step by step, parts before the whole that they make. Every value is the one that the
 *  appraisal itself worked with; doing what `numbers` says gives `value`, but for rounding.
 *
 *  A line in a year: each parameter as given and as converted (unit, price index with its two levels, VAT), the
 *  expression, ramp-up, decay, growth, overlap (the amounts of its group, which is dominant, alpha), tau, discount rates
 *  and factor, pv. A stream in a year: the same for the nulalternatief and the alternative, by the steps of
 *  docs/case-format.md. Columns: step (from 1), depth (how deep inside another), kind, name, formula (in symbols),
 *  numbers (the same with numbers), value, unit, source (of a parameter, line or scheme), place (JSON pointer).
 *
 *  @param line   a line or stream; NULL for the totals
 *  @param year   a year counted; 0 for all: then the present values per year, or the totals over all lines
 *  @return MKBA_OK; MKBA_ERROR_UNKNOWN for the alternative or the line (the nearest is named), or a line that is pm;
 *          MKBA_ERROR_ARGUMENT, also for the year; MKBA_ERROR_MEMORY */
MKBA_API MKBA_CHECKED mkba_status mkba_appraisal_explain(const mkba_appraisal *appraisal, const char *alternative,
                                                         const char *line, int year, mkba_table **table,
                                                         mkba_error *error);

/** The appraisal as JSON: keys are the policy alternatives, each with pv_costs, pv_benefits, npv, bcr (null
 *  when there is none), annual_equivalent, lines, actors, net_by_year, clients, budget and pm
 *  (docs/case-format.md, "Results of an appraisal"). Same case, same bytes. Free with mkba_text_free. */
MKBA_API MKBA_CHECKED mkba_status mkba_appraisal_json(const mkba_appraisal *appraisal, char **text, mkba_error *error);

/** Scenarios side by side: the case as it stands (scenario missing) and each scenario, per alternative: pv_costs,
 *  pv_benefits, npv, bcr, annual_equivalent, irr and payback (as in the summary), npv_difference (npv minus that of
 *  the case as it stands).
 *  @return MKBA_OK; the statuses of mkba_case_appraise: the message names the scenario */
MKBA_API MKBA_CHECKED mkba_status mkba_case_compare_scenarios(const mkba_case *mkba, mkba_table **table,
                                                              mkba_error *error);

/** What the sensitivity set changes. Fill with mkba_sensitivity_options_init, then set what differs; 0 (for `longer`:
 *  1) leaves a group out. The defaults are conventions, not estimates: where an interval of the effect or the price
 *  is known, use it. */
typedef struct mkba_sensitivity_options {
    size_t size;           ///< set by the initialiser; lets the struct grow
    const char *scenario;  ///< name of a scenario on top of which all is changed, or NULL (default)
    /** Added to and taken from every discount rate, 0 to 1; default 0.01. A percentage point is more than the Dutch
     *  standard rate moved from 2021 (2.25 %) to 2026 (2.8 %). */
    double rate;
    /** Number of years times this, rounded, at least 1; 0 to 1; default 0.5: does the outcome hang on late years? */
    double shorter;
    double longer;  ///< the same, at most 200 years; 1 to 200; default 1.5: do benefits go on that were cut off?
    double effect;  ///< share by which benefits are lower and higher, 0 to 1; default 0.25
    double price;   ///< share by which costs are lower and higher, 0 to 1; default 0.1, for budgets that overrun
    bool timing;    ///< begin, mid and end of the year; default true: a convention that nobody observes
} mkba_sensitivity_options;

/** What mkba_sensitivity_options_init calls: sets the defaults of a struct of `size` bytes. */
MKBA_API void mkba_sensitivity_options_init_size(mkba_sensitivity_options *options, size_t size);
/** Sets the defaults: call it before anything else is set. */
#define mkba_sensitivity_options_init(options)                                                                         \
  mkba_sensitivity_options_init_size((options), sizeof(mkba_sensitivity_options))

/** The sensitivity set that every werkwijzer asks for: one change at a time.
 *
 *  Groups and variants: `base`; `discount rate` lower, higher (every segment shifted, also of lines with a discount of
 *  their own); `horizon` shorter, longer (the first year stays; left out where the number of years does not change);
 *  `effect` lower, higher (all benefits after overlap, effects on streams too); `price` lower, higher (all costs);
 *  `timing` (those that are not the case's; a line with a timing of its own keeps it). Columns: group, variant, what
 *  (a sentence), alternative, pv_costs, pv_benefits, npv, bcr, npv_difference (npv minus that of the base),
 *  sign_changed (npv above, at or below 0 as against the base).
 *
 *  @param options   NULL for the defaults
 *  @return MKBA_OK; MKBA_ERROR_UNKNOWN for the scenario; MKBA_ERROR_ARGUMENT naming the option that is out of range;
 *          the statuses of mkba_case_appraise: the message names the variant, such as a rate that would lie at or
 *          below -1 */
MKBA_API MKBA_CHECKED mkba_status mkba_case_sensitivity(const mkba_case *mkba, const mkba_sensitivity_options *options,
                                                        mkba_table **table, mkba_error *error);

/** Everything there is to say of a text that should be a case: its errors (severity `error`), or, when it
 *  has none, the findings of the case and of the discount schemes that its scenarios bring, after the case and
 *  each of its scenarios have been appraised.
 *  Columns: id, severity (error, richtlijn, advies), place, line, column, message, source.
 *  @param options  how to read the case; NULL for the defaults
 *  @return MKBA_OK also when the text is refused: then at least one row has severity `error`;
 *          MKBA_ERROR_MEMORY; MKBA_ERROR_ARGUMENT */
MKBA_API MKBA_CHECKED mkba_status mkba_case_check(const char *text, size_t length, const mkba_case_options *options,
                                                  mkba_table **table, mkba_error *error);

#ifdef __cplusplus
}
#endif
#endif
