#' A case: one municipal MKBA
#'
#' Reads and checks a case in the format `mkba-case/1`, from a file, from JSON text or from an R list.
#'
#' @param x the path of a file; JSON text (it begins with an opening brace or holds a line break; lines may be given as
#'   a vector); a list; or a case, which is returned as it is. Without `x` the case is made of `...`, and `format` need
#'   not be given.
#' @param ... keys of the document by name, in the place of those that `x` has; `NULL` leaves one out
#' @param catalog where discount schemes and price indices are looked up, as [mkba_catalog()] makes; `NULL` for the
#'   shipped one. The case keeps it, as `case$catalog`.
#' @return An object of class `mkba_case`. `case$title`, `case$scenarios` and `case$source` (the file, or `""`) look
#'   into it; `as.list(case)` is the whole document as an R list, which `mkba_case()` takes back. It cannot be saved
#'   with [saveRDS()] and used after: save the document, by [mkba_write()].
#'
#' @section From an R list to a document:
#' - A list or vector with names is an object: `payer = c(gemeente = 0.6, GR = 0.4)`, `series = c("2026" = 91000)`. An
#'   element that is `NULL` is left out.
#' - A list without names is a list; an empty one, `list()`, is an empty object, except where the format has a list.
#' - A vector of length 1 is the value itself. A longer one is a list.
#' - **Where the format has a list**, a vector of numbers or texts is one at any length, also 1 or 0, and its names are
#'   passed over: `region = "GM0743"` and `ramp_up = 0.5` need nothing special (`list("GM0743")` is the same).
#'   This holds for `region`, `years`, `ramp_up`, `segments` of a discount, `draws`, the numbers of a distribution (`uniform`,
#'   `triangular`, `pert`, `ci90`, `truncate`, `empirical`, `values`, `weights`), and `parameters` and `matrix` of a
#'   correlation. The `alternative` of a line may be one name or several, which mean the same. Elsewhere [I()] makes a
#'   list of a single value.
#' - A matrix is the list of its rows, as for `draws` and `matrix`.
#' - Numbers keep every bit. A factor is its labels. `NA`, `NaN` and infinite numbers, data frames, dates and other
#'   objects are refused, with their place.
#' - A single number that carries a name, as `quantile(x, 0.5)` does, would be an object: use [unname()].
#'
#' @seealso [mkba_appraise()], [mkba_check()], [mkba_edit()], [mkba_with_parameters()], [mkba_write()]
#' @examples
#' case <- mkba_example()
#' case
#'
#' # the same document as a list, changed and read again
#' document <- as.list(case)
#' document$lines[[2]]$value <- 300000
#' mkba_appraise(mkba_case(document))$npv
#'
#' # a case from nothing
#' small <- mkba_case(
#'   title = "Fietsnetwerk", base_year = 2026, price_year = 2024, years = c(2026, 2028),
#'   discount = list(rate = 0.0225),
#'   alternatives = list(nul = list(null = TRUE), aanleg = list(title = "Aanleg")),
#'   lines = list(
#'     list(id = "aanleg", kind = "cost", value = 100000, once = TRUE, payer = "gemeente"),
#'     list(id = "gezondheid", kind = "benefit", value = 60000, ramp_up = 0.5, receiver = "inwoner")
#'   )
#' )
#' mkba_appraise(small)$bcr
#' mkba_case(small, title = "Fietsnetwerk, met 3 %", discount = list(rate = 0.03))
#' @export
mkba_case <- function(x, ..., catalog = NULL) {
  own <- catalog_handle(catalog)
  parts <- named_parts(list(...), "named by the key")
  if (missing(x)) x <- list(format = "mkba-case/1")
  if (inherits(x, "mkba_case")) {
    if (length(parts) == 0 && is.null(catalog)) {
      return(x)
    }
    if (is.null(catalog)) catalog <- x$catalog
    return(changed_case(raw_mkba_draft_of_case(case_handle(x)), pointers(parts), catalog))
  }
  if (is.list(x) && !is.object(x)) {
    # Nobody sees the text that is made of a list, so its lines say nothing.
    return(new_case(unseen(raw_mkba_case_parse(document_text(with_parts(x, parts)), own)), "", catalog))
  }
  path <- if (is_path(x)) as_path(x, "x")
  if (length(parts) > 0) {
    text <- if (is.null(path)) document_text(x) else file_bytes(path)
    return(changed_case(raw_mkba_draft_parse(text), pointers(parts), catalog))
  }
  if (!is.null(path)) {
    return(new_case(raw_mkba_case_read(path, own), path, catalog))
  }
  new_case(raw_mkba_case_parse(document_text(x), own), "", catalog)
}

