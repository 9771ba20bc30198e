/*
 * The answers file of a random company, for tests that know nothing of drafts.
 */
#ifndef TESTS_SOAK_COMPANY_H
#define TESTS_SOAK_COMPANY_H

#include "base/buf.h"
#include "questionnaire/schema/schema.h"

#include <stdint.h>

/* Appends the YAML of the company of that seed. */
void company_write(struct buf *yaml, const struct schema *schema, uint64_t seed);

#endif
