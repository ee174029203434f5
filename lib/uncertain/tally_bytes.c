/* A tally as bytes: see tally_bytes.h. In order: centre; draws, undefined, above, zero; least and most, when there are
 * draws; the sums of d and d^2; the number of pages of the sketch and the pages.
 *
 * A sum is its sign (0: it is zero, 1, 2: negative), the place of its lowest limb that is not 0, the number of limbs from
 * there to the highest, and those, 4 bytes each. A page is the distance of its number to the one before (the first: to
 * -1), a bit for each bin that is not empty, and the counts of these. */
#include "uncertain/tally_bytes.h"

#include <math.h>
#include <string.h>

#include "uncertain/tally_inside.h"

enum { MASK_BYTES = MKBA_I_SKETCH_BINS / 8, LIMB_BYTES = 4 };

/* ---- sums ------------------------------------------------------------------------------------------------ */

static void write_limbs(const mkba_i_exact_sum *sum, int first, int n, mkba_i_bytes *bytes)
{
    for (int i = first; i < first + n; i++) {
        unsigned char limb[LIMB_BYTES];
        for (int j = 0; j < LIMB_BYTES; j++)
            limb[j] = (unsigned char) ((uint64_t) sum->limbs[i] >> 8 * j);
        mkba_i_bytes_add(bytes, limb, sizeof limb);
    }
}

void mkba_i_sum_write(const mkba_i_exact_sum *sum, mkba_i_bytes *bytes)
{
    mkba_i_exact_sum size = *sum;
    int sign = mkba_i_exact_size(&size), first = 0, end = MKBA_I_EXACT_LIMBS(size.order);
    mkba_i_bytes_integer(bytes, sign < 0 ? 2 : (uint64_t) sign);
    if (sign == 0)
        return;
    while (size.limbs[first] == 0)
        first++;
    while (size.limbs[end - 1] == 0)
        end--;
    mkba_i_bytes_integer(bytes, (uint64_t) first);
    mkba_i_bytes_integer(bytes, (uint64_t) (end - first));
    write_limbs(&size, first, end - first, bytes);
}

void mkba_i_sum_read(mkba_i_byte_reader *reader, mkba_i_exact_sum *sum)
{
    uint64_t sign = mkba_i_bytes_read_integer(reader, 2), most = (uint64_t) MKBA_I_EXACT_LIMBS(sum->order);
    if (sign == 0)
        return;
    uint64_t first = mkba_i_bytes_read_integer(reader, most - 1), n = mkba_i_bytes_read_integer(reader, most - first);
    const unsigned char *limbs = mkba_i_bytes_take(reader, (size_t) n * LIMB_BYTES);
    if (limbs == NULL)
        return;
    for (size_t i = 0; i < n; i++) {
        int64_t limb = 0;
        for (int j = 0; j < LIMB_BYTES; j++)
            limb |= (int64_t) limbs[i * LIMB_BYTES + (size_t) j] << 8 * j;
        if (limb == 0 && (i == 0 || i + 1 == n))
            mkba_i_bytes_wrong(reader, "a sum has limbs that it does not need");
        sum->limbs[first + i] = sign == 2 ? -limb : limb;
    }
    if (n == 0)
        mkba_i_bytes_wrong(reader, "a sum has a sign and no limbs");
    mkba_i_exact_carry(sum);
}

/* ---- sketch ---------------------------------------------------------------------------------------------- */

static void write_page(const uint64_t *counts, mkba_i_bytes *bytes)
{
    unsigned char mask[MASK_BYTES] = {0};
    for (size_t i = 0; i < MKBA_I_SKETCH_BINS; i++)
        if (counts[i] > 0)
            mask[i / 8] = (unsigned char) (mask[i / 8] | 1u << i % 8);
    mkba_i_bytes_add(bytes, mask, sizeof mask);
    for (size_t i = 0; i < MKBA_I_SKETCH_BINS; i++)
        if (counts[i] > 0)
            mkba_i_bytes_integer(bytes, counts[i]);
}

static void write_sketch(const mkba_i_sketch *sketch, mkba_i_bytes *bytes)
{
    size_t next = 0;
    mkba_i_bytes_integer(bytes, sketch->n_pages);
    for (size_t i = 0; i < MKBA_I_SKETCH_PAGES; i++)
        if (sketch->places[i] != 0) {
            mkba_i_bytes_integer(bytes, i - next);
            write_page(sketch->pages[sketch->places[i] - 1], bytes);
            next = i + 1;
        }
}

/* Counts at most `left` draws, and takes them off. */
static void read_page(mkba_i_byte_reader *reader, uint64_t *counts, uint64_t *left)
{
    const unsigned char *mask = mkba_i_bytes_take(reader, MASK_BYTES);
    bool any = false;
    for (size_t i = 0; mask != NULL && i < MKBA_I_SKETCH_BINS; i++) {
        if ((mask[i / 8] >> i % 8 & 1) == 0)
            continue;
        counts[i] = mkba_i_bytes_read_integer(reader, *left);
        *left -= counts[i];
        any = true;
        if (counts[i] == 0)
            mkba_i_bytes_wrong(reader, "a bin that is said to have draws has none");
    }
    if (!any)
        mkba_i_bytes_wrong(reader, "a page of bins has no draws");
}

