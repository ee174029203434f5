#include "prop99.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "base/memory.h"
#include "support.h"

static void set_path(char *path, size_t size, const char *name)
{
    const char *shared = getenv("MKBA_SHARED");
    char folder[1000];
    support_path(folder, sizeof folder, shared == NULL ? "../shared" : shared, "reference/causal", "");
    support_path(path, size, folder, name, ".csv");
}

mkba_panel *prop99_read(void)
{
    char path[1000];
    mkba_panel *panel = NULL;
    mkba_panel_options options;
    mkba_error error;
    set_path(path, sizeof path, "prop99_smoking");
    mkba_panel_options_init(&options);
    options.area = "state";
    options.period = "year";
    mkba_status status = mkba_panel_read(path, MKBA_PANEL_WIDE, &options, &panel, &error);
    if (status == MKBA_ERROR_FILE)
        printf("# SKIP Proposition 99: %s is not there\n", path);
    else if (status != MKBA_OK)
        ck_abort_msg("%s: %s", error.where, error.message);
    return panel;
}

mkba_synthetic_options prop99_california(void)
{
    mkba_synthetic_options options;
    mkba_synthetic_options_init(&options);
    options.indicator = "cigsale";
    options.treated = "California";
    options.start = "1989";
    return options;
}

mkba_synthetic_options prop99_of_2010(void)
{
    static const mkba_predictor of_2010[] = {{"lnincome", "1980", "1988"},  {"retprice", "1980", "1988"},
                                             {"age15to24", "1980", "1988"}, {"beer", "1984", "1988"},
                                             {"cigsale", "1975", NULL},     {"cigsale", "1980", NULL},
                                             {"cigsale", "1988", NULL}};
    mkba_synthetic_options options = prop99_california();
    options.predictors = of_2010;
    options.n_predictors = MKBA_I_LENGTH(of_2010);
    return options;
}

char *prop99_oracle(const char *name)
{
    char path[1000], *text;
    set_path(path, sizeof path, name);
    text = support_file(path, NULL);
    ck_assert_msg(text != NULL, "%s is not there", path);
    return text;
}

/* The field after so many commas; a quote before it is skipped. */
static const char *field(const char *line, size_t number)
{
    for (; number > 0; number--)
        line = strchr(line, ',') + 1;
    return line + (*line == '"');
}

double prop99_figure(const char *oracle, const char *state, const char *column)
{
    size_t number = 0, length = strlen(state);
    while (strncmp(field(oracle, number), column, strlen(column)) != 0)
        number++;
    for (const char *line = strchr(oracle, '\n'); line != NULL; line = strchr(line + 1, '\n')) {
        const char *name = field(line + 1, 0);
        if (strncmp(name, state, length) == 0 && strchr("\",", name[length]) != NULL)
            return strtod(field(line + 1, number), NULL);
    }
    ck_abort_msg("no row of %s", state);
    return 0;
}
