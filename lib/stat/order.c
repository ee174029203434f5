/* Order statistics: see order.h. Sorting is quicksort, which turns to heapsort where it halves badly (Musser,
 * "Introspective sorting and selection algorithms", 1997). */
#include "base/exact.h"

#include <math.h>
#include <stdbool.h>

#include "stat/order.h"

/* Fewer are sorted by insertion. */
#define FEW 24

static void swap(double *a, double *b)
{
    double kept = *a;
    *a = *b;
    *b = kept;
}

static void insertion_sort(double *values, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        double value = values[i];
        size_t at = i;
        for (; at > 0 && values[at - 1] > value; at--) {
            values[at] = values[at - 1];
        }
        values[at] = value;
    }
}

static void sift_down(double *values, size_t at, size_t n)
{
    double value = values[at];
    for (size_t child = 2 * at + 1; child < n; child = 2 * at + 1) {
        if (child + 1 < n && values[child + 1] > values[child]) {
            child++;
        }
        if (values[child] <= value) {
            break;
        }
        values[at] = values[child];
        at = child;
    }
    values[at] = value;
}

static void heap_sort(double *values, size_t n)
{
    for (size_t at = n / 2; at-- > 0;) {
        sift_down(values, at, n);
    }
    for (size_t last = n; last-- > 1;) {
        swap(&values[0], &values[last]);
        sift_down(values, 0, last);
    }
}

/* Of three; they end in order. */
static double median_of_three(double *a, double *b, double *c)
{
    if (*b < *a) {
        swap(a, b);
    }
    if (*c < *b) {
        swap(b, c);
        if (*b < *a) {
            swap(a, b);
        }
    }
    return *b;
}

/* A position from 1 to n - 1: nothing before it is greater than anything from it on (Hoare). n >= 3. */
static size_t split(double *values, size_t n)
{
    double pivot = median_of_three(&values[0], &values[n / 2], &values[n - 1]);
    size_t left = 0;
    size_t right = n - 1;
    for (;;) {
        do {
            left++;
        } while (values[left] < pivot);
        do {
            right--;
        } while (values[right] > pivot);
        if (left >= right) {
            return right + 1;
        }
        swap(&values[left], &values[right]);
    }
}

/* How often a range may be split before it counts as halved badly: twice the binary logarithm. */
static int patience(size_t n)
{
    int splits = 0;
    for (; n > 1; n /= 2) {
        splits += 2;
    }
    return splits;
}

/* The smaller part by recursion, at most as deep as the binary logarithm of n. */
static void quick_sort(double *values, size_t n, int splits)
{
    while (n > FEW) {
        if (splits-- == 0) {
            heap_sort(values, n);
            return;
        }
        size_t middle = split(values, n);
        bool left_is_smaller = middle < n - middle;
        quick_sort(left_is_smaller ? values : values + middle, left_is_smaller ? middle : n - middle, splits);
        values += left_is_smaller ? middle : 0;
        n = left_is_smaller ? n - middle : middle;
    }
    insertion_sort(values, n);
}

void mkba_i_sort(double *values, size_t n)
{
    quick_sort(values, n, patience(n));
}

/* Brings the value that belongs at position `rank` there; nothing before it is greater, nothing after it smaller. Splits
 * only the part that holds `rank`. */
static void bring(double *values, size_t n, size_t rank)
{
    double *part = values;
    int splits = patience(n);
    while (n > FEW && splits-- > 0) {
        size_t middle = split(part, n);
        size_t at = rank - (size_t) (part - values);
        if (at < middle) {
            n = middle;
        } else {
            part += middle;
            n -= middle;
        }
    }
    mkba_i_sort(part, n);
}

static double largest_of(const double *values, size_t n)
{
    double largest = values[0];
    for (size_t i = 1; i < n; i++) {
        largest = values[i] > largest ? values[i] : largest;
    }
    return largest;
}

double mkba_i_median(double *values, size_t n)
{
    size_t half = n / 2;
    bring(values, n, half);
    return n % 2 == 1 ? values[half] : 0.5 * values[half] + 0.5 * largest_of(values, half);
}

double mkba_i_mad(const double *values, size_t n, double centre, double *work)
{
    for (size_t i = 0; i < n; i++) {
        work[i] = fabs(values[i] - centre);
    }
    return mkba_i_median(work, n);
}

double mkba_i_quantile_sorted(const double *sorted, size_t n, double p)
{
    double position = (double) (n - 1) * p;
    size_t below = (size_t) position;
    double part = position - (double) below;
    if (below + 1 >= n || part <= 0.0 || sorted[below] >= sorted[below + 1]) {
        return sorted[below < n ? below : n - 1];
    }
    /* Halves, so that no difference overflows. */
    double step = 0.5 * sorted[below + 1] - 0.5 * sorted[below];
    return fmin(2.0 * (0.5 * sorted[below] + part * step), sorted[below + 1]);
}

double mkba_i_quantile(double *values, size_t n, double p)
{
    size_t below = (size_t) ((double) (n - 1) * p);
    below = below < n ? below : n - 1;
    bring(values, n, below);
    if (below + 1 < n) {
        bring(values + below + 1, n - below - 1, 0);
    }
    return mkba_i_quantile_sorted(values, n, p);
}
