/** @file
 *  libmkba, uncertain: what if. One parameter, two, or all of them moved while the others stay: tornado, two-way table,
 *  break-even (switching) values, and the smallest joint change that brings the balance to zero.
 *
 *  Values of parameters are in each one's own unit and price year, as in the case. While some move, the others have their
 *  deterministic value: the value given, else the mean of the distribution. Of a series with a factor it is the factor that
 *  moves. What can move: a parameter with a distribution or factor, and any other with one value; not one that is worked
 *  out from others (move those), nor a series without a factor. Correlation is left out of account: what stays, stays. */
#ifndef MKBA_UNCERTAIN_WHAT_IF_H
#define MKBA_UNCERTAIN_WHAT_IF_H

#include <stdint.h>

#include <mkba/base.h>
#include <mkba/case.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Two values of a parameter, low < high, in its own unit and price year. */
typedef struct mkba_bounds {
    const char *parameter;  ///< its name
    double low;             ///< the lower one
    double high;            ///< the higher one
} mkba_bounds;

/** What a tornado shows. Fill with mkba_tornado_options_init, then set what differs. */
typedef struct mkba_tornado_options {
    size_t size;                ///< set by the initialiser; lets the struct grow
    const char *scenario;       ///< name of a scenario, or NULL (default): the case as it stands
    const char *measure;        ///< "npv" (NULL, default) or "bcr"
    const char *actor;          ///< whose npv; NULL (default): that of all
    double low;                 ///< probability of the low value of what has a distribution; default 0.05
    double high;                ///< and of the high one, above it; default 0.95
    const mkba_bounds *bounds;  ///< own bounds of parameters, with a distribution or not
    size_t n_bounds;            ///< how many
} mkba_tornado_options;

/** What mkba_tornado_options_init calls: sets the defaults of a struct of `size` bytes. */
MKBA_API void mkba_tornado_options_init_size(mkba_tornado_options *options, size_t size);
/** Sets the defaults: call it before anything else is set. */
#define mkba_tornado_options_init(options) mkba_tornado_options_init_size((options), sizeof(mkba_tornado_options))

/** Tornado: each uncertain parameter, and each with bounds of its own, at its low and its high value, one at a time.
 *
 *  Columns: alternative, parameter, unit, value (the deterministic one), low, high, outcome (at the deterministic values),
 *  outcome_low, outcome_high, swing = |outcome_high - outcome_low|, share = swing^2 / sum of the swing^2 of the alternative
 *  (of a model that is linear, with bounds as many standard deviations wide each, the share of the variance). Rows of an
 *  alternative go from the largest swing to the smallest, equal ones in the order of the case. Of joint draws low and high
 *  are missing and the outcomes are the `low` and `high` quantiles (type 7) of the outcomes of the rows. Where there is no
 *  bcr, outcomes, swing and share are missing, and the rows come last.
 *  Source: T. G. Eschenbach, "Spiderplots versus tornado diagrams for sensitivity analysis", Interfaces 22(6), 1992.
 *
 *  @param options  NULL for the defaults
 *  @return MKBA_OK; MKBA_ERROR_ARGUMENT (probabilities, bounds, NULL); MKBA_ERROR_UNKNOWN for a scenario, parameter, actor or
 *          measure; MKBA_ERROR_CASE for a parameter that cannot move; the statuses of mkba_case_appraise, the message names
 *          the parameter and its value */
MKBA_API MKBA_CHECKED mkba_status mkba_case_tornado(const mkba_case *mkba, const mkba_tornado_options *options,
                                                    mkba_table **table, mkba_error *error);

/** What a two-way table shows. Fill with mkba_two_way_options_init, then set what differs. */
typedef struct mkba_two_way_options {
    size_t size;              ///< set by the initialiser; lets the struct grow
    const char *scenario;     ///< name of a scenario, or NULL (default): the case as it stands
    const char *alternative;  ///< a policy alternative; NULL (default): all
    const char *against;      ///< the outcome is the npv minus that of this policy alternative; NULL (default): minus nothing
    const char *actor;        ///< whose npv; NULL (default): that of all
    const double *first;      ///< values of the first parameter, ascending; NULL (default): by its distribution
    size_t n_first;           ///< how many
    const double *second;     ///< of the second; no value at all is refused
    size_t n_second;          ///< how many
    size_t steps;             ///< how many values by a distribution, 2 to 200; default 5
} mkba_two_way_options;

