#include "tests/soak/generate.h"

#include "questionnaire/types/term.h"
#include "tests/soak/random.h"
#include "tests/soak/text_make.h"

#include <string.h>

/* How complete the answers are. */
enum mood { FINISHED, NEARLY, WILD };

struct reference_wish {
	struct draft *draft;
	const char *of; /* the field of the answers file that holds the records */
};

struct generator {
	struct arena *arena;
	const struct schema *schema;
	struct random random;
	uint64_t seed;
	enum mood mood;
	struct reference_wish *wishes;
	size_t wish_count, wish_capacity;
};

/* The company's own number for a thing: the same each time it comes up. */
static uint32_t leaning(const struct generator *g, const char *name, uint32_t below)
{
	struct random random = {g->seed};
	for (; *name; name++)
		random.state = (random.state ^ (unsigned char)*name) * 0x100000001B3u;
	random_next(&random);
	return draw(&random, below);
}

/* ---- styles ---- */

static const char *const comments[] = {"ask Karin", "was: 3 years", "'quoted\" # {[", "übrigens 中文"};

static void dress(struct generator *g, struct draft *draft)
{
	static const enum yaml_style styles[] = {YAML_PLAIN, YAML_PLAIN, YAML_SINGLE, YAML_DOUBLE, YAML_LITERAL, YAML_FOLDED};
	draft->folded = chance(&g->random, 25);
	draft->quoted_key = chance(&g->random, 5);
	if (chance(&g->random, 3))
		draft->comment = comments[draw(&g->random, 4)];
	if (draft->kind == DRAFT_SCALAR)
		draft->style = styles[draw(&g->random, 6)];
	else if (draft->kind == DRAFT_LIST)
		draft->style = chance(&g->random, 60) ? YAML_FLOW : YAML_BLOCK;
	else
		draft->style = chance(&g->random, 15) ? YAML_FLOW : YAML_BLOCK;
}

/* ---- scalars ---- */

/* Entries of which the company is fond; any, now and then. */
static const char *choose(struct generator *g, const struct vocabulary *vocabulary)
{
	uint32_t count = (uint32_t)vocabulary->term_count;
	uint32_t fond = 1 + leaning(g, vocabulary->id, 4);
	if (chance(&g->random, 25))
		return vocabulary->terms[draw(&g->random, count)].id;
	return vocabulary->terms[leaning(g, arena_printf(g->arena, "%s.%u", vocabulary->id, draw(&g->random, fond)), count)].id;
}

/* Terms of a vocabulary that are more than one of many. */
struct pool {
	const struct term **items;
	size_t count, capacity;
};

static void add_to_pool(struct generator *g, struct pool *pool, const struct term *term)
{
	pool->items = arena_grow(g->arena, pool->items, pool->count, &pool->capacity, sizeof *pool->items);
	pool->items[pool->count++] = term;
}

/* Countries whose law can write a notice. */
static struct pool with_a_law(struct generator *g, const struct vocabulary *countries)
{
	struct pool pool = {NULL, 0, 0};
	for (size_t i = 0; i < countries->term_count; i++) {
		const struct value *law = term_attribute(&countries->terms[i], "law");
		if (law && value_is_given(law))
			add_to_pool(g, &pool, &countries->terms[i]);
	}
	return pool;
}

static void add_spoken_of(struct generator *g, struct pool *pool, const struct vocabulary *other, const struct vocabulary *countries)
{
	for (size_t a = 0; a < other->attribute_count; a++)
		for (size_t i = 0; other->attributes[a].type.vocabulary == countries && i < other->term_count; i++)
			if (value_is_given(&other->terms[i].attributes[a]))
				add_to_pool(g, pool, other->terms[i].attributes[a].term);
}

/* Countries of which entries of another vocabulary speak, such as tools for transfers to one: of the vocabulary that the company leans to. */
static struct pool spoken_of(struct generator *g, const struct vocabulary *countries)
{
	const struct vocabularies *all = &g->schema->vocabularies;
	struct pool pool = {NULL, 0, 0};
	uint32_t first = leaning(g, "speaking", (uint32_t)all->count);
	for (size_t i = 0; i < all->count && !pool.count; i++)
		add_spoken_of(g, &pool, all->items[(first + i) % all->count], countries);
	return pool;
}

