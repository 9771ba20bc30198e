/* The files of a library: which are read, in what order, and what is refused. */
#include "base/source.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static int enter_folder(void **state)
{
	char folder[] = "/tmp/noticesmith-test-source-XXXXXX";
	if (!mkdtemp(folder) || chdir(folder) != 0 || mkdir("lib", 0700) != 0 || mkdir("lib/q", 0700) != 0)
		return -1;
	*state = strdup(folder);
	return *state ? 0 : -1;
}

static int leave_folder(void **state)
{
	int result = rmdir("lib/q") == 0 && rmdir("lib") == 0 && chdir("/") == 0 && rmdir(*state) == 0 ? 0 : -1;
	free(*state);
	return result;
}

static void put(const char *path, const char *text)
{
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
	assert_int_equal(fclose(file), 0);
}

/* Reads DIR/FOLDER and compares the names found and the ids of the findings, each followed by a space. */
static void check_sources(const char *dir, const char *folder, const char *names, const char *ids)
{
	struct arena arena = ARENA_INIT;
	struct diags diags = DIAGS_INIT;
	struct source_list list;
	bool clean = source_read(&arena, dir, folder, ".yaml", 1, &list, &diags);
	char found[500] = "", said[500] = "";
	for (size_t i = 0; i < list.count; i++) {
		strcat(strcat(found, list.items[i].name), " ");
		assert_int_equal(list.items[i].layer, 1);
		assert_int_equal(strlen(list.items[i].text), list.items[i].size);
	}
	for (size_t i = 0; i < diags.count; i++)
		strcat(strcat(said, diags.items[i].kind->id), " ");
	assert_string_equal(found, names);
	assert_string_equal(said, ids);
	assert_int_equal(clean, diags_count(&diags, SEVERITY_ERROR) == 0);
	arena_release(&arena);
	diags_release(&diags);
}

