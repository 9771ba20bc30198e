/* Reading conditions: the grammar, by recursive descent. What names mean is in cond_path.c, what can be compared in cond_check.c. */
#include "questionnaire/conditions/cond_parts.h"

#include "base/text.h"
#include "base/yaml.h"

#include <string.h>
#include <strings.h>

enum { STEP_LIMIT = 32, CALL_NAME_LIMIT = 16 };

/* Functions and the node each makes. */
static const struct function {
	const char *name;
	enum cond_op op;
} functions[] = {
	{"answered", COND_ANSWERED}, {"known", COND_KNOWN}, {"given", COND_GIVEN}, {"count", COND_COUNT}, {"any", COND_ANY}, {"all", COND_ALL},
};
enum { FUNCTION_COUNT = sizeof functions / sizeof *functions };

static struct cond *read_or(struct cond_reader *r);
static struct cond *read_operand(struct cond_reader *r);

struct pos cond_pos(const struct cond_reader *r, size_t at)
{
	const struct cond_source *source = r->source;
	struct pos pos = source->base;
	if (source->yaml) {
		pos = yaml_pos_at(source->yaml, yaml_origin(source->yaml, source->node, source->skip + at));
	} else {
		size_t line = 0;
		for (size_t i = 0; i < at; i++)
			if (source->text[i] == '\n') {
				pos.line++;
				pos.col = 1;
				line = i + 1;
			}
		pos.col += (int)text_count(source->text + line, at - line);
	}
	pos.file = r->file;
	return pos;
}

struct cond *cond_node(struct cond_reader *r, enum cond_op op, enum type_kind kind, struct pos pos)
{
	struct cond *cond = arena_alloc(r->arena, sizeof *cond);
	cond->op = op;
	cond->type.kind = kind;
	cond->pos = pos;
	r->nodes++;
	if (r->nodes > COND_NODE_LIMIT && !r->stopped) {
		COND_REPORT(r, pos, Q_COND_TOO_BIG, "");
		r->stopped = true;
	}
	return cond;
}

const char *cond_describe(struct cond_reader *r, const struct type *type)
{
	struct buf text = BUF_INIT;
	type_describe(&text, type);
	const char *kept = arena_strndup(r->arena, text.s, text.len);
	buf_release(&text);
	return kept;
}

const char *cond_called(const struct cond *cond)
{
	if (cond->op == COND_COUNT)
		return "count(...)";
	if (cond->op == COND_LITERAL)
		return cond->type.kind == TYPE_LIST ? "[...]" : cond->literal.text;
	return cond->name ? cond->name : "(...)";
}

const char *cond_suggest(struct cond_reader *r, const char *nearest)
{
	return nearest ? arena_printf(r->arena, "; did you mean '%s'", nearest) : "";
}

/* -- tokens -- */

static void take(struct cond_reader *r)
{
	r->used = r->token.end;
	r->token = token_read(r->source->text, r->used);
}

static const char *token_text(struct cond_reader *r, const struct token *token)
{
	return arena_strndup(r->arena, r->source->text + token->start, token->end - token->start);
}

static struct pos token_pos(const struct cond_reader *r)
{
	return cond_pos(r, r->token.start);
}

static struct cond *stop(struct cond_reader *r, const char *why, const char *fix)
{
	if (!r->stopped)
		COND_REPORT(r, token_pos(r), Q_COND_SYNTAX, why, fix);
	r->stopped = true;
	return NULL;
}

/* The next token is not what is wanted here. */
static struct cond *unexpected(struct cond_reader *r, const char *wanted)
{
	if (r->token.kind == TOKEN_BAD)
		return stop(r, r->token.why, r->token.fix);
	if (r->token.kind == TOKEN_END)
		return stop(r, arena_printf(r->arena, "it ends where %s is wanted", wanted), "complete it");
	const char *found = token_text(r, &r->token);
	if (strcasecmp(found, "and") == 0 || strcasecmp(found, "or") == 0 || strcasecmp(found, "not") == 0 || strcasecmp(found, "in") == 0)
		return stop(r, arena_printf(r->arena, "'%s' stands where %s is wanted", found, wanted),
			"write and, or, not, in in small letters; 'x not in y' is written 'not x in y'");
	return stop(r, arena_printf(r->arena, "'%s' stands where %s is wanted", found, wanted), "correct or remove it");
}

static bool expect(struct cond_reader *r, enum token_kind kind, const char *wanted)
{
	if (r->token.kind != kind) {
		unexpected(r, wanted);
		return false;
	}
	take(r);
	return true;
}

