/* Compiling lines, and the effects on streams as lines. */
#include "appraise/compile.h"

#include <string.h>

#include "base/exact.h"

/* ---- lines ----------------------------------------------------------------------------------------------- */

static mkba_i_node compile_growth(mkba_i_compiler *c, const mkba_i_line *line)
{
    mkba_i_program *program = c->program;
    mkba_i_node one = mkba_i_constant(program, 1.0), growth;

    if (line->growth == NULL)
        return one;
    growth = mkba_i_compile_single(c, line->growth, MKBA_I_SUBJECT_LINE, line->id, "growth");
    mkba_i_compile_origin(c, MKBA_I_SUBJECT_LINE, line->id, "growth", 0, mkba_i_place_of(line->growth));
    growth = mkba_i_compile_above(c, growth, -1.0);
    return mkba_i_add(program, one, growth);
}

/* Amount in a year of the span: value x ramp-up x decay x (1 + growth)^(y - base_year). */
static mkba_i_line_year compile_amount(mkba_i_compiler *c, const mkba_i_entry *entry, size_t year)
{
    const mkba_i_line *line = entry->line;
    int y = mkba_i_compile_year(c, year);
    mkba_i_line_year made = {.growth = mkba_i_constant(c->program, 1.0)};

    made.value = mkba_i_compile_expression(c, line->value, year, MKBA_I_SUBJECT_LINE, line->id, "value");
    mkba_i_compile_origin(c, MKBA_I_SUBJECT_LINE, line->id, "amount", y, line->place);
    made.profile = mkba_i_compile_profile(c, &line->profile, &entry->span, entry->remainder, year);
    if (line->growth != NULL)
        made.growth = mkba_i_power(c->program, entry->growth, y - c->model->base_year);
    made.amount =
        mkba_i_multiply(c->program, mkba_i_multiply(c->program, made.value, made.profile.strength), made.growth);
    return made;
}

/* The case's, or the line's own. */
static const mkba_i_discounting *discounting_of(mkba_i_compiler *c, const mkba_i_line *line)
{
    const mkba_i_settings *settings = &c->plan->settings;
    mkba_i_discounting *own;

    if (line->discount == NULL && !line->has_timing)
        return &c->plan->discounting;
    own = mkba_i_compile_make(c, 1, sizeof *own);
    if (own != NULL)
        *own = mkba_i_compile_discounting(c, line->discount != NULL ? line->discount : settings->discount,
                                          line->has_timing ? line->timing : settings->timing);
    return own;
}

static void compile_years(mkba_i_compiler *c, mkba_i_entry *entry)
{
    const mkba_i_line *line = entry->line;

    for (size_t year = 0; year < c->n_years && !mkba_i_compile_failed(c); year++) {
        int y = mkba_i_compile_year(c, year);

        entry->holds[year] = y >= entry->span.from && y <= entry->span.to;
        if (!entry->holds[year])
            continue;
        entry->from[year] = compile_amount(c, entry, year);
        entry->amounts[year] = entry->from[year].amount;
        if (line->volume != NULL)
            entry->volumes[year] =
                mkba_i_compile_expression(c, line->volume, year, MKBA_I_SUBJECT_LINE, line->id, "volume");
    }
}

static void compile_line(mkba_i_compiler *c, const mkba_i_line *line, mkba_i_entry *entry)
{
    const mkba_i_settings *settings = &c->plan->settings;

    *entry = (mkba_i_entry){.name = line->id,
                            .title = line->title,
                            .line = line,
                            .kind = line->kind,
                            .payer = &line->payer,
                            .receiver = &line->receiver,
                            .overlap = line->overlap,
                            .cash = line->cash,
                            .cashable = &line->cashable,
                            .span = mkba_i_profile_span(&line->profile, settings->first, settings->last, line->once)};
    entry->amounts = mkba_i_compile_zeros(c);
    entry->volumes = line->volume == NULL ? NULL : mkba_i_compile_zeros(c);
    entry->holds = mkba_i_compile_make(c, c->n_years, sizeof *entry->holds);
    entry->from = mkba_i_compile_make(c, c->n_years, sizeof *entry->from);
    entry->discounting = discounting_of(c, line);
    entry->remainder = mkba_i_compile_remainder(c, &line->profile, MKBA_I_SUBJECT_LINE, line->id);
    entry->growth = compile_growth(c, line);
    compile_years(c, entry);
}

