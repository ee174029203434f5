/* The object behind mkba_case. */
#ifndef MKBA_I_CASE_CASE_H
#define MKBA_I_CASE_CASE_H

#include <stdatomic.h>

#include <mkba/case.h>

#include "base/json.h"
#include "base/memory.h"
#include "case/model.h"
#include "case/reader.h"
#include "catalog/catalog.h"

struct mkba_case {
    atomic_size_t holders; /* who hold on to it: the caller and its appraisals */
    mkba_i_arena arena;
    mkba_i_json *json;
    mkba_catalog *catalog; /* held, because the model points into it; NULL: the shipped one */
    mkba_i_model model;
};

/* The fields that the caller's version of the struct has; NULL is the defaults. */
mkba_status mkba_i_case_take_options(const mkba_case_options *given, mkba_case_options *taken, mkba_error *error);

/* As mkba_case_parse; where rules are broken `problems` gets all of them and the error is the first. */
mkba_status mkba_i_case_parse(const char *text, size_t length, const mkba_case_options *options,
                              mkba_i_problems *problems, mkba_case **out, mkba_error *error);

/* Another holder, released by mkba_case_free. */
mkba_case *mkba_i_case_hold(const mkba_case *mkba);

/* The scenario of this name; NULL as name gives NULL. MKBA_ERROR_UNKNOWN names the nearest. */
mkba_status mkba_i_case_scenario(const mkba_case *mkba, const char *name, const mkba_i_scenario **scenario,
                                 mkba_error *error);

/* The position of a parameter, of an actor. MKBA_ERROR_UNKNOWN names the nearest; `where` is what gave the name. */
mkba_status mkba_i_case_parameter(const mkba_case *mkba, const char *name, const char *where, size_t *position,
                                  mkba_error *error);
mkba_status mkba_i_case_actor(const mkba_case *mkba, const char *name, const char *where, size_t *position,
                              mkba_error *error);

/* The unit of a parameter as the document has it; NULL where there is none. */
const char *mkba_i_case_written_unit(const mkba_case *mkba, const char *parameter);

#endif
