#include "koers/reader.h"

#include <math.h>
#include <string.h>

#include "base/number.h"

bool mkba_i_read_texts(mkba_i_koers_reader *reader, const cJSON *object, const mkba_i_text_key *texts, size_t n)
{
    bool ok = true;

    for (size_t i = 0; i < n; i++)
        ok = mkba_i_read_text(&reader->base, mkba_i_member(object, texts[i].key), texts[i].text) && ok;
    return ok;
}

bool mkba_i_read_reference(mkba_i_koers_reader *reader, const cJSON *item, const mkba_i_names *names, const char *what,
                           size_t *position)
{
    const char *name = NULL;
    char hint[MKBA_I_HINT];

    if (item == NULL)
        return true;
    if (!mkba_i_read_text(&reader->base, item, &name))
        return false;
    *position = mkba_i_names_find(names, name, strlen(name));
    if (*position != MKBA_I_NONE)
        return true;
    mkba_i_hint(&reader->base, names, name, hint);
    return mkba_i_refuse(&reader->base, item, MKBA_ERROR_KOERS, "\"%.100s\" is no %s of this Koers%s", name, what,
                         hint);
}

bool mkba_i_read_references(mkba_i_koers_reader *reader, const cJSON *item, const mkba_i_names *names, const char *what,
                            const size_t **positions, size_t *n)
{
    size_t *found, made = 0;
    bool *seen, ok = true;

    if (item == NULL)
        return true;
    if (!mkba_i_read_array(&reader->base, item, NULL))
        return false;
    found = mkba_i_make(&reader->base, mkba_i_count(item), sizeof *found);
    seen = mkba_i_make(&reader->base, names->n, sizeof *seen);
    if (found == NULL || seen == NULL)
        return false;
    for (const cJSON *child = item->child; child != NULL; child = child->next) {
        size_t at = MKBA_I_NONE;

        if (!mkba_i_read_reference(reader, child, names, what, &at))
            ok = false;
        else if (seen[at])
            ok = mkba_i_refuse(&reader->base, child, MKBA_ERROR_KOERS, "the %s \"%.100s\" stands here twice", what,
                               names->items[at]);
        else
            seen[found[made++] = at] = true;
    }
    *positions = found;
    *n = made;
    return ok;
}

bool mkba_i_read_share(mkba_i_koers_reader *reader, const cJSON *item, const char *what, double *share)
{
    char sentence[100];
    double value = 0;

    if (item == NULL)
        return true;
    if (!mkba_i_read_number(&reader->base, item, &value))
        return false;
    if (value > 0 && value <= 1) {
        *share = value;
        return true;
    }
    mkba_i_copy_text(sentence, sizeof sentence, what);
    strcat(sentence, " must be above 0 and at most 1"); /* `what` is a short literal of ours */
    return mkba_i_refuse_number(&reader->base, item, sentence, value);
}

bool mkba_i_read_yearlies(mkba_i_koers_reader *reader, const cJSON *item, const char *what, double least,
                          mkba_i_yearlies *yearlies)
{
    char sentence[100], number[MKBA_I_NUMBER_TEXT];
    bool ok = true;

    if (item == NULL)
        return true;
    if (!mkba_i_read_map(&reader->base, item, what))
        return false;
    yearlies->items = mkba_i_read_levels(&reader->base, item);
    if (yearlies->items == NULL)
        return false;
    yearlies->n = mkba_i_count(item);
    for (const cJSON *child = item->child; child != NULL; child = child->next)
        if (child->valuedouble < least) {
            mkba_i_copy_text(sentence, sizeof sentence, what);
            strcat(sentence, " must not be below ");
            strcat(sentence, mkba_i_number_say(least, number));
            ok = mkba_i_refuse_number(&reader->base, child, sentence, child->valuedouble);
        }
    return ok;
}

bool mkba_i_read_period(mkba_i_koers_reader *reader, const cJSON *item, mkba_i_period *period)
{
    const char *text = NULL;
    bool provisional = false;
    int year = 0;

    if (item == NULL)
        return true;
    if (cJSON_IsNumber(item)) {
        if (!mkba_i_read_year(&reader->base, item, &year))
            return false;
        *period = (mkba_i_period){MKBA_PERIOD_YEAR, year, 0};
        return true;
    }
    if (!mkba_i_read_text(&reader->base, item, &text))
        return false;
    if (mkba_i_period_parse(text, period, &provisional))
        return true;
    return mkba_i_refuse(&reader->base, item, MKBA_ERROR_KOERS,
                         "a period is a year, or a text such as \"2025\", \"2025HJ01\", \"2025KW02\", \"2025MM03\" or "
                         "\"2025-03-31\", not \"%.60s\"",
                         text);
}

bool mkba_i_refuse_keys(mkba_i_koers_reader *reader, const cJSON *object, const char *const *keys, size_t n,
                        const char *sentence)
{
    bool ok = true;

    for (size_t i = 0; i < n; i++) {
        const cJSON *item = mkba_i_member(object, keys[i]);

        if (item != NULL)
            ok = mkba_i_refuse(&reader->base, item, MKBA_ERROR_KOERS, "%s, so \"%s\" has no place here", sentence,
                               keys[i]);
    }
    return ok;
}
