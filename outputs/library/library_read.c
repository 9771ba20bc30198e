/* All files of a language to a library. */
#include "base/yaml.h"
#include "outputs/library/library_parts.h"
#include "outputs/library/template.h"
#include "outputs/outputs_diags.h"

#include <string.h>

struct build {
	struct arena *arena;
	struct library *library;
	struct diags *diags;
};

static void report(struct build *build, enum outputs_diag kind, struct pos pos, const char *one, const char *two)
{
	diag_add(build->diags, &outputs_diags[kind], pos, one, two, NULL);
}

/* The only file of its kind. NULL with a finding when there is none. */
static const struct source *only_source(struct build *build, const struct source_list *sources, const char *name)
{
	if (sources->count)
		return &sources->items[0];
	report(build, O_LIBRARY_FILE, (struct pos){NULL, 0, 0}, name, build->library->language);
	return NULL;
}

static bool want_map(struct build *build, const struct yaml *yaml, const struct yaml_node *node, const char *what)
{
	if (node && node->kind == YAML_MAP)
		return true;
	report(build, O_LIBRARY_MAP, node ? yaml_pos(yaml, node) : (struct pos){yaml->file, 1, 1}, what, NULL);
	return false;
}

struct yaml *library_yaml(const struct source *source, const char *what, struct diags *diags)
{
	struct build build = {.diags = diags};
	struct yaml *yaml = yaml_read(source->name, source->text, source->size, 0, diags);
	if (yaml && want_map(&build, yaml, yaml->root, what))
		return yaml;
	yaml_free(yaml);
	return NULL;
}

/* ---- sections ---- */

