#include "uncertain/drawn.h"

#include <math.h>
#include <string.h>

#include "base/text.h"

/* ---- a distribution in words ----------------------------------------------------------------------------- */

static void add_number(mkba_i_text *text, const char *before, double number)
{
    mkba_i_text_add(text, before);
    mkba_i_text_number(text, number);
}

static void add_mean_sd(mkba_i_text *text, const char *family, const mkba_i_distribution *d)
{
    mkba_i_text_add(text, family);
    add_number(text, "mean ", d->a);
    add_number(text, ", sd ", d->b);
}

static void add_mode(mkba_i_text *text, const char *family, const mkba_i_distribution *d)
{
    mkba_i_text_add(text, family);
    add_number(text, "", d->a);
    add_number(text, " to ", d->c);
    add_number(text, ", mode ", d->b);
}

static void add_beta(mkba_i_text *text, const mkba_i_distribution *d)
{
    add_number(text, "beta: alpha ", d->a);
    add_number(text, ", beta ", d->b);
    add_number(text, ", ", d->c);
    add_number(text, " to ", d->d);
}

static void add_family(mkba_i_text *text, const mkba_i_distribution *d)
{
    switch (d->family) {
    case MKBA_I_NORMAL: add_mean_sd(text, "normal: ", d); break;
    case MKBA_I_LOGNORMAL: add_mean_sd(text, "lognormal: ", d); break;
    case MKBA_I_GAMMA: add_mean_sd(text, "gamma: ", d); break;
    case MKBA_I_UNIFORM:
        add_number(text, "uniform: ", d->a);
        add_number(text, " to ", d->b);
        break;
    case MKBA_I_TRIANGULAR: add_mode(text, "triangular: ", d); break;
    case MKBA_I_PERT: add_mode(text, "pert: ", d); break;
    case MKBA_I_BETA: add_beta(text, d); break;
    case MKBA_I_POISSON: add_number(text, "poisson: mean ", d->a); break;
    case MKBA_I_BINOMIAL:
        add_number(text, "binomial: n ", d->a);
        add_number(text, ", p ", d->b);
        break;
    case MKBA_I_DISCRETE: mkba_i_text_format(text, "discrete: %zu values", d->n); break;
    case MKBA_I_EMPIRICAL: mkba_i_text_format(text, "empirical: %zu values", d->n); break;
    }
    if (d->truncated) {
        add_number(text, "; truncated to ", d->low);
        add_number(text, " to ", d->high);
    }
}

/* ---- a parameter ----------------------------------------------------------------------------------------- */

/* Moments where they can be had: they are told, not computed with. */
static void set_moments(const mkba_i_distribution *distribution, mkba_i_drawn *drawn)
{
    drawn->mean = drawn->sd = NAN;
    if (mkba_i_distribution_mean(distribution, &drawn->mean, NULL) != MKBA_OK)
        drawn->mean = NAN;
    if (mkba_i_distribution_sd(distribution, &drawn->sd, NULL) != MKBA_OK)
        drawn->sd = NAN;
}

bool mkba_i_drawn_make(mkba_i_arena *arena, const mkba_i_study *study, size_t k, mkba_i_drawn *drawn)
{
    size_t position;
    const mkba_i_parameter *parameter = mkba_i_study_parameter(study, k, &position);
    const mkba_i_distribution *distribution = mkba_i_study_distribution(study, k);
    mkba_i_text text = {.data = NULL};

    *drawn = (mkba_i_drawn){.what = distribution == NULL                ? "joint draws"
                                    : distribution == parameter->factor ? "factor"
                                                                        : "value",
                            .mean = NAN,
                            .sd = NAN,
                            .is_correlated = mkba_i_study_is_correlated(study, k)};
    if (distribution != NULL) {
        add_family(&text, distribution);
        set_moments(distribution, drawn);
    } else
        mkba_i_text_format(&text, "%zu rows of %zu years", parameter->n_draws, parameter->n_years);
    if (!text.failed)
        drawn->distribution = mkba_i_arena_text(arena, text.data, text.length);
    mkba_i_text_drop(&text);
    drawn->name = mkba_i_arena_text(arena, parameter->name, strlen(parameter->name));
    return drawn->name != NULL && drawn->distribution != NULL;
}
