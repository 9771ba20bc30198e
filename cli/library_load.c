#include "cli/library_load.h"

#include "base/file.h"
#include "cli/cli_diags.h"
#include "outputs/review/proofing.h"

/* One kind of source; a library without any is no library. */
static bool load(struct arena *arena, const char *dir, const char *folder, const char *ending, struct source_list *list, struct diags *diags)
{
	if (!source_read(arena, dir, folder, ending, 0, list, diags))
		return false;
	if (list->count)
		return true;
	const char *name = arena_printf(arena, "%s/%s/%s%s", dir, folder, ending[0] == '.' ? "*" : "", ending);
	diag_add(diags, &cli_diags[C_LIBRARY_EMPTY], (struct pos){NULL, 0, 0}, name, NULL);
	return false;
}

const struct library *library_load(struct arena *arena, const char *dir, const char *language, struct diags *diags)
{
	struct schema_sources schema_sources;
	struct library_sources library_sources = {.language = language};
	struct source_list proofing_sources;
	const char *clauses = arena_printf(arena, "outputs/clauses/%s", language);
	const struct {
		const char *folder, *ending;
		struct source_list *list;
	} kinds[] = {
		{"questionnaire/vocabularies", ".yaml", &schema_sources.vocabularies},
		{"questionnaire/laws", ".yaml", &schema_sources.laws},
		{"questionnaire/questions", ".yaml", &schema_sources.questions},
		{"questionnaire/facts", ".yaml", &schema_sources.facts},
		{clauses, ".md", &library_sources.clauses},
		{clauses, "sections.yaml", &library_sources.sections},
		{clauses, "words.yaml", &library_sources.words},
		{"outputs/review", ".yaml", &proofing_sources},
	};
	bool complete = true;
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		complete = load(arena, dir, kinds[i].folder, kinds[i].ending, kinds[i].list, diags) && complete;
	if (!complete)
		return NULL;
	const struct schema *schema = schema_read(arena, &schema_sources, diags);
	library_sources.proofing = proofing_read(arena, &proofing_sources, diags);
	return schema && library_sources.proofing ? library_read(arena, schema, &library_sources, diags) : NULL;
}
