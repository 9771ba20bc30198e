#include "outputs/review/own_words.h"

#include "base/file.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

const char *own_words_path(struct arena *arena, const char *config_home, const char *home, const char *language)
{
	if (config_home && *config_home == '/')
		return arena_printf(arena, "%s/noticesmith/words.%s", config_home, language);
	return home && *home == '/' ? arena_printf(arena, "%s/.config/noticesmith/words.%s", home, language) : NULL;
}

const char *own_words_read(struct arena *arena, const char *path, struct diags *diags)
{
	size_t size;
	if (!path || !file_exists(path))
		return "";
	char *bytes = file_read(path, FILE_LIMIT, &size, diags);
	const char *text = bytes ? arena_strndup(arena, bytes, strlen(bytes)) : NULL;
	free(bytes);
	return text;
}

bool own_words_add(struct arena *arena, const char *path, const char *word, struct diags *diags)
{
	const char *text = own_words_read(arena, path, diags), *slash = strrchr(path, '/');
	if (!text || !file_make_folders(arena_strndup(arena, path, (size_t)(slash - path)), diags))
		return false;
	size_t size = strlen(text);
	const char *whole = arena_printf(arena, "%s%s%s\n", text, size && text[size - 1] != '\n' ? "\n" : "", word);
	return file_replace(path, whole, strlen(whole), diags);
}

bool own_words_remove(struct arena *arena, const char *path, const char *word, struct diags *diags)
{
	const char *text = own_words_read(arena, path, diags);
	size_t size = strlen(word);
	struct buf kept = BUF_INIT;
	for (const char *line = text; line && *line;) {
		size_t length = strcspn(line, "\n"), whole = length + (line[length] == '\n');
		if (length != size || memcmp(line, word, size) != 0)
			buf_add(&kept, line, whole);
		line += whole;
	}
	bool done = text && (strlen(text) == kept.len || file_replace(path, kept.s, kept.len, diags));
	buf_release(&kept);
	return done;
}
