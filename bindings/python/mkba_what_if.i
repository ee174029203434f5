/* What if: see options.h. */
MKBA_OPTIONS(mkba_tornado_options)
MKBA_OPTIONS(mkba_two_way_options)
MKBA_OPTIONS(mkba_break_even_options)
MKBA_OPTIONS(mkba_joint_options)

%thread mkba_case_tornado;
%thread mkba_case_two_way;
%thread mkba_case_break_even;
%thread mkba_case_joint_break_even;
