/* See made_costs.h. */
#include "made_costs.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "stat/order.h"
#include "stat/quantile.h"
#include "stat/random.h"
#include "support.h"

#define BIG 0.25

/* ---- the model ------------------------------------------------------------------------------------------- */

static double number_of(const cJSON *from, const char *name)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(from, name);
    if (!cJSON_IsNumber(item))
        ck_abort_msg("iv3_noise.json lacks %s", name);
    return item->valuedouble;
}

static costs_moments moments_of(const cJSON *from)
{
    return (costs_moments){number_of(from, "median"), number_of(from, "q75"),         number_of(from, "q90"),
                           number_of(from, "q95"),    number_of(from, "q99"),         number_of(from, "lag1"),
                           number_of(from, "lag2"),   number_of(from, "small_large"), number_of(from, "big")};
}

costs_model costs_model_read(const char *outcome)
{
    char *text = support_data("effect/iv3_noise.json", NULL), pointer[100];
    mkba_i_json *json = support_json(text);
    costs_model m = {.level_mean = 0};
    support_path(pointer, sizeof pointer, "/outcomes", outcome, "/parameters");
    const cJSON *from = support_at(mkba_i_json_root(json), pointer),
                *growth = cJSON_GetObjectItemCaseSensitive(from, "growth");
    ck_assert_int_eq(cJSON_GetArraySize(growth), COSTS_YEARS - 1);
    for (int t = 0; t < COSTS_YEARS - 1; t++)
        m.growth[t] = cJSON_GetArrayItem(growth, t)->valuedouble;
    m.level_mean = number_of(from, "level_mean");
    m.level_sd = number_of(from, "level_sd");
    m.population_mean = number_of(from, "population_mean");
    m.population_sd = number_of(from, "population_sd");
    m.even = number_of(from, "even");
    m.small = number_of(from, "small");
    m.df = number_of(from, "df");
    m.transitory = number_of(from, "transitory");
    m.regional = number_of(from, "regional");
    m.booked = number_of(from, "booked");
    m.booking = number_of(from, "booking");
    m.copied = number_of(from, "copied");
    support_path(pointer, sizeof pointer, "/outcomes", outcome, "/real");
    m.real = moments_of(support_at(mkba_i_json_root(json), pointer));
    mkba_i_json_free(json);
    free(text);
    return m;
}

typedef struct drawing {
    mkba_i_random stream;
    uint64_t at;
} drawing;

static double uniform(drawing *d)
{
    return mkba_i_random_uniform(&d->stream, d->at++);
}

static double normal(drawing *d)
{
    return mkba_i_normal_quantile(uniform(d));
}

/* Student's t by the polar method of Bailey (Mathematics of Computation 62, 1994). */
static double student(drawing *d, double df)
{
    double radius = sqrt(df * (pow(uniform(d), -2 / df) - 1));
    return radius * cos(6.283185307179586 * uniform(d));
}

void costs_make(const costs_model *m, size_t n, uint64_t seed, costs *out)
{
    drawing d = {mkba_i_random_stream(seed, "costs"), 0};
    double shared[COSTS_YEARS] = {0};
    ck_assert_uint_le(n, COSTS_AREAS);
    out->n = n;
    for (size_t i = 0; i < n; i++) {
        double walk = m->level_mean + m->level_sd * normal(&d);
        out->population[i] = round(exp(m->population_mean + m->population_sd * normal(&d)));
        double scale = sqrt(m->even + m->small * 20000 / out->population[i]);
        for (size_t t = 0; t < COSTS_YEARS; t++) {
            if (i % COSTS_REGION == 0)
                shared[t] = student(&d, m->df);
            walk += t == 0 ? 0 : m->growth[t - 1];
            walk += scale * (sqrt(1 - m->regional) * student(&d, m->df) + sqrt(m->regional) * shared[t]);
            double said = walk + scale * m->transitory * student(&d, m->df);
            bool booked = uniform(&d) < m->booked, copied = uniform(&d) < m->copied;
            double booking = m->booking * normal(&d);
            out->log[i][t] = copied && t > 0 ? out->log[i][t - 1] : said + (booked ? booking : 0);
        }
    }
}

/* ---- the real returns ------------------------------------------------------------------------------------ */

