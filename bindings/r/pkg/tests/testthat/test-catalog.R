test_that("discount factors", {
  tau <- c(a = -1, b = 0, c = 0.5, d = 40)
  forward <- function(tau) 1.028^-pmin(tau, 35) * 1.018^-pmax(tau - 35, 0)
  segments <- list(from = c(0, 35), rate = c(0.028, 0.018))
  expect_equal(mkba_discount_factor(segments, tau), forward(tau), tolerance = 1e-14)
  expect_identical(mkba_discount_factor(as.data.frame(segments), tau), mkba_discount_factor(segments, tau))
  expect_equal(mkba_discount_factor(0.0225, 0:50), 1.0225^-(0:50), tolerance = 1e-14)
  expect_identical(mkba_discount_factor("NL-2021", 3L), mkba_discount_factor("NL-2021/standard", 3))
  expect_identical(mkba_discount_factor("NL-2026", numeric()), numeric())
  expect_identical(names(mkba_discount_factor("NL-2026", tau)), names(tau))
})

test_that("the catalog's segments give the named scheme's factors", {
  schemes <- mkba_schemes()
  tau <- seq(0, 120, 0.5)
  for (scheme in unique(schemes$scheme)) {
    for (part in unique(schemes$part[schemes$scheme == scheme])) {
      rows <- schemes[schemes$scheme == scheme & schemes$part == part, ]
      segments <- list(from = as.double(rows$from_tau), rate = rows$rate)
      expect_identical(mkba_discount_factor(paste(scheme, part, sep = "/"), tau), mkba_discount_factor(segments, tau))
    }
  }
})

test_that("price levels", {
  levels <- mkba_indices()
  cpi <- levels[levels$index == "cpi", ]
  level <- stats::setNames(cpi$level, cpi$year)
  amounts <- c(x = 64, y = 18.8)
  expect_equal(mkba_convert_price(amounts, 2022, 2024), amounts * level[["2024"]] / level[["2022"]], tolerance = 1e-14)
  by_year <- unname(level[["2024"]] / level[c("2020", "2021")])
  expect_equal(mkba_convert_price(c(1, 1), c(2020, 2021), 2024L), by_year, tolerance = 1e-14)
  expect_identical(mkba_convert_price(numeric(), 2022, 2024), numeric())
  expect_identical(mkba_convert_price(5, 2022, 2022, "ova_ppc"), 5)
})

test_that("the catalog says where it comes from", {
  expect_true(all(nzchar(mkba_schemes()$source)))
  expect_true(all(mkba_indices()$status %in% c("definitive", "provisional")))
  expect_type(mkba_indices()$year, "integer")
})

own_schemes <- data.frame(
  scheme = "Peel-2026", applies_from = 2026, applies_to = c(2030, 2030), part = "standard", from_tau = c(0, 10),
  rate = c(0.03, 0.01), evidence = c("official", "unconfirmed"), source = "Besluit \"GR\", bijlage"
)
own_indices <- c("index,year,level,status,source", "loon,2023,100,definitive,CAO", "loon,2025,110,provisional,CAO")
own <- mkba_catalog(own_schemes, own_indices)

own_case <- function() {
  small(discount = "Peel-2026", parameters = list(effect = 0.1, tarief = list(
    value = 1000, unit = "EUR", price_year = 2023, index = "loon")), price_year = 2025, scenarios = NULL,
    lines = list(list(id = "a", kind = "cost", value = "tarief", once = TRUE, from = 2027, payer = "gemeente")))
}

test_that("own schemes and indices stand beside the shipped ones", {
  expect_equal(mkba_discount_factor("Peel-2026", 12.5, own), 1.03^-10 * 1.01^-2.5, tolerance = 1e-14)
  expect_equal(mkba_convert_price(50, 2023, 2025, "loon", own), 55, tolerance = 1e-14)
  schemes <- mkba_schemes(own)
  mine <- schemes[schemes$scheme == "Peel-2026", ]
  expect_identical(mine$source, own_schemes$source)
  expect_identical(mine$applies_to, c(2030L, 2030L))
  expect_identical(mine$rate, own_schemes$rate)
  expect_identical(unique(mkba_indices(own)$index), c("cpi", "ova_ppc", "loon"))
  expect_output(print(own), "schemes *Peel-2026.*indices *loon")
  path <- file_with(paste(own_indices, collapse = "\r\n"))
  for (rows in list(path, paste(own_indices, collapse = "\n"), mkba_indices(own)[18:19, ])) {
    expect_identical(mkba_indices(mkba_catalog(indices = rows)), mkba_indices(own))
  }
})

test_that("a case keeps its catalog and says what it rests on", {
  case <- mkba_case(own_case(), catalog = own)
  npv <- -1000 * 1.1 / 1.03
  expect_equal(mkba_appraise(case)$npv, c(plan = npv), tolerance = 1e-14)
  expect_equal(mkba_appraise(mkba_with_parameters(case, tarief = 2000))$npv, c(plan = 2 * npv), tolerance = 1e-14)
  expect_equal(mkba_appraise(mkba_edit(case, "/title" = "x"))$npv, c(plan = npv), tolerance = 1e-14)
  expect_true(all(c("scheme-unconfirmed", "index-provisional") %in% mkba_findings(case)$id))
  expect_false("error" %in% mkba_check(case)$severity)
  expect_false("error" %in% mkba_check(own_case(), own)$severity)
  expect_setequal(mkba_check(own_case())$place, c("/discount", "/parameters/tarief/index"))
  path <- tempfile(fileext = ".json")
  mkba_write(case, path)
  expect_identical(mkba_appraise(mkba_case(path, catalog = own))$npv, mkba_appraise(case)$npv)
})

test_that("prices, values and classifications are those of the facts", {
  expect_identical(nrow(mkba_prices()), 160L)
  expect_identical(mkba_prices("nursing INTENSIVE")$eur_2022, 2727)
  expect_identical(mkba_price("nursingday_excl_personnel", 2024), 576.201)
  expect_identical(mkba_values()$value, c(50000, 100000, 80000))
  expect_identical(mkba_codes("taakvelden", 2025, "6.60")$name, "Hulpmiddelen en diensten (Wmo)")
  expect_identical(mkba_codes("tariff_unit")$code, c("01", "04", "14", "16", "82", "84"))
  expect_identical(mkba_mapping("6.81a", 2023, 2025)$one_to_one, TRUE)
  expect_identical(sum(mkba_classifications()$codes), 52L + 39L)
  expect_identical(mkba_scheme_in_force(2026), "NL-2026")
  prices <- mkba_prices()
  expect_equal(prices$eur_2023, prices$eur_2022 * 1.038, tolerance = 1e-9)
  expect_equal(prices$eur_2024, prices$eur_2022 * 1.073, tolerance = 1e-9)
})

test_that("the version is the package's", {
  expect_identical(mkba_version(), as.character(utils::packageVersion("mkba")))
})
