# Makes expected.json: need adjustment by lm and glm of R, rlm, glm.nb and lm.ridge of MASS, on data sets that come with
# them and on a made panel. Intervals of areas are those of a fit without the area, which is fitted anew for each.
#
#   Rscript make_expected.R > expected.json        # made with R 4.2.2 and MASS 7.3-58.2
suppressPackageStartupMessages(library(MASS))

number <- function(x) ifelse(is.na(x), "null", formatC(x, digits = 15, format = "g"))
value <- function(x) {
  if (is.list(x)) {
    if (is.null(names(x))) return(paste0("[", paste(vapply(x, value, ""), collapse = ", "), "]"))
    return(paste0("{", paste0('"', names(x), '": ', vapply(x, value, ""), collapse = ", "), "}"))
  }
  text <- if (is.character(x)) paste0('"', x, '"') else if (is.logical(x)) tolower(x) else number(x)
  if (length(x) == 1 && is.null(attr(x, "list"))) text else paste0("[", paste(text, collapse = ", "), "]")
}
items <- function(x) { attr(x, "list") <- TRUE; x }
codes <- function(n) sprintf("A%03d", seq_len(n))

# A panel of one period: columns of a data frame; what each area is expected to have, by `expect(keep)` of the other rows.
one <- function(name, data, outcome, factors, region, options, whole, expect, deleted = TRUE, tolerance = 1e-9) {
  inside <- setdiff(seq_len(nrow(data)), region)
  expected <- list(coefficients = whole(data[inside, ]), region = expect(data[inside, ], data[region, ]))
  if (deleted) {
    rows <- lapply(inside, function(i) expect(data[setdiff(inside, i), ], data[i, ]))
    expected$areas <- list(expected = items(sapply(rows, `[[`, "expected")), low = items(sapply(rows, `[[`, "low")),
                           high = items(sapply(rows, `[[`, "high")))
  }
  summary <- attr(expected$coefficients, "summary")
  attr(expected$coefficients, "summary") <- NULL
  expected$summary <- summary
  list(name = name, data = lapply(as.list(data), items), indicator = outcome, factors = items(factors),
       region = items(codes(nrow(data))[region]), options = options, expected = expected, tolerance = tolerance)
}

linear <- function(formula, weighted) {
  list(
    whole = function(d) {
      m <- if (weighted) lm(formula, d, weights = w / mean(w)) else lm(formula, d)
      s <- summary(m)
      made <- list(estimate = items(unname(coef(m))), error = items(unname(s$coef[, 2])))
      X <- model.matrix(m)
      v <- if (weighted) d$w / mean(d$w) else rep(1, nrow(d))
      vif <- sapply(2:ncol(X), function(j) 1 / (1 - summary(lm(X[, j] ~ X[, -c(1, j)], weights = v))$r.squared))
      made$vif <- items(c(NA, vif))
      attr(made, "summary") <- list(r2 = s$r.squared, adjusted_r2 = s$adj.r.squared, sd = s$sigma, df = m$df.residual)
      made
    },
    expect = function(d, new) {
      if (weighted) {
        m <- lm(formula, d, weights = w)
        p <- predict(m, new, interval = "prediction", weights = new$w, level = .95)
        q <- predict(m, new, interval = "confidence")
      } else {
        m <- lm(formula, d)
        p <- predict(m, new, interval = "prediction", level = .95)
        q <- predict(m, new, interval = "confidence")
      }
      list(expected = items(p[, 1]), low = items(p[, 2]), high = items(p[, 3]), mean_low = items(q[, 2]),
           mean_high = items(q[, 3]))
    })
}

cases <- list()
d <- stackloss
names(d) <- c("air", "water", "acid", "loss")
factors <- c("air", "water", "acid")
f <- loss ~ air + water + acid
l <- linear(f, FALSE)
cases$ols <- one("ols", d, "loss", factors, c(4, 21), list(method = "ols", errors = "classical"), l$whole, l$expect)
d$w <- seq_len(nrow(d)) * 7
l <- linear(f, TRUE)
cases$wls <- one("wls", d, "loss", factors, 21, list(method = "wls", weights = "w", errors = "classical"), l$whole,
                 l$expect)

