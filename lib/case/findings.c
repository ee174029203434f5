#include "case/findings.h"

#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "base/table.h"

#define OEI "Algemene leidraad voor maatschappelijke kosten-batenanalyse (CPB/PBL 2013)"
#define WERKWIJZER "Werkwijzer voor kosten-batenanalyse in het sociale domein (2016)"
#define FORMAT "mkba-case/1 (docs/case-format.md)"
#define DISCOUNT "Rapport werkgroep discontovoet (2020, 2025)"
#define SIMULATION "docs/uncertainty.md"
#define EFFECT "docs/effect.md"
#define INDEX "VNG indexatie Jeugdwet en Wmo"

/* In the order of docs/findings.md, which a test holds against this table. */
static const mkba_i_rule RULES[] = {
    {"scheme-unconfirmed", "richtlijn", DISCOUNT, false},
    {"scheme-secondary", "richtlijn", DISCOUNT, false},
    {"scheme-vintage", "richtlijn", DISCOUNT, false},
    {"rate-unlikely", "richtlijn", DISCOUNT, false},
    {"level-not-difference", "richtlijn", OEI, false},
    {"gross-effect", "richtlijn", WERKWIJZER, false},
    {"double-count", "richtlijn", OEI, false},
    {"actor-undeclared", "richtlijn", FORMAT, false},
    {"line-outside-years", "richtlijn", FORMAT, false},
    {"change-outside-years", "richtlijn", FORMAT, false},
    {"price-year-without-euro", "richtlijn", FORMAT, false},
    {"negative-clients", "richtlijn", FORMAT, false},
    {"effect-not-shown", "richtlijn", EFFECT, false},
    {"effect-without-evidence", "advies", WERKWIJZER, false},
    {"actor-assumed", "advies", FORMAT, false},
    {"unit-missing", "advies", FORMAT, false},
    {"price-year-assumed", "advies", OEI, false},
    {"index-provisional", "advies", INDEX, false},
    {"index-replaced", "advies", FORMAT, false},
    {"series-extended", "advies", FORMAT, false},
    {"mean-as-value", "advies", FORMAT, false},
    {"timing-assumed", "advies", OEI, false},
    {"basis-assumed", "advies", OEI, false},
    {"key-without-effect", "advies", FORMAT, false},
    {"parameter-unused", "advies", FORMAT, false},
    {"pm", "advies", OEI, false},
    {"nothing-uncertain", "advies", SIMULATION, true},
    {"ratio-undefined", "advies", SIMULATION, true},
};

const mkba_i_rule *mkba_i_rule_at(size_t position)
{
    return position < MKBA_I_LENGTH(RULES) ? &RULES[position] : NULL;
}

static const mkba_i_rulebook CASE_BOOK = {RULES, MKBA_I_LENGTH(RULES), FORMAT};

static const mkba_i_rule *find_rule(const mkba_i_rulebook *book, const char *id)
{
    for (size_t i = 0; i < book->n; i++)
        if (strcmp(book->rules[i].id, id) == 0)
            return &book->rules[i];
    return NULL;
}

const mkba_i_rule *mkba_i_rule_of(const char *id)
{
    return find_rule(&CASE_BOOK, id);
}

void mkba_i_findings_free(mkba_i_findings *findings)
{
    mkba_i_arena_free(&findings->arena);
    *findings = (mkba_i_findings){.first = NULL};
}

void mkba_i_findings_add(mkba_i_findings *findings, const char *rule, const mkba_i_place *place, const char *format,
                         ...)
{
    mkba_i_finding *finding = mkba_i_arena_new(&findings->arena, 1, sizeof *finding);
    mkba_error sentence;
    va_list args;

    va_start(args, format);
    mkba_i_vfail(&sentence, MKBA_OK, "", format, args);
    va_end(args);
    if (finding != NULL) {
        finding->message = mkba_i_arena_text(&findings->arena, sentence.message, strlen(sentence.message));
        finding->where = mkba_i_arena_text(&findings->arena, place->where, strlen(place->where));
    }
    if (finding == NULL || finding->message == NULL || finding->where == NULL) {
        findings->failed = true;
        return;
    }
    finding->rule = rule;
    finding->line = place->line;
    finding->column = place->column;
    if (findings->last == NULL)
        findings->first = finding;
    else
        findings->last->next = finding;
    findings->last = finding;
    findings->n++;
}