static bool is_word(const struct cond_reader *r, const char *word)
{
	size_t size = r->token.end - r->token.start;
	return size == strlen(word) && memcmp(r->source->text + r->token.start, word, size) == 0;
}

static enum token_kind kind_behind(const struct cond_reader *r)
{
	return token_read(r->source->text, r->token.end).kind;
}

static bool enter(struct cond_reader *r)
{
	if (++r->depth <= COND_DEPTH_LIMIT)
		return true;
	if (!r->stopped)
		COND_REPORT(r, token_pos(r), Q_COND_TOO_DEEP, "");
	r->stopped = true;
	return false;
}

/* -- operands -- */

/* Fills value from a literal token; false when it was reported. */
static bool read_value(struct cond_reader *r, struct value *value)
{
	static const enum type_kind kinds[] = {
		[TOKEN_TEXT] = TYPE_TEXT, [TOKEN_NUMBER] = TYPE_NUMBER, [TOKEN_DATE] = TYPE_DATE, [TOKEN_DURATION] = TYPE_DURATION};
	struct pos pos = token_pos(r);
	struct type type = {.kind = r->token.kind == TOKEN_NAME ? TYPE_YES_NO : kinds[r->token.kind]};
	const char *text = token_text(r, &r->token);
	if (r->token.kind == TOKEN_TEXT)
		text = arena_strndup(r->arena, r->token.content, r->token.content_size);
	*value = (struct value){.kind = type.kind, .text = text, .line = pos.line, .col = pos.col};
	take(r);
	if (!text[0]) {
		COND_REPORT(r, pos, Q_COND_EMPTY_TEXT, "");
		return false;
	}
	const char *why = type_read(&type, text, value, r->arena);
	if (why)
		COND_REPORT(r, pos, Q_COND_BAD_LITERAL, text, why);
	return !why;
}

static bool at_literal(const struct cond_reader *r)
{
	if (r->token.kind == TOKEN_NAME)
		return is_word(r, "true") || is_word(r, "false");
	return r->token.kind >= TOKEN_TEXT && r->token.kind <= TOKEN_DURATION;
}

static struct cond *read_literal(struct cond_reader *r)
{
	struct cond *cond = cond_node(r, COND_LITERAL, TYPE_NONE, token_pos(r));
	if (read_value(r, &cond->literal))
		cond->type.kind = cond->literal.kind;
	return cond;
}

/* "[" literal { "," literal } "]": the types of the items are for the comparison to check. */
static struct cond *read_list(struct cond_reader *r)
{
	struct cond *cond = cond_node(r, COND_LITERAL, TYPE_LIST, token_pos(r));
	struct value *items = NULL;
	size_t count = 0, capacity = 0;
	do {
		take(r);
		if (!at_literal(r))
			return unexpected(r, "a value");
		items = arena_grow(r->arena, items, count, &capacity, sizeof *items);
		if (!read_value(r, &items[count++]))
			cond->type.kind = TYPE_NONE;
	} while (r->token.kind == TOKEN_COMMA);
	if (!expect(r, TOKEN_LIST_CLOSE, "',' or ']'"))
		return NULL;
	cond->literal.state = VALUE_GIVEN;
	cond->literal.kind = TYPE_LIST;
	cond->literal.items = items;
	cond->literal.count = count;
	return cond;
}

static struct cond *read_path(struct cond_reader *r)
{
	const char *names[STEP_LIMIT];
	size_t starts[STEP_LIMIT], count = 0;
	for (;;) {
		bool keyword = r->token.kind >= TOKEN_AND && r->token.kind <= TOKEN_IN; /* a field may be called so */
		if (r->token.kind != TOKEN_NAME && !(keyword && count > 0))
			return unexpected(r, count ? "the name of a field" : "a path");
		if (count == STEP_LIMIT)
			return stop(r, "a path has more than 32 steps", "shorten it");
		starts[count] = r->token.start;
		names[count++] = token_text(r, &r->token);
		take(r);
		if (r->token.kind != TOKEN_DOT)
			break;
		take(r);
	}
	return cond_resolve(r, names, starts, count);
}

/* path, where nothing else can stand. */
static struct cond *read_wanted_path(struct cond_reader *r, const struct function *function)
{
	struct pos pos = token_pos(r);
	struct cond *path = at_literal(r) || r->token.kind != TOKEN_NAME || kind_behind(r) == TOKEN_OPEN ? NULL : read_path(r);
	if (r->stopped || (path && path->op == COND_PATH))
		return path;
	if (!path && r->token.kind != TOKEN_NAME && !at_literal(r))
		return unexpected(r, "a path");
	COND_REPORT(r, pos, Q_COND_NOT_A_PATH, function->name);
	r->stopped = true;
	return NULL;
}

