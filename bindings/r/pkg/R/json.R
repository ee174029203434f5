# From R to JSON and back. The rules are documented at mkba_case(). jsonlite reads, but does not write: it prints
# doubles with 15 digits, which is not all of them.

# Where the case format has a list, at any length. items() is a list whose elements have that shape, keys() an object
# with these keys, each() an object with names of the user's choice; NULL knows of no list below.
items <- function(shape = NULL) list(kind = "items", shape = shape)
keys <- function(...) list(kind = "keys", shapes = list(...))
each <- function(shape) list(kind = "each", shape = shape)

case_shape <- local({
  discount <- keys(segments = items())
  distribution <- keys(
    uniform = items(), triangular = items(), pert = items(), ci90 = items(), truncate = items(), empirical = items(),
    discrete = keys(values = items(), weights = items())
  )
  keys(
    region = items(), years = items(), discount = discount,
    parameters = each(keys(distribution = distribution, factor = distribution, draws = items(items()))),
    streams = each(keys(changes = each(keys(ramp_up = items())))),
    lines = items(keys(ramp_up = items(), discount = discount)),
    scenarios = each(keys(years = items(), discount = discount)),
    correlations = items(keys(parameters = items(), matrix = items(items())))
  )
})

shape_below <- function(shape, key) {
  switch(if (is.null(shape)) "none" else shape$kind, keys = shape$shapes[[key]], each = shape$shape, NULL)
}

# The shape of what stands at a JSON pointer.
shape_at <- function(pointer, shape) {
  for (step in strsplit(sub("^/", "", pointer), "/", fixed = TRUE)[[1]]) {
    key <- gsub("~0", "~", gsub("~1", "/", step, fixed = TRUE), fixed = TRUE)
    shape <- if (identical(shape$kind, "items")) shape$shape else shape_below(shape, key)
  }
  shape
}

max_depth <- 64  # of the library's own reader

refuse_place <- function(where, ...) {
  mkba_signal("case", paste0(...), where)
}

# A value as JSON text, indented for people. A case written by the package can be read by others.
to_json <- function(x, shape = NULL, where = "", depth = 0) {
  force(where)  # else a promise in a promise for every level, which R cannot follow back
  if (depth > max_depth) mkba_signal("limit", sprintf("the list is deeper than %d levels", max_depth), where)
  wants_items <- inherits(x, "AsIs") || identical(shape$kind, "items")
  x <- plain(x, where)
  if (is.matrix(x)) {
    matrix_json(x, where)
  } else if (is.list(x)) {
    list_json(x, shape, where, depth, wants_items)
  } else {
    vector_json(x, shape, where, wants_items)
  }
}

# Without class: a factor is its labels, I() has done its work, and any other class is none of ours. The type is
# looked at first: taking the class of an environment away would change it for its owner.
plain <- function(x, where) {
  if (is.null(x)) refuse_place(where, "NULL stands where a value should be")
  if (is.factor(x)) x <- structure(as.character(x), names = names(x))
  classes <- setdiff(oldClass(x), "AsIs")
  if (length(classes) > 0) {
    refuse_place(where, "an object of class ", classes[1], " has no place in a case",
                 if (is.data.frame(x)) ": give a list with a list for each row")
  }
  if (!typeof(x) %in% c("list", "character", "double", "integer", "logical")) {
    refuse_place(where, "a value of type ", typeof(x), " has no place in a case")
  }
  class(x) <- NULL
  if (length(dim(x)) > 2) refuse_place(where, "an array of more than two dimensions has no place in a case")
  if (length(dim(x)) == 1) structure(as.vector(x), names = names(x)) else x
}

# A list with names is an object wherever it stands.
list_json <- function(x, shape, where, depth, wants_items) {
  if (!is.null(names(x))) {
    return(object_json(x, shape, where, depth))
  }
  if (length(x) == 0) {
    return(if (wants_items) "[]" else "{}")
  }
  below <- if (identical(shape$kind, "items")) shape$shape
  parts <- vapply(seq_along(x), function(i) to_json(x[[i]], below, place_below(where, i - 1), depth + 1), "")
  enclose("[", parts, "]", depth)
}

object_json <- function(x, shape, where, depth) {
  names <- checked_names(names(x), where)
  there <- which(!vapply(x, is.null, NA))
  parts <- vapply(there, function(i) {
    to_json(x[[i]], shape_below(shape, names[i]), place_below(where, names[i]), depth + 1)
  }, "")
  enclose("{", members_json(names[there], parts), "}", depth)
}

