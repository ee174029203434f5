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
        rate = mkba_i_binary(program, MKBA_I_OP_ABOVE, rate, mkba_i_constant(program, -1.0));
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
        return mkba_i_binary(program, MKBA_I_OP_POWER, bases[0], mkba_i_constant(program, -tau));
    for (size_t i = 0; i < discount->n_segments && discount->segments[i].from < tau; i++) {
        double end = i + 1 < discount->n_segments ? fmin(tau, discount->segments[i + 1].from) : tau;
        mkba_i_node part = mkba_i_binary(program, MKBA_I_OP_POWER, bases[i],
                                         mkba_i_constant(program, discount->segments[i].from - end));

        factor = mkba_i_multiply(program, factor, part);
    }
    return factor;
}

mkba_i_discounting mkba_i_compile_discounting(mkba_i_compiler *compiler, const mkba_i_discount *discount,
                                              mkba_i_timing timing)
{
    mkba_i_discounting made = {discount, timing, compile_bases(compiler, discount), NULL};

    made.factors = mkba_i_compile_make(compiler, compiler->n_years, sizeof *made.factors);
    for (size_t year = 0; made.bases != NULL && made.factors != NULL && year < compiler->n_years; year++) {
        int y = mkba_i_compile_year(compiler, year);

        mkba_i_compile_origin(compiler, MKBA_I_SUBJECT_DISCOUNT, discount->name, "factor", y, discount->place);
        made.factors[year] =
            mkba_i_binary(compiler->program, MKBA_I_OP_ABOVE,
                          compile_factor(compiler, discount, made.bases, mkba_i_plan_tau(compiler->plan, timing, year)),
                          mkba_i_constant(compiler->program, 0.0));
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
    decay = mkba_i_ternary(program, MKBA_I_OP_WITHIN, decay, mkba_i_constant(program, 0.0), one);
    return mkba_i_subtract(program, one, decay);
}

mkba_i_strength mkba_i_compile_profile(mkba_i_compiler *compiler, const mkba_i_profile *profile,
                                       const mkba_i_span *span, mkba_i_node remainder, size_t year)
{
    mkba_i_program *program = compiler->program;
    int y = mkba_i_compile_year(compiler, year);
    mkba_i_strength made = {mkba_i_constant(program, ramp_at(profile, span, y)), mkba_i_constant(program, 1.0), 0};

    if (profile->decay != NULL && y > span->decay_from)
        made.decay = mkba_i_binary(program, MKBA_I_OP_POWER, remainder, mkba_i_constant(program, y - span->decay_from));
    made.strength = mkba_i_multiply(program, made.ramp_up, made.decay);
    return made;
}
