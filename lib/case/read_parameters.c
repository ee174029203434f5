/* Reading parameters: values, series, derived ones, and what converts them to the case's units and prices. */
#include "case/reader.h"

#include <string.h>

#include "base/number.h"

static const char *const KEYS[] = {"value", "series",   "draws", "factor", "distribution", "price_year", "index",
                                   "vat",   "vat_rate", "unit",  "source", "evidence",     "note",       "origin"};
/* What comes with the parts of a derived parameter and may not stand beside it. */
static const char *const NOT_DERIVED[] = {"series", "draws", "factor",   "distribution", "price_year",
                                          "index",  "vat",   "vat_rate", "unit"};

/* ---- series --------------------------------------------------------------------------------------------- */

static bool read_series(mkba_i_reader *reader, const cJSON *item, mkba_i_parameter *parameter)
{
    size_t n = mkba_i_count(item);
    const mkba_i_level *values;
    double *series;

    if (!mkba_i_read_map(reader, item, "series"))
        return false;
    if (n == 0 || n > 9000)
        return mkba_i_refuse(reader, item, MKBA_ERROR_CASE,
                             "a series holds at least one year, such as {\"2026\": 1.5}");
    values = mkba_i_read_levels(reader, item);
    series = mkba_i_make(reader, n, sizeof *series);
    if (values == NULL || series == NULL)
        return false;
    for (size_t i = 0; i < n; i++) {
        if (values[i].year != values[0].year + (int) i)
            return mkba_i_refuse(reader, item, MKBA_ERROR_CASE,
                                 "the series has a hole: %d is missing between %d and %d", values[0].year + (int) i,
                                 values[0].year, values[n - 1].year);
        series[i] = values[i].level;
    }
    parameter->kind = MKBA_I_SERIES;
    parameter->first_year = values[0].year;
    parameter->n_years = n;
    parameter->series = series;
    return true;
}

/* Before room is made for them: rows that are too short would make little text ask for much memory. */
static bool check_rows(mkba_i_reader *reader, const cJSON *item, size_t width)
{
    for (const cJSON *child = item->child; child != NULL; child = child->next) {
        size_t count = mkba_i_count(child);

        if (!mkba_i_read_array(reader, child, "a row of draws"))
            return false;
        if (count != width)
            return mkba_i_refuse(reader, child, MKBA_ERROR_CASE,
                                 "a row of draws holds one number per year of the series, %zu, not %zu", width, count);
    }
    return true;
}

static bool read_draws(mkba_i_reader *reader, const cJSON *item, mkba_i_parameter *parameter)
{
    size_t n = mkba_i_count(item), width = parameter->n_years, row = 0, count = 0;
    const double *values = NULL;
    double *draws;

    if (item == NULL)
        return true;
    if (!mkba_i_read_array(reader, item, "draws"))
        return false;
    if (n == 0)
        return mkba_i_refuse(reader, item, MKBA_ERROR_CASE, "draws holds no row");
    if (!check_rows(reader, item, width))
        return false;
    draws = mkba_i_make(reader, n, width * sizeof *draws);
    if (draws == NULL)
        return false;
    for (const cJSON *child = item->child; child != NULL; child = child->next, row++) {
        if (!mkba_i_read_numbers(reader, child, &values, &count))
            return false;
        memcpy(draws + row * width, values, width * sizeof *draws);
    }
    parameter->draws = draws;
    parameter->n_draws = n;
    return true;
}

/* ---- conversion ----------------------------------------------------------------------------------------- */