static mkba_status read_sketch(mkba_i_byte_reader *reader, mkba_i_tally *tally, mkba_error *error)
{
    size_t n = mkba_i_bytes_read_count(reader, MASK_BYTES + 2), next = 0;
    uint64_t left = tally->counts.draws;
    for (size_t i = 0; i < n && reader->wrong == NULL; i++) {
        size_t page = next + (size_t) mkba_i_bytes_read_integer(reader, MKBA_I_SKETCH_PAGES);
        if (reader->wrong != NULL || page >= MKBA_I_SKETCH_PAGES) {
            mkba_i_bytes_wrong(reader, "a page of bins is of no number");
            break;
        }
        uint64_t *counts = mkba_i_sketch_page(&tally->sketch, page);
        if (counts == NULL)
            return mkba_i_fail_memory(error);
        read_page(reader, counts, &left);
        next = page + 1;
    }
    if (left != 0)
        mkba_i_bytes_wrong(reader, "the bins do not hold as many draws as there are");
    return MKBA_OK;
}

/* ---- the whole ------------------------------------------------------------------------------------------- */

void mkba_i_tally_write(const mkba_i_tally *tally, mkba_i_bytes *bytes)
{
    const mkba_i_tally_counts *c = &tally->counts;
    mkba_i_bytes_double(bytes, tally->centre);
    mkba_i_bytes_integer(bytes, c->draws);
    mkba_i_bytes_integer(bytes, c->undefined);
    mkba_i_bytes_integer(bytes, c->above);
    mkba_i_bytes_integer(bytes, c->zero);
    if (c->draws > 0) {
        mkba_i_bytes_double(bytes, c->least);
        mkba_i_bytes_double(bytes, c->most);
    }
    mkba_i_sum_write(&tally->sum, bytes);
    mkba_i_sum_write(&tally->squares, bytes);
    write_sketch(&tally->sketch, bytes);
}

static void read_counts(mkba_i_byte_reader *reader, mkba_i_tally_counts *c)
{
    c->draws = mkba_i_bytes_read_integer(reader, MKBA_I_TALLY_MOST_DRAWS - 1);
    c->undefined = mkba_i_bytes_read_integer(reader, MKBA_I_TALLY_MOST_DRAWS - 1 - c->draws);
    c->above = mkba_i_bytes_read_integer(reader, c->draws);
    c->zero = mkba_i_bytes_read_integer(reader, c->draws - c->above);
    c->least = c->draws > 0 ? mkba_i_bytes_read_double(reader) : 0;
    c->most = c->draws > 0 ? mkba_i_bytes_read_double(reader) : 0;
}

static bool counts_agree(const mkba_i_tally_counts *c)
{
    uint64_t below = c->draws - c->above - c->zero;
    return c->least <= c->most && (below > 0) == (c->least < 0) && (c->above > 0) == (c->most > 0) &&
           (c->zero == 0 || (c->least <= 0 && c->most >= 0)) && (c->draws != 1 || c->least == c->most);
}

/* The outermost bins are those of the outermost draws. */
static bool ends_agree(const mkba_i_tally *tally)
{
    const mkba_i_tally_counts *c = &tally->counts;
    double least = c->least - tally->centre + 0.0, most = c->most - tally->centre + 0.0;
    if (c->draws == 0)
        return true;
    if (fabs(least) > MKBA_I_TALLY_FARTHEST || fabs(most) > MKBA_I_TALLY_FARTHEST)
        return false;
    mkba_i_bin first = mkba_i_sketch_at(&tally->sketch, least), last = mkba_i_sketch_at(&tally->sketch, most);
    return first.before == 0 && first.count > 0 && last.count > 0 && last.before + last.count == c->draws;
}

/* The sum of squares is no larger than the largest draw makes it, and no smaller than the mean asks. */
static bool sums_agree(const mkba_i_tally *tally)
{
    const mkba_i_tally_counts *c = &tally->counts;
    double largest = c->draws == 0 ? 0 : fmax(fabs(c->least - tally->centre), fabs(c->most - tally->centre));
    mkba_i_scaled squares = mkba_i_exact_value(&tally->squares);
    if (largest == 0 || squares.mantissa == 0)
        return largest == 0 && squares.mantissa == 0 && mkba_i_exact_value(&tally->sum).mantissa == 0;
    int draws = mkba_i_scaled_of((double) c->draws).exponent, each = mkba_i_scaled_of(largest).exponent;
    return squares.exponent <= draws + 2 * each &&
           mkba_i_exact_spread(&tally->sum, &tally->squares, c->draws).mantissa >= 0;
}

static void check(mkba_i_byte_reader *reader, const mkba_i_tally *tally)
{
    if (reader->wrong == NULL && !counts_agree(&tally->counts))
        mkba_i_bytes_wrong(reader, "the counts do not agree with the least and the most");
    if (reader->wrong == NULL && !ends_agree(tally))
        mkba_i_bytes_wrong(reader, "the bins do not agree with the least and the most");
    if (reader->wrong == NULL && !sums_agree(tally))
        mkba_i_bytes_wrong(reader, "the sums cannot be of such draws");
}

mkba_status mkba_i_tally_read(mkba_i_byte_reader *reader, mkba_i_tally **out, mkba_error *error)
{
    mkba_i_tally *made = NULL;
    mkba_status status = mkba_i_tally_make(mkba_i_bytes_read_double(reader), &made, error);
    if (status != MKBA_OK)
        return status;
    read_counts(reader, &made->counts);
    mkba_i_sum_read(reader, &made->sum);
    mkba_i_sum_read(reader, &made->squares);
    status = read_sketch(reader, made, error);
    if (status == MKBA_OK)
        check(reader, made);
    if (status != MKBA_OK || reader->wrong != NULL) {
        mkba_i_tally_free(made);
        made = NULL;
    }
    if (status == MKBA_OK)
        *out = made;
    return status;
}
