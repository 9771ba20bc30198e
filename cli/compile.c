/*
 * The generator: reads the built-in library from its source folders with the program's own readers and checks, and writes it as constant C tables.
 *
 *     compile DIR OUTPUT
 *
 * Any mistake in a data file is printed with file and line, and nothing is written: the build stops there.
 */
#include "base/file.h"
#include "cli/library_load.h"
#include "cli/shapes.h"

#include <stdio.h>

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

int main(int argc, char **argv)
{
	if (argc != 3) {
		fputs("usage: compile DIR OUTPUT\n", stderr);
		return 2;
	}
	struct diags diags = DIAGS_INIT;
	bool done = compile(argv[1], argv[2], &diags);
	diags_sort(&diags);
	diags_print(&diags, stderr);
	diags_release(&diags);
	return done ? 0 : 1;
}
