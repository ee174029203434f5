#' What indicators are
#'
#' An indicator whose kind is not known is never added up. `mkba_panel_described()` says what indicators are;
#' `mkba_panel_recognised()` finds rates among bare figures, by their names (`X_per_inwoner`, `X_per_1000`,
#' `aandeel_X`), and believes it only when every cell agrees to the rounding in which it is written; what it found stands
#' in the notes.
#'
#' @param panel a panel
#' @param ... an argument per indicator, by its name: its kind (`"flow"`: counted over a period; `"stock"`: counted at a
#'   moment), or a list of `kind`, `unit`, `numerator`, `denominator` and `per` (of a `"rate"`), `parts` (of a total), `rounding`
#'   (figures are multiples of it), and `breaks`: a list of lists of `year` (the first of what comes after), `refuse` and
#'   `note`
#' @param denominator name of the indicator by which rates are divided; `NULL` for `inwoners`
#' @return A panel.
#' @examples
#' panel <- mkba_panel(data.frame(
#'   gm_code = c("A", "B"), jaar = 2021, inwoners = c(1000, 4000), lasten = c(250000, 900000)
#' ))
#' panel <- mkba_panel_described(panel, inwoners = "stock", lasten = list(kind = "flow", unit = "EUR"))
#' mkba_panel_indicators(panel)
#' @export
mkba_panel_described <- function(panel, ...) {
  handle <- panel_handle(panel)
  said <- named_parts(list(...), "named by the indicator")
  indicators <- lapply(names(said), function(name) {
    what <- said[[name]]
    if (is.character(what) && length(what) == 1 && is.null(names(what))) what <- list(kind = what)
    if (!is.list(what) || is.object(what) || is.null(names(what))) {
      refuse_argument(name, "a kind, or a list with names")
    }
    c(list(name = name), what[setdiff(names(what), "name")])
  })
  panel_after(panel, raw_mkba_panel_described(handle, indicators))
}

#' @rdname mkba_panel_described
#' @export
mkba_panel_recognised <- function(panel, denominator = NULL) {
  panel_after(panel, raw_mkba_panel_recognised(panel_handle(panel), optional_text(denominator, "denominator")))
}

#' An attribute of areas
#'
#' @param panel a panel
#' @param attribute its name, such as `"provincie"`
#' @param values texts or numbers, each named by the code of its area; areas that are not named have none
#' @param unit unit of numbers; `NULL` for none
#' @return The panel with the attribute, a column of [mkba_panel_areas()].
#' @examples
#' panel <- mkba_panel(data.frame(gm_code = c("A", "B"), jaar = 2021, inwoners = c(1000, 4000)))
#' mkba_panel_areas(mkba_panel_with_attribute(panel, "klasse", c(A = "klein", B = "middel")))
#' @export
mkba_panel_with_attribute <- function(panel, attribute, values, unit = NULL) {
  handle <- panel_handle(panel)
  codes <- names(values)
  if (is.null(codes)) refuse_argument("values", "named by the codes of areas")
  if (is.factor(values)) values <- as.character(values)
  values <- if (is.numeric(values)) as_doubles(unname(values), "values") else as_texts(values, "values")
  panel_after(panel, raw_mkba_panel_with_attribute(handle, as_text(attribute, "attribute"), optional_text(unit, "unit"),
                                                   list(as_texts(codes, "values"), values)))
}

