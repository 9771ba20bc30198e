#include "questionnaire/types/type_parse.h"

#include "base/text.h"

#include <string.h>

/* How each type begins; one that ends with a space goes on with a name (or, for lists, with a type). */
static const struct spelling {
	const char *text;
	enum type_kind kind;
} spellings[] = {
	{"yes-no", TYPE_YES_NO}, {"number", TYPE_NUMBER}, {"text", TYPE_TEXT}, {"long text", TYPE_LONG_TEXT}, {"date", TYPE_DATE},
	{"duration", TYPE_DURATION}, {"email", TYPE_EMAIL}, {"web", TYPE_WEB}, {"words", TYPE_WORDS}, {"choice of ", TYPE_CHOICE},
	{"reference to ", TYPE_REFERENCE}, {"list of ", TYPE_LIST}, {"record of ", TYPE_RECORD}, {"records of ", TYPE_RECORDS},
};
#define SPELLINGS (sizeof spellings / sizeof *spellings)

#define NO_ITEMS (1u << TYPE_LIST | 1u << TYPE_RECORD | 1u << TYPE_RECORDS | 1u << TYPE_WORDS)

/* The spelling that text is, or begins with when more has to follow. */
static const struct spelling *find_spelling(const char *text)
{
	for (const struct spelling *s = spellings; s < spellings + SPELLINGS; s++) {
		size_t size = strlen(s->text);
		bool open = s->text[size - 1] == ' ';
		if (open ? !strncmp(text, s->text, size) && text[size] != '\0' : !strcmp(text, s->text))
			return s;
	}
	return NULL;
}

static bool parse(struct arena *arena, const char *text, unsigned allowed, struct type *type)
{
	const struct spelling *spelling = find_spelling(text);
	const char *rest;

	if (!spelling || !(allowed & 1u << spelling->kind))
		return false;
	rest = text + strlen(spelling->text);
	type->kind = spelling->kind;
	if (spelling->kind == TYPE_LIST) {
		struct type *item = arena_calloc(arena, 1, sizeof *item);
		type->item = item;
		return parse(arena, rest, allowed & ~NO_ITEMS, item);
	}
	if (*rest) {
		type->of = rest;
		return text_is_id(rest);
	}
	return true;
}

static const char *spelling_candidate(const void *context, size_t i)
{
	(void)context;
	return i < SPELLINGS ? spellings[i].text : NULL;
}

/* Cuts " optional" off the end. */
static bool cut_optional(char *text)
{
	static const char word[] = " optional";
	size_t size = strlen(text), tail = sizeof word - 1;

	if (size <= tail || strcmp(text + size - tail, word))
		return false;
	text[size - tail] = '\0';
	return true;
}

bool type_parse(const struct reader *reader, const struct yaml_node *node, unsigned allowed, struct type *type, bool *optional)
{
	const char *written = reader_scalar(reader, node, "type");
	char *text;

	*type = (struct type){.kind = TYPE_NONE};
	if (!written)
		return false;
	text = arena_strdup(reader->arena, written);
	if (optional)
		*optional = cut_optional(text);
	if (parse(reader->arena, text, allowed, type))
		return true;
	*type = (struct type){.kind = TYPE_NONE};
	REPORT(reader, node, Q_UNKNOWN_TYPE, written,
		did_you_mean(reader->arena, text_nearest(text, spelling_candidate, NULL),
			"write a type such as text, yes-no, choice of V or list of choice of V"));
	return false;
}
