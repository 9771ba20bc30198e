/*
 * Dictionaries in good and bad surroundings: missing, broken, in an encoding of eight bits, replaced while the program runs; and the cache
 * of what they said: garbage, not to be written, of another dictionary. A clear finding or silence, never a wrong answer. Then notices in
 * German and Swedish, made by overlays of three clauses.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "cli/overlay_load.h"
#include "tests/unit/findings.h"
#include "tests/unit/proof.h"

#include <sys/stat.h>
#include <unistd.h>

struct folder {
	char path[64], cache[80];
	struct arena arena;
};

static void put_file(struct folder *folder, const char *name, const char *text)
{
	struct diags diags = DIAGS_INIT;
	const char *path = arena_printf(&folder->arena, "%s/%s", folder->path, name), *slash = strrchr(path, '/');
	assert_true(file_make_folders(arena_strndup(&folder->arena, path, (size_t)(slash - path)), &diags));
	assert_true(file_replace(path, text, strlen(text), &diags));
	diags_release(&diags);
}

static int set_up(void **state)
{
	struct folder *folder = xcalloc(1, sizeof *folder);
	snprintf(folder->path, sizeof folder->path, "/tmp/dictionary.XXXXXX");
	assert_non_null(mkdtemp(folder->path));
	snprintf(folder->cache, sizeof folder->cache, "%s/cache", folder->path);
	assert_int_equal(mkdir(folder->cache, 0700), 0);
	put_file(folder, "xx_XX.aff", "SET UTF-8\nSFX S Y 1\nSFX S 0 s .\n");
	put_file(folder, "xx_XX.dic", "3\nword/S\ngood\nGröße\n");
	*state = folder;
	return 0;
}

static int tear_down(void **state)
{
	struct folder *folder = *state;
	char command[128];
	snprintf(command, sizeof command, "rm -rf '%s'", folder->path);
	assert_int_equal(system(command), 0);
	arena_release(&folder->arena);
	free(folder);
	return 0;
}

/* Asks a dictionary about words, each with what it should say: "+good -bad". Returns the findings; must be freed. */
static char *ask(const struct folder *folder, const char *name, const char *cache, const char *words)
{
	struct lexicons lexicons;
	struct diags diags = DIAGS_INIT;
	const struct proof_dictionary known = {.tag = name, .file = name, .package = "hunspell-xx"};
	char *text = xstrdup(words), *rest = NULL;
	lexicons_init(&lexicons, folder->path, cache);
	for (int i = 0; i < 2; i++) { /* a finding is said once */
		struct lexicon *lexicon = lexicons_get(&lexicons, name, &known, false, &diags);
		char *copy = xstrdup(text);
		for (char *word = strtok_r(copy, " ", &rest); word && lexicon; word = strtok_r(NULL, " ", &rest))
			if (lexicon_knows(lexicon, word + 1, &diags) != (*word == '+'))
				fail_msg("'%s' should be %s", word + 1, *word == '+' ? "right" : "wrong");
		free(copy);
	}
	lexicons_save(&lexicons);
	lexicons_release(&lexicons, false);
	char *findings = findings_text(&diags);
	diags_release(&diags);
	free(text);
	return findings;
}

static void check_asked(const struct folder *folder, const char *name, const char *cache, const char *words, const char *expected)
{
	char *findings = ask(folder, name, cache, words);
	assert_string_equal(findings, expected);
	free(findings);
}

static void test_sound(void **state)
{
	check_asked(*state, "xx_XX", NULL, "+word +words +good -goods -bad +Größe -Grösse", "");
}

static void test_missing(void **state)
{
	struct folder *folder = *state;
	check_asked(folder, "yy_YY", NULL, "", "dictionary-missing:0:0");
	put_file(folder, "yy_YY.aff", "SET UTF-8\n"); /* one of two files */
	check_asked(folder, "yy_YY", NULL, "", "dictionary-missing:0:0");
}

static void test_any_country(void **state)
{
	check_asked(*state, "xx", NULL, "+word -bad", "");
}

static void test_broken(void **state)
{
	struct folder *folder = *state;
	static const char *const affixes[] = {"SET UTF-8\nSFX S Y 2\nSFX S 0 s .\n", "SET UTF-8\nSFX S Y 2\nSFX S 0 s .\nPFX R Y 1\n",
		"SET KLINGON\n"};
	for (size_t i = 0; i < sizeof affixes / sizeof *affixes; i++) {
		put_file(folder, "xx_XX.aff", affixes[i]);
		check_asked(folder, "xx_XX", folder->cache, "+word +bad", "dictionary-broken:0:0"); /* nothing is held against any word */
	}
	put_file(folder, "xx_XX.aff", "SET UTF-8\n");
	put_file(folder, "xx_XX.dic", "word\ngood\n"); /* without the number of words */
	check_asked(folder, "xx_XX", folder->cache, "+word +bad", "dictionary-broken:0:0");
	put_file(folder, "xx_XX.dic", "");
	check_asked(folder, "xx_XX", folder->cache, "+word +bad", "dictionary-broken:0:0");
	const char *binary = arena_printf(&folder->arena, "%s/xx_XX.aff", folder->path);
	struct diags diags = DIAGS_INIT;
	put_file(folder, "xx_XX.dic", "1\nword\n");
	assert_true(file_replace(binary, "SET\0UTF-8\0\xff\n", 12, &diags));
	check_asked(folder, "xx_XX", folder->cache, "+word +bad", "dictionary-broken:0:0");
	diags_release(&diags);
}

