/* A simulation as bytes, and back: base/bytes.h says what a sealed block is. What is read may be damaged or hostile, so
 * everything that the rest of the library takes for granted is checked. */
#include "uncertain/simulation.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/bytes.h"
#include "uncertain/tally_bytes.h"

#define MAGIC "MKBA-SIM"
#define VERSION 2
#define YEAR_SHIFT INT32_MAX /* years are written above 0 */

static const char *const WHAT[] = {"value", "factor", "joint draws"};

void mkba_bytes_free(unsigned char *bytes)
{
    free(bytes);
}

/* ---- writing --------------------------------------------------------------------------------------------- */

static void write_head(const mkba_simulation *simulation, mkba_i_bytes *bytes)
{
    mkba_i_bytes_text(bytes, simulation->title);
    mkba_i_bytes_text(bytes, simulation->scenario);
    mkba_i_bytes_text(bytes, simulation->version);
    mkba_i_bytes_integer(bytes, simulation->fingerprint);
    mkba_i_bytes_integer(bytes, simulation->seed);
    mkba_i_bytes_integer(bytes, simulation->draws);
    mkba_i_bytes_integer(bytes, (uint64_t) simulation->plan);
    mkba_i_bytes_integer(bytes, simulation->n_replicates);
    mkba_i_bytes_integer(bytes, simulation->what);
    mkba_i_bytes_integer(bytes, simulation->n_stretches);
    for (size_t i = 0; i < simulation->n_stretches; i++) {
        mkba_i_bytes_integer(bytes, simulation->stretches[i].first);
        mkba_i_bytes_integer(bytes, simulation->stretches[i].count);
    }
}

/* Of quantity q, where there are more than one. */
static void write_replicates(const mkba_simulation *simulation, size_t q, mkba_i_bytes *bytes)
{
    for (size_t r = 0; simulation->replicates != NULL && r < simulation->n_replicates; r++) {
        const mkba_i_replicate *replicate = &simulation->replicates[q * simulation->n_replicates + r];

        mkba_i_bytes_integer(bytes, replicate->draws);
        mkba_i_bytes_integer(bytes, replicate->above);
        mkba_i_sum_write(&replicate->sum, bytes);
    }
}

static void write_quantities(const mkba_simulation *simulation, mkba_i_bytes *bytes)
{
    mkba_i_bytes_integer(bytes, simulation->n_quantities);
    for (size_t q = 0; q < simulation->n_quantities; q++) {
        const mkba_i_quantity *quantity = &simulation->quantities[q];

        mkba_i_bytes_integer(bytes, (uint64_t) quantity->measure);
        mkba_i_bytes_text(bytes, quantity->alternative);
        mkba_i_bytes_text(bytes, quantity->name);
        mkba_i_bytes_integer(bytes, (uint64_t) ((int64_t) quantity->year + YEAR_SHIFT));
        mkba_i_bytes_double(bytes, simulation->points[q]);
        mkba_i_tally_write(simulation->tallies[q], bytes);
        write_replicates(simulation, q, bytes);
    }
}

static void write_drawn(const mkba_simulation *simulation, mkba_i_bytes *bytes)
{
    mkba_i_bytes_integer(bytes, simulation->n_drawn);
    for (size_t k = 0; k < simulation->n_drawn; k++) {
        const mkba_i_drawn *drawn = &simulation->drawn[k];
        uint64_t what = 0;

        while (what + 1 < MKBA_I_LENGTH(WHAT) && strcmp(WHAT[what], drawn->what) != 0)
            what++;
        mkba_i_bytes_text(bytes, drawn->name);
        mkba_i_bytes_integer(bytes, what);
        mkba_i_bytes_text(bytes, drawn->distribution);
        mkba_i_bytes_double(bytes, drawn->mean);
        mkba_i_bytes_double(bytes, drawn->sd);
        mkba_i_bytes_integer(bytes, drawn->is_correlated);
    }
}

mkba_status mkba_simulation_to_bytes(const mkba_simulation *simulation, unsigned char **bytes, size_t *n_bytes,
                                     mkba_error *error)
{
    mkba_i_bytes written = {.data = NULL};
    mkba_status status =
        MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(simulation), MKBA_I_GIVEN(bytes), MKBA_I_GIVEN(n_bytes));
    size_t n_kept;

    if (status != MKBA_OK)
        return status;
    n_kept = simulation->kept == NULL ? 0 : simulation->n_columns * (size_t) mkba_simulation_n_draws(simulation);
    mkba_i_bytes_begin(&written, MAGIC, VERSION);
    write_head(simulation, &written);
    write_quantities(simulation, &written);
    write_drawn(simulation, &written);
    mkba_i_bytes_integer(&written, simulation->kept != NULL);
    for (size_t i = 0; i < n_kept; i++)
        mkba_i_bytes_double(&written, simulation->kept[i]);
    return mkba_i_bytes_seal(&written, bytes, n_bytes, error);
}

