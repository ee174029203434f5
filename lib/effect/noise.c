/* How noisy areas of a size are: see noise.h. */
#include "base/exact.h"

#include "effect/noise.h"

mkba_i_noise mkba_i_noise_fit(const double *squares, const double *inverse, size_t n)
{
    double sum_x = 0, sum_y = 0, sum = 0, square = 0, across = 0;
    mkba_i_noise made;

    for (size_t i = 0; i < n; i++) {
        sum_x += inverse == NULL ? 0 : inverse[i];
        sum_y += squares[i];
    }
    made = (mkba_i_noise){sum_y / (double) n, 0};
    for (size_t i = 0; inverse != NULL && i < n; i++) {
        double x = inverse[i] - sum_x / (double) n;
        sum += x * (squares[i] - made.flat);
        square += x * x;
        across += squares[i] * inverse[i];
    }
    if (!(square > 0 && sum > 0))
        return made;
    made.slope = sum / square;
    made.flat -= made.slope * (sum_x / (double) n);
    /* Neither part of a variance is below 0. */
    if (made.flat < 0)
        made = (mkba_i_noise){0, across / (square + sum_x * sum_x / (double) n)};
    return made;
}
