#' Errors of the package
#'
#' Every error that the library finds is a condition of the classes `mkba_error_<status>`, `mkba_error` and `error`.
#' Its fields say what was wrong and where.
#'
#' | field | meaning |
#' | --- | --- |
#' | `message` | one sentence: what is wrong, and what would be right |
#' | `where` | JSON pointer (`/lines/2/value`) or argument (`tau[1]`), counted from 0; may be `""` |
#' | `status` | the word in the class |
#' | `line`, `column` | place in the text, counted from 1; `NA` when there is none |
#' | `source` | the file, `""` when there is none |
#'
#' The status is one of `argument` (an argument cannot be used), `unknown` (a name that does not exist),
#' `unsupported` (the library was built without the part that does it), `file`,
#' `syntax` (no strict JSON), `limit` (too deep or too large), `case` (a rule of the format is broken), `unit` (units
#' do not agree), `evaluation` (a figure has no value), `panel` (figures of areas cannot be read), `koers` (a rule of the Koers format is broken), `memory`, `cancelled`
#' or `internal` (please report it).
#'
#' @examples
#' tryCatch(
#'   mkba_discount_factor("NL-2062", 0),
#'   mkba_error_unknown = function(e) conditionMessage(e)
#' )
#' @name mkba_error
NULL

# Called from C as well (mkba_r.h); does not return.
mkba_signal <- function(status, message, where = "", line = 0, column = 0, source = "") {
  stop(structure(
    class = c(paste0("mkba_error_", status), "mkba_error", "error", "condition"),
    list(message = message, call = NULL, where = where, status = status,
         line = if (line > 0) line else NA_real_, column = if (column > 0) column else NA_real_, source = source)
  ))
}

refuse_argument <- function(where, wanted) {
  mkba_signal("argument", paste(where, "must be", wanted), where)
}

# The place belongs to what is printed, but not to the field `message`.
conditionMessage.mkba_error <- function(c) {
  place <- c(
    if (nzchar(c$where)) c$where,
    if (!is.na(c$line)) sprintf("line %.0f, column %.0f", c$line, c$column),
    if (nzchar(c$source)) c$source
  )
  if (length(place) == 0) c$message else sprintf("%s (%s)", c$message, paste(place, collapse = "; "))
}

# A text as UTF-8, checked.
as_text <- function(x, where) {
  if (!is.character(x) || is.object(x) || length(x) != 1 || is.na(x)) refuse_argument(where, "one text")
  x <- to_utf8(x)
  if (is.na(x)) refuse_argument(where, "valid text")
  x
}

# Texts as UTF-8; NA where the bytes are no text in the encoding that they claim (enc2utf8 would write <ff>).
to_utf8 <- function(x) {
  Encoding(x[Encoding(x) == "bytes"]) <- "UTF-8"
  valid <- validEnc(x)
  x[valid] <- enc2utf8(x[valid])
  x[!valid] <- NA
  x
}

# A plain vector of doubles.
as_doubles <- function(x, where) {
  if (!is.numeric(x) || is.object(x)) refuse_argument(where, "a vector of numbers")
  as.double(x)
}
