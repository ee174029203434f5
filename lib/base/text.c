/* Text: see text.h. */
#include "base/text.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"

#define SMALLEST 64

void mkba_text_free(char *text)
{
    free(text);
}

/* ---- building -------------------------------------------------------------------------------------------- */

/* Room for `length` more bytes and a NUL. */
static bool reserve(mkba_i_text *text, size_t length)
{
    if (text->failed)
        return false;
    void *data = text->data;
    size_t needed = text->length + length + 1;
    text->failed = needed <= length || !mkba_i_grow(&data, &text->capacity, needed < SMALLEST ? SMALLEST : needed, 1);
    text->data = data;
    return !text->failed;
}

void mkba_i_text_append(mkba_i_text *text, const char *piece, size_t length)
{
    if (!reserve(text, length))
        return;
    if (length > 0)
        memcpy(text->data + text->length, piece, length);
    text->length += length;
    text->data[text->length] = '\0';
}

void mkba_i_text_add(mkba_i_text *text, const char *piece)
{
    mkba_i_text_append(text, piece, strlen(piece));
}

void mkba_i_text_format(mkba_i_text *text, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int length = vsnprintf(NULL, 0, format, args);
    if (length < 0) {
        text->failed = true;
    } else if (reserve(text, (size_t) length)) {
        vsnprintf(text->data + text->length, (size_t) length + 1, format, again);
        text->length += (size_t) length;
    }
    va_end(again);
    va_end(args);
}

char *mkba_i_arena_vformat(mkba_i_arena *arena, const char *format, va_list args)
{
    char *made = NULL;
    va_list again;

    va_copy(again, args);
    int length = vsnprintf(NULL, 0, format, again);
    va_end(again);
    if (length < 0)
        return NULL;
    made = mkba_i_arena_new(arena, (size_t) length + 1, 1);
    if (made != NULL) {
        vsnprintf(made, (size_t) length + 1, format, args);
        mkba_i_utf8_mend(made);
    }
    return made;
}

char *mkba_i_arena_format(mkba_i_arena *arena, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    char *made = mkba_i_arena_vformat(arena, format, args);
    va_end(args);
    return made;
}

void mkba_i_text_number(mkba_i_text *text, double value)
{
    char number[MKBA_I_NUMBER_TEXT];
    size_t length = mkba_i_number_print(value, number);
    mkba_i_text_append(text, number, length);
}

char *mkba_i_text_take(mkba_i_text *text)
{
    mkba_i_text_append(text, "", 0);
    char *data = text->failed ? NULL : text->data;
    if (data != NULL)
        text->data = NULL;
    mkba_i_text_drop(text);
    return data;
}

void mkba_i_text_drop(mkba_i_text *text)
{
    free(text->data);
    *text = (mkba_i_text){0};
}

/* ---- UTF-8 ----------------------------------------------------------------------------------------------- */

/* What the second byte may be, after the first: table 3-7 of the Unicode standard. */
static bool second_fits(unsigned char first, unsigned char second)
{
    unsigned char low = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    unsigned char high = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    return second >= low && second <= high;
}

size_t mkba_i_utf8_length(const char *text, size_t length)
{
    const unsigned char *byte = (const unsigned char *) text;
    if (length == 0)
        return 0;
    if (byte[0] < 0x80)
        return 1;
    if (byte[0] < 0xC2 || byte[0] > 0xF4)
        return 0;
    size_t needed = byte[0] < 0xE0 ? 2 : byte[0] < 0xF0 ? 3 : 4;
    if (needed > length || !second_fits(byte[0], byte[1]))
        return 0;
    for (size_t i = 2; i < needed; i++)
        if ((byte[i] & 0xC0) != 0x80)
            return 0;
    return needed;
}

bool mkba_i_utf8_valid(const char *text, size_t length)
{
    for (size_t at = 0, step; at < length; at += step) {
        step = mkba_i_utf8_length(text + at, length - at);
        if (step == 0)
            return false;
    }
    return true;
}

void mkba_i_utf8_mend(char *text)
{
    size_t length = strlen(text), kept = 0;
    for (size_t at = 0, step; at < length; at += step) {
        size_t character = mkba_i_utf8_length(text + at, length - at);
        step = character == 0 ? 1 : character;
        memmove(text + kept, text + at, character);
        kept += character;
    }
    text[kept] = '\0';
}
