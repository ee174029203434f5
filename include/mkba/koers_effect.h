/** @file
 *  libmkba, koers: an estimated effect in a social cost-benefit analysis. From a panel to a case in one call. The
 *  conventions are those of mkba/base.h. */
#ifndef MKBA_KOERS_EFFECT_H
#define MKBA_KOERS_EFFECT_H

#include <mkba/case.h>
#include <mkba/effect.h>

#ifdef __cplusplus
extern "C" {
#endif

/** As what an effect enters a case. */
typedef enum mkba_effect_role {
    /** A parameter with the mean gap per period and its distribution: mkba_effect_distribution. */
    MKBA_EFFECT_AS_DISTRIBUTION = 0,
    /** A parameter with the gap of each year and its joint draws: mkba_effect_path. */
    MKBA_EFFECT_AS_GAP = 1,
    /** The nulalternatief of a stream: its `path` becomes the counterfactual with joint draws, and what the alternative does
     *  to its clients becomes observed / counterfactual, so that the alternative is what was observed. Where the case begins
     *  before the effect, it does so `from` the start of the effect. After the last year that was observed the last figures
     *  hold, and the case says so (`series-extended`). */
    MKBA_EFFECT_AS_PATH = 2
} mkba_effect_role;

/** "distribution", "gap", "path"; "unknown role" for a number that is none. */
MKBA_API const char *mkba_effect_role_name(mkba_effect_role role);
/** The role of that name. @return MKBA_OK; MKBA_ERROR_UNKNOWN (the nearest is named); MKBA_ERROR_ARGUMENT */
MKBA_API MKBA_CHECKED mkba_status mkba_effect_role_from_name(const char *name, mkba_effect_role *role,
                                                             mkba_error *error);

/** Where an effect goes in a case. Fill with mkba_effect_use_init, then set the parameter. */
typedef struct mkba_effect_use {
    size_t size;            ///< set by the initialiser; lets the struct grow
    mkba_effect_role role;  ///< distribution
    const char *parameter;  ///< the name of the parameter; one of that name is replaced
    const char *stream;     ///< of a path: a stream of the case with a `path`
    const char *alternative;  ///< of a path: the one with the policy; NULL: the only one that is no nulalternatief
    mkba_effect_shape shape;  ///< of a distribution; drawn
    const char *unit;         ///< of the parameter, in units of a case; NULL: of a path client, else none is said
    double factor;            ///< what one of the indicator's unit is of that unit; 1
} mkba_effect_use;

/** Fills the first `size` bytes of a use with the defaults; use mkba_effect_use_init. */
MKBA_API void mkba_effect_use_init_size(mkba_effect_use *use, size_t size);
/** Fills a use with the defaults. */
#define mkba_effect_use_init(use) mkba_effect_use_init_size((use), sizeof(mkba_effect_use))

/** A case with an effect in it. Each parameter that is made keeps in `origin` where it came from, with the verdict: where
 *  that is not supported the case says so (`effect-not-shown`). A path makes two parameters, NAME with the counterfactual and
 *  NAME_observed. The catalog of the case stays.
 *
 *  Simulating the case takes the joint draws of the effect, a row at a time.
 *
 *  @param mkba      is not changed
 *  @param[out] out  a new case, to be freed with mkba_case_free
 *  @return MKBA_OK; MKBA_ERROR_ARGUMENT for a use that contradicts itself, for a path where the case has a
 *          parameter NAME_observed that no effect made, and for a path of a stream that the alternative
 *          changes in part of the years that were observed (`from`, `to`, `ramp_up`, `decay`); MKBA_ERROR_UNKNOWN for a stream
 *          or an alternative that the case does not have; MKBA_ERROR_PANEL where there is no estimate: see mkba_effect_distribution;
 *          MKBA_ERROR_CASE, MKBA_ERROR_UNIT and others of mkba_draft_case where the case is none with it;
 *          MKBA_ERROR_MEMORY. Thread-safe. */
MKBA_API MKBA_CHECKED mkba_status mkba_case_with_effect(const mkba_case *mkba, const mkba_effect *effect,
                                                        const mkba_effect_use *use, mkba_case **out, mkba_error *error);

/** From a panel to a case in one call: mkba_panel_effect, then mkba_case_with_effect.
 *  @return as these two. Thread-safe. */
MKBA_API MKBA_CHECKED mkba_status mkba_case_with_panel_effect(const mkba_case *mkba, const mkba_panel *panel,
                                                              const mkba_effect_options *options,
                                                              const mkba_effect_use *use, mkba_case **out,
                                                              mkba_error *error);

#ifdef __cplusplus
}
#endif
#endif
