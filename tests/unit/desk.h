/*
 * A text of answers with its interview, for tests of the interview.
 */
#ifndef TESTS_UNIT_DESK_H
#define TESTS_UNIT_DESK_H

#include "cli/builtin.h"
#include "questionnaire/interview/interview.h"

#include <string.h>

struct desk {
	struct arena arena;
	struct diags diags;
	struct answers *answers;
	struct interview interview;
};

static inline void sit_down(struct desk *desk, const char *text, bool all)
{
	*desk = (struct desk){.arena = ARENA_INIT, .diags = DIAGS_INIT};
	desk->answers = answers_read(builtin_library.schema, "acme.yaml", text, strlen(text), &desk->diags);
	assert_non_null(desk->answers);
	interview_init(&desk->interview, desk->answers, all);
}

static inline void stand_up(struct desk *desk)
{
	interview_release(&desk->interview);
	answers_free(desk->answers);
	diags_release(&desk->diags);
	arena_release(&desk->arena);
}

#endif
