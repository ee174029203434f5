/* Compiling what is the same whatever it applies to: discount factors, ramp-up and decay. */
#include "appraise/compile.h"

#include <math.h>

#include "base/exact.h"

/* ---- discounting ----------------------------------------------------------------------------------------- */

/* 1 + rate of each segment. */
static mkba_i_node *compile_bases(mkba_i_compiler *compiler, const mkba_i_discount *discount)
{
    mkba_i_program *program = compiler->program;
    mkba_i_node *bases = mkba_i_compile_make(compiler, discount->n_segments, sizeof *bases);

    for (size_t i = 0; bases != NULL && i < discount->n_segments; i++) {
        mkba_i_node rate = mkba_i_compile_single(compiler, discount->segments[i].rate, MKBA_I_SUBJECT_DISCOUNT,
                                                 discount->name, "rate");

        mkba_i_compile_origin(compiler, MKBA_I_SUBJECT_DISCOUNT, discount->name, "rate", 0, discount->place);
        rate = mkba_i_add(program, rate, mkba_i_constant(program, compiler->plan->rate_shift));
        rate = mkba_i_compile_above(compiler, rate, -1.0);
        bases[i] = mkba_i_add(program, mkba_i_constant(program, 1.0), rate);
    }
    return bases;
}

/* D(tau): the product over segments of (1 + rate)^-(length of [0, tau] inside the segment); before the base year
 * the first rate compounds upward (docs/case-format.md, "Discount"; forward rates as in the Green Book 2022, A6). */
static mkba_i_node compile_factor(mkba_i_compiler *compiler, const mkba_i_discount *discount, const mkba_i_node *bases,
                                  double tau)
{
    mkba_i_program *program = compiler->program;
    mkba_i_node factor = mkba_i_constant(program, 1.0);

    if (tau < 0.0)
        return mkba_i_power(program, bases[0], -tau);
    for (size_t i = 0; i < discount->n_segments && discount->segments[i].from < tau; i++) {
        double end = i + 1 < discount->n_segments ? fmin(tau, discount->segments[i + 1].from) : tau;

        factor = mkba_i_multiply(program, factor, mkba_i_power(program, bases[i], discount->segments[i].from - end));
    }
    return factor;
}

size_t mkba_i_compile_segment(const mkba_i_discount *discount, double tau)
{
    size_t i = 0;

    while (i + 1 < discount->n_segments && discount->segments[i + 1].from < tau)
        i++;
    return i;
}

/* Whether the year is the first or last one counted whose factor comes by the rate of its segment. */
static bool is_end(const mkba_i_compiler *compiler, const mkba_i_discounting *discounting, size_t year)
{
    const mkba_i_discount *discount = discounting->discount;
    double tau = mkba_i_plan_tau(compiler->plan, discounting->timing, year);
    size_t segment = mkba_i_compile_segment(discount, tau);

    return year == 0 || year + 1 == compiler->n_years || mkba_i_compile_segment(discount, tau - 1.0) != segment ||
           mkba_i_compile_segment(discount, tau + 1.0) != segment;
}

/* Within a segment factors rise or fall throughout, so that they are all above 0 when those at its ends are: the others
 * need not be in every run. */
static mkba_i_node check_factor(mkba_i_compiler *compiler, const mkba_i_discounting *discounting, size_t year,
                                mkba_i_node factor)
{
    mkba_i_program *program = compiler->program;

    if (mkba_i_is_constant(program, factor, 1.0))
        return factor;
    factor = mkba_i_binary(program, MKBA_I_OP_ABOVE, factor, mkba_i_constant(program, 0.0));
    return is_end(compiler, discounting, year) ? mkba_i_compile_check(compiler, factor) : factor;
}

mkba_i_discounting mkba_i_compile_discounting(mkba_i_compiler *compiler, const mkba_i_discount *discount,
                                              mkba_i_timing timing)
{
    mkba_i_discounting made = {discount, timing, compile_bases(compiler, discount), NULL};

    made.factors = mkba_i_compile_make(compiler, compiler->n_years, sizeof *made.factors);
    for (size_t year = 0; made.bases != NULL && made.factors != NULL && year < compiler->n_years; year++) {
        double tau = mkba_i_plan_tau(compiler->plan, timing, year);

        mkba_i_compile_origin(compiler, MKBA_I_SUBJECT_DISCOUNT, discount->name, "factor",
                              mkba_i_compile_year(compiler, year), discount->place);
        made.factors[year] = check_factor(compiler, &made, year, compile_factor(compiler, discount, made.bases, tau));
    }
    return made;
}

/* ---- profiles -------------------------------------------------------------------------------------------- */

static double ramp_at(const mkba_i_profile *profile, const mkba_i_span *span, int year)
{
    size_t k = (size_t) (year - span->from);

    return k < profile->n_ramp_up ? profile->ramp_up[k] : 1.0;
}

mkba_i_node mkba_i_compile_remainder(mkba_i_compiler *compiler, const mkba_i_profile *profile, mkba_i_subject subject,
                                     const char *name)
{
    mkba_i_program *program = compiler->program;
    mkba_i_node one = mkba_i_constant(program, 1.0), decay;

    if (profile->decay == NULL)
        return one;
    decay = mkba_i_compile_single(compiler, profile->decay, subject, name, "decay");
    mkba_i_compile_origin(compiler, subject, name, "decay", 0, mkba_i_place_of(profile->decay));
    decay = mkba_i_compile_within(compiler, decay, 0.0, 1.0);
    return mkba_i_subtract(program, one, decay);
}

mkba_i_strength mkba_i_compile_profile(mkba_i_compiler *compiler, const mkba_i_profile *profile,
                                       const mkba_i_span *span, mkba_i_node remainder, size_t year)
{
    mkba_i_program *program = compiler->program;
    int y = mkba_i_compile_year(compiler, year);
    mkba_i_strength made = {mkba_i_constant(program, ramp_at(profile, span, y)), mkba_i_constant(program, 1.0), 0};

    if (profile->decay != NULL && y > span->decay_from)
        made.decay = mkba_i_power(program, remainder, y - span->decay_from);
    made.strength = mkba_i_multiply(program, made.ramp_up, made.decay);
    return made;
}
