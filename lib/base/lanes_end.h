/* Closes what lanes_begin.h opened. */
#if MKBA_I_VARIANT != 0
#  if defined(__clang__)
#    pragma clang attribute pop
#  else
#    pragma GCC pop_options
#  endif
#endif

#undef MKBA_I_VARIANT
#undef MKBA_I_ELEMENTARY_BODY
#undef LANES
#undef NAME
#undef lanes
#undef ilanes
#undef ulanes
#undef lanes_load
#undef lanes_store
#undef lanes_load_some
#undef lanes_store_some
#undef lanes_set
#undef lanes_set_int
#undef lanes_set_bits
#undef lanes_bits
#undef lanes_from_bits
#undef lanes_choose
#undef lanes_any
#undef lanes_least
#undef lanes_most
#undef lanes_abs
#undef lanes_copy_sign
#undef lanes_sqrt
#undef lanes_floor
#undef lanes_round_int
#undef lanes_from_int
#undef lanes_gather
#undef lanes_gather_rows
