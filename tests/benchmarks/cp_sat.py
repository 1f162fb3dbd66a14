"""A set cover on CP-SAT, for an environment that has OR-tools: an instance as JSON in, the outcome as JSON out."""

import json
import sys
from time import perf_counter


def main() -> None:
    """Solve what stands on standard input with two workers."""
    from ortools.sat.python import cp_model  # type: ignore[import-not-found]

    asked = json.load(sys.stdin)
    start = perf_counter()
    model = cp_model.CpModel()
    chosen = [model.new_bool_var(f"x{j}") for j in range(asked["columns"])]
    for row in asked["rows"]:
        model.add_bool_or([chosen[j] for j in row])
    model.minimize(sum(chosen))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = asked["seconds"]
    solver.parameters.num_workers = 2
    status = solver.solve(model)
    found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    json.dump(
        {
            "size": round(solver.objective_value) if found else None,
            "lower": round(solver.best_objective_bound + 0.499999),
            "seconds": perf_counter() - start,
        },
        sys.stdout,
    )


if __name__ == "__main__":
    main()
