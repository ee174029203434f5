# The question of the Peelgemeenten from raw file to conclusion: the code of the vignette of the R package, run.
#
#     Rscript examples/peel.R [FOLDER]
#
# FOLDER holds the open figures of the real municipalities; without it the walk is made on the synthetic region, and says
# so. Pictures go to Rplots.pdf. The text that belongs to it: vignette("peel", package = "mkba").

arguments <- commandArgs(trailingOnly = TRUE)
if (length(arguments) > 0) Sys.setenv(MKBA_GEMEENTEN = arguments[1])
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
vignette <- readLines(file.path(here, "..", "bindings", "r", "pkg", "vignettes", "peel.Rmd"), encoding = "UTF-8")

marks <- grep("^```", vignette)
begins <- marks[c(TRUE, FALSE)]
ends <- marks[c(FALSE, TRUE)]
chunks <- !grepl("include *= *FALSE", vignette[begins])
code <- unlist(Map(function(from, to) vignette[seq(from + 1, to - 1)], begins[chunks], ends[chunks]))
options(width = 120)
source(exprs = parse(text = code, keep.source = FALSE), echo = FALSE, print.eval = TRUE)
