# Need adjustment, against lm, glm and, where it is installed, MASS.

expected_data <- function() {
  n <- 40
  i <- seq_len(n)
  old <- 12 + (i * 7) %% 13
  poor <- 4 + (i * 5) %% 11
  people <- 10000 + 700 * ((i * 11) %% 40)
  data.frame(gm_code = sprintf("GM%04d", i), jaar = 2020, kosten = 100 + 6 * old + 10 * poor + 9 * sin(i * i),
             oud = old,
             arm = poor, inwoners = people,
             clienten = round(people * 0.02 * exp(0.03 * (old - 18)) * (1 + 0.3 * sin(3 * i))))
}

test_that("least squares are those of lm", {
  data <- expected_data()
  panel <- mkba_panel(data)
  made <- mkba_expected(panel, "GM0007", "kosten", c("oud", "arm"), method = "wls", weights = "inwoners",
                        errors = "classical")
  fit <- stats::lm(kosten ~ oud + arm, data[-7, ], weights = inwoners)
  expect_equal(unname(coef(made)), unname(stats::coef(fit)), tolerance = 1e-10)
  table <- mkba_expected_table(made, "coefficients")
  expect_equal(table$error, unname(summary(fit)$coefficients[, 2]), tolerance = 1e-10)
  wanted <- suppressWarnings(stats::predict(fit, data[7, ], interval = "prediction", weights = data$inwoners[7]))
  expect_equal(unlist(as.data.frame(made)[c("expected", "low", "high")], use.names = FALSE), unname(wanted[1, ]),
               tolerance = 1e-10)
  expect_equal(summary(made)$r2, summary(fit)$r.squared, tolerance = 1e-10)
  areas <- mkba_expected_table(made, "areas")
  areas <- areas[areas$role == "fit", ]
  expect_equal(areas$studentised, unname(stats::rstudent(fit)), tolerance = 1e-8)
  expect_equal(areas$cook, unname(stats::cooks.distance(fit)), tolerance = 1e-8)
  expect_equal(areas$dffits, unname(stats::dffits(fit)), tolerance = 1e-8)
})

test_that("counts are those of glm", {
  data <- expected_data()
  made <- mkba_expected(mkba_panel(data), "GM0007", "clienten", c("oud", "arm"), method = "poisson",
                        population = "inwoners", errors = "classical")
  fit <- stats::glm(clienten ~ oud + arm + offset(log(inwoners)), stats::poisson, data[-7, ],
                    control = stats::glm.control(epsilon = 1e-14))
  expect_equal(unname(coef(made)), unname(stats::coef(fit)), tolerance = 1e-8)
  expect_equal(mkba_expected_table(made, "coefficients")$error, unname(sqrt(diag(stats::vcov(fit)))), tolerance = 1e-7)
  expect_equal(summary(made)$deviance, stats::deviance(fit), tolerance = 1e-8)
  expect_equal(summary(made)$log_likelihood, as.numeric(stats::logLik(fit)), tolerance = 1e-9)
})

test_that("robust fits, ridge and negative binomial are those of MASS", {
  skip_if_not_installed("MASS")
  mass <- function(name) getExportedValue("MASS", name) # a peer where it is there; the package does not depend on it
  data <- expected_data()
  panel <- mkba_panel(data)
  of <- function(...) unname(coef(mkba_expected(panel, "GM0007", ...)))
  fit <- mass("rlm")(kosten ~ oud + arm, data[-7, ], acc = 1e-13, maxit = 500)
  expect_equal(of("kosten", c("oud", "arm"), method = "huber"), unname(stats::coef(fit)), tolerance = 1e-7)
  fit <- mass("lm.ridge")(kosten ~ oud + arm, data[-7, ], lambda = 3)
  expect_equal(of("kosten", c("oud", "arm"), method = "ridge", penalty_by = "given", penalty = 3),
               unname(stats::coef(fit)), tolerance = 1e-9)
  fit <- mass("glm.nb")(clienten ~ oud + arm + offset(log(inwoners)), data[-7, ],
                      control = stats::glm.control(epsilon = 1e-13, maxit = 200))
  expect_equal(of("clienten", c("oud", "arm"), method = "negbin", population = "inwoners"), unname(stats::coef(fit)),
               tolerance = 1e-6)
})

test_that("an expectation shows and draws itself", {
  panel <- mkba_panel(expected_data())
  made <- mkba_expected(panel, c("GM0007", "GM0009"), "kosten", c("oud", "arm"), population = "inwoners",
                        region_name = "Streek")
  expect_output(print(made), "MKBA expectation of Streek: kosten")
  expect_identical(as.data.frame(made)$name[3], "Streek")
  expect_s3_class(mkba_expected_table(made, "areas"), "data.frame")
  file <- tempfile(fileext = ".pdf")
  grDevices::pdf(file)
  expect_identical(plot(made), made)
  expect_identical(plot(made, "funnel", language = "nl"), made)
  grDevices::dev.off()
  expect_gt(file.size(file), 3000)
  expect_error(plot(made, "pie"), class = "mkba_error_unknown")
  expect_error(plot(made, period = 2019), class = "mkba_error_unknown")
})

test_that("what cannot be explained is refused", {
  panel <- mkba_panel(expected_data())
  refused <- function(...) mkba_expected(panel, "GM0007", ...)
  expect_error(refused("kosten", c("oud", "kosten")), "which it is to explain", class = "mkba_error_panel")
  expect_error(refused("kosten", "oud", method = "wls"), "inhabitants", class = "mkba_error_argument")
  expect_error(refused("kosten", "oud", method = "rige"), "ridge", class = "mkba_error_unknown")
  expect_error(refused("kosten", "oud", weight = "inwoners"), "weights", class = "mkba_error_unknown")
  expect_error(refused("kosten", "oud", start = 2020), "ends later", class = "mkba_error_argument")
  expect_error(mkba_expected_table(refused("kosten", "oud"), "regio"), "region", class = "mkba_error_unknown")
  expect_error(mkba_expected_table(1), class = "mkba_error_argument")
})
