/** @file
 *  libmkba, uncertain: from a point to a distribution. A simulation draws the uncertain parameters of a case, appraises
 *  it for every draw, and holds what came out in a state that merges exactly: any split over threads, processes and
 *  machines gives the same bits. Its measures, and what they are worth: docs/uncertainty.md. */
#ifndef MKBA_UNCERTAIN_H
#define MKBA_UNCERTAIN_H

#include <mkba/appraise.h>
#include <mkba/base.h>
#include <mkba/case.h>

#ifdef __cplusplus
extern "C" {
#endif

/** How the draws of each parameter are spread over its distribution. Under every plan a parameter's draws depend on the
 *  seed and the parameter's name, and not on which other parameters there are. */
typedef enum mkba_plan {
    MKBA_PLAN_RANDOM = 0,  ///< pseudo-random and independent: the standard errors hold
    MKBA_PLAN_LHS = 1,     ///< Latin hypercube: of N draws one in each Nth part of every parameter's distribution
    MKBA_PLAN_SOBOL = 2    ///< a scrambled low-discrepancy sequence: means converge fastest
} mkba_plan;

/** "random", "lhs" or "sobol"; "unknown plan" for a number that is none. */
MKBA_API const char *mkba_plan_name(mkba_plan plan);
/** The plan of this name.
 *  @return MKBA_OK; MKBA_ERROR_UNKNOWN (the nearest is named); MKBA_ERROR_ARGUMENT */
MKBA_API MKBA_CHECKED mkba_status mkba_plan_from_name(const char *name, mkba_plan *plan, mkba_error *error);

/* ---- simulating ------------------------------------------------------------------------------------------------ */

/** What a simulation of a case, or of a part of its draws, found. Immutable, and independent of the case. */
typedef struct mkba_simulation mkba_simulation;

/** How to simulate. Fill with mkba_simulate_options_init, then set what differs. */
typedef struct mkba_simulate_options {
    size_t size;           ///< set by the initialiser; lets the struct grow
    const char *scenario;  ///< name of a scenario, or NULL (default); a parameter that it gives a value is not drawn
    uint64_t draws;        ///< how many draws there are in all, 1 to 2^40; default 10 000
    uint64_t seed;         ///< of the random numbers; default 1
    mkba_plan plan;        ///< default MKBA_PLAN_RANDOM
    uint64_t first;        ///< the first draw that is done here, counted from 0; default 0
    uint64_t count;        ///< how many are done here; default 0: all from the first on
    bool actors;           ///< figures of actors too; default true
    bool streams;          ///< the effect on each stream too; default false
    bool years;            ///< the net of each year too, and with `streams` the clients of each; default false
    bool keep;             ///< keep every draw, of parameters and of figures that are no year's; default false
    size_t threads;        ///< default 1; 0: as many as there are. Changes no figure
    size_t block;          ///< draws that are computed side by side, 1 to 65 536; default 0: what is fast. Changes no figure
    const char *variant;   ///< "plain", "avx2", "avx512"; NULL (default): the widest that runs here. Changes no figure
    /** In how many equal parts the draws are done that are randomised independently of each other, 1 to 256; default 1.
     *  Of plans `lhs` and `sobol` with 2 and more: then the standard errors of means and of p_positive follow from how far
     *  those parts lie apart. 16 to 32 are enough; `draws` is a multiple. */
    size_t replicates;
} mkba_simulate_options;

/** What mkba_simulate_options_init calls: sets the defaults of a struct of `size` bytes. */
MKBA_API void mkba_simulate_options_init_size(mkba_simulate_options *options, size_t size);
/** Sets the defaults: call it before anything else is set. */
#define mkba_simulate_options_init(options) mkba_simulate_options_init_size((options), sizeof(mkba_simulate_options))

/** Simulates a case: draws its uncertain parameters (distributions, random factors of series, joint draws over years;
 *  derived parameters follow), correlated ones by a Gaussian copula, and appraises the case for each draw.
 *
 *  Draw i of a parameter is a function of the seed, the plan, the parameter's name and i (and of `draws` under
 *  MKBA_PLAN_LHS; of its group where it is correlated). With R replicates each has draws / R draws, which are those of
 *  a simulation of so many with a seed of its own, derived from `seed`.
 *
 *  A draw that has no outcome, such as an outflow above 1, ends the simulation: the error names the parameter, line or
 *  stream, the year and the draw, counted from 1.
 *
 *  A case in which nothing is uncertain is simulated too: every draw is its appraisal, and mkba_simulation_table says so
 *  among its findings. Time is proportional to draws x size of the case; memory does not depend on the draws unless they
 *  are kept.
 *
 *  @param options   NULL for the defaults
 *  @param progress  NULL for none; draws are done in chunks, and so counted
 *  @param data      for `progress`
 *  @param[out] out  to be freed with mkba_simulation_free
 *  @return MKBA_OK; MKBA_ERROR_UNKNOWN for the scenario or variant; MKBA_ERROR_ARGUMENT naming the option that
 *          is out of range; MKBA_ERROR_LIMIT where the plan has not so many draws, more than 2 GiB would be kept, or
 *          there are more figures than fit (leave out years, streams or replicates); MKBA_ERROR_CASE, with the place,
 *          for a distribution or correlation that cannot be drawn from; the statuses of mkba_case_appraise;
 *          MKBA_ERROR_CANCELLED; MKBA_ERROR_MEMORY
 *  Thread-safe: any number of threads may simulate one case. */
MKBA_API MKBA_CHECKED mkba_status mkba_case_simulate(const mkba_case *mkba, const mkba_simulate_options *options,
                                                     mkba_progress progress, void *data, mkba_simulation **out,
                                                     mkba_error *error);

/** Frees a simulation; tables that were made of it live on. NULL is allowed. */
MKBA_API void mkba_simulation_free(mkba_simulation *simulation);

/** How many draws it holds. */
MKBA_API uint64_t mkba_simulation_n_draws(const mkba_simulation *simulation);

/** Two parts of one simulation as one. Which is given first, and in which order many are merged, makes no difference to
 *  a single bit.
 *  @param[out] out  a new simulation; the given ones are unchanged
 *  @return MKBA_OK; MKBA_ERROR_ARGUMENT where they are of different cases, scenarios, seeds, plans,
 *          replicates, figures or versions of the library, differ in `draws` under a plan that depends on it or with
 *          replicates, hold a draw both, or keep draws only one; MKBA_ERROR_LIMIT where more than 2 GiB would be kept;
 *          MKBA_ERROR_MEMORY */
MKBA_API MKBA_CHECKED mkba_status mkba_simulation_merge(const mkba_simulation *simulation,
                                                        const mkba_simulation *other, mkba_simulation **out,
                                                        mkba_error *error);

/** A simulation as bytes, the same on every machine: to be sent, stored, read again and merged.
 *  @param[out] bytes    to be freed with mkba_bytes_free
 *  @param[out] n_bytes  how many there are
 *  @return MKBA_OK; MKBA_ERROR_MEMORY; MKBA_ERROR_ARGUMENT */
MKBA_API MKBA_CHECKED mkba_status mkba_simulation_to_bytes(const mkba_simulation *simulation, unsigned char **bytes,
                                                           size_t *n_bytes, mkba_error *error);

/** The simulation that mkba_simulation_to_bytes made the bytes of. Bytes that are cut, changed or of another origin are
 *  refused, whatever they hold.
 *  @return MKBA_OK; MKBA_ERROR_SYNTAX saying what is wrong with the bytes; MKBA_ERROR_LIMIT for a newer form of them;
 *          MKBA_ERROR_MEMORY; MKBA_ERROR_ARGUMENT */
MKBA_API MKBA_CHECKED mkba_status mkba_simulation_from_bytes(const unsigned char *bytes, size_t n_bytes,
                                                             mkba_simulation **out, mkba_error *error);

/** Frees bytes that the library handed out. */
MKBA_API void mkba_bytes_free(unsigned char *bytes);

/* ---- what came out --------------------------------------------------------------------------------------------- */

/** The tables of a simulation. Those of figures have per figure: point (in an appraisal, with every parameter at its
 *  value), mean, sd (of the draws), se (of the mean), se_is, least, q05, q25, q50, q75, q95, most, quantile_error (how
 *  far the worst of the five may lie off the quantile of the draws; 0 when draws are kept), p_positive (share of draws
 *  above 0), n (draws in which there is a figure; else it says of them nothing). Amounts are in EUR of the case's
 *  price year.
 *
 *  se_is `estimate`: se is sd / sqrt(n). Under MKBA_PLAN_LHS and MKBA_PLAN_SOBOL the same is an `upper bound`: their
 *  means vary less, as a rule much less. `between replicates`, where there are two or more and all draws are here:
 *  with m_r the mean of replicate r and w_r its share of the draws, se is sqrt(R / (R - 1) sum (w_r (m_r - mean))^2),
 *  and an interval is one of Student's t with R - 1 degrees of freedom. Replicates that agree to the last bit have an
 *  upper bound. Sources: Owen, SIAM J. Numer. Anal. 34 (1997), p. 1884-1910; L'Ecuyer and Lemieux, in Modeling
 *  Uncertainty (2002), p. 419-474; Cochran, Sampling Techniques (3rd edition, 1977), 6.4. */
typedef enum mkba_simulation_view {
    MKBA_SIMULATION_SUMMARY = 0,      ///< per alternative: npv, pv_costs, pv_benefits, bcr, annual_equivalent
    MKBA_SIMULATION_INCREMENTAL = 1,  ///< npv of each alternative minus that of each listed before it
    MKBA_SIMULATION_ACTORS = 2,       ///< per alternative and actor: pv_costs, pv_benefits, net
    MKBA_SIMULATION_STREAMS = 3,      ///< per alternative and stream: the present value of the effect on it
    MKBA_SIMULATION_YEARS = 4,        ///< per alternative and year: net, undiscounted
    MKBA_SIMULATION_CLIENTS = 5,      ///< per alternative (the nulalternatief too), stream and year: mean clients
    /** What was drawn: parameter, what (value, factor, joint draws), distribution, mean and sd in the parameter's own
     *  unit and price year, unit, correlated. A parameter that no figure hangs on is not drawn. */
    MKBA_SIMULATION_PARAMETERS = 6,
    MKBA_SIMULATION_DRAWS = 7,  ///< per draw that was kept: its number from 0, parameters, figures
    MKBA_SIMULATION_ABOUT = 8,  ///< one row: what is needed to repeat it
    MKBA_SIMULATION_FINDINGS = 9  ///< id, severity, place, line, column, message, source
} mkba_simulation_view;

/** "summary", "incremental", ...; "unknown view" for a number that is none. */
MKBA_API const char *mkba_simulation_view_name(mkba_simulation_view view);
/** The view of this name.
 *  @return MKBA_OK; MKBA_ERROR_UNKNOWN (the nearest is named); MKBA_ERROR_ARGUMENT */
MKBA_API MKBA_CHECKED mkba_status mkba_simulation_view_from_name(const char *name, mkba_simulation_view *view,
                                                                 mkba_error *error);

/** A table of the simulation, to be freed by the caller with mkba_table_free.
 *  @return MKBA_OK; MKBA_ERROR_UNKNOWN for the view; MKBA_ERROR_ARGUMENT for a view of what was not simulated, naming the
 *          option that asks for it; MKBA_ERROR_LIMIT where more draws or figures were kept than a table holds;
 *          MKBA_ERROR_MEMORY */
MKBA_API MKBA_CHECKED mkba_status mkba_simulation_table(const mkba_simulation *simulation, mkba_simulation_view view,
                                                        mkba_table **table, mkba_error *error);

/** Which figure is meant. Fill with mkba_simulated_init, then set what differs. */
typedef struct mkba_simulated {
    size_t size;               ///< set by the initialiser; lets the struct grow
    const char *alternative;   ///< NULL (default): the only policy alternative
    /** NULL (default): npv. pv_costs, pv_benefits, bcr, annual_equivalent; of an actor pv_costs, pv_benefits, net; effect
     *  (of a stream); net (of a year); clients (of a stream in a year). */
    const char *measure;
    const char *actor;          ///< whose; NULL (default): of all
    const char *stream;         ///< of which stream; NULL (default): of all
    const char *compared_with;  ///< minus the npv of this alternative; NULL (default): of the nulalternatief, which is 0
    int year;                   ///< 0 (default): all
} mkba_simulated;

/** What mkba_simulated_init calls: sets the defaults of a struct of `size` bytes. */
MKBA_API void mkba_simulated_init_size(mkba_simulated *of, size_t size);
/** Sets the defaults: call it before anything else is set. */
#define mkba_simulated_init(of) mkba_simulated_init_size((of), sizeof(mkba_simulated))

/** The quantile of a figure: the least value that a share p of the draws does not exceed.
 *  @param of          NULL: the npv of the only policy alternative
 *  @param p           in [0, 1]
 *  @param[out] value  EUR, or the unit of the figure
 *  @param[out] error_bound  how far it may lie off the quantile of the draws; 0 when draws are kept. What chance adds to it
 *                     is in mkba_simulation_convergence.
 *  @return MKBA_OK; MKBA_ERROR_UNKNOWN for a figure that is not there (the nearest is named); MKBA_ERROR_ARGUMENT, also
 *          where no draw has the figure */
MKBA_API MKBA_CHECKED mkba_status mkba_simulation_quantile(const mkba_simulation *simulation, const mkba_simulated *of,
                                                           double p, double *value, double *error_bound,
                                                           mkba_error *error);

/** The share of the draws in which a figure lies above a value, of those in which there is one.
 *  @param above  0 for the chance of a positive balance
 *  @param[out] probability  in [0, 1]
 *  @param[out] error_bound  how far it may lie off; 0 for above == 0, and when draws are kept
 *  @return as mkba_simulation_quantile */
MKBA_API MKBA_CHECKED mkba_status mkba_simulation_probability(const mkba_simulation *simulation,
                                                              const mkba_simulated *of, double above,
                                                              double *probability, double *error_bound,
                                                              mkba_error *error);

/** A figure as a histogram of bins of equal width over all draws: from, to, count, share (sums to 1).
 *  @param bins  1 to 1000; 0: as many as suit the number of draws (at least 10, at most 100)
 *  @return as mkba_simulation_quantile; MKBA_ERROR_MEMORY */
MKBA_API MKBA_CHECKED mkba_status mkba_simulation_histogram(const mkba_simulation *simulation, const mkba_simulated *of,
                                                            size_t bins, mkba_table **table, mkba_error *error);

/** How far figures may be off by chance, and what it takes to halve it: per alternative and figure (npv, pv_costs,
 *  pv_benefits, bcr, annual_equivalent) and statistic (mean, sd, q05, q25, q50, q75, q95, p_positive): value, se, se_is
 *  (see mkba_simulation_view), wanted (half the width of a 95 % interval), reached, draws_needed (in all, by the square
 *  root of the number of draws), draws_more. It is reached where se times the 97.5 % quantile of the normal
 *  distribution, or between replicates of Student's t, is not above what is wanted.
 *
 *  se between replicates (see mkba_simulation_view) of the mean and of p_positive, where there are any. Else and of the
 *  others, as of independent draws: of the mean sd / sqrt(n); of the sd sqrt((m4 - sd^4) / (4 sd^2 n)), m4 the fourth
 *  moment about the mean; of q at p half the distance between the quantiles at p -+ sqrt(p (1 - p) / n); of p_positive
 *  sqrt(p (1 - p) / n), but where it is 0 or 1 that of two draws more on either side, as draws that agree do not leave
 *  no doubt. Sources: Serfling, Approximation Theorems of Mathematical Statistics (1980), 2.2.3, 2.3, 2.6; Agresti and
 *  Coull, The American Statistician 52 (1998), p. 119-126. Of a figure with fewer than two draws nothing is known of
 *  chance: its rows have the value (without a draw none, and no sd) and no more.
 *  @param precision  wanted, as a share of the sd of the figure (of p_positive: as a probability), above 0 and at most 1:
 *                    0.01 is a hundredth of the sd. It is not a share of the mean, which may be 0.
 *  @return MKBA_OK; MKBA_ERROR_ARGUMENT; MKBA_ERROR_MEMORY */
MKBA_API MKBA_CHECKED mkba_status mkba_simulation_convergence(const mkba_simulation *simulation, double precision,
                                                              mkba_table **table, mkba_error *error);

/** The simulation as JSON: keys are the policy alternatives, each with npv and bcr (mean, sd, se, q05, q25, q50, q75, q95;
 *  null where there is no figure), p_npv_positive, actors (net of each), and simulation (draws, seed, plan, replicates,
 *  scenario, version, fingerprint). Same case, same options: same bytes, whatever the threads. Free with
 *  mkba_text_free. */
MKBA_API MKBA_CHECKED mkba_status mkba_simulation_json(const mkba_simulation *simulation, char **text,
                                                       mkba_error *error);

#ifdef __cplusplus
}
#endif
#endif