/* ---- reading --------------------------------------------------------------------------------------------- */

typedef struct intake {
    mkba_i_byte_reader reader;
    mkba_simulation *simulation;
    bool failed; /* memory ran out */
} intake;

static void check(intake *in, bool right, const char *sentence)
{
    if (!right)
        mkba_i_bytes_wrong(&in->reader, sentence);
}

/* A text that may be missing only where `optional`. */
static const char *read_text(intake *in, bool optional)
{
    size_t length = 0;
    const char *text = mkba_i_bytes_read_text(&in->reader, &length), *copy;

    if (text == NULL) {
        check(in, optional, "a text is missing");
        return optional ? NULL : "";
    }
    copy = mkba_i_arena_text(&in->simulation->arena, text, length);
    in->failed = in->failed || copy == NULL;
    return copy;
}

static void read_stretches(intake *in, size_t n)
{
    mkba_simulation *simulation = in->simulation;
    uint64_t next = 0; /* a stretch begins here or further on */

    for (size_t i = 0; i < n; i++) {
        mkba_i_stretch *stretch = &simulation->stretches[i];

        stretch->first = mkba_i_bytes_read_integer(&in->reader, simulation->draws);
        stretch->count = mkba_i_bytes_read_integer(&in->reader, simulation->draws - stretch->first);
        check(in, stretch->count > 0 && stretch->first >= next, "the draws that it has are out of order");
        next = stretch->first + stretch->count + 1;
    }
    simulation->n_stretches = n;
    check(in, n > 0, "it has no draws");
}

static void read_head(intake *in)
{
    mkba_simulation *simulation = in->simulation;
    mkba_i_byte_reader *reader = &in->reader;

    simulation->title = read_text(in, true);
    simulation->scenario = read_text(in, true);
    simulation->version = read_text(in, false);
    simulation->fingerprint = mkba_i_bytes_read_integer(reader, UINT64_MAX);
    simulation->seed = mkba_i_bytes_read_integer(reader, UINT64_MAX);
    simulation->draws = mkba_i_bytes_read_integer(reader, MKBA_I_DRAWS_MOST);
    simulation->plan = (mkba_i_draw_plan) mkba_i_bytes_read_integer(reader, MKBA_I_PLAN_SOBOL);
    simulation->n_replicates = (size_t) mkba_i_bytes_read_integer(reader, MKBA_I_REPLICATES_MOST);
    check(in, simulation->n_replicates > 0 && simulation->draws % simulation->n_replicates == 0,
          "its draws are no whole number of replicates");
    simulation->what = (unsigned) mkba_i_bytes_read_integer(reader, MKBA_I_STUDY_ALL);
}

static bool has_name(mkba_i_measure measure)
{
    return measure >= MKBA_I_MEASURE_ADDED_NPV && measure != MKBA_I_MEASURE_YEAR_NET;
}

static bool has_year(mkba_i_measure measure)
{
    return measure >= MKBA_I_MEASURE_YEAR_NET;
}

static void read_replicates(intake *in, size_t q)
{
    mkba_simulation *simulation = in->simulation;
    mkba_i_replicate *replicates = simulation->replicates + q * simulation->n_replicates;
    uint64_t most = simulation->draws / simulation->n_replicates;

    for (size_t r = 0; r < simulation->n_replicates; r++) {
        replicates[r].draws = mkba_i_bytes_read_integer(&in->reader, most);
        replicates[r].above = mkba_i_bytes_read_integer(&in->reader, replicates[r].draws);
        mkba_i_sum_read(&in->reader, &replicates[r].sum);
    }
    check(in, mkba_i_replicates_agree(replicates, simulation->n_replicates, simulation->tallies[q]),
          "the replicates of a figure are not the draws that it has");
}

static mkba_status read_quantity(intake *in, mkba_error *error)
{
    mkba_simulation *simulation = in->simulation;
    size_t q = simulation->n_quantities;
    mkba_i_quantity *quantity = &simulation->quantities[q];
    mkba_i_tally_counts counts;
    double centre;
    mkba_status status;

    quantity->measure = (mkba_i_measure) mkba_i_bytes_read_integer(&in->reader, MKBA_I_MEASURE_CLIENTS);
    quantity->alternative = read_text(in, false);
    quantity->name = read_text(in, !has_name(quantity->measure));
    quantity->year = (int) ((int64_t) mkba_i_bytes_read_integer(&in->reader, UINT32_MAX - 1) - YEAR_SHIFT);
    centre = simulation->points[q] = mkba_i_bytes_read_double_or_nan(&in->reader);
    status = mkba_i_tally_read(&in->reader, &simulation->tallies[q], error);
    if (status != MKBA_OK || simulation->tallies[q] == NULL)
        return status;
    simulation->n_quantities++;
    counts = mkba_i_tally_count(simulation->tallies[q]);
    check(in, (quantity->name != NULL) == has_name(quantity->measure), "a figure has a name that it should not have");
    check(in, (quantity->year != 0) == has_year(quantity->measure), "a figure is of the wrong kind of year");
    check(in, mkba_i_tally_centre(simulation->tallies[q]) == (isnan(centre) ? 0.0 : centre),
          "a figure has not the centre of its draws");
    check(in, counts.draws + counts.undefined == mkba_simulation_n_draws(simulation),
          "a figure has not as many draws as the simulation");
    if (simulation->replicates != NULL)
        read_replicates(in, q);
    return MKBA_OK;
}