#' A region: several areas as one
#'
#' Flows and stocks are added up. A rate is per x (sum of numerators) / (sum of denominators), never a mean of rates.
#' What has no figure in one member has none for the region. An indicator of unknown kind is undefined for it:
#' [mkba_panel_described()] says what it is.
#'
#' @param panel a panel
#' @param name of the new area
#' @param codes of the areas that it is made of, each once
#' @param code of the new area, which the panel must not have yet; `NULL` takes the name
#' @param missing `"spreads"`: what has no figure in one member has none for the region; `"left out"`: the others are
#'   added up, and a note says how many are left out
#' @return The panel with one area more.
#' @examples
#' panel <- mkba_panel(data.frame(
#'   gm_code = c("A", "B"), jaar = 2021, inwoners = c(1000, 4000), clienten = c(20, 60)
#' ))
#' panel <- mkba_panel_described(panel, inwoners = "stock", clienten = "stock")
#' panel <- mkba_panel_rate(panel, "gebruik", "clienten", "inwoners", per = 1000)
#' region <- mkba_panel_region(panel, "Samen", c("A", "B"))
#' mkba_panel_cell(region, "Samen", 2021, "gebruik")
#' @export
mkba_panel_region <- function(panel, name, codes, code = NULL, missing = "spreads") {
  handle <- panel_handle(panel)
  name <- as_text(name, "name")
  code <- if (is.null(code)) name else as_text(code, "code")
  panel_after(panel, raw_mkba_panel_region(handle, code, name, as_texts(codes, "codes"), as_text(missing, "missing")))
}

#' Totals, rates, prices of one year
#'
#' `mkba_panel_total()` adds indicators up, such as the costs of Wmo and Jeugd: of one kind, flow or stock, and one unit.
#' `mkba_panel_rate()` divides one by another; where the denominator is zero it is undefined. The result knows its
#' parts, so that regions and mergers compute it anew from them. `mkba_panel_deflated()` takes figures to the prices of
#' one year: value x index of that year / index of the year of the period.
#'
#' @param panel a panel
#' @param name of the new indicator
#' @param parts indicators that are added up
#' @param numerator,denominator indicators
#' @param per such as 1000: clients per 1000 inhabitants
#' @param unit of the rate; `NULL` for none
#' @param indicator the one in prices of its own years
#' @param year the year of the prices
#' @param index `"cpi"`, `"ova_ppc"` or an own one; see [mkba_indices()]
#' @param catalog where the index is looked up, as [mkba_catalog()] makes; `NULL` for the shipped one
#' @return The panel with one indicator more.
#' @examples
#' panel <- mkba_panel(data.frame(
#'   gm_code = "A", jaar = c(2020, 2021), inwoners = c(1000, 1010), wmo = c(200000, 215000),
#'   jeugd = c(300000, 330000)
#' ))
#' panel <- mkba_panel_described(panel, inwoners = "stock", wmo = "flow", jeugd = "flow")
#' panel <- mkba_panel_total(panel, "samen", c("wmo", "jeugd"))
#' panel <- mkba_panel_rate(panel, "per inwoner", "samen", "inwoners", per = 1, unit = "EUR/inwoner")
#' panel <- mkba_panel_deflated(panel, "per inwoner, prijzen 2021", "per inwoner", 2021)
#' subset(as.data.frame(panel), startsWith(indicator, "per inwoner"), c(period, value, unit))
#' @export
mkba_panel_rate <- function(panel, name, numerator, denominator, per = 1000, unit = NULL) {
  handle <- panel_handle(panel)
  panel_after(panel, raw_mkba_panel_rate(
    handle, as_text(name, "name"), as_text(numerator, "numerator"), as_text(denominator, "denominator"), per,
    optional_text(unit, "unit")
  ))
}

#' @rdname mkba_panel_rate
#' @export
mkba_panel_total <- function(panel, name, parts) {
  handle <- panel_handle(panel)
  panel_after(panel, raw_mkba_panel_total(handle, as_text(name, "name"), as_texts(parts, "parts")))
}

#' @rdname mkba_panel_rate
#' @export
mkba_panel_deflated <- function(panel, name, indicator, year, index = "cpi", catalog = NULL) {
  handle <- panel_handle(panel)
  panel_after(panel, raw_mkba_panel_deflated(handle, catalog_handle(catalog), as_text(name, "name"),
                                             as_text(indicator, "indicator"), as_text(index, "index"), year))
}

