/* base/say.h: numbers as people say them. */
#include <stdlib.h>

#include <check.h>

#include "base/say.h"
#include "run_suite.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

START_TEST(small_amounts_keep_the_digits_that_count)
{
    static const struct {
        double value;
        const char *unit, *english, *dutch;
    } cases[] = {{0.0123, "%", "0.0123 %", "0,0123 %"},
                 {0.00123, "%", "0.00123 %", "0,00123 %"},
                 {-0.000012345, "%", "-0.0000123 %", "-0,0000123 %"},
                 {0.00000125, "%", "0.00000125 %", "0,00000125 %"},
                 {2.5e-9, "%", "2.5e-09 %", "2.5e-09 %"},
                 {0.9994, NULL, "0.999", "0,999"},
                 {0.0999, NULL, "0.0999", "0,0999"},
                 {0, "%", "0 %", "0 %"}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        char text[MKBA_I_SAID];
        mkba_i_say_amount(cases[i].value, 1, cases[i].unit, false, text);
        ck_assert_str_eq(text, cases[i].english);
        mkba_i_say_amount(cases[i].value, 1, cases[i].unit, true, text);
        ck_assert_str_eq(text, cases[i].dutch);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("base say");
    TCase *tests = tcase_create("all");
    tcase_add_test(tests, small_amounts_keep_the_digits_that_count);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
