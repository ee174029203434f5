# What a plot draws, from the display list of a device without a file: calls of C by name, with their arguments.
drawn <- function(expression, width = 7, height = 4.2) {
  grDevices::pdf(NULL, width = width, height = height)
  on.exit(grDevices::dev.off())
  grDevices::dev.control("enable")
  before <- graphics::par(c("mar", "mgp", "las", "xpd"))
  force(expression)
  expect_identical(graphics::par(c("mar", "mgp", "las", "xpd")), before)
  calls <- grDevices::recordPlot()[[1]]
  names <- vapply(calls, function(call) call[[2]][[1]]$name, "")
  split(lapply(calls, function(call) as.list(call[[2]])[-1]), names)
}

texts <- function(calls) {
  unlist(lapply(c(calls$C_text, calls$C_mtext, calls$C_axis), function(call) Filter(is.character, call)))
}
