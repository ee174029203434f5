# stage.sh puts the R of docs/guide.md into guide.R: what a line gives stands behind it, after "#> ".
test_that("the guide gives what it says", {
  if (!file.exists("guide.R")) skip("the guide is not beside this package")
  old <- options(width = 100)
  on.exit(options(old))
  lines <- readLines("guide.R", encoding = "UTF-8")
  code <- !startsWith(lines, "#>")
  statements <- attr(parse(text = ifelse(code, lines, ""), keep.source = TRUE), "srcref")
  expect_gt(length(statements), 20)
  here <- new.env()
  ends <- vapply(statements, function(statement) statement[3], 0L)
  for (i in seq_along(statements)) {
    text <- as.character(statements[[i]])
    given <- capture.output({
      made <- withVisible(eval(parse(text = text), here))
      if (made$visible) print(made$value)
    })
    said <- seq_along(lines) > ends[i] & seq_along(lines) <= c(ends[-1], length(lines))[i] & !code
    expect_identical(sub(" +$", "", given), sub("^#> ?", "", lines[said]), info = text[1])
  }
})
