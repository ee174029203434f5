/* Compiling streams: stock and flow per year (docs/case-format.md, "Streams", steps 1 to 5). */
#include "appraise/compile.h"

#include <math.h>

#include "base/exact.h"

/* What a stream has between years, and in the year at hand before anything is moved. */
typedef struct year_state {
    mkba_i_node remainder; /* of the alternative's change: what its decay leaves, the same in all years */
    mkba_i_node begin;     /* at the start of the year */
    mkba_i_stream_inputs from;
} year_state;

typedef struct flow {
    mkba_i_compiler *compiler;
    mkba_i_program *program;
    size_t alternative; /* MKBA_I_NONE in the nulalternatief */
    size_t year;
    year_state *states; /* per stream */
} flow;

static mkba_i_node expression(const flow *f, const mkba_i_stream *stream, const mkba_i_expression *text,
                              const char *what)
{
    return mkba_i_compile_expression(f->compiler, text, f->year, MKBA_I_SUBJECT_STREAM, stream->name, what);
}

static void set_origin(const flow *f, const mkba_i_stream *stream, const char *what, mkba_i_place place)
{
    mkba_i_compile_origin(f->compiler, MKBA_I_SUBJECT_STREAM, stream->name, what,
                          mkba_i_compile_year(f->compiler, f->year), place);
}

/* ---- changes --------------------------------------------------------------------------------------------- */

/* What the alternative does to the stream in this year; NULL when nothing. */
static const mkba_i_change *change_of(const flow *f, const mkba_i_stream *stream, mkba_i_span *span)
{
    const mkba_i_settings *settings = &f->compiler->plan->settings;
    int year = mkba_i_compile_year(f->compiler, f->year);
    const mkba_i_change *change;

    change = mkba_i_stream_change(stream, f->alternative);
    if (change == NULL)
        return NULL;
    *span = mkba_i_profile_span(&change->profile, settings->first, settings->last, false);
    return year >= span->from && year <= span->to ? change : NULL;
}

static void compile_decay(const flow *f, size_t position)
{
    const mkba_i_stream *stream = &f->compiler->model->streams[position];
    const mkba_i_change *change = mkba_i_stream_change(stream, f->alternative);

    if (change != NULL)
        f->states[position].remainder =
            mkba_i_compile_remainder(f->compiler, &change->profile, MKBA_I_SUBJECT_STREAM, stream->name);
}

/* How strongly a change holds in this year. */
static mkba_i_strength strength(const flow *f, size_t position, const mkba_i_change *change, const mkba_i_span *span)
{
    set_origin(f, &f->compiler->model->streams[position], "profile", change->place);
    return mkba_i_compile_profile(f->compiler, &change->profile, span, f->states[position].remainder, f->year);
}

static mkba_i_changed unchanged(mkba_i_node given)
{
    return (mkba_i_changed){given, MKBA_I_NO_NODE, given};
}

/* given * (1 + (m - 1) * p). */
static void change(const flow *f, const mkba_i_stream *stream, mkba_i_changed *number,
                   const mkba_i_expression *multiplier, mkba_i_node p, const char *what)
{
    mkba_i_node one = mkba_i_constant(f->program, 1.0), m;

    if (multiplier == NULL)
        return;
    m = number->multiplier = expression(f, stream, multiplier, what);
    set_origin(f, stream, what, mkba_i_place_of(multiplier));
    number->changed = mkba_i_multiply(
        f->program, number->given,
        mkba_i_add(f->program, one, mkba_i_multiply(f->program, mkba_i_subtract(f->program, m, one), p)));
}

/* ---- shifts ---------------------------------------------------------------------------------------------- */

/* The shares of one kind, each at least 0, sum to at most 1. Rounding of shares that sum to 1 is let pass. */
static void check_shares(const flow *f, const mkba_i_stream *stream, const mkba_i_change *change,
                         const mkba_i_node *shares, bool of_stock)
{
    mkba_i_node sum = mkba_i_constant(f->program, 0.0);
    size_t n = 0;

    set_origin(f, stream, of_stock ? "sum of the shares of stock" : "sum of the shares of inflow", change->place);
    for (size_t i = 0; i < change->n_shifts; i++)
        if (change->shifts[i].of_stock == of_stock) {
            sum = mkba_i_add(f->program, sum, shares[i]);
            n++;
        }
    if (n > 0)
        mkba_i_compile_within(f->compiler, sum, 0.0, 1.0 + 1e-12);
}

static mkba_i_node share_of(const flow *f, const mkba_i_stream *stream, const mkba_i_shift *shift)
{
    mkba_i_node share = expression(f, stream, shift->share, "share");

    set_origin(f, stream, "share", mkba_i_place_of(shift->share));
    return mkba_i_compile_within(f->compiler, share, 0.0, HUGE_VAL);
}

