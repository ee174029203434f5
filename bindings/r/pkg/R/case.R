#' A case: one municipal MKBA
#'
#' Reads and checks a case in the format `mkba-case/1`, from a file, from JSON text or from an R list.
#'
#' @param x the path of a file; JSON text (it begins with an opening brace or holds a line break; lines may be given as
#'   a vector); a list; or a case, which is returned as it is, or read again with `catalog`.
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
#' @seealso [mkba_appraise()], [mkba_check()], [mkba_with_parameters()], [mkba_write()]
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
#' small <- mkba_case(list(
#'   format = "mkba-case/1", title = "Fietsnetwerk",
#'   base_year = 2026, price_year = 2024, years = c(2026, 2028), discount = list(rate = 0.0225),
#'   alternatives = list(nul = list(null = TRUE), aanleg = list(title = "Aanleg")),
#'   lines = list(
#'     list(id = "aanleg", kind = "cost", value = 100000, once = TRUE, payer = "gemeente"),
#'     list(id = "gezondheid", kind = "benefit", value = 60000, ramp_up = 0.5, receiver = "inwoner")
#'   )
#' ))
#' mkba_appraise(small)$bcr
#' @export
mkba_case <- function(x, catalog = NULL) {
  if (inherits(x, "mkba_case")) {
    return(if (is.null(catalog)) x else mkba_case(raw_mkba_case_text(case_handle(x)), catalog))
  }
  own <- catalog_handle(catalog)
  if (is_path(x)) {
    path <- as_path(x, "x")
    return(new_case(raw_mkba_case_read(path, own), path, catalog))
  }
  text <- document_text(x)
  # Nobody sees the text that was made of a list, so its lines say nothing.
  refuse <- function(e) stop(if (is.list(x)) without_line(e) else e)
  new_case(tryCatch(raw_mkba_case_parse(text, own), mkba_error = refuse), "", catalog)
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
#' The document is written as it was given, byte for byte.
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
  text <- raw_mkba_case_text(case_handle(case))
  path <- as_path(path, "path")
  refuse <- function(e) {
    mkba_signal("file", paste("the file cannot be written:", conditionMessage(e)), source = path)
  }
  tryCatch(replace_file(path, charToRaw(text)), error = refuse, warning = refuse)
  invisible(path)
}

# Beside the file first, so that a reader sees the old or the new one, never half of it.
replace_file <- function(path, bytes) {
  exists <- file.exists(path)
  if (exists) path <- normalizePath(path)
  new <- tempfile(".mkba-", dirname(path))
  on.exit(unlink(new))
  writeBin(bytes, new)
  if (exists) Sys.chmod(new, file.mode(path), use_umask = FALSE)
  if (!file.rename(new, path)) stop("it cannot be replaced")
}

#' @rdname mkba_case
#' @param ... not used
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
