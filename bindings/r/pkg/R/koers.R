# A Koers: the course of a region as a document, and its doelen-inspanningennetwerk.

koers_shape <- keys(
  region = items(), edges = items(), measurements = items(),
  programmes = each(keys(opgaven = items())), nodes = each(keys(indicators = items())),
  indicators = each(keys(panel = keys(areas = items())))
)

#' A Koers: opgaven, and the network that leads to them
#'
#' Reads and checks a Koers in the format `mkba-koers/1` (`docs/koers-format.md`), from a file, from JSON text or from an R
#' list. It is as strict as [mkba_case()]: every broken rule is an error with its place.
#'
#' @param x the path of a file; JSON text; a list; or a Koers, which is returned as it is
#' @param koers a Koers
#' @param path the file, which is replaced
#' @param ... values named by a JSON pointer, in the order in which they are set; `NULL` takes out what is there,
#'   `"/edges/-"` appends
#' @return `mkba_koers()` and `mkba_koers_edit()` give an object of class `mkba_koers`, with `$title` and `$source` (the file,
#'   or `""`); `as.list()` is the whole document. `mkba_koers_check()` gives a data frame with the errors, or, when there are
#'   none, the findings: `id`, `severity` (`error`, `richtlijn`, `advies`), `place`, `line`, `column`, `message`, `source`.
#' @seealso [mkba_koers_table()], [mkba_koers_walk()], [mkba_koers_allocate()]
#' @examples
#' koers <- mkba_koers(list(
#'   format = "mkba-koers/1", title = "Koers", opgaven = list(gewoon = list(title = "Normaliseren")),
#'   nodes = list(
#'     groei = list(level = "doel", title = "Jeugd groeit gewoon op", opgave = "gewoon"),
#'     minder = list(level = "baat", title = "Minder zware hulp", lines = list(hulp = 1)),
#'     training = list(level = "inspanning", title = "Training")
#'   ),
#'   edges = list(list(from = "training", to = "minder", share = 0.4),
#'                list(from = "minder", to = "groei", share = 0.5))
#' ))
#' koers
#' mkba_koers_edit(koers, "/edges/0/share" = 0.3)$title
#' mkba_koers_check(koers)$id
#' mkba_koers_check("{\"format\": \"mkba-koers/1\"}")$message
#' @export
mkba_koers <- function(x) {
  if (inherits(x, "mkba_koers")) {
    koers_handle(x)
    return(x)
  }
  if (is.list(x) && !is.object(x)) {
    return(new_koers(unseen(raw_mkba_koers_parse(koers_text(x))), ""))
  }
  if (is_path(x)) {
    path <- as_path(x, "x")
    return(new_koers(raw_mkba_koers_read(path), path))
  }
  new_koers(raw_mkba_koers_parse(koers_text(x)), "")
}

new_koers <- function(handle, source) {
  structure(list(title = raw_mkba_koers_title(handle), source = source, handle = handle), class = "mkba_koers")
}

koers_handle <- function(koers) {
  if (!inherits(koers, "mkba_koers") || !is.list(koers)) refuse_argument("koers", "a Koers, as mkba_koers() makes")
  unclass(koers)$handle
}

koers_text <- function(x) {
  if (is.list(x) && !is.object(x)) paste0(to_json(x, koers_shape), "\n") else document_text(x)
}

#' The Koers that comes with the package
#'
#' Five municipalities that do not exist steer by five opgaven; shares, targets, measurements and words are made up. It is
#' linked to [mkba_example()] and to `gebruik.csv` of [mkba_example_region()].
#'
#' @return An object of class `mkba_koers`.
#' @examples
#' mkba_example_koers()
#' @export
mkba_example_koers <- function() {
  mkba_koers(system.file("extdata", "koers", "koers.json", package = "mkba", mustWork = TRUE))
}

#' @rdname mkba_koers
#' @export
mkba_koers_check <- function(x) {
  text <- if (inherits(x, "mkba_koers")) {
    raw_mkba_koers_text(koers_handle(x))
  } else if (is_path(x)) {
    path <- as_path(x, "x")
    tryCatch(raw_mkba_koers_read(path), mkba_error = function(e) if (inherits(e, "mkba_error_file")) stop(e))
    readBin(path, "raw", file.size(path))
  } else {
    koers_text(x)
  }
  found <- table_frame(raw_mkba_koers_check(text))
  if (is.list(x) && !is.object(x)) found[c("line", "column")] <- NA_integer_
  found
}

