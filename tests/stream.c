/* Writes random bits without end: stream NAMES, the number of streams whose draws are taken in turn. For programs that test
 * generators: see battery.py. */
#include <stdio.h>
#include <stdlib.h>

#include "stat/random.h"

enum { MOST = 1000 };

int main(int argc, char **argv)
{
    static mkba_i_random streams[MOST];
    static uint64_t bits[MOST];
    size_t n = argc == 2 ? strtoul(argv[1], NULL, 10) : 0;
    if (n < 1 || n > MOST) {
        fprintf(stderr, "usage: stream NAMES, from 1 to %d\n", MOST);
        return EXIT_FAILURE;
    }
    for (size_t i = 0; i < n; i++) {
        char name[30];
        snprintf(name, sizeof name, "parameter_%zu", i);
        streams[i] = mkba_i_random_stream(1, name);
    }
    for (uint64_t draw = 0;; draw++) {
        for (size_t i = 0; i < n; i++) {
            bits[i] = mkba_i_random_bits(&streams[i], draw);
        }
        if (fwrite(bits, sizeof bits[0], n, stdout) != n) {
            return EXIT_SUCCESS; /* nobody reads on */
        }
    }
}
