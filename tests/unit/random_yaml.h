/*
 * Random YAML files in all styles, with comments that say where they belong; and chance, repeatable by its seed.
 */
#ifndef TESTS_UNIT_RANDOM_YAML_H
#define TESTS_UNIT_RANDOM_YAML_H

#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct chance {
	uint64_t state;
};

static inline unsigned below(struct chance *c, unsigned limit)
{
	c->state = c->state * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(c->state >> 33) % limit;
}

static inline bool one_in(struct chance *c, unsigned n)
{
	return below(c, n) == 0;
}

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define PICK(c, array) (array)[below(c, COUNT(array))]

/* A text that YAML or a careless writer of it would take for something else. */
const char *random_awkward(struct chance *c);
/* A tag as answers have them. */
const char *random_tag(struct chance *c);

/*
 * Appends a file. Its keys are k0, k1 ...: *keys is how many there are. Each is unique in the file. A comment says to which key it belongs: "#c7.k3." stands above or
 * behind k3 and goes with it; "#c7.k3*" stands in the map of k3 and may go when that is replaced or deleted ("top" is the root).
 */
void random_yaml(struct chance *chance, struct buf *file, int *keys);

#endif