static void want_list(struct cond_reader *r, const struct cond *path)
{
	struct type item;
	if (path->type.kind != TYPE_NONE && !type_item(&path->type, &item))
		COND_REPORT(r, path->pos, Q_COND_NO_LIST, path->name, cond_describe(r, &path->type));
}

/* name in path, condition: what stands between the brackets of a loop. */
static bool read_loop(struct cond_reader *r, const struct function *function, struct cond *cond)
{
	struct pos pos = token_pos(r);
	const char *name = token_text(r, &r->token);
	if (!expect(r, TOKEN_NAME, "the name of a variable") || !expect(r, TOKEN_IN, "in"))
		return false;
	struct cond *list = read_wanted_path(r, function);
	if (!list)
		return false;
	want_list(r, list);
	cond->left = list;
	if (!expect(r, TOKEN_COMMA, "',' and a condition"))
		return false;
	cond->slot = cond_bind(r, name, pos, list);
	if (cond->slot < 0)
		return false;
	struct cond *body = read_or(r);
	cond_unbind(r);
	if (!body)
		return false;
	cond->right = cond_want_yes_no(r, body);
	return true;
}

static bool read_arguments(struct cond_reader *r, const struct function *function, struct cond *cond)
{
	bool may_loop = function->op == COND_COUNT;
	bool must_loop = function->op == COND_ANY || function->op == COND_ALL;
	if (must_loop || (may_loop && r->token.kind == TOKEN_NAME && kind_behind(r) == TOKEN_IN))
		return read_loop(r, function, cond);
	struct cond *path = read_wanted_path(r, function);
	if (path && may_loop)
		want_list(r, path);
	cond->left = path;
	return path != NULL;
}

static const char *function_candidate(const void *context, size_t i)
{
	(void)context;
	return i < FUNCTION_COUNT ? functions[i].name : NULL;
}

static struct cond *read_call(struct cond_reader *r)
{
	const struct function *function = NULL;
	for (size_t i = 0; i < FUNCTION_COUNT; i++)
		if (is_word(r, functions[i].name))
			function = &functions[i];
	if (!function) {
		const char *name = token_text(r, &r->token);
		const char *near = strlen(name) <= CALL_NAME_LIMIT ? text_nearest(name, function_candidate, NULL) : NULL;
		return stop(r, arena_printf(r->arena, "there is no function '%s'%s", name, cond_suggest(r, near)),
			"use answered, known, given, count, any or all");
	}
	struct cond *cond = cond_node(r, function->op, function->op == COND_COUNT ? TYPE_NUMBER : TYPE_YES_NO, token_pos(r));
	take(r);
	if (!enter(r))
		return NULL;
	take(r);
	bool fine = read_arguments(r, function, cond) && expect(r, TOKEN_CLOSE, "')'");
	r->depth--;
	return fine ? cond : NULL;
}

static struct cond *read_brackets(struct cond_reader *r)
{
	if (!enter(r))
		return NULL;
	take(r);
	struct cond *cond = read_or(r);
	if (cond && !expect(r, TOKEN_CLOSE, "')'"))
		cond = NULL;
	r->depth--;
	return cond;
}

static struct cond *read_operand(struct cond_reader *r)
{
	if (r->stopped)
		return NULL;
	if (r->used > COND_TEXT_LIMIT) {
		COND_REPORT(r, token_pos(r), Q_COND_TOO_LONG, "");
		r->stopped = true;
		return NULL;
	}
	if (at_literal(r))
		return read_literal(r);
	if (r->token.kind == TOKEN_NAME)
		return kind_behind(r) == TOKEN_OPEN ? read_call(r) : read_path(r);
	if (r->token.kind == TOKEN_OPEN)
		return read_brackets(r);
	if (r->token.kind == TOKEN_LIST_OPEN)
		return stop(r, "a list in [ ] can stand only behind in", "write path in [...]");
	return unexpected(r, "a path, a value or a function");
}

/* -- conditions -- */

static bool at_comparison(const struct cond_reader *r)
{
	return r->token.kind >= TOKEN_EQ && r->token.kind <= TOKEN_GE;
}

