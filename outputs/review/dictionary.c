#include "outputs/review/dictionary.h"

#include "base/buf.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/text.h"

#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <hunspell/hunspell.h>
#include <iconv.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define USUAL_FOLDERS "/usr/share/hunspell:/usr/share/myspell:/usr/share/myspell/dicts:/usr/local/share/hunspell:/Library/Spelling"
enum {
	DICTIONARY_LIMIT = 64 << 20, /* bytes of a file */
	LONGEST_WORD = 99,           /* bytes: hunspell takes longer ones for wrong without looking */
	SAMPLES = 40                 /* of its own words, by which a dictionary is tried */
};

/* ---- files ---- */

static bool is_readable(const char *path)
{
	struct stat info;
	return access(path, R_OK) == 0 && stat(path, &info) == 0 && S_ISREG(info.st_mode);
}

static bool find_in(struct arena *arena, const char *folder, const char *name, struct dictionary_files *files)
{
	files->name = name;
	files->aff = arena_printf(arena, "%s/%s.aff", folder, name);
	files->dic = arena_printf(arena, "%s/%s.dic", folder, name);
	return is_readable(files->aff) && is_readable(files->dic);
}

/* The first name in byte order that is LANGUAGE_ and something; NULL: none. */
static const char *find_country(struct arena *arena, const char *folder, const char *language)
{
	const char *first = NULL;
	size_t size = strlen(language);
	DIR *dir = opendir(folder);
	for (struct dirent *entry; dir && (entry = readdir(dir));) {
		size_t length = strlen(entry->d_name);
		bool fits = length > size + 5 && strncmp(entry->d_name, language, size) == 0 && entry->d_name[size] == '_' &&
			strcmp(entry->d_name + length - 4, ".aff") == 0;
		if (fits && (!first || strcmp(entry->d_name, first) < 0))
			first = arena_strndup(arena, entry->d_name, length - 4);
	}
	if (dir)
		closedir(dir);
	return first;
}

bool dictionary_find(struct arena *arena, const char *path, const char *name, struct dictionary_files *files)
{
	char *folders = arena_printf(arena, "%s%s" USUAL_FOLDERS, path ? path : "", path ? ":" : ""), *rest = NULL;
	bool any_country = !strchr(name, '_');
	for (char *folder = strtok_r(folders, ":", &rest); folder; folder = strtok_r(NULL, ":", &rest)) {
		if (find_in(arena, folder, name, files))
			return true;
		const char *other = any_country ? find_country(arena, folder, name) : NULL;
		if (other && find_in(arena, folder, other, files))
			return true;
	}
	return false;
}

uint64_t dictionary_key(const struct dictionary_files *files)
{
	const char *const paths[] = {files->aff, files->dic};
	uint64_t key = HASH_START;
	for (size_t i = 0; i < 2; i++) {
		struct stat info;
		if (stat(paths[i], &info) != 0)
			return 0;
		const int64_t facts[] = {info.st_size, info.st_mtim.tv_sec, info.st_mtim.tv_nsec, (int64_t)info.st_ino};
		key = hash_add(key, paths[i], strlen(paths[i]) + 1);
		key = hash_add(key, facts, sizeof facts);
	}
	return key ? key : 1;
}

/* ---- libhunspell ---- */

struct dictionary {
	Hunhandle *handle;
	iconv_t to, from; /* its encoding and UTF-8; (iconv_t)-1: it is UTF-8 */
	void (*destroy)(Hunhandle *);
	int (*spell)(Hunhandle *, const char *);
	int (*suggest)(Hunhandle *, char ***, const char *);
	void (*free_list)(Hunhandle *, char ***, int);
	char *(*encoding)(Hunhandle *);
};

static void *open_library(void)
{
	static const char *const names[] = {"libhunspell-1.7.so.0", "libhunspell-1.8.so.0", "libhunspell-1.6.so.0", "libhunspell-1.7.dylib",
		"libhunspell.so"};
	void *library = NULL;
	for (size_t i = 0; i < sizeof names / sizeof *names && !library; i++)
		library = dlopen(names[i], RTLD_NOW | RTLD_LOCAL);
	return library;
}

