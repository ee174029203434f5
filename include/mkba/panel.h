/** @file
 *  libmkba, panel: area x period x indicator, each cell a value with its status. The conventions are those of
 *  mkba/base.h. */
#ifndef MKBA_PANEL_H
#define MKBA_PANEL_H

#include <mkba/base.h>
#include <mkba/catalog.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A panel: areas (municipalities, regions, neighbourhoods) by periods by indicators. Immutable; what changes it
 *  makes a new one. Periods are of one kind: half-years do not add up to a year, so they are never mixed. */
typedef struct mkba_panel mkba_panel;

/** What the periods of a panel are. */
typedef enum mkba_period_kind {
    MKBA_PERIOD_ANY = 0,        ///< as option: the one kind that the input has
    MKBA_PERIOD_YEAR = 1,       ///< "2021"
    MKBA_PERIOD_HALF_YEAR = 2,  ///< "2021HJ01"
    MKBA_PERIOD_QUARTER = 3,    ///< "2021KW04"
    MKBA_PERIOD_MONTH = 4,      ///< "2021MM12"
    MKBA_PERIOD_DATE = 5        ///< "2021-01-31", a reference date
} mkba_period_kind;

/** "any", "year", "half-year", "quarter", "month", "date"; "unknown kind" for a number that is none. */
MKBA_API const char *mkba_period_kind_name(mkba_period_kind kind);
/** The value of that name. @return MKBA_OK; MKBA_ERROR_UNKNOWN (the nearest is named); MKBA_ERROR_ARGUMENT */
MKBA_API MKBA_CHECKED mkba_status mkba_period_kind_from_name(const char *name, mkba_period_kind *kind,
                                                             mkba_error *error);

/** What a cell is. Missing is not zero, and each reason keeps its meaning. Only measured, provisional, derived
 *  and suspect cells have a value. */
typedef enum mkba_cell_status {
    MKBA_CELL_ABSENT = 0,         ///< no figure, and the source gives no reason (no row, an empty cell)
    MKBA_CELL_MEASURED = 1,       ///< a figure as the source has it
    MKBA_CELL_PROVISIONAL = 2,    ///< the same, still to be revised (a star)
    MKBA_CELL_DERIVED = 3,        ///< computed by this library
    MKBA_CELL_SUSPECT = 4,        ///< a figure that somebody declared suspect
    MKBA_CELL_SUPPRESSED = 5,     ///< unknown, unreliable or secret (a point)
    MKBA_CELL_IMPOSSIBLE = 6,     ///< a figure cannot occur (a blank)
    MKBA_CELL_NOT_DELIVERED = 7,  ///< the area did not hand in its return (-99998 of Iv3)
    MKBA_CELL_UNDEFINED = 8       ///< it cannot be computed: a split of unknown shares, a denominator of zero
} mkba_cell_status;

/** "absent", "measured", "provisional", "derived", "suspect", "suppressed", "impossible", "not delivered",
 *  "undefined"; "unknown status" for a number that is none. */
MKBA_API const char *mkba_cell_status_name(mkba_cell_status status);
/** The value of that name. @return MKBA_OK; MKBA_ERROR_UNKNOWN (the nearest is named); MKBA_ERROR_ARGUMENT */
MKBA_API MKBA_CHECKED mkba_status mkba_cell_status_from_name(const char *name, mkba_cell_status *status,
                                                             mkba_error *error);

/** Whether cells of this status have a value. */
MKBA_API bool mkba_cell_has_value(mkba_cell_status status);

/** What may be done with an indicator. A reader knows it for Iv3 only; elsewhere mkba_panel_described says it. */
typedef enum mkba_indicator_kind {
    MKBA_INDICATOR_UNKNOWN = 0,  ///< not said: it is never added up
    MKBA_INDICATOR_FLOW = 1,     ///< counted over a period (euros, inflow): adds up over areas and over periods
    MKBA_INDICATOR_STOCK = 2,    ///< counted at a moment (inhabitants): adds up over areas
    MKBA_INDICATOR_RATE = 3      ///< per x numerator / denominator: never adds up; its parts do
} mkba_indicator_kind;

/** "unknown", "flow", "stock", "rate"; "unknown kind" for a number that is none. */
MKBA_API const char *mkba_indicator_kind_name(mkba_indicator_kind kind);
/** The value of that name. @return MKBA_OK; MKBA_ERROR_UNKNOWN (the nearest is named); MKBA_ERROR_ARGUMENT */
MKBA_API MKBA_CHECKED mkba_status mkba_indicator_kind_from_name(const char *name, mkba_indicator_kind *kind,
                                                                mkba_error *error);

/** A known break in a series: figures on either side are not comparable as they are. */
typedef struct mkba_break {
    int year;          ///< first year of what comes after
    bool refuse;       ///< growth across it is refused; else it is a warning
    const char *note;  ///< what changed
} mkba_break;

/** What is known of an indicator beside its name. All zero is: nothing. */
typedef struct mkba_indicator {
    const char *name;          ///< as in the source
    const char *unit;          ///< "" when not known; in mkba_panel_described NULL leaves it as it is
    mkba_indicator_kind kind;  ///< what may be done with it
    const char *numerator;     ///< of a rate: the indicator counted; NULL otherwise, or when it is not known
    const char *denominator;   ///< of a rate: the indicator it is divided by
    double per;                ///< of a rate: 1, 100, 1000, ...; above 0
    const char *const *parts;  ///< of a total: the indicators it is the sum of; NULL otherwise, or when not known
    size_t n_parts;            ///< how many there are
    double rounding;           ///< the source rounds to multiples of this (5 for clients); 0 when not known
    const mkba_break *breaks;  ///< known breaks; NULL when there are none
    size_t n_breaks;           ///< how many there are
} mkba_indicator;

