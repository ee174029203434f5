/* What can be said of a Koers that breaks no rule of its format. */
#include <stdlib.h>
#include <string.h>

#include "koers/koers.h"

#define FORMAT "mkba-koers/1 (docs/koers-format.md)"
#define STEERING "Sturen op baten: doelen, baten, vermogens en inspanningen in een netwerk (DIN)"

static const mkba_i_rule RULES[] = {
    {"orphan", "richtlijn", STEERING, false},
    {"effort-without-benefit", "richtlijn", STEERING, false},
    {"benefit-without-goal", "richtlijn", STEERING, false},
    {"benefit-without-effort", "richtlijn", STEERING, false},
    {"goal-without-benefit", "richtlijn", STEERING, false},
    {"benefit-without-indicator", "richtlijn", STEERING, false},
    {"opgave-without-goal", "richtlijn", STEERING, false},
    {"goal-without-opgave", "advies", FORMAT, false},
    {"goal-as-activity", "advies", FORMAT, false},
    {"level-skipped", "advies", STEERING, false},
    {"split-assumed", "advies", FORMAT, false},
    {"profile-incomplete", "advies", STEERING, false},
    {"indicator-without-start", "advies", FORMAT, false},
    {"indicator-without-target", "advies", FORMAT, false},
    {"indicator-unmeasured", "advies", FORMAT, false},
    {"indicator-unused", "advies", FORMAT, false},
};
static const mkba_i_rulebook BOOK = {RULES, MKBA_I_LENGTH(RULES), FORMAT};

const mkba_i_rulebook *mkba_i_koers_book(void)
{
    return &BOOK;
}

static const char *named(const char *title)
{
    return title == NULL ? "" : title;
}

/* ---- who reaches whom ---------------------------------------------------------------------------------------- */

void mkba_i_koers_reach(const mkba_i_koers_model *model, mkba_i_din_level level, bool upward, bool *reaches)
{
    const mkba_i_network *network = &model->network;
    size_t n = model->node_names.n;

    for (size_t i = 0; i < n; i++) { /* from the end that the walk leads to */
        size_t node = network->order[upward ? n - 1 - i : i];
        const size_t *begin = upward ? network->up_begin : network->down_begin;

        reaches[node] = model->nodes[node].level == level;
        for (size_t k = begin[node]; k < begin[node + 1] && !reaches[node]; k++)
            reaches[node] =
                upward ? reaches[model->edges[network->up[k]].to] : reaches[model->edges[network->down[k]].from];
    }
}

/* Says `rule` of each node of a level that does not reach another level. */
static void find_unreached(const mkba_i_koers_model *model, mkba_i_din_level of, mkba_i_din_level level, bool upward,
                           const char *rule, const char *sentence, bool *reaches, mkba_i_findings *findings)
{
    mkba_i_koers_reach(model, level, upward, reaches);
    for (size_t i = 0; i < model->node_names.n; i++)
        if (model->nodes[i].level == of && !reaches[i])
            mkba_i_findings_add(findings, rule, &model->nodes[i].place, "%s \"%.100s\" %s", mkba_i_din_words[of],
                                model->nodes[i].name, sentence);
}

static void find_in_network(const mkba_i_koers_model *model, bool *reaches, mkba_i_findings *findings)
{
    const mkba_i_network *network = &model->network;

    for (size_t i = 0; i < model->node_names.n; i++)
        if (network->up_begin[i] == network->up_begin[i + 1] && network->down_begin[i] == network->down_begin[i + 1])
            mkba_i_findings_add(findings, "orphan", &model->nodes[i].place,
                                "\"%.100s\" (%s) hangs on nothing: no edge leads to it or from it",
                                model->nodes[i].name, mkba_i_din_words[model->nodes[i].level]);
    find_unreached(model, MKBA_I_INSPANNING, MKBA_I_BAAT, true, "effort-without-benefit",
                   "leads to no baat: what is it for?", reaches, findings);
    find_unreached(model, MKBA_I_BAAT, MKBA_I_DOEL, true, "benefit-without-goal", "serves no doel", reaches, findings);
    find_unreached(model, MKBA_I_BAAT, MKBA_I_INSPANNING, false, "benefit-without-effort",
                   "has no inspanning that leads to it: how is it to come about?", reaches, findings);
    find_unreached(model, MKBA_I_DOEL, MKBA_I_BAAT, false, "goal-without-benefit",
                   "has no baat that leads to it: nothing would show that it is reached", reaches, findings);
}