/* A function of the library; ISO C has no cast from dlsym's pointer, so it is copied. */
static bool find_function(void *library, const char *name, void *function)
{
	void *found = dlsym(library, name);
	memcpy(function, &found, sizeof found);
	return found;
}

static Hunhandle *create(struct dictionary *dictionary, const struct dictionary_files *files)
{
	Hunhandle *(*hunspell_create)(const char *, const char *);
	void *library = open_library(); /* stays open: the next one finds it there */
	bool whole = library && find_function(library, "Hunspell_create", &hunspell_create) &&
		find_function(library, "Hunspell_destroy", &dictionary->destroy) && find_function(library, "Hunspell_spell", &dictionary->spell) &&
		find_function(library, "Hunspell_suggest", &dictionary->suggest) &&
			find_function(library, "Hunspell_free_list", &dictionary->free_list) &&
		find_function(library, "Hunspell_get_dic_encoding", &dictionary->encoding);
	return whole ? hunspell_create(files->aff, files->dic) : NULL;
}

/* ---- is it whole? ---- */

static const char *next_line(const char *line)
{
	line += strcspn(line, "\n");
	return *line ? line + 1 : line;
}

static bool says_nothing(const char *line)
{
	line += strspn(line, " \t\r");
	return *line == '#' || *line == '\n' || *line == '\0';
}

static bool is_affix(const char *line)
{
	return strncmp(line, "SFX ", 4) == 0 || strncmp(line, "PFX ", 4) == 0;
}

/* The count rules behind the line that announces them, each of which begins as it does. Returns NULL, or what is wrong. */
static const char *check_rules(const char *head, const char *flag, unsigned count)
{
	for (const char *rule = next_line(head); count; rule = next_line(rule)) {
		char own[33];
		if (!*rule)
			return "its .aff file is cut off";
		if (says_nothing(rule))
			continue;
		if (strncmp(rule, head, 4) != 0 || sscanf(rule + 4, "%32s", own) != 1 || strcmp(own, flag) != 0)
			return "its .aff file is broken";
		count--;
	}
	return NULL;
}

/*
 * SFX D Y 4: four lines have to follow that begin with SFX D. What hunspell makes of fewer is a dictionary that takes right words for
 * wrong.
 */
static const char *check_affixes(const char *text, size_t size)
{
	const char *wrong = strlen(text) == size ? NULL : "its .aff file is no text";
	for (const char *line = text; *line && !wrong; line = next_line(line)) {
		char flag[33], cross[2];
		unsigned count;
		if (is_affix(line) && sscanf(line + 4, "%32s %1[YN] %u", flag, cross, &count) == 3)
			wrong = check_rules(line, flag, count);
	}
	return wrong;
}

/* A dictionary that knows hardly any of its own words was not understood. They are taken from all over the file. */
static bool knows_itself(const struct dictionary *dictionary, const char *words, size_t size)
{
	const char *end = words + size, *line = next_line(words); /* the first says how many there are */
	size_t tried = 0, known = 0, step = size / SAMPLES;
	while (line < end && tried < SAMPLES) {
		char word[LONGEST_WORD + 1];
		size_t length = strcspn(line, "/\t\r\n ");
		if (length > 0 && length < sizeof word) {
			memcpy(word, line, length);
			word[length] = '\0';
			known += dictionary->spell(dictionary->handle, word) != 0;
			tried++;
		}
		line = next_line((size_t)(end - line) > step ? line + step : end);
	}
	return tried && known * 4 >= tried;
}

static bool open_encoding(struct dictionary *dictionary)
{
	const char *name = dictionary->encoding(dictionary->handle);
	dictionary->to = dictionary->from = (iconv_t)-1;
	if (!name || strcmp(name, "UTF-8") == 0 || strcmp(name, "utf-8") == 0)
		return true;
	if (strncmp(name, "microsoft-", 10) == 0)
		name += 10;
	dictionary->to = iconv_open(name, "UTF-8");
	dictionary->from = iconv_open("UTF-8", name);
	return dictionary->to != (iconv_t)-1 && dictionary->from != (iconv_t)-1;
}