/** Frees a panel. NULL is allowed. */
MKBA_API void mkba_panel_free(mkba_panel *panel);

/** How many areas there are; 0 for NULL. */
MKBA_API size_t mkba_panel_n_areas(const mkba_panel *panel);
/** How many periods there are; 0 for NULL. */
MKBA_API size_t mkba_panel_n_periods(const mkba_panel *panel);
/** How many indicators there are; 0 for NULL. */
MKBA_API size_t mkba_panel_n_indicators(const mkba_panel *panel);
/** What the periods are; MKBA_PERIOD_ANY for NULL, and for a panel without any. */
MKBA_API mkba_period_kind mkba_panel_period_kind(const mkba_panel *panel);

/** The code of an area, by position from 0 in the order of the input; owned by the panel, NULL beyond the last. */
MKBA_API const char *mkba_panel_area_code(const mkba_panel *panel, size_t area);
/** The name of an area, by position: that of the latest period, "" when the input has none; owned by the panel, NULL
 *  beyond the last. */
MKBA_API const char *mkba_panel_area_name(const mkba_panel *panel, size_t area);
/** What is known of an indicator, by position; owned by the panel, NULL beyond the last. */
MKBA_API const mkba_indicator *mkba_panel_indicator(const mkba_panel *panel, size_t indicator);

/** A cell by its names: area code ("GM0743"), period ("2021", "2021JJ00", ...), indicator.
 *  @param[out] value   the value; 0 when the status has none
 *  @param[out] status  may be NULL
 *  @return MKBA_OK; MKBA_ERROR_UNKNOWN for a name that the panel does not have (the nearest is named);
 *          MKBA_ERROR_ARGUMENT. Thread-safe. */
MKBA_API MKBA_CHECKED mkba_status mkba_panel_cell(const mkba_panel *panel, const char *area, const char *period,
                                                  const char *indicator, double *value, mkba_cell_status *status,
                                                  mkba_error *error);

/** The values of an indicator over the periods of an area, n_periods long, owned by the panel; a cell without a value
 *  is 0: ask its status. NULL beyond the last of either. */
MKBA_API const double *mkba_panel_values(const mkba_panel *panel, size_t indicator, size_t area);
/** The statuses of the same cells, mkba_cell_status as bytes; NULL beyond the last of either. */
MKBA_API const unsigned char *mkba_panel_statuses(const mkba_panel *panel, size_t indicator, size_t area);

/** Every cell that is not absent, a row each: area, name, period, indicator, value (missing where there is none),
 *  status, unit, source. Sorted by indicator, area, period. The caller frees the table. A table holds at most
 *  ten million of them.
 *  @return MKBA_OK; MKBA_ERROR_LIMIT; MKBA_ERROR_MEMORY; MKBA_ERROR_ARGUMENT. Thread-safe. */
MKBA_API MKBA_CHECKED mkba_status mkba_panel_table(const mkba_panel *panel, mkba_table **table, mkba_error *error);

/** A row per area: area (its code), name, and a column per attribute. @return as mkba_panel_table */
MKBA_API MKBA_CHECKED mkba_status mkba_panel_areas(const mkba_panel *panel, mkba_table **table, mkba_error *error);

/** A row per period, in order of time: period ("2021", "2021KW04"), year. @return as mkba_panel_table */
MKBA_API MKBA_CHECKED mkba_status mkba_panel_periods(const mkba_panel *panel, mkba_table **table, mkba_error *error);

/** A row per indicator: indicator, unit, kind, numerator, denominator, per, parts ("a + b"), rounding, breaks, and how
 *  many cells it has of each status. @return as mkba_panel_table */
MKBA_API MKBA_CHECKED mkba_status mkba_panel_indicators(const mkba_panel *panel, mkba_table **table, mkba_error *error);

/** What was done to the data on the way, and what was left out, a row each: step (read, merged, region, ...), area,
 *  period, indicator (each missing when it concerns all), n (cells, rows or areas concerned), note. Nothing is
 *  dropped, merged or declared suspect without a row here. @return as mkba_panel_table */
MKBA_API MKBA_CHECKED mkba_status mkba_panel_notes(const mkba_panel *panel, mkba_table **table, mkba_error *error);

/** The same panel with an attribute of its areas (province, urbanity class): codes[i] has texts[i], or numbers[i];
 *  the one of the two that is not used is NULL. Areas that are not named have none; a code that the panel does not
 *  have is refused, as is one that comes twice. An attribute of that name is replaced.
 *  @return MKBA_OK; MKBA_ERROR_UNKNOWN for a code; MKBA_ERROR_ARGUMENT (a number that is not finite, both or none of
 *          texts and numbers); MKBA_ERROR_MEMORY */
MKBA_API MKBA_CHECKED mkba_status mkba_panel_with_attribute(const mkba_panel *panel, const char *attribute,
                                                            const char *unit, const char *const *codes, size_t n_codes,
                                                            const char *const *texts, const double *numbers,
                                                            mkba_panel **out, mkba_error *error);

