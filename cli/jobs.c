#include "cli/jobs.h"

#include "cli/cli_diags.h"

#include <stdlib.h>
#include <string.h>

/* A job under the name that its outputs have whichever way the folder was written. */
struct claim {
	const char *outputs;
	const struct job *job;
};

static bool ends_in(const char *name, const char *ending)
{
	size_t size = strlen(name), tail = strlen(ending);
	return size > tail && strcmp(name + size - tail, ending) == 0;
}

static struct job job_of(struct arena *arena, const char *path, const char *output)
{
	const char *slash = strrchr(path, '/'), *file = slash ? slash + 1 : path;
	size_t size = strlen(file);
	if (ends_in(file, ".yaml"))
		size -= strlen(".yaml");
	else if (ends_in(file, ".yml"))
		size -= strlen(".yml");
	struct job job = {.path = path, .folder = arena_strndup(arena, path, (size_t)(file - path)), .name = arena_strndup(arena, file, size)};
	if (!output)
		job.target = job.folder;
	else
		job.target = arena_printf(arena, "%s%s", output, ends_in(output, "/") || strcmp(output, "/") == 0 ? "" : "/");
	return job;
}

static int by_outputs(const void *left, const void *right)
{
	const struct claim *a = left, *b = right;
	int order = strcmp(a->outputs, b->outputs);
	return order ? order : a->job < b->job ? -1 : a->job > b->job;
}

static struct claim claim_of(struct arena *arena, const struct job *job)
{
	char *real = realpath(*job->target ? job->target : ".", NULL);
	struct claim claim = {arena_printf(arena, "%s/%s", real ? real : job->target, job->name), job};
	free(real);
	return claim;
}

/* NAME.draft.md would be both the notice of NAME.draft and the draft of NAME. */
static bool check_name(const struct job *job, struct diags *diags)
{
	static const char *const kept[][2] = {{".draft", "draft"}, {".fragment", "fragment"}, {".short", "short"}};
	for (size_t i = 0; i < sizeof kept / sizeof *kept; i++) {
		if (!ends_in(job->name, kept[i][0]))
			continue;
		diag_add(diags, &cli_diags[C_OUTPUT_NAME], (struct pos){job->path, 0, 0}, job->path, kept[i][1], NULL);
		return false;
	}
	return true;
}

bool jobs_plan(struct jobs *jobs, struct arena *arena, char *const *paths, size_t count, const char *output, struct diags *diags)
{
	struct claim *claims = arena_calloc(arena, count, sizeof(*claims));
	bool sound = true;
	jobs->items = arena_calloc(arena, count, sizeof(*jobs->items));
	jobs->count = count;
	for (size_t i = 0; i < count; i++) {
		jobs->items[i] = job_of(arena, paths[i], output);
		claims[i] = claim_of(arena, &jobs->items[i]);
		sound &= check_name(&jobs->items[i], diags);
	}
	qsort(claims, count, sizeof(*claims), by_outputs);
	for (size_t i = 1; i < count; i++) {
		if (strcmp(claims[i - 1].outputs, claims[i].outputs) != 0)
			continue;
		diag_add(diags, &cli_diags[C_OUTPUT_CLASH], (struct pos){claims[i].job->path, 0, 0}, claims[i].job->path, claims[i - 1].job->path, NULL);
		sound = false;
	}
	return sound;
}

void job_output(const struct job *job, const char *ending, struct buf *path)
{
	buf_clear(path);
	buf_adds(path, job->target);
	buf_adds(path, job->name);
	buf_adds(path, ending);
}