/* ---- goals ------------------------------------------------------------------------------------------------------ */

/* Infinitives of doing, as in docs/koers-format.md. */
static const char *const DOING[] = {"aanbesteden",    "aanleggen",     "afspreken",  "bouwen",      "evalueren",
                                    "faciliteren",    "implementeren", "inkopen",    "inrichten",   "invoeren",
                                    "inventariseren", "inzetten",      "maken",      "monitoren",   "ontwikkelen",
                                    "opleiden",       "opleveren",     "oprichten",  "opstarten",   "opstellen",
                                    "opzetten",       "organiseren",   "overleggen", "schrijven",   "trainen",
                                    "uitrollen",      "uitvoeren",     "uitwerken",  "vaststellen", "verkennen"};

/* Whether `length` bytes are a word, in lower or upper case of ASCII. */
static bool is_word(const char *text, size_t length, const char *word)
{
    if (strlen(word) != length)
        return false;
    for (size_t i = 0; i < length; i++) {
        char letter = text[i] >= 'A' && text[i] <= 'Z' ? (char) (text[i] - 'A' + 'a') : text[i];

        if (letter != word[i])
            return false;
    }
    return true;
}

static const char *doing(const char *text, size_t length)
{
    for (size_t i = 0; i < MKBA_I_LENGTH(DOING); i++)
        if (is_word(text, length, DOING[i]))
            return DOING[i];
    return NULL;
}

#define BLANKS " .,;:!?()\t\r\n"

/* The infinitive that a title begins or ends with, NULL when it does neither. */
static const char *activity(const char *title)
{
    const char *first = title + strspn(title, BLANKS), *last = NULL, *found;
    size_t length = strcspn(first, BLANKS), last_length = 0;

    if (is_word(first, length, "het")) {
        first += length + strspn(first + length, BLANKS);
        length = strcspn(first, BLANKS);
    }
    found = doing(first, length);
    for (const char *at = first; *at != '\0' && found == NULL; at += strspn(at, BLANKS)) {
        last = at;
        last_length = strcspn(at, BLANKS);
        at += last_length;
    }
    return found != NULL || last == NULL ? found : doing(last, last_length);
}

static void find_in_goals(const mkba_i_koers_model *model, bool *has_goal, mkba_i_findings *findings)
{
    memset(has_goal, 0, model->opgave_names.n * sizeof *has_goal);
    for (size_t i = 0; i < model->node_names.n; i++) {
        const mkba_i_din_node *node = &model->nodes[i];
        const char *word = node->level == MKBA_I_DOEL ? activity(named(node->title)) : NULL;

        if (node->level != MKBA_I_DOEL)
            continue;
        if (node->opgave == MKBA_I_NONE)
            mkba_i_findings_add(findings, "goal-without-opgave", &node->place, "doel \"%.100s\" belongs to no opgave",
                                node->name);
        else
            has_goal[node->opgave] = true;
        if (word != NULL)
            mkba_i_findings_add(findings, "goal-as-activity", &node->place,
                                "doel \"%.100s\" says what is done (%s), not what is reached by it", node->title, word);
    }
    for (size_t i = 0; i < model->opgave_names.n; i++)
        if (!has_goal[i])
            mkba_i_findings_add(findings, "opgave-without-goal", &model->opgaven[i].place,
                                "no doel belongs to opgave \"%.100s\"", model->opgaven[i].name);
}

/* ---- edges and profiles ------------------------------------------------------------------------------------------ */

static void find_in_edges(const mkba_i_koers_model *model, mkba_i_findings *findings)
{
    const mkba_i_network *network = &model->network;

    for (size_t i = 0; i < model->n_edges; i++) {
        const mkba_i_din_node *from = &model->nodes[model->edges[i].from], *to = &model->nodes[model->edges[i].to];

        if (to->level > from->level + 1u)
            mkba_i_findings_add(findings, "level-skipped", &model->edges[i].place,
                                "from \"%.100s\" (%s) straight to \"%.100s\" (%s): what stands between is not said",
                                from->name, mkba_i_din_words[from->level], to->name, mkba_i_din_words[to->level]);
    }
    for (size_t i = 0; i < model->node_names.n; i++) {
        size_t n = network->up_begin[i + 1] - network->up_begin[i];

        if (n > 1 && !model->edges[network->up[network->up_begin[i]]].has_split)
            mkba_i_findings_add(
                findings, "split-assumed", &model->nodes[i].place,
                "\"%.100s\" contributes to %zu nodes, and how its euros are split over them is not said: "
                "in proportion to the shares",
                model->nodes[i].name, n);
    }
}

