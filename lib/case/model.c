#include "case/model.h"

#include "base/exact.h"

mkba_i_place mkba_i_place_of(const mkba_i_expression *expression)
{
    return (mkba_i_place){expression->where, expression->line, expression->column};
}

double mkba_i_timing_offset(mkba_i_timing timing)
{
    return timing == MKBA_I_BEGIN ? 0.0 : timing == MKBA_I_MID ? 0.5 : 1.0;
}

const char *mkba_i_kind_name(mkba_i_kind kind)
{
    static const char *const NAMES[] = {"cost", "benefit", "transfer", "pm"};

    return NAMES[kind];
}

double mkba_i_parameter_convert(const mkba_i_parameter *parameter, double value)
{
    if (parameter->kind == MKBA_I_DERIVED)
        return value;
    return mkba_i_scale_apply(parameter->scale, value) * parameter->price_factor;
}

size_t mkba_i_parameter_column(const mkba_i_parameter *parameter, int year)
{
    size_t last = parameter->n_years - 1, column;

    if (year <= parameter->first_year)
        return 0;
    column = (size_t) (year - parameter->first_year);
    return column < last ? column : last;
}

double mkba_i_parameter_at(const mkba_i_parameter *parameter, int year)
{
    return parameter->series[mkba_i_parameter_column(parameter, year)];
}

mkba_i_span mkba_i_profile_span(const mkba_i_profile *profile, int first, int last, bool once)
{
    mkba_i_span span;

    span.from = profile->has_from ? profile->from : first;
    span.to = once ? span.from : profile->has_to ? profile->to : last;
    span.decay_from = profile->has_decay_from ? profile->decay_from : span.from + (int) profile->n_ramp_up;
    return span;
}

const mkba_i_change *mkba_i_stream_change(const mkba_i_stream *stream, size_t alternative)
{
    for (size_t i = 0; i < stream->n_changes; i++)
        if (stream->changes[i].alternative == alternative)
            return &stream->changes[i];
    return NULL;
}

mkba_i_settings mkba_i_model_settings(const mkba_i_model *model, const mkba_i_scenario *scenario)
{
    mkba_i_settings settings = model->settings;

    if (scenario == NULL)
        return settings;
    if (scenario->has_years) {
        settings.first = scenario->first;
        settings.last = scenario->last;
    }
    if (scenario->has_timing)
        settings.timing = scenario->timing;
    if (scenario->discount != NULL)
        settings.discount = scenario->discount;
    return settings;
}
