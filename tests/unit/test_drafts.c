/*
 * What was typed and not accepted: kept, written beside the answers file, read back byte for byte; in a folder that must be left as it
 * was.
 */
#include "base/text.h"
#include "tui/tui_diags.h"
#include "tui/wizard/drafts.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/unit/random_yaml.h"
#include "tests/unit/save_folder.h"

enum { NOBODY = 65534, KILLS = 200, RANDOM_JOURNALS = 400 };

static void open_drafts(struct drafts *drafts, const char *answers, size_t expected)
{
	struct diags diags = DIAGS_INIT;
	bool opened = drafts_open(drafts, answers, &diags);
	if (!opened)
		diags_print(&diags, stderr);
	assert_true(opened);
	assert_int_equal(diags.count, 0);
	assert_int_equal(drafts->count, expected);
	diags_release(&diags);
}

static void write_drafts(struct drafts *drafts)
{
	struct diags diags = DIAGS_INIT;
	assert_true(drafts_write(drafts, &diags));
	assert_int_equal(diags.count, 0);
	diags_release(&diags);
}

static void assert_draft(const struct drafts *drafts, const char *path, const char *text, const char *based)
{
	const struct draft *draft = drafts_find(drafts, path);
	assert_non_null(draft);
	assert_string_equal(draft->path, path);
	assert_string_equal(draft->text, text);
	assert_string_equal(draft->based, based);
}

static void write_and_release(struct drafts *drafts)
{
	write_drafts(drafts);
	drafts_release(drafts);
}

static void test_keep_and_drop(void **state)
{
	(void)state;
	struct drafts drafts;
	put("a.yaml", "");
	open_drafts(&drafts, "a.yaml", 0);
	assert_null(drafts_find(&drafts, "company.seat"));
	write_drafts(&drafts); /* nothing to write */
	assert_int_equal(count_files(), 1);
	drafts_keep(&drafts, "company.seat", "Swe", "");
	drafts_keep(&drafts, "company.legal_name", "Acme A", "Acme");
	drafts_keep(&drafts, "company.seat", "Swede", "SE");
	assert_false(drafts.written);
	write_drafts(&drafts);
	assert_true(drafts.written);
	drafts_keep(&drafts, "company.seat", "Swede", "SE");
	assert_true(drafts.written); /* it is there */
	assert_int_equal(count_files(), 2);
	drafts_release(&drafts);

	open_drafts(&drafts, "a.yaml", 2);
	assert_draft(&drafts, "company.seat", "Swede", "SE");
	assert_draft(&drafts, "company.legal_name", "Acme A", "Acme");
	/* texts of the draft itself */
	const struct draft *draft = drafts_find(&drafts, "company.seat");
	drafts_keep(&drafts, draft->path, draft->based, draft->text);
	assert_draft(&drafts, "company.seat", "SE", "Swede");
	drafts_drop(&drafts, "no.such");
	drafts_drop(&drafts, "company.seat");
	assert_null(drafts_find(&drafts, "company.seat"));
	assert_draft(&drafts, "company.legal_name", "Acme A", "Acme");
	write_drafts(&drafts);
	drafts_drop(&drafts, "company.legal_name");
	write_and_release(&drafts);
	assert_int_equal(count_files(), 1);
	assert_int_equal(unlink("a.yaml"), 0);
}

/* The journal is for people, too, who look into it when the program cannot read it. */
static void test_readable(void **state)
{
	(void)state;
	struct drafts drafts;
	open_drafts(&drafts, "a.yaml", 0);
	drafts_keep(&drafts, "company.legal_name", "Acme: 1", "");
	drafts_keep(&drafts, "notice.words.x.text", "One\n\n# two", "no");
	drafts_keep(&drafts, "company.seat", "a\\\x1B", "");
	write_and_release(&drafts);
	assert_true(holds(".a.yaml.typed",
		"# What was typed in noticesmith and not accepted yet. The program keeps this file, and removes it when all is accepted.\n"
		"- question: company.legal_name\n"
		"  typed: \"Acme: 1\"\n"
		"  over: \"\"\n"
		"- question: notice.words.x.text\n"
		"  typed: |-\n"
		"    One\n"
		"\n"
		"    # two\n"
		"  over: \"no\"\n"
		"- question: company.seat\n"
		"  typed: !spelt a\\\\\\u{1B}\n"
		"  over: \"\"\n"));
	assert_int_equal(unlink(".a.yaml.typed"), 0);
}

