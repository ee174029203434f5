library(testthat)
library(mkba)

test_check("mkba")