vector_json <- function(x, shape, where, wants_items) {
  below <- function(steps) function(i) place_below(where, steps[i])
  if (wants_items) {
    parts <- scalars_json(x, below(seq_along(x) - 1))
    return(array_json(if (identical(shape$shape$kind, "items")) paste0("[", parts, "]", recycle0 = TRUE) else parts))
  }
  if (length(x) == 0) refuse_place(where, "a value of length 0 says nothing: leave the key out")
  if (!is.null(names(x))) {
    names <- checked_names(names(x), where)
    return(enclose("{", members_json(names, scalars_json(x, below(names))), "}"))
  }
  if (length(x) == 1) scalars_json(x, function(i) where) else array_json(scalars_json(x, below(seq_along(x) - 1)))
}

# A list of the rows.
matrix_json <- function(x, where) {
  if (is.list(x)) refuse_place(where, "a matrix must hold numbers or texts, not a list")
  n <- ncol(x)
  cells <- scalars_json(as.vector(t(x)), function(i) place_below(place_below(where, (i - 1) %/% n), (i - 1) %% n))
  rows <- split(cells, rep(seq_len(nrow(x)), each = n))
  array_json(vapply(rows, array_json, ""))
}

array_json <- function(parts) enclose("[", parts, "]")

members_json <- function(names, parts) paste0(text_json(names), ": ", parts, recycle0 = TRUE)

# On one line where it is short, or where no depth is given.
enclose <- function(open, parts, close, depth = NULL) {
  line <- paste0(open, paste(parts, collapse = ", "), close)
  fits <- nchar(line, "bytes") <= 100 && !grepl("\n", line, fixed = TRUE)
  if (length(parts) == 0 || is.null(depth) || (depth > 0 && fits)) {
    return(line)
  }
  indent <- strrep("  ", depth)
  paste0(open, "\n", paste0(indent, "  ", parts, recycle0 = TRUE, collapse = ",\n"), "\n", indent, close)
}

checked_names <- function(names, where) {
  names <- to_utf8(names)
  if (anyNA(names) || !all(nzchar(names))) refuse_place(where, "some elements have a name and some have none")
  twice <- names[duplicated(names)]
  if (length(twice) > 0) refuse_place(place_below(where, twice[1]), "the name \"", twice[1], "\" stands twice")
  names
}

# The elements of a vector; place(i) is where the i-th stands.
scalars_json <- function(x, place) {
  given <- x
  if (is.character(x)) x <- to_utf8(x)
  wrong <- which(if (is.double(x)) !is.finite(x) else is.na(x))
  if (length(wrong) > 0) {
    value <- given[[wrong[1]]]
    what <- if (is.na(value) || is.numeric(value)) format(value) else "a text with invalid bytes"
    refuse_place(place(wrong[1]), what, " is no value that a case can hold")
  }
  if (is.character(x)) text_json(x) else if (is.logical(x)) ifelse(x, "true", "false") else number_json(x)
}

text_json <- function(x) {
  x <- gsub("\\", "\\\\", x, fixed = TRUE)
  x <- gsub("\"", "\\\"", x, fixed = TRUE)
  if (any(grepl("[\001-\037]", x, useBytes = TRUE))) {
    for (code in 1:31) x <- gsub(intToUtf8(code), sprintf("\\u%04x", code), x, fixed = TRUE)
  }
  paste0("\"", x, "\"", recycle0 = TRUE)
}

# Fifteen digits where they read back as the same bits, else seventeen, which always do. They are read back by the C
# library (in jsonlite): R's own as.numeric does not round every number correctly.
number_json <- function(x) {
  if (is.integer(x)) {
    return(sprintf("%d", x))
  }
  with_point(function() {
    text <- sprintf("%.15g", x)
    doubtful <- which(x != trunc(x) | abs(x) >= 1e15)
    if (length(doubtful) > 0) {
      read <- jsonlite::parse_json(array_json(text[doubtful]), simplifyVector = TRUE)
      other <- doubtful[as.double(read) != x[doubtful]]
      text[other] <- sprintf("%.17g", x[other])
    }
    text
  })
}

place_below <- function(where, step) {
  if (is.character(step)) step <- gsub("/", "~1", gsub("~", "~0", step, fixed = TRUE), fixed = TRUE)
  paste0(where, "/", step)
}

# Objects are named lists, lists of scalars vectors, other lists lists.
from_json <- function(text) {
  text <- sub("^\ufeff", "", text)
  with_point(function() {
    jsonlite::parse_json(text, simplifyVector = TRUE, simplifyDataFrame = FALSE, simplifyMatrix = FALSE)
  })
}

# Printing and reading of numbers in C follow LC_NUMERIC, which R keeps at "C" unless someone changes it.
with_point <- function(body) {
  locale <- Sys.getlocale("LC_NUMERIC")
  if (locale != "C") {
    Sys.setlocale("LC_NUMERIC", "C")
    on.exit(suppressWarnings(Sys.setlocale("LC_NUMERIC", locale)))
  }
  body()
}