static void join(const flow *f, mkba_i_node *sum, mkba_i_node moved)
{
    *sum = mkba_i_add(f->program, *sum, moved);
}

/* Moves clients between streams: all amounts come from the values before anything is moved. */
static void shift_clients(const flow *f, size_t position, const mkba_i_change *change)
{
    const mkba_i_stream *stream = &f->compiler->model->streams[position];
    mkba_i_stream_inputs *source = &f->states[position].from;

    source->shares = mkba_i_compile_make(f->compiler, change->n_shifts, sizeof *source->shares);
    source->moved = mkba_i_compile_make(f->compiler, change->n_shifts, sizeof *source->moved);
    if (source->shares == NULL || source->moved == NULL)
        return;
    for (size_t i = 0; i < change->n_shifts; i++)
        source->shares[i] = share_of(f, stream, &change->shifts[i]);
    check_shares(f, stream, change, source->shares, true);
    check_shares(f, stream, change, source->shares, false);
    for (size_t i = 0; i < change->n_shifts; i++) {
        const mkba_i_shift *shift = &change->shifts[i];
        mkba_i_stream_inputs *target = &f->states[shift->to].from;
        mkba_i_node whole = shift->of_stock ? source->begin : source->inflow.changed;

        set_origin(f, stream, "shift", shift->place);
        source->moved[i] = mkba_i_multiply(f->program, mkba_i_multiply(f->program, whole, source->shares[i]),
                                           source->profile.strength);
        join(f, shift->of_stock ? &source->left_stock : &source->left_inflow, source->moved[i]);
        join(f, shift->of_stock ? &target->joined_stock : &target->joined_inflow, source->moved[i]);
    }
}

/* ---- a year ---------------------------------------------------------------------------------------------- */

/* Step 1 of a stream that is no path: I and o. */
static void read_flows(const flow *f, const mkba_i_stream *stream, year_state *state)
{
    mkba_i_stream_inputs *from = &state->from;

    if (f->year == 0)
        state->begin = expression(f, stream, stream->stock, "stock");
    from->begin = state->begin;
    from->inflow_rate = expression(f, stream, stream->inflow, "inflow");
    from->inflow = unchanged(from->inflow_rate);
    from->outflow = unchanged(expression(f, stream, stream->outflow, "outflow"));
    if (stream->population == NULL)
        return;
    from->population = expression(f, stream, stream->population, "population");
    set_origin(f, stream, "inflow", mkba_i_place_of(stream->inflow));
    from->inflow = unchanged(mkba_i_binary(f->program, MKBA_I_OP_DIVIDE,
                                           mkba_i_multiply(f->program, from->inflow_rate, from->population),
                                           mkba_i_constant(f->program, 1000.0)));
}

/* Steps 1 and 2: I, o and u, as the alternative changes them. */
static void start_year(const flow *f, size_t position)
{
    const mkba_i_stream *stream = &f->compiler->model->streams[position];
    mkba_i_stream_inputs *from = &f->states[position].from;
    mkba_i_node zero = mkba_i_constant(f->program, 0.0);
    mkba_i_span span;
    const mkba_i_change *changes = change_of(f, stream, &span);

    *from = (mkba_i_stream_inputs){.profile = {MKBA_I_NO_NODE, MKBA_I_NO_NODE, MKBA_I_NO_NODE},
                                   .remainder = f->states[position].remainder,
                                   .population = MKBA_I_NO_NODE,
                                   .left_stock = zero,
                                   .joined_stock = zero,
                                   .left_inflow = zero,
                                   .joined_inflow = zero};
    if (changes != NULL)
        from->profile = strength(f, position, changes, &span);
    from->unit_cost = unchanged(expression(f, stream, stream->unit_cost, "unit_cost"));
    if (stream->path != NULL)
        from->clients = unchanged(expression(f, stream, stream->path, "path"));
    else
        read_flows(f, stream, &f->states[position]);
    if (changes == NULL)
        return;
    change(f, stream, &from->unit_cost, changes->unit_cost, from->profile.strength, "unit_cost");
    if (stream->path != NULL) {
        change(f, stream, &from->clients, changes->clients, from->profile.strength, "clients");
        return;
    }
    change(f, stream, &from->inflow, changes->inflow, from->profile.strength, "inflow");
    change(f, stream, &from->outflow, changes->outflow, from->profile.strength, "outflow");
}

/* Step 3. */
static void move_clients(const flow *f, size_t position)
{
    mkba_i_span span;
    const mkba_i_change *changes = change_of(f, &f->compiler->model->streams[position], &span);

    if (changes != NULL && changes->n_shifts > 0)
        shift_clients(f, position, changes);
}

