/* What the parts of the compiler share. */
#include "appraise/compile.h"

#include <stdarg.h>

void *mkba_i_compile_make(mkba_i_compiler *compiler, size_t count, size_t size)
{
    void *made = mkba_i_arena_new(&compiler->plan->arena, count, size);

    if (made == NULL)
        compiler->program->failed = true;
    return made;
}

mkba_i_node *mkba_i_compile_no_nodes(mkba_i_compiler *compiler, size_t n)
{
    mkba_i_node *nodes = mkba_i_compile_make(compiler, n, sizeof *nodes);

    for (size_t i = 0; nodes != NULL && i < n; i++)
        nodes[i] = MKBA_I_NO_NODE;
    return nodes;
}

mkba_i_node *mkba_i_compile_zeros(mkba_i_compiler *compiler)
{
    mkba_i_node *nodes = mkba_i_compile_make(compiler, compiler->n_years, sizeof *nodes);

    for (size_t year = 0; nodes != NULL && year < compiler->n_years; year++)
        nodes[year] = mkba_i_constant(compiler->program, 0.0);
    return nodes;
}

bool mkba_i_compile_failed(const mkba_i_compiler *compiler)
{
    return compiler->program->failed || compiler->status != MKBA_OK;
}

int mkba_i_compile_year(const mkba_i_compiler *compiler, size_t year)
{
    return compiler->plan->settings.first + (int) year;
}

void mkba_i_compile_refuse(mkba_i_compiler *compiler, mkba_status status, const mkba_i_place *place, const char *format,
                           ...)
{
    va_list args;

    if (compiler->status != MKBA_OK)
        return;
    va_start(args, format);
    compiler->status = mkba_i_vfail(compiler->error, status, place->where, format, args);
    va_end(args);
    if (compiler->error != NULL) {
        compiler->error->line = place->line;
        compiler->error->column = place->column;
    }
}

mkba_i_node mkba_i_compile_check(mkba_i_compiler *compiler, mkba_i_node check)
{
    mkba_i_plan *plan = compiler->plan;

    if (compiler->program->failed || check + 1 != compiler->program->n) /* what was there is listed already */
        return check;
    if (!mkba_i_grow((void **) &plan->checks, &plan->checks_capacity, plan->n_checks + 1, sizeof check))
        compiler->program->failed = true;
    else
        plan->checks[plan->n_checks++] = check;
    return check;
}

mkba_i_node mkba_i_compile_above(mkba_i_compiler *compiler, mkba_i_node a, double bound)
{
    mkba_i_program *program = compiler->program;

    return mkba_i_compile_check(compiler, mkba_i_binary(program, MKBA_I_OP_ABOVE, a, mkba_i_constant(program, bound)));
}

mkba_i_node mkba_i_compile_within(mkba_i_compiler *compiler, mkba_i_node a, double least, double most)
{
    mkba_i_program *program = compiler->program;
    mkba_i_node low = mkba_i_constant(program, least), high = mkba_i_constant(program, most);

    return mkba_i_compile_check(compiler, mkba_i_ternary(program, MKBA_I_OP_WITHIN, a, low, high));
}

void mkba_i_compile_origin(mkba_i_compiler *compiler, mkba_i_subject subject, const char *name, const char *what,
                           int year, mkba_i_place place)
{
    mkba_i_origin origin = {.subject = subject,
                            .name = name,
                            .alternative = compiler->alternative,
                            .what = what,
                            .year = year,
                            .place = place};

    mkba_i_program_origin(compiler->program, &origin);
}
