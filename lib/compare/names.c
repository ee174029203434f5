/* The words for the values of this layer's enums, whose numbers are the positions of their words. */
#include <mkba/compare.h>

#include "base/choice.h"

#define LENGTH(list) (sizeof(list) / sizeof *(list))

static const char *const scalings[] = {"zscore", "robust"};
static const char *const methods[] = {"euclidean", "mahalanobis", "class", "list"};
static const char *const missings[] = {"refused", "drops area", "drops variable"};
static const char *const views[] = {"peers", "candidates", "profile", "stability", "variables"};

const char *mkba_scaling_name(mkba_scaling scaling)
{
    return (size_t) scaling < LENGTH(scalings) ? scalings[scaling] : "unknown scaling";
}

mkba_status mkba_scaling_from_name(const char *name, mkba_scaling *scaling, mkba_error *error)
{
    size_t position = 0;
    mkba_status status =
        mkba_i_choose(name, scalings, LENGTH(scalings), "scaling", scaling == NULL ? NULL : &position, error);

    if (status == MKBA_OK)
        *scaling = (mkba_scaling) position;
    return status;
}

const char *mkba_peers_method_name(mkba_peers_method method)
{
    return (size_t) method < LENGTH(methods) ? methods[method] : "unknown method";
}

mkba_status mkba_peers_method_from_name(const char *name, mkba_peers_method *method, mkba_error *error)
{
    size_t position = 0;
    mkba_status status =
        mkba_i_choose(name, methods, LENGTH(methods), "method", method == NULL ? NULL : &position, error);

    if (status == MKBA_OK)
        *method = (mkba_peers_method) position;
    return status;
}

const char *mkba_peers_missing_name(mkba_peers_missing missing)
{
    return (size_t) missing < LENGTH(missings) ? missings[missing] : "unknown choice";
}

mkba_status mkba_peers_missing_from_name(const char *name, mkba_peers_missing *missing, mkba_error *error)
{
    size_t position = 0;
    mkba_status status =
        mkba_i_choose(name, missings, LENGTH(missings), "missing", missing == NULL ? NULL : &position, error);

    if (status == MKBA_OK)
        *missing = (mkba_peers_missing) position;
    return status;
}

const char *mkba_peers_view_name(mkba_peers_view view)
{
    return (size_t) view < LENGTH(views) ? views[view] : "unknown view";
}

mkba_status mkba_peers_view_from_name(const char *name, mkba_peers_view *view, mkba_error *error)
{
    size_t position = 0;
    mkba_status status = mkba_i_choose(name, views, LENGTH(views), "view", view == NULL ? NULL : &position, error);

    if (status == MKBA_OK)
        *view = (mkba_peers_view) position;
    return status;
}
