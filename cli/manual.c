#include "cli/manual.h"

#include "base/text.h"
#include "tui/keys.h"

#include <string.h>

enum { LISTED_LIMIT = 60 }; /* entries of a vocabulary that the page lists; longer ones are left to the command list */

/* Vocabularies that were met on the way, in that order; each once. */
struct used {
	const struct vocabulary **items;
	size_t count, capacity;
};

struct manual {
	struct buf *out;
	const struct library *library;
	struct arena *arena;
	struct used used;
};

/* Text */

/*
 * Appends text for roff: ASCII as it is, backslashes and all else by name; a full stop inside a line ends no sentence ("Dr. Ek"). quoted: as an
 * argument of a macro, inside quotes.
 */
static void add_escaped(struct buf *out, const char *text, size_t size, bool quoted)
{
	for (size_t i = 0, length = 0; i < size; i += length) {
		uint32_t c = text_char(text + i, &length);
		if (c == '\\')
			buf_adds(out, "\\e");
		else if (c == '"' && quoted)
			buf_adds(out, "\"\"");
		else if (c >= 0x80)
			buf_addf(out, "\\[u%04X]", (unsigned)c);
		else
			buf_addc(out, (char)c);
		if (strchr(".?!", (int)c) && i + 1 < size && text[i + 1] == ' ')
			buf_adds(out, "\\&");
	}
}

/* Appends a line of text; a line that begins like a macro is kept from being one. */
static void add_line(struct buf *out, const char *text, size_t size)
{
	if (size && (*text == '.' || *text == '\''))
		buf_adds(out, "\\&");
	add_escaped(out, text, size, false);
	buf_addc(out, '\n');
}

/* Appends sentences, each on a line of its own, as manuals are written. */
static void add_sentences(struct buf *out, const char *text)
{
	const char *start = text;
	for (const char *at = text; *at; at++) {
		bool ends = strchr(".?!", *at) && at[1] == ' ' && at[2] >= 'A' && at[2] <= 'Z';
		if (!ends)
			continue;
		add_line(out, start, (size_t)(at + 1 - start));
		start = at + 2;
	}
	add_line(out, start, strlen(start));
}

/* Keys */

/* A path as a tag: names as they are written, keys of records as what stands for them. path: "activities.*.is". */
static void add_tag(struct buf *out, const char *path)
{
	buf_adds(out, ".It");
	for (const char *start = path; *start;) {
		size_t size = strcspn(start, "*");
		buf_adds(out, start == path ? " " : " Ns ");
		if (size)
			buf_addf(out, "Cm %.*s", (int)size, start);
		else
			buf_adds(out, "Ar key");
		start += size ? size : 1;
	}
	buf_addc(out, '\n');
}

static void note_vocabulary(struct manual *manual, const struct vocabulary *vocabulary)
{
	struct used *used = &manual->used;
	for (size_t i = 0; i < used->count; i++)
		if (used->items[i] == vocabulary)
			return;
	used->items = arena_grow(manual->arena, used->items, used->count, &used->capacity, sizeof(*used->items));
	used->items[used->count++] = vocabulary;
}

static const char *need(const struct question *question)
{
	if (!question->required)
		return "optional";
	return question->none_allowed ? "required, or !none" : "required";
}

static void add_answer(struct buf *out, const struct question *question)
{
	struct buf type = BUF_INIT;
	if (question->type.kind == TYPE_RECORDS)
		buf_adds(&type, "records, each under a key of your choice");
	else if (question->type.kind == TYPE_RECORD)
		buf_adds(&type, "a record");
	else
		type_describe(&type, &question->type);
	buf_adds(out, ".br\nAnswer: ");
	add_escaped(out, type.s, type.len, false);
	buf_addf(out, "; %s.\n", need(question));
	buf_release(&type);
}

static void add_question(struct buf *out, const struct question *question, const char *path)
{
	add_tag(out, path);
	add_sentences(out, question->ask);
	add_sentences(out, question->help);
	if (question->more)
		add_sentences(out, question->more);
	add_answer(out, question);
	if (question->when_text) {
		buf_adds(out, ".br\nAsked when\n.Ql \"");
		add_escaped(out, question->when_text, strlen(question->when_text), true);
		buf_adds(out, "\" .\n");
	}
	if (question->example) {
		buf_adds(out, ".br\nExample: ");
		add_line(out, question->example, strlen(question->example));
	}
	for (size_t i = 0; i < question->article_count; i++) {
		buf_adds(out, i ? "; " : ".br\nWhy: ");
		add_escaped(out, question->articles[i]->cite, strlen(question->articles[i]->cite), false);
	}
	buf_adds(out, question->article_count ? ".\n" : "");
}

/* The question, and below it those of its records. Record types hold no circle. */
static void add_questions(struct manual *manual, const struct question *question, const char *path)
{
	const struct type *type = question->type.kind == TYPE_LIST ? question->type.item : &question->type;
	add_question(manual->out, question, path);
	if (type->kind == TYPE_CHOICE)
		note_vocabulary(manual, type->vocabulary);
	if (type->kind != TYPE_RECORD && type->kind != TYPE_RECORDS)
		return;
	for (size_t i = 0; i < type->record->field_count; i++) {
		const struct question *field = &type->record->fields[i];
		add_questions(manual, field, arena_printf(manual->arena, "%s%s.%s", path, type->kind == TYPE_RECORDS ? ".*" : "", field->id));
	}
}

static bool is_in_chapter(const struct schema *schema, const struct question *question)
{
	for (size_t i = 0; i < schema->chapter_count; i++)
		for (size_t k = 0; k < schema->chapters[i].ask_count; k++)
			if (schema->chapters[i].asks[k] == question)
				return true;
	return false;
}

