/* Crosswalks of areas: the object, and of what each area of a map is made. */
#ifndef MKBA_I_PANEL_CROSSWALK_H
#define MKBA_I_PANEL_CROSSWALK_H

#include <mkba/panel.h>

#include "base/error.h"
#include "base/roll.h"

/* From 1 January of `year` the area `from` is part of `to`. Areas are positions in `codes`. */
typedef struct mkba_i_step {
    int year;
    size_t from;
    size_t to;
    double share; /* NAN when it is not known */
} mkba_i_step;

struct mkba_crosswalk {
    mkba_i_arena arena;
    mkba_i_roll codes;
    mkba_i_step *steps; /* ascending by year */
    size_t n_steps;
    int first_year, last_year; /* of the areas */
    bool *exists;              /* year by year, per code */
    const char **names;        /* year by year, per code; NULL where it does not exist */
};

/* Whether an area (a position in `codes`) exists in a year of the crosswalk. */
bool mkba_i_crosswalk_exists(const mkba_crosswalk *crosswalk, size_t code, int year);
const char *mkba_i_crosswalk_name(const mkba_crosswalk *crosswalk, size_t code, int year);

/* A part of an area: that share of another. */
typedef struct mkba_i_part {
    size_t code; /* the old area */
    size_t to;
    double share; /* NAN when it is not known */
} mkba_i_part;

/* What the areas of year `to` are made of, in areas of year `from` <= to: a part for each old area and each new one that
 * has something of it, in the order of old areas. *parts is in the arena given. Status: _MEMORY. */
mkba_status mkba_i_crosswalk_parts(const mkba_crosswalk *crosswalk, int from, int to, mkba_i_arena *arena,
                                   mkba_i_part **parts, size_t *n_parts, mkba_error *error);

#endif
