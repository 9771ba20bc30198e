/*
 * Reading a command line: options by a table, operands, and what to say when it is used wrongly.
 *
 * Options may stand before or behind operands; `--` ends them; --name VALUE, --name=VALUE, -n VALUE and -nVALUE are the same; given twice, the last one counts, unless the command looks at all uses in order.
 */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

enum option_id {
	OPTION_HELP, OPTION_OUTPUT, OPTION_FORMAT, OPTION_LIBRARY, OPTION_TODAY, OPTION_JOBS, OPTION_JSON, OPTION_SHORT, OPTION_QUIET, OPTION_BASE_LIBRARY, OPTION_ACTIVITY, OPTION_BUSINESS, OPTION_SET, OPTION_UNKNOWN,
	OPTION_NONE, OPTION_DELETE, OPTION_CONFIRM, OPTION_ALL, OPTION_FROM, OPTION_TRANSCRIPT, OPTION_FRESH, OPTION_SCRIPT, OPTION_FIX, OPTION_LIST, OPTION_COUNT
};

struct option {
	enum option_id id;
	char letter;          /* 0: none */
	const char *name;     /* without "--" */
	const char *argument; /* how help names it; NULL: takes none */
	const char *help;     /* lines of at most 56 columns; NULL: for tests, not shown */
};

struct command_line;
struct command {
	const char *name;
	const char *arguments; /* as the usage line says them */
	const char *summary;   /* for the list of commands */
	const char *about;     /* paragraphs for its own help */
	const struct option *options;
	size_t option_count;
	int (*run)(const struct command_line *line); /* returns the exit status */
};

/* One option or operand as it stands in the line. */
struct option_use {
	enum option_id id; /* OPTION_COUNT: an operand */
	const char *value;
};

struct command_line {
	const struct command *command;
	const char *values[OPTION_COUNT]; /* NULL: not given; "" for one that takes no argument */
	char *const *operands;
	size_t operand_count;
	struct option_use *uses; /* all of them, in order */
	size_t use_count;
};

/*
 * Reads arguments (argument_count of them, without the command's name); moves the operands to the front of that array. Returns false when it was wrong, and says why on standard error.
 * Either way end with options_release.
 */
bool options_parse(struct command_line *line, const struct command *command, char **arguments, size_t argument_count);
void options_release(struct command_line *line);

/* Says on standard error what is wrong with the use of a command (NULL: of the program) and where to read more. Returns the exit status for that, 2. */
int usage_error(const struct command *command, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
