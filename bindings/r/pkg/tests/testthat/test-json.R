# How an R value becomes JSON. What these mean in a case is documented at mkba_case().
json <- function(x, shape = NULL) mkba:::to_json(x, shape)
items <- mkba:::items

test_that("numbers keep every bit", {
  set.seed(743)
  n <- 5e4
  exponents <- stats::runif(n, -307, 307)
  x <- c(stats::runif(n), stats::rnorm(n) * 10^exponents, round(stats::runif(n) * 1e6, 2), -stats::rexp(n),
         2^(-1074:1023), 2^(-1022:1023) * (1 + .Machine$double.eps), .Machine$double.xmax, 2^53 + 2, 1e22, 1e23,
         0.1 + 0.2, -0)
  text <- mkba:::number_json(x)
  expect_identical(jsonlite::parse_json(paste0("[", paste(text, collapse = ","), "]"), simplifyVector = TRUE), x)
  through_c <- mkba_case(small(lines = list(list(id = "a", kind = "cost", value = 0.1 + 0.2))))
  expect_identical(as.list(through_c)$lines[[1]]$value, 0.1 + 0.2)
})

test_that("numbers look as people write them", {
  text <- mkba:::number_json(c(0.1, 2026, 1e5, 18.8, 1e15, -2.5))
  expect_identical(text, c("0.1", "2026", "100000", "18.8", "1e+15", "-2.5"))
  expect_identical(mkba:::number_json(c(100000L, -7L)), c("100000", "-7"))
})

test_that("scalars, vectors, lists, names and matrices", {
  expect_identical(json(1L), "1")
  expect_identical(json(TRUE), "true")
  expect_identical(json("a"), "\"a\"")
  expect_identical(json(c(1, 2)), "[1, 2]")
  expect_identical(json(I(1)), "[1]")
  expect_identical(json(I("a")), "[\"a\"]")
  expect_identical(parsed(json(list(1, "a"))), list(1L, "a"))
  expect_identical(json(c(gemeente = 1)), "{\"gemeente\": 1}")
  expect_identical(parsed(json(list(a = 1, b = NULL, c = "x"))), list(a = 1L, c = "x"))
  expect_identical(json(list()), "{}")
  expect_identical(json(factor("wmo", c("jeugd", "wmo"))), "\"wmo\"")
  expect_identical(json(factor(c("b", "a", "b"))), "[\"b\", \"a\", \"b\"]")
  expect_identical(parsed(json(matrix(1:4, 2))), list(list(1L, 3L), list(2L, 4L)))
  expect_identical(parsed(json(matrix(1:2, 2))), list(list(1L), list(2L)))
  expect_identical(json(array(1:2, 2)), "[1, 2]")
  expect_identical(json(stats::setNames(list(), character())), "{}")
})

test_that("where the format has a list, a vector is one at any length", {
  expect_identical(json(1, items()), "[1]")
  expect_identical(json("GM0743", items()), "[\"GM0743\"]")
  expect_identical(json(c(Asten = "GM0743"), items()), "[\"GM0743\"]")
  expect_identical(json(numeric(), items()), "[]")
  expect_identical(json(list(), items()), "[]")
  expect_identical(parsed(json(list("GM0743"), items())), list("GM0743"))
  expect_identical(json(c(1, 2), items(items())), "[[1], [2]]")
  expect_identical(parsed(json(list(1, c(2, 3)), items(items()))), list(list(1L), list(2L, 3L)))
})

