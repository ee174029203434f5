/* A simulation as JSON: mkba/uncertain.h has its shape. */
#include "uncertain/simulation_views.h"

#include <math.h>
#include <stdio.h>

#include "base/json.h"

static void write_figure(mkba_i_writer *writer, const char *key, double value, bool there)
{
    mkba_i_write_key(writer, key);
    mkba_i_write_number(writer, there ? value + 0.0 : NAN); /* NaN is null */
}

static mkba_status write_statistics(const mkba_simulation *simulation, size_t q, const char *key, mkba_i_writer *writer,
                                    mkba_error *error)
{
    static const char *const QUANTILES[MKBA_I_QUANTILES] = {"q05", "q25", "q50", "q75", "q95"};
    mkba_i_statistics s;
    mkba_status status = mkba_i_statistics_make(simulation, q, &s, error);

    if (status != MKBA_OK)
        return status;
    mkba_i_write_key(writer, key);
    mkba_i_write_open(writer, '{');
    write_figure(writer, "mean", s.mean, s.n > 0);
    write_figure(writer, "sd", s.sd, s.has_sd);
    write_figure(writer, "se", s.chance.se, s.has_sd);
    for (size_t i = 0; i < MKBA_I_QUANTILES; i++)
        write_figure(writer, QUANTILES[i], s.quantiles[i], s.n > 0);
    mkba_i_write_close(writer, '}');
    if (simulation->quantities[q].measure == MKBA_I_MEASURE_NPV)
        write_figure(writer, "p_npv_positive", s.p_positive, s.n > 0);
    return MKBA_OK;
}

static void write_about(const mkba_simulation *simulation, mkba_i_writer *writer)
{
    char text[24];

    mkba_i_write_key(writer, "simulation");
    mkba_i_write_open(writer, '{');
    mkba_i_write_key(writer, "draws");
    mkba_i_write_integer(writer, (int64_t) mkba_simulation_n_draws(simulation));
    mkba_i_write_key(writer, "seed");
    snprintf(text, sizeof text, "%llu", (unsigned long long) simulation->seed);
    if (simulation->seed <= UINT64_C(1) << 53)
        mkba_i_write_integer(writer, (int64_t) simulation->seed);
    else
        mkba_i_write_text(writer, text); /* readers take numbers for doubles */
    mkba_i_write_key(writer, "plan");
    mkba_i_write_text(writer, mkba_plan_name((mkba_plan) simulation->plan));
    mkba_i_write_key(writer, "replicates");
    mkba_i_write_integer(writer, (int64_t) simulation->n_replicates);
    mkba_i_write_key(writer, "scenario");
    mkba_i_write_text(writer, simulation->scenario);
    mkba_i_write_key(writer, "version");
    mkba_i_write_text(writer, simulation->version);
    mkba_i_simulation_fingerprint(simulation, text);
    mkba_i_write_key(writer, "fingerprint");
    mkba_i_write_text(writer, text);
    mkba_i_write_close(writer, '}');
}

/* Those of an alternative stand together, its npv first. */
static mkba_status write_alternative(const mkba_simulation *simulation, size_t first, mkba_i_writer *writer,
                                     mkba_error *error)
{
    const mkba_i_quantity *quantities = simulation->quantities;
    bool has_actors = false;
    mkba_status status = MKBA_OK;

    mkba_i_write_key(writer, quantities[first].alternative);
    mkba_i_write_open(writer, '{');
    for (size_t q = first; q < simulation->n_quantities && status == MKBA_OK; q++) {
        if (q > first && quantities[q].measure == MKBA_I_MEASURE_NPV)
            break;
        if (quantities[q].measure == MKBA_I_MEASURE_NPV || quantities[q].measure == MKBA_I_MEASURE_BCR)
            status = write_statistics(simulation, q, mkba_i_measure_name(quantities[q].measure), writer, error);
        if (quantities[q].measure != MKBA_I_MEASURE_ACTOR_NET)
            continue;
        if (!has_actors) {
            mkba_i_write_key(writer, "actors");
            mkba_i_write_open(writer, '{');
            has_actors = true;
        }
        status = write_statistics(simulation, q, quantities[q].name, writer, error);
    }
    if (has_actors)
        mkba_i_write_close(writer, '}');
    write_about(simulation, writer);
    mkba_i_write_close(writer, '}');
    return status;
}

mkba_status mkba_simulation_json(const mkba_simulation *simulation, char **text, mkba_error *error)
{
    mkba_i_writer writer = {.depth = 0};
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(simulation), MKBA_I_GIVEN(text));
    char *made;

    if (status != MKBA_OK)
        return status;
    mkba_i_write_open(&writer, '{');
    for (size_t q = 0; q < simulation->n_quantities && status == MKBA_OK; q++)
        if (simulation->quantities[q].measure == MKBA_I_MEASURE_NPV)
            status = write_alternative(simulation, q, &writer, error);
    mkba_i_write_close(&writer, '}');
    mkba_i_text_add(&writer.text, "\n");
    if (status != MKBA_OK) {
        mkba_i_text_drop(&writer.text);
        return status;
    }
    made = mkba_i_text_take(&writer.text);
    if (made == NULL)
        return mkba_i_fail_memory(error);
    *text = made;
    return MKBA_OK;
}
