#include "cli/options.h"

#include "base/mem.h"
#include "base/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int usage_error(const struct command *command, const char *format, ...)
{
	va_list arguments;
	char message[1024];
	struct buf visible = BUF_INIT;
	va_start(arguments, format);
	vsnprintf(message, sizeof(message), format, arguments);
	va_end(arguments);
	text_add_visible(&visible, message);
	fprintf(stderr, "noticesmith: %s\nTry 'noticesmith help%s%s'.\n", visible.s, command ? " " : "", command ? command->name : "");
	buf_release(&visible);
	return 2;
}

/* Names of the options that help shows, for "did you mean". */
static const char *shown_name(const void *context, size_t i)
{
	const struct command *command = context;
	for (size_t k = 0; k < command->option_count; k++) {
		if (command->options[k].help && i-- == 0)
			return command->options[k].name;
	}
	return NULL;
}

static const struct option *find_long(const struct command *command, const char *name, size_t size)
{
	for (const struct option *option = command->options; option < command->options + command->option_count; option++) {
		if (strlen(option->name) == size && memcmp(option->name, name, size) == 0)
			return option;
	}
	return NULL;
}

static const struct option *find_short(const struct command *command, char letter)
{
	for (const struct option *option = command->options; option < command->options + command->option_count; option++) {
		if (option->letter && option->letter == letter)
			return option;
	}
	return NULL;
}

static void note_use(struct command_line *line, enum option_id id, const char *value)
{
	line->uses[line->use_count++] = (struct option_use){id, value};
	if (id != OPTION_COUNT)
		line->values[id] = value;
}

/* Reads the option at *argument; the value may be the next argument (next, NULL at the end). *took is set when it was. */
static bool parse_long(struct command_line *line, const char *argument, const char *next, bool *took)
{
	const char *name = argument + 2;
	size_t size = strcspn(name, "=");
	const struct option *option = find_long(line->command, name, size);
	if (!option) {
		char word[64];
		snprintf(word, sizeof(word), "%.*s", (int)(size < sizeof(word) ? size : sizeof(word) - 1), name);
		const char *near = text_nearest(word, shown_name, line->command);
		usage_error(line->command, near ? "unknown option '%s'; did you mean '--%s'?" : "unknown option '%s'", argument, near);
		return false;
	}
	if (option->argument && !name[size] && !next) {
		usage_error(line->command, "option '%s' needs %s", argument, option->argument);
		return false;
	}
	if (!option->argument && name[size]) {
		usage_error(line->command, "option '--%s' takes no value", option->name);
		return false;
	}
	*took = option->argument && !name[size];
	note_use(line, option->id, !option->argument ? "" : name[size] ? name + size + 1 : next);
	return true;
}

/* The same for a group of letters: -q, -oDIR, -qo DIR. */
static bool parse_short(struct command_line *line, const char *argument, const char *next, bool *took)
{
	for (const char *letter = argument + 1; *letter; letter++) {
		const struct option *option = find_short(line->command, *letter);
		if (!option) {
			usage_error(line->command, "unknown option '%s'", argument);
			return false;
		}
		if (!option->argument) {
			note_use(line, option->id, "");
			continue;
		}
		if (!letter[1] && !next) {
			usage_error(line->command, "option '-%c' needs %s", *letter, option->argument);
			return false;
		}
		*took = !letter[1];
		note_use(line, option->id, letter[1] ? letter + 1 : next);
		return true;
	}
	return true;
}

bool options_parse(struct command_line *line, const struct command *command, char **arguments, size_t argument_count)
{
	bool only_operands = false;
	size_t letters = 0;
	for (size_t i = 0; i < argument_count; i++)
		letters += arguments[i][0] == '-' && arguments[i][1] ? strlen(arguments[i]) : 1; /* at most: -qqq are three */
	*line = (struct command_line){.command = command, .operands = arguments, .uses = xcalloc(letters, sizeof(*line->uses))};
	for (size_t i = 0; i < argument_count; i++) {
		char *argument = arguments[i];
		if (only_operands || argument[0] != '-' || !argument[1]) {
			note_use(line, OPTION_COUNT, argument);
			arguments[line->operand_count++] = argument;
			continue;
		}
		if (strcmp(argument, "--") == 0) {
			only_operands = true;
			continue;
		}
		bool took = false;
		const char *next = i + 1 < argument_count ? arguments[i + 1] : NULL;
		if (!(argument[1] == '-' ? parse_long : parse_short)(line, argument, next, &took))
			return false;
		i += took;
	}
	return true;
}

void options_release(struct command_line *line)
{
	free(line->uses);
	line->uses = NULL;
	line->use_count = 0;
}
