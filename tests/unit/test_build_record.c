/*
 * Build records: when a notice is taken for built and when it is composed, in a folder of its own. Started in the top folder.
 *
 * Whether it was composed shows with a library that has another language: it reads the same answers, but composing from it fails. So a build that says "unchanged" went by the record, one that fails did not; neither writes.
 */
#include "base/file.h"
#include "cli/build_notice.h"
#include "cli/builtin.h"
#include "cli/identity.h"

#include <dirent.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utime.h>

#include <cmocka.h>

enum { TODAY = 20261122 };

/* ---- the folder ---- */

struct shop {
	char folder[64];
	int top; /* the folder it was started in */
	char *answers; /* a copy of an example */
	size_t size;
	struct library speechless; /* composing from it fails */
	struct build_wishes wishes;
	struct build_library library;
	struct job job;
	struct diags said; /* by the last build */
};

static char *read_file(const char *path, size_t *size)
{
	struct diags diags = DIAGS_INIT;
	char *bytes = file_read(path, FILE_LIMIT, size, &diags);
	assert_non_null(bytes);
	diags_release(&diags);
	return bytes;
}

static void put(const char *path, const char *bytes, size_t size)
{
	struct diags diags = DIAGS_INIT;
	assert_int_not_equal(file_update(path, bytes, size, &diags), FILE_CHANGE_FAILED);
	diags_release(&diags);
}

static bool holds(const char *path, const char *bytes, size_t size)
{
	size_t found;
	char *text = read_file(path, &found);
	bool same = found == size && memcmp(text, bytes, size) == 0;
	free(text);
	return same;
}

static void begin_run(struct shop *shop)
{
	build_records_release(&shop->wishes.records);
	build_records_init(&shop->wishes.records, shop->wishes.formats, shop->wishes.in_short, shop->wishes.today);
}

static int open_shop(void **state)
{
	struct shop *shop = xcalloc(1, sizeof *shop);
	strcpy(shop->folder, "/tmp/noticesmith-test-record-XXXXXX");
	shop->answers = read_file("tests/examples/medical-imaging-se.yaml", &shop->size);
	shop->top = open(".", O_RDONLY | O_DIRECTORY);
	if (shop->top < 0 || !mkdtemp(shop->folder) || chdir(shop->folder) != 0 || setenv("XDG_CACHE_HOME", shop->folder, 1) != 0)
		return -1;
	put("shop.yaml", shop->answers, shop->size);
	shop->speechless = builtin_library;
	shop->speechless.language = "xx";
	shop->wishes = (struct build_wishes){.formats = {[NOTICE_MARKDOWN] = true, [NOTICE_HTML] = true}, .today = TODAY};
	shop->library = (struct build_library){&builtin_library, "built-in"};
	shop->job = (struct job){.path = "shop.yaml", .folder = "", .target = "", .name = "shop"};
	begin_run(shop);
	*state = shop;
	return 0;
}

static int remove_all(const char *folder)
{
	struct buf path = BUF_INIT;
	DIR *stream = opendir(folder);
	for (struct dirent *entry; stream && (entry = readdir(stream));) {
		buf_clear(&path);
		buf_addf(&path, "%s/%s", folder, entry->d_name);
		if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0 && unlink(path.s) != 0)
			remove_all(path.s);
	}
	if (stream)
		closedir(stream);
	buf_release(&path);
	return rmdir(folder);
}

static int close_shop(void **state)
{
	struct shop *shop = *state;
	int result = fchdir(shop->top) == 0 ? remove_all(shop->folder) : -1;
	close(shop->top);
	build_records_release(&shop->wishes.records);
	diags_release(&shop->said);
	free(shop->answers);
	free(shop);
	return result;
}

/* ---- building ---- */

/* The outcome; how many files were written and left. */
struct came_of {
	enum build_outcome outcome;
	size_t written, unchanged, removed;
};

static struct came_of build_with(struct shop *shop, const struct library *library)
{
	struct build_result result;
	diags_release(&shop->said);
	build_notice(&shop->wishes, &(struct build_library){library, shop->library.name}, &shop->job, &result);
	struct came_of came_of = {result.outcome, result.written, result.unchanged, result.removed};
	shop->said = result.diags;
	result.diags = (struct diags)DIAGS_INIT;
	build_result_release(&result);
	return came_of;
}

static void check_built(struct shop *shop, size_t written, size_t unchanged)
{
	struct came_of came_of = build_with(shop, &builtin_library);
	assert_int_equal(came_of.outcome, BUILD_FINISHED);
	assert_int_equal(came_of.written, written);
	assert_int_equal(came_of.unchanged, unchanged);
	assert_int_equal(shop->said.count, 0);
}

/* Whether it would go by the record. */
static bool is_known(struct shop *shop)
{
	struct came_of came_of = build_with(shop, &shop->speechless);
	assert_true(came_of.outcome == BUILD_FINISHED ? came_of.unchanged == 2 && !came_of.written && !shop->said.count : came_of.outcome == BUILD_FAILED);
	return came_of.outcome == BUILD_FINISHED;
}

