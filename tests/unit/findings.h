/*
 * For tests of readers: library files as strings, and findings as one short text, "unknown-key:3:5 wrong-type:7:9", in the order they were
 * added.
 */
#ifndef TESTS_UNIT_FINDINGS_H
#define TESTS_UNIT_FINDINGS_H

#include "base/buf.h"
#include "base/diag.h"
#include "base/source.h"

#include <stdlib.h>
#include <string.h>

/* All findings; must be freed. */
static inline char *findings_text(const struct diags *diags)
{
	struct buf buf = BUF_INIT;

	for (size_t i = 0; i < diags->count; i++)
		buf_addf(&buf, "%s%s:%d:%d", i ? " " : "", diags->items[i].kind->id, diags->items[i].pos.line, diags->items[i].pos.col);
	return buf_detach(&buf);
}

/* Compares them; prints message and way out of each when they differ. */
static inline void assert_findings(const struct diags *diags, const char *expected)
{
	char *text = findings_text(diags);

	if (strcmp(text, expected))
		diags_print(diags, stderr);
	assert_string_equal(text, expected);
	free(text);
}

static inline struct source source_of(const char *name, const char *text)
{
	return (struct source){.name = name, .text = text, .size = strlen(text), .layer = 0};
}

#endif