static bool is_section_id(const char *id)
{
	return id[0] >= 'a' && id[0] <= 'z' && id[strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789-")] == '\0';
}

static void read_title(struct build *build, const struct yaml *yaml, const struct yaml_node *node, struct section *section)
{
	const struct yaml_node *title = yaml_get(node, "title");
	if (!title || title->kind != YAML_SCALAR || title->tag || !title->size) {
		report(build, O_SECTION_TITLE_MISSING, title ? yaml_pos(yaml, title) : section->pos, section->id, NULL);
		return;
	}
	struct template_reader reader = {.arena = build->arena, .schema = build->library->schema, .diags = build->diags};
	struct pieces pieces;
	template_read_title(&reader, yaml, title, &pieces);
	section->title = pieces.items;
	section->title_count = pieces.count;
}

/* The texts of a list, or of one text. NULL with a finding. */
static const char **read_texts(struct build *build, const struct yaml *yaml, const struct yaml_node *node, const char *key, size_t *count)
{
	bool list = node->kind == YAML_LIST && !node->tag;
	const struct yaml_node *const *items = list ? node->items : &node;
	const char **texts = arena_calloc(build->arena, list ? node->size + 1 : 1, sizeof *texts);
	*count = list ? node->size : 1;
	for (size_t i = 0; i < *count; i++) {
		if (items[i]->kind != YAML_SCALAR || items[i]->tag || !items[i]->size) {
			report(build, O_SECTION_VALUE, yaml_pos(yaml, items[i]), key, NULL);
			*count = 0;
			return NULL;
		}
		texts[i] = arena_strdup(build->arena, items[i]->text);
	}
	return texts;
}

/* The section of that id that holds the one read last, or is it. NULL: none. */
static const struct section *around(const struct section *sections, const struct section *before, const char *id)
{
	while (before && before->level > 1 && strcmp(before->id, id)) {
		const struct section *parent = before->parent ? sections : NULL;
		while (parent && strcmp(parent->id, before->parent))
			parent++;
		before = parent;
	}
	return before && before->level > 1 ? before : NULL;
}

/* A section goes behind its parent or behind what stands in that parent, and takes its law from there. */
static void read_parent(struct build *build, const struct yaml *yaml, const struct yaml_node *node, const struct section *sections,
	struct section *section, const struct section *before)
{
	const struct yaml_node *in = yaml_get(node, "in");
	section->level = before ? 2 : 1;
	if (!in)
		return;
	const char *id = in->kind == YAML_SCALAR ? in->text : "";
	const struct section *parent = around(sections, before, id);
	section->parent = arena_strdup(build->arena, id);
	section->level = parent ? parent->level + 1 : 3;
	section->law = parent ? parent->law : NULL;
	if (!parent || section->level > 4)
		report(build, O_SECTION_PARENT, yaml_pos(yaml, in), section->id, section->parent);
	if (!parent)
		section->parent = NULL;
}

/* In the short notice stand the top and what directly follows from it. */
static void read_short(struct build *build, const struct yaml *yaml, const struct yaml_node *node, struct section *section,
	const struct section *before)
{
	const struct yaml_node *is_short = yaml_get(node, "short");
	section->in_short = !before || is_short;
	if (is_short && (is_short->kind != YAML_SCALAR || strcmp(is_short->text, "yes") || yaml_get(node, "in")))
		report(build, O_SECTION_SHORT, yaml_pos(yaml, is_short), section->id, NULL);
}

static void read_when(struct build *build, const struct yaml *yaml, const struct yaml_node *node, struct section *section)
{
	const struct yaml_node *when = yaml_get(node, "when");
	size_t count;
	const char **texts = when ? read_texts(build, yaml, when, "when", &count) : NULL;
	if (!texts)
		return;
	const struct template_reader reader = {.arena = build->arena, .schema = build->library->schema, .diags = build->diags};
	const struct cond_env env = template_env(&reader);
	const struct cond_source source = {.text = texts[0], .yaml = yaml, .node = when};
	section->when_text = texts[0];
	section->when = cond_read(build->arena, &source, &env, build->diags);
}

static void read_law(struct build *build, const struct yaml *yaml, const struct yaml_node *node, struct section *section)
{
	const struct yaml_node *law = yaml_get(node, "law"), *of = yaml_get(node, "of");
	const struct vocabulary *laws = vocabulary_find(&build->library->schema->vocabularies, "laws");
	if (law) {
		section->law = laws && law->kind == YAML_SCALAR ? vocabulary_term(laws, law->text) : NULL;
		if (!section->law)
			report(build, O_SECTION_LAW, yaml_pos(yaml, law), law->kind == YAML_SCALAR ? law->text : "law", NULL);
	}
	if (!of)
		return;
	section->of = read_texts(build, yaml, of, "of", &section->of_count);
	if (!section->law)
		report(build, O_SECTION_OF_LAW, yaml_pos(yaml, of), section->id, NULL);
}

/* The sections that `of` names, once all are known. */
static void check_of(struct build *build, const struct yaml *yaml, const struct yaml_node *map)
{
	const struct library *library = build->library;
	for (size_t i = 0; i < library->section_count; i++) {
		const struct section *section = &library->sections[i];
		for (size_t k = 0; k < section->of_count; k++)
			if (!library_section(library, section->of[k]))
				report(build, O_SECTION_OF, yaml_pos(yaml, yaml_get(map->pairs[i].value, "of")), section->of[k], NULL);
	}
}

static bool is_section_key(const char *key)
{
	static const char *const keys[] = {"title", "in", "short", "when", "law", "of"};
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		if (strcmp(keys[i], key) == 0)
			return true;
	return false;
}

/* sections: those read so far, from the first on; section: the next; before: the last one, NULL for the first. */
static void read_section(struct build *build, const struct yaml *yaml, const struct yaml_pair *pair, const struct section *sections,
	struct section *section, const struct section *before)
{
	section->id = arena_strdup(build->arena, pair->key->text);
	section->pos = yaml_pos(yaml, pair->key);
	section->pos.file = arena_strdup(build->arena, yaml->file);
	if (!is_section_id(section->id))
		report(build, O_SECTION_ID, section->pos, section->id, NULL);
	if (!before && strcmp(section->id, "top"))
		report(build, O_SECTION_TOP, section->pos, NULL, NULL);
	if (!want_map(build, yaml, pair->value, "a section"))
		return;
	for (size_t i = 0; i < pair->value->size; i++) {
		const struct yaml_node *key = pair->value->pairs[i].key;
		if (!is_section_key(key->text))
			report(build, O_SECTION_KEY, yaml_pos(yaml, key), key->text, NULL);
	}
	read_short(build, yaml, pair->value, section, before);
	read_parent(build, yaml, pair->value, sections, section, before);
	read_when(build, yaml, pair->value, section);
	read_law(build, yaml, pair->value, section);
	read_title(build, yaml, pair->value, section);
}

static void read_sections(struct build *build, const struct source *source)
{
	struct yaml *yaml = source ? library_yaml(source, "the file of sections", build->diags) : NULL;
	const struct yaml_node *map = yaml ? yaml_get(yaml->root, "sections") : NULL;
	if (yaml && want_map(build, yaml, map, "'sections:'")) {
		struct section *sections = arena_calloc(build->arena, map->size + 1, sizeof *sections);
		for (size_t i = 0; i < map->size; i++)
			read_section(build, yaml, &map->pairs[i], sections, &sections[i], i ? &sections[i - 1] : NULL);
		build->library->sections = sections;
		build->library->section_count = map->size;
		check_of(build, yaml, map);
	}
	yaml_free(yaml);
}

/* ---- the library ---- */

const struct library *library_read(struct arena *arena, const struct schema *schema, const struct library_sources *sources,
	struct diags *diags)
{
	size_t before = diags_count(diags, SEVERITY_ERROR);
	struct library *library = arena_alloc(arena, sizeof *library);
	struct build build = {arena, library, diags};
	struct clause_drafts drafts = {NULL, 0, 0};
	library->schema = schema;
	library->language = arena_strdup(arena, sources->language);
	library->proofing = sources->proofing;
	read_sections(&build, only_source(&build, &sources->sections, "sections.yaml"));
	const struct source *words = only_source(&build, &sources->words, "words.yaml");
	if (words)
		words_read(arena, library, words, diags);
	for (size_t i = 0; i < sources->clauses.count; i++)
		clause_read(arena, schema, &sources->clauses.items[i], &drafts, diags);
	library_link(arena, library, &drafts, diags);
	library_check_titles(library, diags);
	for (size_t i = 0; i < drafts.count; i++)
		library_check_clause(library, &drafts.items[i], diags);
	if (diags_count(diags, SEVERITY_ERROR) > before)
		return NULL;
	library_check_usage(arena, library, diags);
	return diags_count(diags, SEVERITY_ERROR) > before ? NULL : library;
}
