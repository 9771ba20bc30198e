/*
 * The generator: reads the built-in library from its source folders with the program's own readers and checks, and writes it as constant C tables.
 *
 *     compile DIR OUTPUT
 *     compile --manual DIR PAGE     writes anew what a manual page holds of the library (manual.h)
 *
 * Any mistake in a data file is printed with file and line, and nothing is written: the build stops there.
 */
#include "base/file.h"
#include "cli/library_load.h"
#include "cli/manual.h"
#include "cli/shapes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char head[] = "/* Written by cli/compile.c from questionnaire/ and outputs/clauses/. Do not edit: change those. */\n"
			   "#include \"cli/builtin.h\"\n\n";

/* Returns false when there is something wrong, said in diags or here. */
static bool compile(const char *dir, const char *output, struct diags *diags)
{
	struct arena arena = ARENA_INIT;
	struct buf tables = BUF_INIT;
	bool done = false;
	const struct library *library = library_load(&arena, dir, "en", diags);
	if (library && diags_count(diags, SEVERITY_ERROR) == 0) {
		buf_adds(&tables, head);
		const char *wrong = emit(&tables, &library_meta, library, "builtin_library");
		if (wrong)
			fprintf(stderr, "compile: the library does not fit its description in cli/shapes.c: %s\n", wrong);
		else
			done = file_replace(output, tables.s, tables.len, diags);
	}
	buf_release(&tables);
	arena_release(&arena);
	return done;
}

static bool write_manual(const char *dir, const char *path, struct diags *diags)
{
	struct arena arena = ARENA_INIT;
	struct buf written = BUF_INIT;
	size_t size;
	bool done = false;
	const struct library *library = library_load(&arena, dir, "en", diags);
	char *page = library ? file_read(path, FILE_LIMIT, &size, diags) : NULL;
	if (page) {
		const char *wrong = manual_write(&written, page, library);
		if (wrong)
			fprintf(stderr, "compile: %s: %s\n", path, wrong);
		else
			done = file_update(path, written.s, written.len, diags) != FILE_CHANGE_FAILED;
	}
	free(page);
	buf_release(&written);
	arena_release(&arena);
	return done;
}

int main(int argc, char **argv)
{
	bool manual = argc == 4 && strcmp(argv[1], "--manual") == 0;
	if (argc != 3 && !manual) {
		fputs("usage: compile DIR OUTPUT\n       compile --manual DIR PAGE\n", stderr);
		return 2;
	}
	struct diags diags = DIAGS_INIT;
	bool done = manual ? write_manual(argv[2], argv[3], &diags) : compile(argv[1], argv[2], &diags);
	diags_sort(&diags);
	diags_print(&diags, stderr);
	diags_release(&diags);
	return done ? 0 : 1;
}
