/* The network as a picture: text in the DOT language, which Graphviz lays out. */
#include <mkba/koers_din.h>

#include "base/text.h"
#include "koers/koers.h"

/* A text in quotation marks: a quotation mark or backslash in it is kept apart, a line break is shown as a blank. */
static void add_quoted(mkba_i_text *text, const char *words)
{
    mkba_i_text_add(text, "\"");
    for (; *words != '\0'; words++) {
        if (*words == '"' || *words == '\\')
            mkba_i_text_add(text, "\\");
        mkba_i_text_append(text, *words == '\n' || *words == '\r' || *words == '\t' ? " " : words, 1);
    }
    mkba_i_text_add(text, "\"");
}

static const char *const FILLS[MKBA_I_DIN_LEVELS] = {"#e8eef7", "#fdf3d9", "#e3f1e1", "#f7e3e3"};

static void add_level(const mkba_i_koers_model *model, mkba_i_din_level level, mkba_i_text *text)
{
    mkba_i_text_format(text, "  { rank=same; node [shape=box, fillcolor=\"%s\"];\n", FILLS[level]);
    for (size_t i = 0; i < model->node_names.n; i++) {
        const mkba_i_din_node *node = &model->nodes[i];

        if (node->level != level)
            continue;
        mkba_i_text_format(text, "    n%zu [label=", i);
        add_quoted(text, node->title[0] != '\0' ? node->title : node->name);
        mkba_i_text_add(text, ", tooltip=");
        add_quoted(text, node->name);
        mkba_i_text_add(text, "];\n");
    }
    mkba_i_text_add(text, "  }\n");
}

mkba_status mkba_koers_dot(const mkba_koers *koers, char **text, mkba_error *error)
{
    const mkba_i_koers_model *model;
    mkba_i_text made = {.data = NULL};
    char *taken;
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(koers), MKBA_I_GIVEN(text));

    if (status != MKBA_OK)
        return status;
    model = &koers->model;
    mkba_i_text_add(&made, "digraph din {\n  rankdir=BT;\n  graph [label=");
    add_quoted(&made, model->title);
    mkba_i_text_add(&made, "];\n  node [style=filled, fontname=\"sans-serif\"];\n  edge [fontname=\"sans-serif\", "
                           "fontsize=10];\n");
    for (int level = MKBA_I_DOEL; level >= MKBA_I_INSPANNING; level--)
        add_level(model, (mkba_i_din_level) level, &made);
    for (size_t i = 0; i < model->n_edges; i++) {
        mkba_i_text_format(&made, "  n%zu -> n%zu [label=\"", model->edges[i].from, model->edges[i].to);
        mkba_i_text_number(&made, model->edges[i].share);
        mkba_i_text_add(&made, "\"];\n");
    }
    mkba_i_text_add(&made, "}\n");
    taken = mkba_i_text_take(&made);
    if (taken == NULL)
        return mkba_i_fail_memory(error);
    *text = taken;
    return MKBA_OK;
}
