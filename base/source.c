#include "base/source.h"

#include "base/base_diags.h"
#include "base/file.h"
#include "base/text.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

struct names {
	const char **items; /* in the arena */
	size_t count, capacity;
};

static void report(struct diags *diags, enum base_diag kind, const char *path, const char *detail)
{
	diag_add(diags, &base_diags[kind], (struct pos){path, 0, 0}, path, detail, (const char *)NULL);
}

static bool ends_with(const char *name, const char *ending)
{
	size_t size = strlen(name), ending_size = strlen(ending);
	return size >= ending_size && strcmp(name + size - ending_size, ending) == 0;
}

static int by_bytes(const void *left, const void *right)
{
	const char *const *a = left, *const *b = right;
	return strcmp(*a, *b);
}

/* Names come in the order of the disk, which differs between machines. */
static bool list_names(struct arena *arena, DIR *stream, const char *ending, struct names *names)
{
	struct dirent *entry;
	while (errno = 0, (entry = readdir(stream))) {
		if (entry->d_name[0] == '.' || !ends_with(entry->d_name, ending))
			continue;
		names->items = arena_grow(arena, names->items, names->count, &names->capacity, sizeof *names->items);
		names->items[names->count++] = arena_strdup(arena, entry->d_name);
	}
	if (errno)
		return false;
	if (names->count)
		qsort(names->items, names->count, sizeof *names->items, by_bytes);
	return true;
}

/* As findings and the system both read it: "clauses/en/x.md", "overlay/clauses/en/x.md". */
static const char *join(struct arena *arena, const char *dir, const char *path)
{
	size_t size = strlen(dir);
	while (size > 1 && dir[size - 1] == '/')
		size--;
	if (size == 1 && dir[0] == '.')
		return arena_strdup(arena, path);
	return arena_printf(arena, "%.*s%s%s", (int)size, dir, dir[size - 1] == '/' ? "" : "/", path);
}

/* Whether a path leads, through all links, into the folder. What does not exist leads nowhere: reading it will say so. */
static bool is_inside(const char *path, const char *real_folder)
{
	char *real = realpath(path, NULL);
	if (!real)
		return true;
	size_t size = strlen(real_folder);
	bool root = size == 1;
	bool inside = root || (strncmp(real, real_folder, size) == 0 && (real[size] == '/' || real[size] == '\0'));
	free(real);
	return inside;
}

static bool is_plain_name(const char *name)
{
	return !text_invalid(name, strlen(name)) && !text_control(name) && !strchr(name, '\n') && !text_bidi_unbalanced(name);
}

static bool read_source(struct arena *arena, const char *path, struct source *source, struct diags *diags)
{
	size_t size = 0;
	char *text = file_read(path, FILE_LIMIT, &size, diags);
	if (!text)
		return false;
	source->name = path;
	source->text = arena_strndup(arena, text, size);
	source->size = size;
	free(text);
	return true;
}

/* Reads the named files of a folder; files that are refused are left out. */
static bool read_sources(struct arena *arena, const char *dir, const char *real_dir, const char *folder, const struct names *names,
			 int layer, struct source_list *list, struct diags *diags)
{
	bool clean = true;
	list->items = arena_calloc(arena, names->count, sizeof *list->items);
	for (size_t i = 0; i < names->count; i++) {
		const char *path = arena_printf(arena, "%s/%s", folder, names->items[i]);
		struct source source = {.layer = layer};
		if (!is_plain_name(names->items[i]))
			report(diags, BASE_SOURCE_NAME, path, NULL);
		else if (!is_inside(path, real_dir))
			report(diags, BASE_SOURCE_OUTSIDE, path, dir);
		else if (read_source(arena, path, &source, diags)) {
			list->items[list->count++] = source;
			continue;
		}
		clean = false;
	}
	return clean;
}

static bool report_folder(struct diags *diags, const char *path, int error)
{
	if (error == ENOENT)
		return true;
	if (error == ENOTDIR)
		report(diags, BASE_SOURCE_NOT_FOLDER, path, NULL);
	else
		report(diags, BASE_FILE_NO_PERMISSION, path, "the folder cannot be read");
	return false;
}

/* Opens DIR/FOLDER (path) and lists it. Returns false with a finding; a folder that is not there has no names. */
static bool list_folder(struct arena *arena, const char *dir, const char *real_dir, const char *path, const char *ending, struct names *names,
			struct diags *diags)
{
	if (!is_inside(path, real_dir)) {
		report(diags, BASE_SOURCE_OUTSIDE, path, dir);
		return false;
	}
	DIR *stream = opendir(path);
	if (!stream)
		return report_folder(diags, path, errno);
	bool listed = list_names(arena, stream, ending, names);
	int error = errno;
	closedir(stream);
	return listed || report_folder(diags, path, error);
}

bool source_read(struct arena *arena, const char *dir, const char *folder, const char *ending, int layer, struct source_list *list,
		 struct diags *diags)
{
	*list = (struct source_list){NULL, 0};
	const char *path = join(arena, dir, folder);
	char *real_dir = realpath(dir, NULL);
	if (!real_dir)
		return report_folder(diags, dir, errno);
	struct names names = {NULL, 0, 0};
	bool clean = list_folder(arena, dir, real_dir, path, ending, &names, diags)
		&& read_sources(arena, dir, real_dir, path, &names, layer, list, diags);
	free(real_dir);
	return clean;
}

bool source_list_folder(struct arena *arena, const char *dir, const char *folder, struct source_names *list, struct diags *diags)
{
	*list = (struct source_names){NULL, 0};
	const char *path = *folder ? join(arena, dir, folder) : dir;
	char *real_dir = realpath(dir, NULL);
	if (!real_dir)
		return report_folder(diags, dir, errno);
	struct names names = {NULL, 0, 0};
	bool clean = list_folder(arena, dir, real_dir, path, "", &names, diags);
	list->items = arena_calloc(arena, names.count + 1, sizeof *list->items);
	for (; list->count < names.count; list->count++) {
		const char *name = names.items[list->count], *whole = join(arena, path, name);
		list->items[list->count] = (struct source_name){name, whole, file_is_folder(whole)};
	}
	free(real_dir);
	return clean;
}