static bool refuse_index(mkba_i_reader *reader, const cJSON *item, const char *name)
{
    const mkba_i_names *own = &reader->model->index_names;
    mkba_i_nearest nearest = mkba_i_nearest_start(name);
    const mkba_i_index *index;
    char hint[MKBA_I_HINT], list[MKBA_I_CATALOG_LIST];

    for (size_t i = 0; i < own->n && i < 100 && !mkba_i_enough(reader); i++)
        mkba_i_nearest_try(&nearest, own->items[i]);
    for (size_t i = 0; (index = mkba_i_catalog_index_at(reader->catalog, i)) != NULL; i++)
        mkba_i_nearest_try(&nearest, index->name);
    mkba_i_catalog_index_names(reader->catalog, list);
    mkba_i_nearest_hint(&nearest, hint);
    return mkba_i_refuse(reader, item, MKBA_ERROR_CASE,
                         "\"%.100s\" is no price index: the catalog has %s; \"indices\" may add others%s", name, list,
                         hint);
}

static bool find_index(mkba_i_reader *reader, const cJSON *item, const char *name, const mkba_i_index **index)
{
    const mkba_i_model *model = reader->model;
    size_t own = mkba_i_names_find(&model->index_names, name, strlen(name));

    *index = own == MKBA_I_NONE ? mkba_i_catalog_index(reader->catalog, name) : &model->indices[own];
    return *index != NULL || refuse_index(reader, item, name);
}

static bool is_provisional(const mkba_i_index *index, int year)
{
    const mkba_i_level *level = mkba_i_index_level(index, year);

    return level != NULL && level->provisional;
}

static bool read_price_level(mkba_i_reader *reader, const cJSON *item, mkba_i_parameter *parameter)
{
    const cJSON *price_year = mkba_i_member(item, "price_year"), *index = mkba_i_member(item, "index");
    const char *name = "cpi";
    mkba_error error = {0};
    int to = reader->model->price_year;

    parameter->has_index = index != NULL;
    if (!mkba_i_read_year(reader, price_year, &parameter->price_year) || !mkba_i_read_text(reader, index, &name) ||
        !find_index(reader, index, name, &parameter->index))
        return false;
    if (price_year == NULL || parameter->price_year == to || to == 0)
        return true; /* 0: the case's own is missing or wrong, which has been said */
    if (mkba_i_index_ratio(parameter->index, parameter->price_year, to, &parameter->price_factor, &error) != MKBA_OK)
        return mkba_i_refuse_error(reader, price_year, &error);
    parameter->price_is_provisional =
        is_provisional(parameter->index, parameter->price_year) || is_provisional(parameter->index, to);
    return true;
}

static bool read_vat(mkba_i_reader *reader, const cJSON *item, mkba_i_parameter *parameter)
{
    static const char *const WORDS[] = {"incl", "excl"};
    const cJSON *vat = mkba_i_member(item, "vat"), *rate = mkba_i_member(item, "vat_rate");
    bool factor_costs = reader->model->factor_costs;
    size_t choice = 0;

    parameter->has_vat_rate = rate != NULL;
    if (!mkba_i_read_choice(reader, vat, WORDS, 2, &choice) || !mkba_i_read_number(reader, rate, &parameter->vat_rate))
        return false;
    if (rate != NULL && !(parameter->vat_rate >= 0.0 && parameter->vat_rate <= 1.0))
        return mkba_i_refuse_number(reader, rate, "vat_rate is a share such as 0.21, between 0 and 1",
                                    parameter->vat_rate);
    if (vat == NULL)
        return true;
    parameter->vat = choice == 0 ? MKBA_I_VAT_INCL : MKBA_I_VAT_EXCL;
    if ((parameter->vat == MKBA_I_VAT_INCL) != factor_costs)
        return true; /* already in the case's basis */
    if (rate == NULL)
        return mkba_i_refuse(reader, vat, MKBA_ERROR_CASE, "an amount %s VAT in a case at %s needs \"vat_rate\"",
                             WORDS[choice], factor_costs ? "factor costs" : "market prices");
    parameter->price_factor = factor_costs ? parameter->price_factor / (1.0 + parameter->vat_rate)
                                           : parameter->price_factor * (1.0 + parameter->vat_rate);
    return true;
}

