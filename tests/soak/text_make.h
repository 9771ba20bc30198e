/*
 * Texts as people and forms leave them: names that must survive, markup of every kind, scripts, marks, emoji, words of 400 letters.
 */
#ifndef TESTS_SOAK_TEXT_MAKE_H
#define TESTS_SOAK_TEXT_MAKE_H

#include "base/mem.h"
#include "tests/soak/random.h"

/*
 * One line that every type of text takes: not empty, no control characters, directions of writing balanced. example: what a question
 * gives as one; often taken as it is. In arena.
 */
const char *text_make_line(struct random *random, struct arena *arena, const char *example);
/* Paragraphs. */
const char *text_make_long(struct random *random, struct arena *arena, const char *example);
const char *text_make_email(struct random *random, struct arena *arena);
const char *text_make_web(struct random *random, struct arena *arena);
const char *text_make_date(struct random *random, struct arena *arena);
const char *text_make_duration(struct random *random, struct arena *arena);

#endif
