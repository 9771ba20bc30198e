/* Reading what proofreading knows, when the library is compiled. */
#include "outputs/review/proofing.h"

#include "base/text.h"
#include "outputs/outputs_diags.h"
#include "questionnaire/types/fields.h"

#include <stdlib.h>
#include <string.h>

static const struct field language_fields[] = {
	{"language", true}, {"dictionaries", true}, {"words", false}, {"names", false}, {"titles", false}, {"twice", false}, {"slashes", false},
		{"either", false},
	{"articles", false}, {"rules", false}, {NULL, false},
};
static const struct field any_fields[] = {{"residue", true}, {"forms", true}, {"dictionaries", true}, {NULL, false}};
static const struct field dictionary_fields[] = {{"file", true}, {"package", true}, {"called", false}, {"swaps", false}, {NULL, false}};
static const struct field article_fields[] = {
	{"first", true}, {"second", true}, {"vowels", true}, {"letters", true}, {"takes_first", false}, {"takes_second", false}, {NULL, false},
};
static const struct field rule_fields[] = {{"find", true}, {"says", true}, {"do", true}, {"instead", false}, {"unless", false},
	{NULL, false}};

static int compare_texts(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static struct proof_list read_list(const struct reader *reader, const struct yaml_node *map, const char *key)
{
	const struct yaml_node *const *nodes = NULL;
	size_t count = reader_texts(reader, map, key, &nodes);
	const char **items = arena_calloc(reader->arena, count + 1, sizeof *items);
	for (size_t i = 0; i < count; i++)
		items[i] = arena_strdup(reader->arena, nodes[i]->text);
	qsort(items, count, sizeof *items, compare_texts);
	return (struct proof_list){items, count};
}

/* ---- dictionaries ---- */

/* "iz is" */
static void read_swaps(const struct reader *reader, const struct yaml_node *map, struct proof_dictionary *dictionary)
{
	const struct proof_list list = read_list(reader, map, "swaps");
	struct proof_swap *swaps = arena_calloc(reader->arena, list.count + 1, sizeof *swaps);
	for (size_t i = 0; i < list.count; i++) {
		const char *space = strchr(list.items[i], ' ');
		if (!space || space == list.items[i] || !space[1])
			diag_add(reader->diags, &outputs_diags[O_PROOF_SWAP], reader_pos(reader, yaml_get(map, "swaps")), list.items[i], NULL);
		else
			swaps[dictionary->swap_count++] =
				(struct proof_swap){arena_strndup(reader->arena, list.items[i], (size_t)(space - list.items[i])), space + 1};
	}
	dictionary->swaps = swaps;
}

static const struct proof_dictionary *read_dictionaries(const struct reader *reader, const struct yaml_node *root, size_t *count)
{
	const struct yaml_node *map = reader_child(reader, root, "dictionaries", YAML_MAP);
	struct proof_dictionary *all = arena_calloc(reader->arena, (map ? map->size : 0) + 1, sizeof *all);
	for (size_t i = 0; map && i < map->size; i++) {
		const struct yaml_node *node = map->pairs[i].value;
		if (!reader_map(reader, node, "a dictionary", dictionary_fields))
			continue;
		struct proof_dictionary *dictionary = &all[(*count)++];
		dictionary->tag = arena_strdup(reader->arena, map->pairs[i].key->text);
		dictionary->file = reader_text(reader, node, "file");
		dictionary->package = reader_text(reader, node, "package");
		dictionary->called = reader_text(reader, node, "called");
		read_swaps(reader, node, dictionary);
	}
	return all;
}

/* ---- rules ---- */

static bool read_word(const struct reader *reader, char *text, struct proof_word *word, bool *marking)
{
	size_t size = strlen(text);
	if (*text == '[') {
		*marking = true;
		text++;
		size--;
	}
	word->marked = *marking;
	if (size && text[size - 1] == ']') {
		*marking = false;
		text[--size] = '\0';
	}
	if (*text == '!') {
		word->negated = true;
		text++;
		size--;
	}
	if (size > 1 && *text == '(' && text[size - 1] == ')') {
		text[size - 1] = '\0';
		text++;
	}
	const char **any = arena_calloc(reader->arena, strlen(text) / 2 + 2, sizeof *any);
	char *rest = NULL;
	for (char *part = strtok_r(text, "|", &rest); part; part = strtok_r(NULL, "|", &rest))
		any[word->count++] = part;
	word->any = any;
	return word->count > 0;
}

/* Can a rule be looked up by this word? */
static bool can_anchor(const struct proof_word *word)
{
	bool fine = !word->negated;
	for (size_t i = 0; i < word->count; i++)
		fine = fine && !strchr(word->any[i], '*');
	return fine;
}

static bool read_find(const struct reader *reader, const char *find, struct proof_rule *rule)
{
	char *text = arena_strdup(reader->arena, find), *rest = NULL;
	struct proof_word *words = arena_calloc(reader->arena, strlen(find) / 2 + 1, sizeof *words);
	bool marking = false, fine = true;
	rule->anchor = SIZE_MAX;
	for (char *part = strtok_r(text, " ", &rest); part; part = strtok_r(NULL, " ", &rest)) {
		fine = read_word(reader, part, &words[rule->count], &marking) && fine;
		if (words[rule->count].marked && rule->anchor == SIZE_MAX)
			rule->anchor = rule->count;
		rule->count++;
	}
	rule->words = words;
	return fine && !marking && rule->anchor != SIZE_MAX && can_anchor(&words[rule->anchor]);
}

static void read_rules(const struct reader *reader, const struct yaml_node *root, struct proof_language *language)
{
	const struct yaml_node *list = reader_child(reader, root, "rules", YAML_LIST);
	struct proof_rule *rules = arena_calloc(reader->arena, (list ? list->size : 0) + 1, sizeof *rules);
	for (size_t i = 0; list && i < list->size; i++) {
		const struct yaml_node *node = list->items[i];
		struct proof_rule *rule = &rules[language->rule_count];
		const char *find = reader_map(reader, node, "a rule", rule_fields) ? reader_text(reader, node, "find") : NULL;
		if (!find)
			continue;
		rule->says = reader_text(reader, node, "says");
		rule->fix = reader_text(reader, node, "do");
		rule->instead = reader_text(reader, node, "instead");
		rule->unless = read_list(reader, node, "unless");
		if (read_find(reader, find, rule))
			language->rule_count++;
		else
			diag_add(reader->diags, &outputs_diags[O_PROOF_FIND], reader_pos(reader, yaml_get(node, "find")), find, NULL);
	}
	language->rules = rules;
}

static int compare_anchors(const void *a, const void *b)
{
	const struct proof_anchor *one = a, *two = b;
	int order = strcmp(one->word, two->word);
	return order ? order : one->rule < two->rule ? -1 : one->rule > two->rule;
}

static const char *lower(struct arena *arena, const char *text)
{
	char *copy = arena_strdup(arena, text);
	for (char *c = copy; *c; c++)
		if (*c >= 'A' && *c <= 'Z')
			*c = (char)(*c - 'A' + 'a');
	return copy;
}

static void sort_anchors(struct arena *arena, struct proof_language *language)
{
	struct proof_anchor *anchors = NULL;
	size_t capacity = 0;
	for (size_t i = 0; i < language->rule_count; i++) {
		const struct proof_rule *rule = &language->rules[i];
		for (size_t k = 0; k < rule->words[rule->anchor].count; k++) {
			anchors = arena_grow(arena, anchors, language->anchor_count, &capacity, sizeof *anchors);
			anchors[language->anchor_count++] = (struct proof_anchor){lower(arena, rule->words[rule->anchor].any[k]), rule};
		}
	}
	if (anchors)
		qsort(anchors, language->anchor_count, sizeof *anchors, compare_anchors);
	language->anchors = anchors;
}

/* ---- files ---- */

static void read_articles(const struct reader *reader, const struct yaml_node *root, struct proof_articles *articles)
{
	const struct yaml_node *map = reader_child(reader, root, "articles", YAML_MAP);
	if (!map || !reader_map(reader, map, "the articles", article_fields))
		return;
	articles->first = reader_text(reader, map, "first");
	articles->second = reader_text(reader, map, "second");
	articles->vowels = reader_text(reader, map, "vowels");
	articles->letters = reader_text(reader, map, "letters");
	articles->takes_first = read_list(reader, map, "takes_first");
	articles->takes_second = read_list(reader, map, "takes_second");
}

static void read_language(const struct reader *reader, const struct yaml_node *root, struct proof_language *language)
{
	if (!reader_map(reader, root, "a language", language_fields))
		return;
	language->language = reader_text(reader, root, "language");
	language->dictionaries = read_dictionaries(reader, root, &language->dictionary_count);
	language->words = read_list(reader, root, "words");
	language->names = read_list(reader, root, "names");
	language->titles = read_list(reader, root, "titles");
	language->twice = read_list(reader, root, "twice");
	language->slashes = read_list(reader, root, "slashes");
	language->either = read_list(reader, root, "either");
	read_articles(reader, root, &language->articles);
	read_rules(reader, root, language);
	sort_anchors(reader->arena, language);
}

static void read_any(const struct reader *reader, const struct yaml_node *root, struct proofing *proofing)
{
	if (!reader_map(reader, root, "what holds for every language", any_fields))
		return;
	proofing->residue = read_list(reader, root, "residue");
	proofing->forms = read_list(reader, root, "forms");
	proofing->dictionaries = read_dictionaries(reader, root, &proofing->dictionary_count);
}

const struct proofing *proofing_read(struct arena *arena, const struct source_list *sources, struct diags *diags)
{
	size_t errors = diags_count(diags, SEVERITY_ERROR);
	struct proofing *proofing = arena_alloc(arena, sizeof *proofing);
	struct proof_language *languages = arena_calloc(arena, sources->count + 1, sizeof *languages);
	proofing->languages = languages;
	for (size_t i = 0; i < sources->count; i++) {
		struct reader reader;
		const struct yaml_node *root = reader_open(&reader, arena, &sources->items[i], diags);
		if (root && yaml_get(root, "language"))
			read_language(&reader, root, &languages[proofing->language_count++]);
		else if (root)
			read_any(&reader, root, proofing);
		reader_close(&reader);
	}
	return diags_count(diags, SEVERITY_ERROR) > errors ? NULL : proofing;
}
