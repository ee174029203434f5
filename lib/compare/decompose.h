/* libmkba, compare: what a growth of costs consists of.
 *
 * Written as a part of the public header mkba/compare.h, to move there with the bindings. */
#ifndef MKBA_I_COMPARE_DECOMPOSE_H
#define MKBA_I_COMPARE_DECOMPOSE_H

#include <mkba/base.h>

#include <mkba/panel.h>

/* ---- decomposition --------------------------------------------------------------------------------------- */

/** What a change of a sum of products consists of, factor by factor, without a residual: LMDI-I, the logarithmic mean
 *  Divisia index.
 *
 *  The sum is V = sum over items of the product of their factors. Of factor k the contribution (additive) is sum over
 *  items of L(v1, v0) ln(x1 / x0), and the multiplier exp(sum over items of L(v1, v0) / L(V1, V0) ln(x1 / x0)), with L(a,
 *  b) = (a - b) / (ln a - ln b), L(a, a) = a. Contributions add up to V1 - V0, multipliers multiply to V1 / V0. A row per
 *  factor and one of the total: factor (from 1; missing for the total), contribution, multiplier.
 *  Source: Ang, Energy Policy 33 (2005) 867.
 *
 *  @param start      of each item its factors one after another: n_start = items x n_factors numbers above 0
 *  @param end        the same at the end
 *  @param n_factors  at least one
 *  @return MKBA_OK; MKBA_ERROR_ARGUMENT with the place ("start[3]"), also where the lengths do not fit;
 *          MKBA_ERROR_EVALUATION for a figure beyond the range of a double; MKBA_ERROR_MEMORY. Thread-safe. */
MKBA_API MKBA_CHECKED mkba_status mkba_lmdi(const double *start, size_t n_start, const double *end, size_t n_end,
                                            size_t n_factors, mkba_table **table, mkba_error *error);

/** What to decompose. Fill with mkba_decomposition_options_init, then set region, costs, users, population, from, to. */
typedef struct mkba_decomposition_options {
    size_t size;                ///< set by the initialiser; lets the struct grow
    const char *const *region;  ///< codes of the area or areas that ask, each once
    size_t n_region;
    const char *const *peers;  ///< codes of the comparable areas; NULL is none
    size_t n_peers;
    const char *nation;      ///< an area that stands for the nation; NULL: the sum of all areas of the kind of the region
    const char *costs;       ///< a flow of money
    const char *users;       ///< persons with the provision, a flow or a stock
    const char *target;      ///< persons for whom it is meant, a stock, such as those below 18; NULL: all inhabitants
    const char *population;  ///< inhabitants, a stock
    const char *from;        ///< first period compared, "2017"
    const char *to;          ///< last period compared
    mkba_missing missing;    ///< a member of the region without a figure: refused, or left out of both periods
} mkba_decomposition_options;

/** Fills options with what they are without saying; `size` is sizeof(mkba_decomposition_options). */
MKBA_API void mkba_decomposition_options_init_size(mkba_decomposition_options *options, size_t size);
/** The same with the size of the caller's headers. */
#define mkba_decomposition_options_init(options)                                                                       \
  mkba_decomposition_options_init_size((options), sizeof(mkba_decomposition_options))

/** The growth of costs as that of four factors: costs = population (inhabitants) x demography (target population per
 *  inhabitant) x volume (users per member of the target population) x price (costs per user); without a target population
 *  three. By LMDI-I (mkba_lmdi), so without a residual. Sums over the areas of a group, which are the same in both
 *  periods.
 *
 *  A row per group (region, peers, nation) and factor, then their total: group, factor, start, end (of the factor; of
 *  the total the costs), unit, growth (per cent), contribution (in the unit of costs), points (percentage points of the
 *  growth of costs), multiplier, n_areas, n_missing (areas left out, because a figure is missing in either period), note.
 *  Peers and nation leave such areas out; a group of which none is left has rows without figures.
 *
 *  This says what costs consist of, not why they grew: a longer or heavier provision is price as much as a higher tariff.
 *
 *  @return MKBA_OK; MKBA_ERROR_UNKNOWN for a name; MKBA_ERROR_PANEL where the definitions do not match: the kind of an
 *          indicator is not known or another than it has to be, a rate in place of a count, costs that are no money, a
 *          known break between the periods, a member without a figure, a figure that is not above 0;
 *          MKBA_ERROR_ARGUMENT; MKBA_ERROR_EVALUATION; MKBA_ERROR_MEMORY. Thread-safe. */
MKBA_API MKBA_CHECKED mkba_status mkba_panel_decomposition(const mkba_panel *panel,
                                                           const mkba_decomposition_options *options,
                                                           mkba_table **table, mkba_error *error);

#endif