static struct cond *read_comparison(struct cond_reader *r)
{
	static const enum cond_op ops[] = {[TOKEN_IN] = COND_IN, [TOKEN_EQ] = COND_EQ, [TOKEN_NE] = COND_NE, [TOKEN_LT] = COND_LT,
		[TOKEN_LE] = COND_LE, [TOKEN_GT] = COND_GT, [TOKEN_GE] = COND_GE};
	struct cond *left = read_operand(r);
	if (!left || !(at_comparison(r) || r->token.kind == TOKEN_IN))
		return left;
	enum cond_op op = ops[r->token.kind];
	struct pos pos = token_pos(r);
	take(r);
	struct cond *right = op == COND_IN && r->token.kind == TOKEN_LIST_OPEN ? read_list(r) : read_operand(r);
	if (!right)
		return NULL;
	if (at_comparison(r) || r->token.kind == TOKEN_IN)
		return stop(r, "one comparison follows another", "join two comparisons with and");
	return cond_compare(r, op, left, right, pos);
}

static struct cond *read_not(struct cond_reader *r)
{
	if (r->token.kind != TOKEN_NOT)
		return read_comparison(r);
	if (!enter(r))
		return NULL;
	struct cond *cond = cond_node(r, COND_NOT, TYPE_YES_NO, token_pos(r));
	take(r);
	struct cond *inner = read_not(r);
	r->depth--;
	if (!inner)
		return NULL;
	cond->left = cond_want_yes_no(r, inner);
	return cond;
}

/* part { word part } */
static struct cond *read_chain(struct cond_reader *r, enum token_kind word, enum cond_op op,
	struct cond *(*read_part)(struct cond_reader *r))
{
	struct cond *left = read_part(r);
	while (left && r->token.kind == word) {
		struct cond *cond = cond_node(r, op, TYPE_YES_NO, token_pos(r));
		take(r);
		struct cond *right = read_part(r);
		if (!right)
			return NULL;
		cond->left = cond_want_yes_no(r, left);
		cond->right = cond_want_yes_no(r, right);
		left = cond;
	}
	return left;
}

static struct cond *read_and(struct cond_reader *r)
{
	return read_chain(r, TOKEN_AND, COND_AND, read_not);
}

static struct cond *read_or(struct cond_reader *r)
{
	return read_chain(r, TOKEN_OR, COND_OR, read_and);
}

/* -- the two ways in -- */

static void begin(struct cond_reader *r, struct arena *arena, const struct cond_source *source, const struct cond_env *env,
	struct diags *diags)
{
	const char *file = source->yaml ? ((const struct yaml *)source->yaml)->file : source->base.file;
	*r = (struct cond_reader){.arena = arena, .diags = diags, .source = source, .env = env, .next_slot = SLOT_LOOP};
	r->file = file ? arena_strdup(arena, file) : NULL;
	for (size_t i = 0; i < env->variable_count; i++)
		if (env->variables[i].slot >= r->next_slot)
			r->next_slot = env->variables[i].slot + 1;
	r->token = token_read(source->text, 0);
}

const struct cond *cond_read(struct arena *arena, const struct cond_source *source, const struct cond_env *env, struct diags *diags)
{
	struct cond_reader r;
	begin(&r, arena, source, env, diags);
	if (strnlen(source->text, COND_TEXT_LIMIT + 1) > COND_TEXT_LIMIT) {
		COND_REPORT(&r, cond_pos(&r, 0), Q_COND_TOO_LONG, "");
		return NULL;
	}
	if (r.token.kind == TOKEN_END) {
		COND_REPORT(&r, cond_pos(&r, 0), Q_COND_EMPTY, "");
		return NULL;
	}
	struct cond *cond = read_or(&r);
	if (cond && !r.stopped && r.token.kind != TOKEN_END)
		unexpected(&r, "and, or, a comparison or the end");
	if (cond && !r.stopped)
		cond = cond_want_yes_no(&r, cond);
	return r.failed ? NULL : cond;
}

const struct cond *cond_read_operand(struct arena *arena, const struct cond_source *source, const struct cond_env *env, size_t *used,
	struct diags *diags)
{
	struct cond_reader r;
	begin(&r, arena, source, env, diags);
	struct pos pos = token_pos(&r);
	struct cond *cond = read_operand(&r);
	if (cond && !r.failed && cond->op != COND_PATH && cond->op != COND_COUNT)
		COND_REPORT(&r, pos, Q_COND_NOT_AN_OPERAND, cond->op == COND_LITERAL ? "a value" : "a condition");
	*used = r.used;
	return r.failed ? NULL : cond;
}