# Values by name, each once; `wanted` says what the names are. list(...) keeps those that are NULL.
named_parts <- function(parts, wanted) {
  names <- vapply(names_of(parts), as_text, "", where = "...")
  if (!all(nzchar(names)) || anyDuplicated(names)) refuse_argument("...", paste("values that are", wanted, "each once"))
  names(parts) <- names
  parts
}

with_parts <- function(x, parts) {
  if (length(parts) == 0) {
    return(x)
  }
  if (length(x) > 0 && is.null(names(x))) refuse_argument("x", "a list with names, to which keys can be added")
  x[names(parts)] <- parts
  x
}

unseen <- function(made) {
  tryCatch(made, mkba_error = function(e) stop(without_line(e)))
}

without_line <- function(e) {
  e$line <- e$column <- NA_real_
  e
}

new_case <- function(handle, source, catalog) {
  positions <- seq_len(raw_mkba_case_n_scenarios(handle)) - 1
  scenarios <- vapply(positions, function(i) raw_mkba_case_scenario_name(handle, i), "")
  title <- raw_mkba_case_title(handle)
  structure(list(title = title, scenarios = scenarios, source = source, catalog = catalog, handle = handle),
            class = "mkba_case")
}

is_path <- function(x) {
  is.character(x) && length(x) == 1 && !is.na(x) && nzchar(x) &&
    !grepl("^(\xef\xbb\xbf)?[ \t\r\n]*\\{|\n", x, useBytes = TRUE)  # it may begin with a byte order mark
}

as_path <- function(x, where) {
  path <- as_text(x, where)
  if (startsWith(path, "~")) suppressWarnings(path.expand(path)) else path  # it warns where a path is too long
}

# JSON of text or list.
document_text <- function(x) {
  if (is.list(x) && !is.object(x)) {
    return(paste0(to_json(x, case_shape), "\n"))
  }
  if (!is.character(x) || length(x) == 0 || anyNA(x) || !any(nzchar(x))) {
    refuse_argument("x", "the path of a file, JSON text or a list")
  }
  as_text(paste(unclass(x), collapse = "\n"), "x")
}

#' A case in which parts of the document are other
#'
#' The given case stays as it is. What is not touched keeps its meaning to the letter: the order of keys, the text of every
#' number.
#'
#' @param case a case
#' @param ... values, each named by a JSON pointer such as `"/lines/0/value"` (positions count from 0; a ~ in a key is
#'   written `~0`, a / is `~1`) and made in this order. A value is what a list for [mkba_case()] may hold; `NULL` takes out
#'   what is there, `"/lines/-"` appends, and objects above that are missing are made.
#' @return A new case.
#' @examples
#' case <- mkba_example()
#' mkba_edit(case, "/title" = "Anders", "/lines/0/note" = "nieuw", "/scenarios" = NULL)
#' @export
mkba_edit <- function(case, ...) {
  handle <- case_handle(case)
  changes <- list(...)
  if (length(changes) == 0) {
    return(case)
  }
  if (!all(nzchar(names_of(changes)))) refuse_argument("...", "values that are named by a JSON pointer")
  names(changes) <- vapply(names(changes), as_text, "", where = "...")
  changed_case(raw_mkba_draft_of_case(handle), changes, case$catalog)
}

# The case that a draft is after changes, which are named by pointer.
changed_case <- function(draft, changes, catalog) {
  change_draft(draft, changes, case_shape)
  new_case(unseen(raw_mkba_draft_case(draft, catalog_handle(catalog))), "", catalog)
}

# Values at JSON pointers; NULL takes out what is there. `shape` is that of the whole document.
change_draft <- function(draft, changes, shape) {
  for (i in seq_along(changes)) {
    pointer <- names(changes)[i]
    if (is.null(changes[[i]])) {
      raw_mkba_draft_remove(draft, pointer)
    } else {
      raw_mkba_draft_set_json(draft, pointer, to_json(changes[[i]], shape_at(pointer, shape), pointer))
    }
  }
}

pointers <- function(parts) {
  names(parts) <- vapply(names(parts), function(key) place_below("", key), "")
  parts
}

#' The JSON Schema of a case
#'
#' With it an editor completes keys and marks mistakes while a case is written. It refuses nothing that [mkba_case()] takes;
#' expressions, units, names that refer to one another, sums and order only [mkba_case()] checks.
#'
#' @return The schema (2020-12) as one text.
#' @examples
#' schema <- tempfile(fileext = ".json")
#' writeLines(mkba_case_schema(), schema, useBytes = TRUE)
#' @export
mkba_case_schema <- function() {
  raw_mkba_case_schema()
}

