/*
 * Reading promises: what each is broken by, and the condition under which it is kept. Reading checks, which are made of the same cases.
 */
#include "questionnaire/schema/schema_parts.h"

#include "base/text.h"

#include <string.h>

static const struct field promises_fields[] = {{"made_in", true}, {"terms", true}, {NULL, false}};
static const struct field breach_fields[] = {{"when", true}, {"at", true}, {"says", true}, {"do", true}, {NULL, false}};
static const struct field check_fields[] = {{"article", true}, {"advice", false}, {"cases", true}, {NULL, false}};

/* The promises of one file. */
struct promise_file {
	struct schema_draft *draft;
	const struct reader *reader;
	const struct yaml_node *map;
	const struct vocabulary *vocabulary; /* of the answer that lists the promises made; NULL: reported */
	const char *made_in;
};

static struct cond_source source_of(const struct reader *reader, const struct yaml_node *node)
{
	return (struct cond_source){.text = node->text, .base = reader_pos(reader, node), .yaml = reader->yaml, .node = node};
}

/* A path from the answers or, where the breach is one of several records, from `this`, the one that was found. NULL with a finding. */
static const struct cond *read_place(const struct schema_draft *draft, const struct reader *reader, const struct yaml_node *node,
	const struct cond *when)
{
	struct cond_variable found = {.name = "this", .slot = when->slot};
	const struct cond_source source = source_of(reader, node);
	struct cond_env env = schema_env(draft->schema);
	size_t used;

	if (when->op == COND_ANY && type_item(&when->left->type, &found.type)) {
		env.variables = &found;
		env.variable_count = 1;
	}
	const struct cond *path = cond_read_operand(draft->arena, &source, &env, &used, draft->diags);
	if (path && (path->op != COND_PATH || used != strlen(node->text))) {
		REPORT(reader, node, Q_PROMISE_PLACE, node->text);
		return NULL;
	}
	return path;
}

static bool read_breach(const struct schema_draft *draft, const struct reader *reader, const struct yaml_node *map, struct breach *breach)
{
	if (!reader_map(reader, map, "a breach", breach_fields))
		return false;
	*breach = (struct breach){.says = reader_text(reader, map, "says"), .fix = reader_text(reader, map, "do"), .pos = reader_pos(reader, map)};
	if (!reader_text(reader, map, "when") || !reader_text(reader, map, "at"))
		return false;
	const struct cond_source source = source_of(reader, yaml_get(map, "when"));
	const struct cond_env env = schema_env(draft->schema);
	breach->when_text = reader_text(reader, map, "when");
	breach->when = cond_read(draft->arena, &source, &env, draft->diags);
	breach->at = breach->when ? read_place(draft, reader, yaml_get(map, "at"), breach->when) : NULL;
	return breach->at != NULL;
}

/* All of a list; false when one is not as it should be. */
static bool read_breaches(const struct schema_draft *draft, const struct reader *reader, const struct yaml_node *list,
	const struct breach **breaches, size_t *count)
{
	struct breach *items = arena_calloc(draft->arena, list->size + 1, sizeof *items);
	bool sound = true;

	for (size_t i = 0; i < list->size; i++)
		sound &= read_breach(draft, reader, list->items[i], &items[i]);
	*breaches = items;
	*count = list->size;
	return sound;
}

/* "kept", "no-sale" -> "kept_no_sale" */
static const char *name_of(struct arena *arena, const char *prefix, const char *id)
{
	char *name = arena_printf(arena, "%s_%s", prefix, id);

	for (char *p = name; *p; p++)
		if (*p == '-')
			*p = '_';
	return name;
}

/* It is made, and nothing breaks it. Put together from the texts, each of which has been read by itself. */
static void name_condition(const struct promise_file *file, const struct promise *promise, struct named_condition *condition)
{
	struct schema_draft *draft = file->draft;
	const struct cond_env env = schema_env(draft->schema);
	struct buf text = BUF_INIT;

	buf_addf(&text, "\"%s\" in %s", promise->term->id, file->made_in);
	for (size_t i = 0; i < promise->breach_count; i++)
		buf_addf(&text, " and not (%s)", promise->breaches[i].when_text);
	const struct cond_source source = {.text = arena_strdup(draft->arena, text.s), .base = promise->pos};
	*condition = (struct named_condition){name_of(draft->arena, "kept", promise->term->id),
		cond_read(draft->arena, &source, &env, draft->diags), promise->pos};
	buf_release(&text);
}

static bool read_promise(const struct promise_file *file, const struct yaml_pair *pair, struct promise *promise)
{
	const struct reader *reader = file->reader;
	const struct yaml_node *list = pair->value;

	*promise = (struct promise){.term = vocabulary_term(file->vocabulary, pair->key->text), .pos = reader_pos(reader, pair->key)};
	if (!promise->term) {
		REPORT(reader, pair->key, Q_BAD_CHOICE, pair->key->text, file->made_in,
			did_you_mean(file->draft->arena, vocabulary_nearest(file->vocabulary, pair->key->text), "add it to the vocabulary"));
		return false;
	}
	if (!reader_is_name(reader, pair->key, name_of(file->draft->arena, "kept", promise->term->id)))
		return false;
	if (list->kind != YAML_LIST || !list->size) {
		REPORT(reader, list, Q_PROMISE_UNBREAKABLE, pair->key->text);
		return false;
	}
	return read_breaches(file->draft, reader, list, &promise->breaches, &promise->breach_count);
}

