#include "simulation.h"

#include <check.h>

mkba_simulate_options options_of(uint64_t draws)
{
    mkba_simulate_options options;

    mkba_simulate_options_init(&options);
    options.draws = draws;
    return options;
}

mkba_simulation *simulate(const mkba_case *mkba, const mkba_simulate_options *options)
{
    mkba_simulation *simulation = NULL;
    mkba_error error = {.status = MKBA_OK};

    ck_assert_msg(mkba_case_simulate(mkba, options, NULL, NULL, &simulation, &error) == MKBA_OK, "%s: %s", error.where,
                  error.message);
    return simulation;
}

mkba_table *table_of(const mkba_simulation *simulation, mkba_simulation_view view)
{
    mkba_table *table = NULL;
    mkba_error error = {.status = MKBA_OK};

    ck_assert_msg(mkba_simulation_table(simulation, view, &table, &error) == MKBA_OK, "%s", error.message);
    return table;
}
