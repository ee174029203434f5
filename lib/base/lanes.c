#include "base/lanes.h"

#include "base/choice.h"

static const char *const names[MKBA_I_VARIANTS] = {"plain", "avx2", "avx512"};

/* The compiler's own test asks the operating system too: whether it saves the wide registers. */
bool mkba_i_variant_runs(mkba_i_variant variant)
{
#if MKBA_I_LANES_X86
    switch (variant) {
    case MKBA_I_VARIANT_PLAIN: return true;
    case MKBA_I_VARIANT_AVX2: return __builtin_cpu_supports("avx2");
    case MKBA_I_VARIANT_AVX512:
        return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
               __builtin_cpu_supports("avx512vl");
    }
    return false;
#else
    return variant == MKBA_I_VARIANT_PLAIN;
#endif
}

mkba_i_variant mkba_i_variant_best(void)
{
    mkba_i_variant variant = MKBA_I_VARIANT_AVX512;
    while (!mkba_i_variant_runs(variant)) {
        variant--;
    }
    return variant;
}

const char *mkba_i_variant_name(mkba_i_variant variant)
{
    return names[variant];
}

mkba_status mkba_i_variant_from_name(const char *name, const char *what, mkba_i_variant *variant, mkba_error *error)
{
    size_t position = 0;
    mkba_status status = mkba_i_choose(name, names, MKBA_I_VARIANTS, what, &position, error);
    if (status != MKBA_OK) {
        return status;
    }
    if (!mkba_i_variant_runs((mkba_i_variant) position)) {
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, what, "this processor has no %s; %s runs", name,
                           names[mkba_i_variant_best()]);
    }
    *variant = (mkba_i_variant) position;
    return MKBA_OK;
}