/* The world is large, and much depends on a few countries: each company deals with those it is fond of. The seat is mostly where a law writes notices. */
static const char *choose_country(struct generator *g, const struct vocabulary *countries, bool seat)
{
	struct pool pool = seat || leaning(g, "countries", 3) ? with_a_law(g, countries) : spoken_of(g, countries);
	if (!pool.count || !chance(&g->random, seat ? 95 : 70))
		return choose(g, countries);
	return pool.items[draw(&g->random, (uint32_t)pool.count)]->id;
}

static const char *say_yes_no(struct generator *g, const struct question *question)
{
	uint32_t habit = question ? leaning(g, arena_printf(g->arena, "?%s", question->id), 4) : 3;
	bool yes = habit < 2 && !chance(&g->random, 5) ? habit : chance(&g->random, 50);
	return chance(&g->random, 90) ? (yes ? "yes" : "no") : (yes ? "true" : "false");
}

static void fill_scalar(struct generator *g, struct draft *draft, const struct type *type, const struct question *question)
{
	const char *example = question && question->example ? question->example : "x";
	draft->kind = DRAFT_SCALAR;
	switch (type->kind) {
	case TYPE_YES_NO:
		draft->text = say_yes_no(g, question);
		break;
	case TYPE_NUMBER:
		draft->text = arena_printf(g->arena, "%u", draw(&g->random, chance(&g->random, 50) ? 14 : 100000));
		break;
	case TYPE_LONG_TEXT:
		draft->text = text_make_long(&g->random, g->arena, example);
		break;
	case TYPE_DATE:
		draft->text = text_make_date(&g->random, g->arena);
		break;
	case TYPE_DURATION:
		draft->text = text_make_duration(&g->random, g->arena);
		break;
	case TYPE_EMAIL:
		draft->text = text_make_email(&g->random, g->arena);
		break;
	case TYPE_WEB:
		draft->text = text_make_web(&g->random, g->arena);
		break;
	case TYPE_CHOICE:
		if (strcmp(type->vocabulary->id, "countries") == 0)
			draft->text = choose_country(g, type->vocabulary, question && strcmp(question->id, "seat") == 0);
		else
			draft->text = choose(g, type->vocabulary);
		break;
	case TYPE_REFERENCE:
		draft->text = "";
		g->wishes = arena_grow(g->arena, g->wishes, g->wish_count, &g->wish_capacity, sizeof *g->wishes);
		g->wishes[g->wish_count++] = (struct reference_wish){draft, type->of};
		break;
	default:
		draft->text = text_make_line(&g->random, g->arena, example);
		break;
	}
}

/* ---- states ---- */

enum state { ABSENT, UNKNOWN, NONE, SUGGESTED, GIVEN };

static enum state state_of_finished(struct generator *g, const struct question *question)
{
	static const uint32_t likely[] = {95, 60, 60, 5};
	if (question->required)
		return question->none_allowed && chance(&g->random, 12) ? NONE : GIVEN;
	if (chance(&g->random, likely[leaning(g, arena_printf(g->arena, "!%s", question->id), 4)]))
		return GIVEN;
	return chance(&g->random, 60) ? ABSENT : NONE;
}

static enum state state_of(struct generator *g, const struct question *question)
{
	bool free = g->mood == WILD || (g->mood == NEARLY && chance(&g->random, 2));
	uint32_t die = draw(&g->random, 100);
	if (schema_needs_value(g->schema, question)) /* cannot be unknown */
		return free && die < 4 && strcmp(question->id, "format") != 0 ? ABSENT : GIVEN;
	if (!free)
		return state_of_finished(g, question);
	if (die < 65)
		return GIVEN;
	if (die < 75)
		return UNKNOWN;
	if (die < 83)
		return SUGGESTED;
	return die < 90 && question->none_allowed ? NONE : ABSENT;
}

/* ---- lists and records ---- */

/* How many records: few mostly, none now and then, sixty seldom, and twelve inside other records. */
static uint32_t how_many(struct generator *g, const struct question *question, bool none_allowed)
{
	uint32_t least = none_allowed ? 0 : 1, die = draw(&g->random, 100);
	uint32_t usual = 1 + leaning(g, arena_printf(g->arena, "#%s", question->id), 5);
	bool deep = record_type_field(g->schema->root, question->id) < 0;
	if (die < 3)
		return least;
	if (die < 5)
		return deep ? 12 : 60;
	if (die < 25)
		return least + draw(&g->random, deep ? 5 : 9);
	return 1 + draw(&g->random, usual);
}

static void fill_value(struct generator *g, struct draft *draft, const struct type *type, const struct question *question);