static void begin_list(struct buf *out, const char *title)
{
	buf_addf(out, ".Ss %s\n.Bl -tag -width Ds\n", title);
}

static void add_all_questions(struct manual *manual)
{
	const struct schema *schema = manual->library->schema;
	begin_list(manual->out, "The file itself");
	for (size_t i = 0; i < schema->root->field_count; i++)
		if (!is_in_chapter(schema, &schema->root->fields[i]))
			add_questions(manual, &schema->root->fields[i], schema->root->fields[i].id);
	buf_adds(manual->out, ".El\n");
	for (size_t i = 0; i < schema->chapter_count; i++) {
		const struct chapter *chapter = &schema->chapters[i];
		begin_list(manual->out, chapter->title);
		for (size_t k = 0; k < chapter->ask_count; k++)
			add_questions(manual, chapter->asks[k], chapter->asks[k]->id);
		buf_adds(manual->out, ".El\n");
	}
}

/* Choices */

static void add_choices(struct manual *manual, const struct vocabulary *vocabulary)
{
	struct buf *out = manual->out;
	buf_addf(out, ".It Cm %s\n", vocabulary->id);
	add_sentences(out, arena_printf(manual->arena, vocabulary->term_count > LISTED_LIMIT ? "%s." : "%s:", vocabulary->title));
	for (size_t i = 0; i < vocabulary->term_count && vocabulary->term_count <= LISTED_LIMIT; i++) {
		const struct term *term = &vocabulary->terms[i];
		const char *label = term_label(term, manual->library->language);
		buf_addf(out, ".Cm %s\n(", term->id);
		add_escaped(out, label ? label : "", label ? strlen(label) : 0, false);
		buf_adds(out, i + 1 < vocabulary->term_count ? "),\n" : ").\n");
	}
}

static void add_keys(struct manual *manual)
{
	add_all_questions(manual);
	begin_list(manual->out, "The choices");
	for (size_t i = 0; i < manual->used.count; i++)
		add_choices(manual, manual->used.items[i]);
	buf_adds(manual->out, ".El\n");
}

/* Facts */

/* The fields of facts, below each list of records those of its items. */
static void add_fact_fields(struct manual *manual, const struct record_type *record, const char *path)
{
	for (size_t i = 0; i < record->field_count; i++) {
		const struct question *fact = &record->fields[i];
		const char *name = arena_printf(manual->arena, "%s.%s", path, fact->id);
		struct buf type = BUF_INIT;
		add_tag(manual->out, name);
		add_escaped(manual->out, fact->label, strlen(fact->label), false);
		type_describe(&type, &fact->type);
		buf_addf(manual->out, " (%s%s).\n", type.s, fact->required ? "" : ", or nothing");
		buf_release(&type);
		if (fact->type.kind == TYPE_RECORDS || fact->type.kind == TYPE_RECORD)
			add_fact_fields(manual, fact->type.record, name);
	}
}

static void add_facts(struct manual *manual)
{
	buf_adds(manual->out, ".Bl -tag -width Ds\n");
	add_fact_fields(manual, manual->library->schema->facts, "facts");
	buf_adds(manual->out, ".El\n");
}

/* Sections */

/* A title as it often reads: the first case of each choice, an ellipsis for each answer. */
static void add_title(struct buf *out, const struct section *section)
{
	struct buf title = BUF_INIT;
	for (size_t i = 0; i < section->title_count; i++) {
		const struct piece *piece = &section->title[i];
		buf_adds(&title, piece->kind == PIECE_TEXT ? piece->text : piece->kind == PIECE_SELECT ? piece->cases[0].text : "...");
	}
	if (section->parent)
		buf_addf(&title, " (in %s)", section->parent);
	add_line(out, title.s, title.len);
	buf_release(&title);
}

static void add_sections(struct manual *manual)
{
	buf_adds(manual->out, ".Bl -tag -width Ds -compact\n");
	for (size_t i = 0; i < manual->library->section_count; i++) {
		const struct section *section = &manual->library->sections[i];
		buf_addf(manual->out, ".It Cm %s\n", section->id);
		add_title(manual->out, section);
	}
	buf_adds(manual->out, ".El\n");
}

/* Keys of the wizard, without anybody's configuration */

static void add_actions(struct manual *manual)
{
	struct keymap map;
	keymap_init(&map);
	keymap_add_manual(manual->out, &map);
	keymap_release(&map);
}

/* Pages */

static const struct part {
	const char *begin, *end;
	void (*add)(struct manual *manual);
} parts[] = {
#define PART(name, add) {".\\\" Begin of the " name ": written by 'make manual', do not edit.\n", ".\\\" End of the " name ".\n", add}
	PART("keys", add_keys),
	PART("facts", add_facts),
	PART("sections", add_sections),
	PART("actions", add_actions),
#undef PART
};

/* The part that begins with this line; NULL: none. */
static const struct part *find_part(const char *line)
{
	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++)
		if (strncmp(line, parts[i].begin, strlen(parts[i].begin)) == 0)
			return &parts[i];
	return NULL;
}

const char *manual_write(struct buf *out, const char *page, const struct library *library)
{
	struct arena arena = ARENA_INIT;
	struct manual manual = {.out = out, .library = library, .arena = &arena};
	const char *wrong = "no line of the page begins a part";
	for (const char *line = page; line && *line;) {
		const struct part *part = find_part(line);
		size_t size = strcspn(line, "\n");
		buf_add(out, line, size + (line[size] != '\0'));
		line += size + (line[size] != '\0');
		if (!part)
			continue;
		part->add(&manual);
		line = strstr(line, part->end);
		wrong = line ? NULL : "a part of the page has no end";
	}
	arena_release(&arena);
	return wrong;
}