#' A taakveld of Iv3 over the years
#'
#' A taakveld of 2017 over all years in which it can be known: from the finer codes of 2023 and the other ones of 2025,
#' by [mkba_mapping()]. A year in which it is not comparable is refused: select the years first.
#'
#' @param panel a panel
#' @param name of the new indicator
#' @param code taakveld of 2017, as text: `"6.71"` (6.60 is not 6.6)
#' @param prefix what the names of indicators have before the code
#' @param catalog where taakvelden are looked up; `NULL` for the shipped one
#' @return The panel with one indicator more.
#' @examples
#' panel <- mkba_panel(data.frame(
#'   gm_code = "A", jaar = c(2022, 2023), lasten_tv_6.81 = c(500, NA),
#'   lasten_tv_6.81a = c(NA, 300), lasten_tv_6.81b = c(NA, 230)
#' ))
#' panel <- mkba_panel_described(
#'   panel, lasten_tv_6.81 = "flow", lasten_tv_6.81a = "flow", lasten_tv_6.81b = "flow"
#' )
#' panel <- mkba_panel_taakveld(panel, "geescaleerde zorg 18+", "6.81")
#' mkba_panel_cell(panel, "A", 2023, "geescaleerde zorg 18+")
#' @export
mkba_panel_taakveld <- function(panel, name, code, prefix = "lasten_tv_", catalog = NULL) {
  handle <- panel_handle(panel)
  panel_after(panel, raw_mkba_panel_taakveld(handle, catalog_handle(catalog), as_text(prefix, "prefix"),
                                             as_text(code, "code"), as_text(name, "name")))
}

#' Mergers of municipalities (herindelingen)
#'
#' `mkba_crosswalk()` reads which areas became which; `mkba_panel_merged()` takes a panel to the map of one year. An area
#' is the sum over all that it is made of: where the panel lacks one of them, it has no figure. What cannot be mapped (a
#' split of unknown shares, figures on a later map) is undefined, and noted.
#'
#' @param steps with the columns `jaar_ingang`, `oud_code`, `nieuw_code` and `aandeel_adressen`: from 1 January of that
#'   year the old area is part of the new one, for that share (empty: not known). The path of a CSV file, CSV text or a
#'   data frame.
#' @param areas with the columns `jaar`, `gm_code` and `gemeente`: the areas of each year
#' @param panel a panel
#' @param crosswalk as `mkba_crosswalk()` makes
#' @param year the map to go to
#' @param map_year the map that the figures are on; `NULL` for that of each period's own year
#' @return A crosswalk, or a panel.
#' @examples
#' crosswalk <- mkba_crosswalk(
#'   steps = data.frame(
#'     jaar_ingang = 2021, oud_code = c("A", "B"), nieuw_code = "N", aandeel_adressen = 1
#'   ),
#'   areas = data.frame(
#'     jaar = c(2020, 2020, 2021), gm_code = c("A", "B", "N"), gemeente = c("Aa", "Bee", "Nieuw")
#'   )
#' )
#' panel <- mkba_panel(data.frame(
#'   gm_code = c("A", "B", "N"), jaar = c(2020, 2020, 2021), inwoners = c(5, 8, 14)
#' ))
#' merged <- mkba_panel_merged(mkba_panel_described(panel, inwoners = "stock"), crosswalk, 2021)
#' as.data.frame(merged)
#' @export
mkba_crosswalk <- function(steps, areas) {
  texts <- list(csv_content(steps, "steps"), csv_content(areas, "areas"))
  handle <- raw_mkba_crosswalk_parse(texts[[1]], texts[[2]])
  structure(list(handle = handle), class = "mkba_crosswalk")
}

# CSV of a path, of text or of a data frame.
csv_content <- function(x, where) {
  if (is.data.frame(x)) {
    return(frame_csv(x, where))
  }
  if (!is.character(x) || length(x) == 0 || anyNA(x)) refuse_argument(where, "CSV text, the path of a file or a data frame")
  if (length(x) == 1 && !grepl("[\r\n]", x, useBytes = TRUE)) {
    return(file_content(as_path(x, where)))
  }
  as_text(paste(unclass(x), collapse = "\n"), where)
}

