/* What stands inside {{ }}, and the loops of front matter and control lines. */
#include "outputs/library/template_parts.h"

#include "base/buf.h"
#include "base/text.h"

#include <string.h>

/* ---- words and quotes ---- */

static bool is_name(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

/* Behind the quoted text that begins at `at`. */
static size_t skip_quotes(const struct span *span, size_t at)
{
	size_t i = at + 1;
	while (i < span->size && span->text[i] != span->text[at])
		i += span->text[i] == '\\' ? 2 : 1;
	return i < span->size ? i + 1 : span->size;
}

/* The first place of a word (or of a sign) outside quotes and brackets, or span->size. */
static size_t find_outside(const struct span *span, size_t from, const char *word)
{
	size_t length = strlen(word);
	int depth = 0;
	for (size_t i = from; i < span->size;) {
		char c = span->text[i];
		if (c == '"' || c == '\'') {
			i = skip_quotes(span, i);
			continue;
		}
		bool here = !depth && span->size - i >= length && !memcmp(span->text + i, word, length);
		if (here && is_name(word[0]))
			here = (!i || !is_name(span->text[i - 1])) && (i + length == span->size || !is_name(span->text[i + length]));
		if (here)
			return i;
		depth += (c == '(' || c == '[') - (c == ')' || c == ']');
		i++;
	}
	return span->size;
}

static bool starts_with_word(const struct span *span, const char *word)
{
	return find_outside(span, 0, word) == 0 && span->size > strlen(word) && span->text[strlen(word)] == ' ';
}

/* ---- conditions and paths ---- */

struct cond_env template_env(const struct template_reader *reader)
{
	struct cond_env env = schema_env(reader->schema);
	env.variables = reader->variables;
	env.variable_count = reader->variable_count;
	return env;
}

static struct cond_source source_of(struct template_reader *reader, const struct span *span)
{
	const char *text = arena_strndup(reader->arena, span->text, span->size);
	return (struct cond_source){.text = text, .base = span->pos, .yaml = span->yaml, .node = span->node, .skip = span->skip};
}

const struct cond *template_condition(struct template_reader *reader, const struct span *span)
{
	const struct cond_source source = source_of(reader, span);
	const struct cond_env env = template_env(reader);
	return cond_read(reader->arena, &source, &env, reader->diags);
}

static const struct cond *read_operand(struct template_reader *reader, const struct span *span)
{
	const struct cond_source source = source_of(reader, span);
	const struct cond_env env = template_env(reader);
	size_t used = 0;
	const struct cond *cond = cond_read_operand(reader->arena, &source, &env, &used, reader->diags);
	const struct span rest = span_part(span, used < span->size ? used : span->size, span->size);
	if (cond && rest.size) {
		const char *text = arena_strndup(reader->arena, rest.text, rest.size);
		template_report(reader, O_PLACEHOLDER_SYNTAX, span_pos(&rest, 0), text, NULL);
		return NULL;
	}
	return cond;
}

static bool is_printable(const struct type *type)
{
	if (type->kind == TYPE_LIST)
		return is_printable(type->item);
	return type->kind != TYPE_YES_NO && type->kind != TYPE_RECORD && type->kind != TYPE_RECORDS;
}

const struct cond *template_path(struct template_reader *reader, const struct span *span)
{
	const struct cond *cond = read_operand(reader, span);
	if (!cond)
		return NULL;
	const char *text = arena_strndup(reader->arena, span->text, span->size);
	if (cond->op != COND_PATH) {
		template_report(reader, O_VALUE_NOT_PATH, span_pos(span, 0), text, NULL);
		return NULL;
	}
	if (!is_printable(&cond->type)) {
		template_report(reader, cond->type.kind == TYPE_YES_NO ? O_VALUE_YES_NO : O_VALUE_RECORD, span_pos(span, 0), text, NULL);
		return NULL;
	}
	return cond;
}

/* ---- loops ---- */

static bool is_reserved(const char *name)
{
	static const char *const reserved[] = {"and", "or", "not", "in", "true", "false", "if", "for", "cite", "facts", "this"};
	for (size_t i = 0; i < sizeof reserved / sizeof *reserved; i++)
		if (!strcmp(name, reserved[i]))
			return true;
	return false;
}

static bool check_variable(struct template_reader *reader, const struct span *span, const char *name)
{
	bool good = name[0] >= 'a' && name[0] <= 'z' && !is_reserved(name);
	for (const char *c = name; *c; c++)
		good = good && is_name(*c) && *c != '-';
	for (size_t i = 0; i < reader->variable_count; i++)
		good = good && strcmp(reader->variables[i].name, name);
	for (size_t i = 0; i < reader->schema->condition_count; i++)
		good = good && strcmp(reader->schema->conditions[i].name, name);
	if (!good)
		template_report(reader, O_LOOP_VARIABLE, span_pos(span, 0), name, NULL);
	return good;
}

/* The next free slot, or -1 with a finding. */
static int next_slot(struct template_reader *reader, const struct span *span)
{
	int slot = reader->variable_count ? reader->variables[reader->variable_count - 1].slot + 1 : SLOT_LOOP;
	if (slot < SLOT_COUNT)
		return slot;
	template_report(reader, O_LOOP_DEPTH, span_pos(span, 0), NULL, NULL);
	return -1;
}

bool template_read_loop(struct template_reader *reader, const struct span *span, struct clause_loop *loop)
{
	size_t in = find_outside(span, 0, "in"), filter = find_outside(span, 0, "if");
	const struct span variable = span_part(span, 0, in), path = span_part(span, in + 2 < filter ? in + 2 : filter, filter);
	int slot = next_slot(reader, span);
	*loop = (struct clause_loop){.text = arena_strndup(reader->arena, span->text, span->size), .slot = slot};
	if (slot < 0)
		return false;
	if (!variable.size || !path.size || filter < in) {
		template_report(reader, O_LOOP_SYNTAX, span_pos(span, 0), NULL, NULL);
		return false;
	}
	const char *name = arena_strndup(reader->arena, variable.text, variable.size);
	bool good = check_variable(reader, &variable, name);
	loop->list = read_operand(reader, &path);
	struct cond_variable *added = &reader->variables[reader->variable_count++];
	*added = (struct cond_variable){.name = name, .slot = slot};
	if (!loop->list)
		return false;
	if (loop->list->op != COND_PATH || !type_item(&loop->list->type, &added->type)) {
		added->type = (struct type){.kind = TYPE_NONE};
		template_report(reader, O_LOOP_LIST, span_pos(&path, 0), arena_strndup(reader->arena, path.text, path.size), NULL);
		return false;
	}
	if (filter < span->size) {
		const struct span condition = span_part(span, filter + 2, span->size);
		loop->filter = template_condition(reader, &condition);
		good = good && loop->filter;
	}
	return good;
}

/* ---- inline choices ---- */

/* Which names a choice knows: i from 0; NULL after the last. `other` is among them, at the end. */
static const char *case_name(const struct cond *cond, size_t i)
{
	static const char *const counts[] = {"none", "one", "two", "other"}, *const yes_no[] = {"yes", "no", "other"};
	if (cond->op == COND_COUNT)
		return i < 4 ? counts[i] : NULL;
	if (cond->type.kind == TYPE_YES_NO)
		return i < 3 ? yes_no[i] : NULL;
	size_t count = cond->type.vocabulary->term_count;
	return i < count ? cond->type.vocabulary->terms[i].id : i == count ? "other" : NULL;
}

static const char *case_candidate(const void *context, size_t i)
{
	return case_name(context, i);
}

static bool has_case(const struct piece *piece, const char *name)
{
	for (size_t i = 0; i < piece->case_count; i++)
		if (!strcmp(piece->cases[i].name, name))
			return true;
	return false;
}

static void check_case(struct template_reader *reader, const struct piece *piece, const char *name, struct pos pos)
{
	const char *known = "";
	for (size_t i = 0; known && (known = case_name(piece->cond, i)) && strcmp(known, name);)
		i++;
	const char *nearest = known ? NULL : text_nearest(name, case_candidate, piece->cond);
	if (!known && nearest)
		template_report(reader, O_SELECT_CASE_MISSPELT, pos, name, nearest);
	else if (!known)
		template_report(reader, O_SELECT_CASE_UNKNOWN, pos, name, case_name(piece->cond, 0));
	else if (has_case(piece, name))
		template_report(reader, O_SELECT_CASE_TWICE, pos, name, NULL);
}

/* The text between single quotes, \' for a quote. */
static const char *unquote(struct template_reader *reader, const struct span *quoted)
{
	struct buf buf = BUF_INIT;
	for (size_t i = 1; i + 1 < quoted->size; i++) {
		if (quoted->text[i] == '\\' && i + 2 < quoted->size && (quoted->text[i + 1] == '\'' || quoted->text[i + 1] == '\\'))
			i++;
		buf_addc(&buf, quoted->text[i]);
	}
	char *text = arena_strndup(reader->arena, buf.s, buf.len);
	buf_release(&buf);
	return text;
}

/* Reads one `name 'text'`. False with a finding when it is none. */
static bool read_case(struct template_reader *reader, const struct span *span, struct select_case *read)
{
	size_t end = 0;
	while (end < span->size && is_name(span->text[end]))
		end++;
	const struct span quoted = span_part(span, end, span->size);
	bool good = quoted.size >= 2 && quoted.text[0] == '\'' && quoted.text[quoted.size - 1] == '\'' && skip_quotes(&quoted, 0) == quoted.size;
	if (!end || !good) {
		template_report(reader, O_SELECT_SYNTAX, span_pos(span, 0), NULL, NULL);
		return false;
	}
	*read = (struct select_case){arena_strndup(reader->arena, span->text, end), unquote(reader, &quoted)};
	return true;
}

static bool read_cases(struct template_reader *reader, const struct span *span, struct piece *piece)
{
	struct select_case *cases = NULL;
	size_t capacity = 0;
	for (size_t from = 0; from <= span->size;) {
		size_t comma = find_outside(span, from, ",");
		const struct span one = span_part(span, from, comma);
		struct select_case read;
		if (!read_case(reader, &one, &read))
			return false;
		check_case(reader, piece, read.name, span_pos(&one, 0));
		cases = arena_grow(reader->arena, cases, piece->case_count, &capacity, sizeof *cases);
		cases[piece->case_count++] = read;
		piece->cases = cases;
		from = comma + 1;
	}
	return true;
}

/* The first case that is not there though nothing else covers it, or NULL. A number has no end, so a count always needs `other`. */
static const char *missing_case(const struct piece *piece)
{
	if (has_case(piece, "other"))
		return NULL;
	if (piece->cond->op == COND_COUNT)
		return "other";
	for (size_t i = 0; case_name(piece->cond, i + 1); i++)
		if (!has_case(piece, case_name(piece->cond, i)))
			return case_name(piece->cond, i);
	return NULL;
}

static void read_select(struct template_reader *reader, const struct span *span, size_t colon, struct piece *piece)
{
	const struct span subject = span_part(span, 0, colon), cases = span_part(span, colon + 1, span->size);
	piece->kind = PIECE_SELECT;
	piece->text = arena_strndup(reader->arena, subject.text, subject.size);
	piece->cond = read_operand(reader, &subject);
	if (!piece->cond)
		return;
	enum type_kind type = piece->cond->type.kind;
	if (piece->cond->op != COND_COUNT && (piece->cond->op != COND_PATH || (type != TYPE_YES_NO && type != TYPE_CHOICE))) {
		template_report(reader, O_SELECT_SUBJECT, span_pos(&subject, 0), arena_strndup(reader->arena, subject.text, subject.size), NULL);
		return;
	}
	if (!read_cases(reader, &cases, piece))
		return;
	const char *missing = missing_case(piece);
	if (missing)
		template_report(reader, O_SELECT_CASE_MISSING, span_pos(span, 0), missing, NULL);
}

/* ---- citations, lists, values ---- */

static const char *term_candidate(const void *context, size_t i)
{
	const struct vocabulary *vocabulary = context;
	return i < vocabulary->term_count ? vocabulary->terms[i].id : NULL;
}

/* An entry of the vocabulary, or the path of a choice among its entries. */
static void read_cite(struct template_reader *reader, const struct span *span, struct piece *piece)
{
	const struct span name = span_part(span, strlen("cite"), span->size);
	const char *id = arena_strndup(reader->arena, name.text, name.size);
	const struct vocabulary *citations = vocabulary_find(&reader->schema->vocabularies, "citations");
	piece->kind = PIECE_CITE;
	if (strchr(id, '.')) {
		piece->cond = template_path(reader, &name);
		if (piece->cond && (piece->cond->type.kind != TYPE_CHOICE || piece->cond->type.vocabulary != citations))
			template_report(reader, O_CITE_PATH, span_pos(&name, 0), id, NULL);
		return;
	}
	piece->term = citations ? vocabulary_term(citations, id) : NULL;
	if (piece->term)
		return;
	const char *nearest = citations ? text_nearest(id, term_candidate, citations) : NULL;
	template_report(reader, nearest ? O_CITE_MISSPELT : O_CITE_UNKNOWN, span_pos(&name, 0), id, nearest);
}

static void read_comprehension(struct template_reader *reader, const struct span *span, size_t word, struct piece *piece)
{
	const struct span value = span_part(span, 0, word), rest = span_part(span, word + strlen("for"), span->size);
	size_t outside = reader->variable_count;
	struct clause_loop loop;
	if (template_read_loop(reader, &rest, &loop))
		piece->cond = template_path(reader, &value);
	piece->list = loop.list;
	piece->filter = loop.filter;
	piece->slot = loop.slot;
	reader->variable_count = outside;
}

void template_expression(struct template_reader *reader, const struct span *span, struct piece *piece)
{
	size_t colon = find_outside(span, 0, ":"), word = find_outside(span, 0, "for");
	piece->kind = PIECE_VALUE;
	piece->text = arena_strndup(reader->arena, span->text, span->size);
	if (starts_with_word(span, "cite"))
		read_cite(reader, span, piece);
	else if (colon < span->size)
		read_select(reader, span, colon, piece);
	else if (word < span->size)
		read_comprehension(reader, span, word, piece);
	else
		piece->cond = template_path(reader, span);
}
