# The reference cases that every language must reproduce; MKBA_SHARED says where they are.
reference <- function(...) {
  folder <- Sys.getenv("MKBA_SHARED")
  if (!dir.exists(file.path(folder, "reference"))) skip("MKBA_SHARED names no folder with the reference cases")
  file.path(folder, "reference", ...)
}

# A small case as a list: its figures can be worked out by hand.
small <- function(...) {
  changed <- list(...)
  document <- list(
    format = "mkba-case/1", title = "Klein", base_year = 2026, price_year = 2024, years = c(2026, 2028),
    discount = list(rate = 0.0225),
    parameters = list(effect = list(value = 0.1, unit = "1")),
    alternatives = list(nul = list(null = TRUE), plan = list(title = "Plan")),
    lines = list(
      list(id = "aanleg", kind = "cost", value = 100000, once = TRUE, payer = "gemeente"),
      list(id = "gezondheid", kind = "benefit", value = 60000, ramp_up = 0.5,
           receiver = c(inwoner = 0.75, gemeente = 0.25)),
      list(id = "rust", kind = "pm", title = "Rust in het gezin", receiver = "inwoner")
    ),
    scenarios = list(hoog = list(effect = 0.2), kort = list(years = c(2026, 2026)))
  )
  document[names(changed)] <- changed
  document
}

# A new file that holds a text.
file_with <- function(text) {
  path <- tempfile(fileext = ".json")
  writeBin(charToRaw(text), path)
  path
}

# The error of an expression, which must be one of the library with this status and, if given, place.
expect_refused <- function(object, status, where = NULL) {
  quo <- substitute(object)
  error <- tryCatch({
    force(object)
    NULL
  }, error = function(e) e)
  if (!inherits(error, "mkba_error")) {
    fail(paste0(deparse1(quo), ": ", if (is.null(error)) "not refused" else conditionMessage(error)))
    return(invisible(error))
  }
  classes <- c(paste0("mkba_error_", status), "mkba_error", "error", "condition")
  expect_identical(class(error), classes, info = conditionMessage(error))
  expect_identical(error$status, status)
  expect_true(nzchar(error$message))
  if (!is.null(where)) expect_identical(error$where, where, info = conditionMessage(error))
  invisible(error)
}

# JSON by another reader's plain rules: nested lists, no vectors.
parsed <- function(text) jsonlite::parse_json(text, simplifyVector = FALSE)

# Sets locale categories for the rest of a test; skips when the system has not got them.
local_locale <- function(..., frame = parent.frame()) {
  wanted <- c(...)
  for (category in names(wanted)) {
    old <- Sys.getlocale(category)
    do.call(on.exit, list(bquote(suppressWarnings(Sys.setlocale(.(category), .(old)))), add = TRUE), envir = frame)
    if (!nzchar(suppressWarnings(Sys.setlocale(category, wanted[[category]])))) {
      skip(paste("there is no locale", wanted[[category]], "here"))
    }
  }
}