/** The same panel with more said of some of its indicators: unit (NULL leaves it), kind, numerator and denominator,
 *  per, rounding, breaks are taken over as given, and so are parts; without parts those of a flow or stock stay.
 *  @return MKBA_OK; MKBA_ERROR_UNKNOWN for an indicator that is not there; MKBA_ERROR_ARGUMENT for a rate whose `per`
 *          is not above 0, that lacks one of its two parts or is part of itself, and for parts of what is no flow or
 *          stock, that are NULL, come twice or are the total itself; MKBA_ERROR_MEMORY */
MKBA_API MKBA_CHECKED mkba_status mkba_panel_described(const mkba_panel *panel, const mkba_indicator *indicators,
                                                       size_t n_indicators, mkba_panel **out, mkba_error *error);

/** The same panel with those of its indicators described that are rates of others, as files have them: bare figures.
 *
 *  A name that ends in _per_inwoner, _per_100, _per_1000, _per_10000, _per_100000 (or _per_1000_inwoners) is taken for a
 *  rate of what stands before, aandeel_X for a share in per cent of bevolking_X, when the panel has that indicator and
 *  the denominator. It is believed only when every cell that has all three agrees: |rate - per x numerator /
 *  denominator| is at most what half a unit of rounding of each of the three makes, the units being those that the
 *  indicators say or, when they do not, the largest of 1000, 100, 10, 5 (of ten figures or more), 1, 0.1, ... of which
 *  all figures are multiples. `per` is that of the name, or 1000 times as much for a numerator in thousands of euros. A
 *  numerator of unknown kind becomes a flow when its name or unit says euros, else a stock; so does the denominator.
 *  The notes say what was recognised and in how many cells, and for what was left the first cell that disagrees.
 *
 *  @param denominator  NULL is "inwoners", without which nothing is recognised
 *  @return MKBA_OK; MKBA_ERROR_UNKNOWN for a denominator that is not there; MKBA_ERROR_PANEL for one that is a rate;
 *          MKBA_ERROR_ARGUMENT; MKBA_ERROR_MEMORY */
MKBA_API MKBA_CHECKED mkba_status mkba_panel_recognised(const mkba_panel *panel, const char *denominator,
                                                        mkba_panel **out, mkba_error *error);

/** The same panel with the breaks that the catalog knows (MKBA_CATALOG_BREAKS) given to its indicators: growth across one
 *  that refuses is refused, one that warns goes with the result. Breaks that an indicator has already stay. The notes
 *  say which was given to which.
 *  @param codes       of breaks, such as "wmo-2020"; NULL is all
 *  @param indicators  to which they are given; NULL: by name, each to those whose name begins as the catalog says
 *  @return MKBA_OK; MKBA_ERROR_UNKNOWN for a code or an indicator; MKBA_ERROR_ARGUMENT; MKBA_ERROR_MEMORY */
MKBA_API MKBA_CHECKED mkba_status mkba_panel_with_breaks(const mkba_panel *panel, const char *const *codes,
                                                         size_t n_codes, const char *const *indicators,
                                                         size_t n_indicators, mkba_panel **out, mkba_error *error);

/** The breaks of a panel's indicators, a row each: indicator, year (the first of what comes after), action (refuse,
 *  warn), areas (how many have figures on both sides: 0 is a break that nobody crosses), note.
 *  @return as mkba_panel_table */
MKBA_API MKBA_CHECKED mkba_status mkba_panel_breaks(const mkba_panel *panel, mkba_table **table, mkba_error *error);

/** The part of a panel that is named, in the order named; periods stay in order of time. A list that is NULL takes all.
 *  Rates keep the names of their parts, also when these are left out.
 *  @return MKBA_OK; MKBA_ERROR_UNKNOWN for a name; MKBA_ERROR_ARGUMENT for one that comes twice; MKBA_ERROR_MEMORY */
MKBA_API MKBA_CHECKED mkba_status mkba_panel_selected(const mkba_panel *panel, const char *const *areas, size_t n_areas,
                                                      const char *const *periods, size_t n_periods,
                                                      const char *const *indicators, size_t n_indicators,
                                                      mkba_panel **out, mkba_error *error);

/** Two panels as one: all areas, periods and indicators of both; the name of an area, and what is known of an
 *  indicator, are taken from the first that knows. Their period kinds, and the units of an indicator that both
 *  have, must be the same; an attribute that both have is that of the first.
 *  @return MKBA_OK; MKBA_ERROR_PANEL for a cell that both have, or kinds or units that differ; MKBA_ERROR_LIMIT;
 *          MKBA_ERROR_MEMORY; MKBA_ERROR_ARGUMENT */
MKBA_API MKBA_CHECKED mkba_status mkba_panel_joined(const mkba_panel *first, const mkba_panel *second, mkba_panel **out,
                                                    mkba_error *error);

/* ---- reading --------------------------------------------------------------------------------------------- */

/** The forms in which figures come. docs/panel.md shows each. */
typedef enum mkba_panel_format {
    MKBA_PANEL_TIDY = 0,            ///< CSV, a row per figure
    MKBA_PANEL_WIDE = 1,            ///< CSV, a row per area and period, a column per indicator
    MKBA_PANEL_ODATA3_UNTYPED = 2,  ///< CBS OData v3 UntypedDataSet: texts, "." is secret, blank is impossible
    MKBA_PANEL_ODATA3_TYPED = 3,    ///< CBS OData v3 TypedDataSet: numbers, missing ones without a reason
    MKBA_PANEL_ODATA4 = 4,          ///< CBS OData v4 Observations, CSV or JSON
    MKBA_PANEL_STATLINE = 5,        ///< CSV of the StatLine portal, its three layouts
    MKBA_PANEL_IV3 = 6,             ///< Iv3 dataderden: a row per area, report, taakveld and category
    MKBA_PANEL_PDOK = 7             ///< wide CSV of CBS wijken en buurten by PDOK: below -99990 is no figure
} mkba_panel_format;

