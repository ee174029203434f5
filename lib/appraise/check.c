#include "appraise/check.h"
#include "base/memory.h"

#include <string.h>

/* ---- findings of figures --------------------------------------------------------------------------------- */

#define ROUNDING (-1e-9) /* clients: what is left of a difference that should be 0 */

static bool is_negative(const mkba_appraisal *appraisal, const mkba_i_stream_year *year, bool has_path)
{
    const mkba_i_node flows[] = {year->begin, year->inflow, year->end, year->users};

    for (size_t i = 0; !has_path && i < MKBA_I_LENGTH(flows); i++)
        if (mkba_i_figure(appraisal, flows[i]) < ROUNDING)
            return true;
    return mkba_i_figure(appraisal, year->mean) < ROUNDING;
}

static void find_negative(const mkba_appraisal *appraisal, const char *alternative, const mkba_i_stream_year *years,
                          mkba_i_findings *findings)
{
    const mkba_i_plan *plan = &appraisal->plan;

    for (size_t i = 0; i < plan->model->stream_names.n; i++)
        for (size_t y = 0; y < plan->n_years; y++)
            if (is_negative(appraisal, &years[i * plan->n_years + y], plan->model->streams[i].path != NULL)) {
                const mkba_i_stream *stream = &plan->model->streams[i];

                mkba_i_findings_add(findings, "negative-clients", &stream->place,
                                    "stream \"%.80s\" has fewer than no clients in \"%.80s\", first in %d",
                                    stream->name, alternative, plan->settings.first + (int) y);
                break;
            }
}

void mkba_i_find_in_appraisal(const mkba_appraisal *appraisal, mkba_i_findings *findings)
{
    const mkba_i_plan *plan = &appraisal->plan;

    mkba_i_find(appraisal->mkba, plan->scenario, findings);
    find_negative(appraisal, plan->model->alternatives[plan->model->null_alternative].name, plan->null_streams,
                  findings);
    for (size_t i = 0; i < plan->n_outcomes; i++)
        find_negative(appraisal, mkba_i_outcome_name(appraisal, &plan->outcomes[i]), plan->outcomes[i].streams,
                      findings);
}

/* ---- checking a text ------------------------------------------------------------------------------------- */

/* Appraises the case under a scenario, by position from 1; 0 is the case as it stands. */
static mkba_status appraise(const mkba_case *mkba, size_t position, mkba_appraisal **appraisal, mkba_error *problem)
{
    mkba_appraise_options options;

    mkba_appraise_options_init(&options);
    options.scenario = position == 0 ? NULL : mkba_case_scenario_name(mkba, position - 1);
    return mkba_case_appraise(mkba, &options, appraisal, problem);
}

static bool is_same(const mkba_error *a, const mkba_error *b)
{
    return a->status == b->status && strcmp(a->where, b->where) == 0 && strcmp(a->message, b->message) == 0;
}

/* Appraises the case and each scenario; what cannot be appraised is noted, once when it is not the scenario's fault. */
static mkba_status check_appraisals(const mkba_case *mkba, mkba_i_problems *problems, mkba_i_findings *findings,
                                    mkba_error *error)
{
    mkba_error first = {.status = MKBA_OK};
    mkba_status status = MKBA_OK;

    for (size_t i = 0; i <= mkba_case_n_scenarios(mkba) && status == MKBA_OK && problems->n < MKBA_I_PROBLEMS; i++) {
        mkba_appraisal *appraisal = NULL;
        mkba_error problem = {.status = MKBA_OK};

        if (appraise(mkba, i, &appraisal, &problem) == MKBA_OK) {
            if (i == 0) {
                mkba_i_find_in_appraisal(appraisal, findings);
                mkba_i_find_in_scenarios(mkba, findings);
            }
        } else if (i == 0 || !is_same(&problem, &first)) {
            if (i == 0)
                first = problem;
            else
                mkba_i_under(&problem, problem.status, "scenario", mkba_case_scenario_name(mkba, i - 1));
            status = mkba_i_problems_note(problems, &problem, error);
        }
        mkba_appraisal_free(appraisal);
    }
    return status;
}

static mkba_status check(const char *text, size_t length, const mkba_case_options *options, mkba_i_problems *problems,
                         mkba_i_findings *findings, mkba_error *error)
{
    mkba_case *mkba = NULL;
    mkba_error problem = {.status = MKBA_OK};
    mkba_status status = mkba_i_case_parse(text, length, options, problems, &mkba, &problem);

    if (status == MKBA_OK)
        status = check_appraisals(mkba, problems, findings, error);
    else if (status == MKBA_ERROR_MEMORY || status == MKBA_ERROR_ARGUMENT)
        status = mkba_i_fail(error, status, problem.where, "%s", problem.message);
    else
        status = problems->n > 0 ? MKBA_OK : mkba_i_problems_note(problems, &problem, error);
    mkba_case_free(mkba);
    return status;
}

mkba_status mkba_case_check(const char *text, size_t length, const mkba_case_options *options, mkba_table **table,
                            mkba_error *error)
{
    mkba_i_problems problems = {0};
    mkba_i_findings findings = {.first = NULL};
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(text), MKBA_I_GIVEN(table));
    if (status != MKBA_OK)
        return status;
    status = check(text, length, options, &problems, &findings, error);
    if (status == MKBA_OK)
        status = mkba_i_findings_table(&problems, &findings, table, error);
    mkba_i_problems_free(&problems);
    mkba_i_findings_free(&findings);
    return status;
}
