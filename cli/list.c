#include "cli/list.h"

#include "base/json.h"
#include "base/text.h"
#include "cli/builtin.h"
#include "cli/findings.h"
#include "cli/overlay_load.h"

#include <stdio.h>
#include <string.h>

enum { STATUS_LISTED, STATUS_NOTHING, STATUS_FAILED };

/* What is asked for. */
struct listing {
	const struct vocabulary *vocabulary;
	const char *word;     /* NULL: every entry */
	const char *language;
};

static const char *vocabulary_id(const void *context, size_t i)
{
	const struct vocabularies *vocabularies = context;
	return i < vocabularies->count ? vocabularies->items[i]->id : NULL;
}

/* Columns that text needs more, to be as wide as the column. */
static int padding(const char *text, size_t width)
{
	size_t have = text_width(text, strlen(text));
	return have < width ? (int)(width - have) : 0;
}

/* All vocabularies */

static void print_vocabularies(const struct vocabularies *vocabularies)
{
	size_t width = 0;
	for (size_t i = 0; i < vocabularies->count; i++)
		if (strlen(vocabularies->items[i]->id) > width)
			width = strlen(vocabularies->items[i]->id);
	for (size_t i = 0; i < vocabularies->count; i++) {
		const struct vocabulary *vocabulary = vocabularies->items[i];
		printf("%-*s  %4zu  %s\n", (int)width, vocabulary->id, vocabulary->term_count, vocabulary->title);
	}
}

static json_t *vocabularies_json(const struct vocabularies *vocabularies)
{
	json_t *list = json_new_array();
	for (size_t i = 0; i < vocabularies->count; i++) {
		json_t *object = json_new_object();
		json_put_text(object, "id", vocabularies->items[i]->id);
		json_put_text(object, "title", vocabularies->items[i]->title);
		json_put(object, "entries", json_integer((json_int_t)vocabularies->items[i]->term_count));
		json_push(list, object);
	}
	return list;
}

/* One vocabulary */

static const char *label_of(const struct listing *listing, const struct term *term)
{
	const char *label = term_label(term, listing->language);
	return label ? label : "";
}

static bool is_wanted(const struct listing *listing, const struct term *term)
{
	return !listing->word || text_contains(term->id, listing->word) || text_contains(label_of(listing, term), listing->word);
}

/* An attribute as people read it; nothing for words that this language lacks. */
static void add_value(struct buf *buf, const struct value *value, const char *language)
{
	if (value->kind == TYPE_YES_NO)
		buf_adds(buf, value->number ? "yes" : "no");
	else if (value->kind == TYPE_WORDS)
		buf_adds(buf, value_words(value, language));
	else if (value->kind != TYPE_LIST)
		buf_adds(buf, value->text);
	for (size_t i = 0; value->kind == TYPE_LIST && i < value->count; i++) {
		buf_adds(buf, i ? ", " : "");
		add_value(buf, &value->items[i], language);
	}
}

/* " (in: in Sweden; eea: yes)": the attributes, without the one that is the label. */
static void add_attributes(struct buf *buf, const struct listing *listing, const struct term *term)
{
	const char *label = term_label(term, listing->language), *before = " (";
	for (size_t i = 0; i < listing->vocabulary->attribute_count; i++) {
		const struct value *value = &term->attributes[i];
		struct buf text = BUF_INIT;
		if (value->state == VALUE_GIVEN)
			add_value(&text, value, listing->language);
		if (text.len && !(label && strcmp(text.s, label) == 0)) {
			buf_addf(buf, "%s%s: %s", before, listing->vocabulary->attributes[i].name, text.s);
			before = "; ";
		}
		buf_release(&text);
	}
	buf_adds(buf, *before == ';' ? ")" : "");
}

static bool same_evidence(const struct term *a, const struct term *b)
{
	return strcmp(a->source, b->source) == 0 && strcmp(a->checked_on, b->checked_on) == 0 && a->verified == b->verified;
}

static void print_evidence(const struct term *term)
{
	printf("    source: %s; checked on %s, %s\n", term->source, term->checked_on, term->verified ? "verified" : "not verified");
}

/* An entry a line; below entries that share it, where they come from. Returns how many there were. */
static size_t print_terms(const struct listing *listing)
{
	const struct term *before = NULL;
	size_t width = 0, count = 0;
	for (size_t i = 0; i < listing->vocabulary->term_count; i++) {
		const struct term *term = &listing->vocabulary->terms[i];
		if (is_wanted(listing, term) && strlen(term->id) > width)
			width = strlen(term->id);
	}
	for (size_t i = 0; i < listing->vocabulary->term_count; i++) {
		const struct term *term = &listing->vocabulary->terms[i];
		struct buf rest = BUF_INIT;
		if (!is_wanted(listing, term))
			continue;
		if (before && !same_evidence(before, term))
			print_evidence(before);
		add_attributes(&rest, listing, term);
		printf("%s%*s  %s%s\n", term->id, padding(term->id, width), "", label_of(listing, term), rest.s);
		buf_release(&rest);
		before = term;
		count++;
	}
	if (before)
		print_evidence(before);
	return count;
}