static void check_kept(const char *text)
{
	struct drafts drafts;
	open_drafts(&drafts, "a.yaml", 0);
	drafts_keep(&drafts, "company.legal_name", text, text);
	drafts_keep(&drafts, "company.seat", "SE", "");
	write_and_release(&drafts);
	open_drafts(&drafts, "a.yaml", 2);
	assert_draft(&drafts, "company.legal_name", text, text);
	assert_draft(&drafts, "company.seat", "SE", "");
	drafts_drop(&drafts, "company.legal_name");
	drafts_drop(&drafts, "company.seat");
	write_and_release(&drafts);
	assert_int_equal(count_files(), 0);
}

static void test_texts(void **state)
{
	(void)state;
	static const char *const texts[] = {
		"", " ", "\n", "\n\n\n", "a\n", "a\n\n", "\n a", "  a\n b", "a\n \nb", "a\n\t\nb", "a: b", "# a", "a #b", "- a", "? a", "'",
		"\"", "'\"\\", "%", "@a", "`", "!none",
		"!spelt x", "&a", "*a", "|", ">", "---", "...", "~", "null", "yes", "0x1F", "2026-11-22", "{a}", "[a", "\\u{41}", "\\", "\t",
		"a\tb", "a \n b ", "a\r\nb", "\r",
		"\x01", "\x1B[31m", "\x7F", "\xC2\x85", "\xC2\xA0" "a", "\xE2\x80\xA8", "\xEF\xBB\xBF" "a", "\xEF\xBF\xBE", "\xE2\x80\xAE" "abc",
		"\xE2\x81\xA6" "abc", "\xE2\x80\xAE" "a\nb\xE2\x80\xAC",
		"\xE2\x80\xAE" "abc\xE2\x80\xAC", "Åbo \xF0\x9F\x91\xA8\xE2\x80\x8D\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7", "個人情報\n保護",
		"\xF4\x8F\xBF\xBF", "a\\\n\\u{D800}",
	};
	for (size_t i = 0; i < COUNT(texts); i++)
		check_kept(texts[i]);
	struct buf large = BUF_INIT;
	while (large.len < 100000)
		buf_addf(&large, "%zu: a \"line\" of # text\n", large.len);
	check_kept(large.s);
	buf_clear(&large);
	while (large.len < 100000)
		buf_adds(&large, "\xC3\xA5\x1B");
	check_kept(large.s);
	buf_release(&large);
}

static void add_random_text(struct chance *chance, struct buf *text)
{
	static const uint32_t odd[] = {'\n', '\n', ' ', ' ', '\t', ':', '#', '\'', '"', '\\', '-', '{', '!',
		0x1B, 0x85, 0xE5, 0x301, 0x4EBA, 0x202E, 0x202C, 0x2066, 0x2069, 0xFEFF, 0x1F600};
	for (unsigned pieces = below(chance, 12); pieces; pieces--) {
		if (one_in(chance, 4))
			buf_adds(text, random_awkward(chance));
		else if (one_in(chance, 2))
			text_add_char(text, PICK(chance, odd));
		else
			buf_addc(text, (char)('a' + below(chance, 26)));
	}
}

static void test_random_texts(void **state)
{
	(void)state;
	struct chance chance = {20261122};
	for (int round = 0; round < RANDOM_JOURNALS; round++) {
		struct drafts drafts, again;
		open_drafts(&drafts, "a.yaml", 0);
		for (unsigned count = 1 + below(&chance, 5); count; count--) {
			struct buf text = BUF_INIT, based = BUF_INIT;
			char path[8];
			snprintf(path, sizeof path, "q%u", below(&chance, 8));
			add_random_text(&chance, &text);
			add_random_text(&chance, &based);
			drafts_keep(&drafts, path, text.s, based.s);
			buf_release(&text);
			buf_release(&based);
		}
		write_drafts(&drafts);
		open_drafts(&again, "a.yaml", drafts.count);
		for (size_t i = 0; i < drafts.count; i++) {
			assert_string_equal(again.items[i].path, drafts.items[i].path);
			assert_draft(&again, drafts.items[i].path, drafts.items[i].text, drafts.items[i].based);
		}
		drafts_release(&drafts);
		drafts_release(&again);
		assert_int_equal(unlink(".a.yaml.typed"), 0);
	}
}

