/* Two parts of a simulation as one. */
#include "uncertain/simulation.h"

#include <stdlib.h>
#include <string.h>

/* ---- whether they fit ------------------------------------------------------------------------------------ */

static bool same_text(const char *a, const char *b)
{
    return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

static bool same_quantities(const mkba_simulation *a, const mkba_simulation *b)
{
    if (a->n_quantities != b->n_quantities || a->n_drawn != b->n_drawn)
        return false;
    for (size_t q = 0; q < a->n_quantities; q++) {
        const mkba_i_quantity *x = &a->quantities[q], *y = &b->quantities[q];

        if (x->measure != y->measure || x->year != y->year || !same_text(x->alternative, y->alternative) ||
            !same_text(x->name, y->name))
            return false;
    }
    for (size_t k = 0; k < a->n_drawn; k++)
        if (!same_text(a->drawn[k].name, b->drawn[k].name))
            return false;
    return true;
}

/* What they differ in, in words; NULL where they fit. */
static const char *difference(const mkba_simulation *a, const mkba_simulation *b)
{
    if (!same_text(a->version, b->version))
        return "versions of the library: simulate again with one";
    if (!same_text(a->scenario, b->scenario))
        return "scenarios";
    if (a->fingerprint != b->fingerprint)
        return "cases";
    if (a->plan != b->plan)
        return "plans";
    if (a->seed != b->seed)
        return "seeds: parts of one simulation have one seed, and each its own draws (first, count)";
    if (a->what != b->what || !same_quantities(a, b))
        return "figures: simulate both with the same of actors, streams and years";
    if (a->n_replicates != b->n_replicates)
        return "numbers of replicates";
    if (a->plan == MKBA_I_PLAN_LHS && a->draws != b->draws)
        return "numbers of draws in all, on which a Latin hypercube depends";
    if (a->n_replicates > 1 && a->draws != b->draws)
        return "numbers of draws in all, of which replicates are equal parts";
    if ((a->kept == NULL) != (b->kept == NULL))
        return "what they keep: keep draws in both or in neither";
    return NULL;
}

/* ---- which draws ----------------------------------------------------------------------------------------- */

/* The stretches of both, ascending, adjacent ones joined. False where a draw is in both. */
static bool join(const mkba_simulation *a, const mkba_simulation *b, mkba_simulation *out)
{
    size_t i = 0, j = 0;

    while (i < a->n_stretches || j < b->n_stretches) {
        bool from_a = j == b->n_stretches || (i < a->n_stretches && a->stretches[i].first < b->stretches[j].first);
        mkba_i_stretch next = from_a ? a->stretches[i++] : b->stretches[j++];
        mkba_i_stretch *last = &out->stretches[out->n_stretches];

        if (out->n_stretches > 0 && last[-1].first + last[-1].count > next.first)
            return false;
        if (out->n_stretches > 0 && last[-1].first + last[-1].count == next.first)
            last[-1].count += next.count;
        else
            out->stretches[out->n_stretches++] = next;
    }
    return true;
}

/* Where a draw stands among those of a simulation, of which it is one. */
static uint64_t place_of(const mkba_simulation *simulation, uint64_t draw)
{
    uint64_t before = 0;

    for (size_t i = 0; i < simulation->n_stretches; i++) {
        if (draw < simulation->stretches[i].first + simulation->stretches[i].count)
            return before + draw - simulation->stretches[i].first;
        before += simulation->stretches[i].count;
    }
    return before;
}

static void move_kept(const mkba_simulation *from, mkba_simulation *to)
{
    size_t n_from = (size_t) mkba_simulation_n_draws(from), n_to = (size_t) mkba_simulation_n_draws(to), done = 0;

    for (size_t i = 0; i < from->n_stretches; i++) {
        size_t at = (size_t) place_of(to, from->stretches[i].first), count = (size_t) from->stretches[i].count;

        for (size_t column = 0; column < from->n_columns; column++)
            memcpy(to->kept + column * n_to + at, from->kept + column * n_from + done, count * sizeof *to->kept);
        done += count;
    }
}

static void merge_replicates(const mkba_simulation *from, mkba_simulation *to)
{
    for (size_t i = 0; from->replicates != NULL && i < from->n_quantities * from->n_replicates; i++)
        mkba_i_replicate_merge(&to->replicates[i], &from->replicates[i]);
}

/* ---- merging --------------------------------------------------------------------------------------------- */

static mkba_status merge(const mkba_simulation *a, const mkba_simulation *b, mkba_simulation *out, mkba_error *error)
{
    mkba_status status = MKBA_OK;

    out->draws = a->draws > b->draws ? a->draws : b->draws;
    if (!join(a, b, out))
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "other",
                           "the two hold the same draws: parts of a simulation have draws of their own (first, count)");
    for (size_t q = 0; q < out->n_quantities && status == MKBA_OK; q++) {
        status = mkba_i_tally_merge(out->tallies[q], a->tallies[q], error);
        if (status == MKBA_OK)
            status = mkba_i_tally_merge(out->tallies[q], b->tallies[q], error);
    }
    merge_replicates(a, out);
    merge_replicates(b, out);
    if (status == MKBA_OK && a->kept != NULL)
        status = mkba_i_simulation_keep(out, mkba_simulation_n_draws(out), error);
    if (status == MKBA_OK && a->kept != NULL) {
        move_kept(a, out);
        move_kept(b, out);
    }
    return status;
}

mkba_status mkba_simulation_merge(const mkba_simulation *simulation, const mkba_simulation *other,
                                  mkba_simulation **out, mkba_error *error)
{
    mkba_simulation *merged = NULL;
    const char *what;
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(simulation), MKBA_I_GIVEN(other), MKBA_I_GIVEN(out));

    if (status != MKBA_OK)
        return status;
    what = difference(simulation, other);
    if (what != NULL)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "other", "the two are of different %s", what);
    status = mkba_i_simulation_like(simulation, simulation->n_stretches + other->n_stretches, &merged, error);
    if (status == MKBA_OK)
        status = merge(simulation, other, merged, error);
    if (status != MKBA_OK) {
        mkba_simulation_free(merged);
        return status;
    }
    *out = merged;
    return MKBA_OK;
}