static mkba_panel *read_real(void)
{
    const char *shared = getenv("MKBA_SHARED");
    char path[1000];
    mkba_panel *panel = NULL;
    mkba_error error;
    static const char *const wanted[] = {"inwoners", "lasten_wmo_voorzieningen", "lasten_jeugd_voorzieningen"};
    mkba_panel_options options;
    mkba_panel_options_init(&options);
    options.indicators = wanted;
    options.n_indicators = 3;
    support_path(path, sizeof path, shared == NULL ? "../shared" : shared, "data/gemeenten/paneel_breed_2017_2024",
                 ".csv");
    mkba_status status = mkba_panel_read(path, MKBA_PANEL_WIDE, &options, &panel, &error);
    if (status != MKBA_OK && status != MKBA_ERROR_FILE)
        ck_abort_msg("%s: %s", error.where, error.message);
    return panel;
}

/* A figure of an area in all years; false when one is not there. */
static bool figures(const mkba_panel *panel, const char *area, const char *indicator, double values[COSTS_YEARS])
{
    for (int t = 0; t < COSTS_YEARS; t++) {
        char year[8];
        mkba_cell_status status;
        snprintf(year, sizeof year, "%d", COSTS_FIRST + t);
        ck_assert_int_eq(mkba_panel_cell(panel, area, year, indicator, &values[t], &status, NULL), MKBA_OK);
        if (!mkba_cell_has_value(status))
            return false;
    }
    return true;
}

static bool take_real(const mkba_panel *panel, const char *area, const char *outcome, costs *to)
{
    double people[COSTS_YEARS], wmo[COSTS_YEARS], youth[COSTS_YEARS];
    bool is_wmo = strcmp(outcome, "jeugd") != 0, is_youth = strcmp(outcome, "wmo") != 0;
    if (!figures(panel, area, "inwoners", people) ||
        (is_wmo && !figures(panel, area, "lasten_wmo_voorzieningen", wmo)) ||
        (is_youth && !figures(panel, area, "lasten_jeugd_voorzieningen", youth)))
        return false;
    for (size_t t = 0; t < COSTS_YEARS; t++) {
        double euros = 1000 * ((is_wmo ? wmo[t] : 0) + (is_youth ? youth[t] : 0)) / people[t];
        if (!(euros > 0))
            return false;
        to->log[to->n][t] = log(euros);
    }
    to->population[to->n++] = people[2021 - COSTS_FIRST];
    return true;
}

bool costs_real(const char *outcome, costs *out)
{
    mkba_panel *panel = read_real();
    if (panel == NULL)
        return false;
    out->n = 0;
    for (size_t a = 0; a < mkba_panel_n_areas(panel) && out->n < COSTS_AREAS; a++)
        take_real(panel, mkba_panel_area_code(panel, a), outcome, out);
    mkba_panel_free(panel);
    return true;
}

/* ---- what is measured ------------------------------------------------------------------------------------ */

#define STEPS (COSTS_YEARS - 1)

/* Changes less the median of the year. */
static void take_changes(const costs *of, double (*x)[STEPS])
{
    double year[COSTS_AREAS];
    for (size_t t = 0; t < STEPS; t++) {
        for (size_t i = 0; i < of->n; i++)
            year[i] = x[i][t] = of->log[i][t + 1] - of->log[i][t];
        double middle = mkba_i_median(year, of->n);
        for (size_t i = 0; i < of->n; i++)
            x[i][t] -= middle;
    }
}

static double clipped(double x, double most)
{
    return fmin(fmax(x, -most), most);
}

/* The correlation of changes with those `lag` years later, clipped at four medians. */
static double follows(const costs *of, double (*x)[STEPS], size_t lag, double most)
{
    double n = 0, a = 0, b = 0, aa = 0, bb = 0, ab = 0;
    for (size_t i = 0; i < of->n; i++)
        for (size_t t = 0; t + lag < STEPS; t++) {
            double now = clipped(x[i][t], most), then = clipped(x[i][t + lag], most);
            n++, a += now, b += then, aa += now * now, bb += then * then, ab += now * then;
        }
    return (ab - a * b / n) / sqrt((aa - a * a / n) * (bb - b * b / n));
}

/* The median size of a change in areas of which the rank by population is from..to. */
static double median_of_sizes(const costs *of, double (*x)[STEPS], double least, double most)
{
    double sizes[COSTS_AREAS * STEPS];
    size_t n = 0;
    for (size_t i = 0; i < of->n; i++)
        for (size_t t = 0; of->population[i] >= least && of->population[i] <= most && t < STEPS; t++)
            sizes[n++] = fabs(x[i][t]);
    return mkba_i_median(sizes, n);
}

