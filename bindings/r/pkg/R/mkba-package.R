#' Social cost-benefit analysis of Dutch municipal provisions
#'
#' [mkba_case()] reads a case (maatschappelijke kosten-batenanalyse, MKBA), [mkba_appraise()] appraises it,
#' [mkba_table()] gives the result as data frames. [mkba_check()] says what is wrong with a case or could be better.
#' Errors are conditions with a place: see [mkba_error].
#'
#' @name mkba-package
#' @aliases mkba
#' @docType package
NULL
