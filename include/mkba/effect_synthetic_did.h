/** @file
 *  libmkba, effect: synthetic difference-in-differences. What changed in treated areas beside what changed in a weighted
 *  mean of others that moved alike before, from a weighted mean of periods before that were like those after. The
 *  conventions are those of mkba/base.h. */
#ifndef MKBA_EFFECT_SYNTHETIC_DID_H
#define MKBA_EFFECT_SYNTHETIC_DID_H

#include <mkba/panel.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Which of the three estimates that one weighted two-way regression has. */
typedef enum mkba_synthetic_did_form {
    MKBA_SYNTHETIC_DID_BOTH = 0,     ///< weights of areas and of periods: synthetic difference-in-differences
    MKBA_SYNTHETIC_DID_CONTROL = 1,  ///< weights of areas without a constant, no periods: synthetic control
    MKBA_SYNTHETIC_DID_EQUAL = 2     ///< equal weights: difference-in-differences
} mkba_synthetic_did_form;

/** "synthetic-did", "synthetic-control", "did"; "unknown form" for a number that is none. */
MKBA_API const char *mkba_synthetic_did_form_name(mkba_synthetic_did_form form);
/** The form of that name. @return MKBA_OK; MKBA_ERROR_UNKNOWN (the nearest is named); MKBA_ERROR_ARGUMENT */
MKBA_API MKBA_CHECKED mkba_status mkba_synthetic_did_form_from_name(const char *name, mkba_synthetic_did_form *form,
                                                                    mkba_error *error);

/** How weights are found. */
typedef enum mkba_synthetic_did_solver {
    /** The optimum, by an active set method, its conditions verified to 1e-10. */
    MKBA_SYNTHETIC_DID_EXACT = 0,
    /** As the R package synthdid 0.0.9 finds them, to compare with what was published: 100 steps of Frank and Wolfe, weights
     *  up to a quarter of the greatest set to 0, then at most 10,000 steps until one gains less than 1e-10 of the noise
     *  squared. It stops before the optimum, without a word. */
    MKBA_SYNTHETIC_DID_FRANK_WOLFE = 1
} mkba_synthetic_did_solver;

/** "exact", "frank-wolfe"; "unknown solver" for a number that is none. */
MKBA_API const char *mkba_synthetic_did_solver_name(mkba_synthetic_did_solver solver);
/** The solver of that name. @return MKBA_OK; MKBA_ERROR_UNKNOWN (the nearest is named); MKBA_ERROR_ARGUMENT */
MKBA_API MKBA_CHECKED mkba_status mkba_synthetic_did_solver_from_name(const char *name,
                                                                      mkba_synthetic_did_solver *solver,
                                                                      mkba_error *error);

/** How sure the effect is. Jackknife and bootstrap learn the noise of the treated from the treated: with fewer than five
 *  treated areas they are refused. */
typedef enum mkba_synthetic_did_inference {
    MKBA_SYNTHETIC_DID_PLACEBO = 0,    ///< donors in the place of the treated
    MKBA_SYNTHETIC_DID_NONE = 1,       ///< the estimate only
    MKBA_SYNTHETIC_DID_JACKKNIFE = 2,  ///< each area left out once, weights as they are
    MKBA_SYNTHETIC_DID_BOOTSTRAP = 3   ///< areas drawn with replacement, weights found anew
} mkba_synthetic_did_inference;

/** "placebo", "none", "jackknife", "bootstrap"; "unknown inference" for a number that is none. */
MKBA_API const char *mkba_synthetic_did_inference_name(mkba_synthetic_did_inference inference);
/** The inference of that name. @return MKBA_OK; MKBA_ERROR_UNKNOWN (the nearest is named); MKBA_ERROR_ARGUMENT */
MKBA_API MKBA_CHECKED mkba_status mkba_synthetic_did_inference_from_name(const char *name,
                                                                         mkba_synthetic_did_inference *inference,
                                                                         mkba_error *error);

/** What to estimate. Fill with mkba_synthetic_did_options_init, then set indicator, treated, and start or starts. */
typedef struct mkba_synthetic_did_options {
    size_t size;                 ///< set by the initialiser; lets the struct grow
    const char *indicator;       ///< the outcome
    const char *const *treated;  ///< codes of the treated areas, each once; a region made by mkba_panel_region is one
    size_t n_treated;            ///< how many, at least one
    const char *start;           ///< the first treated period, of all of them; NULL with starts
    const char *first;           ///< the first period used; NULL is that of the panel
    const char *last;            ///< the last
    const char *const *donors;   ///< codes; NULL: all areas of the sort of the treated, not treated themselves
    size_t n_donors;             ///< how many
    const char *population;      ///< indicator by which placebos are scaled, in the last period before the first start
    mkba_synthetic_did_form form;            ///< synthetic-did
    mkba_synthetic_did_solver solver;        ///< exact
    mkba_synthetic_did_inference inference;  ///< placebo
    double level;                            ///< of the interval, above 0 and below 1; 0.95
    /** Placebos that are drawn, or samples of the bootstrap, 20 to 100000; 200. Of one treated area every donor is a placebo
     *  once when there are no more donors than this. */
    size_t replicates;
    uint64_t seed;              ///< of what is drawn; 1
    const char *const *starts;  ///< the first treated period of each treated area; NULL with start
    size_t n_starts;            ///< as many as treated, or 0
    /** Indicators that the outcome is adjusted for, by their figures in every period. One that the treatment itself changes
     *  takes that part of the effect away. */
    const char *const *covariates;
    size_t n_covariates;  ///< how many
} mkba_synthetic_did_options;