static const char *load(struct dictionary *dictionary, const struct dictionary_files *files, const char *aff, size_t aff_size,
	const char *dic, size_t dic_size)
{
	const char *wrong = check_affixes(aff, aff_size);
	if (wrong)
		return wrong;
	if (*dic != '\xEF' && (*dic < '0' || *dic > '9'))
		return "its .dic file does not begin with a number of words";
	dictionary->handle = create(dictionary, files);
	if (!dictionary->handle)
		return "";
	if (!open_encoding(dictionary))
		return "its encoding is not known here";
	return knows_itself(dictionary, dic, dic_size) ? NULL : "it does not know its own words";
}

struct dictionary *dictionary_load(const struct dictionary_files *files, const char **wrong)
{
	struct dictionary *dictionary = xcalloc(1, sizeof *dictionary);
	struct diags reading = DIAGS_INIT; /* said in other words */
	size_t aff_size = 0, dic_size = 0;
	char *aff = file_read(files->aff, DICTIONARY_LIMIT, &aff_size, &reading),
		*dic = file_read(files->dic, DICTIONARY_LIMIT, &dic_size, &reading);
	dictionary->to = dictionary->from = (iconv_t)-1;
	*wrong = aff && dic ? load(dictionary, files, aff, aff_size, dic, dic_size) : "it cannot be read";
	diags_release(&reading);
	free(aff);
	free(dic);
	if (!*wrong)
		return dictionary;
	dictionary_free(dictionary);
	return NULL;
}

void dictionary_free(struct dictionary *dictionary)
{
	if (!dictionary)
		return;
	if (dictionary->handle)
		dictionary->destroy(dictionary->handle);
	if (dictionary->to != (iconv_t)-1)
		iconv_close(dictionary->to);
	if (dictionary->from != (iconv_t)-1)
		iconv_close(dictionary->from);
	free(dictionary);
}

/* ---- asking ---- */

/* A text in another encoding, NUL-terminated; false: it has a character that is not in there, or does not fit. */
static bool convert(iconv_t how, const char *text, char *out, size_t room)
{
	char *in = (char *)text; /* iconv's type; it does not write there */
	size_t left = strlen(text);
	room--;
	iconv(how, NULL, NULL, NULL, NULL);
	bool done = iconv(how, &in, &left, &out, &room) == 0;
	*out = '\0';
	return done;
}

bool dictionary_knows(struct dictionary *dictionary, const char *word)
{
	char converted[LONGEST_WORD + 1];
	if (strlen(word) > LONGEST_WORD)
		return false;
	if (dictionary->to == (iconv_t)-1)
		return dictionary->spell(dictionary->handle, word) != 0;
	return convert(dictionary->to, word, converted, sizeof converted) && dictionary->spell(dictionary->handle, converted) != 0;
}

size_t dictionary_suggest(struct dictionary *dictionary, struct arena *arena, const char *word, const char **suggestions, size_t limit)
{
	char converted[LONGEST_WORD + 1], back[4 * LONGEST_WORD + 1];
	char **found = NULL;
	size_t count = 0;
	bool foreign = dictionary->to != (iconv_t)-1;
	if (strlen(word) > LONGEST_WORD || (foreign && !convert(dictionary->to, word, converted, sizeof converted)))
		return 0;
	int all = dictionary->suggest(dictionary->handle, &found, foreign ? converted : word);
	for (int i = 0; i < all && count < limit; i++)
		if (!foreign && !text_invalid(found[i], strlen(found[i])))
			suggestions[count++] = arena_strdup(arena, found[i]);
		else if (foreign && convert(dictionary->from, found[i], back, sizeof back))
			suggestions[count++] = arena_strdup(arena, back);
	dictionary->free_list(dictionary->handle, &found, all);
	return count;
}