static bool read_unit(mkba_i_reader *reader, const cJSON *item, mkba_i_parameter *parameter)
{
    const char *text = NULL;
    mkba_error error = {0};

    if (item == NULL)
        return true;
    if (!mkba_i_read_text(reader, item, &text))
        return false;
    if (mkba_i_unit_parse(text, &parameter->unit, &parameter->scale, &error) != MKBA_OK)
        return mkba_i_refuse_error(reader, item, &error);
    parameter->has_unit = true;
    return true;
}

/* ---- the three kinds ------------------------------------------------------------------------------------ */

static bool read_derived(mkba_i_reader *reader, const cJSON *item, const cJSON *value, mkba_i_parameter *parameter)
{
    const mkba_i_expression *expression = NULL;

    parameter->kind = MKBA_I_DERIVED;
    for (size_t i = 0; cJSON_IsObject(item) && i < MKBA_I_LENGTH(NOT_DERIVED); i++)
        if (mkba_i_member(item, NOT_DERIVED[i]) != NULL)
            return mkba_i_refuse(reader, mkba_i_member(item, NOT_DERIVED[i]), MKBA_ERROR_CASE,
                                 "\"%s\" may not stand beside an expression: "
                                 "unit, price year and VAT come with the parameters it is made of",
                                 NOT_DERIVED[i]);
    if (!mkba_i_read_expression(reader, value, false, &expression))
        return false;
    parameter->derived = *expression;
    return true;
}

static bool mean_of(mkba_i_reader *reader, const cJSON *item, const mkba_i_distribution *distribution, double *mean)
{
    mkba_error error = {0};

    if (mkba_i_distribution_mean(distribution, mean, &error) != MKBA_OK)
        return mkba_i_refuse_error(reader, item, &error);
    return true;
}

static bool read_given(mkba_i_reader *reader, const cJSON *item, mkba_i_parameter *parameter)
{
    const cJSON *value = mkba_i_member(item, "value"), *distribution = mkba_i_member(item, "distribution");
    static const char *const OF_SERIES[] = {"factor", "draws"};

    for (size_t i = 0; i < MKBA_I_LENGTH(OF_SERIES); i++)
        if (mkba_i_member(item, OF_SERIES[i]) != NULL)
            return mkba_i_refuse(reader, mkba_i_member(item, OF_SERIES[i]), MKBA_ERROR_CASE,
                                 "\"%s\" stands beside \"series\" only", OF_SERIES[i]);
    if (value == NULL && distribution == NULL)
        return mkba_i_refuse(reader, item, MKBA_ERROR_CASE,
                             "a parameter needs \"value\", \"series\" or \"distribution\"");
    if (!mkba_i_read_number(reader, value, &parameter->value) ||
        !mkba_i_read_distribution(reader, distribution, &parameter->distribution))
        return false;
    parameter->value_is_mean = value == NULL;
    return value != NULL || mean_of(reader, distribution, parameter->distribution, &parameter->value);
}

static bool read_yearly(mkba_i_reader *reader, const cJSON *item, mkba_i_parameter *parameter)
{
    const cJSON *factor = mkba_i_member(item, "factor"), *draws = mkba_i_member(item, "draws");
    static const char *const NOT_BESIDE[] = {"value", "distribution"};

    for (size_t i = 0; i < MKBA_I_LENGTH(NOT_BESIDE); i++)
        if (mkba_i_member(item, NOT_BESIDE[i]) != NULL)
            return mkba_i_refuse(reader, mkba_i_member(item, NOT_BESIDE[i]), MKBA_ERROR_CASE,
                                 "a parameter has either \"series\" or \"%s\"%s", NOT_BESIDE[i],
                                 i == 1 ? "; a series times one random factor is written with \"factor\"" : "");
    if (factor != NULL && draws != NULL)
        return mkba_i_refuse(reader, draws, MKBA_ERROR_CASE, "a series has either \"draws\" or \"factor\"");
    if (!read_series(reader, mkba_i_member(item, "series"), parameter) || !read_draws(reader, draws, parameter) ||
        !mkba_i_read_distribution(reader, factor, &parameter->factor))
        return false;
    return factor == NULL || mean_of(reader, factor, parameter->factor, &parameter->factor_mean);
}