/** Fills the first `size` bytes of options with the defaults; use mkba_synthetic_did_options_init. */
MKBA_API void mkba_synthetic_did_options_init_size(mkba_synthetic_did_options *options, size_t size);
/** Fills options with the defaults. */
#define mkba_synthetic_did_options_init(options)                                                                       \
  mkba_synthetic_did_options_init_size((options), sizeof(mkba_synthetic_did_options))

/** An effect estimated by synthetic difference-in-differences. Immutable; holds nothing of the panel. */
typedef struct mkba_synthetic_did mkba_synthetic_did;

/** Estimates the mean effect on the treated areas from the start on (Arkhangelsky, Athey, Hirshberg, Imbens and Wager,
 *  American Economic Review 111, 2021).
 *
 *  With y the mean of the n treated areas, Y the donors, T periods before the start and S from it on, weights of 0 or above
 *  and sum 1 minimise, of areas, the sum over periods before the start of (y - a - Y w)^2, plus z^2 T |w|^2; of periods, the
 *  sum over donors of (mean from the start on - b - Y l)^2. z is (n S)^(1/4) times the standard deviation of the changes of
 *  donors from one period before the start to the next. The authors add to the second 1e-12 of that variance times donors
 *  times |l|^2, so that one solution is the best; here it is that of minimum norm, to which theirs goes as that figure goes to
 *  0. With gap(t) = y(t) - Y(t) w, the effect in a period is gap(t) less the weighted mean by l of the gaps before the start,
 *  and the effect is the mean over the periods from the start on: the coefficient of the treatment in a two-way regression with
 *  these weights. A constant difference between treated and donors is allowed for.
 *
 *  Placebo. Sets of as many donors take the place of the treated, with the other donors to compare with (z stays as it is).
 *  Of one treated area all are taken when `replicates` are enough. The standard error is the root of the mean squared deviation
 *  of their effects from their mean; p is the rank of the effect in size among them, a multiple of 1 / (placebos + 1); the
 *  interval are the effects with p above 1 - level, and there is none when so few placebos cannot reach the level. With
 *  `population` effects of placebos are scaled to the size of the treated: the variance of the effect of a set is taken for
 *  A + B x the mean of 1 / population in it, A and B 0 or above, by least squares. Jackknife and bootstrap: as in the paper,
 *  algorithms 3 and 2, with p and interval of the normal distribution.
 *
 *  Several starts (Clarke, Pailanir, Athey and Imbens, On Synthetic Difference-in-Differences and Related Estimation Methods in
 *  Stata, 2023; appendix A of the paper above). The treated of each start are an estimate of their own, with the never treated
 *  as donors and z of their own number, periods and noise; the effect is the mean over treated cells: of each start areas times
 *  periods from it on that count. A placebo puts donors at the place of each of the treated, with its start, and compares with
 *  the donors that are left; of the variance scaled by `population` the 1 / population of an area counts by the square of the
 *  periods that it is treated in, as the effect itself varies. Areas that are left out or drawn are those of any start; a start
 *  of which none is left does not count then. Each start and each period since the start is judged the same way, and by the
 *  errors that are learnt from the treated only where five of these or more count.
 *
 *  Covariates (Kranz, Synthetic Difference-in-Differences with Time-Varying Covariates, 2022). Y(i,t) = a(i) + l(t) + X(i,t)' b by
 *  least squares over the cells that are not treated: donors, and the treated before their start. What is weighted is
 *  Y(i,t) - X(i,t)' b in all cells; what is observed is told as it is. Placebos, areas left out and areas drawn have a b of
 *  their own. The paper above (footnote 4) finds b together with the weights: then the problem is not convex, a search for it
 *  ends where its beginning leads, and each start has another b. What the treatment changes in a covariate is no part of the
 *  effect.
 *
 *  A donor takes part when it has every figure from first to last, of the covariates too, none of them suspect; others are
 *  named. A period in which a treated area has no figure, of the outcome or of a covariate, is left out for all of its start.
 *
 *  Takes time in proportion to (placebos + 1) x starts x what the weights take: of n donors about n steps of O(n T + T^2 n).
 *
 *  @param[out] out  to be freed with mkba_synthetic_did_free
 *  @return MKBA_OK; MKBA_ERROR_UNKNOWN for a name; MKBA_ERROR_ARGUMENT for options out of range, start beside starts, or other than
 *          one start per treated area, a covariate that is the outcome, an area that comes twice, a donor that is treated; MKBA_ERROR_PANEL where the panel bears no estimate: no period before the start or none from it on,
 *          fewer than two donors, no figure of the treated before or from the start on, fewer than two periods before the start
 *          that count (one for did and synthetic-control), the same figure everywhere, a donor that has the figures of a
 *          treated area in every period, a covariate that follows from effects of areas and periods and the covariates before it
 *          (it is named; at "inference" where it does so without the treated), an inference that so few areas do not bear (with what to use instead), a break;
 *          MKBA_ERROR_EVALUATION for figures too large to be squared; MKBA_ERROR_MEMORY. Thread-safe. */