# M-estimators: s of the interval is rlm's, V its vcov.
rlm_case <- function(psi) list(
  whole = function(d) {
    m <- rlm(f, d, psi = psi, acc = 1e-14, maxit = 5000)
    made <- list(estimate = items(unname(coef(m))), error = items(unname(summary(m)$coef[, 2])))
    attr(made, "summary") <- list(scale = m$s)
    made
  },
  expect = function(d, new) {
    m <- rlm(f, d, psi = psi, acc = 1e-14, maxit = 5000)
    x <- model.matrix(delete.response(terms(f)), new)
    V <- vcov(m)
    v <- rowSums((x %*% V) * x)
    at <- drop(x %*% coef(m))
    t <- qt(.975, nrow(d) - ncol(x))
    list(expected = items(at), low = items(at - t * sqrt(v + m$s^2)), high = items(at + t * sqrt(v + m$s^2)),
         mean_low = items(at - t * sqrt(v)), mean_high = items(at + t * sqrt(v)))
  })
d$w <- NULL
r <- rlm_case(psi.huber)
cases$huber <- one("huber", d, "loss", factors, 21, list(method = "huber"), r$whole, r$expect, FALSE, 1e-7)
r <- rlm_case(psi.bisquare)
cases$bisquare <- one("bisquare", d, "loss", factors, 21, list(method = "bisquare"), r$whole, r$expect, FALSE, 1e-7)

# Ridge at a given penalty: without an area with the standardisation and penalty of all, so by its own equations.
ridge_whole <- function(d) {
  m <- lm.ridge(f, d, lambda = 2)
  made <- list(estimate = items(unname(coef(m))))
  attr(made, "summary") <- list(penalty = 2)
  made
}
ridge_expect <- function(d, new) {
  Z <- as.matrix(d[, factors])
  centre <- colMeans(Z)
  spread <- sqrt(colMeans(sweep(Z, 2, centre)^2))
  X <- cbind(1, sweep(sweep(Z, 2, centre), 2, spread, "/"))
  x <- cbind(1, sweep(sweep(as.matrix(new[, factors]), 2, centre), 2, spread, "/"))
  inverse <- solve(crossprod(X) + diag(c(0, 2, 2, 2)))
  b <- inverse %*% crossprod(X, d$loss)
  H <- X %*% inverse %*% t(X)
  df <- nrow(d) - sum(diag(H))
  s2 <- sum((d$loss - X %*% b)^2) / df
  at <- drop(x %*% b)
  v <- s2 * rowSums((x %*% inverse) * x)
  t <- qt(.975, df)
  list(expected = items(at), low = items(at - t * sqrt(v + s2)), high = items(at + t * sqrt(v + s2)),
       mean_low = items(at - t * sqrt(v)), mean_high = items(at + t * sqrt(v)))
}
cases$ridge <- one("ridge", d, "loss", factors, 21, list(method = "ridge", penalty_by = "given", penalty = 2),
                   ridge_whole, ridge_expect, FALSE)

# Counts.
s <- subset(ships, service > 0)
ship <- data.frame(incidents = s$incidents, service = s$service)
for (t in c("B", "C", "D", "E")) ship[[paste0("type", t)]] <- as.numeric(s$type == t)
for (y in c("65", "70", "75")) ship[[paste0("year", y)]] <- as.numeric(s$year == y)
ship$period75 <- as.numeric(s$period == "75")
ship_factors <- setdiff(names(ship), c("incidents", "service"))
g <- reformulate(c(ship_factors, "offset(log(service))"), "incidents")
interval <- function(mean, variance) {
  size <- ifelse(variance > mean, mean^2 / (variance - mean), Inf)
  list(low = ifelse(is.finite(size), qnbinom(.025, mu = mean, size = size), qpois(.025, mean)),
       high = ifelse(is.finite(size), qnbinom(.975, mu = mean, size = size), qpois(.975, mean)))
}
count_expect <- function(fit) function(d, new) {
  m <- fit(d)
  x <- model.matrix(delete.response(terms(g)), new)
  mean <- new$service * exp(drop(x %*% coef(m$model)))
  v <- rowSums((x %*% m$covariance) * x)
  i <- interval(mean, m$around(mean) + mean^2 * v)
  list(expected = items(mean), low = items(i$low), high = items(i$high),
       mean_low = items(mean * exp(qnorm(.025) * sqrt(v))), mean_high = items(mean * exp(qnorm(.975) * sqrt(v))))
}
control <- glm.control(epsilon = 1e-15, maxit = 200)
poisson_fit <- function(d) {
  m <- glm(g, poisson, d, control = control)
  phi <- max(1, sum(residuals(m, "pearson")^2) / m$df.residual)
  list(model = m, covariance = vcov(m) * phi, around = function(mean) mean * phi)
}
poisson_whole <- function(d) {
  m <- glm(g, poisson, d, control = control)
  made <- list(estimate = items(unname(coef(m))), error = items(unname(sqrt(diag(vcov(m))))),
               rate_ratio = items(unname(exp(coef(m)))))
  pearson <- sum(residuals(m, "pearson")^2)
  attr(made, "summary") <- list(deviance = deviance(m), pearson = pearson, dispersion = pearson / m$df.residual,
                                log_likelihood = as.numeric(logLik(m)))
  made
}
cases$poisson <- one("poisson", ship, "incidents", ship_factors, c(10, 34),
                     list(method = "poisson", population = "service", errors = "classical"), poisson_whole,
                     count_expect(poisson_fit), FALSE, 1e-7)
