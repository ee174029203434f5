/** @file
 *  libmkba, koers: the doelen-inspanningennetwerk of a Koers: what leads to what, how much of it, and how the euros of an
 *  MKBA are read per goal, opgave, effort and programme. docs/koers.md has the formulas. */
#ifndef MKBA_KOERS_DIN_H
#define MKBA_KOERS_DIN_H

#include <mkba/base.h>
#include <mkba/case.h>
#include <mkba/koers.h>

#ifdef __cplusplus
extern "C" {
#endif

/** The Koers that a draft now is: a document that was changed by JSON pointers (mkba_draft_parse of mkba_koers_text,
 *  mkba_draft_set_json, mkba_draft_remove), as mkba_koers_parse reads its text.
 *  @param[out] out  to be freed with mkba_koers_free; the draft can be changed further
 *  @return as mkba_koers_parse */
MKBA_API MKBA_CHECKED mkba_status mkba_koers_of_draft(const mkba_draft *draft, mkba_koers **out, mkba_error *error);

/** What leads to a node ("hoe?", downward), or what it leads to ("waartoe?", upward): every node reached, nearest to the
 *  bottom of the network first, the node itself with contribution 1.
 *
 *  The contribution of u to v is the sum over all paths from u up to v of the products of the shares on the path; it is
 *  at most 1. Computed in one pass along the order of the network: linear in nodes and edges.
 *
 *  @param node  name of a node
 *  @param upward  false: hoe?; true: waartoe?
 *  @param[out] table  node, level, title, distance (edges on the shortest path), contribution: downward which part of
 *                     `node` is due to the row, upward which part of the row is due to `node`
 *  @return MKBA_OK; MKBA_ERROR_UNKNOWN for a node that is not there (the nearest is named); MKBA_ERROR_MEMORY;
 *          MKBA_ERROR_ARGUMENT. Thread-safe. */
MKBA_API MKBA_CHECKED mkba_status mkba_koers_walk(const mkba_koers *koers, const char *node, bool upward,
                                                  mkba_table **table, mkba_error *error);

/** What each effort (inspanning) contributes to each baat and doel that it reaches, as in mkba_koers_walk; and per baat and
 *  doel what no effort accounts for, in a row without an effort. So the rows of one node sum to 1.
 *  Source of the network: Sturen op baten (DIN); the arithmetic is that of path coefficients (Wright, The Method of Path
 *  Coefficients, 1934).
 *  @param[out] table  effort, programme, node, level, opgave, contribution
 *  @return MKBA_OK; MKBA_ERROR_LIMIT above 10 000 000 rows; MKBA_ERROR_MEMORY; MKBA_ERROR_ARGUMENT. Thread-safe. */
MKBA_API MKBA_CHECKED mkba_status mkba_koers_contributions(const mkba_koers *koers, mkba_table **table,
                                                           mkba_error *error);

/** What falls away when an effort stops, if shares are what they say: per node above it the part that was due to it, the
 *  part that the other efforts still account for, and whether no effort at all leads there any more. In euros it is what
 *  mkba_koers_allocate gives the effort downward.
 *  @param effort  name of an inspanning
 *  @param[out] table  node, level, title, opgave, lost, left, unsupported
 *  @return MKBA_OK; MKBA_ERROR_UNKNOWN; MKBA_ERROR_ARGUMENT, also for a node that is no inspanning; MKBA_ERROR_MEMORY */
MKBA_API MKBA_CHECKED mkba_status mkba_koers_stop(const mkba_koers *koers, const char *effort, mkba_table **table,
                                                  mkba_error *error);

/** The network as a picture in the DOT language of Graphviz (https://graphviz.org/doc/info/lang.html), which lays it out:
 *  a row per level, goals on top, the share at each edge.
 *  @param[out] text  to be freed with mkba_text_free
 *  @return MKBA_OK; MKBA_ERROR_MEMORY; MKBA_ERROR_ARGUMENT */
MKBA_API MKBA_CHECKED mkba_status mkba_koers_dot(const mkba_koers *koers, char **text, mkba_error *error);

/* ---- euros over the network -------------------------------------------------------------------------------------- */

/** The tables of an allocation. Amounts are EUR in whole cents. With draws there are also mean, sd, low and high (of the
 *  interval in the middle) and p_positive, the part of the draws above 0; without they are missing. */
typedef enum mkba_allocation_view {
    MKBA_ALLOCATION_OPGAVEN = 0,    ///< upward: kind, opgave, title, euros; the rows sum to the total
    MKBA_ALLOCATION_PROGRAMMES = 1, ///< downward: kind, programme, title, euros; the rows sum to the total
    MKBA_ALLOCATION_NODES = 2,      ///< node, level, title, linked (of its own lines), upward and downward (that and what
                                    ///< reached it), kept_upward and kept_downward (what it did not pass on); with draws
                                    ///< upward_low, upward_high, downward_low, downward_high
    MKBA_ALLOCATION_LINES = 3       ///< line, euros, linked (share that nodes have), allocated, not_linked (EUR)
} mkba_allocation_view;

/** "opgaven", "programmes", "nodes" or "lines". */
MKBA_API const char *mkba_allocation_view_name(mkba_allocation_view view);
/** The view of a name. @return MKBA_OK; MKBA_ERROR_UNKNOWN naming the nearest, and all; MKBA_ERROR_ARGUMENT */
MKBA_API MKBA_CHECKED mkba_status mkba_allocation_view_from_name(const char *name, mkba_allocation_view *value,
                                                                 mkba_error *error);

/** Amounts of lines over the network. What the lines of a node bring goes up along its edges by `split` and down by
 *  `share`; what is not passed on is kept. Upward the opgaven have what their doelen keep, downward the programmes what
 *  their inspanningen keep. What is kept elsewhere is the row `kind` = "not allocated", what no node is linked to "not
 *  linked". Each amount is rounded to cents once; at every node cents are divided by largest remainders (of equals the
 *  first edge of the document first, what is kept last), so that no cent is lost or made, whatever the network's shape.
 *
 *  @param lines      names of lines, each once: at least all that nodes are linked to
 *  @param n_lines    how many
 *  @param amounts    EUR of each, of any sign; below 9e13 in absolute value
 *  @param n_amounts  n_lines
 *  @param view       which table
 *  @param[out] table to be freed with mkba_table_free
 *  @return MKBA_OK; MKBA_ERROR_UNKNOWN for a linked line that is not given, or a view; MKBA_ERROR_ARGUMENT for lines that
 *          come twice, counts that differ, an amount that is not finite; MKBA_ERROR_LIMIT for one that is too large;
 *          MKBA_ERROR_MEMORY. Thread-safe. */
MKBA_API MKBA_CHECKED mkba_status mkba_koers_allocate(const mkba_koers *koers, const char *const *lines,
                                                      size_t n_lines, const double *amounts, size_t n_amounts,
                                                      mkba_allocation_view view, mkba_table **table,
                                                      mkba_error *error);

/** Which lines of a case are allocated. */
typedef enum mkba_allocation_of {
    MKBA_ALLOCATION_NET = 0,      ///< benefits as they are, costs with a minus: the total is the npv of the alternative
    MKBA_ALLOCATION_BENEFITS = 1, ///< benefits only, effects on streams among them
    MKBA_ALLOCATION_COSTS = 2     ///< costs only, as positive amounts
} mkba_allocation_of;

/** "net", "benefits" or "costs". */
MKBA_API const char *mkba_allocation_of_name(mkba_allocation_of of);
/** What a name stands for. @return MKBA_OK; MKBA_ERROR_UNKNOWN naming the nearest, and all; MKBA_ERROR_ARGUMENT */
MKBA_API MKBA_CHECKED mkba_status mkba_allocation_of_from_name(const char *name, mkba_allocation_of *value,
                                                               mkba_error *error);

/** How a case is allocated. Fill with mkba_allocation_options_init, then set what differs. */
typedef struct mkba_allocation_options {
    size_t size;              ///< set by the initialiser; lets the struct grow
    const char *alternative;  ///< NULL (default): that of the Koers
    const char *scenario;     ///< NULL (default): that of the Koers, if it has one
    mkba_allocation_of of;    ///< MKBA_ALLOCATION_NET
    int draws;                ///< of the uncertain parameters; 0 (default): no distribution; at most 1 000 000
    uint64_t seed;            ///< of the draws, 1
    double level;             ///< of the intervals, 0.9
} mkba_allocation_options;

/** What mkba_allocation_options_init calls: sets the defaults of a struct of `size` bytes. */
MKBA_API void mkba_allocation_options_init_size(mkba_allocation_options *options, size_t size);
/** Sets the defaults: call it before anything else is set. */
#define mkba_allocation_options_init(options)                                                                          \
  mkba_allocation_options_init_size((options), sizeof(mkba_allocation_options))

/** The same with the present values of the lines of a case, as an appraisal has them after overlap; with `draws`, every
 *  draw of the case is allocated by the same shares, so that each row has a distribution of its own. The draws are those
 *  of a pseudo-random simulation with the same seed. Transfers and pm lines have no euros for society: a link to one
 *  brings 0.
 *
 *  @param mkba     the case
 *  @param options  NULL for the defaults
 *  @param view     which table
 *  @param[out] table to be freed with mkba_table_free
 *  @return as mkba_koers_allocate; MKBA_ERROR_UNKNOWN for an alternative, scenario or linked line that the case does not
 *          have (`where` is the place in the Koers); MKBA_ERROR_ARGUMENT for options out of range, or no alternative;
 *          MKBA_ERROR_LIMIT for more than 2^26 numbers to keep; MKBA_ERROR_EVALUATION as an appraisal. Thread-safe. */
MKBA_API MKBA_CHECKED mkba_status mkba_koers_allocate_case(const mkba_koers *koers, const mkba_case *mkba,
                                                           const mkba_allocation_options *options,
                                                           mkba_allocation_view view, mkba_table **table,
                                                           mkba_error *error);

#ifdef __cplusplus
}
#endif
#endif
