#include "questionnaire/vocabularies/choices.h"

#define CHOICES_SHOWN 12

bool choices_resolve(const struct vocabularies *vocabularies, const struct reader *reader, const struct yaml_node *node, struct type *type)
{
	if (type->kind == TYPE_LIST) {
		struct type *item = arena_calloc(reader->arena, 1, sizeof *item);
		bool fine;
		*item = *type->item;
		fine = choices_resolve(vocabularies, reader, node, item);
		type->item = item;
		if (!fine)
			*type = (struct type){.kind = TYPE_NONE};
		return fine;
	}
	if (type->kind != TYPE_CHOICE)
		return true;
	type->vocabulary = vocabulary_find(vocabularies, type->of);
	if (type->vocabulary)
		return true;
	REPORT(reader, node, Q_UNKNOWN_VOCABULARY, type->of,
		did_you_mean(reader->arena, vocabularies_nearest(vocabularies, type->of), "add a file for it to vocabularies/"));
	*type = (struct type){.kind = TYPE_NONE};
	return false;
}

/* "choose one of SE, FI, DE"; long lists are cut. */
static void list_choices(struct buf *buf, const struct vocabulary *vocabulary)
{
	size_t shown = vocabulary->term_count > CHOICES_SHOWN ? CHOICES_SHOWN : vocabulary->term_count;

	buf_adds(buf, "choose one of ");
	for (size_t i = 0; i < shown; i++)
		buf_addf(buf, "%s%s", i ? ", " : "", vocabulary->terms[i].id);
	if (shown < vocabulary->term_count)
		buf_adds(buf, " ...");
}

static struct diag *report_bad_value(struct diags *diags, const struct type *type, const char *name, struct pos pos, const char *text,
	const char *why)
{
	struct buf wanted = BUF_INIT;
	struct diag *diag;

	type_describe(&wanted, type);
	diag = diag_add(diags, &questionnaire_diags[Q_BAD_VALUE], pos, text, name, why, wanted.s, NULL);
	buf_release(&wanted);
	return diag;
}

struct diag *choices_read(struct arena *arena, struct diags *diags, const struct type *type, const char *name, struct pos pos,
	const char *text, bool near, struct value *value)
{
	const struct term *term = type->kind == TYPE_CHOICE ? vocabulary_term(type->vocabulary, text) : NULL;
	struct diag *diag;
	const char *why;

	if (term) { /* what type_read would find out, looking it up again */
		value->state = VALUE_GIVEN;
		value->kind = TYPE_CHOICE;
		value->text = text;
		value->term = term;
		return NULL;
	}
	if (type->kind == TYPE_CHOICE) {
		struct buf choices = BUF_INIT;
		list_choices(&choices, type->vocabulary);
		diag = diag_add(diags, &questionnaire_diags[Q_BAD_CHOICE], pos, text, name,
			did_you_mean(arena, near ? vocabulary_nearest(type->vocabulary, text) : NULL, choices.s), NULL);
		buf_release(&choices);
		return diag;
	}
	why = type_read(type, text, value, arena);
	return why ? report_bad_value(diags, type, name, pos, text, why) : NULL;
}
