# The picture of a doelen-inspanningennetwerk, read from left to right. Columns are ours; igraph orders what stands in them
# so that few lines cross (Sugiyama, Tagawa and Toda, 1981). As in the Python package.

network_kinds <- c("programma", "inspanning", "vermogen", "baat", "doel", "opgave")
network_levels <- network_kinds[2:5]
network_most <- c(boxes = 300, lines = 1500) # beyond them nobody reads a picture, and ordering takes long

network_words <- list(
  programma = c("programmes", "programma's"), inspanning = c("efforts", "inspanningen"),
  vermogen = c("capabilities", "vermogens"), baat = c("benefits", "baten"), doel = c("goals", "doelen"),
  opgave = c("opgaven", "opgaven"),
  width = c("The thicker a line, the larger the part of what it leads to that is due to where it comes from.",
            "Hoe dikker een lijn, hoe groter het deel van waar zij heen gaat dat te danken is aan waar zij vandaan komt."),
  judged = c("The shares are judgements.", "De aandelen zijn oordelen.")
)
network_fill <- c(programma = "#1F2D3A", inspanning = "#F6D2B8", vermogen = "#FBF0C4", baat = "#CFE7DC", doel = "#CFE2F1",
                  opgave = "#1F2D3A")

# Boxes (kind, title, column, row) and lines (begin, end, share, rows of the columns that they pass) of a Koers.
network_layout <- function(koers) {
  parts <- network_parts(koers)
  if (nrow(parts$boxes) > network_most["boxes"] || nrow(parts$lines) > network_most["lines"]) {
    mkba_signal("limit", sprintf(paste("a picture has room for %d boxes and %d lines, and this Koers has %d and %d; take",
                                       "mkba_koers_dot() to a program for large networks"), network_most["boxes"],
                                 network_most["lines"], nrow(parts$boxes), nrow(parts$lines)), "koers")
  }
  if (!requireNamespace("igraph", quietly = TRUE)) {
    mkba_signal("unsupported", "pictures of a network need the package igraph: install.packages(\"igraph\")", "koers")
  }
  parts$boxes$column <- network_columns(parts$boxes, parts$lines)
  network_rows(parts)
}

network_parts <- function(koers) {
  handle <- koers_handle(koers)
  table <- function(view) table_frame(raw_mkba_koers_table(handle, view))
  programmes <- table("programmes")
  nodes <- table("nodes")
  opgaven <- table("opgaven")
  edges <- table("edges")
  boxes <- data.frame(kind = c(rep("programma", nrow(programmes)), nodes$level, rep("opgave", nrow(opgaven))),
                      title = c(programmes$title, nodes$title, opgaven$title), stringsAsFactors = FALSE)
  node_at <- nrow(programmes) + seq_len(nrow(nodes))
  programme_at <- match(nodes$programme, programmes$programme)
  opgave_at <- nrow(programmes) + nrow(nodes) + match(nodes$opgave, opgaven$opgave)
  of_programme <- which(!is.na(programme_at))
  of_opgave <- which(!is.na(opgave_at))
  lines <- data.frame(
    begin = c(node_at[match(edges$from, nodes$node)], programme_at[of_programme], node_at[of_opgave]),
    end = c(node_at[match(edges$to, nodes$node)], node_at[of_programme], opgave_at[of_opgave]),
    share = c(as.double(edges$share), rep(NA_real_, length(of_programme) + length(of_opgave)))
  )
  list(boxes = boxes, lines = lines)
}

# Kinds from left to right; a kind whose nodes lead to one another has several columns.
network_columns <- function(boxes, lines) {
  within <- integer(nrow(boxes))
  same <- lines[boxes$kind[lines$begin] == boxes$kind[lines$end], ]
  repeat {
    deeper <- which(within[same$end] <= within[same$begin])
    if (length(deeper) == 0) break
    within[same$end[deeper[1]]] <- within[same$begin[deeper[1]]] + 1L
  }
  column <- integer(nrow(boxes))
  next_one <- 1L
  for (kind in network_kinds[network_kinds %in% boxes$kind]) {
    here <- boxes$kind == kind
    column[here] <- next_one + within[here]
    next_one <- max(column[here]) + 1L
  }
  column
}

