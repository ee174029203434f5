/* Bytes: see bytes.h. */
#include "base/bytes.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/bits.h"
#include "base/hash.h"
#include "base/memory.h"
#include "base/text.h"

enum { VERSION_AT = MKBA_I_BYTES_MAGIC, LENGTH_AT = VERSION_AT + 4, HEAD = LENGTH_AT + 8, TAIL = 8 };

/* The one way in which a NaN is written. */
#define MISSING UINT64_C(0x7FF8000000000000)

static void put(unsigned char *to, uint64_t value, size_t n)
{
    for (size_t i = 0; i < n; i++)
        to[i] = (unsigned char) (value >> 8 * i);
}

static uint64_t get(const unsigned char *from, size_t n)
{
    uint64_t value = 0;
    for (size_t i = 0; i < n; i++)
        value |= (uint64_t) from[i] << 8 * i;
    return value;
}

/* ---- writing --------------------------------------------------------------------------------------------- */

void mkba_i_bytes_drop(mkba_i_bytes *bytes)
{
    free(bytes->data);
    *bytes = (mkba_i_bytes){0};
}

void mkba_i_bytes_add(mkba_i_bytes *bytes, const void *data, size_t length)
{
    if (bytes->failed || length == 0)
        return;
    if (length > SIZE_MAX - bytes->length ||
        !mkba_i_grow((void **) &bytes->data, &bytes->capacity, bytes->length + length, 1)) {
        bytes->failed = true;
        return;
    }
    memcpy(bytes->data + bytes->length, data, length);
    bytes->length += length;
}

void mkba_i_bytes_integer(mkba_i_bytes *bytes, uint64_t value)
{
    unsigned char written[10];
    size_t n = 0;
    for (; value >= 0x80; value >>= 7)
        written[n++] = (unsigned char) (value | 0x80);
    written[n++] = (unsigned char) value;
    mkba_i_bytes_add(bytes, written, n);
}

static void add_fixed(mkba_i_bytes *bytes, uint64_t value, size_t n)
{
    unsigned char written[8];
    put(written, value, n);
    mkba_i_bytes_add(bytes, written, n);
}

void mkba_i_bytes_double(mkba_i_bytes *bytes, double value)
{
    add_fixed(bytes, isnan(value) ? MISSING : mkba_i_bits_of(value), sizeof(uint64_t));
}

void mkba_i_bytes_text(mkba_i_bytes *bytes, const char *text)
{
    size_t length = text == NULL ? 0 : strlen(text);
    mkba_i_bytes_integer(bytes, text == NULL ? 0 : (uint64_t) length + 1);
    mkba_i_bytes_add(bytes, text, length);
}

void mkba_i_bytes_begin(mkba_i_bytes *bytes, const char *magic, uint32_t version)
{
    mkba_i_bytes_add(bytes, magic, MKBA_I_BYTES_MAGIC);
    add_fixed(bytes, version, LENGTH_AT - VERSION_AT);
    add_fixed(bytes, 0, HEAD - LENGTH_AT);
}

mkba_status mkba_i_bytes_seal(mkba_i_bytes *bytes, unsigned char **out, size_t *length, mkba_error *error)
{
    if (!bytes->failed) {
        put(bytes->data + LENGTH_AT, bytes->length - HEAD, HEAD - LENGTH_AT);
        add_fixed(bytes, mkba_i_hash(bytes->data, bytes->length), TAIL);
    }
    if (bytes->failed) {
        mkba_i_bytes_drop(bytes);
        return mkba_i_fail_memory(error);
    }
    *out = bytes->data;
    *length = bytes->length;
    *bytes = (mkba_i_bytes){0};
    return MKBA_OK;
}

/* ---- reading --------------------------------------------------------------------------------------------- */

static mkba_status refuse(mkba_error *error, const char *sentence)
{
    return mkba_i_fail(error, MKBA_ERROR_SYNTAX, "bytes", "%s", sentence);
}

