/* The builder: every reader hands it cells, in any order, and it makes the panel. */
#ifndef MKBA_I_PANEL_BUILD_H
#define MKBA_I_PANEL_BUILD_H

#include "panel/cell.h"
#include "panel/model.h"

/* A cell on its way; `row` is the place in the input that an error names. */
typedef struct mkba_i_record {
    double value;
    uint32_t area, period, indicator, row;
    uint16_t source;
    unsigned char status;
} mkba_i_record;

/* All zero is an empty one. Free it in any case. */
typedef struct mkba_i_builder {
    mkba_i_arena arena; /* of what follows */
    mkba_i_roll areas;
    const char **area_names;
    mkba_i_period *named_in; /* per area: the period that its name is of */
    size_t name_capacity, named_capacity;
    mkba_i_roll period_texts;
    mkba_i_period *periods; /* in the order in which they come */
    size_t period_capacity;
    mkba_i_roll indicators;
    mkba_indicator *known; /* per indicator */
    size_t known_capacity;
    mkba_i_roll sources;
    struct {
        size_t area, period, indicator, source;
    } last; /* the number of each that was found last: the next is often near it */
    mkba_i_record *records;
    size_t n_records, record_capacity;
    mkba_i_note *notes;
    size_t n_notes, note_capacity;
} mkba_i_builder;

/* Adding parts gives their number, the same for the same name. Status: _PANEL for what cannot be, _LIMIT, _MEMORY; the
 * caller adds the place. Names are of `length` bytes, codes without blanks around them.
 * An area's name (NULL or "" for none) may change with the period: that of the latest stays. */
mkba_status mkba_i_builder_area(mkba_i_builder *builder, const char *code, size_t length, size_t *area,
                                mkba_error *error);
mkba_status mkba_i_builder_name(mkba_i_builder *builder, size_t area, size_t period, const char *name, size_t length,
                                mkba_error *error);
/* The kind must be that of the periods before it. */
mkba_status mkba_i_builder_period(mkba_i_builder *builder, const mkba_i_period *period, size_t *number,
                                  mkba_error *error);
mkba_status mkba_i_builder_indicator(mkba_i_builder *builder, const char *name, size_t length, size_t *indicator,
                                     mkba_error *error);
/* An indicator has one unit; NULL or "" says nothing. */
mkba_status mkba_i_builder_unit(mkba_i_builder *builder, size_t indicator, const char *unit, mkba_error *error);
/* 0 for NULL and "". */
mkba_status mkba_i_builder_source(mkba_i_builder *builder, const char *name, size_t *source, mkba_error *error);

/* A cell, by the numbers of its parts. Status: _MEMORY. */
mkba_status mkba_i_builder_cell(mkba_i_builder *builder, const mkba_i_record *record, mkba_error *error);
/* For the notes of the panel; step is "read". Status: _MEMORY. */
mkba_status mkba_i_builder_note(mkba_i_builder *builder, const char *area, const char *period, const char *indicator,
                                size_t n, const char *text, mkba_error *error);

/* The panel, periods in order of time. Two cells for one place are MKBA_ERROR_PANEL, also when they are equal: then
 * *row is the row of the second, and the message names that of the first. */
mkba_status mkba_i_builder_finish(const mkba_i_builder *builder, size_t *row, mkba_panel **out, mkba_error *error);
void mkba_i_builder_free(mkba_i_builder *builder);

#endif