static void test_symbolic_link(void **state)
{
	(void)state;
	struct drafts drafts;
	assert_int_equal(mkdir("real", 0755), 0);
	put("real/b.yaml", "");
	assert_int_equal(symlink("real/b.yaml", "a.yaml"), 0);
	open_drafts(&drafts, "a.yaml", 0);
	drafts_keep(&drafts, "q", "text", "");
	write_and_release(&drafts);
	assert_true(file_exists("real/.b.yaml.typed"));
	assert_int_equal(count_files(), 2);
	open_drafts(&drafts, "real/b.yaml", 1);
	drafts_drop(&drafts, "q");
	write_and_release(&drafts);
	assert_int_equal(unlink("a.yaml") | unlink("real/b.yaml") | rmdir("real"), 0);
	/* one that leads in a circle */
	struct diags diags = DIAGS_INIT;
	assert_int_equal(symlink("a.yaml", "a.yaml"), 0);
	assert_false(drafts_open(&drafts, "a.yaml", &diags));
	assert_true(is_finding(&diags, "file-read-failed", "a.yaml"));
	drafts_keep(&drafts, "q", "text", ""); /* in memory all the same */
	assert_draft(&drafts, "q", "text", "");
	write_and_release(&drafts);
	assert_int_equal(unlink("a.yaml"), 0);
	assert_int_equal(count_files(), 0);
}

/* A link that somebody planted in the journal's place is replaced, what it leads to left alone. */
static void test_planted_link(void **state)
{
	(void)state;
	struct drafts drafts;
	put("victim", "precious");
	open_drafts(&drafts, "a.yaml", 0);
	drafts_keep(&drafts, "q", "text", "");
	assert_int_equal(symlink("victim", ".a.yaml.typed") | symlink("victim", ".a.yaml.typed.new"), 0);
	write_and_release(&drafts);
	assert_true(holds("victim", "precious"));
	open_drafts(&drafts, "a.yaml", 1);
	drafts_release(&drafts);
	assert_int_equal(unlink(".a.yaml.typed") | unlink("victim"), 0);
	assert_int_equal(count_files(), 0);
}

static void assert_mode(const char *path, mode_t mode)
{
	struct stat st;
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, mode);
}

static void test_mode(void **state)
{
	(void)state;
	struct drafts drafts;
	put("a.yaml", "");
	assert_int_equal(chmod("a.yaml", 0640), 0);
	open_drafts(&drafts, "a.yaml", 0);
	drafts_keep(&drafts, "q", "text", "");
	write_drafts(&drafts);
	assert_mode(".a.yaml.typed", 0640);
	assert_int_equal(chmod("a.yaml", 0600), 0); /* it follows */
	drafts_keep(&drafts, "q", "text 2", "");
	write_drafts(&drafts);
	assert_mode(".a.yaml.typed", 0600);
	assert_int_equal(chmod("a.yaml", 0444), 0);
	drafts_keep(&drafts, "q", "text 3", "");
	write_and_release(&drafts);
	assert_mode(".a.yaml.typed", 0644);
	assert_int_equal(unlink(".a.yaml.typed") | unlink("a.yaml"), 0);
}

