#include "outputs/review/lexicon.h"

#include "base/cache.h"
#include "base/hash.h"
#include "outputs/outputs_diags.h"
#include "outputs/review/dictionary.h"
#include "outputs/review/known.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CACHE_VERSION "noticesmith words 1"
enum { CACHE_LIMIT = 1 << 20 /* bytes: then it begins anew */, TRIES = 3 };

struct lexicon {
	struct lexicons *owner;
	struct dictionary_files files;
	struct dictionary *dictionary; /* NULL: not loaded */
	bool failed;                   /* it cannot be loaded */
	bool sure;                     /* what it says may be kept under key */
	uint64_t key;
	struct buf kept;               /* the file of the cache */
	size_t first;                  /* where its lines begin: + or - and a word each, sorted by word */
	struct known fresh;            /* new verdicts; value: &verdicts[0] wrong, [1] right */
};

static const char verdicts[2] = "";

void lexicons_init(struct lexicons *lexicons, const char *path, const char *cache)
{
	*lexicons = (struct lexicons){.arena = ARENA_INIT, .path = path, .cache = cache};
}

void lexicons_release(struct lexicons *lexicons, bool leave)
{
	for (size_t i = 0; i < lexicons->count; i++) {
		if (!leave)
			dictionary_free(lexicons->items[i]->dictionary);
		buf_release(&lexicons->items[i]->kept);
	}
	arena_release(&lexicons->arena);
	*lexicons = (struct lexicons){.arena = ARENA_INIT};
}

/* ---- the cache ---- */

static uint64_t sum_of(const char *bytes, size_t size)
{
	return hash_add(HASH_START, bytes, size);
}

static void write_head(char *head, size_t room, uint64_t key, uint64_t sum)
{
	char key_text[HASH_SIZE], sum_text[HASH_SIZE];
	hash_write(key, key_text);
	hash_write(sum, sum_text);
	snprintf(head, room, CACHE_VERSION " %s %s\n", key_text, sum_text);
}

static void read_cache(struct lexicon *lexicon)
{
	char head[sizeof CACHE_VERSION + 2 * HASH_SIZE + 2];
	lexicon->first = 0;
	if (!cache_read(lexicon->owner->cache, lexicon->files.name, CACHE_LIMIT, &lexicon->kept))
		return;
	const char *end = memchr(lexicon->kept.s, '\n', lexicon->kept.len);
	size_t first = end ? (size_t)(end + 1 - lexicon->kept.s) : 0;
	write_head(head, sizeof head, lexicon->key, sum_of(lexicon->kept.s + first, lexicon->kept.len - first));
	if (first == strlen(head) && memcmp(head, lexicon->kept.s, first) == 0)
		lexicon->first = first;
	else
		buf_clear(&lexicon->kept);
}

/* Compares a word with that of a line. */
static int compare_line(const char *word, size_t size, const char *line)
{
	size_t length = strcspn(line + 1, "\n");
	int order = memcmp(word, line + 1, size < length ? size : length);
	return order ? order : size < length ? -1 : size > length;
}

/* The line of a word in the cache, or NULL: by halves, each from the line in the middle. */
static const char *find_kept(const struct lexicon *lexicon, const char *word, size_t size)
{
	const char *bytes = lexicon->kept.s, *low = bytes + lexicon->first, *high = bytes + lexicon->kept.len;
	while (low < high) {
		const char *line = low + (high - low) / 2;
		while (line > low && line[-1] != '\n')
			line--;
		int order = compare_line(word, size, line);
		if (order == 0)
			return line;
		if (order < 0)
			high = line;
		else
			low = line + strcspn(line, "\n") + 1;
	}
	return NULL;
}