/* The one record; must be freed. */
static char *record_path(const struct shop *shop)
{
	struct buf path = BUF_INIT;
	DIR *stream = opendir(shop->wishes.records.folder);
	assert_non_null(stream);
	for (struct dirent *entry; (entry = readdir(stream));) {
		if (entry->d_name[0] == '.')
			continue;
		assert_int_equal(path.len, 0);
		buf_addf(&path, "%s/%s", shop->wishes.records.folder, entry->d_name);
	}
	closedir(stream);
	assert_true(path.len > 0);
	return buf_detach(&path);
}

/* ---- what counts ---- */

static void test_identity(void **state)
{
	(void)state;
	struct digest first, second;
	assert_true(identity_of_program(&first));
	assert_true(identity_of_program(&second));
	assert_true(first.high == second.high && first.low == second.low);
}

static void test_unchanged(void **state)
{
	struct shop *shop = *state;
	assert_false(is_known(shop));
	check_built(shop, 2, 0);
	assert_true(is_known(shop));
	check_built(shop, 0, 2);
	begin_run(shop);
	assert_true(is_known(shop));
	assert_int_equal(utime("shop.yaml", &(struct utimbuf){0, 0}), 0); /* the bytes count */
	assert_int_equal(utime("shop.md", &(struct utimbuf){0, 0}), 0);
	assert_true(is_known(shop));
}

static void test_answers_changed(void **state)
{
	struct shop *shop = *state;
	char *changed = xstrndup(shop->answers, shop->size);
	check_built(shop, 2, 0);
	strstr(changed, "# ")[1] = '#'; /* in a comment: a byte is a byte */
	put("shop.yaml", changed, shop->size);
	assert_false(is_known(shop));
	check_built(shop, 0, 2);
	assert_true(is_known(shop));
	put("shop.yaml", shop->answers, shop->size);
	assert_false(is_known(shop));
	check_built(shop, 0, 2);
	assert_int_equal(unlink("shop.yaml"), 0);
	assert_false(is_known(shop));
	free(changed);
}

static void test_outputs_changed(void **state)
{
	struct shop *shop = *state;
	check_built(shop, 2, 0);
	size_t size;
	char *page = read_file("shop.html", &size);
	page[size / 2] ^= 1;
	put("shop.html", page, size);
	assert_false(is_known(shop));
	check_built(shop, 1, 1);
	assert_true(is_known(shop));
	page[size / 2] ^= 1;
	assert_true(holds("shop.html", page, size));
	put("shop.html", page, size - 1);
	assert_false(is_known(shop));
	assert_int_equal(unlink("shop.html"), 0);
	assert_false(is_known(shop));
	check_built(shop, 1, 1);
	assert_true(holds("shop.html", page, size));
	assert_int_equal(unlink("shop.md"), 0);
	assert_int_equal(mkdir("shop.md", 0700), 0);
	assert_false(is_known(shop));
	free(page);
}

static void test_other_things(void **state)
{
	struct shop *shop = *state;
	check_built(shop, 2, 0);
	shop->library.name = "another";
	assert_false(is_known(shop));
	shop->library.name = NULL;
	assert_false(is_known(shop));
	shop->library.name = "built-in";
	assert_true(is_known(shop));

	shop->job.path = "./shop.yaml";
	assert_false(is_known(shop));
	shop->job.path = "shop.yaml";
	shop->job.target = "./";
	assert_false(is_known(shop));
	shop->job.target = "";

	shop->wishes.fresh = true;
	assert_false(is_known(shop));
	shop->wishes.fresh = false;

	char *digit = shop->wishes.records.program + strlen(shop->wishes.records.program) - 2;
	*digit = *digit == '0' ? '1' : '0';
	assert_false(is_known(shop)); /* another program */
	begin_run(shop);
	assert_true(is_known(shop));

	shop->wishes.formats[NOTICE_HTML] = false;
	begin_run(shop);
	assert_false(is_known(shop));
	shop->wishes.formats[NOTICE_HTML] = shop->wishes.in_short = true;
	begin_run(shop);
	assert_false(is_known(shop));
	shop->wishes.in_short = false;

	assert_int_equal(mkdir("d", 0700) | chdir("d"), 0);
	begin_run(shop);
	assert_false(is_known(shop));
	assert_int_equal(chdir(".."), 0);
	begin_run(shop);
	assert_true(is_known(shop));
}

/* The example rests on a law that began one day: until then it prints something else. */
static void test_days(void **state)
{
	struct shop *shop = *state;
	int first, last;
	size_t size;
	check_built(shop, 2, 0);
	char *path = record_path(shop), *record = read_file(path, &size);
	assert_int_equal(sscanf(record, "days %d %d\n", &first, &last), 2);
	assert_in_range(first, 20000101, TODAY);
	for (int i = 0; i < 4; i++) {
		const int days[] = {first - 1, first, last, last + 1};
		shop->wishes.today = days[i];
		begin_run(shop);
		assert_int_equal(is_known(shop), i == 1 || i == 2);
	}
	shop->wishes.today = first - 1;
	begin_run(shop);
	struct came_of came_of = build_with(shop, &builtin_library);
	assert_int_not_equal(came_of.outcome, BUILD_FAILED);
	assert_true(came_of.written > 0);
	free(record);
	free(path);
}

