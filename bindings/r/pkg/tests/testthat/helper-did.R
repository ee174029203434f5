# Four areas in three years, of which A jumps in the last.
did_panel <- function() {
  mkba_panel(data.frame(gm_code = rep(c("A", "B", "C", "D"), each = 3), jaar = 2019:2021,
                        x = c(1, 2, 9, 2, 3, 4, 4, 6, 7, 3, 4.5, 6)))
}