# Rows of boxes, and of what stands for a line in the columns that it passes.
network_rows <- function(parts) {
  layers <- parts$boxes$column
  links <- integer()
  passed <- vector("list", nrow(parts$lines))
  for (i in seq_len(nrow(parts$lines))) {
    columns <- layers[c(parts$lines$begin[i], parts$lines$end[i])]
    between <- seq_len(columns[2] - columns[1] - 1)
    passed[[i]] <- length(layers) + between
    layers <- c(layers, columns[1] + between)
    chain <- c(parts$lines$begin[i], passed[[i]], parts$lines$end[i])
    links <- c(links, rbind(chain[-length(chain)], chain[-1]))
  }
  graph <- igraph::make_graph(links, n = length(layers))
  places <- if (length(layers) > 0) igraph::layout_with_sugiyama(graph, layers = layers, maxiter = 200)$layout[, 1] else numeric()
  for (layer in unique(layers)) { # now and then igraph leaves less than a row between two
    here <- which(layers == layer)
    places[here] <- plot_spread(places[here], 1)
  }
  parts$boxes$row <- places[seq_len(nrow(parts$boxes))]
  parts$lines$rows <- lapply(passed, function(at) places[at])
  parts
}

#' A picture of a Koers
#'
#' The network from left to right: programmes, efforts, capabilities, benefits, goals, opgaven. Lines are as thick as their
#' share. The package igraph lays it out. Letters shrink where the device is small; a page on its side has room for some
#' sixty nodes.
#'
#' @param x a Koers, as [mkba_koers()] makes
#' @param y not used
#' @param language of the headings: `"en"` or `"nl"`
#' @param ... not used
#' @return The Koers, invisibly. Base graphics; `par()` is as it was.
#' @examples
#' koers <- mkba_koers(list(
#'   format = "mkba-koers/1", title = "Koers", opgaven = list(gewoon = list(title = "Normaliseren")),
#'   nodes = list(
#'     groei = list(level = "doel", title = "Jeugd groeit gewoon op", opgave = "gewoon"),
#'     minder = list(level = "baat", title = "Minder zware hulp"),
#'     training = list(level = "inspanning", title = "Training")
#'   ),
#'   edges = list(list(from = "training", to = "minder", share = 0.4),
#'                list(from = "minder", to = "groei", share = 0.5))
#' ))
#' if (requireNamespace("igraph", quietly = TRUE)) plot(koers, language = "nl")
#' @export
plot.mkba_koers <- function(x, y = NULL, ..., language = "en") {
  say <- plot_words(language, network_words)
  made <- network_layout(x)
  restore <- plot_restoring()
  on.exit(restore())
  rows <- c(made$boxes$row, unlist(made$lines$rows))
  if (length(rows) == 0) rows <- 0
  plot_margins(left = 0.6, right = 0.6, note = 1)
  plot_frame(c(0.7, max(1, made$boxes$column) + 0.7), c(max(rows) + 0.6, min(rows) - 1), grid = "")
  network_draw_lines(made, nrow(made$lines) - sum(is.na(made$lines$share)) <= 40, language)
  network_draw_boxes(made$boxes)
  for (kind in unique(made$boxes$kind)) {
    columns <- range(made$boxes$column[made$boxes$kind == kind])
    graphics::text(mean(columns) + 0.2, min(rows) - 0.85, say[[kind]], font = 2, cex = 0.75, col = plot_colours$peers_text)
  }
  plot_heading(x$title)
  plot_note(say$width, say$judged)
  invisible(x)
}

network_half <- c(wide = 0.33, high = 0.38) # of a box; its middle is 0.2 to the right of its column

