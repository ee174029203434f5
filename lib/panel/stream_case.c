/* Streams: the part of a case that makes the same path. */
#include <stdio.h>

#include "base/json.h"
#include "base/text.h"
#include "panel/stream.h"

typedef struct part {
    const char *name; /* of the parameter, behind that of the stream */
    mkba_i_quantity quantity;
    const char *unit;
    mkba_i_stream_role role; /* whose indicator it comes from */
} part;

/* "wmo_hulp_inflow", as key or as text. */
static void write_name(const mkba_i_stream *stream, mkba_i_writer *writer, const char *what, bool key)
{
    mkba_i_text name = {0};

    mkba_i_text_format(&name, "%s_%s", stream->options.name, what);
    if (name.failed)
        writer->text.failed = true;
    else if (key)
        mkba_i_write_key(writer, name.data);
    else
        mkba_i_write_text(writer, name.data);
    mkba_i_text_drop(&name);
}

static void write_label(mkba_i_writer *writer, const char *key, const char *value)
{
    if (value == NULL)
        return;
    mkba_i_write_key(writer, key);
    mkba_i_write_text(writer, value);
}

static void write_indicators(const mkba_i_stream *stream, mkba_i_writer *writer)
{
    for (size_t r = 0; r < MKBA_I_ROLES; r++)
        write_label(writer, mkba_i_stream_role_name((mkba_i_stream_role) r),
                    mkba_i_stream_indicator(stream, (mkba_i_stream_role) r));
    write_label(writer, "stock_at", stream->options.stock_at);
}

/* Where the estimate came from. */
static void write_origin(const mkba_i_stream *stream, mkba_i_writer *writer, const part *of)
{
    mkba_i_origin weakest = MKBA_I_OBSERVED;

    for (size_t i = 0; i < stream->n; i++) {
        mkba_i_origin origin = stream->years[i].estimated[of->quantity].origin;
        weakest = origin > weakest ? origin : weakest;
        if (of->quantity == MKBA_I_STREAM_BEGIN)
            break;
    }
    mkba_i_write_key(writer, "origin");
    mkba_i_write_open(writer, '{');
    write_label(writer, "method", stream->constant ? "stream, constant rates" : "stream, rates per year");
    write_label(writer, "region", stream->panel->areas[stream->area].code);
    mkba_i_write_key(writer, "years");
    mkba_i_write_open(writer, '[');
    mkba_i_write_integer(writer, stream->years[0].year);
    mkba_i_write_integer(writer, stream->years[stream->n - 1].year);
    mkba_i_write_close(writer, ']');
    write_label(writer, "figures", mkba_i_origin_name(weakest));
    mkba_i_write_key(writer, "panel");
    mkba_i_write_open(writer, '{');
    write_indicators(stream, writer);
    mkba_i_write_close(writer, '}');
    mkba_i_write_close(writer, '}');
}

static void write_series(const mkba_i_stream *stream, mkba_i_writer *writer, const part *of)
{
    char year[16];

    mkba_i_write_key(writer, "series");
    mkba_i_write_open(writer, '{');
    for (size_t i = 0; i < stream->n; i++) {
        snprintf(year, sizeof year, "%d", stream->years[i].year);
        mkba_i_write_key(writer, year);
        mkba_i_write_number(writer, stream->years[i].estimated[of->quantity].value);
    }
    mkba_i_write_close(writer, '}');
}

static void write_parameter(const mkba_i_stream *stream, mkba_i_writer *writer, const part *of)
{
    bool one = of->quantity == MKBA_I_STREAM_BEGIN || (stream->constant && of->quantity != MKBA_I_STREAM_POPULATION);

    write_name(stream, writer, of->name, true);
    mkba_i_write_open(writer, '{');
    if (one) {
        mkba_i_write_key(writer, "value");
        mkba_i_write_number(writer, stream->years[0].estimated[of->quantity].value);
    } else {
        write_series(stream, writer, of);
    }
    write_label(writer, "unit", of->unit);
    if (of->quantity == MKBA_I_STREAM_UNIT_COST && stream->price_year != 0) {
        mkba_i_write_key(writer, "price_year");
        mkba_i_write_integer(writer, stream->price_year);
    }
    write_label(writer, "source", stream->options.source);
    write_origin(stream, writer, of);
    mkba_i_write_close(writer, '}');
}