/** "tidy", "wide", "odata3-untyped", ...; "unknown format" for a number that is none. */
MKBA_API const char *mkba_panel_format_name(mkba_panel_format format);
/** The value of that name. @return MKBA_OK; MKBA_ERROR_UNKNOWN (the nearest is named); MKBA_ERROR_ARGUMENT */
MKBA_API MKBA_CHECKED mkba_status mkba_panel_format_from_name(const char *name, mkba_panel_format *format,
                                                              mkba_error *error);

/** How the bytes of a text are to be read. */
typedef enum mkba_encoding {
    MKBA_ENCODING_UTF8 = 0,   ///< UTF-8, with or without a mark at its begin
    MKBA_ENCODING_LATIN1 = 1  ///< ISO-8859-1
} mkba_encoding;

/** "utf-8", "latin1"; "unknown encoding" for a number that is none. */
MKBA_API const char *mkba_encoding_name(mkba_encoding encoding);
/** The value of that name. @return MKBA_OK; MKBA_ERROR_UNKNOWN (the nearest is named); MKBA_ERROR_ARGUMENT */
MKBA_API MKBA_CHECKED mkba_status mkba_encoding_from_name(const char *name, mkba_encoding *encoding, mkba_error *error);

/** How to read. Fill with mkba_panel_options_init, then set what differs. A column that is NULL has the name that is
 *  usual for the format. */
typedef struct mkba_panel_options {
    size_t size;             ///< set by the initialiser; lets the struct grow
    mkba_encoding encoding;  ///< UTF-8 by default
    char separator;          ///< ',' or ';'; 0 (default) is that of the format: ';' for StatLine, else ','
    char decimal;            ///< '.' or ','; 0 (default) is that of the format: ',' for StatLine, else '.'
    const char *source;      ///< of every figure that does not name its own; NULL or "" is none

    const char *area;       ///< column of area codes: gm_code (tidy, wide), gemeentecode (PDOK), Gemeenten (Iv3)
    const char *name;       ///< column of area names: gemeente (tidy, wide), gemeentenaam (PDOK); "" is none
    const char *period;     ///< column of periods: jaar (tidy, wide, PDOK), Perioden
    const char *indicator;  ///< tidy: indicator
    const char *value;      ///< tidy: waarde
    const char *unit;       ///< tidy: eenheid; "" is none
    const char *bron;       ///< tidy: column of sources, bron; "" is none
    const char *status;     ///< tidy: column of statuses as mkba_cell_status_name has them; NULL (default) is none

    /** Tidy: an indicator that comes in several units (exact in one source, rounded to thousands in another) is read
     *  as one for each, "inkomen [1000 euro]". Else it is refused. */
    bool split_units;

    const char *fixed_area;    ///< the one area of a text without a column of them; NULL is none
    const char *fixed_period;  ///< the one period of a text without a column of them; NULL is none

    /** The indicators to read; NULL is all. Of OData v3 the number may be left out (WmoClienten for WmoClienten_86),
     *  because it shifts from edition to edition; where two topics have the name, the whole key is needed. */
    const char *const *indicators;
    size_t n_indicators;  ///< how many
    /** Columns that are not to be read, such as those of texts, or in a tidy text indicators: left out, and noted. */
    const char *const *skipped;
    size_t n_skipped;  ///< how many
    /** For each further dimension the one value to read, "TypeMaatwerkarrangement=T001024". Totals are not sums of
     *  forms, so a dimension with several values is refused until one is chosen. */
    const char *const *chosen;
    size_t n_chosen;        ///< how many
    mkba_period_kind kind;  ///< the kind of periods to read; others are left out, and noted
    /** Keys of periods whose figures are provisional ("2020HJ01"), as the Status of the table of periods says. */
    const char *const *provisional;
    size_t n_provisional;     ///< how many
    const char *area_prefix;  ///< only areas whose code begins so ("GM"); others are left out, and noted; NULL is all
    /** StatLine has names of areas, no codes: area_codes[i] is the code of area_names[i]. A name that is not listed
     *  is refused. Without a list (NULL) the name itself serves as code, which is noted. */
    const char *const *area_codes;
    const char *const *area_names;  ///< as many as there are codes
    size_t n_area_names;            ///< how many of each
    const char *report;  ///< Iv3: "X000" (begroting) to "X005" (jaarrekening); NULL when the text has one kind only
} mkba_panel_options;

/** Fills the first `size` bytes of options with the defaults; use mkba_panel_options_init. */
MKBA_API void mkba_panel_options_init_size(mkba_panel_options *options, size_t size);
/** Fills options with the defaults. */
#define mkba_panel_options_init(options) mkba_panel_options_init_size((options), sizeof(mkba_panel_options))