static void read_drawn(intake *in)
{
    mkba_i_drawn *drawn = &in->simulation->drawn[in->simulation->n_drawn++];

    drawn->name = read_text(in, false);
    drawn->what = WHAT[mkba_i_bytes_read_integer(&in->reader, MKBA_I_LENGTH(WHAT) - 1)];
    drawn->distribution = read_text(in, false);
    drawn->mean = mkba_i_bytes_read_double_or_nan(&in->reader);
    drawn->sd = mkba_i_bytes_read_double_or_nan(&in->reader);
    drawn->is_correlated = mkba_i_bytes_read_integer(&in->reader, 1) == 1;
}

static mkba_status read_kept(intake *in, mkba_error *error)
{
    mkba_simulation *simulation = in->simulation;
    uint64_t n_draws = mkba_simulation_n_draws(simulation);
    size_t n_columns = mkba_i_simulation_n_columns(simulation);
    mkba_status status;

    if (mkba_i_bytes_read_integer(&in->reader, 1) == 0)
        return MKBA_OK;
    check(in, n_draws <= in->reader.left / sizeof(double) / n_columns, "draws that were kept are missing");
    if (in->reader.wrong != NULL)
        return MKBA_OK;
    status = mkba_i_simulation_keep(simulation, n_draws, error);
    for (size_t i = 0; status == MKBA_OK && i < n_columns * (size_t) n_draws; i++)
        simulation->kept[i] = mkba_i_bytes_read_double_or_nan(&in->reader);
    return status;
}

static bool has_npv(const mkba_simulation *simulation)
{
    for (size_t q = 0; q < simulation->n_quantities; q++)
        if (simulation->quantities[q].measure == MKBA_I_MEASURE_NPV)
            return true;
    return false;
}

/* Lists of as many items as the bytes can hold. */
static mkba_status read_lists(intake *in, mkba_error *error)
{
    mkba_simulation *simulation = in->simulation;
    size_t n_stretches = mkba_i_bytes_read_count(&in->reader, 2), n;
    mkba_status status = MKBA_OK;

    if (!mkba_i_simulation_make_room(simulation, 0, 0, n_stretches))
        return mkba_i_fail_memory(error);
    read_stretches(in, n_stretches);
    n = mkba_i_bytes_read_count(&in->reader, MKBA_I_TALLY_LEAST_BYTES);
    check(in, simulation->n_replicates == 1 || n <= MKBA_I_REPLICATES_KEPT / simulation->n_replicates,
          "it has more replicates than are kept");
    if (in->reader.wrong != NULL)
        return MKBA_OK;
    if (!mkba_i_simulation_make_room(simulation, n, 0, 0) || !mkba_i_simulation_make_replicates(simulation, n))
        return mkba_i_fail_memory(error);
    for (size_t q = 0; q < n && status == MKBA_OK && in->reader.wrong == NULL; q++)
        status = read_quantity(in, error);
    check(in, has_npv(simulation), "it has no net present value");
    n = mkba_i_bytes_read_count(&in->reader, 16);
    if (status != MKBA_OK || in->reader.wrong != NULL)
        return status;
    if (!mkba_i_simulation_make_room(simulation, 0, n, 0))
        return mkba_i_fail_memory(error);
    for (size_t k = 0; k < n; k++)
        read_drawn(in);
    return read_kept(in, error);
}

mkba_status mkba_simulation_from_bytes(const unsigned char *bytes, size_t n_bytes, mkba_simulation **out,
                                       mkba_error *error)
{
    intake in = {.failed = false};
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(bytes), MKBA_I_GIVEN(out));

    if (status == MKBA_OK)
        status = mkba_i_bytes_open(bytes, n_bytes, MAGIC, VERSION, "a simulation", &in.reader, error);
    if (status != MKBA_OK)
        return status;
    in.simulation = calloc(1, sizeof *in.simulation);
    if (in.simulation == NULL)
        return mkba_i_fail_memory(error);
    read_head(&in);
    status = in.reader.wrong == NULL ? read_lists(&in, error) : MKBA_OK;
    if (status == MKBA_OK)
        status = in.failed ? mkba_i_fail_memory(error) : mkba_i_bytes_close(&in.reader, error);
    if (status != MKBA_OK) {
        mkba_simulation_free(in.simulation);
        return status;
    }
    *out = in.simulation;
    return MKBA_OK;
}