static bool is_repeated(const struct draft *list, size_t before)
{
	for (size_t i = 0; i < before; i++)
		if (strcmp(list->items[i].text, list->items[before].text) == 0)
			return true;
	return false;
}

/* Everything there is to choose from, in the vocabulary's order. */
static void fill_with_all(struct generator *g, struct draft *draft, const struct vocabulary *vocabulary)
{
	draft->kind = DRAFT_LIST;
	draft->items = arena_calloc(g->arena, vocabulary->term_count, sizeof *draft->items);
	for (; draft->count < vocabulary->term_count; draft->count++) {
		draft->items[draft->count] = (struct draft){.kind = DRAFT_SCALAR, .text = vocabulary->terms[draft->count].id};
		dress(g, &draft->items[draft->count]);
	}
}

/* A choice stands in a list once, but for a mistake now and then; where there is little to choose from, all of it now and then. */
static void fill_list(struct generator *g, struct draft *draft, const struct type *type, const struct question *question)
{
	const struct vocabulary *vocabulary = type->item->kind == TYPE_CHOICE ? type->item->vocabulary : NULL;
	if (vocabulary && vocabulary->term_count <= 8 && chance(&g->random, 10)) {
		fill_with_all(g, draft, vocabulary);
		return;
	}
	uint32_t count = how_many(g, question, question->none_allowed), kept = 0;
	draft->kind = DRAFT_LIST;
	draft->items = arena_calloc(g->arena, count, sizeof *draft->items);
	for (uint32_t i = 0; i < count; i++) {
		struct draft *item = &draft->items[kept];
		fill_value(g, item, type->item, question);
		dress(g, item);
		if (g->mood != FINISHED && chance(&g->random, 1))
			item->tag = "!suggested";
		kept += type->item->kind != TYPE_CHOICE || !is_repeated(draft, kept) || chance(&g->random, 2);
	}
	draft->count = kept;
}

/* The kind of a record says what is usual for it (the attributes of its entry are named like the answers): so some records hang together. */
static const struct value *usual_list(struct generator *g, const struct term *kind, const struct question *question)
{
	bool choices = question->type.kind == TYPE_LIST && question->type.item->kind == TYPE_CHOICE;
	const struct value *usual = kind && choices ? term_attribute(kind, question->id) : NULL;
	return usual && usual->kind == TYPE_LIST && value_is_given(usual) && chance(&g->random, 40) ? usual : NULL;
}

static void fill_as_usual(struct generator *g, struct draft *draft, const struct value *usual)
{
	draft->kind = DRAFT_LIST;
	draft->items = arena_calloc(g->arena, usual->count, sizeof *draft->items);
	draft->count = usual->count;
	for (size_t i = 0; i < usual->count; i++) {
		draft->items[i] = (struct draft){.kind = DRAFT_SCALAR, .text = usual->items[i].text};
		dress(g, &draft->items[i]);
	}
}

static void fill_answer(struct generator *g, struct draft *draft, const struct question *question, const struct term **kind)
{
	const struct value *usual = usual_list(g, *kind, question);
	if (usual)
		fill_as_usual(g, draft, usual);
	else
		fill_value(g, draft, &question->type, question);
	if (strcmp(question->id, "is") == 0 && question->type.vocabulary)
		*kind = vocabulary_term(question->type.vocabulary, draft->text);
}

static void fill_record(struct generator *g, struct draft *draft, const struct record_type *type)
{
	const struct term *kind = NULL;
	draft->kind = DRAFT_MAP;
	draft->items = arena_calloc(g->arena, type->field_count, sizeof *draft->items);
	for (size_t i = 0; i < type->field_count; i++) {
		const struct question *question = &type->fields[i];
		enum state state = state_of(g, question);
		struct draft *item = &draft->items[draft->count];
		if (state == ABSENT)
			continue;
		draft->count++;
		item->key = question->id;
		if (state == GIVEN || state == SUGGESTED)
			fill_answer(g, item, question, &kind);
		if (state == SUGGESTED)
			item->tag = "!suggested";
		if (state == UNKNOWN)
			item->tag = "!unknown";
		if (state == NONE)
			item->tag = "!none";
		dress(g, item);
	}
}

static const char *make_key(struct generator *g, uint32_t number)
{
	static const char *const keys[] = {"No", "null", "1e3", "true", "9", "A-b_c", "yes", "x--", "0", "format", "is"};
	if (number == 0 && chance(&g->random, 20))
		return keys[draw(&g->random, sizeof keys / sizeof *keys)];
	return arena_printf(g->arena, "r%u", number + 1);
}