mkba_status mkba_i_bytes_open(const unsigned char *bytes, size_t length, const char *magic, uint32_t version,
                              const char *what, mkba_i_byte_reader *reader, mkba_error *error)
{
    if (length < MKBA_I_BYTES_MAGIC || memcmp(bytes, magic, MKBA_I_BYTES_MAGIC) != 0)
        return mkba_i_fail(error, MKBA_ERROR_SYNTAX, "bytes", "these are not the bytes of %s", what);
    if (length < HEAD + TAIL)
        return refuse(error, "the bytes are cut off: there is more to it than there are");
    uint64_t written = get(bytes + VERSION_AT, LENGTH_AT - VERSION_AT);
    uint64_t inside = get(bytes + LENGTH_AT, HEAD - LENGTH_AT);
    if (written > version)
        return mkba_i_fail(error, MKBA_ERROR_LIMIT, "bytes",
                           "the bytes are of a newer form (%llu) than this version of the library reads (%lu)",
                           (unsigned long long) written, (unsigned long) version);
    if (inside > length - HEAD - TAIL)
        return refuse(error, "the bytes are cut off: there is more to it than there are");
    if (inside < length - HEAD - TAIL)
        return refuse(error, "there are more bytes than belong to it");
    if (get(bytes + length - TAIL, TAIL) != mkba_i_hash(bytes, length - TAIL) || written == 0)
        return refuse(error, "the bytes were changed: their checksum is another");
    if (written < version)
        return mkba_i_fail(error, MKBA_ERROR_LIMIT, "bytes",
                           "the bytes are of an older form (%llu) than this version of the library reads (%lu)",
                           (unsigned long long) written, (unsigned long) version);
    *reader = (mkba_i_byte_reader){bytes + HEAD, (size_t) inside, NULL};
    return MKBA_OK;
}

mkba_status mkba_i_bytes_close(const mkba_i_byte_reader *reader, mkba_error *error)
{
    if (reader->wrong != NULL)
        return refuse(error, reader->wrong);
    return reader->left == 0 ? MKBA_OK : refuse(error, "there are more bytes than belong to it");
}

void mkba_i_bytes_wrong(mkba_i_byte_reader *reader, const char *sentence)
{
    if (reader->wrong == NULL)
        reader->wrong = sentence;
    reader->left = 0;
}

const unsigned char *mkba_i_bytes_take(mkba_i_byte_reader *reader, size_t length)
{
    const unsigned char *taken = reader->at;
    if (length > reader->left) {
        mkba_i_bytes_wrong(reader, "a part says that it is longer than what there is");
        return NULL;
    }
    reader->at += length;
    reader->left -= length;
    return taken;
}

uint64_t mkba_i_bytes_read_integer(mkba_i_byte_reader *reader, uint64_t most)
{
    uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
        const unsigned char *byte = mkba_i_bytes_take(reader, 1);
        if (byte == NULL)
            return 0;
        uint64_t part = *byte & 0x7F;
        if (part << shift >> shift != part || (*byte == 0 && shift > 0))
            break;
        value |= part << shift;
        if (*byte < 0x80 && value > most)
            break;
        if (*byte < 0x80)
            return value;
    }
    mkba_i_bytes_wrong(reader, "a number is out of range");
    return 0;
}

size_t mkba_i_bytes_read_count(mkba_i_byte_reader *reader, size_t size)
{
    uint64_t count = mkba_i_bytes_read_integer(reader, UINT64_MAX);
    if (count <= reader->left / size)
        return (size_t) count;
    mkba_i_bytes_wrong(reader, "a part says that it is longer than what there is");
    return 0;
}

static double read_bits(mkba_i_byte_reader *reader, uint64_t *bits)
{
    const unsigned char *taken = mkba_i_bytes_take(reader, sizeof *bits);

    *bits = taken == NULL ? 0 : get(taken, sizeof *bits);
    return mkba_i_double_of(*bits);
}

double mkba_i_bytes_read_double(mkba_i_byte_reader *reader)
{
    uint64_t bits;
    double value = read_bits(reader, &bits);
    if (isfinite(value) && (value != 0 || bits == 0))
        return value;
    mkba_i_bytes_wrong(reader, "a number is not finite");
    return 0;
}

double mkba_i_bytes_read_double_or_nan(mkba_i_byte_reader *reader)
{
    mkba_i_byte_reader ahead = *reader;
    uint64_t bits;
    double value = read_bits(&ahead, &bits);
    if (bits != MISSING)
        return mkba_i_bytes_read_double(reader);
    *reader = ahead;
    return value;
}

const char *mkba_i_bytes_read_text(mkba_i_byte_reader *reader, size_t *length)
{
    uint64_t written = mkba_i_bytes_read_integer(reader, (uint64_t) reader->left + 1);
    *length = 0;
    if (written == 0)
        return NULL;
    const char *text = (const char *) mkba_i_bytes_take(reader, (size_t) (written - 1));
    if (text == NULL)
        return NULL;
    if (!mkba_i_utf8_valid(text, (size_t) (written - 1)) || memchr(text, '\0', (size_t) (written - 1)) != NULL) {
        mkba_i_bytes_wrong(reader, "a text is not UTF-8");
        return NULL;
    }
    *length = (size_t) (written - 1);
    return text;
}
