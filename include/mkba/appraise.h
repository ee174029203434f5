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

/** The tables of an appraisal. Amounts are in EUR of the case's price year. */
typedef enum mkba_view {
    MKBA_VIEW_SUMMARY = 0,  ///< per alternative: pv_costs, pv_benefits, npv, bcr, annual_equivalent, pm
    MKBA_VIEW_LINES = 1,    ///< per alternative and line: kind, undiscounted, pv; streams last
    MKBA_VIEW_YEARS = 2,    ///< per alternative and year: costs, benefits, net, discount factor, cumulative
    MKBA_VIEW_ACTORS = 3,   ///< per alternative and actor: pv_costs, pv_benefits, net
    MKBA_VIEW_STREAMS = 4,  ///< per alternative (the nulalternatief too), stream and year: begin ... users, cost
    MKBA_VIEW_BUDGET = 5,   ///< per alternative, actor and year: undiscounted cash
    MKBA_VIEW_AMOUNTS = 6,  ///< per alternative, line and year: amount, discount factor, pv
    MKBA_VIEW_FINDINGS = 7  ///< id, severity, place, message, source
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

/** The appraisal as JSON: keys are the policy alternatives, each with pv_costs, pv_benefits, npv, bcr (null
 *  when there is none), annual_equivalent, lines, actors, net_by_year, clients, budget and pm
 *  (docs/case-format.md, "Results of an appraisal"). Same case, same bytes. Free with mkba_text_free. */
MKBA_API MKBA_CHECKED mkba_status mkba_appraisal_json(const mkba_appraisal *appraisal, char **text, mkba_error *error);

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
