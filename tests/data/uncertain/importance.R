# Makes importance.json, with base R alone: Rscript importance.R > importance.json
# Correlations by cor(), coefficients by lm() on scaled figures, partial ones as correlations of residuals of lm(), errors
# by leaving out one draw at a time.
set.seed(5)
n <- 300
x <- cbind(a = round(rnorm(n), 3), b = round(3 * runif(n), 3), c = 0)
x[, "c"] <- round(0.6 * x[, "a"] + runif(n), 2) # correlated, with ties
y <- round(x[, "a"] + exp(x[, "b"] / 2) * (1 + x[, "c"]) + rnorm(n) * (1 + abs(x[, "a"])), 3)
measures <- function(x, y) {
  left <- function(of, others) residuals(lm(of ~ others))
  k <- ncol(x)
  partial <- function(x, y) vapply(seq_len(k), function(j) cor(left(x[, j], x[, -j]), left(y, x[, -j])), 0)
  ranks <- apply(x, 2, rank)
  c(correlation = drop(cor(x, y)), coefficient = unname(coef(lm(scale(y) ~ scale(x)))[-1]), partial = partial(x, y),
    rank = drop(cor(x, y, method = "spearman")), partial_rank = partial(ranks, rank(y)),
    tolerance = vapply(seq_len(k), function(j) 1 - summary(lm(x[, j] ~ x[, -j]))$r.squared, 0),
    r_squared = summary(lm(y ~ x))$r.squared, rank_r_squared = summary(lm(rank(y) ~ ranks))$r.squared)
}
all <- measures(x, y)
without <- vapply(seq_len(n), function(i) measures(x[-i, ], y[-i])[1:9], numeric(9))
errors <- sqrt((n - 1) / n * rowSums((without - rowMeans(without))^2))
list_of <- function(v) paste0("[", paste(sprintf("%.17g", v), collapse = ", "), "]")
entry <- function(name, v) cat(sprintf(',\n "%s": %s', name, list_of(v)))
cat('{\n "source": "importance.R, base R"')
entry("x", t(x))
entry("y", y)
for (name in c("correlation", "coefficient", "partial", "rank", "partial_rank", "tolerance")) {
  entry(name, all[paste0(name, if (name %in% c("correlation", "rank")) paste0(".", colnames(x)) else 1:3)])
}
for (name in c("r_squared", "rank_r_squared")) entry(name, all[name])
for (i in 0:2) entry(paste0(c("correlation", "coefficient", "partial")[i + 1], "_error"), errors[3 * i + 1:3])
cat("\n}\n")