static void test_eight_bits(void **state)
{
	struct folder *folder = *state;
	put_file(folder, "de_XX.aff", "SET ISO8859-1\n");
	put_file(folder, "de_XX.dic", "3\nGr\xF6\xDF" "e\nHaus\nT\xFCr\n");
	check_asked(folder, "de_XX", folder->cache, "+Größe +Tür +Haus -Tur -Größen -Ελλάδα -Łódź", "");
	check_asked(folder, "de_XX", folder->cache, "+Größe +Tür +Haus -Tur -Größen -Ελλάδα -Łódź", "");
}

/* ---- the cache ---- */

static const char *cache_text(struct folder *folder, const char *name)
{
	size_t size;
	char *bytes = proof_load(arena_printf(&folder->arena, "%s/%s", folder->cache, name), &size);
	const char *text = arena_strdup(&folder->arena, bytes);
	free(bytes);
	return text;
}

static void test_cache(void **state)
{
	struct folder *folder = *state;
	check_asked(folder, "xx_XX", folder->cache, "+word -bad", "");
	assert_non_null(strstr(cache_text(folder, "xx_XX"), "\n-bad\n+word\n"));
	check_asked(folder, "xx_XX", folder->cache, "+good -zzz -aaa +word -bad", "");
	assert_non_null(strstr(cache_text(folder, "xx_XX"), "\n-aaa\n-bad\n+good\n+word\n-zzz\n"));
	struct lexicons lexicons;
	struct diags diags = DIAGS_INIT;
	lexicons_init(&lexicons, folder->path, folder->cache);
	struct lexicon *lexicon = lexicons_get(&lexicons, "xx-XX", NULL, false, &diags);
	assert_true(lexicon_knows(lexicon, "good", &diags));
	assert_false(lexicon_knows(lexicon, "zzz", &diags));
	assert_false(lexicon_is_loaded(lexicon)); /* the cache knew it all */
	assert_true(lexicon_knows(lexicon, "words", &diags));
	assert_true(lexicon_is_loaded(lexicon));
	lexicons_release(&lexicons, false);
	diags_release(&diags);
}

static void test_cache_of_garbage(void **state)
{
	struct folder *folder = *state;
	check_asked(folder, "xx_XX", folder->cache, "+word -bad +good", "");
	const char *whole = cache_text(folder, "xx_XX");
	size_t size = strlen(whole);
	struct buf spoilt = BUF_INIT;
	for (size_t i = 0; i < size; i++) { /* each byte another, then cut off there */
		buf_clear(&spoilt);
		buf_add(&spoilt, whole, size);
		spoilt.s[i] = spoilt.s[i] == '+' ? '-' : '+';
		put_file(folder, "cache/xx_XX", spoilt.s);
		check_asked(folder, "xx_XX", folder->cache, "+word -bad +good", "");
		buf_truncate(&spoilt, i);
		put_file(folder, "cache/xx_XX", spoilt.s);
		check_asked(folder, "xx_XX", folder->cache, "+word -bad +good", "");
	}
	put_file(folder, "cache/xx_XX", "\xff\xfe garbage\n\n\n");
	check_asked(folder, "xx_XX", folder->cache, "+word -bad", "");
	buf_release(&spoilt);
}

static void test_cache_not_to_be_written(void **state)
{
	struct folder *folder = *state;
	put_file(folder, "file", "not a folder");
	check_asked(folder, "xx_XX", arena_printf(&folder->arena, "%s/file", folder->path), "+word -bad", "");
	check_asked(folder, "xx_XX", arena_printf(&folder->arena, "%s/nowhere", folder->path), "+word -bad", "");
}

static void test_another_dictionary(void **state)
{
	struct folder *folder = *state;
	check_asked(folder, "xx_XX", folder->cache, "+word -bad +good", "");
	put_file(folder, "xx_XX.dic", "2\nword/S\nbad\n");
	check_asked(folder, "xx_XX", folder->cache, "+word +bad -good", "");
}

/* Replaced between looking into the cache and loading: what the new one says counts, and nothing of either is kept. */
static void test_replaced(void **state)
{
	struct folder *folder = *state;
	struct lexicons lexicons;
	struct diags diags = DIAGS_INIT;
	check_asked(folder, "xx_XX", folder->cache, "+word -bad", "");
	const char *before = cache_text(folder, "xx_XX");
	lexicons_init(&lexicons, folder->path, folder->cache);
	struct lexicon *lexicon = lexicons_get(&lexicons, "xx-XX", NULL, false, &diags);
	put_file(folder, "xx_XX.dic", "2\nword/S\nnew\n");
	assert_true(lexicon_knows(lexicon, "new", &diags));
	assert_false(lexicon_knows(lexicon, "good", &diags));
	lexicons_save(&lexicons);
	lexicons_release(&lexicons, false);
	assert_string_equal(cache_text(folder, "xx_XX"), before);
	check_asked(folder, "xx_XX", folder->cache, "+word +new -good", "");
	diags_release(&diags);
}

