/*
 * One library for several spellings of a language. words.yaml gives, for a variant such as en-US, words of its own ("en-US.date" in
 * place of "date") and how single words are spelt ("en-US.spell.organise: organize"). Only what the library says is spelt anew, never
 * an answer.
 */
#include "base/buf.h"
#include "outputs/compose/composer.h"

#include <string.h>

enum { LONGEST = 32 }; /* bytes of a word that is spelt in two ways */

enum { PAIR_COUNT = sizeof ((struct composer *)0)->respelt_pairs };

static bool is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

static char lower(char c)
{
	return is_upper(c) ? (char)(c + 'a' - 'A') : c;
}

/* The number of the two letters with which a word begins; PAIR_COUNT: it begins otherwise. */
static size_t pair_of(const char *word)
{
	char a = lower(word[0]), b = a ? lower(word[1]) : '\0';
	return a >= 'a' && a <= 'z' && b >= 'a' && b <= 'z' ? (size_t)((a - 'a') * 26 + (b - 'a')) : PAIR_COUNT;
}

void respell_set_up(struct composer *composer)
{
	static const char *const ids[WORD_COUNT] = {
#define WORD(name, id) [name] = id,
#include "outputs/compose/words.def"
#undef WORD
	};
	const struct library *library = composer->library;
	const char *prefix = arena_printf(&composer->scratch, "%s.spell.", composer->document->language);
	for (size_t i = 0; i < WORD_COUNT; i++) {
		const char *own = library_word(library, arena_printf(&composer->scratch, "%s.%s", composer->document->language, ids[i]));
		const char *word = own ? own : library_word(library, ids[i]);
		composer->words[i] = word ? word : ids[i];
		composer->varies[i] = own;
	}
	size_t size = strlen(prefix);
	for (size_t i = 0; i < library->word_count; i++) {
		if (strncmp(library->words[i].id, prefix, size) != 0)
			continue;
		composer->spelling = prefix;
		size_t pair = pair_of(library->words[i].id + size);
		if (pair < PAIR_COUNT)
			composer->respelt_pairs[pair] = true;
	}
}

static void note(struct composer *composer)
{
	const struct value *notice = value_field(composer->answers->root, "notice");
	trace_value(composer, READ_SPELLING, NULL, value_field(notice, "language"), RESULT_YES);
}

const char *respell_word(struct composer *composer, enum word_id word)
{
	if (composer->varies[word])
		note(composer);
	return composer->words[word];
}

static char upper(char c)
{
	return c >= 'a' && c <= 'z' ? (char)(c + 'A' - 'a') : c;
}

/* Letters, and all bytes of characters beyond ASCII, so that no part of a word is taken for a word. */
static bool in_word(char c)
{
	return (unsigned char)c >= 0x80 || is_upper(c) || (c >= 'a' && c <= 'z');
}

/* How the variant spells a word, in lower case; NULL: as it stands. */
static const char *spelt(const struct composer *composer, const char *word, size_t size)
{
	char id[2 * LONGEST];
	size_t prefix = strlen(composer->spelling), pair = pair_of(word);
	if (pair == PAIR_COUNT || !composer->respelt_pairs[pair] || size > LONGEST || prefix + size >= sizeof(id))
		return NULL;
	memcpy(id, composer->spelling, prefix);
	for (size_t i = 0; i < size; i++)
		id[prefix + i] = lower(word[i]);
	id[prefix + size] = '\0';
	return library_word(composer->library, id);
}

/* In the case of the old word: ORGANISE, Organise, organise. */
static void add_in_case(struct buf *buf, const char *text, const char *old, size_t size)
{
	bool first = is_upper(old[0]), all = first && size > 1 && is_upper(old[1]);
	for (size_t i = 0; text[i]; i++)
		buf_addc(buf, all || (first && i == 0) ? upper(text[i]) : text[i]);
}

const char *respell(struct composer *composer, const char *text)
{
	struct buf buf = BUF_INIT;
	const char *kept = text, *result = text; /* kept: not yet appended */
	if (!composer->spelling)
		return text;
	for (const char *p = text; *p;) {
		size_t size = 0;
		while (in_word(p[size]))
			size++;
		const char *other = size ? spelt(composer, p, size) : NULL;
		if (other) {
			buf_add(&buf, kept, (size_t)(p - kept));
			add_in_case(&buf, other, p, size);
			kept = p + size;
		}
		p += size ? size : 1;
	}
	if (kept != text) {
		buf_adds(&buf, kept);
		note(composer);
		result = arena_strdup(&composer->document->arena, buf.s); /* texts of the library stand there without a copy */
	}
	buf_release(&buf);
	return result;
}
