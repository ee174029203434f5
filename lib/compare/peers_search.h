/* A search for peers: who may be one, the figures they are compared by, and what was found. */
#ifndef MKBA_I_COMPARE_PEERS_SEARCH_H
#define MKBA_I_COMPARE_PEERS_SEARCH_H

#include <mkba/compare.h>

#include "base/text.h"
#include "compare/peers_space.h"
#include "compare/peers_variable.h"
#include "compare/shared_scale.h"

/* What an area is in a search. */
typedef enum mkba_i_role {
    MKBA_I_ROLE_OTHER,     /* no candidate */
    MKBA_I_ROLE_CANDIDATE, /* may be a peer */
    MKBA_I_ROLE_EXCLUDED,  /* as a candidate, but shall be no peer */
    MKBA_I_ROLE_MISSING,   /* would be a candidate, and lacks a figure */
    MKBA_I_ROLE_REGION     /* a member of the region */
} mkba_i_role;

/* An area in a search, by position in the panel. */
typedef struct mkba_i_entrant {
    mkba_i_role role;
    bool within;      /* no member of the region, and shares areas with it: one is made of the other */
    const char *note; /* "" or why it has its role, and which of its figures are no plain ones */
    bool placed;      /* it has a distance */
    double distance, rebased;
    size_t rank; /* from 1; 0 is no peer */
    bool tied;
    size_t stays;
} mkba_i_entrant;

/* A variable in a search. */
typedef struct mkba_i_trait {
    mkba_i_variable is;
    double weight;
    bool used;
    const char *note; /* "" or why it is not used */
    size_t n, missing, provisional, suspect;
    mkba_i_middle scale;
    double region; /* its figure: the mean of the members, or that of the region as one */
} mkba_i_trait;

/* One set of `stability`: without a variable. */
typedef struct mkba_i_trial {
    const char *without, *leave, *come;
    size_t remain;
} mkba_i_trial;

typedef struct mkba_i_search {
    const mkba_panel *panel;
    const mkba_peers_options *options;
    mkba_error *error;
    mkba_i_arena arena; /* of all that follows */
    size_t period;      /* MKBA_I_NONE when no indicator is looked at */
    size_t *order; /* areas of the panel by code: every sum runs in this order, so that none depends on the input's */
    mkba_i_entrant *entrants;
    size_t *members; /* areas, by code */
    size_t n_members;
    mkba_i_trait *traits; /* as in `by` */
    size_t n_traits;
    size_t *used; /* which of them are used */
    size_t n_used;

    size_t *areas; /* of the points, by code: all candidates, excluded ones and members with every figure */
    mkba_i_standardised points;
    double *targets; /* standardised figures of each member, or of the region as one; n_used each */
    size_t n_targets;
    mkba_i_space space;

    size_t *peers; /* areas, nearest first */
    size_t n_peers;
    double *parts; /* per peer and used variable: its part of the squared distances */
    mkba_i_trial *trials;
    size_t n_trials;
} mkba_i_search;

/* Takes the options over, with the defaults where `given` is NULL or older than this library. */
mkba_status mkba_i_peers_take_options(const mkba_peers_options *given, mkba_peers_options *taken, mkba_error *error);

/* peers_search.c: checks the options, finds period, variables and candidates. The search is to be freed in any case. */
mkba_status mkba_i_search_start(mkba_i_search *search, const mkba_panel *panel, const char *const *region,
                                size_t n_region, const mkba_peers_options *options, mkba_error *error);
void mkba_i_search_free(mkba_i_search *search);
/* Whether the method measures distances. */
bool mkba_i_search_measures(const mkba_i_search *search);

/* peers_traits.c: the variables by name; period, weights and outcomes are held against them. */
mkba_status mkba_i_search_find_traits(mkba_i_search *search);

/* peers_gather.c: who has which figure, and what becomes of those that have not. */
mkba_status mkba_i_search_gather(mkba_i_search *search);
/* peers_place.c: standardises, places all points and the region. */
mkba_status mkba_i_search_place(mkba_i_search *search);
/* peers_nearest.c: distances, ranks, the parts of each variable. */
mkba_status mkba_i_search_rank(mkba_i_search *search);
/* peers_stability.c: leaves one variable out at a time. */
mkba_status mkba_i_search_try_without(mkba_i_search *search);
/* classes.c: the peers of a class, or of a list. */
mkba_status mkba_i_search_by_class(mkba_i_search *search);

/* peers_nearest.c: n distances without their last digits, in which rounding shows: to 40 bits, 12 digits. Ranks go by these,
 * so that what is as far on paper is as far here. */
void mkba_i_coarsen(const double *distances, size_t n, double *coarse);
/* The points that may be peers, nearest first, at most k; equal distances by code. */
void mkba_i_nearest_points(const mkba_i_search *search, const double *coarse, size_t except, size_t k, size_t *nearest,
                           size_t *n);
/* The mean distance of each point to the targets, in a space; `distances` and `work` are stride long. False when memory
 * is short. */
bool mkba_i_search_distances(mkba_i_search *search, const mkba_i_space *space, double *distances);

/* A text that lives as long as the search: of the arena. NULL when memory is short. `text` is dropped. */
const char *mkba_i_search_keep(mkba_i_search *search, mkba_i_text *text);

/* peers_tables.c: the table of each view. */
mkba_status mkba_i_peers_make_table(const mkba_i_search *search, mkba_peers_view view, mkba_table **table,
                                    mkba_error *error);

/* What was wrong with a choice of peers, by the names that options beside others have: peers_by, peers_year, peers_k. */
void mkba_i_peers_rename_where(mkba_error *error);

#endif