static void test_garbage(void **state)
{
	(void)state;
	static const char *const garbage[] = {
		"", "# only a comment\n", "one: two\n", "- x\n", "- question: q\n  typed: a\n", "- question: q\n  typed: [a]\n  over: b\n",
		"- {question: q, typed: !none , over: b}\n",
		"- question: q\n  typed: !spelt \"\\\\u{}\"\n  over: b\n", "- question: q\n  typed: !spelt \"\\\\u{110000}\"\n  over: b\n",
		"- question: q\n  typed: !spelt \"\\\\x\"\n  over: b\n",
		"- question: q\n  typed: !spelt \"\\\\u{D800}\"\n  over: b\n", "- question: q\n  typed: \"half", "\x80\x81",
		"- question: good\n  typed: a\n  over: b\n- bad\n",
	};
	for (size_t i = 0; i < COUNT(garbage); i++) {
		struct drafts drafts;
		struct diags diags = DIAGS_INIT;
		put(".a.yaml.typed", garbage[i]);
		assert_false(drafts_open(&drafts, "a.yaml", &diags));
		assert_true(diags.count >= 1);
		assert_string_equal(diags.items[diags.count - 1].kind->id, "typed-unreadable");
		assert_non_null(strstr(diags.items[diags.count - 1].message, "'.a.yaml.typed'"));
		diags_release(&diags);
		assert_int_equal(drafts.count, 0);
		drafts_keep(&drafts, "q", "text", "");
		assert_draft(&drafts, "q", "text", "");
		write_drafts(&drafts);
		drafts_drop(&drafts, "q");
		write_and_release(&drafts);
		assert_true(holds(".a.yaml.typed", garbage[i]));
	}
	assert_int_equal(unlink(".a.yaml.typed"), 0);
	assert_int_equal(mkdir(".a.yaml.typed", 0755), 0);
	struct drafts drafts;
	struct diags diags = DIAGS_INIT;
	assert_false(drafts_open(&drafts, "a.yaml", &diags));
	assert_string_equal(diags.items[0].kind->id, "file-is-folder");
	diags_release(&diags);
	drafts_release(&drafts);
	assert_int_equal(rmdir(".a.yaml.typed"), 0);
}

/* Its last item says where it is bad. */
static void test_garbage_place(void **state)
{
	(void)state;
	struct drafts drafts;
	struct diags diags = DIAGS_INIT;
	put(".a.yaml.typed", "- question: good\n  typed: a\n  over: b\n- bad\n");
	assert_false(drafts_open(&drafts, "a.yaml", &diags));
	assert_int_equal(diags.count, 1);
	assert_int_equal(diags.items[0].pos.line, 4);
	assert_int_equal(diags.items[0].pos.col, 3);
	diags_release(&diags);
	drafts_release(&drafts);
	assert_int_equal(unlink(".a.yaml.typed"), 0);
}

/* More than could be read again is not written; what was written before stays. */
static void test_too_large(void **state)
{
	(void)state;
	struct drafts drafts;
	struct diags diags = DIAGS_INIT;
	open_drafts(&drafts, "a.yaml", 0);
	drafts_keep(&drafts, "q", "small", "");
	write_drafts(&drafts);
	char *large = xmalloc(FILE_LIMIT);
	memset(large, 'x', FILE_LIMIT - 1);
	large[FILE_LIMIT - 1] = '\0';
	drafts_keep(&drafts, "large", large, "");
	assert_false(drafts_write(&drafts, &diags));
	assert_true(is_finding(&diags, "file-too-large", ".a.yaml.typed"));
	drafts_release(&drafts);
	free(large);
	open_drafts(&drafts, "a.yaml", 1);
	drafts_drop(&drafts, "q");
	write_and_release(&drafts);
}

/* Said once; said again when it had worked in between. */
static bool write_fails(struct drafts *drafts, size_t said)
{
	struct diags diags = DIAGS_INIT;
	bool written = drafts_write(drafts, &diags);
	size_t count = diags.count;
	diags_release(&diags);
	return !written && count == said;
}

static bool read_only_body(void)
{
	if (geteuid() == 0 && (setgid(NOBODY) != 0 || setuid(NOBODY) != 0))
		return false;
	struct diags diags = DIAGS_INIT;
	struct drafts drafts;
	bool right = mkdir("d", 0755) == 0;
	put("d/a.yaml", "");
	right &= chmod("d", 0555) == 0 && drafts_open(&drafts, "d/a.yaml", &diags);
	for (int i = 0; i < 3; i++) {
		drafts_keep(&drafts, "q", i & 1 ? "odd" : "even", "");
		right &= write_fails(&drafts, i == 0);
	}
	right &= chmod("d", 0755) == 0 && drafts_write(&drafts, &diags) && diags.count == 0;
	drafts_drop(&drafts, "q"); /* removing is writing, too */
	right &= chmod("d", 0555) == 0 && write_fails(&drafts, 1) && write_fails(&drafts, 0);
	right &= chmod("d", 0755) == 0 && drafts_write(&drafts, &diags) && diags.count == 0;
	drafts_release(&drafts);
	return right && unlink("d/a.yaml") == 0 && rmdir("d") == 0;
}

