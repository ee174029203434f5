/* What if: see ../options.h. */
MKBA_R_OPTIONS(mkba_tornado_options)
MKBA_R_OPTIONS(mkba_two_way_options)
MKBA_R_OPTIONS(mkba_break_even_options)
MKBA_R_OPTIONS(mkba_joint_options)