MKBA_API MKBA_CHECKED mkba_status mkba_panel_synthetic_did(const mkba_panel *panel,
                                                           const mkba_synthetic_did_options *options,
                                                           mkba_synthetic_did **out, mkba_error *error);
/** Frees it; tables that were made of it live on. NULL is allowed. */
MKBA_API void mkba_synthetic_did_free(mkba_synthetic_did *did);

/** The tables of an estimate. A figure that is not known is missing. */
typedef enum mkba_synthetic_did_view {
    /** A row: form, solver, inference, estimate, std_error, p, p_step (p is a multiple of it), low, high, level, placebos
     *  (or samples), treated (areas), donors, donors_used, left_out, periods_before, periods_used, periods_after (that count),
     *  rmspe_before (root mean squared gap before the start, without the constant difference), noise (the standard deviation of
     *  changes), ridge (z^2 T), optimality_areas and optimality_periods (how far the conditions of the optimum are from
     *  holding, as a share of the scale of the problem), starts (how many). Of several starts noise, ridge and periods are
     *  missing, as each has its own, and optimality is the worst. */
    MKBA_SYNTHETIC_DID_SUMMARY = 0,
    /** Per start and period: after (from the start on), observed (mean of the treated), counterfactual, gap (observed -
     *  counterfactual; from the start on the effect), weight (of periods before the start), start. */
    MKBA_SYNTHETIC_DID_PATH = 1,
    /** Per start and area: area, name, role (treated, donor, left out), population, weight (of the treated 1 / their number),
     *  note (of one left out the reason), start. */
    MKBA_SYNTHETIC_DID_AREAS = 2,
    /** A row per placebo, start and period from it on, and of the mean of these (period and start missing): placebo (from 1),
     *  area (when one area is treated), period, gap, scale (by which the gap was multiplied, for size), rmspe_before, start. */
    MKBA_SYNTHETIC_DID_PLACEBOS = 3,
    /** What to know before believing it: id, severity (warning or note), area, period, text. docs/effect.md has the ids. */
    MKBA_SYNTHETIC_DID_FINDINGS = 4,
    /** Per start: start, treated (areas), weight (its share of the treated cells), estimate, std_error, p, low, high (not known
     *  of fewer than five areas by jackknife and bootstrap), rmspe_before, noise, ridge, optimality_areas, optimality_periods, donors_used, periods_before, periods_used,
     *  periods_after. */
    MKBA_SYNTHETIC_DID_STARTS = 5,
    /** Per period since the start, whenever that was: event (0 the first treated), treated (areas that count), estimate (the
     *  mean over these), std_error, p, low, high. */
    MKBA_SYNTHETIC_DID_EVENTS = 6,
    /** Per covariate: covariate, coefficient. */
    MKBA_SYNTHETIC_DID_COVARIATES = 7
} mkba_synthetic_did_view;

/** "summary", "path", "areas", "placebos", "findings", "starts", "events", "covariates"; "unknown view" for a number that is none. */
MKBA_API const char *mkba_synthetic_did_view_name(mkba_synthetic_did_view view);
/** The view of a name. @return MKBA_OK; MKBA_ERROR_UNKNOWN (the nearest is named); MKBA_ERROR_ARGUMENT */
MKBA_API MKBA_CHECKED mkba_status mkba_synthetic_did_view_from_name(const char *name, mkba_synthetic_did_view *view,
                                                                    mkba_error *error);
/** A table of an estimate, to be freed by the caller with mkba_table_free.
 *  @return MKBA_OK; MKBA_ERROR_UNKNOWN for the view; MKBA_ERROR_MEMORY; MKBA_ERROR_ARGUMENT. Thread-safe. */
MKBA_API MKBA_CHECKED mkba_status mkba_synthetic_did_table(const mkba_synthetic_did *did, mkba_synthetic_did_view view,
                                                           mkba_table **table, mkba_error *error);

#ifdef __cplusplus
}
#endif
#endif
