# Amounts for people: whole euros, thousands apart.
euro <- function(x) {
  ifelse(is.na(x), "-", format(round(x), big.mark = " ", nsmall = 0, scientific = FALSE, trim = TRUE, digits = 15))
}

field <- function(label, ...) cat("  ", formatC(label, width = -14), ..., "\n", sep = "")

levels_of <- function(document) paste0(", discounted to ", document$base_year, ", price level ", document$price_year)

# What to know before a comparison or an estimate is believed, each behind what it is about.
print_findings <- function(findings, severities = "warning") {
  about <- findings[intersect(c("area", "period", "indicator"), names(findings))]
  for (i in which(findings$severity %in% severities)) {
    place <- unlist(about[i, ], use.names = FALSE)
    cat(strwrap(paste0("! ", paste(c(place[!is.na(place)], ""), collapse = " "), findings$text[i]), exdent = 2), sep = "\n")
  }
}

#' @rdname mkba_case
#' @export
print.mkba_case <- function(x, ...) {
  document <- as.list(x)
  is_null <- vapply(document$alternatives, function(alternative) isTRUE(alternative$null), NA)
  names <- names(document$alternatives)
  cat("MKBA case: ", x$title, "\n", sep = "")
  field("years", document$years[1], " to ", document$years[2], levels_of(document))
  field("alternatives", paste(names[!is_null], collapse = ", "), ", against ", names[is_null])
  count <- function(what) paste(length(document[[what]]), what)
  field("holds", count("lines"), ", ", count("streams"), ", ", count("parameters"))
  if (length(x$scenarios) > 0) field("scenarios", paste(x$scenarios, collapse = ", "))
  if (nzchar(x$source)) field("read from", x$source)
  invisible(x)
}

#' @rdname mkba_appraise
#' @param x an appraisal
#' @param ... not used
#' @export
print.mkba_appraisal <- function(x, ...) {
  document <- as.list(x$case)
  years <- range(mkba_table(x, "years")$year)
  cat("MKBA appraisal: ", x$case$title, "\n", sep = "")
  if (!is.null(x$scenario)) field("scenario", x$scenario)
  field("amounts", "EUR over ", years[1], " to ", years[2], levels_of(document))
  cat("\n")
  print_figures(summary(x))
  print_pm(mkba_table(x, "lines"))
  print_counts(mkba_table(x, "findings"))
  invisible(x)
}

print_figures <- function(summary) {
  figures <- cbind(
    "pv costs" = euro(summary$pv_costs), "pv benefits" = euro(summary$pv_benefits), "npv (ncw)" = euro(summary$npv),
    "per year" = euro(summary$annual_equivalent), bcr = ifelse(is.na(summary$bcr), "-", sprintf("%.2f", summary$bcr))
  )
  rownames(figures) <- paste0("  ", summary$alternative)
  print(figures, quote = FALSE, right = TRUE)
}

# PM lines are in no figure, so they are named with every one.
print_pm <- function(lines) {
  pm <- lines[lines$kind == "pm", ]
  pm <- pm[!duplicated(pm$line), ]
  if (nrow(pm) > 0) {
    titles <- ifelse(is.na(pm$title), pm$line, pm$title)
    cat("\n  pro memorie, in no figure: ", paste(titles, collapse = ", "), "\n", sep = "")
  }
}

print_counts <- function(findings) {
  counts <- table(factor(findings$severity, unique(findings$severity)))
  if (length(counts) > 0) {
    counted <- paste(counts, names(counts), collapse = ", ")
    cat("\n  findings: ", counted, " (see mkba_table(x, \"findings\"))\n", sep = "")
  }
}