static void test_read_only_folder(void **state)
{
	(void)state;
	pid_t child = fork();
	assert_true(child >= 0);
	if (child == 0)
		_exit(read_only_body() ? 0 : 1);
	int status;
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
	assert_int_equal(count_files(), 0);
}

/* -- kill -9 -- */

/* Which versions the killed process had begun and finished to write; in memory it shares with the test. */
struct progress {
	volatile unsigned begun, done;
};

/* Long and short in turn, so that a half of one is none of another. */
static char *text_of_version(unsigned version)
{
	struct buf text = BUF_INIT;
	for (unsigned i = 0; i < (version % 3 == 0 ? 2000 : 2); i++)
		buf_addf(&text, "version %u: line %u\n", version, i);
	return buf_detach(&text);
}

static void type_for_ever(struct progress *progress, unsigned version)
{
	struct drafts drafts;
	struct diags diags = DIAGS_INIT;
	if (!drafts_open(&drafts, "a.yaml", &diags))
		_exit(1);
	for (;; version++) {
		char *text = text_of_version(version);
		progress->begun = version;
		drafts_keep(&drafts, "q", text, "");
		if (!drafts_write(&drafts, &diags))
			_exit(1);
		progress->done = version;
		free(text);
	}
}

static unsigned version_on_disk(void)
{
	struct drafts drafts;
	struct diags diags = DIAGS_INIT;
	assert_true(drafts_open(&drafts, "a.yaml", &diags));
	assert_int_equal(diags.count, 0);
	const struct draft *draft = drafts_find(&drafts, "q");
	unsigned version = draft ? (unsigned)strtoul(draft->text + strlen("version "), NULL, 10) : 0;
	char *text = text_of_version(version);
	assert_true(!draft || strcmp(draft->text, text) == 0);
	free(text);
	drafts_release(&drafts);
	return version;
}

static void test_kill(void **state)
{
	(void)state;
	FILE *shared = tmpfile();
	assert_non_null(shared);
	assert_int_equal(ftruncate(fileno(shared), sizeof(struct progress)), 0);
	struct progress *progress = mmap(NULL, sizeof *progress, PROT_READ | PROT_WRITE, MAP_SHARED, fileno(shared), 0);
	assert_true(progress != MAP_FAILED);
	struct chance chance = {9};
	put("a.yaml", "");
	unsigned version = 0;
	for (int i = 0; i < KILLS; i++) {
		progress->begun = progress->done = version;
		pid_t child = fork();
		assert_true(child >= 0);
		if (child == 0)
			type_for_ever(progress, version + 1);
		for (double start = now(); i % 2 && progress->done == version; pause_for(200)) /* every other time it has written something */
			assert_true(now() - start < 10);
		pause_for(below(&chance, 3000));
		int status;
		assert_int_equal(kill(child, SIGKILL), 0);
		assert_int_equal(waitpid(child, &status, 0), child);
		assert_int_equal(status, SIGKILL);
		version = version_on_disk();
		assert_in_range(version, progress->done, progress->begun);
		assert_int_equal(count_files(), 1 + (version > 0)); /* opening has swept */
	}
	assert_true(version >= KILLS / 2);
	assert_int_equal(munmap(progress, sizeof *progress) | fclose(shared), 0);
	assert_int_equal(unlink("a.yaml") | unlink(".a.yaml.typed"), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_keep_and_drop),
		cmocka_unit_test(test_readable),
		cmocka_unit_test(test_texts),
		cmocka_unit_test(test_random_texts),
		cmocka_unit_test(test_symbolic_link),
		cmocka_unit_test(test_planted_link),
		cmocka_unit_test(test_mode),
		cmocka_unit_test(test_garbage),
		cmocka_unit_test(test_garbage_place),
		cmocka_unit_test(test_too_large),
		cmocka_unit_test(test_read_only_folder),
		cmocka_unit_test(test_kill),
	};
	return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
