/* Reading a distribution as people give it. */
#include "case/reader.h"

#include <string.h>

typedef struct form {
    const char *key;
    mkba_i_family family;
    const char *keys[4]; /* of the object, in the order of a, b, c, d */
    size_t n_needed;     /* how many of them must be there */
    size_t n_list;       /* a list of so many numbers instead */
} form;

static const form FORMS[] = {
    {"normal", MKBA_I_NORMAL, {"mean", "sd"}, 2, 0},
    {"lognormal", MKBA_I_LOGNORMAL, {"mean", "sd"}, 2, 0},
    {"uniform", MKBA_I_UNIFORM, {NULL}, 0, 2},
    {"triangular", MKBA_I_TRIANGULAR, {NULL}, 0, 3},
    {"pert", MKBA_I_PERT, {NULL}, 0, 3},
    {"beta", MKBA_I_BETA, {"alpha", "beta", "min", "max"}, 2, 0},
    {"gamma", MKBA_I_GAMMA, {"mean", "sd"}, 2, 0},
    {"poisson", MKBA_I_POISSON, {"mean"}, 1, 0},
    {"binomial", MKBA_I_BINOMIAL, {"n", "p"}, 2, 0},
    {"discrete", MKBA_I_DISCRETE, {"values", "weights"}, 2, 0},
    {"empirical", MKBA_I_EMPIRICAL, {NULL}, 0, 0},
};

static const char *const KEYS[] = {"normal",  "lognormal", "uniform",  "triangular", "pert", "beta",  "gamma",
                                   "poisson", "binomial",  "discrete", "empirical",  "ci90", "shape", "truncate"};

static bool read_list(mkba_i_reader *reader, const cJSON *item, size_t n, double numbers[4])
{
    const double *values = NULL;
    size_t count = 0;

    if (!mkba_i_read_numbers(reader, item, &values, &count))
        return false;
    if (count != n)
        return mkba_i_refuse(reader, item, MKBA_ERROR_CASE, "%s must hold %zu numbers%s, not %zu", item->string, n,
                             n == 3 ? " [lo, mode, hi]" : " [lo, hi]", count);
    memcpy(numbers, values, n * sizeof *numbers);
    return true;
}

static bool read_named(mkba_i_reader *reader, const cJSON *item, const form *kind, double numbers[4])
{
    size_t n = 0;
    bool ok;

    while (n < 4 && kind->keys[n] != NULL)
        n++;
    ok = mkba_i_read_object(reader, item, kind->key, kind->keys, n);
    for (size_t i = 0; ok && i < n; i++)
        ok = (i >= kind->n_needed || mkba_i_need(reader, item, kind->keys[i], kind->key)) &&
             mkba_i_read_number(reader, mkba_i_member(item, kind->keys[i]), &numbers[i]);
    return ok;
}

static bool read_discrete(mkba_i_reader *reader, const cJSON *item, const form *kind, mkba_i_distribution *made)
{
    size_t n_weights = 0;

    if (!mkba_i_read_object(reader, item, kind->key, kind->keys, 2) ||
        !mkba_i_need(reader, item, "values", kind->key) || !mkba_i_need(reader, item, "weights", kind->key) ||
        !mkba_i_read_numbers(reader, mkba_i_member(item, "values"), &made->values, &made->n) ||
        !mkba_i_read_numbers(reader, mkba_i_member(item, "weights"), &made->weights, &n_weights))
        return false;
    if (made->n != n_weights)
        return mkba_i_refuse(reader, item, MKBA_ERROR_CASE,
                             "discrete has %zu values and %zu weights: as many are needed", made->n, n_weights);
    return true;
}