/** Reads a panel from a text in memory. Nothing is guessed: a cell that is neither figure nor sign, a second figure
 *  for a cell, a column that is not there, periods of two kinds, units that differ are refused, with line, column and
 *  `where` ("row 3, waarde"; of JSON the pointer). What is left out because the options say so stands in
 *  mkba_panel_notes.
 *  @param options   NULL for the defaults
 *  @param[out] out  to be freed with mkba_panel_free
 *  @return MKBA_OK; MKBA_ERROR_SYNTAX (no CSV, no JSON, wrong encoding); MKBA_ERROR_PANEL; MKBA_ERROR_LIMIT;
 *          MKBA_ERROR_UNKNOWN for a column or indicator of the options that the text does not have;
 *          MKBA_ERROR_MEMORY; MKBA_ERROR_ARGUMENT. Thread-safe. */
MKBA_API MKBA_CHECKED mkba_status mkba_panel_parse(const char *text, size_t length, mkba_panel_format format,
                                                   const mkba_panel_options *options, mkba_panel **out,
                                                   mkba_error *error);
/** The same of a file; error->source is the path. @return also MKBA_ERROR_FILE */
MKBA_API MKBA_CHECKED mkba_status mkba_panel_read(const char *path, mkba_panel_format format,
                                                  const mkba_panel_options *options, mkba_panel **out,
                                                  mkba_error *error);

/** The same of a table, such as a data frame (mkba_table_new, mkba_table_import): by the same rules, with the same
 *  messages. Columns of texts have cells as a text has them. A number is the figure itself; as code or year it is read
 *  as its text: 2021 and 2021.0 are "2021". A missing value is an empty cell. Also what the clients of CBS make of a
 *  table is read: labels beside codes (RegioS_label, RegioSLabel) serve as names of areas, units (WmoClienten_86_unit,
 *  Unit) as units; dates beside periods are left out, and noted.
 *
 *  @param format   any but StatLine
 *  @param options  as for a text, without separator and encoding
 *  @return as mkba_panel_parse; `where` is "row 3, waarde", rows counted from 1 without a header */
MKBA_API MKBA_CHECKED mkba_status mkba_panel_from_table(const mkba_table *table, mkba_panel_format format,
                                                        const mkba_panel_options *options, mkba_panel **out,
                                                        mkba_error *error);

/** Which format a text seems to have. It is never used unless asked for. Sets `format`, and of the options encoding,
 *  separator and decimal, which may be all that differs.
 *  @return MKBA_OK; MKBA_ERROR_UNKNOWN when it is none that is known; MKBA_ERROR_ARGUMENT */
MKBA_API MKBA_CHECKED mkba_status mkba_panel_detect(const char *text, size_t length, mkba_panel_options *options,
                                                    mkba_panel_format *format, mkba_error *error);
/** The same of a table, by the names of its columns. It is never StatLine.
 *  @return MKBA_OK; MKBA_ERROR_UNKNOWN when it is none that is known; MKBA_ERROR_ARGUMENT */
MKBA_API MKBA_CHECKED mkba_status mkba_panel_detect_table(const mkba_table *table, mkba_panel_format *format,
                                                          mkba_error *error);

/* ---- over areas, over indicators, over time --------------------------------------------------------------- */

/** What a sum does with a member that has no figure. */
typedef enum mkba_missing {
    MKBA_MISSING_SPREADS = 0,  ///< the sum has none either, with the reason that says most
    MKBA_MISSING_LEFT_OUT = 1  ///< the sum is that of the others, and a note says how many are left out
} mkba_missing;

/** "spreads", "left out"; "unknown choice" for a number that is none. */
MKBA_API const char *mkba_missing_name(mkba_missing missing);
/** The value of that name. @return MKBA_OK; MKBA_ERROR_UNKNOWN (the nearest is named); MKBA_ERROR_ARGUMENT */
MKBA_API MKBA_CHECKED mkba_status mkba_missing_from_name(const char *name, mkba_missing *missing, mkba_error *error);

/** The panel with one area more: the sum of others, such as the five municipalities of a region.
 *
 *  Flows and stocks are added up. A rate is per x (sum of numerators) / (sum of denominators), never a mean of
 *  rates; with MKBA_MISSING_LEFT_OUT over the members that have both. A rate whose parts are not known or not in the
 *  panel, and an indicator of unknown kind, are undefined for the region, and noted: mkba_panel_described says what
 *  they are. Attributes of the new area are missing. The panel, and panels made of it, remember its members: comparisons
 *  refuse these as its peers and do not rank them beside it.
 *
 *  @param code     of the new area; the panel must not have it yet
 *  @param name     may be NULL
 *  @param members  codes, each once (also within a member that is itself such a region), at least one
 *  @return MKBA_OK; MKBA_ERROR_UNKNOWN for a member; MKBA_ERROR_ARGUMENT; MKBA_ERROR_EVALUATION for a sum beyond the
 *          range of a double; MKBA_ERROR_LIMIT; MKBA_ERROR_MEMORY */
MKBA_API MKBA_CHECKED mkba_status mkba_panel_region(const mkba_panel *panel, const char *code, const char *name,
                                                    const char *const *members, size_t n_members, mkba_missing missing,
                                                    mkba_panel **out, mkba_error *error);

/** The panel with one indicator more: the sum of others, cell by cell, such as the costs of Wmo and Jeugd. The parts
 *  must be of one kind, flow or stock, and of one unit; so is the sum, which knows its parts and has their breaks.
 *  @return MKBA_OK; MKBA_ERROR_UNKNOWN for a part; MKBA_ERROR_PANEL for kinds or units that differ, or a kind that does
 *          not add up; MKBA_ERROR_ARGUMENT; MKBA_ERROR_EVALUATION; MKBA_ERROR_LIMIT; MKBA_ERROR_MEMORY */
