/*
 * For readers of data in which something can be chosen: finding the vocabulary a type names, and reading one scalar as a value of its
 * type. Attributes of vocabularies and answers are both read with it, so that they complain in the same words.
 */
#ifndef QUESTIONNAIRE_VOCABULARIES_CHOICES_H
#define QUESTIONNAIRE_VOCABULARIES_CHOICES_H

#include "questionnaire/types/fields.h"
#include "questionnaire/vocabularies/vocabulary.h"

/*
 * Finds the vocabulary of "choice of V", also inside a list. When there is none: false with a finding at node, and type becomes TYPE_NONE.
 */
bool choices_resolve(const struct vocabularies *vocabularies, const struct reader *reader, const struct yaml_node *node, struct type *type);

/*
 * Reads text (which must live as long as the value) into value. NULL when it fits, else the finding that was added, for diag_set_*. name:
 * what it is a value of, as findings call it. near: whether to look for a nearest choice.
 */
struct diag *choices_read(struct arena *arena, struct diags *diags, const struct type *type, const char *name, struct pos pos,
	const char *text, bool near, struct value *value);

#endif