static bool read_family(mkba_i_reader *reader, const cJSON *item, const form *kind, mkba_i_distribution *made)
{
    double numbers[4] = {0.0, 0.0, 0.0, 0.0};
    bool ok;

    made->family = kind->family;
    if (kind->family == MKBA_I_BETA)
        numbers[3] = 1.0;
    if (kind->family == MKBA_I_EMPIRICAL)
        return mkba_i_read_numbers(reader, item, &made->values, &made->n);
    if (kind->family == MKBA_I_DISCRETE)
        return read_discrete(reader, item, kind, made);
    ok = kind->n_list > 0 ? read_list(reader, item, kind->n_list, numbers) : read_named(reader, item, kind, numbers);
    made->a = numbers[0];
    made->b = numbers[1];
    made->c = numbers[2];
    made->d = numbers[3];
    return ok;
}

static bool read_ci90(mkba_i_reader *reader, const cJSON *item, const cJSON *shape, mkba_i_distribution *made)
{
    static const char *const SHAPES[] = {"normal", "lognormal"};
    double bounds[4] = {0.0, 0.0, 0.0, 0.0};
    size_t choice = 0;
    mkba_error error = {0};

    if (shape == NULL)
        return mkba_i_refuse(reader, item, MKBA_ERROR_CASE,
                             "ci90 needs \"shape\": \"normal\" or \"lognormal\" beside it");
    if (!read_list(reader, item, 2, bounds) || !mkba_i_read_choice(reader, shape, SHAPES, 2, &choice))
        return false;
    if (mkba_i_distribution_from_ci90(bounds[0], bounds[1], choice == 1, made, &error) != MKBA_OK)
        return mkba_i_refuse_error(reader, item, &error);
    return true;
}

/* The one key that says what kind of distribution it is. */
static const cJSON *find_kind(const cJSON *object, size_t *n_kinds)
{
    const cJSON *found = NULL;

    *n_kinds = 0;
    for (const cJSON *child = object->child; child != NULL; child = child->next)
        if (strcmp(child->string, "truncate") != 0 && strcmp(child->string, "shape") != 0) {
            found = child;
            ++*n_kinds;
        }
    return found;
}

static bool read_kind(mkba_i_reader *reader, const cJSON *object, mkba_i_distribution *made)
{
    const cJSON *shape = mkba_i_member(object, "shape"), *kind;
    size_t n_kinds = 0;

    kind = find_kind(object, &n_kinds);
    if (n_kinds != 1)
        return mkba_i_refuse(
            reader, object, MKBA_ERROR_CASE,
            "a distribution has one kind, such as {\"normal\": {\"mean\": 10, \"sd\": 2}}, and this has %zu", n_kinds);
    if (strcmp(kind->string, "ci90") == 0)
        return read_ci90(reader, kind, shape, made);
    if (shape != NULL)
        return mkba_i_refuse(reader, shape, MKBA_ERROR_CASE, "\"shape\" stands beside \"ci90\" only");
    for (size_t i = 0; i < MKBA_I_LENGTH(FORMS); i++)
        if (strcmp(kind->string, FORMS[i].key) == 0)
            return read_family(reader, kind, &FORMS[i], made);
    return mkba_i_refuse(reader, kind, MKBA_ERROR_INTERNAL, "distribution without a form");
}

bool mkba_i_read_distribution(mkba_i_reader *reader, const cJSON *item, const mkba_i_distribution **distribution)
{
    const cJSON *truncate = NULL;
    mkba_i_distribution *made;
    double bounds[4] = {0.0, 0.0, 0.0, 0.0};
    mkba_error error = {0};

    if (item == NULL)
        return true;
    made = mkba_i_make(reader, 1, sizeof *made);
    if (made == NULL || !mkba_i_read_object(reader, item, "a distribution", KEYS, MKBA_I_LENGTH(KEYS)) ||
        !read_kind(reader, item, made))
        return false;
    truncate = mkba_i_member(item, "truncate");
    if (truncate != NULL) {
        if (!read_list(reader, truncate, 2, bounds))
            return false;
        made->truncated = true;
        made->low = bounds[0];
        made->high = bounds[1];
    }
    if (mkba_i_distribution_check(made, &error) != MKBA_OK)
        return mkba_i_refuse_error(reader, item, &error);
    *distribution = made;
    return true;
}