MKBA_API MKBA_CHECKED mkba_status mkba_panel_total(const mkba_panel *panel, const char *indicator,
                                                   const char *const *parts, size_t n_parts, mkba_panel **out,
                                                   mkba_error *error);

/** The panel with one indicator more: per x numerator / denominator, cell by cell. Where the denominator is zero it is
 *  undefined. The result knows its parts, so that regions and mergers compute it anew from them, and has their
 *  breaks.
 *  @param per   above 0, such as 1000
 *  @param unit  such as "per 1000 inwoners"; NULL is ""
 *  @return MKBA_OK; MKBA_ERROR_UNKNOWN for a part; MKBA_ERROR_PANEL when a part is itself a rate;
 *          MKBA_ERROR_ARGUMENT; MKBA_ERROR_EVALUATION; MKBA_ERROR_LIMIT; MKBA_ERROR_MEMORY */
MKBA_API MKBA_CHECKED mkba_status mkba_panel_rate(const mkba_panel *panel, const char *indicator, const char *numerator,
                                                  const char *denominator, double per, const char *unit,
                                                  mkba_panel **out, mkba_error *error);

/** The panel with one indicator more: another in prices of one year, value x I(to_year) / I(year of the period). Its
 *  unit is that of the other with "(prijzen 2024)" behind it, its kind the same; of a rate the parts are not known,
 *  because the numerator was not converted.
 *  A provisional level of the index makes what is derived with it provisional.
 *  @param catalog  NULL is what is shipped
 *  @param index    "cpi", "ova_ppc", or an own one of the catalog: see mkba_convert_price
 *  @return MKBA_OK; MKBA_ERROR_UNKNOWN for the indicator or the index; MKBA_ERROR_ARGUMENT for a year that the index
 *          does not have; MKBA_ERROR_EVALUATION; MKBA_ERROR_LIMIT; MKBA_ERROR_MEMORY */
MKBA_API MKBA_CHECKED mkba_status mkba_panel_deflated(const mkba_panel *panel, const mkba_catalog *catalog,
                                                      const char *indicator, const char *from, const char *index,
                                                      int to_year, mkba_panel **out, mkba_error *error);

/** Quarters or months as years.
 *
 *  A flow of a year is the sum over all its periods: where one is not there or has no figure, the year has none. A stock
 *  is that of the first or of the last period, or the mean of all, as said. A rate is computed anew from the years of its
 *  parts; without them, and an indicator of unknown kind, it is undefined. The notes say what was done to which.
 *  Breaks, parts and attributes stay.
 *  @param stock       "begin", "end" or "mean"; NULL when the panel has no stocks
 *  @param half_years  NULL or "refused": half-years are no parts of a year, because who is there in both is counted
 *                     twice; "add up": the source allows it
 *  @return MKBA_OK; MKBA_ERROR_UNKNOWN for a word; MKBA_ERROR_PANEL for years, dates, and half-years that are not to be
 *          added up; MKBA_ERROR_ARGUMENT for stocks without a word; MKBA_ERROR_EVALUATION; MKBA_ERROR_MEMORY */
MKBA_API MKBA_CHECKED mkba_status mkba_panel_yearly(const mkba_panel *panel, const char *stock, const char *half_years,
                                                    mkba_panel **out, mkba_error *error);

/* ---- mergers (herindelingen) ------------------------------------------------------------------------------ */

/** Which areas became which, and which there were in each year. Immutable. */
typedef struct mkba_crosswalk mkba_crosswalk;

/** A crosswalk from two CSV texts.
 *
 *  @param steps   jaar_ingang,oud_code,oud_naam,nieuw_code,nieuw_naam,aandeel_adressen,soort: from 1 January of that
 *                 year the old area is part of the new one, for that share; an empty share is not known. The shares of
 *                 an area add up to 1 (within 0.005), or none is known.
 *  @param areas   jaar,gm_code,gemeente: the areas of each year, without gaps between the years
 *  @return MKBA_OK; MKBA_ERROR_SYNTAX; MKBA_ERROR_PANEL (with line and column) when a step contradicts the areas;
 *          MKBA_ERROR_UNKNOWN for a column; MKBA_ERROR_LIMIT; MKBA_ERROR_MEMORY; MKBA_ERROR_ARGUMENT */
MKBA_API MKBA_CHECKED mkba_status mkba_crosswalk_parse(const char *steps, size_t steps_length, const char *areas,
                                                       size_t areas_length, mkba_crosswalk **out, mkba_error *error);
/** Frees a crosswalk. NULL is allowed. */
MKBA_API void mkba_crosswalk_free(mkba_crosswalk *crosswalk);

/** A panel on the map of one year.
 *
 *  Flows and stocks of an area are the sum over the areas that it is made of, each by its share; a rate is computed
 *  anew from its parts. All of them must have a figure, else it has none, with the reason that says most: a municipality
 *  that the input lacks makes no sum of the rest. What nothing happened to stays as it is. What cannot be mapped is
 *  undefined, and noted: a split of unknown shares, an indicator of unknown kind, a rate without its parts, and
 *  figures on a later map than `year`, which cannot be undone. Areas that are in no year of the crosswalk (the nation,
 *  provinces) stay as they are.
 *
 *  @param year      the map to go to; the crosswalk must have it
 *  @param map_year  the map that the figures are on; 0 is that of each period's own year
 *  @return MKBA_OK; MKBA_ERROR_ARGUMENT for a year that the crosswalk does not have; MKBA_ERROR_PANEL for a figure of
 *          an area that is not on the map it should be on; MKBA_ERROR_EVALUATION;
 *          MKBA_ERROR_LIMIT; MKBA_ERROR_MEMORY */