static void write_reference(const mkba_i_stream *stream, mkba_i_writer *writer, const char *key)
{
    mkba_i_write_key(writer, key);
    write_name(stream, writer, key, false);
}

static void write_stream(const mkba_i_stream *stream, mkba_i_writer *writer)
{
    const mkba_stream_options *options = &stream->options;

    mkba_i_write_key(writer, options->name);
    mkba_i_write_open(writer, '{');
    write_label(writer, "title", options->title);
    write_label(writer, "domain", options->domain);
    write_label(writer, "cbs", options->cbs);
    write_label(writer, "taakveld", options->taakveld);
    if (stream->indicators[MKBA_I_ROLE_POPULATION] != MKBA_I_NONE)
        write_reference(stream, writer, "population");
    write_reference(stream, writer, "stock");
    write_reference(stream, writer, "inflow");
    write_reference(stream, writer, "outflow");
    write_label(writer, "turnover", stream->continuous ? "continuous" : "discrete");
    write_reference(stream, writer, "unit_cost");
    write_label(writer, "cost_basis", stream->per_user ? "users" : "clients");
    write_label(writer, "payer", options->payer);
    mkba_i_write_close(writer, '}');
}

static void write_parameters(const mkba_i_stream *stream, mkba_i_writer *writer)
{
    bool population = stream->indicators[MKBA_I_ROLE_POPULATION] != MKBA_I_NONE;
    const part parts[] = {
        {"population", MKBA_I_STREAM_POPULATION, "inwoner", MKBA_I_ROLE_POPULATION},
        {"stock", MKBA_I_STREAM_BEGIN, "client", MKBA_I_ROLE_STOCK},
        {"inflow", population ? MKBA_I_STREAM_INFLOW_RATE : MKBA_I_STREAM_INFLOW,
         population ? "promille/jaar" : "client/jaar", MKBA_I_ROLE_INFLOW},
        {"outflow", MKBA_I_STREAM_OUTFLOW_RATE, "1/jaar", MKBA_I_ROLE_OUTFLOW},
        {"unit_cost", MKBA_I_STREAM_UNIT_COST, stream->per_user ? "EUR/client" : "EUR/client/jaar", MKBA_I_ROLE_COST}};

    for (size_t i = population ? 0 : 1; i < sizeof parts / sizeof *parts; i++)
        write_parameter(stream, writer, &parts[i]);
}

mkba_status mkba_panel_stream_case(const mkba_panel *panel, const mkba_stream_options *options, char **text,
                                   mkba_error *error)
{
    mkba_i_stream stream;
    mkba_i_writer writer = {.depth = 0};
    char *made;
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(panel), MKBA_I_GIVEN(options), MKBA_I_GIVEN(text));

    if (status == MKBA_OK)
        status = mkba_i_stream_make(panel, options, &stream, error);
    if (status != MKBA_OK)
        return status;
    mkba_i_write_open(&writer, '{');
    mkba_i_write_key(&writer, "parameters");
    mkba_i_write_open(&writer, '{');
    write_parameters(&stream, &writer);
    mkba_i_write_close(&writer, '}');
    mkba_i_write_key(&writer, "streams");
    mkba_i_write_open(&writer, '{');
    write_stream(&stream, &writer);
    mkba_i_write_close(&writer, '}');
    mkba_i_write_close(&writer, '}');
    mkba_i_stream_free(&stream);
    made = mkba_i_text_take(&writer.text);
    if (made == NULL)
        return mkba_i_fail_memory(error);
    *text = made;
    return MKBA_OK;
}
