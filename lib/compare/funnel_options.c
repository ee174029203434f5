/* Options of a funnel: names, defaults, checks. */
#include "compare/funnel_options.h"

#include <math.h>
#include <string.h>

#include "base/choice.h"
#include "base/number.h"
#include "base/options.h"

#define SHARE 0.1
#define WARNING 0.95
#define ALARM 0.998
#define POINTS 200
#define MOST_POINTS 10000

static const char *const families[] = {"poisson", "binomial"};
static const char *const limit_kinds[] = {"quantile", "interval"};
static const char *const overdispersions[] = {"none", "multiplicative", "additive"};
static const char *const scales[] = {"log", "root", "identity"};
static const char *const trims[] = {"winsorise", "truncate"};
static const char *const views[] = {"areas", "curve", "summary"};

MKBA_I_CHOICE(mkba_funnel_family, families, "family", "family")
MKBA_I_CHOICE(mkba_funnel_limits, limit_kinds, "limits", "limits")
MKBA_I_CHOICE(mkba_overdispersion, overdispersions, "overdispersion", "overdispersion")
MKBA_I_CHOICE(mkba_funnel_scale, scales, "scale", "scale")
MKBA_I_CHOICE(mkba_funnel_trim, trims, "trim", "trim")
MKBA_I_CHOICE(mkba_funnel_view, views, "view", "view")

void mkba_funnel_options_init_size(mkba_funnel_options *options, size_t size)
{
    mkba_funnel_options made = {.share = SHARE, .warning = WARNING, .alarm = ALARM, .per = 1, .points = POINTS};

    mkba_i_options_init(options, size, &made, sizeof made);
}

static mkba_status refuse(const char *where, const char *sentence, double value, mkba_error *error)
{
    char text[MKBA_I_NUMBER_TEXT];

    return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, where, "%s; it is %s", sentence, mkba_i_number_say(value, text));
}

static mkba_status check_words(const mkba_funnel_options *o, mkba_error *error)
{
    bool known = (size_t) o->family < MKBA_I_LENGTH(families) && (size_t) o->limits < MKBA_I_LENGTH(limit_kinds) &&
                 (size_t) o->overdispersion < MKBA_I_LENGTH(overdispersions) &&
                 (size_t) o->scale < MKBA_I_LENGTH(scales) && (size_t) o->trim < MKBA_I_LENGTH(trims);

    return known ? MKBA_OK
                 : mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "options",
                               "family, limits, overdispersion, scale and trim have a value that their enum has");
}

static mkba_status check_numbers(const mkba_funnel_options *o, mkba_error *error)
{
    if (!(o->share >= 0 && o->share < 0.5))
        return refuse("share", "the share to trim at either end is at least 0 and below 0.5", o->share, error);
    if (!(isfinite(o->target) && o->target >= 0 && (o->family == MKBA_FUNNEL_POISSON || o->target < 1)))
        return refuse("target", "a target is above 0, of a proportion below 1, or 0 to have it computed", o->target,
                      error);
    if (!(o->warning > 0.5 && o->warning < 1))
        return refuse("warning", "the coverage of the inner limits is above 0.5 and below 1", o->warning, error);
    if (!(o->alarm > o->warning && o->alarm < 1))
        return refuse("alarm", "the coverage of the outer limits is above that of the inner ones and below 1", o->alarm,
                      error);
    if (!(isfinite(o->per) && o->per > 0))
        return refuse("per", "per is above 0, such as 1000", o->per, error);
    if (o->points < 2 || o->points > MOST_POINTS)
        return refuse("points", "a curve has 2 to 10000 points", (double) o->points, error);
    return MKBA_OK;
}

mkba_status mkba_i_funnel_options(const mkba_funnel_options *given, mkba_funnel_options *taken, mkba_error *error)
{
    mkba_status status;

    mkba_funnel_options_init(taken);
    status = mkba_i_options_take(given, taken, sizeof *taken, "mkba_funnel_options_init", error);
    if (status == MKBA_OK)
        status = check_words(taken, error);
    return status == MKBA_OK ? check_numbers(taken, error) : status;
}