#' @rdname mkba_koers
#' @export
mkba_koers_edit <- function(koers, ...) {
  handle <- koers_handle(koers)
  changes <- list(...)
  if (length(changes) > 0 && !all(nzchar(names_of(changes)))) {
    refuse_argument("...", "values that are named by a JSON pointer")
  }
  draft <- raw_mkba_draft_parse(raw_mkba_koers_text(handle))
  change_draft(draft, changes, koers_shape)
  new_koers(unseen(raw_mkba_koers_of_draft(draft)), "")
}

#' @rdname mkba_koers
#' @export
mkba_koers_write <- function(koers, path) {
  handle <- koers_handle(koers)
  path <- as_path(path, "path")
  raw_mkba_koers_write(handle, path)
  invisible(path)
}

#' @rdname mkba_koers
#' @export
as.list.mkba_koers <- function(x, ...) {
  from_json(raw_mkba_koers_text(koers_handle(x)))
}

#' @rdname mkba_koers
#' @export
print.mkba_koers <- function(x, ...) {
  levels <- table_frame(raw_mkba_koers_table(koers_handle(x), "nodes"))$level
  counts <- vapply(c("doel", "baat", "vermogen", "inspanning"), function(level) sum(levels == level), 0L)
  cat("Koers: ", x$title, "\n", sep = "")
  field("opgaven", nrow(table_frame(raw_mkba_koers_table(koers_handle(x), "opgaven"))))
  field("network", paste(counts, c("doelen", "baten", "vermogens", "inspanningen"), collapse = ", "))
  if (nzchar(x$source)) field("read from", x$source)
  invisible(x)
}

#' The JSON Schema of a Koers
#'
#' With it an editor completes keys and marks mistakes. It refuses nothing that [mkba_koers()] takes.
#'
#' @return The schema (2020-12) as one text.
#' @examples
#' schema <- tempfile(fileext = ".json")
#' writeLines(mkba_koers_schema(), schema, useBytes = TRUE)
#' @export
mkba_koers_schema <- function() {
  raw_mkba_koers_schema()
}

#' Tables of a Koers
#'
#' | view | a row per |
#' | --- | --- |
#' | `links` | one: `case`, `alternative`, `scenario`, `panel` |
#' | `opgaven` | opgave: `title`, `description`, `n_goals`, `n_weights` |
#' | `programmes` | programme: `title`, `owner`, `opgaven`, `n_efforts` |
#' | `nodes` | doel, baat, vermogen, inspanning |
#' | `edges` | edge: `from`, `to`, `share`, `split` |
#' | `profiles` | baat: the thirteen fields of its batenprofiel |
#' | `indicators` | indicator: norm, start, last target, place on the yardsticks, how much was measured |
#' | `measurements` | figure, quote or story |
#' | `findings` | what breaks no rule and still is not right |
#'
#' @param koers a Koers, as [mkba_koers()] makes
#' @param view one of these
#' @return A data frame.
#' @examples
#' koers <- mkba_koers(list(format = "mkba-koers/1", title = "Koers", opgaven = list(),
#'   nodes = list(groei = list(level = "doel", title = "Jeugd groeit gewoon op"))))
#' mkba_koers_table(koers, "nodes")[c("node", "level")]
#' mkba_koers_table(koers, "findings")$id
#' @export
mkba_koers_table <- function(koers, view = "nodes") {
  table_frame(raw_mkba_koers_table(koers_handle(koers), as_text(view, "view")))
}