/* The answer that lists the promises made, a list of choices among them. */
static void find_made_in(struct promise_file *file)
{
	const struct yaml_node *node = yaml_get(file->map, "made_in");
	const struct cond_env env = schema_env(file->draft->schema);
	size_t used;

	file->made_in = reader_text(file->reader, file->map, "made_in");
	if (!file->made_in)
		return;
	const struct cond_source source = source_of(file->reader, node);
	const struct cond *path = cond_read_operand(file->draft->arena, &source, &env, &used, file->draft->diags);
	if (!path)
		return;
	if (path->op == COND_PATH && used == strlen(node->text) && path->type.kind == TYPE_LIST && path->type.item->kind == TYPE_CHOICE) {
		file->vocabulary = path->type.item->vocabulary;
		file->draft->schema->made_in = path;
	} else {
		REPORT(file->reader, node, Q_PROMISE_LIST, file->made_in);
	}
}

static void report_missing(const struct promise_file *file, const struct yaml_node *terms)
{
	for (size_t i = 0; i < file->vocabulary->term_count; i++)
		if (!yaml_get(terms, file->vocabulary->terms[i].id))
			diag_add(file->draft->diags, &questionnaire_diags[Q_PROMISE_MISSING], file->vocabulary->terms[i].pos,
				file->vocabulary->terms[i].id, NULL);
}

void promises_read(struct schema_draft *draft, const struct reader *reader, const struct yaml_node *map, struct named_condition *conditions)
{
	struct promise_file file = {.draft = draft, .reader = reader, .map = map};
	const struct yaml_node *terms = reader_map(reader, map, "promises", promises_fields) ? reader_child(reader, map, "terms", YAML_MAP) : NULL;
	struct promise *promises;

	find_made_in(&file);
	if (!terms || !file.vocabulary)
		return;
	promises = arena_calloc(draft->arena, terms->size + 1, sizeof *promises);
	draft->schema->promises = promises;
	for (size_t i = 0; i < terms->size; i++) {
		struct promise *promise = &promises[draft->schema->promise_count];
		if (!read_promise(&file, &terms->pairs[i], promise))
			continue;
		draft->schema->promise_count++;
		name_condition(&file, promise, &conditions[draft->schema->condition_count]);
		promise->kept = &conditions[draft->schema->condition_count];
		draft->schema->condition_count += promise->kept->cond != NULL;
	}
	report_missing(&file, terms);
}

/* ---- checks ---- */

/* One of its cases holds. Put together from their texts, each of which has been read by itself. */
static void name_amiss(struct schema_draft *draft, const struct answer_check *check, struct named_condition *condition)
{
	const struct cond_env env = schema_env(draft->schema);
	struct buf text = BUF_INIT;

	for (size_t i = 0; i < check->case_count; i++)
		buf_addf(&text, "%s(%s)", i ? " or " : "", check->cases[i].when_text);
	const struct cond_source source = {.text = arena_strdup(draft->arena, text.s), .base = check->pos};
	*condition = (struct named_condition){name_of(draft->arena, "amiss", check->id),
		cond_read(draft->arena, &source, &env, draft->diags), check->pos};
	buf_release(&text);
}

static bool read_check(const struct schema_draft *draft, const struct reader *reader, const struct yaml_pair *pair,
	struct answer_check *check)
{
	const struct yaml_node *map = pair->value;
	const char *id = pair->key->text;

	if (!reader_is_id(reader, pair->key, id) || !reader_is_name(reader, pair->key, name_of(draft->arena, "amiss", id)) ||
		!reader_map(reader, map, "a check", check_fields))
		return false;
	*check = (struct answer_check){.id = arena_strdup(draft->arena, id), .advice = reader_yes_no(reader, map, "advice", false),
		.pos = reader_pos(reader, pair->key)};
	check->articles = articles_read(draft, reader, map, &check->article_count);
	const struct yaml_node *articles = yaml_get(map, "article");
	if (articles && articles->kind == YAML_LIST && !articles->size)
		REPORT(reader, articles, Q_NO_VALUE, "article");
	if (!check->article_count)
		return false;
	const struct yaml_node *list = reader_child(reader, map, "cases", YAML_LIST);
	if (!list)
		return false;
	if (!list->size) {
		REPORT(reader, list, Q_CHECK_EMPTY, id);
		return false;
	}
	return read_breaches(draft, reader, list, &check->cases, &check->case_count);
}

void checks_read(struct schema_draft *draft, const struct reader *reader, const struct yaml_node *map, struct answer_check *checks,
	struct named_condition *conditions)
{
	struct schema *schema = draft->schema;

	for (size_t i = 0; i < map->size; i++) {
		struct answer_check *check = &checks[schema->check_count];
		if (!read_check(draft, reader, &map->pairs[i], check))
			continue;
		schema->check_count++;
		name_amiss(draft, check, &conditions[schema->condition_count]);
		schema->condition_count += conditions[schema->condition_count].cond != NULL;
	}
}