q <- data.frame(Days = quine$Days, one = 1, EthN = as.numeric(quine$Eth == "N"), SexM = as.numeric(quine$Sex == "M"),
                LrnSL = as.numeric(quine$Lrn == "SL"))
h <- Days ~ EthN + SexM + LrnSL
nb <- function(d) glm.nb(h, d, control = glm.control(epsilon = 1e-14, maxit = 500))
negbin_whole <- function(d) {
  m <- nb(d)
  made <- list(estimate = items(unname(coef(m))), error = items(unname(sqrt(diag(vcov(m))))))
  # SE.theta is that of the step before the last; here at theta itself.
  th <- m$theta; mu <- fitted(m); y <- d$Days
  information <- sum(trigamma(th) - trigamma(th + y) - 1 / th + 2 / (mu + th) - (y + th) / (mu + th)^2)
  attr(made, "summary") <- list(theta = th, theta_error = 1 / sqrt(information), log_likelihood = m$twologlik / 2)
  made
}
negbin_expect <- function(d, new) {
  m <- nb(d)
  x <- model.matrix(delete.response(terms(h)), new)
  mean <- exp(drop(x %*% coef(m)))
  v <- rowSums((x %*% vcov(m)) * x)
  # theta by moments, as that of maximum likelihood forgets that coefficients were fitted; wider by t, as it is estimated
  theta <- theta.mm(d$Days, fitted(m), df.residual(m), limit = 500, eps = 1e-14)
  i <- interval(mean, (mean + mean^2 / theta + mean^2 * v) * (qt(.975, df.residual(m)) / qnorm(.975))^2)
  list(expected = items(mean), low = items(i$low), high = items(i$high),
       mean_low = items(mean * exp(qnorm(.025) * sqrt(v))), mean_high = items(mean * exp(qnorm(.975) * sqrt(v))))
}
cases$negbin <- one("negbin", q, "Days", c("EthN", "SexM", "LrnSL"), c(7, 100),
                    list(method = "negbin", population = "one", errors = "classical"), negbin_whole, negbin_expect,
                    FALSE, 1e-6)

# Robust errors of stack loss without the last row, by their formulas.
X <- model.matrix(f, d[-21, ])
m <- lm(f, d[-21, ])
e <- resid(m)
B <- solve(crossprod(X))
root <- function(v) sqrt(diag(B %*% crossprod(X * sqrt(v)) %*% B))
leverage <- hatvalues(m)
for (kind in c("hc1", "hc2", "hc3")) {
  v <- switch(kind, hc1 = e^2 * 20 / 16, hc2 = e^2 / (1 - leverage), hc3 = e^2 / (1 - leverage)^2)
  cases[[kind]] <- list(name = kind, data = lapply(as.list(d), items), indicator = "loss", factors = items(factors),
                        region = items("A021"), options = list(errors = kind),
                        expected = list(coefficients = list(error = items(unname(root(v))))), tolerance = 1e-9)
}
cat("{\"note\": \"Made by make_expected.R.\", \"cases\": [\n", paste(vapply(unname(cases), value, ""), collapse = ",\n"),
    "\n]}\n", sep = "")
