/* A tally as bytes, part of a sealed block (base/bytes.h). Equal tallies have equal bytes. */
#ifndef MKBA_I_UNCERTAIN_TALLY_BYTES_H
#define MKBA_I_UNCERTAIN_TALLY_BYTES_H

#include "base/bytes.h"
#include "uncertain/exact_sum.h"
#include "uncertain/tally.h"

/* The fewest bytes that a tally takes, for mkba_i_bytes_read_count. */
#define MKBA_I_TALLY_LEAST_BYTES 15

/* A sum; equal sums have equal bytes. The one that is read has been started. */
void mkba_i_sum_write(const mkba_i_exact_sum *sum, mkba_i_bytes *bytes);
void mkba_i_sum_read(mkba_i_byte_reader *reader, mkba_i_exact_sum *sum);

void mkba_i_tally_write(const mkba_i_tally *tally, mkba_i_bytes *bytes);

/* Reads one, whose parts agree with one another: counts with bins, bins with the ends, sums with what such draws can
 * give. On failure the reader says what is wrong (mkba_i_bytes_close) with status MKBA_OK and *out NULL, or it is
 * MKBA_ERROR_MEMORY. */
mkba_status mkba_i_tally_read(mkba_i_byte_reader *reader, mkba_i_tally **out, mkba_error *error);

#endif