MKBA_API MKBA_CHECKED mkba_status mkba_panel_merged(const mkba_panel *panel, const mkba_crosswalk *crosswalk, int year,
                                                    int map_year, mkba_panel **out, mkba_error *error);

/* ---- Iv3 --------------------------------------------------------------------------------------------------- */

/** The panel with one indicator more: a taakveld of 2017 over all years in which it can be known, from the finer codes
 *  of 2023 and the other ones of 2025, by the taakvelden of the catalog.
 *
 *  In 2017-2022 it is the indicator prefix + code; from 2023 on the sum of prefix + each code that the catalog maps to
 *  it 1:1, renamed or n:1. A year in which the catalog has no such mapping is refused: "not 1:1", or a code of its
 *  domain (wmo, jeugd) that goes to codes which are not mappable. All codes must have a figure, else the year has
 *  none.
 *
 *  @param catalog    NULL is what is shipped
 *  @param prefix     "lasten_tv_"
 *  @param code       of 2017: "6.71"; text, 6.60 is not 6.6
 *  @param indicator  of the result
 *  @return MKBA_OK; MKBA_ERROR_UNKNOWN for a code that 2017 does not have; MKBA_ERROR_PANEL for a year in which it is
 *          not comparable (select the years first), for periods that are no years, and when the panel has none of the
 *          codes; MKBA_ERROR_ARGUMENT; MKBA_ERROR_EVALUATION; MKBA_ERROR_LIMIT; MKBA_ERROR_MEMORY */
MKBA_API MKBA_CHECKED mkba_status mkba_panel_taakveld(const mkba_panel *panel, const mkba_catalog *catalog,
                                                      const char *prefix, const char *code, const char *indicator,
                                                      mkba_panel **out, mkba_error *error);

/* ---- quality ----------------------------------------------------------------------------------------------- */

/** What to look for. Fill with mkba_suspect_options_init, then set what differs. */
typedef struct mkba_suspect_options {
    size_t size;                    ///< set by the initialiser; lets the struct grow
    const char *const *indicators;  ///< the indicators of one return, such as all taakvelden; NULL is all
    size_t n_indicators;            ///< how many
    size_t least;                   ///< a copied or zero return has at least so many figures; 3
    double jump;                    ///< a change from one period to the next above this share is a jump; 0.35
    double shift;   ///< a booking shift moves at least this share of the total from one indicator to another; 0.1
    double steady;  ///< while the total changes by at most this share; 0.1
} mkba_suspect_options;

/** Fills the first `size` bytes of options with the defaults; use mkba_suspect_options_init. */
MKBA_API void mkba_suspect_options_init_size(mkba_suspect_options *options, size_t size);
/** Fills options with the defaults. */
#define mkba_suspect_options_init(options) mkba_suspect_options_init_size((options), sizeof(mkba_suspect_options))

/** Cells that look wrong, a row each: rule, area, name, period, indicator, value, previous (the period before in the
 *  panel; missing for zero_return and negative), note. Nothing is changed: the caller decides, and passes the rows to
 *  mkba_panel_with_suspects.
 *
 *  - copied_return: every figure of the area's return is that of the period before (at least `least`, not all zero).
 *  - zero_return: every figure of the return is zero.
 *  - negative: a figure below zero.
 *  - jump: |value / previous - 1| > jump, both above zero; not of a copied return or one booked otherwise.
 *  - booking_shift: the total of the return is steady, while one figure falls and another rises by more than `shift` of
 *    that total: the same costs on another line.
 *
 *  @param options  NULL for the defaults
 *  @return MKBA_OK; MKBA_ERROR_UNKNOWN for an indicator; MKBA_ERROR_ARGUMENT; MKBA_ERROR_MEMORY. Thread-safe. */
MKBA_API MKBA_CHECKED mkba_status mkba_panel_suspects(const mkba_panel *panel, const mkba_suspect_options *options,
                                                      mkba_table **table, mkba_error *error);

/** The panel with n cells suspect: their values stay, their status and that of whatever is computed from them is
 *  suspect. A note per cell says so.
 *  @param areas, periods, indicators  n long; cell i is areas[i], periods[i], indicators[i]
 *  @param reason  why, for the notes, such as "copied_return"; NULL is none
 *  @return MKBA_OK; MKBA_ERROR_UNKNOWN for a name; MKBA_ERROR_PANEL for a cell that has no figure;
 *          MKBA_ERROR_ARGUMENT; MKBA_ERROR_MEMORY */
MKBA_API MKBA_CHECKED mkba_status mkba_panel_with_suspects(const mkba_panel *panel, const char *const *areas,
                                                           const char *const *periods, const char *const *indicators,
                                                           size_t n, const char *reason, mkba_panel **out,
                                                           mkba_error *error);

/* ---- a provision as a stream ------------------------------------------------------------------------------- */

/** Of which series a stream is made, and how. Fill with mkba_stream_options_init, then set what differs. Words are
 *  those of a case. */
