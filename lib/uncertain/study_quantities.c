/* What a study computes: the quantities, and where in the program they stand. */
#include "uncertain/study_inside.h"

static size_t want(mkba_i_study *study, mkba_i_node node)
{
    if (!mkba_i_grow((void **) &study->wanted, &study->wanted_capacity, study->n_wanted + 1, sizeof *study->wanted)) {
        study->failed = true;
        return 0;
    }
    study->wanted[study->n_wanted] = node;
    return study->n_wanted++;
}

static void add(mkba_i_study *study, mkba_i_quantity quantity, mkba_i_study_source source)
{
    size_t n = study->n_quantities + 1;

    if (!mkba_i_grow((void **) &study->quantities, &study->quantities_capacity, n, sizeof *study->quantities) ||
        !mkba_i_grow((void **) &study->sources, &study->sources_capacity, n, sizeof *study->sources)) {
        study->failed = true;
        return;
    }
    study->quantities[study->n_quantities] = quantity;
    study->sources[study->n_quantities] = source;
    study->n_quantities = n;
}

static void add_node(mkba_i_study *study, mkba_i_measure measure, const char *alternative, const char *name, int year,
                     mkba_i_node node)
{
    add(study, (mkba_i_quantity){measure, alternative, name, year},
        (mkba_i_study_source){want(study, node), MKBA_I_NONE});
}

static void add_summary(mkba_i_study *study, const mkba_i_outcome *outcome, const char *alternative)
{
    size_t costs = want(study, outcome->pv_costs), benefits = want(study, outcome->pv_benefits);

    add(study, (mkba_i_quantity){MKBA_I_MEASURE_PV_COSTS, alternative, NULL, 0},
        (mkba_i_study_source){costs, MKBA_I_NONE});
    add(study, (mkba_i_quantity){MKBA_I_MEASURE_PV_BENEFITS, alternative, NULL, 0},
        (mkba_i_study_source){benefits, MKBA_I_NONE});
    add(study, (mkba_i_quantity){MKBA_I_MEASURE_BCR, alternative, NULL, 0}, (mkba_i_study_source){benefits, costs});
    study->n_quotients++;
    add_node(study, MKBA_I_MEASURE_ANNUAL_EQUIVALENT, alternative, NULL, 0, outcome->annual_equivalent);
}

static void add_actors(mkba_i_study *study, const mkba_i_outcome *outcome, const char *alternative)
{
    for (size_t i = 0; i < outcome->n_actors; i++) {
        const mkba_i_actor_total *total = &outcome->actors[i];
        const char *name = study->plan.model->actors[total->actor].name;

        add_node(study, MKBA_I_MEASURE_ACTOR_COSTS, alternative, name, 0, total->pv_costs);
        add_node(study, MKBA_I_MEASURE_ACTOR_BENEFITS, alternative, name, 0, total->pv_benefits);
        add_node(study, MKBA_I_MEASURE_ACTOR_NET, alternative, name, 0, total->net);
    }
}

static void add_streams(mkba_i_study *study, const mkba_i_outcome *outcome, const char *alternative)
{
    for (size_t i = 0; i < outcome->n_entries; i++) {
        const mkba_i_entry *entry = &outcome->entries[i];

        if (entry->stream != NULL)
            add_node(study, MKBA_I_MEASURE_STREAM_EFFECT, alternative, entry->name, 0, entry->pv);
    }
}

static void add_lines(mkba_i_study *study, const mkba_i_outcome *outcome, const char *alternative)
{
    for (size_t i = 0; i < outcome->n_entries; i++)
        add_node(study, MKBA_I_MEASURE_LINE, alternative, outcome->entries[i].name, 0, outcome->entries[i].pv);
}

static void add_years(mkba_i_study *study, const mkba_i_outcome *outcome, const char *alternative)
{
    for (size_t year = 0; year < study->plan.n_years; year++)
        add_node(study, MKBA_I_MEASURE_YEAR_NET, alternative, NULL, study->plan.settings.first + (int) year,
                 outcome->net_by_year[year]);
}

static void add_clients(mkba_i_study *study, const mkba_i_stream_year *streams, const char *alternative)
{
    const mkba_i_plan *plan = &study->plan;

    for (size_t stream = 0; stream < plan->model->stream_names.n; stream++)
        for (size_t year = 0; year < plan->n_years; year++)
            add_node(study, MKBA_I_MEASURE_CLIENTS, alternative, plan->model->streams[stream].name,
                     plan->settings.first + (int) year, streams[stream * plan->n_years + year].mean);
}

/* Its npv minus that of each alternative before it. */
static void add_differences(mkba_i_study *study, size_t position)
{
    mkba_i_plan *plan = &study->plan;
    const mkba_i_alternative *alternatives = plan->model->alternatives;
    const mkba_i_outcome *outcome = &plan->outcomes[position];
    mkba_i_origin origin = {.subject = MKBA_I_SUBJECT_TOTAL,
                            .alternative = alternatives[outcome->alternative].name,
                            .what = "difference of net present values",
                            .place = {"", 0, 0}};

    mkba_i_program_origin(&plan->program, &origin);
    for (size_t i = 0; i < position; i++)
        add_node(study, MKBA_I_MEASURE_ADDED_NPV, origin.alternative, alternatives[plan->outcomes[i].alternative].name,
                 0, mkba_i_subtract(&plan->program, outcome->npv, plan->outcomes[i].npv));
}

static void add_outcome(mkba_i_study *study, size_t position)
{
    const mkba_i_outcome *outcome = &study->plan.outcomes[position];
    const char *alternative = study->plan.model->alternatives[outcome->alternative].name;
    unsigned what = study->setup.what;

    add_node(study, MKBA_I_MEASURE_NPV, alternative, NULL, 0, outcome->npv);
    if ((what & MKBA_I_STUDY_SUMMARY) != 0)
        add_summary(study, outcome, alternative);
    add_differences(study, position);
    if ((what & MKBA_I_STUDY_ACTORS) != 0)
        add_actors(study, outcome, alternative);
    if ((what & MKBA_I_STUDY_STREAMS) != 0)
        add_streams(study, outcome, alternative);
    if ((what & MKBA_I_STUDY_LINES) != 0)
        add_lines(study, outcome, alternative);
    if ((what & MKBA_I_STUDY_YEARS) != 0)
        add_years(study, outcome, alternative);
    if ((what & MKBA_I_STUDY_YEARS) != 0 && (what & MKBA_I_STUDY_STREAMS) != 0)
        add_clients(study, outcome->streams, alternative);
}

void mkba_i_study_list(mkba_i_study *study)
{
    const mkba_i_plan *plan = &study->plan;
    unsigned both = MKBA_I_STUDY_YEARS | MKBA_I_STUDY_STREAMS;

    if ((study->setup.what & both) == both)
        add_clients(study, plan->null_streams, plan->model->alternatives[plan->model->null_alternative].name);
    for (size_t i = 0; i < plan->n_outcomes && !study->failed; i++)
        add_outcome(study, i);
    study->failed = study->failed || plan->program.failed;
}