static void test_suggestions(void **state)
{
	struct folder *folder = *state;
	struct lexicons lexicons;
	struct diags diags = DIAGS_INIT;
	const char *found[8];
	lexicons_init(&lexicons, folder->path, NULL);
	struct lexicon *lexicon = lexicons_get(&lexicons, "xx-XX", NULL, false, &diags);
	size_t count = lexicon_suggest(lexicon, &folder->arena, "wrod", found, 8, &diags);
	assert_true(count >= 1 && count <= 8);
	assert_string_equal(found[0], "word");
	lexicons_release(&lexicons, false);
	diags_release(&diags);
}

/* ---- other languages ---- */

struct other {
	const char *language, *clauses, *findings;
};
static const struct other others[] = {
	{"de",
		"---\nclause: eins\nsection: controller\n---\nWir erklären Ihnen hier, welche Daten wir erheben. Die Datenschutzerklärung gilt für {{ company.legal_name }}.\n"
		"---\nclause: zwei\nsection: controller\n---\nWir löschen die Daten nach zwei Jahren, bzw. nach Ablauf der Frist.\nDie Vertraulichkiet ist uns wichtig.\n"
		"---\nclause: drei\nsection: rights\n---\nSie haben das das Recht auf Auskunft.Schreiben Sie uns.\n",
		"clauses.md:11:5 'Vertraulichkiet'; clauses.md:16:11 'das das'; clauses.md:16:29 'Auskunft.Schreiben'; "},
	{"sv",
		"---\nclause: ett\nsection: controller\n---\nVi berättar här vilka uppgifter vi behandlar och varför.\n"
		"---\nclause: tva\nsection: controller\n---\nPersonuppgiftsbiträdet får bara behandla uppgifter enligt vårt avtal.\nVi raderar uppgiftenra efter två år.\n"
		"---\nclause: tre\nsection: rights\n---\nDu har rätt att få tillgång till dina uppgifter (skriv till oss.\n",
		"clauses.md:11:12 'uppgiftenra'; clauses.md:16:49 '('; "},
};

static void check_other(struct folder *folder, const struct other *other)
{
	struct arena arena = ARENA_INIT;
	struct diags diags = DIAGS_INIT;
	struct library base = builtin_library;
	struct proof proof;
	struct speller speller;
	struct buf found = BUF_INIT, answers = BUF_INIT;
	base.clause_count = 0;
	base.language = other->language;
	put_file(folder, arena_printf(&arena, "library/vocabularies/languages.yaml"), arena_printf(&arena,
		"vocabulary: languages\nsource: BCP 47\nchecked_on: 2026-11-22\nverified: false\nterms:\n  %s: {label: {en: %s}}\n", other->language,
			other->language));
	put_file(folder, arena_printf(&arena, "library/clauses/%s/clauses.md", other->language), other->clauses);
	const struct library *library = overlay_load(&arena, &base, arena_printf(&arena, "%s/library", folder->path), &diags);
	if (!library)
		diags_print(&diags, stderr);
	assert_non_null(library);
	buf_addf(&answers, "format: 1\nnotice: {language: %s}\ncompany: {legal_name: Brevona AB, seat: SE}\n", other->language);
	speller_init(&speller, NULL, NULL, NULL);
	proof_read(&proof, &speller, library, "acme.yaml", answers.s, answers.len);
	for (size_t i = 0; i < proof.spelling.count; i++)
		buf_addf(&found, "%s:%d:%d '%s'; ", strrchr(proof.spelling.items[i].pos.file, '/') + 1, proof.spelling.items[i].pos.line,
			proof.spelling.items[i].pos.col,
			proof.spelling.items[i].text);
	assert_string_equal(found.s, other->findings);
	assert_int_equal(proof.diags.count, 0);
	proof_end(&proof);
	speller_release(&speller, false);
	buf_release(&found);
	buf_release(&answers);
	diags_release(&diags);
	arena_release(&arena);
}

static void test_german(void **state)
{
	check_other(*state, &others[0]);
}

static void test_swedish(void **state)
{
	check_other(*state, &others[1]);
}

int main(void)
{
#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		IN_FOLDER(test_sound), IN_FOLDER(test_missing), IN_FOLDER(test_any_country), IN_FOLDER(test_broken), IN_FOLDER(test_eight_bits),
			IN_FOLDER(test_cache),
		IN_FOLDER(test_cache_of_garbage), IN_FOLDER(test_cache_not_to_be_written), IN_FOLDER(test_another_dictionary), IN_FOLDER(test_replaced),
		IN_FOLDER(test_suggestions), IN_FOLDER(test_german), IN_FOLDER(test_swedish),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