case_handle <- function(case) {
  if (!inherits(case, "mkba_case") || !is.list(case)) refuse_argument("case", "a case, as mkba_case() makes")
  unclass(case)$handle
}

#' What is wrong with a case, or could be better
#'
#' `mkba_check()` says everything there is to say of a document: its errors, or, when it has none, the findings of the
#' case, and of the discount schemes that its scenarios bring, after it and each of them have been appraised. `mkba_findings()` gives the findings of a case that
#' could be read, without appraising it; those that need figures are in `mkba_table(appraisal, "findings")`.
#'
#' @param x what [mkba_case()] takes: also a document that it refuses.
#' @param catalog where discount schemes and price indices are looked up, as [mkba_catalog()] makes; `NULL` for that of
#'   a case, else the shipped one
#' @param case a case
#' @param scenario name of a scenario, or `NULL` for the case as it stands
#' @return A data frame with the columns `id`, `severity` (`error`, or as the werkwijzers have it `richtlijn`, must, and
#'   `advies`, should), `place` (JSON pointer), `line` and `column` in the text (`NA` for a list), `message` and
#'   `source`.
#' @examples
#' mkba_findings(mkba_example())
#'
#' document <- as.list(mkba_example())
#' document$base_year <- "this year"
#' mkba_check(document)[c("severity", "place", "message")]
#' @export
mkba_check <- function(x, catalog = NULL) {
  if (inherits(x, "mkba_case")) {
    text <- raw_mkba_case_text(case_handle(x))
    if (is.null(catalog)) catalog <- x$catalog
  } else if (is_path(x)) {
    text <- file_bytes(as_path(x, "x"))
  } else {
    text <- document_text(x)
  }
  found <- table_frame(raw_mkba_case_check(text, catalog_handle(catalog)))
  if (is.list(x) && !is.object(x)) found[c("line", "column")] <- NA_integer_
  found
}

# What stands in a file, also when it is no case: the library says whether the file can be read.
file_bytes <- function(path) {
  force(path)
  tryCatch(raw_mkba_case_read(path, NULL), mkba_error = function(e) if (inherits(e, "mkba_error_file")) stop(e))
  readBin(path, "raw", file.size(path))
}

#' @rdname mkba_check
#' @export
mkba_findings <- function(case, scenario = NULL) {
  table_frame(raw_mkba_case_findings(case_handle(case), scenario_name(scenario)))
}

scenario_name <- function(scenario) {
  if (is.null(scenario)) NULL else as_text(scenario, "scenario")
}

#' The names of a case's scenarios
#'
#' @param case a case
#' @return A vector of texts, empty when there are none.
#' @examples
#' mkba_scenarios(mkba_example())
#' @export
mkba_scenarios <- function(case) {
  case_handle(case)
  case$scenarios
}

#' Scenarios side by side
#'
#' @param case a case
#' @return A data frame with a row for the case as it stands (`scenario` is `NA`) and for each scenario, per alternative:
#'   `pv_costs`, `pv_benefits`, `npv`, `bcr`, `annual_equivalent`, `irr` and `payback` (as in the view `summary` of
#'   [mkba_table()]), and `npv_difference`, npv minus that of the case as it stands.
#' @examples
#' mkba_compare_scenarios(mkba_example())[c("scenario", "npv", "npv_difference")]
#' @export
mkba_compare_scenarios <- function(case) {
  table_frame(raw_mkba_case_compare_scenarios(case_handle(case)))
}