/* ---- as a table ------------------------------------------------------------------------------------------ */

static void add_row(mkba_i_row *row, const char *id, const char *severity, const char *where, size_t line,
                    size_t column, const char *message, const char *source)
{
    mkba_i_row_text(row, id);
    mkba_i_row_text(row, severity);
    mkba_i_row_text(row, where);
    if (line > 0) {
        mkba_i_row_integer(row, (int64_t) line);
        mkba_i_row_integer(row, (int64_t) column);
    } else {
        mkba_i_row_missing(row);
        mkba_i_row_missing(row);
    }
    mkba_i_row_text(row, message);
    mkba_i_row_text(row, source);
    mkba_i_row_next(row);
}

static void add_errors(mkba_i_row *row, const mkba_i_problems *errors, const char *format)
{
    mkba_error more;

    for (size_t i = 0; i < errors->n; i++)
        add_row(row, mkba_status_name(errors->items[i].status), "error", errors->items[i].where, errors->items[i].line,
                errors->items[i].column, errors->items[i].message, format);
    if (errors->refused <= MKBA_I_PROBLEMS)
        return;
    mkba_i_fail(&more, MKBA_ERROR_LIMIT, "", "%zu more errors are not shown", errors->refused - MKBA_I_PROBLEMS);
    add_row(row, mkba_status_name(more.status), "error", "", 0, 0, more.message, format);
}

static void add_findings(mkba_i_row *row, const mkba_i_findings *findings, const mkba_i_rulebook *book,
                         const char *severity)
{
    for (const mkba_i_finding *finding = findings->first; finding != NULL; finding = finding->next) {
        const mkba_i_rule *rule = find_rule(book, finding->rule);

        if (strcmp(rule->severity, severity) == 0)
            add_row(row, rule->id, rule->severity, finding->where, finding->line, finding->column, finding->message,
                    rule->source);
    }
}

mkba_status mkba_i_findings_table(const mkba_i_problems *errors, const mkba_i_findings *findings, mkba_table **table,
                                  mkba_error *error)
{
    static const mkba_i_column COLUMNS[] = {
        {"id", MKBA_COLUMN_TEXT, NULL},      {"severity", MKBA_COLUMN_TEXT, NULL},  {"place", MKBA_COLUMN_TEXT, NULL},
        {"line", MKBA_COLUMN_INTEGER, NULL}, {"column", MKBA_COLUMN_INTEGER, NULL}, {"message", MKBA_COLUMN_TEXT, NULL},
        {"source", MKBA_COLUMN_TEXT, NULL},
    };
    const mkba_i_rulebook *book = findings->book == NULL ? &CASE_BOOK : findings->book;
    size_t n_errors = errors == NULL ? 0 : errors->n + (errors->refused > MKBA_I_PROBLEMS);
    mkba_table *made = NULL;
    mkba_i_row row;
    mkba_status status;

    if (findings->failed)
        return mkba_i_fail_memory(error);
    status = mkba_i_table_new("findings", COLUMNS, MKBA_I_LENGTH(COLUMNS), n_errors + findings->n, &made, error);
    if (status != MKBA_OK)
        return status;
    row = mkba_i_row_start(made, error);
    if (errors != NULL)
        add_errors(&row, errors, book->format);
    add_findings(&row, findings, book, "richtlijn");
    add_findings(&row, findings, book, "advies");
    return mkba_i_row_hand_out(&row, table);
}

mkba_status mkba_case_findings(const mkba_case *mkba, const char *scenario, mkba_table **table, mkba_error *error)
{
    const mkba_i_scenario *chosen = NULL;
    mkba_i_findings findings = {.first = NULL};
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(mkba), MKBA_I_GIVEN(table));

    if (status == MKBA_OK)
        status = mkba_i_case_scenario(mkba, scenario, &chosen, error);
    if (status != MKBA_OK)
        return status;
    mkba_i_find(mkba, chosen, &findings);
    status = mkba_i_findings_table(NULL, &findings, table, error);
    mkba_i_findings_free(&findings);
    return status;
}
