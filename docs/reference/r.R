# r.R MAN OUT VERSION: the help pages of the folder MAN as HTML in the folder OUT, with an index,
# which they call 00Index.html.
arguments <- commandArgs(TRUE)
out <- arguments[2]
dir.create(out, showWarnings = FALSE)

part <- function(rd, name) {
  found <- Filter(function(piece) identical(attr(piece, "Rd_tag"), name), rd)
  vapply(found, function(piece) trimws(paste(unlist(piece), collapse = "")), "")
}
escape <- function(text) gsub("<", "&lt;", gsub("&", "&amp;", text, fixed = TRUE), fixed = TRUE)

files <- sort(list.files(arguments[1], "[.]Rd$", full.names = TRUE))
pages <- lapply(files, tools::parse_Rd)
names(pages) <- sub("Rd$", "html", basename(files))
topics <- lapply(pages, part, "\\alias")
links <- unlist(lapply(names(topics), function(page) setNames(rep(page, length(topics[[page]])), topics[[page]])))

Sys.setenv("_R_HELP_LINKS_TO_TOPICS_" = "FALSE")  # links to files

# Pages of R itself are not linked to; any other warning ends the run.
options(warn = 2)
foreign <- function(warning) {
  topic <- regmatches(conditionMessage(warning), regexec("missing link ‘([^’]+)’", conditionMessage(warning)))[[1]]
  if (length(topic) == 2 && !startsWith(topic[2], "mkba")) invokeRestart("muffleWarning")
}
for (page in names(pages)) {
  withCallingHandlers(
    tools::Rd2HTML(pages[[page]], file.path(out, page), package = c("mkba", arguments[3]), Links = links, Links2 = links,
                   stylesheet = "../style.css", texmath = "none"),
    warning = foreign)
}

rows <- unlist(lapply(names(pages), function(page) {
  named <- setdiff(topics[[page]], "mkba-package")
  if (length(named) == 0) named <- "mkba"
  sprintf('<tr><td><a href="%s"><code>%s</code></a></td><td>%s</td></tr>', page, escape(named),
          escape(part(pages[[page]], "\\title")[1]))
}))
writeLines(c(
  '<!DOCTYPE html>', '<html lang="en">', '<head><meta charset="utf-8"><title>mkba for R</title>',
  '<meta name="viewport" content="width=device-width, initial-scale=1">',
  '<link rel="stylesheet" href="../style.css"></head>', '<body><main>',
  '<p><a href="../index.html">libmkba</a></p>', '<h1>mkba for R</h1>', '<table>', rows, '</table>', '</main></body></html>'
), file.path(out, "00Index.html"), useBytes = TRUE)
