"""Rank correlations of the case format: who may stand in them, and whether they can be together."""

from decimal import Decimal, localcontext

from oracle_expression import Refused, number

PI = Decimal("3.14159265358979323846264338327950288419716939937510582097494459")


def sine(x):
    """By its series, to the digits of the context."""
    term, total, k = x, x, 1
    while abs(term) > Decimal(10) ** -60:
        term = -term * x * x / ((2 * k) * (2 * k + 1))
        total, k = total + term, k + 1
    return total


def pivots(matrix):
    """Those of Gauss's elimination: a symmetric matrix is positive definite when all are above 0 (Sylvester)."""
    rows = [list(row) for row in matrix]
    for i, row in enumerate(rows):
        yield row[i]
        for below in rows[i + 1 :]:
            share = below[i] / row[i]
            for j in range(i, len(rows)):
                below[j] -= share * row[j]


def check_matrix(given, n, where):
    if len(given) != n or any(len(row) != n for row in given):
        raise Refused("a matrix has a row and a column for each parameter", where)
    matrix = [[number(x, where) for x in row] for row in given]
    for i in range(n):
        if matrix[i][i] != 1:
            raise Refused("1 on the diagonal", where)
        for j in range(n):
            if not -1 <= matrix[i][j] <= 1 or matrix[i][j] != matrix[j][i]:
                raise Refused("a matrix of correlations is symmetric, from -1 to 1", where)
    # 'as it stands or after the step to correlations of normals (2 sin(pi r / 6) for each r off the diagonal)'
    normals = [[x if i == j else 2 * sine(PI * x / 6) for j, x in enumerate(row)] for i, row in enumerate(matrix)]
    for each in (matrix, normals):
        if any(pivot <= Decimal("1e-10") for pivot in pivots(each)):
            raise Refused("not positive definite", where)


def check(correlations, parameters):
    """`parameters` are those of the document."""
    taken = set()
    for i, each in enumerate(correlations):
        where = f"/correlations/{i}"
        for name in each["parameters"]:
            # 'has a distribution, or a factor on its series; joint draws ... stand in none'
            given = parameters[name]
            if not isinstance(given, dict) or not {"distribution", "factor"} & set(given):
                raise Refused(f"'{name}' has no distribution", f"{where}/parameters")
            # 'No parameter stands in two of them'
            if name in taken:
                raise Refused(f"'{name}' stands in two correlations", f"{where}/parameters")
            taken.add(name)
        with localcontext(prec=60):
            check_matrix(each["matrix"], len(each["parameters"]), f"{where}/matrix")
