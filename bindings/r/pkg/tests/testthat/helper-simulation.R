# What functions of simulations refuse, by class and place: for test-errors.R.
simulation_refusals <- local({
  simulated <- function() mkba_simulate(mkba_example(), draws = 10)
  list(
    mkba_simulate = function() {
      expect_refused(mkba_simulate(5), "argument", "case")
      expect_refused(mkba_simulate(mkba_example(), draws = 0), "argument", "draws")
      expect_refused(mkba_simulate(mkba_example(), plan = "sobl"), "unknown", "plan")
      expect_refused(mkba_simulate(mkba_example(), progress = 3), "argument", "progress")
    },
    mkba_simulation_table = function() {
      expect_refused(mkba_simulation_table(5), "argument", "simulation")
      expect_refused(mkba_simulation_table(simulated(), "nergens"), "unknown", "view")
    },
    mkba_simulation_quantile = function() expect_refused(mkba_simulation_quantile(simulated(), 2), "argument", "p"),
    mkba_simulation_probability = function() {
      expect_refused(mkba_simulation_probability(simulated(), NaN), "argument", "above")
    },
    mkba_simulation_histogram = function() {
      expect_refused(mkba_simulation_histogram(simulated(), -1), "argument", "bins")
    },
    mkba_simulation_convergence = function() {
      expect_refused(mkba_simulation_convergence(simulated(), 0), "argument", "precision")
    },
    mkba_simulation_merge = function() expect_refused(mkba_simulation_merge(simulated(), 5), "argument", "other"),
    mkba_simulation_bytes = function() expect_refused(mkba_simulation_bytes(5), "argument", "simulation"),
    mkba_simulation_of_bytes = function() expect_refused(mkba_simulation_of_bytes("x"), "argument", "bytes")
  )
})
