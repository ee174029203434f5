/* The words for the values of this layer's enums, whose numbers are the positions of their words. */
#include <mkba/compare.h>

#include "base/choice.h"

static const char *const scalings[] = {"zscore", "robust"};
static const char *const methods[] = {"euclidean", "mahalanobis", "class", "list"};
static const char *const missings[] = {"refused", "drops area", "drops variable"};
static const char *const views[] = {"peers", "candidates", "profile", "stability", "variables"};

MKBA_I_CHOICE(mkba_scaling, scalings, "scaling", "scaling")
MKBA_I_CHOICE(mkba_peers_method, methods, "method", "method")
MKBA_I_CHOICE(mkba_peers_missing, missings, "missing", "choice")
MKBA_I_CHOICE(mkba_peers_view, views, "view", "view")