costs_moments costs_measure(const costs *of)
{
    double x[COSTS_AREAS][STEPS], sizes[COSTS_AREAS * STEPS], population[COSTS_AREAS], big = 0;
    size_t n = of->n * STEPS, fifth = of->n / 5;
    take_changes(of, x);
    for (size_t i = 0; i < n; i++)
        big += (sizes[i] = fabs(x[i / STEPS][i % STEPS])) > BIG;
    mkba_i_sort(sizes, n);
    memcpy(population, of->population, of->n * sizeof *population);
    mkba_i_sort(population, of->n);
    double median = mkba_i_quantile_sorted(sizes, n, 0.5);
    return (costs_moments){
        median,
        mkba_i_quantile_sorted(sizes, n, 0.75),
        mkba_i_quantile_sorted(sizes, n, 0.9),
        mkba_i_quantile_sorted(sizes, n, 0.95),
        mkba_i_quantile_sorted(sizes, n, 0.99),
        follows(of, x, 1, 4 * median),
        follows(of, x, 2, 4 * median),
        median_of_sizes(of, x, 0, population[fifth - 1]) /
            median_of_sizes(of, x, population[of->n - fifth], population[of->n - 1]),
        big / (double) n,
    };
}

/* ---- what is done with them ------------------------------------------------------------------------------ */

void costs_join(costs *of, size_t first, size_t members)
{
    double people = 0, euros[COSTS_YEARS] = {0};
    size_t after = first + members, left = of->n - after;
    for (size_t i = first; i < after; i++) {
        people += of->population[i];
        for (size_t t = 0; t < COSTS_YEARS; t++)
            euros[t] += of->population[i] * exp(of->log[i][t]);
    }
    for (size_t t = 0; t < COSTS_YEARS; t++)
        of->log[first][t] = log(euros[t] / people);
    of->population[first] = people;
    of->n -= members - 1;
    memmove(&of->log[first + 1], &of->log[after], left * sizeof of->log[0]);
    memmove(&of->population[first + 1], &of->population[after], left * sizeof of->population[0]);
}

void costs_affect(costs *of, size_t area, size_t year, double percent)
{
    for (size_t t = year; t < COSTS_YEARS; t++)
        of->log[area][t] += log1p(percent / 100);
}

mkba_panel *costs_panel(const costs *of)
{
    size_t n = of->n * COSTS_YEARS;
    char(*codes)[8] = malloc(of->n * sizeof *codes);
    const char **areas = malloc(n * sizeof *areas);
    int64_t *years = malloc(n * sizeof *years);
    double *values = malloc(3 * n * sizeof *values);
    ck_assert(codes != NULL && areas != NULL && years != NULL && values != NULL);
    for (size_t i = 0; i < of->n; i++)
        snprintf(codes[i], sizeof codes[i], "A%03u", (unsigned) (i % 1000));
    for (size_t row = 0; row < n; row++) {
        size_t i = row / COSTS_YEARS, t = row % COSTS_YEARS;
        areas[row] = codes[i];
        years[row] = COSTS_FIRST + (int64_t) t;
        values[row] = exp(of->log[i][t]);
        values[n + row] = 100 * of->log[i][t];
        values[2 * n + row] = of->population[i];
    }
    const mkba_column columns[] = {{.name = "gm_code", .type = MKBA_COLUMN_TEXT, .texts = areas},
                                   {.name = "jaar", .type = MKBA_COLUMN_INTEGER, .integers = years},
                                   {.name = "euro", .type = MKBA_COLUMN_REAL, .reals = values},
                                   {.name = "ln", .type = MKBA_COLUMN_REAL, .reals = values + n},
                                   {.name = "pop", .type = MKBA_COLUMN_REAL, .reals = values + 2 * n}};
    mkba_table *table = NULL;
    mkba_panel *panel = NULL;
    mkba_panel_options options;
    mkba_error error;
    mkba_panel_options_init(&options);
    options.name = "";
    if (mkba_table_new("costs", columns, 5, n, &table, &error) != MKBA_OK ||
        mkba_panel_from_table(table, MKBA_PANEL_WIDE, &options, &panel, &error) != MKBA_OK)
        ck_abort_msg("%s: %s", error.where, error.message);
    mkba_table_free(table);
    free(codes);
    free(areas);
    free(years);
    free(values);
    return panel;
}