static json_t *value_json(const struct value *value)
{
	if (value->kind == TYPE_YES_NO)
		return json_boolean(value->number != 0);
	if (value->kind == TYPE_NUMBER)
		return json_integer(value->number);
	if (value->kind == TYPE_WORDS) {
		json_t *words = json_new_object();
		for (size_t i = 0; i < value->count; i++)
			json_put_text(words, value->items[i].key, value->items[i].text);
		return words;
	}
	if (value->kind != TYPE_LIST)
		return json_new_text(value->text);
	json_t *list = json_new_array();
	for (size_t i = 0; i < value->count; i++)
		json_push(list, value_json(&value->items[i]));
	return list;
}

static json_t *term_json(const struct listing *listing, const struct term *term)
{
	json_t *object = json_new_object(), *attributes = json_new_object();
	json_put_text(object, "id", term->id);
	json_put_text(object, "label", label_of(listing, term));
	for (size_t i = 0; i < listing->vocabulary->attribute_count; i++)
		if (term->attributes[i].state == VALUE_GIVEN)
			json_put(attributes, listing->vocabulary->attributes[i].name, value_json(&term->attributes[i]));
	json_put(object, "attributes", attributes);
	json_put_text(object, "source", term->source);
	json_put_text(object, "checked_on", term->checked_on);
	json_put(object, "verified", json_boolean(term->verified));
	return object;
}

static json_t *terms_json(const struct listing *listing)
{
	json_t *list = json_new_array();
	for (size_t i = 0; i < listing->vocabulary->term_count; i++)
		if (is_wanted(listing, &listing->vocabulary->terms[i]))
			json_push(list, term_json(listing, &listing->vocabulary->terms[i]));
	return list;
}

/* The command */

static void print_json(json_t *value)
{
	struct buf text = BUF_INIT;
	json_add_value(&text, value);
	fwrite(text.s, 1, text.len, stdout); /* main looks for errors when it closes it */
	buf_release(&text);
}

static int list_all(const struct vocabularies *vocabularies, bool json)
{
	if (json)
		print_json(vocabularies_json(vocabularies));
	else
		print_vocabularies(vocabularies);
	return STATUS_LISTED;
}

static int list_one(const struct listing *listing, bool json)
{
	size_t count;
	if (json) {
		json_t *terms = terms_json(listing);
		count = json_array_size(terms);
		print_json(terms);
	} else {
		count = print_terms(listing);
	}
	if (count)
		return STATUS_LISTED;
	struct buf word = BUF_INIT;
	text_add_visible(&word, listing->word ? listing->word : "");
	fprintf(stderr, "noticesmith: no entry of '%s' holds '%s'\n", listing->vocabulary->id, word.s);
	buf_release(&word);
	return STATUS_NOTHING;
}

static int list_library(const struct command_line *line, const struct library *library)
{
	const struct vocabularies *vocabularies = &library->schema->vocabularies;
	bool json = line->values[OPTION_JSON];
	if (!line->operand_count)
		return list_all(vocabularies, json);
	const char *name = line->operands[0], *word = line->operand_count > 1 ? line->operands[1] : NULL;
	const struct vocabulary *vocabulary = vocabulary_find(vocabularies, name);
	if (!vocabulary) {
		const char *near = text_nearest(name, vocabulary_id, vocabularies);
		return usage_error(line->command, near ? "there is no vocabulary '%s'; did you mean '%s'?" : "there is no vocabulary '%s'; 'noticesmith list' names them", name, near);
	}
	if (word && text_invalid(word, strlen(word)))
		return usage_error(line->command, "'%s' is not valid UTF-8", word);
	return list_one(&(struct listing){vocabulary, word, library->language}, json);
}

int list_run(const struct command_line *line)
{
	const char *dir = line->values[OPTION_LIBRARY];
	struct arena arena = ARENA_INIT;
	struct diags diags = DIAGS_INIT;
	if (line->operand_count > 2)
		return usage_error(line->command, "one word at a time; put quotes around several");
	const struct library *library = dir ? overlay_load(&arena, &builtin_library, dir, &diags) : &builtin_library;
	findings_print(&diags, false);
	int status = library ? list_library(line, library) : STATUS_FAILED;
	diags_release(&diags);
	arena_release(&arena);
	return status;
}
