/* Adaptive Gauss-Kronrod quadrature, without allocation and with a bounded number of steps. */
#include "base/exact.h"

#include <math.h>
#include <stdbool.h>

#include "stat/quadrature.h"

#define DEPTH 40
#define MOST_PIECES 2000 /* of one interval; sixty are usual */

/* Accepted when Gauss and Kronrod agree to this: the error of Kronrod itself is then far below 1e-14. */
#define AGREEMENT 1e-12
#define NEGLIGIBLE 1e-16

/* QUADPACK (Piessens et al., 1983), routine QK21. Odd positions are nodes of the 10-point Gauss rule. */
static const double nodes[11] = {0.995657163025808080735527280689003,
                                 0.973906528517171720077964012084452,
                                 0.930157491355708226001207180059508,
                                 0.865063366688984510732096688423493,
                                 0.780817726586416897063717578345042,
                                 0.679409568299024406234327365114874,
                                 0.562757134668604683339000099272694,
                                 0.433395394129247190799265943165784,
                                 0.294392862701460198131126603103866,
                                 0.148874338981631210884826001129720,
                                 0.0};
static const double kronrod_weights[11] = {
    0.011694638867371874278064396062192, 0.032558162307964727478818972459390, 0.054755896574351996031381300244580,
    0.075039674810919952767043140916190, 0.093125454583697605535065465083366, 0.109387158802297641899210590325805,
    0.123491976262065851077958109585166, 0.134709217311473325928054001771707, 0.142775938577060080797094273138717,
    0.147739104901338491374841515972068, 0.149445554002916905664936468389821};
static const double gauss_weights[5] = {0.066671344308688137593568809893332, 0.149451349150580593145863396957658,
                                        0.219086362515982043995534934228163, 0.269266719309996355091226921569469,
                                        0.295524224714752870173815619188769};

/* A stretch still to be integrated. */
typedef struct piece {
    double from;
    double to;
    int depth;
} piece;

typedef struct estimate {
    mkba_i_pair kronrod;
    mkba_i_pair gauss;
} estimate;

static void add(mkba_i_pair *sum, mkba_i_pair value, double weight)
{
    sum->mass += weight * value.mass;
    sum->moment += weight * value.moment;
}

static estimate rule(mkba_i_pair_function function, const void *context, double from, double to)
{
    double centre = 0.5 * from + 0.5 * to;
    double half = 0.5 * (to - from);
    estimate e = {{0.0, 0.0}, {0.0, 0.0}};
    add(&e.kronrod, function(context, centre), half * kronrod_weights[10]);
    for (size_t i = 0; i < 10; i++) {
        mkba_i_pair left = function(context, centre - half * nodes[i]);
        mkba_i_pair right = function(context, centre + half * nodes[i]);
        mkba_i_pair both = {left.mass + right.mass, left.moment + right.moment};
        add(&e.kronrod, both, half * kronrod_weights[i]);
        if (i % 2 == 1) {
            add(&e.gauss, both, half * gauss_weights[i / 2]);
        }
    }
    return e;
}

static bool agree(double kronrod, double gauss, double total)
{
    return fabs(kronrod - gauss) <= AGREEMENT * kronrod + NEGLIGIBLE * total;
}

/* Depth first, left to right: at most DEPTH + 1 pieces wait. */
static mkba_i_pair refine(mkba_i_pair_function function, const void *context, double from, double to, mkba_i_pair total)
{
    piece waiting[DEPTH + 1] = {{from, to, 0}};
    mkba_i_pair sum = {0.0, 0.0};
    size_t seen = 0;
    for (size_t n = 1; n > 0; seen++) {
        piece p = waiting[--n];
        estimate e = rule(function, context, p.from, p.to);
        if (p.depth == DEPTH || seen >= MOST_PIECES ||
            (agree(e.kronrod.mass, e.gauss.mass, total.mass) &&
             agree(e.kronrod.moment, e.gauss.moment, total.moment))) {
            add(&sum, e.kronrod, 1.0);
            continue;
        }
        double middle = 0.5 * p.from + 0.5 * p.to;
        waiting[n++] = (piece){middle, p.to, p.depth + 1};
        waiting[n++] = (piece){p.from, middle, p.depth + 1};
    }
    return sum;
}

mkba_i_pair mkba_i_integrate(mkba_i_pair_function function, const void *context, const double *points, size_t n_points)
{
    mkba_i_pair total = {0.0, 0.0};
    mkba_i_pair sum = {0.0, 0.0};
    for (size_t i = 0; i + 1 < n_points; i++) {
        if (points[i] < points[i + 1]) {
            add(&total, rule(function, context, points[i], points[i + 1]).kronrod, 1.0);
        }
    }
    for (size_t i = 0; i + 1 < n_points; i++) {
        if (points[i] < points[i + 1]) {
            add(&sum, refine(function, context, points[i], points[i + 1], total), 1.0);
        }
    }
    return sum;
}
