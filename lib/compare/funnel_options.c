/* Options of a funnel: names, defaults, checks. */
#include "compare/funnel_options.h"

#include <math.h>
#include <string.h>

#include "base/choice.h"
#include "base/number.h"

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

#define COUNT(words) (sizeof(words) / sizeof *(words))

/* Both functions of an enum whose numbers are the positions of its words. */
#define NAMES(type, words, parameter)                                                                                  \
  const char *type##_name(type parameter)                                                                              \
  {                                                                                                                    \
    return (size_t) parameter < COUNT(words) ? words[parameter] : "unknown " #parameter;                               \
  }                                                                                                                    \
  mkba_status type##_from_name(const char *name, type *parameter, mkba_error *error)                                   \
  {                                                                                                                    \
    size_t position = 0;                                                                                               \
    mkba_status status = MKBA_I_CHECK_GIVEN(error, {#parameter, name}, {#parameter, parameter});                       \
    if (status == MKBA_OK)                                                                                             \
      status = mkba_i_choose(name, words, COUNT(words), #parameter, &position, error);                                 \
    if (status == MKBA_OK)                                                                                             \
      *parameter = (type) position;                                                                                    \
    return status;                                                                                                     \
  }

NAMES(mkba_funnel_family, families, family)
NAMES(mkba_funnel_limits, limit_kinds, limits)
NAMES(mkba_overdispersion, overdispersions, overdispersion)
NAMES(mkba_funnel_scale, scales, scale)
NAMES(mkba_funnel_trim, trims, trim)
NAMES(mkba_funnel_view, views, view)

void mkba_funnel_options_init_size(mkba_funnel_options *options, size_t size)
{
    mkba_funnel_options made = {
        .size = size, .share = SHARE, .warning = WARNING, .alarm = ALARM, .per = 1, .points = POINTS};

    if (options == NULL)
        return;
    memset(options, 0, size);
    memcpy(options, &made, size < sizeof made ? size : sizeof made);
    options->size = size;
}

static mkba_status refuse(const char *where, const char *sentence, double value, mkba_error *error)
{
    char text[MKBA_I_NUMBER_TEXT];

    return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, where, "%s; it is %s", sentence, mkba_i_number_say(value, text));
}

static mkba_status check_words(const mkba_funnel_options *o, mkba_error *error)
{
    bool known = (size_t) o->family < COUNT(families) && (size_t) o->limits < COUNT(limit_kinds) &&
                 (size_t) o->overdispersion < COUNT(overdispersions) && (size_t) o->scale < COUNT(scales) &&
                 (size_t) o->trim < COUNT(trims);

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
    if (given != NULL && (given->size < sizeof given->size || given->size > 4096))
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "options",
                           "options must be filled by mkba_funnel_options_init first");
    if (given != NULL)
        memcpy(taken, given, given->size < sizeof *taken ? given->size : sizeof *taken);
    status = check_words(taken, error);
    return status == MKBA_OK ? check_numbers(taken, error) : status;
}
