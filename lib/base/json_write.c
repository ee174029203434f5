/* Writing JSON: see json.h. */
#include "base/json.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

static void new_line(mkba_i_writer *writer)
{
    mkba_i_text_add(&writer->text, "\n");
    for (unsigned i = 0; i < writer->depth; i++)
        mkba_i_text_add(&writer->text, "  ");
}

/* What stands between what was written and the next key, or value without a key. */
static void separate(mkba_i_writer *writer)
{
    if (writer->after_key) {
        writer->after_key = false;
        return;
    }
    if (writer->depth == 0)
        return;
    if (!writer->first)
        mkba_i_text_add(&writer->text, ",");
    new_line(writer);
    writer->first = false;
}

void mkba_i_write_open(mkba_i_writer *writer, char bracket)
{
    separate(writer);
    mkba_i_text_append(&writer->text, &bracket, 1);
    writer->depth++;
    writer->first = true;
}

void mkba_i_write_close(mkba_i_writer *writer, char bracket)
{
    writer->depth--;
    if (!writer->first)
        new_line(writer);
    mkba_i_text_append(&writer->text, &bracket, 1);
    writer->first = false;
}

static void escape_control(mkba_i_text *text, unsigned char c)
{
    switch (c) {
    case '\b': mkba_i_text_add(text, "\\b"); break;
    case '\f': mkba_i_text_add(text, "\\f"); break;
    case '\n': mkba_i_text_add(text, "\\n"); break;
    case '\r': mkba_i_text_add(text, "\\r"); break;
    case '\t': mkba_i_text_add(text, "\\t"); break;
    default: mkba_i_text_format(text, "\\u%04x", c); break;
    }
}

static void quote(mkba_i_text *text, const char *piece)
{
    size_t length = strlen(piece);
    mkba_i_text_add(text, "\"");
    for (size_t at = 0, step; at < length; at += step) {
        unsigned char c = (unsigned char) piece[at];
        size_t whole = mkba_i_utf8_length(piece + at, length - at);
        step = whole == 0 ? 1 : whole;
        if (whole == 0)
            mkba_i_text_add(text, "\\ufffd"); /* no UTF-8: the replacement character keeps the document valid */
        else if (c < 0x20)
            escape_control(text, c);
        else {
            if (c == '"' || c == '\\')
                mkba_i_text_add(text, "\\");
            mkba_i_text_append(text, piece + at, step);
        }
    }
    mkba_i_text_add(text, "\"");
}

void mkba_i_write_key(mkba_i_writer *writer, const char *key)
{
    separate(writer);
    quote(&writer->text, key);
    mkba_i_text_add(&writer->text, ": ");
    writer->after_key = true;
}

void mkba_i_write_text(mkba_i_writer *writer, const char *text)
{
    separate(writer);
    if (text != NULL)
        quote(&writer->text, text);
    else
        mkba_i_text_add(&writer->text, "null");
}

void mkba_i_write_number(mkba_i_writer *writer, double number)
{
    separate(writer);
    if (isfinite(number))
        mkba_i_text_number(&writer->text, number);
    else
        mkba_i_text_add(&writer->text, "null");
}

void mkba_i_write_integer(mkba_i_writer *writer, int64_t number)
{
    separate(writer);
    mkba_i_text_format(&writer->text, "%" PRId64, number);
}

void mkba_i_write_bool(mkba_i_writer *writer, bool value)
{
    separate(writer);
    mkba_i_text_add(&writer->text, value ? "true" : "false");
}

void mkba_i_write_null(mkba_i_writer *writer)
{
    separate(writer);
    mkba_i_text_add(&writer->text, "null");
}

/* ---- trees ------------------------------------------------------------------------------------------------- */

static void write_children(mkba_i_writer *writer, const cJSON *item, bool with_keys)
{
    mkba_i_write_open(writer, with_keys ? '{' : '[');
    for (const cJSON *child = item->child; child != NULL; child = child->next) {
        if (with_keys)
            mkba_i_write_key(writer, child->string);
        mkba_i_write_item(writer, child);
    }
    mkba_i_write_close(writer, with_keys ? '}' : ']');
}

void mkba_i_write_item(mkba_i_writer *writer, const cJSON *item)
{
    if (cJSON_IsObject(item) || cJSON_IsArray(item))
        write_children(writer, item, cJSON_IsObject(item));
    else if (cJSON_IsString(item))
        mkba_i_write_text(writer, item->valuestring);
    else if (cJSON_IsRaw(item)) {
        separate(writer);
        mkba_i_text_add(&writer->text, item->valuestring);
    } else if (cJSON_IsNumber(item))
        mkba_i_write_number(writer, item->valuedouble);
    else if (cJSON_IsBool(item))
        mkba_i_write_bool(writer, cJSON_IsTrue(item));
    else
        mkba_i_write_null(writer);
}