static int compare_words(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void add_fresh(struct buf *lines, const struct lexicon *lexicon, const char *word)
{
	buf_addc(lines, known_value(&lexicon->fresh, word, strlen(word)) == &verdicts[1] ? '+' : '-');
	buf_adds(lines, word);
	buf_addc(lines, '\n');
}

/* The old lines and the new ones, in order. */
static void merge(struct buf *lines, const struct lexicon *lexicon)
{
	const char *old = lexicon->kept.s + lexicon->first, *end = lexicon->kept.s + lexicon->kept.len;
	const char **words = lexicon->fresh.words;
	qsort(words, lexicon->fresh.count, sizeof *words, compare_words);
	for (size_t i = 0; i < lexicon->fresh.count; i++) {
		while (old < end && compare_line(words[i], strlen(words[i]), old) > 0) {
			size_t size = strcspn(old, "\n") + 1;
			buf_add(lines, old, size);
			old += size;
		}
		add_fresh(lines, lexicon, words[i]);
	}
	buf_add(lines, old, (size_t)(end - old));
}

static void save(struct lexicon *lexicon)
{
	if (!lexicon->sure || !lexicon->fresh.count || !lexicon->owner->cache)
		return;
	struct buf lines = BUF_INIT, file = BUF_INIT;
	merge(&lines, lexicon);
	if (lines.len > CACHE_LIMIT / 2) {
		buf_clear(&lines);
		buf_clear(&lexicon->kept);
		lexicon->first = 0;
		merge(&lines, lexicon);
	}
	char head[sizeof CACHE_VERSION + 2 * HASH_SIZE + 2];
	write_head(head, sizeof head, lexicon->key, sum_of(lines.s, lines.len));
	buf_adds(&file, head);
	buf_add(&file, lines.s, lines.len);
	if (lines.len <= CACHE_LIMIT / 2)
		cache_write(lexicon->owner->cache, lexicon->files.name, file.s, file.len);
	buf_release(&lines);
	buf_release(&file);
}

void lexicons_save(struct lexicons *lexicons)
{
	for (size_t i = 0; i < lexicons->count; i++)
		save(lexicons->items[i]);
}

/* ---- finding one ---- */

static bool said(struct lexicons *lexicons, const char *name)
{
	for (size_t i = 0; i < lexicons->missing_count; i++)
		if (strcmp(lexicons->missing[i], name) == 0)
			return true;
	lexicons->missing = arena_grow(&lexicons->arena, lexicons->missing, lexicons->missing_count, &lexicons->missing_capacity,
		sizeof *lexicons->missing);
	lexicons->missing[lexicons->missing_count++] = name;
	return false;
}

/* en-GB: en_GB */
static const char *name_of(struct arena *arena, const char *tag)
{
	char *name = arena_strdup(arena, tag);
	for (char *c = name; *c; c++)
		*c = *c == '-' ? '_' : *c;
	return name;
}

static void report_missing(struct lexicons *lexicons, const char *tag, const char *name, const struct proof_dictionary *known,
	struct diags *diags)
{
	const char *package = known ? known->package : NULL;
	if (!package) {
		char *made = arena_printf(&lexicons->arena, "hunspell-%s", tag);
		for (char *c = made; *c; c++)
			*c = *c >= 'A' && *c <= 'Z' ? (char)(*c - 'A' + 'a') : *c;
		package = made;
	}
	diag_add(diags, &outputs_diags[O_DICTIONARY_MISSING], (struct pos){NULL, 0, 0}, tag, package, name, NULL);
}

struct lexicon *lexicons_get(struct lexicons *lexicons, const char *tag, const struct proof_dictionary *known, bool quiet,
	struct diags *diags)
{
	const char *name = known ? known->file : name_of(&lexicons->arena, tag);
	for (size_t i = 0; i < lexicons->count; i++)
		if (strcmp(lexicons->items[i]->files.name, name) == 0)
			return lexicons->items[i];
	struct dictionary_files files;
	if (!dictionary_find(&lexicons->arena, lexicons->path, name, &files)) {
		if (!quiet && !said(lexicons, name))
			report_missing(lexicons, tag, name, known, diags);
		return NULL;
	}
	struct lexicon *lexicon = arena_alloc(&lexicons->arena, sizeof *lexicon);
	*lexicon = (struct lexicon){.owner = lexicons, .files = files, .kept = BUF_INIT, .fresh = {.arena = &lexicons->arena}, .sure = true};
	lexicon->key = dictionary_key(&files);
	read_cache(lexicon);
	lexicons->items = arena_grow(&lexicons->arena, lexicons->items, lexicons->count, &lexicons->capacity, sizeof *lexicons->items);
	lexicons->items[lexicons->count++] = lexicon;
	return lexicon;
}

/* ---- asking ---- */

/* Loads the dictionary; when its files changed meanwhile, again. */
static bool load(struct lexicon *lexicon, struct diags *diags)
{
	if (lexicon->dictionary || lexicon->failed)
		return lexicon->dictionary;
	const char *wrong = NULL;
	uint64_t before, after;
	int tries = 0;
	do {
		dictionary_free(lexicon->dictionary);
		before = dictionary_key(&lexicon->files);
		lexicon->dictionary = dictionary_load(&lexicon->files, &wrong);
		after = dictionary_key(&lexicon->files);
	} while (before != after && ++tries < TRIES);
	lexicon->failed = !lexicon->dictionary;
	lexicon->sure = before == after && after == lexicon->key; /* another one than when the cache was read: nothing of either may be mixed */
	if (lexicon->failed && *wrong)
		diag_add(diags, &outputs_diags[O_DICTIONARY_BROKEN], (struct pos){NULL, 0, 0}, lexicon->files.aff, wrong, NULL);
	else if (lexicon->failed)
		diag_add(diags, &outputs_diags[O_DICTIONARY_LIBRARY], (struct pos){NULL, 0, 0}, NULL);
	return lexicon->dictionary;
}

bool lexicon_knows(struct lexicon *lexicon, const char *word, struct diags *diags)
{
	size_t size = strlen(word);
	const char *line = find_kept(lexicon, word, size);
	if (line)
		return *line == '+';
	const void *verdict = known_value(&lexicon->fresh, word, size);
	if (verdict)
		return verdict == &verdicts[1];
	if (!load(lexicon, diags))
		return true;
	bool knows = dictionary_knows(lexicon->dictionary, word);
	known_add(&lexicon->fresh, word, size, &verdicts[knows]);
	return knows;
}

size_t lexicon_suggest(struct lexicon *lexicon, struct arena *arena, const char *word, const char **suggestions, size_t limit,
	struct diags *diags)
{
	return load(lexicon, diags) ? dictionary_suggest(lexicon->dictionary, arena, word, suggestions, limit) : 0;
}

bool lexicon_is_loaded(const struct lexicon *lexicon)
{
	return lexicon->dictionary;
}
