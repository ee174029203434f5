/* One task at several levels, from inside. */
#ifndef MKBA_I_KOERS_SCALE_H
#define MKBA_I_KOERS_SCALE_H

#include <mkba/koers_scale.h>

#include "koers/game.h"

/* A coalition at a level. */
typedef struct mkba_i_scale_group {
    const char *name; /* "" of all in one */
    double volume;    /* of its members */
    size_t members, first;
} mkba_i_scale_group;

typedef struct mkba_i_scale {
    mkba_scale_options options;
    mkba_i_scale_group **groups; /* of each level */
    size_t *n_groups;
    size_t **group_of; /* level, member: position in groups */
    double volume;     /* of all members */
    mkba_i_arena arena;
} mkba_i_scale;

/* The parts of what the members pay at a level. */
typedef struct mkba_i_scale_parts {
    double fixed, volume, coordination;
} mkba_i_scale_parts;

/* Checks the options and makes the groups; mkba_i_scale_free in any case. */
mkba_status mkba_i_scale_make(const mkba_scale_options *options, mkba_i_scale *scale, mkba_error *error);
void mkba_i_scale_free(mkba_i_scale *scale);

/* What the members of a group pay when every volume of a member is multiplied by `factor`. */
mkba_i_scale_parts mkba_i_scale_group_cost(const mkba_scale_level *level, const mkba_i_scale_group *group,
                                           double factor);
/* The sum over the groups of a level. */
mkba_i_scale_parts mkba_i_scale_level_cost(const mkba_i_scale *scale, size_t level, double factor);
double mkba_i_scale_total(mkba_i_scale_parts parts);

#endif