static void test_order_and_names(void **state)
{
	(void)state;
	static const char *const names[] = {"lib/q/b.yaml", "lib/q/B.yaml", "lib/q/10.yaml", "lib/q/9.yaml", "lib/q/ä.yaml", "lib/q/a-b.yaml",
		"lib/q/a.yaml"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		put(names[i], "x: y\n");
	put("lib/q/.hidden.yaml", "");
	put("lib/q/other.md", "");
	put("lib/q/b.yaml~", "");
	const char *expected = "lib/q/10.yaml lib/q/9.yaml lib/q/B.yaml lib/q/a-b.yaml lib/q/a.yaml lib/q/b.yaml lib/q/ä.yaml ";
	check_sources("lib", "q", expected, "");
	check_sources("lib///", "q", expected, "");
	check_sources(".", "lib/q", expected, "");
	check_sources("./", "lib/q", expected, "");
	assert_int_equal(unlink("lib/q/.hidden.yaml") | unlink("lib/q/other.md") | unlink("lib/q/b.yaml~"), 0);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		assert_int_equal(unlink(names[i]), 0);
}

static void test_content(void **state)
{
	(void)state;
	put("lib/q/a.yaml", "ä: b\n");
	struct arena arena = ARENA_INIT;
	struct diags diags = DIAGS_INIT;
	struct source_list list;
	assert_true(source_read(&arena, "lib", "q", ".yaml", 0, &list, &diags));
	assert_int_equal(list.count, 1);
	assert_string_equal(list.items[0].text, "ä: b\n");
	assert_int_equal(list.items[0].size, 6);
	assert_int_equal(list.items[0].layer, 0);
	arena_release(&arena);
	diags_release(&diags);
	assert_int_equal(unlink("lib/q/a.yaml"), 0);
}

static void test_no_folder(void **state)
{
	(void)state;
	check_sources("lib", "q", "", "");
	check_sources("lib", "none", "", "");
	check_sources("none", "q", "", "");
	put("lib/file", "");
	check_sources("lib", "file", "", "source-not-folder ");
	check_sources("lib/file", "q", "", "source-not-folder ");
	assert_int_equal(unlink("lib/file"), 0);
}

static void test_links(void **state)
{
	(void)state;
	put("outside.yaml", "secret");
	put("lib/inside.yaml", "x");
	assert_int_equal(mkdir("library", 0700), 0);
	put("library/a.yaml", "x");
	assert_int_equal(symlink("../../outside.yaml", "lib/q/1.yaml") | symlink("../inside.yaml", "lib/q/2.yaml"), 0);
	assert_int_equal(symlink("/etc/hostname", "lib/q/3.yaml"), 0);
	assert_int_equal(symlink("../../library/a.yaml", "lib/q/4.yaml"), 0); /* "lib" is only how its name begins */
	assert_int_equal(symlink("nowhere", "lib/q/5.yaml") | symlink("6.yaml", "lib/q/6.yaml"), 0);
	assert_int_equal(symlink("../library", "lib/out") | symlink("q", "lib/in") | symlink("lib", "link"), 0);
	const char *findings = "source-outside source-outside source-outside file-missing file-read-failed ";
	check_sources("lib", "q", "lib/q/2.yaml ", findings);
	check_sources("link", "q", "link/q/2.yaml ", findings); /* the layer itself may be anywhere */
	check_sources("lib", "in", "lib/in/2.yaml ", findings);
	check_sources("lib", "out", "", "source-outside ");
	check_sources("lib", "../library", "", "source-outside ");
	assert_int_equal(unlink("lib/q/1.yaml") | unlink("lib/q/2.yaml") | unlink("lib/q/3.yaml") | unlink("lib/q/4.yaml"), 0);
	assert_int_equal(unlink("lib/q/5.yaml") | unlink("lib/q/6.yaml") | unlink("lib/out") | unlink("lib/in") | unlink("link"), 0);
	assert_int_equal(unlink("outside.yaml") | unlink("lib/inside.yaml") | unlink("library/a.yaml") | rmdir("library"), 0);
}

static void test_special_files(void **state)
{
	(void)state;
	static const char *const names[] = {"lib/q/a\x1B[m.yaml", "lib/q/b\nc.yaml", "lib/q/c\xFF.yaml", "lib/q/d\xE2\x80\xAE.yaml",
		"lib/q/g.yaml"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		put(names[i], "");
	assert_int_equal(mkfifo("lib/q/e.yaml", 0600) | mkdir("lib/q/f.yaml", 0700), 0);
	assert_int_equal(truncate("lib/q/g.yaml", (8 << 20) + 1), 0);
	check_sources("lib", "q", "", "source-name source-name source-name source-name file-not-regular file-is-folder file-too-large ");
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		assert_int_equal(unlink(names[i]), 0);
	assert_int_equal(unlink("lib/q/e.yaml") | rmdir("lib/q/f.yaml"), 0);
}

/* Everything a folder holds, whatever its ending; hidden names apart. */
static void test_list_folder(void **state)
{
	(void)state;
	struct arena arena = ARENA_INIT;
	struct diags diags = DIAGS_INIT;
	struct source_names names;
	put("lib/q/b.yaml", "");
	put("lib/q/.hidden", "");
	assert_int_equal(mkdir("lib/q/a", 0700), 0);
	assert_true(source_list_folder(&arena, "lib", "q", &names, &diags));
	assert_int_equal(names.count, 2);
	assert_string_equal(names.items[0].name, "a");
	assert_true(names.items[0].folder);
	assert_string_equal(names.items[1].path, "lib/q/b.yaml");
	assert_false(names.items[1].folder);
	assert_true(source_list_folder(&arena, "./lib/", "", &names, &diags));
	assert_int_equal(names.count, 1);
	assert_string_equal(names.items[0].path, "./lib/q");
	assert_true(source_list_folder(&arena, "lib", "none", &names, &diags));
	assert_int_equal(names.count, 0);
	assert_int_equal(diags.count, 0);
	assert_int_equal(symlink("/etc", "lib/q/out"), 0);
	assert_false(source_list_folder(&arena, "lib", "q/out", &names, &diags));
	assert_string_equal(diags.items[0].kind->id, "source-outside");
	assert_int_equal(unlink("lib/q/out"), 0);
	assert_int_equal(rmdir("lib/q/a"), 0);
	assert_int_equal(unlink("lib/q/.hidden"), 0);
	assert_int_equal(unlink("lib/q/b.yaml"), 0);
	diags_release(&diags);
	arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_order_and_names),
		cmocka_unit_test(test_content),
		cmocka_unit_test(test_no_folder),
		cmocka_unit_test(test_links),
		cmocka_unit_test(test_special_files),
		cmocka_unit_test(test_list_folder),
	};
	return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