/** What mkba_two_way_options_init calls: sets the defaults of a struct of `size` bytes. */
MKBA_API void mkba_two_way_options_init_size(mkba_two_way_options *options, size_t size);
/** Sets the defaults: call it before anything else is set. */
#define mkba_two_way_options_init(options) mkba_two_way_options_init_size((options), sizeof(mkba_two_way_options))

/** Two-way table: the npv over a grid of two parameters, and where its sign changes.
 *
 *  Values that are not given are evenly spread from the 5 % to the 95 % quantile. Columns: alternative, first, second (values
 *  of the parameters), outcome, zero: the value of the second parameter, from this one to the next, at which the outcome is 0
 *  for this value of the first (missing where its sign is the same at both); found to the last bits.
 *
 *  @param first,second  names of two parameters
 *  @param options       NULL for the defaults
 *  @return MKBA_OK; MKBA_ERROR_ARGUMENT (values that do not ascend, a parameter without a distribution and without values,
 *          one parameter twice, NULL); MKBA_ERROR_LIMIT above a million cells; otherwise as mkba_case_tornado */
MKBA_API MKBA_CHECKED mkba_status mkba_case_two_way(const mkba_case *mkba, const char *first, const char *second,
                                                    const mkba_two_way_options *options, mkba_table **table,
                                                    mkba_error *error);

/** What a break-even value is sought of. Fill with mkba_break_even_options_init, then set what differs. */
typedef struct mkba_break_even_options {
    size_t size;                ///< set by the initialiser; lets the struct grow
    const char *scenario;       ///< name of a scenario, or NULL (default): the case as it stands
    const char *alternative;    ///< a policy alternative; NULL (default): all
    const char *against;        ///< the npv minus that of this policy alternative is to be 0; NULL (default): the npv is
    const char *actor;          ///< whose npv; NULL (default): that of all
    const mkba_bounds *bounds;  ///< where to search; of others the range below
    size_t n_bounds;            ///< how many
    size_t draws;               ///< 0 (default): the others at their deterministic values. Else the outcome is its mean over
                                ///< so many draws of the others, by a scrambled low-discrepancy sequence: at most 1e8
    uint64_t seed;              ///< of these draws; default 1
} mkba_break_even_options;

/** What mkba_break_even_options_init calls: sets the defaults of a struct of `size` bytes. */
MKBA_API void mkba_break_even_options_init_size(mkba_break_even_options *options, size_t size);
/** Sets the defaults: call it before anything else is set. */
#define mkba_break_even_options_init(options)                                                                          \
  mkba_break_even_options_init_size((options), sizeof(mkba_break_even_options))

/** Break-even (switching) values: where the outcome is 0 when one parameter moves.
 *
 *  The range is what `bounds` says; else the support of the distribution, an infinite end of it taken at probability 1e-6 (of a normal
 *  distribution 4.7534 standard deviations from the mean);
 *  else from 0 to ten times the value. An outcome that is linear in the parameter (by the operations that make it) has its
 *  one root wherever it lies; any other is searched at 1024 even steps of the range (64 with `draws`), and each
 *  change of sign is narrowed by bisection until no double lies between: every root given is certain, but two that lie within
 *  one step are not seen.
 *
 *  Where the outcome is not linear in the others (as in the discount rate), its mean over their draws (`draws`) differs from the
 *  outcome at their means, and so does the break-even value. With draws, outcomes are means over draws, whose sampling error
 *  they have; the draws are the same whatever moves, and what is correlated with it is drawn as ever.
 *
 *  Columns: alternative, parameter, unit, value (the deterministic one), outcome (at it), low, high (the range), outcome_low,
 *  outcome_high (at its ends), found ("linear", "bracket": a change of sign; "jump": one across which the outcome does not go
 *  through 0; "flat": a whole stretch on which it is 0; "none": none in range; "no effect": the outcome does not depend on it, or is 0 at
 *  every step of the range; "failed": it could not be sought, see why), break_even (of a stretch its point nearest to the value), change = break_even - value,
 *  probability (that the parameter is at most break_even; missing without a distribution), in_range, possible (the case can be
 *  appraised there: a share of 130 % cannot), residual (the outcome at break_even), flat_low, flat_high (the ends of a
 *  stretch, by bisection, or of the range; otherwise missing), why (the sentence that says why it failed: the case cannot be
 *  appraised at an end of the range or at a step of it, or the range is one value; an outcome that there is not is then missing;
 *  otherwise missing). A row per root or stretch, ascending; one with break_even missing
 *  where there is none.
 *
 *  @param parameter  its name: what fails is then an error; NULL: every uncertain parameter that the case uses, but for joint
 *                    draws, and every one with bounds
 *  @param options    NULL for the defaults
 *  @return as mkba_case_tornado; MKBA_ERROR_ARGUMENT also for a `parameter` of value 0 that has neither distribution nor bounds,
 *          or whose distribution is one value */
