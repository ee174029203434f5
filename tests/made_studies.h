/* Studies of panels made by chance (made_costs.h): who is treated, and how it is judged. What goes wrong in here ends the
 * test. */
#ifndef MKBA_TESTS_MADE_STUDIES_H
#define MKBA_TESTS_MADE_STUDIES_H

#include <mkba/effect_did.h>

#include "made_costs.h"

#define STUDY_TURNS 3 /* other areas of the same panel are treated in turn, far from each other */
#define STUDY_LEVEL 0.9
#define STUDY_MOST 60

#define PLACEBO MKBA_DID_INFERENCE_PLACEBO
#define CLUSTERED MKBA_DID_INFERENCE_CLUSTERED

/* Who is treated. */
typedef enum who {
    ANY,      /* a municipality, whichever */
    SMALL,    /* one of the smallest fifth */
    LARGE,    /* one of the largest fifth */
    LOW,      /* one that begins 16 % below the middle */
    UNIT,     /* a region of five neighbours, as one area */
    REGIONS,  /* the same among others of five neighbours each, two of every fourteen */
    RANDOM,   /* the same among others of five each from anywhere */
    TOGETHER, /* the same five, as five areas */
    TWENTY,   /* scattered over the country */
    THREE,    /* scattered over them, each with a start of its own */
    NINE,     /* the same, three of each start */
    STARTS    /* sixty, in three starts */
} who;

/* How it is judged. */
typedef enum method {
    DID,         /* two-way; of several starts group-time */
    BEFORE,      /* the test of the years before the start, of an event study */
    CONTROL,     /* synthetic control by outcomes, ranked among placebos */
    CONTROL_OFF, /* the same with an intercept */
    PENALISED,   /* its penalised form, the penalty chosen */
    AUGMENTED,   /* its augmented form, the same */
    SDID         /* synthetic difference-in-differences, by placebos */
} method;

/* A row of a table: how often p is at most 0.1 and the interval of 90 % holds the effect, of which there is none. */
typedef struct study {
    const char *name;
    who who;
    const char *indicator; /* "ln" or "euro" */
    bool named;            /* the population is named */
    method method;
    mkba_did_inference inference;
    double rejects, holds; /* as found */
    bool sound;            /* the assumptions hold: then 10 % and 90 % are what is said */
} study;

/* They, their codes, and the starts of those that have each its own. */
typedef struct treated {
    size_t n, areas[STUDY_MOST];
    char codes[STUDY_MOST][8];
    const char *list[STUDY_MOST], *starts[STUDY_MOST];
} treated;

typedef struct judged {
    double p, low, high;
} judged;

/* How many areas its panels have. */
size_t study_areas(const study *s);
/* The treated of a turn; of some sorts the areas are joined to regions first. */
void study_choose(who sort, costs *of, uint64_t seed, size_t turn, treated *t);
/* What the method says of the treated when the panel ends in `last`; NULL is its end. */
judged study_judge(const study *s, const mkba_panel *panel, const treated *t, const char *last, uint64_t seed);
/* Three standard errors of a share of n, and what libraries of mathematics may make of a draw on the edge. */
double study_off(double share, double n);
/* The share that is found is that which is said, but for chance. */
void study_expect(const char *name, const char *what, double found, double said, double n);

#endif