/* An origin is kept as it is; of an estimate of an effect its verdict is read, because it asks for a finding. */
static bool read_origin(mkba_i_reader *reader, const cJSON *item, mkba_i_parameter *parameter)
{
    static const char *const VERDICTS[] = {"supported", "not shown", "refused"};
    const cJSON *verdict = cJSON_IsObject(item) ? mkba_i_member(item, "verdict") : NULL;
    size_t choice = 0;

    if (!mkba_i_read_choice(reader, verdict, VERDICTS, MKBA_I_LENGTH(VERDICTS), &choice))
        return false;
    if (verdict != NULL)
        parameter->verdict = VERDICTS[choice];
    return true;
}

static bool read_object(mkba_i_reader *reader, const cJSON *item, mkba_i_parameter *parameter)
{
    const cJSON *value = mkba_i_member(item, "value");
    bool ok = mkba_i_read_object(reader, item, "a parameter", KEYS, MKBA_I_LENGTH(KEYS));

    if (!cJSON_IsObject(item))
        return false;
    parameter->is_uncertain = mkba_i_member(item, "distribution") != NULL || mkba_i_member(item, "factor") != NULL;
    ok = mkba_i_read_text(reader, mkba_i_member(item, "source"), &parameter->source) && ok;
    ok = mkba_i_read_text(reader, mkba_i_member(item, "evidence"), &parameter->evidence) && ok;
    ok = mkba_i_read_text(reader, mkba_i_member(item, "note"), &parameter->note) && ok;
    ok = read_origin(reader, mkba_i_member(item, "origin"), parameter) && ok;
    if (cJSON_IsString(value))
        return read_derived(reader, item, value, parameter) && ok;
    ok = (mkba_i_member(item, "series") != NULL ? read_yearly(reader, item, parameter)
                                                : read_given(reader, item, parameter)) &&
         ok;
    ok = read_unit(reader, mkba_i_member(item, "unit"), parameter) && ok;
    ok = read_price_level(reader, item, parameter) && ok;
    return read_vat(reader, item, parameter) && ok;
}

static bool read_parameter(mkba_i_reader *reader, const cJSON *item, mkba_i_parameter *parameter)
{
    const char *why = NULL;

    parameter->name = mkba_i_arena_text(reader->arena, item->string, strlen(item->string));
    parameter->scale = (mkba_i_scale){1.0, 1.0};
    parameter->price_factor = 1.0;
    parameter->factor_mean = 1.0;
    if (parameter->name == NULL)
        return mkba_i_no_memory(reader);
    if (!mkba_i_read_place(reader, item, &parameter->place))
        return false;
    if (!mkba_i_parameter_name_ok(item->string, &why))
        return mkba_i_refuse(reader, item, MKBA_ERROR_CASE, "\"%.100s\" cannot name a parameter: %s", item->string,
                             why);
    if (cJSON_IsNumber(item))
        return mkba_i_read_number(reader, item, &parameter->value);
    if (cJSON_IsString(item))
        return mkba_i_refuse(reader, item, MKBA_ERROR_CASE,
                             "a parameter is a number or an object; an expression is written {\"value\": \"%.100s\"}",
                             item->valuestring);
    return read_object(reader, item, parameter);
}

bool mkba_i_read_parameters(mkba_i_reader *reader, const cJSON *item)
{
    mkba_i_model *model = reader->model;
    bool ok = true;
    size_t i = 0;

    model->parameters = mkba_i_make(reader, model->parameter_names.n, sizeof *model->parameters);
    if (model->parameters == NULL)
        return false;
    for (const cJSON *child = item == NULL ? NULL : item->child; child != NULL; child = child->next)
        ok = read_parameter(reader, child, &model->parameters[i++]) && ok;
    return ok;
}