typedef struct mkba_stream_options {
    size_t size;           ///< set by the initialiser; lets the struct grow
    const char *name;      ///< of the stream, and the beginning of the names of its parameters: a-z, 0-9, _; "wmo_hulp"
    const char *area;      ///< code; NULL when the panel has one area
    const char *stock;     ///< indicator of the clients at a date, a stock; NULL is none, and so for the next five
    const char *stock_at;  ///< "begin" or "end": whether the stock of a year is that of 1 January or of 31 December
    const char *inflow;    ///< of those who come in during a year, a flow
    const char *outflow;   ///< of those who leave during a year, a flow
    const char *users;     ///< of those helped in a year, once each, a flow: what CBS publishes for a year
    const char *population;  ///< by which inflow is divided, a stock
    const char *cost;        ///< of the euros spent on these clients, a flow; required
    double cost_in;          ///< euros in a unit of the cost, 1 or 1000; 0: by its unit ("euro", "1000 euro")
    const char *cost_basis;  ///< "clients" (default): a unit cost per mean client and year; "users": per user
    const char *turnover;    ///< "discrete" (default) or "continuous", for care that lasts months
    const char *gives_way;   ///< what is implied when all is observed: "outflow" (default) or "inflow"
    double assumed_outflow;  ///< share per year (continuous: hazard), where no series says it; 0 is none
    const char *rates;       ///< "per-year" (default): the years observed, exactly; "constant": one rate for all years
    int first;               ///< first year; 0: the first that has enough
    int last;                ///< last year; given together with the first
    const char *title;       ///< these go into the case as they are; NULL is none
    const char *domain;      ///< "wmo" or "jeugd"
    const char *cbs;         ///< code of CBS
    const char *taakveld;    ///< code of Iv3
    const char *payer;       ///< actor of the case
    const char *source;      ///< of its parameters
} mkba_stream_options;

/** Fills a struct of `size` bytes with the defaults. Use mkba_stream_options_init. */
MKBA_API void mkba_stream_options_init_size(mkba_stream_options *options, size_t size);
/** The same with the size of the caller's headers. */
#define mkba_stream_options_init(options) mkba_stream_options_init_size((options), sizeof(mkba_stream_options))

/** A provision of an area as a stream, year by year: what was observed, and the stream that reproduces it.
 *
 *  In a year, end = begin + inflow - outflow and users = begin + inflow; the end is the begin of the next year. What was
 *  not observed follows from these; with more observed than is needed, inflow or outflow gives way and has a residual.
 *  Where they do not suffice, an outflow that is assumed closes them: outflow = rate x begin (discrete), or that of the
 *  hazard; without any stock the first begin is users / (1 + rate), at which as many leave as come in. Mean clients and
 *  rates are those of mkba-case/1: discrete mean = (begin + end) / 2 and rate = outflow / begin; continuous the hazard h
 *  of end = begin e^-h + inflow (1 - e^-h) / h and mean = outflow / h. Unit cost = cost / mean, or / users.
 *
 *  With rates "constant", the inflow rate is 1000 x sum of inflow / sum of population (without one: the mean inflow),
 *  the outflow rate sum of outflow / sum of begin (continuous: of mean): least squares, each year weighing by what its
 *  flow is divided by; the path starts at the first begin; the unit cost is such that the costs of all years add up to
 *  those observed. `estimated` is then the path, and the residuals say how far it is from each year.
 *
 *  Refused: series of the wrong kind (users in a year are no stock, a stock is no users), of different units, without a
 *  figure, across a break that refuses, a flow that comes out below zero, an outflow above the begin (discrete).
 *
 *  Columns: stream, area, year, quantity (begin, inflow, outflow, end, mean, users, population, cost in EUR,
 *  inflow_rate per 1000 of the population, outflow_rate, unit_cost), unit, observed (missing when it was not),
 *  estimated, residual (observed - estimated), origin (observed, implied, assumed, fitted), indicator.
 *
 *  @param panel   of years; kinds described
 *  @param[out] table  to be freed by the caller
 *  @return MKBA_OK; MKBA_ERROR_UNKNOWN for a name or word; MKBA_ERROR_PANEL for figures that make no stream;
 *          MKBA_ERROR_ARGUMENT; MKBA_ERROR_MEMORY. Thread-safe. */
MKBA_API MKBA_CHECKED mkba_status mkba_panel_stream(const mkba_panel *panel, const mkba_stream_options *options,
                                                    mkba_table **table, mkba_error *error);

/** What is to be known of that stream, a row each: id, severity (richtlijn, advies), year (missing: all), indicator,
 *  note. Ids: years, assumed_stock, assumed_outflow, implied, residual (more than rounding makes), residual_rounding,
 *  provisional, suspect, break, fitted, prices, definition. Arguments and statuses as mkba_panel_stream. */
MKBA_API MKBA_CHECKED mkba_status mkba_panel_stream_findings(const mkba_panel *panel,
                                                             const mkba_stream_options *options, mkba_table **table,
                                                             mkba_error *error);

/** That stream as a part of a case: {"parameters": {...}, "streams": {"NAME": {...}}}. A case of the same first year in
 *  which the two are put has the stocks, flows and costs of mkba_panel_stream in its nulalternatief. Each parameter has
 *  its unit, source and origin; the unit cost has a price year when the cost was taken to the prices of one.
 *  @param[out] text  NUL-terminated, to be freed with mkba_text_free
 *  @return as mkba_panel_stream */
MKBA_API MKBA_CHECKED mkba_status mkba_panel_stream_case(const mkba_panel *panel, const mkba_stream_options *options,
                                                         char **text, mkba_error *error);

#ifdef __cplusplus
}
#endif
#endif
