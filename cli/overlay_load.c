#include "cli/overlay_load.h"

#include "base/file.h"
#include "base/text.h"
#include "cli/cli_diags.h"
#include "cli/copy.h"
#include "cli/shapes.h"
#include "questionnaire/schema/schema_overlay.h"

#include <string.h>

struct overlay {
	struct arena *arena;
	const char *dir;
	const char *clauses; /* "clauses/LANGUAGE" */
	struct diags *diags;
};

/* ---- names that mean something ---- */

/* The names that can stand in a folder; "*.md": any with that ending. */
struct place {
	const char *folder;
	const char *const *folders, *const *files;
};

static const char *name_candidate(const void *context, size_t i)
{
	return ((const char *const *)context)[i];
}

static bool ends_with(const char *name, const char *ending)
{
	size_t size = strlen(name), wanted = strlen(ending);
	return size > wanted && !strcmp(name + size - wanted, ending);
}

static bool is_among(const char *name, const char *const *names)
{
	for (; *names; names++)
		if (**names == '*' ? ends_with(name, *names + 1) : !strcmp(name, *names))
			return true;
	return false;
}

/* Whether two names begin alike: clause and clauses, vocabulary and vocabularies. */
static bool begin_alike(const char *a, const char *b)
{
	return !strncmp(a, b, 4) && strlen(a) >= 4;
}

/* What a name may have been meant to be, or NULL: another name, or itself with another ending. */
static const char *nearest_name(const struct overlay *overlay, const struct place *place, const struct source_name *name)
{
	const char *const *names = name->folder ? place->folders : place->files;
	if (name->folder && names[0] && !names[1])
		return names[0];
	const char *nearest = text_nearest(name->name, name_candidate, names), *dot = strrchr(name->name, '.');
	if (nearest && *nearest != '*')
		return nearest;
	for (; *names; names++) {
		if (**names != '*' && begin_alike(name->name, *names))
			return *names;
		if (**names == '*' && dot && text_nearest(dot, name_candidate, (const char *const[]){*names + 1, NULL}))
			return arena_printf(overlay->arena, "%.*s%s", (int)(dot - name->name), name->name, *names + 1);
	}
	return NULL;
}

static bool check_folder(const struct overlay *overlay, const struct place *place)
{
	struct source_names names;
	struct diags said_later = DIAGS_INIT; /* when it is read */
	source_list_folder(overlay->arena, overlay->dir, place->folder, &names, &said_later);
	diags_release(&said_later);
	bool clean = true;
	for (const struct source_name *name = names.items; name < names.items + names.count; name++) {
		if (is_among(name->name, name->folder ? place->folders : place->files))
			continue;
		const char *nearest = nearest_name(overlay, place, name);
		diag_add(overlay->diags, &cli_diags[nearest ? C_OVERLAY_MISSPELT : C_OVERLAY_UNUSED], (struct pos){name->path, 0, 0},
			name->path, nearest, NULL);
		clean = clean && !nearest;
	}
	return clean;
}

static bool check_names(const struct overlay *overlay, const char *language)
{
	static const char *const none[] = {NULL}, *const yaml[] = {"*.yaml", NULL}, *const clauses[] = {"words.yaml", "*.md", NULL};
	static const char *const top[] = {"clauses", "questions", "vocabularies", NULL};
	static const char *const readme[] = {"README.md", "README.txt", "README", NULL};
	const char *const languages[] = {language, NULL};
	const struct place places[] = {
		{"", top, readme}, {"clauses", languages, none}, {overlay->clauses, none, clauses},
		{"questions", none, yaml}, {"vocabularies", none, yaml},
	};
	bool clean = true;
	for (size_t i = 0; i < sizeof(places) / sizeof(*places); i++)
		clean = check_folder(overlay, &places[i]) && clean;
	return clean;
}

/* ---- sources ---- */

/* Nothing but comments: as a new overlay has them. */
static bool says_nothing(const struct source *source)
{
	const char *text = source->text;
	while (*text) {
		text += strspn(text, " \t\r\n");
		if (*text && *text != '#')
			return false;
		text += strcspn(text, "\n");
	}
	return true;
}

static bool read_yaml(const struct overlay *overlay, const char *folder, const char *ending, struct source_list *list)
{
	bool clean = source_read(overlay->arena, overlay->dir, folder, ending, 1, list, overlay->diags);
	size_t kept = 0;
	for (size_t i = 0; i < list->count; i++) {
		const char *name = strrchr(list->items[i].name, '/') + 1;
		bool wanted = ending[0] == '.' || !strcmp(name, ending);
		if (wanted && !says_nothing(&list->items[i]))
			list->items[kept++] = list->items[i];
	}
	list->count = kept;
	return clean;
}

/* ---- the overlay ---- */

/* The library with other texts of questions and entries of vocabularies: a copy, unless there are none. */
static const struct library *lay_schema(const struct overlay *overlay, const struct library *base,
	const struct schema_overlay_sources *sources)
{
	struct substitutes substitutes = SUBSTITUTES_INIT;
	if (!schema_overlay(overlay->arena, base->schema, sources, &substitutes, overlay->diags))
		return NULL;
	return substitutes.count ? copy(overlay->arena, &library_meta, base, &substitutes) : base;
}

static void add_sources(struct buf *all, const struct source_list *list)
{
	for (const struct source *source = list->items; source < list->items + list->count; source++) {
		buf_addf(all, "%s\n%zu\n", source->name, source->size);
		buf_add(all, source->text, source->size);
	}
}

static struct digest digest_sources(const struct schema_overlay_sources *schema, const struct overlay_sources *sources)
{
	struct buf all = BUF_INIT;
	add_sources(&all, &sources->clauses);
	add_sources(&all, &sources->words);
	add_sources(&all, &schema->questions);
	add_sources(&all, &schema->vocabularies);
	struct digest digest = digest_of(all.s, all.len);
	buf_release(&all);
	return digest;
}

const struct library *overlay_load_digested(struct arena *arena, const struct library *base, const char *dir, struct digest *digest, struct diags *diags)
{
	struct overlay overlay = {arena, dir, arena_printf(arena, "clauses/%s", base->language), diags};
	struct schema_overlay_sources schema;
	struct overlay_sources sources;
	if (!file_is_folder(dir)) {
		diag_add(diags, &cli_diags[C_OVERLAY_MISSING], (struct pos){NULL, 0, 0}, dir, NULL);
		return NULL;
	}
	bool clean = check_names(&overlay, base->language);
	clean = source_read(arena, dir, overlay.clauses, ".md", 1, &sources.clauses, diags) && clean;
	clean = read_yaml(&overlay, overlay.clauses, "words.yaml", &sources.words) && clean;
	clean = read_yaml(&overlay, "questions", ".yaml", &schema.questions) && clean;
	clean = read_yaml(&overlay, "vocabularies", ".yaml", &schema.vocabularies) && clean;
	*digest = digest_sources(&schema, &sources);
	const struct library *changed = lay_schema(&overlay, base, &schema);
	/* With mistakes in there, the clauses are checked against the base: better more findings than few. */
	const struct library *library = library_overlay(arena, changed ? changed : base, &sources, diags);
	return clean && changed ? library : NULL;
}

const struct library *overlay_load(struct arena *arena, const struct library *base, const char *dir, struct diags *diags)
{
	struct digest unused;
	return overlay_load_digested(arena, base, dir, &unused, diags);
}
