#include "cli/get.h"

#include "cli/choose.h"
#include "questionnaire/answers/change.h"

#include <stdio.h>
#include <string.h>

enum { STATUS_PRINTED, STATUS_NO_VALUE, STATUS_FAILED };

/* What a value is in one word, when there is none to print; NULL when there is. */
static const char *state_word(const struct value *value)
{
	switch (value->state) {
	case VALUE_ABSENT: return "absent";
	case VALUE_UNKNOWN: return "unknown";
	case VALUE_NONE: return "none";
	case VALUE_GIVEN: break;
	}
	bool list = value->kind == TYPE_LIST || value->kind == TYPE_RECORDS;
	return list && !value->count ? "none" : NULL;
}

static void print_line(const char *text)
{
	size_t size = strlen(text);
	fputs(text, stdout);
	if (!size || text[size - 1] != '\n')
		putchar('\n');
}

/* A list an item a line; of records their keys; of a record the questions answered in it. */
static void print_value(const struct value *value)
{
	if (value->kind < TYPE_LIST)
		print_line(value->text);
	for (size_t i = 0; i < value->count; i++) {
		const struct value *item = &value->items[i];
		if (value->kind == TYPE_LIST)
			print_line(item->text);
		else if (value->kind == TYPE_RECORDS)
			print_line(item->key);
		else if (item->state != VALUE_ABSENT)
			print_line(item->question->id);
	}
}

static int print_answer(const struct answers *answers, const char *path, struct diags *diags)
{
	const struct value *value = answers_find(answers, path, diags);
	if (!value)
		return STATUS_FAILED;
	const char *word = state_word(value);
	if (word) {
		fprintf(stderr, "%s\n", word);
		return STATUS_NO_VALUE;
	}
	print_value(value);
	if (value->suggested)
		fputs("suggested\n", stderr);
	return STATUS_PRINTED;
}

int get_run(const struct command_line *line)
{
	if (line->operand_count != 2)
		return usage_error(line->command, line->operand_count < 2 ? "an answers file and a path are needed" : "one path at a time");
	struct arena arena = ARENA_INIT;
	struct diags diags = DIAGS_INIT;
	const struct library *library = choose_library(line, line->operands[0], &arena, &diags);
	struct answers *answers = library ? answers_load(library->schema, line->operands[0], &diags) : NULL;
	int status = STATUS_FAILED;
	if (answers) {
		diags_release(&diags); /* what could be better does not matter here */
		diags_init(&diags);
		status = print_answer(answers, line->operands[1], &diags);
	}
	diags_print(&diags, stderr);
	diags_release(&diags);
	answers_free(answers);
	arena_release(&arena);
	return status;
}