MKBA_API MKBA_CHECKED mkba_status mkba_case_break_even(const mkba_case *mkba, const char *parameter,
                                                       const mkba_break_even_options *options, mkba_table **table,
                                                       mkba_error *error);

/** What a smallest joint change is sought of. Fill with mkba_joint_options_init, then set what differs. */
typedef struct mkba_joint_options {
    size_t size;                     ///< set by the initialiser; lets the struct grow
    const char *scenario;            ///< name of a scenario, or NULL (default): the case as it stands
    const char *alternative;         ///< a policy alternative; NULL (default): all
    const char *against;             ///< as in mkba_break_even_options
    const char *actor;               ///< whose npv; NULL (default): that of all
    bool relative;                   ///< measure changes relative to the value; default false: in standard deviations
    const char *const *parameters;   ///< which may move; NULL (default): all with a distribution, but for joint draws; none is refused
    size_t n_parameters;             ///< how many
} mkba_joint_options;

/** What mkba_joint_options_init calls: sets the defaults of a struct of `size` bytes. */
MKBA_API void mkba_joint_options_init_size(mkba_joint_options *options, size_t size);
/** Sets the defaults: call it before anything else is set. */
#define mkba_joint_options_init(options) mkba_joint_options_init_size((options), sizeof(mkba_joint_options))

/** The smallest joint change: the values nearest to the deterministic ones, all parameters together, at which the outcome is 0.
 *
 *  Minimises the sum of z_i^2, z_i = (x_i - value_i) / sd_i (or / |value_i|), under outcome(x) = 0, on exact derivatives of
 *  the program: from a first point on the boundary outcome = 0 by steps along it towards the values (the direction of Hasofer,
 *  Lind and Rackwitz), halved until they bring it nearer. First points are those in the direction of the gradient, of each
 *  parameter alone, of pairs of the first six and of sixteen fixed directions; the nearest point of all is kept. Then it is
 *  moved off along the boundary, each parameter both ways, and followed while that brings it nearer, so that no maximum or
 *  saddle is given. Certain of what is given (`found`): "least": the nearest of all, since the outcome is linear in all
 *  together; "local": |residual| at most 1e-9 of the outcome at the deterministic values, z along the gradient within 1e-8
 *  radian, and nothing nearer from any start, though one may exist; "boundary": the residual only, as at a kink: an upper
 *  bound of the distance; "none": no point at which the outcome is 0 was seen. Values may lie outside the support of a distribution: `probability` is then 0 or 1.
 *  Sources: A. M. Hasofer, N. C. Lind, "Exact and invariant second-moment code format", J. Eng. Mech. Div. 100 (1974);
 *  R. Rackwitz, B. Fiessler, "Structural reliability under combined random load sequences", Computers & Structures 9 (1978).
 *
 *  Columns: alternative, parameter, unit, value, break_even (where it is at that point), change, z, share = z^2 / sum,
 *  probability (that the parameter is at most break_even), distance (root of the sum of z^2), outcome (at the deterministic
 *  values), residual (at the point), angle (between z and the gradient, radian), linear (whether the outcome is linear
 *  in all together), found (see above). Rows by |z|, largest first. With "none", break_even and what follows from it are missing.
 *
 *  @param options  NULL for the defaults
 *  @return as mkba_case_tornado; MKBA_ERROR_ARGUMENT also for a parameter with nothing to measure its change by: no
 *          distribution (`relative` false), or value 0 (`relative` true) */
MKBA_API MKBA_CHECKED mkba_status mkba_case_joint_break_even(const mkba_case *mkba, const mkba_joint_options *options,
                                                             mkba_table **table, mkba_error *error);

#ifdef __cplusplus
}
#endif
#endif
