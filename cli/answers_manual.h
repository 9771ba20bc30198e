/*
 * The part of noticesmith-answers(5) that lists every key of the answers file, and the choices, made from the schema. Part of the generator
 * (cli/compile.c), so that the page cannot say anything else than the program.
 */
#ifndef CLI_ANSWERS_MANUAL_H
#define CLI_ANSWERS_MANUAL_H

#include "questionnaire/schema/schema.h"

/*
 * Appends page (mdoc) with the list written anew between its two marks, which are comment lines. Returns NULL, or what is wrong in a few words
 * (static). language: of the entries' names.
 */
const char *answers_manual(struct buf *out, const char *page, const struct schema *schema, const char *language);

#endif