static void fill_records(struct generator *g, struct draft *draft, const struct type *type, const struct question *question)
{
	uint32_t count = how_many(g, question, question->none_allowed);
	draft->kind = DRAFT_MAP;
	draft->items = arena_calloc(g->arena, count, sizeof *draft->items);
	draft->count = count;
	for (uint32_t i = 0; i < count; i++) {
		draft->items[i].key = make_key(g, i);
		fill_record(g, &draft->items[i], type->record);
		if (g->mood == WILD && chance(&g->random, 2))
			draft->items[i].tag = "!suggested";
		dress(g, &draft->items[i]);
	}
}

static void fill_value(struct generator *g, struct draft *draft, const struct type *type, const struct question *question)
{
	if (type->kind == TYPE_LIST)
		fill_list(g, draft, type, question);
	else if (type->kind == TYPE_RECORD)
		fill_record(g, draft, type->record);
	else if (type->kind == TYPE_RECORDS)
		fill_records(g, draft, type, question);
	else
		fill_scalar(g, draft, type, question);
}

/* ---- the whole ---- */

/* References lead to records that are there; where there are none, the answer is left out. */
static void grant_wishes(struct generator *g, struct draft *root)
{
	for (size_t i = 0; i < g->wish_count; i++) {
		struct draft *draft = g->wishes[i].draft;
		const struct draft *records = draft_get(root, g->wishes[i].of);
		size_t count = records && records->kind == DRAFT_MAP ? records->count : 0;
		draft->removed = count == 0;
		if (count > 0)
			draft->text = records->items[draw(&g->random, (uint32_t)count)].key;
	}
}

/* The order of answers in the file is free. Not that of records: it is the operator's. */
static void shuffle_answers(struct generator *g, struct draft *draft, const struct record_type *type)
{
	for (size_t i = 0; i < draft->count; i++) {
		const struct type *of = &type->fields[record_type_field(type, draft->items[i].key)].type;
		struct draft *below = &draft->items[i];
		if (of->kind == TYPE_RECORD)
			shuffle_answers(g, below, of->record);
		for (size_t r = 0; of->kind == TYPE_RECORDS && r < below->count; r++)
			shuffle_answers(g, &below->items[r], of->record);
	}
	for (size_t i = draft->count; i > 1; i--) {
		size_t other = draw(&g->random, (uint32_t)i);
		struct draft moved = draft->items[i - 1];
		draft->items[i - 1] = draft->items[other];
		draft->items[other] = moved;
	}
}

/* Takes out the answers whose questions are closed by others: at a closed value, percent of the time. */
static void prune(struct generator *g, struct draft *draft, const struct value *value, uint32_t percent)
{
	for (size_t i = 0; draft->kind == DRAFT_MAP && i < value->count; i++) {
		const struct value *item = &value->items[i];
		struct draft *below = draft_get(draft, item->key ? item->key : item->question->id);
		if (below && item->closed && chance(&g->random, percent))
			below->removed = true;
		else if (below && !item->closed) /* what is closed stays whole */
			prune(g, below, item, percent);
	}
}

static void prune_closed(struct generator *g, struct draft_file *file)
{
	struct buf text = BUF_INIT;
	struct diags diags = DIAGS_INIT;
	draft_write(&text, file);
	struct answers *answers = answers_read(g->schema, "company.yaml", text.s, text.len, &diags);
	if (answers) /* what cannot be loaded will be found */
		prune(g, &file->root, answers->root, chance(&g->random, 80) ? 100 : 50);
	answers_free(answers);
	diags_release(&diags);
	buf_release(&text);
}

void generate_company(struct draft_file *file, struct arena *arena, const struct schema *schema, uint64_t seed)
{
	struct generator g = {.arena = arena, .schema = schema, .random = {seed}, .seed = seed};
	uint32_t die = draw(&g.random, 100);
	g.mood = die < 60 ? FINISHED : die < 75 ? NEARLY : WILD;
	*file = (struct draft_file){.crlf = chance(&g.random, 5), .mark = chance(&g.random, 5)};
	fill_record(&g, &file->root, schema->root);
	file->root.style = YAML_BLOCK;
	struct draft *format = draft_get(&file->root, "format");
	format->text = arena_printf(arena, "%d", ANSWERS_FORMAT);
	grant_wishes(&g, &file->root);
	if (g.mood == WILD)
		shuffle_answers(&g, &file->root, schema->root);
	if (chance(&g.random, 75))
		prune_closed(&g, file);
}