#' The sensitivity set: one change at a time
#'
#' What every werkwijzer asks for: the discount rate lower and higher, the horizon shorter and longer, effects and prices
#' lower and higher, flows at another point of the year. The defaults are conventions, not estimates: where an interval
#' of the effect or the price is known, use it.
#'
#' @param case a case
#' @param scenario name of the scenario that is changed, or `NULL` for the case as it stands
#' @param rate added to and taken from every discount rate, those of lines too; a percentage point is more than the
#'   Dutch standard rate moved from 2021 to 2026. 0 leaves it out, and so for `effect` and `price`.
#' @param shorter,longer number of years times this; the first year stays. 0 and 1 leave them out. Does the outcome hang
#'   on late years? Do benefits go on that were cut off?
#' @param effect share by which all benefits, those of streams too, are lower and higher
#' @param price share by which all costs are lower and higher, for budgets that overrun
#' @param timing whether flows are put at begin, mid and end of the year, but for lines with a timing of their own
#' @return A data frame with a row per variant and alternative: `group`, `variant`, `what` (a sentence), `alternative`,
#'   `pv_costs`, `pv_benefits`, `npv`, `bcr`, `npv_difference` (npv minus that of the base) and `sign_changed` (npv
#'   above, at or below 0).
#' @examples
#' mkba_sensitivity(mkba_example())[c("group", "variant", "npv", "sign_changed")]
#' mkba_sensitivity(mkba_example(), "laag", rate = 0.02, timing = FALSE)$what
#' @export
mkba_sensitivity <- function(case, scenario = NULL, rate = 0.01, shorter = 0.5, longer = 1.5, effect = 0.25,
                             price = 0.1, timing = TRUE) {
  handle <- case_handle(case)
  given <- list(rate = rate, shorter = shorter, longer = longer, effect = effect, price = price)
  numbers <- vapply(names(given), function(name) {
    value <- given[[name]]
    if (!is.numeric(value) || is.object(value) || length(value) != 1) refuse_argument(name, "one number")
    as.double(value)
  }, 0)
  if (!isTRUE(timing) && !isFALSE(timing)) refuse_argument("timing", "TRUE or FALSE")
  options <- list(scenario_name(scenario), c(unname(numbers), as.double(timing)))
  table_frame(raw_mkba_case_sensitivity(handle, options))
}

#' A case with other values for parameters
#'
#' Values are in each parameter's own unit, price year and VAT basis; that of a derived parameter in converted units and
#' the case's price year and basis. A number replaces value, series and distribution for all years, and holds beneath
#' the values of a scenario.
#'
#' @param case a case
#' @param ... numbers, named by parameter; or named vectors or lists of them
#' @return A new case; the given one is unchanged.
#' @examples
#' case <- mkba_example()
#' mkba_appraise(mkba_with_parameters(case, effect_wmo = 0.05, fte = 12))$npv
#' mkba_with_parameters(case, c(effect_wmo = 0.05, fte = 12))
#' @export
mkba_with_parameters <- function(case, ...) {
  handle <- case_handle(case)
  values <- splice(list(...))
  if (length(values) == 0) {
    return(case)
  }
  names <- vapply(names_of(values), as_text, "", where = "...")
  if (!all(nzchar(names)) || anyDuplicated(names)) {
    refuse_argument("...", "numbers that are named by parameter, each once")
  }
  numbers <- vapply(names, function(name) {
    value <- values[[name]]
    if (!is.numeric(value) || is.object(value) || length(value) != 1) refuse_argument(name, "one number")
    as.double(value)
  }, 0)
  new_case(raw_mkba_case_with_parameters(handle, unname(names), unname(numbers)), case$source, case$catalog)
}

# Elements without a name are vectors or lists of elements.
splice <- function(given) {
  named <- nzchar(names_of(given))
  c(given[named], unlist(lapply(given[!named], as.list), recursive = FALSE))
}

names_of <- function(x) if (is.null(names(x))) character(length(x)) else names(x)

#' Writes a case to a file
#'
#' The document is written as it was given, byte for byte. An existing file is replaced at once or not at all, and keeps its
#' permissions.
#'
#' @param case a case
#' @param path the file, which is replaced
#' @return `path`, invisibly.
#' @examples
#' path <- tempfile(fileext = ".json")
#' mkba_write(mkba_with_parameters(mkba_example(), fte = 12), path)
#' mkba_case(path)
#' @export
mkba_write <- function(case, path) {
  handle <- case_handle(case)
  path <- as_path(path, "path")
  raw_mkba_case_write(handle, path)
  invisible(path)
}

#' @rdname mkba_case
#' @export
as.list.mkba_case <- function(x, ...) {
  from_json(raw_mkba_case_text(case_handle(x)))
}

#' An example case
#'
#' @return A case: five municipalities in the Peel strengthen their area teams (illustrative figures).
#' @examples
#' mkba_example()
#' @export
mkba_example <- function() {
  mkba_case(system.file("extdata", "gebiedsteams.json", package = "mkba", mustWork = TRUE))
}

#' The synthetic region
#'
#' 60 municipalities that do not exist, 2015 to 2024. Five of them, GM9001 to GM9005, have an effect that is known because
#' it was put in: youth costs are 6 % less from 2022 on. examples/region/README.md in the sources says what is true, and
#' what is wrong in the files on purpose.
#'
#' @return The folder with its CSV files.
#' @examples
#' list.files(mkba_example_region())
#' @export
mkba_example_region <- function() {
  system.file("extdata", "region", package = "mkba", mustWork = TRUE)
}
