"""The main job from Python: a case in, an MKBA out.

    python3 examples/appraise.py [CASE.json] [SCENARIO]
"""

import sys

import mkba

case = mkba.Case.read(sys.argv[1]) if len(sys.argv) > 1 else mkba.example()
appraisal = case.appraise(scenario=sys.argv[2] if len(sys.argv) > 2 else None)

print(case.title)
print(appraisal.summary().to_string(index=False))

# Who pays, who benefits.
print(appraisal.actors()[["actor", "pv_costs", "pv_benefits", "net"]].to_string(index=False, float_format="{:,.0f}".format))

# What the municipalities see in their budget, with what is cashable.
print(appraisal.budget(actor="gemeente")[["year", "cash"]].to_string(index=False, float_format="{:,.0f}".format))

# What was assumed, and what a reader should know.
for finding in appraisal.findings().itertuples():
    print(f"{finding.severity}: {finding.message}")
