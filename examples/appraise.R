# The main job from R: a case in, an MKBA out.
#
#     Rscript examples/appraise.R [CASE.json] [SCENARIO]

library(mkba)

arguments <- commandArgs(trailingOnly = TRUE)
case <- if (length(arguments) > 0) mkba_case(arguments[1]) else mkba_example()
appraisal <- mkba_appraise(case, scenario = if (length(arguments) > 1) arguments[2])

print(appraisal)

# Who pays, who benefits.
print(as.data.frame(appraisal, "actors")[c("actor", "pv_costs", "pv_benefits", "net")])

# What the municipalities see in their budget, with what is cashable.
budget <- as.data.frame(appraisal, "budget")
print(budget[budget$actor == "gemeente", c("year", "cash")])

# What was assumed, and what a reader should know.
print(as.data.frame(appraisal, "findings")[c("severity", "message")])