/* Step 4, discrete: end = begin * (1 - o) + A, mean = (begin + end) / 2. */
static void turn_over_discrete(const flow *f, mkba_i_stream_year *out, mkba_i_node arriving, mkba_i_node o)
{
    mkba_i_node one = mkba_i_constant(f->program, 1.0), two = mkba_i_constant(f->program, 2.0);

    o = mkba_i_compile_within(f->compiler, o, 0.0, 1.0);
    out->end =
        mkba_i_add(f->program, mkba_i_multiply(f->program, out->begin, mkba_i_subtract(f->program, one, o)), arriving);
    out->mean = mkba_i_binary(f->program, MKBA_I_OP_DIVIDE, mkba_i_add(f->program, out->begin, out->end), two);
}

/* Step 4, continuous, with hazard h and g(h) = (1 - e^-h) / h, k(h) = (1 - g(h)) / h:
 * end = begin * e^-h + A * g(h); mean = (begin - end + A) / h = begin * g(h) + A * k(h), which holds at h = 0 too. */
static void turn_over_continuous(const flow *f, mkba_i_stream_year *out, mkba_i_node arriving, mkba_i_node h)
{
    mkba_i_node remaining, spread, linger;

    h = mkba_i_compile_within(f->compiler, h, 0.0, HUGE_VAL);
    remaining = mkba_i_unary(f->program, MKBA_I_OP_EXP, mkba_i_unary(f->program, MKBA_I_OP_NEGATE, h));
    spread = mkba_i_unary(f->program, MKBA_I_OP_SPREAD, h);
    linger = mkba_i_unary(f->program, MKBA_I_OP_LINGER, h);
    out->end = mkba_i_add(f->program, mkba_i_multiply(f->program, out->begin, remaining),
                          mkba_i_multiply(f->program, arriving, spread));
    out->from.spread = spread;
    out->from.linger = linger;
    out->mean = mkba_i_add(f->program, mkba_i_multiply(f->program, out->begin, spread),
                           mkba_i_multiply(f->program, arriving, linger));
}

/* A path needs no turnover. */
static void finish_path(const flow *f, const mkba_i_stream *stream, mkba_i_stream_year *out)
{
    set_origin(f, stream, "cost", stream->place);
    out->mean = out->from.clients.changed;
    out->cost = mkba_i_multiply(f->program, out->from.unit_cost.changed, out->mean);
    out->begin = out->inflow = out->received = out->outflow = out->end = out->users = MKBA_I_NO_NODE;
}

/* Steps 4 and 5. */
static void finish_year(const flow *f, size_t position, mkba_i_stream_year *out)
{
    const mkba_i_stream *stream = &f->compiler->model->streams[position];
    const mkba_i_stream_inputs *from = &out->from;
    mkba_i_node arriving;

    out->from = f->states[position].from;
    if (stream->path != NULL) {
        finish_path(f, stream, out);
        return;
    }
    set_origin(f, stream, "outflow", mkba_i_place_of(stream->outflow));
    out->begin = mkba_i_add(f->program, mkba_i_subtract(f->program, from->begin, from->left_stock), from->joined_stock);
    out->inflow = mkba_i_subtract(f->program, from->inflow.changed, from->left_inflow);
    out->received = from->joined_inflow;
    arriving = mkba_i_add(f->program, out->inflow, out->received);
    if (stream->continuous)
        turn_over_continuous(f, out, arriving, from->outflow.changed);
    else
        turn_over_discrete(f, out, arriving, from->outflow.changed);
    out->users = mkba_i_add(f->program, out->begin, arriving);
    out->outflow = mkba_i_subtract(f->program, out->users, out->end);
    set_origin(f, stream, "cost", stream->place);
    out->cost = mkba_i_multiply(f->program, from->unit_cost.changed, stream->per_user ? out->users : out->mean);
    f->states[position].begin = out->end;
}

mkba_i_stream_year *mkba_i_compile_streams(mkba_i_compiler *compiler, size_t alternative)
{
    size_t n = compiler->model->stream_names.n;
    mkba_i_stream_year *years = mkba_i_compile_make(compiler, n * compiler->n_years, sizeof *years);
    flow f = {compiler, compiler->program, alternative, 0, mkba_i_compile_make(compiler, n, sizeof *f.states)};

    for (size_t i = 0; i < n && !mkba_i_compile_failed(compiler); i++)
        compile_decay(&f, i);
    for (; f.year < compiler->n_years && !mkba_i_compile_failed(compiler); f.year++) {
        for (size_t i = 0; i < n; i++)
            start_year(&f, i);
        for (size_t i = 0; i < n; i++)
            move_clients(&f, i);
        for (size_t i = 0; i < n; i++)
            finish_year(&f, i, &years[i * compiler->n_years + f.year]);
    }
    return years;
}