#' The network of a Koers: what leads to what, and how much of it
#'
#' `mkba_koers_walk()` goes down from a node ("hoe?") or up ("waartoe?"). `mkba_koers_contributions()` says what each effort
#' contributes to each baat and doel: sums over paths of products of shares; what no effort accounts for has no effort, so that
#' the rows of a node sum to 1. `mkba_koers_stop()` says what falls away when an effort stops. `mkba_koers_dot()` is the network
#' in the DOT language of Graphviz. `docs/koers.md` has the formulas.
#'
#' @param koers a Koers, as [mkba_koers()] makes
#' @param node,effort name of a node; of an inspanning
#' @param upward `FALSE`: hoe?; `TRUE`: waartoe?
#' @return A data frame; `mkba_koers_dot()` a text.
#' @examples
#' koers <- mkba_koers(list(
#'   format = "mkba-koers/1", title = "Koers", opgaven = list(),
#'   nodes = list(
#'     groei = list(level = "doel", title = "Jeugd groeit gewoon op"),
#'     minder = list(level = "baat", title = "Minder zware hulp"),
#'     training = list(level = "inspanning", title = "Training")
#'   ),
#'   edges = list(list(from = "training", to = "minder", share = 0.4),
#'                list(from = "minder", to = "groei", share = 0.5))
#' ))
#' mkba_koers_walk(koers, "groei")
#' mkba_koers_contributions(koers)
#' mkba_koers_stop(koers, "training")
#' cat(mkba_koers_dot(koers))
#' @export
mkba_koers_walk <- function(koers, node, upward = FALSE) {
  handle <- koers_handle(koers)
  node <- as_text(node, "node")
  if (!isTRUE(upward) && !isFALSE(upward)) refuse_argument("upward", "TRUE or FALSE")
  table_frame(raw_mkba_koers_walk(handle, node, upward))
}

#' @rdname mkba_koers_walk
#' @export
mkba_koers_contributions <- function(koers) {
  table_frame(raw_mkba_koers_contributions(koers_handle(koers)))
}

#' @rdname mkba_koers_walk
#' @export
mkba_koers_stop <- function(koers, effort) {
  table_frame(raw_mkba_koers_stop(koers_handle(koers), as_text(effort, "effort")))
}

#' @rdname mkba_koers_walk
#' @export
mkba_koers_dot <- function(koers) {
  raw_mkba_koers_dot(koers_handle(koers))
}

#' Euros over the network of a Koers
#'
#' To the cent: every table sums to the total, whatever the network's shape. `docs/koers.md` has the rules.
#'
#' @param koers a Koers, as [mkba_koers()] makes
#' @param case a case, as [mkba_case()] makes; or euros per line, a vector or list with names
#' @param view `"opgaven"` (upward), `"programmes"` (downward), `"nodes"` (both) or `"lines"`
#' @param ... of a case: `alternative` and `scenario` (by default those of the Koers), `of` (`"net"`, `"benefits"` or `"costs"`),
#'   `draws` of the uncertain parameters (0: none) and their `seed`, `level` of the intervals (0.9)
#' @return A data frame. With draws `mean`, `sd`, `low`, `high` and `p_positive` of each row.
#' @examples
#' koers <- mkba_koers(list(
#'   format = "mkba-koers/1", title = "Koers", opgaven = list(gewoon = list(title = "Normaliseren")),
#'   nodes = list(
#'     groei = list(level = "doel", title = "Jeugd groeit gewoon op", opgave = "gewoon"),
#'     minder = list(level = "baat", title = "Minder zware hulp", lines = list(jeugdhulp = 0.5))
#'   ),
#'   edges = list(list(from = "minder", to = "groei", share = 0.5))
#' ))
#' mkba_koers_allocate(koers, c(jeugdhulp = 100.01))[c("kind", "euros")]
#' drawn <- mkba_koers_allocate(koers, mkba_example(), alternative = "teams", draws = 200)
#' drawn[c("kind", "low", "high")]
#' @export
mkba_koers_allocate <- function(koers, case, view = "opgaven", ...) {
  handle <- koers_handle(koers)
  view <- as_text(view, "view")
  options <- funnel_options(list(...))
  if (inherits(case, "mkba_case")) {
    return(table_frame(raw_mkba_koers_allocate_case(handle, case_handle(case), options, view)))
  }
  if (length(options) > 0) refuse_argument(names(options)[1], "left out: it is of a case, and these are euros per line")
  lines <- names_of(case)
  if (length(case) > 0 && !all(nzchar(lines))) refuse_argument("case", "a case, or euros that are named by their line")
  euros <- vapply(case, function(x) if (is.numeric(x) && length(x) == 1) as.double(x) else NA_real_, 0)
  if (anyNA(euros)) refuse_argument("case", "a case, or one number of euros per line")
  table_frame(raw_mkba_koers_allocate(handle, lines, unname(euros), view))
}