network_draw_boxes <- function(boxes) {
  if (nrow(boxes) == 0) return(invisible())
  texts <- vapply(boxes$title, network_short, "", USE.NAMES = FALSE)
  x <- boxes$column + 0.2
  graphics::rect(x - network_half["wide"], boxes$row - network_half["high"], x + network_half["wide"],
                 boxes$row + network_half["high"], col = network_fill[boxes$kind], border = plot_colours$peers_text, lwd = 0.6)
  room <- c(abs(graphics::xinch(1)), abs(graphics::yinch(1)))
  fits <- c(2 * network_half["wide"] / room[1] / max(graphics::strwidth(texts, units = "inches")),
            2 * network_half["high"] / room[2] / max(graphics::strheight(texts, units = "inches")))
  graphics::text(x, boxes$row, texts, cex = min(0.75, 0.92 * fits),
                 col = ifelse(boxes$kind %in% c("programma", "opgave"), "white", plot_colours$ink))
}

# At most three lines, with dots where there was more.
network_short <- function(title) {
  lines <- strwrap(title, 22)
  if (length(lines) > 3) lines <- c(lines[1:2], paste0(substr(lines[3], 1, 18), "..."))
  paste(lines, collapse = "\n")
}

# Where several lines leave or reach a box they stand apart, in the order of where they go to or come from.
network_draw_lines <- function(made, labelled, language) {
  leaving <- network_ports(made, "begin")
  reaching <- network_ports(made, "end")
  for (i in seq_len(nrow(made$lines))) {
    line <- made$lines[i, ]
    begin <- made$boxes[line$begin, ]
    end <- made$boxes[line$end, ]
    passed <- begin$column + seq_along(line$rows[[1]])
    half <- network_half["wide"]
    x <- c(begin$column + 0.2 + half, rbind(passed + 0.2 - half, passed + 0.2 + half), end$column + 0.2 - half)
    y <- c(leaving[i], rep(line$rows[[1]], each = 2), reaching[i])
    whole <- is.na(line$share)
    graphics::lines(network_curve(x, y), lwd = if (whole) 0.7 else 0.7 + 6 * line$share, lty = if (whole) 3 else 1,
                    col = "#8A949D", lend = "butt")
    if (!whole && labelled) {
      said <- paste0(plot_number(100 * line$share, language), "%")
      right <- end$column + 0.18 - half
      graphics::rect(right - graphics::strwidth(said, cex = 0.5), reaching[i] - 0.07, right, reaching[i] + 0.07, col = "white",
                     border = NA)
      graphics::text(right, reaching[i], said, adj = c(1, 0.5), cex = 0.5, col = plot_colours$ink)
    }
  }
}

# Smooth between every two points: level where it leaves and where it arrives.
network_curve <- function(x, y) {
  t <- seq(0, 1, length.out = 25)
  s <- t^2 * (3 - 2 * t)
  pairs <- seq_len(length(x) - 1)
  list(x = unlist(lapply(pairs, function(i) x[i] + (x[i + 1] - x[i]) * t)),
       y = unlist(lapply(pairs, function(i) y[i] + (y[i + 1] - y[i]) * s)))
}

# For each line how far down it leaves its box ("begin"), or reaches it ("end").
network_ports <- function(made, side) {
  lines <- made$lines
  places <- numeric(nrow(lines))
  first <- vapply(seq_along(places), function(i) {
    rows <- c(made$boxes$row[lines$begin[i]], lines$rows[[i]], made$boxes$row[lines$end[i]])
    if (side == "begin") rows[2] else rows[length(rows) - 1]
  }, 0)
  for (box in unique(lines[[side]])) {
    there <- which(lines[[side]] == box)
    there <- there[order(first[there])]
    step <- min(0.26, 1.6 * network_half["high"] / length(there))
    places[there] <- made$boxes$row[box] + (seq_along(there) - (length(there) + 1) / 2) * step
  }
  places
}