test_that("the case format's own lists are known by place, not by name alone", {
  document <- small(
    region = "GM0743",
    parameters = list(
      uniform = 3, weights = list(distribution = list(discrete = list(values = 1, weights = 1))), region = 5,
      prijs = list(series = c("2026" = 1), draws = matrix(c(1, 2), 2)),
      draws = list(series = c("2026" = 1, "2027" = 2), draws = rbind(c(1, 2), c(3, 4))),
      kans = list(distribution = list(empirical = 1))
    ),
    scenarios = NULL, correlations = list(list(parameters = "kans", matrix = 1))
  )
  made <- parsed(mkba_json(mkba_case(document)))
  expect_identical(made$region, list("GM0743"))
  expect_identical(made$parameters$uniform, 3L)
  expect_identical(made$parameters$region, 5L)
  expect_identical(made$parameters$weights$distribution$discrete, list(values = list(1L), weights = list(1L)))
  expect_identical(made$parameters$prijs, list(series = list("2026" = 1L), draws = list(list(1L), list(2L))))
  expect_identical(made$parameters$draws$draws, list(list(1L, 2L), list(3L, 4L)))
  expect_identical(made$correlations, list(list(parameters = list("kans"), matrix = list(list(1L)))))
  expect_identical(made$lines[[2]]$ramp_up, list(0.5))
})

test_that("list(\"GM0743\") and \"GM0743\" are the same case, and so are 0.5 and list(0.5)", {
  alone <- mkba_case(small(region = "GM0743"))
  listed <- small(region = list("GM0743"))
  listed$lines[[2]]$ramp_up <- list(0.5)
  listed <- mkba_case(listed)
  expect_identical(as.list(alone), as.list(listed))
  expect_identical(mkba_json(mkba_appraise(alone)), mkba_json(mkba_appraise(listed)))
})

test_that("texts are UTF-8, whatever they were", {
  nasty <- "caf\u00e9 \u20ac \"quoted\" back\\slash tab\t line\n bell\a \u0001 \u2028 \U0001f600 </script>"
  expect_identical(parsed(json(nasty)), nasty)
  expect_identical(parsed(json(nasty, items())), list(nasty))
  latin <- iconv("caf\u00e9", "UTF-8", "latin1")
  expect_identical(parsed(json(latin)), "caf\u00e9")
  names(latin) <- latin
  expect_identical(parsed(json(latin)), list("caf\u00e9" = "caf\u00e9"))
  marked <- "caf\u00e9"
  Encoding(marked) <- "bytes"
  expect_identical(parsed(json(marked)), "caf\u00e9")
})

test_that("what JSON or a case cannot hold is refused with its place", {
  expect_refused(json(list(a = list(1, NA))), "case", "/a/1")
  expect_refused(json(list(a = c(1, NaN))), "case", "/a/1")
  expect_refused(json(list(a = c(b = Inf))), "case", "/a/b")
  expect_refused(json(NA_character_), "case", "")
  expect_refused(json(list(a = list(NULL))), "case", "/a/0")
  expect_refused(json(list(a = 1, 2)), "case", "")
  expect_refused(json(list(a = 1, a = 2)), "case", "/a")
  expect_refused(json(list("x/y" = c("~" = NA))), "case", "/x~1y/~0")
  expect_refused(json(list(a = numeric())), "case", "/a")
  expect_refused(json(list(a = matrix(c(1, NA, 3, 4), 2))), "case", "/a/1/0")
  expect_refused(json(list(a = array(1, c(1, 1, 1)))), "case", "/a")
  expect_refused(json(list(a = Sys.Date())), "case", "/a")
  expect_refused(json(list(a = data.frame(x = 1))), "case", "/a")
  expect_refused(json(list(a = 1i)), "case", "/a")
  expect_refused(json(list(a = raw(1))), "case", "/a")
  expect_refused(json(list(a = quote(x))), "case", "/a")
  expect_refused(json(list(a = sum)), "case", "/a")
  expect_refused(json(list(a = "\xff")), "case", "/a")
  expect_refused(json(factor(NA)), "case", "")
  deep <- 1
  for (i in 1:2000) deep <- list(deep)
  expect_refused(json(deep), "limit")
  deep <- NA
  for (i in 1:60) deep <- list(deep)
  expect_refused(json(deep), "case", strrep("/0", 60))
})

test_that("refusing an object leaves it as it was", {
  environment <- structure(new.env(), class = "mine")
  expect_refused(json(list(a = environment)), "case", "/a")
  expect_s3_class(environment, "mine")
})