static void find_in_profile(const mkba_i_koers_model *model, size_t position, mkba_i_findings *findings)
{
    const mkba_i_din_node *node = &model->nodes[position];
    const struct {
        const char *name;
        const char *value;
    } fields[] = {{"omschrijving", node->description},
                  {"bateneigenaar", node->owner},
                  {"ontvanger", node->profile.recipient},
                  {"meetwijze", node->profile.measuring},
                  {"waardering", node->n_lines > 0 ? "" : NULL},
                  {"randvoorwaarden", node->profile.conditions},
                  {"risico's", node->profile.risks}};
    char lacking[200] = "";

    for (size_t i = 0; i < MKBA_I_LENGTH(fields); i++)
        if (fields[i].value == NULL) {
            strcat(lacking, lacking[0] == '\0' ? "" : ", ");
            strcat(lacking, fields[i].name);
        }
    if (lacking[0] != '\0')
        mkba_i_findings_add(findings, "profile-incomplete", &node->place, "baat \"%.100s\" lacks %s", node->name,
                            lacking);
    if (node->n_indicators == 0)
        mkba_i_findings_add(findings, "benefit-without-indicator", &node->place,
                            "baat \"%.100s\" has no indicator: nothing would show whether it comes", node->name);
}

/* ---- indicators -------------------------------------------------------------------------------------------------- */

enum { OF_NODE = 1, OF_OPGAVE = 2, MEASURED = 4 };

static void mark_indicators(const mkba_i_koers_model *model, unsigned char *marks)
{
    for (size_t i = 0; i < model->node_names.n; i++)
        for (size_t k = 0; k < model->nodes[i].n_indicators; k++)
            marks[model->nodes[i].indicators[k]] |= OF_NODE;
    for (size_t i = 0; i < model->opgave_names.n; i++)
        for (size_t k = 0; k < model->opgaven[i].n_weights; k++)
            marks[model->opgaven[i].weights[k].indicator] |= OF_OPGAVE;
    for (size_t i = 0; i < model->n_measurements; i++)
        if (model->measurements[i].kind == MKBA_I_FIGURE)
            marks[model->measurements[i].indicator] |= MEASURED;
}

static void find_in_indicators(const mkba_i_koers_model *model, const unsigned char *marks, mkba_i_findings *findings)
{
    for (size_t i = 0; i < model->indicator_names.n; i++) {
        const mkba_i_indicator *indicator = &model->indicators[i];

        if ((marks[i] & (OF_NODE | OF_OPGAVE)) == 0)
            mkba_i_findings_add(findings, "indicator-unused", &indicator->place,
                                "no node and no opgave names the indicator \"%.100s\"", indicator->name);
        if ((marks[i] & OF_NODE) == 0)
            continue;
        if (!indicator->has_start)
            mkba_i_findings_add(findings, "indicator-without-start", &indicator->place,
                                "the indicator \"%.100s\" has no nulmeting", indicator->name);
        if (indicator->targets.n == 0)
            mkba_i_findings_add(findings, "indicator-without-target", &indicator->place,
                                "the indicator \"%.100s\" has no streefwaarde", indicator->name);
        if ((marks[i] & MEASURED) == 0 && indicator->panel_indicator == NULL)
            mkba_i_findings_add(findings, "indicator-unmeasured", &indicator->place,
                                "of the indicator \"%.100s\" there is no figure, and no panel has it", indicator->name);
    }
}

void mkba_i_koers_find(const mkba_i_koers_model *model, mkba_i_findings *findings)
{
    bool *flags = calloc(model->node_names.n + model->opgave_names.n + 1, sizeof *flags);
    unsigned char *marks = calloc(model->indicator_names.n + 1, sizeof *marks);

    if (flags == NULL || marks == NULL) {
        findings->failed = true;
    } else {
        find_in_network(model, flags, findings);
        find_in_goals(model, flags, findings);
        find_in_edges(model, findings);
        for (size_t i = 0; i < model->node_names.n; i++)
            if (model->nodes[i].level == MKBA_I_BAAT)
                find_in_profile(model, i, findings);
        mark_indicators(model, marks);
        find_in_indicators(model, marks, findings);
    }
    free(flags);
    free(marks);
}