/* A draft beside a finished notice goes, also when nothing is composed. */
static void test_draft_removed(void **state)
{
	struct shop *shop = *state;
	check_built(shop, 2, 0);
	put("shop.draft.txt", "from before", 11);
	assert_int_equal(build_with(shop, &shop->speechless).removed, 1);
	assert_false(file_exists("shop.draft.txt"));
}

/* What has findings is composed each time, so that they are said each time. */
static void test_findings(void **state)
{
	struct shop *shop = *state;
	check_built(shop, 2, 0);
	struct buf text = BUF_INIT;
	buf_adds(&text, shop->answers);
	char *value = strstr(text.s, "legal_name: ") + strlen("legal_name: ");
	memset(value, ' ', strcspn(value, "\n"));
	memcpy(value, "!unknown", 8);
	put("shop.yaml", text.s, text.len);
	for (int i = 0; i < 2; i++) {
		assert_int_equal(build_with(shop, &builtin_library).outcome, BUILD_DRAFT);
		assert_int_equal(shop->said.count, 1);
		assert_false(is_known(shop));
	}
	put("shop.yaml", shop->answers, shop->size); /* the record of the finished notice is true again: it still is there */
	assert_true(is_known(shop));
	buf_release(&text);
}

static void test_advice(void **state)
{
	struct shop *shop = *state;
	struct buf text = BUF_INIT;
	const char *behind = strstr(shop->answers, "  address:\n");
	buf_add(&text, shop->answers, (size_t)(behind - shop->answers));
	buf_adds(&text, "  region: US-CA\n"); /* closed by the seat */
	buf_adds(&text, behind);
	put("shop.yaml", text.s, text.len);
	for (int i = 0; i < 2; i++) {
		assert_int_equal(build_with(shop, &builtin_library).outcome, BUILD_FINISHED);
		assert_true(shop->said.count > 0);
		assert_int_equal(diags_status(&shop->said), 0);
		assert_false(is_known(shop));
	}
	buf_release(&text);
}

/* ---- records that are none ---- */

static void test_garbage(void **state)
{
	struct shop *shop = *state;
	check_built(shop, 2, 0);
	size_t size;
	char *path = record_path(shop), *record = read_file(path, &size), *other = xmalloc(size + 1);
	for (size_t i = 0; i < size; i++) {
		put(path, record, i); /* cut off */
		assert_false(is_known(shop));
		memcpy(other, record, size);
		other[i] ^= (char)(1 << i % 7);
		put(path, other, size);
		assert_false(is_known(shop));
		other[i] = '\0';
		put(path, other, size);
		assert_false(is_known(shop));
	}
	memcpy(other, record, size);
	other[size] = '\n';
	put(path, other, size + 1);
	assert_false(is_known(shop));
	static const char *const texts[] = {"days", "days 0", "days 0 99999999", "days 99999999999999999999 99999999999999999999\n", "days 0 99999999\n\n", "\n"};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		put(path, texts[i], strlen(texts[i]));
		assert_false(is_known(shop));
	}
	assert_int_equal(unlink(path), 0);
	assert_false(is_known(shop));
	check_built(shop, 0, 2);
	assert_true(holds(path, record, size)); /* the same once more */
	free(other);
	free(record);
	free(path);
}

/* A line feed in a name does not make another line of it. */
static void test_names(void **state)
{
	struct shop *shop = *state;
	struct build_record record;
	char names[2][DIGEST_SIZE];
	const struct job jobs[] = {{.path = "a\ninto b", .target = "c", .name = "x"}, {.path = "a", .target = "b\ninto c", .name = "x"}};
	for (int i = 0; i < 2; i++) {
		build_record_init(&record, &shop->wishes.records, "built-in", &jobs[i], "", 0);
		memcpy(names[i], record.name, DIGEST_SIZE);
		build_record_release(&record);
	}
	assert_string_not_equal(names[0], names[1]);
}

static void test_without_cache(void **state)
{
	struct shop *shop = *state;
	assert_int_equal(unsetenv("XDG_CACHE_HOME") | unsetenv("HOME"), 0);
	begin_run(shop);
	assert_null(shop->wishes.records.folder);
	check_built(shop, 2, 0);
	check_built(shop, 0, 2);
	assert_false(is_known(shop));
	assert_int_equal(setenv("XDG_CACHE_HOME", shop->folder, 1), 0);
	begin_run(shop);
	check_built(shop, 0, 2);
	assert_true(is_known(shop));
	assert_int_equal(remove_all(shop->wishes.records.folder), 0); /* while it runs */
	assert_false(is_known(shop));
	check_built(shop, 0, 2);
	assert_false(is_known(shop));
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, open_shop, close_shop)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_identity), TEST(test_unchanged), TEST(test_answers_changed), TEST(test_outputs_changed), TEST(test_other_things), TEST(test_days),
		TEST(test_draft_removed), TEST(test_findings), TEST(test_advice), TEST(test_garbage), TEST(test_names), TEST(test_without_cache),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