/* Cost in the nulalternatief minus cost in the alternative: a benefit of whoever pays the stream. */
static void compile_stream_effect(mkba_i_compiler *c, size_t position, mkba_i_entry *entry)
{
    static const mkba_i_party NOBODY = {0};
    const mkba_i_stream *stream = &c->model->streams[position];

    *entry = (mkba_i_entry){.name = stream->name,
                            .title = stream->title,
                            .stream = stream,
                            .kind = MKBA_I_KIND_BENEFIT,
                            .payer = &NOBODY,
                            .receiver = &stream->payer,
                            .overlap = stream->overlap,
                            .cash = stream->cash,
                            .cashable = &stream->cashable,
                            .discounting = &c->plan->discounting};
    entry->amounts = mkba_i_compile_zeros(c);
    entry->volumes = mkba_i_compile_zeros(c);
    entry->holds = mkba_i_compile_make(c, c->n_years, sizeof *entry->holds);
    for (size_t year = 0; year < c->n_years && !mkba_i_compile_failed(c); year++) {
        const mkba_i_stream_year *null_year = &c->plan->null_streams[position * c->n_years + year];
        const mkba_i_stream_year *own_year = &c->outcome->streams[position * c->n_years + year];

        mkba_i_compile_origin(c, MKBA_I_SUBJECT_STREAM, stream->name, "effect", mkba_i_compile_year(c, year),
                              stream->place);
        entry->holds[year] = true;
        if (null_year->cost != own_year->cost)
            entry->amounts[year] = mkba_i_subtract(c->program, null_year->cost, own_year->cost);
        if (null_year->mean != own_year->mean)
            entry->volumes[year] = mkba_i_subtract(c->program, own_year->mean, null_year->mean);
    }
}

static void compile_entries(mkba_i_compiler *c, mkba_i_outcome *outcome)
{
    const mkba_i_model *model = c->model;

    outcome->entries = mkba_i_compile_make(c, model->n_lines + model->stream_names.n, sizeof *outcome->entries);
    outcome->pm = mkba_i_compile_make(c, model->n_lines, sizeof *outcome->pm);
    for (size_t i = 0; i < model->n_lines && !mkba_i_compile_failed(c); i++) {
        const mkba_i_line *line = &model->lines[i];

        if (!line->holds[outcome->alternative])
            continue;
        if (line->kind == MKBA_I_KIND_PM)
            outcome->pm[outcome->n_pm++] = line;
        else
            compile_line(c, line, &outcome->entries[outcome->n_entries++]);
    }
    for (size_t i = 0; i < model->stream_names.n && !mkba_i_compile_failed(c); i++)
        compile_stream_effect(c, i, &outcome->entries[outcome->n_entries++]);
}

/* Overlap writes its own amounts over a copy. */
static void keep_before(mkba_i_compiler *c, mkba_i_outcome *outcome)
{
    for (size_t i = 0; i < outcome->n_entries && !mkba_i_compile_failed(c); i++) {
        mkba_i_entry *entry = &outcome->entries[i];

        entry->before = entry->amounts;
        if (entry->overlap == MKBA_I_NONE)
            continue;
        entry->amounts = mkba_i_compile_make(c, c->n_years, sizeof *entry->amounts);
        if (entry->amounts != NULL)
            memcpy(entry->amounts, entry->before, c->n_years * sizeof *entry->amounts);
    }
}

void mkba_i_compile_outcome(mkba_i_compiler *c, mkba_i_outcome *outcome)
{
    compile_entries(c, outcome);
    keep_before(c, outcome);
    if (!mkba_i_compile_failed(c))
        mkba_i_compile_overlap(c, outcome);
    if (!mkba_i_compile_failed(c))
        mkba_i_compile_totals(c, outcome);
}