#' @rdname mkba_crosswalk
#' @export
mkba_panel_merged <- function(panel, crosswalk, year, map_year = NULL) {
  handle <- panel_handle(panel)
  if (!inherits(crosswalk, "mkba_crosswalk") || !is.list(crosswalk)) {
    refuse_argument("crosswalk", "a crosswalk, as mkba_crosswalk() makes")
  }
  if (identical(as.vector(map_year), 0)) refuse_argument("map_year", "the year of a map")  # C's own year of each period
  if (is.null(map_year)) map_year <- 0
  panel_after(panel, raw_mkba_panel_merged(handle, unclass(crosswalk)$handle, year, map_year))
}

#' @rdname mkba_crosswalk
#' @param x a crosswalk
#' @param ... not used
#' @export
print.mkba_crosswalk <- function(x, ...) {
  cat("MKBA crosswalk: which municipalities became which\n")
  invisible(x)
}

#' Figures that look wrong
#'
#' `mkba_panel_suspects()` lists them and changes nothing. Whoever agrees gives the rows, or some of them, to
#' `mkba_panel_with_suspects()`: their values stay, but they and all that is computed from them are suspect, and the
#' notes say why.
#'
#' | rule | what |
#' | --- | --- |
#' | `copied_return` | every figure of the area's return is that of the period before |
#' | `zero_return` | every figure of the return is zero |
#' | `negative` | a figure below zero |
#' | `jump` | a change from one period to the next above the share `jump` |
#' | `booking_shift` | the total is steady, but one figure falls and another rises: the same costs on another line |
#'
#' @param panel a panel
#' @param indicators the indicators of one return, such as all taakvelden; `NULL` for all
#' @param least a copied or zero return has at least so many figures
#' @param jump,shift,steady shares: of a jump; of the total that a booking shift moves at least; by which the total then
#'   changes at most
#' @param cells a data frame with the columns `area`, `period` and `indicator`, such as rows of `mkba_panel_suspects()`
#' @param reason why, for the notes; `NULL` takes the column `rule`, if there is one
#' @return A data frame with `rule`, `area`, `name`, `period`, `indicator`, `value`, `previous`, `note`; or the panel in
#'   which these cells are suspect.
#' @examples
#' panel <- mkba_panel(data.frame(
#'   gm_code = "A", jaar = c(2020, 2021), tv_6.6 = c(10, 10), tv_6.71 = c(50, 50), tv_6.72 = c(70, 70)
#' ))
#' found <- mkba_panel_suspects(panel)
#' found[, c("rule", "area", "period", "indicator", "note")]
#' panel <- mkba_panel_with_suspects(panel, found)
#' mkba_panel_cell(panel, "A", 2021, "tv_6.6")
#' @export
mkba_panel_suspects <- function(panel, indicators = NULL, least = 3, jump = 0.35, shift = 0.1, steady = 0.1) {
  handle <- panel_handle(panel)
  options <- list(indicators = optional_texts(indicators, "indicators"), least = least, jump = jump, shift = shift,
                  steady = steady)
  table_frame(raw_mkba_panel_suspects(handle, options))
}

#' @rdname mkba_panel_suspects
#' @export
mkba_panel_with_suspects <- function(panel, cells, reason = NULL) {
  handle <- panel_handle(panel)
  wanted <- c("area", "period", "indicator")
  if (!is.data.frame(cells) || !all(wanted %in% names(cells))) {
    refuse_argument("cells", "a data frame with the columns area, period and indicator")
  }
  reasons <- if (!is.null(reason)) as_text(reason, "reason") else if ("rule" %in% names(cells)) as_texts(cells$rule, "rule")
  if (is.null(reasons)) {
    return(panel_after(panel, declare_suspect(handle, cells, NULL)))
  }
  reasons <- rep_len(reasons, nrow(cells))
  for (each in unique(reasons)) handle <- declare_suspect(handle, cells[reasons == each, ], each)
  panel_after(panel, handle)
}

declare_suspect <- function(handle, cells, reason) {
  places <- list(as_texts(cells$area, "area"), period_texts(cells$period, "period"), as_texts(cells$indicator, "indicator"))
  raw_mkba_panel_with_suspects(handle, places, reason)
}
