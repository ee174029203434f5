/* Findings: what can be said of a case that breaks no rule. The rules are listed in docs/findings.md. */
#ifndef MKBA_I_CASE_FINDINGS_H
#define MKBA_I_CASE_FINDINGS_H

#include "base/error.h"
#include "case/case.h"

typedef struct mkba_i_finding {
    const char *rule; /* id; the rest of the rule is found by it */
    const char *where;
    size_t line, column;
    const char *message;
    struct mkba_i_finding *next;
} mkba_i_finding;

/* A rule: its id, severity (richtlijn or advies) and source. */
typedef struct mkba_i_rule {
    const char *id;
    const char *severity;
    const char *source;
    bool of_simulation; /* said of the draws of a case, not of the case: these come last */
} mkba_i_rule;

/* The rules for a kind of document, and its format, which is the source of errors. */
typedef struct mkba_i_rulebook {
    const mkba_i_rule *rules;
    size_t n;
    const char *format;
} mkba_i_rulebook;

/* Findings in the order in which they were made; all zero is none. */
typedef struct mkba_i_findings {
    const mkba_i_rulebook *book; /* NULL: the rules for a case */
    mkba_i_arena arena;
    mkba_i_finding *first, *last;
    size_t n;
    bool failed; /* memory ran out */
} mkba_i_findings;

/* The rule for a case of this id, NULL for an unknown one. */
const mkba_i_rule *mkba_i_rule_of(const char *id);
/* The rules for a case by position from 0; NULL beyond the last. */
const mkba_i_rule *mkba_i_rule_at(size_t position);

void mkba_i_findings_add(mkba_i_findings *findings, const char *rule, const mkba_i_place *place, const char *format,
                         ...) MKBA_I_PRINTF(4, 5);
void mkba_i_findings_free(mkba_i_findings *findings);

/* All that the document says under a scenario (NULL: as it stands). */
void mkba_i_find(const mkba_case *mkba, const mkba_i_scenario *scenario, mkba_i_findings *findings);
/* What there is to say of the discounts that the scenarios bring. */
void mkba_i_find_in_scenarios(const mkba_case *mkba, mkba_i_findings *findings);

/* As a table: id, severity, place, line, column, message, source; `errors` rows before them, may be NULL. */
mkba_status mkba_i_findings_table(const mkba_i_problems *errors, const mkba_i_findings *findings, mkba_table **table,
                                  mkba_error *error);

#endif
