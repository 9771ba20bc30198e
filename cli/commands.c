#include "cli/commands.h"

#include "base/file.h"
#include "base/text.h"
#include "cli/ask.h"
#include "cli/build.h"
#include "cli/library.h"
#include "cli/lint.h"
#include "cli/list.h"
#include "cli/schema.h"
#include "cli/get.h"
#include "cli/keys.h"
#include "cli/new.h"
#include "cli/set.h"
#include "cli/spell.h"
#include "cli/version.h"
#include "cli/why.h"
#include "cli/wizard.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static int help_run(const struct command_line *line);

#define HELP {OPTION_HELP, 'h', "help", NULL, "show this help"}

static const struct option build_options[] = {
	{OPTION_OUTPUT, 'o', "output", "DIR", "put the notice into this folder, not beside its answers;\n'-': one notice, in one format, to standard output"},
	{OPTION_FORMAT, 0, "format", "LIST", "md (Markdown), html, fragment (HTML for a page of your\nown), txt, json, with commas; without it md,html;\nwith '-o -' md"},
	{OPTION_SHORT, 0, "short", NULL, "the short notice alone, as NAME.short.md: who, what for,\nwhat may surprise, rights, and where the whole notice is"},
	{OPTION_JOBS, 'j', "jobs", "N", "build so many files at a time; the outcome is the same"},
	{OPTION_FRESH, 0, "fresh", NULL, "compose anew also what was built from the same before"},
	{OPTION_LIBRARY, 0, "library", "DIR", "a folder with clauses of your own; without it the folder\nlibrary/ beside the answers, if there is one"},
	{OPTION_TODAY, 0, "today", "DATE", "the day whose law counts, as YYYY-MM-DD; without it\ntoday (UTC)"},
	{OPTION_JSON, 0, "json", NULL, "print the findings as JSON on standard output"},
	{OPTION_QUIET, 'q', "quiet", NULL, "do not say which files were written"},
	{OPTION_BASE_LIBRARY, 0, "base-library", "DIR", NULL},
	HELP,
};

static const struct option spell_options[] = {
	{OPTION_FIX, 0, "fix", NULL, "go through what is found, one by one, and mend it"},
	{OPTION_LIST, 0, "list", NULL, "only the words that are in no dictionary, one a line"},
	{OPTION_LIBRARY, 0, "library", "DIR", "a folder with clauses of your own, as for build"},
	{OPTION_TODAY, 0, "today", "DATE", "the day whose law counts, as for build"},
	{OPTION_JSON, 0, "json", NULL, "print the findings as JSON on standard output"},
	{OPTION_BASE_LIBRARY, 0, "base-library", "DIR", NULL},
	HELP,
};

static const struct option why_options[] = {
	{OPTION_LIBRARY, 0, "library", "DIR", "a folder with clauses of your own, as for build"},
	{OPTION_TODAY, 0, "today", "DATE", "the day whose law counts, as for build"},
	{OPTION_JSON, 0, "json", NULL, "explain as JSON"},
	{OPTION_BASE_LIBRARY, 0, "base-library", "DIR", NULL},
	HELP,
};

static const struct option lint_options[] = {
	{OPTION_JSON, 0, "json", NULL, "print the findings as JSON on standard output"},
	{OPTION_BASE_LIBRARY, 0, "base-library", "DIR", NULL},
	HELP,
};

static const struct option library_options[] = {
	{OPTION_BASE_LIBRARY, 0, "base-library", "DIR", NULL},
	HELP,
};

static const struct option list_options[] = {
	{OPTION_LIBRARY, 0, "library", "DIR", "with the entries of a library of your own"},
	{OPTION_JSON, 0, "json", NULL, "print the entries as JSON, with all they hold"},
	HELP,
};

static const struct option schema_options[] = {
	{OPTION_LIBRARY, 0, "library", "DIR", "with the questions and entries of a library of your own"},
	HELP,
};

static const struct option new_options[] = {
	{OPTION_BUSINESS, 'b', "business", "KIND", "a kind of business: web-shop, restaurant ... (several: again);\nwhat it usually does is suggested"},
	{OPTION_ACTIVITY, 'a', "activity", "KIND", "something you do: order, newsletter ... (several: again);\nwhat is usual for it is suggested"},
	{OPTION_SET, 's', "set", "PATH=VALUE", "an answer, as for 'set' (several: again)"},
	{OPTION_LIBRARY, 0, "library", "DIR", "with the questions and entries of a library of your own"},
	{OPTION_BASE_LIBRARY, 0, "base-library", "DIR", NULL},
	HELP,
};

static const struct option get_options[] = {
	{OPTION_LIBRARY, 0, "library", "DIR", "with the questions and entries of a library of your own"},
	{OPTION_BASE_LIBRARY, 0, "base-library", "DIR", NULL},
	HELP,
};

static const struct option set_options[] = {
	{OPTION_UNKNOWN, 0, "unknown", "PATH", "the answer is not known yet"},
	{OPTION_NONE, 0, "none", "PATH", "there is none"},
	{OPTION_DELETE, 0, "delete", "PATH", "take the answer or record out of the file"},
	{OPTION_CONFIRM, 0, "confirm", "PATH", "what is suggested there, or below it, is right"},
	{OPTION_LIBRARY, 0, "library", "DIR", "with the questions and entries of a library of your own"},
	{OPTION_BASE_LIBRARY, 0, "base-library", "DIR", NULL},
	HELP,
};

static const struct option wizard_options[] = {
	{OPTION_LIBRARY, 0, "library", "DIR", "with the questions, clauses and entries of a library of\nyour own"},
	{OPTION_TODAY, 0, "today", "DATE", "the day whose law counts, as for build"},
	{OPTION_SCRIPT, 0, "script", "FILE", NULL},
	{OPTION_BASE_LIBRARY, 0, "base-library", "DIR", NULL},
	HELP,
};

static const struct option ask_options[] = {
	{OPTION_ALL, 0, "all", NULL, "ask everything again, also what is answered"},
	{OPTION_FROM, 0, "from", "QUESTION", "begin at this question: its path (company.seat) or a\nword of it"},
	{OPTION_TRANSCRIPT, 0, "transcript", "FILE", "add all that is shown and typed to this file"},
	{OPTION_LIBRARY, 0, "library", "DIR", "with the questions and entries of a library of your own"},
	{OPTION_BASE_LIBRARY, 0, "base-library", "DIR", NULL},
	HELP,
};

static const struct option help_options[] = {HELP};

static const struct command commands[] = {
	{"wizard", "[FILE]", "answer on the whole screen, the notice beside it",
	 "Opens the interview on the whole screen: chapters, one question after another, and\n"
	 "the notice as it grows. 'noticesmith FILE.yaml' is the same; without FILE it asks\n"
	 "for the company's name and proposes a file. A missing file is made, and each\n"
	 "accepted answer is in it before the next question is drawn. F1 or Alt-H says which\n"
	 "keys there are, and so does 'noticesmith help keys'. On a terminal that cannot be\n"
	 "drawn on, the questions are asked line by line, as by 'ask'.\n"
	 "\n"
	 "Exit status: 0 left in good order, 2 the file could not be read or written,\n"
	 "128 + n after signal n; all answers are in the file.\n",
	 wizard_options, sizeof(wizard_options) / sizeof(*wizard_options), wizard_run},
	{"new", "FILE", "make an answers file",
	 "Makes an answers file (YAML) with the questions as comments, to be filled in with an\n"
	 "editor, by 'set', or by 'ask'. With --activity it holds what is usual for what you\n"
	 "do, marked !suggested until you confirm it; bookkeeping and requests about data,\n"
	 "which everybody has, are suggested, too. A file that is there already stays.\n"
	 "\n"
	 "Exit status: 0 made, 1 an answer was refused, 2 the file could not be made.\n",
	 new_options, sizeof(new_options) / sizeof(*new_options), new_run},
	{"ask", "FILE", "ask one question after another",
	 "Asks one question after another and writes each answer into the answers file\n"
	 "before it asks the next. A missing file is made. It goes to the first question\n"
	 "that is open. Nothing is drawn: it suits screen readers, serial lines and\n"
	 "scripts, which may type the answers on standard input.\n"
	 "\n"
	 "Type an answer, or one of these alone on a line:\n"
	 "  Enter  keep the answer, confirm what is suggested, skip what is not needed\n"
	 "  ?      longer help and the article of the law\n"
	 "  <      back to the question before\n"
	 "  -      don't know yet        .      there is none\n"
	 "  /word  to the next question that holds the word\n"
	 "  !      what is open          u      undo          q      quit\n"
	 "A \\ in front makes text of them. A list takes its items with commas between; a\n"
	 "long text ends with a line that holds a single full stop.\n"
	 "\n"
	 "Exit status: 0 left in good order, 2 the file could not be read or written,\n"
	 "128 + n after signal n; all answers are in the file.\n",
	 ask_options, sizeof(ask_options) / sizeof(*ask_options), ask_run},
	{"get", "FILE PATH", "print an answer",
	 "Prints one answer, as in 'get acme.yaml company.legal_name'. A list is printed an\n"
	 "item a line; of a list of records the keys, of a record the questions answered.\n"
	 "If there is no value, standard error gets one word: absent, unknown or none.\n"
	 "With a value nobody has confirmed it gets the word suggested.\n"
	 "\n"
	 "Exit status: 0 printed, 1 no value, 2 no such path, or the file cannot be read.\n",
	 get_options, sizeof(get_options) / sizeof(*get_options), get_run},
	{"set", "FILE [PATH=VALUE]...", "change answers",
	 "Changes answers in the file and leaves the rest of it as it stands; all changes or\n"
	 "none, in the order given. Values are checked as in the file. Of a list, VALUE is its\n"
	 "items with commas, or [a, b]. If VALUE is -, it is read from standard input: a text,\n"
	 "or a list with an item a line. A record on the way that is not there is made.\n"
	 "\n"
	 "Exit status: 0 done, 1 a change was refused and nothing changed, 2 the file could\n"
	 "not be read or written.\n",
	 set_options, sizeof(set_options) / sizeof(*set_options), set_run},
	{"build", "FILE...", "compose the privacy notice of each answers file",
	 "Reads each answers file (YAML), composes its notice and writes it as NAME.md and\n"
	 "NAME.html beside it; NAME is the file's name without .yaml. While something is\n"
	 "open, the notice is a draft, NAME.draft.md and NAME.draft.html, and a finished\n"
	 "notice stays as it is. Findings go to standard error. A file that fails does\n"
	 "not keep the others from being built.\n"
	 "\n"
	 "Exit status: 0 finished, 1 a draft was written or an answer breaks a promise,\n"
	 "2 a notice could not be written.\n",
	 build_options, sizeof(build_options) / sizeof(*build_options), build_run},
	{"spell", "FILE...", "check the spelling of what you wrote",
	 "Composes the notice of each answers file and checks what the answers and your own\n"
	 "clauses say in it: words that are in no dictionary, words spelt as in the other\n"
	 "English, words that stand twice, names left over, missing spaces and brackets.\n"
	 "Findings name file, line and column. Right are all names in the answers, the words\n"
	 "under 'words' there, and those in ~/.config/noticesmith/words.en, a word a line.\n"
	 "Dictionaries are those of hunspell; DICPATH names more folders of them.\n"
	 "With --fix it asks about each finding; type ? there for what can be typed.\n"
	 "\n"
	 "Exit status: 0 nothing found, 1 findings, 2 a notice could not be read.\n",
	 spell_options, sizeof(spell_options) / sizeof(*spell_options), spell_run},
	{"why", "FILE LINE", "say what a line of the notice rests on",
	 "Composes the notice of an answers file and says what a line of its Markdown rests\n"
	 "on: the clauses, the answers with their places, the facts with the rules they were\n"
	 "derived by, and the articles. With the id of a clause in place of LINE it says\n"
	 "where that clause printed, and why it did not elsewhere. Writes no file.\n"
	 "\n"
	 "Exit status: 0 explained, 2 it could not be.\n",
	 why_options, sizeof(why_options) / sizeof(*why_options), why_run},
	{"lint", "[DIR]", "check clauses, questions and vocabularies",
	 "Makes every check that needs no answers: of the built-in library, or of the clauses,\n"
	 "texts of questions, words and entries of vocabularies in the folder DIR over it.\n"
	 "\n"
	 "Exit status: 0 nothing worse than warnings, 1 errors, 2 it could not be read.\n",
	 lint_options, sizeof(lint_options) / sizeof(*lint_options), lint_run},
	{"library", "ACTION...", "begin a library of your own, copy clauses there",
	 "  library new [DIR]          make a folder (library/) with examples in comments\n"
	 "  library copy CLAUSE [DIR]  put a built-in clause there, to be changed\n"
	 "  library list [WORD]        list the built-in clauses, with the hash of each text\n"
	 "\n"
	 "A library holds clauses/en/*.md, clauses/en/words.yaml, questions/*.yaml,\n"
	 "vocabularies/*.yaml and a README.md. Nothing is ever overwritten.\n"
	 "\n"
	 "Exit status: 0 done, 2 it could not be done.\n",
	 library_options, sizeof(library_options) / sizeof(*library_options), library_run},
	{"list", "[NAME [WORD]]", "list the words that answers choose from",
	 "Lists a vocabulary: id, name, the other attributes, where they come from. With a\n"
	 "WORD only the entries that hold it in id or name, case and accents ignored.\n"
	 "Without NAME it lists the vocabularies: name, number of entries, title.\n"
	 "\n"
	 "Exit status: 0 something is listed, 1 no entry holds the word, 2 wrong use.\n",
	 list_options, sizeof(list_options) / sizeof(*list_options), list_run},
	{"schema", "", "print the JSON Schema of answers, for editors",
	 "Prints the JSON Schema (draft 2020-12) of answers files, with which an editor\n"
	 "completes keys and choices and shows the questions. See noticesmith-answers(5).\n",
	 schema_options, sizeof(schema_options) / sizeof(*schema_options), schema_run},
	{"help", "[COMMAND | keys]", "explain a command, or the keys",
	 "Explains a command, or lists them all. 'noticesmith help keys' says which keys the\n"
	 "wizard knows, those of your configuration among them.\n",
	 help_options, 1, help_run},
};
enum { COMMAND_COUNT = sizeof(commands) / sizeof(*commands) };

static const char *command_name(const void *context, size_t i)
{
	(void)context;
	return i < COMMAND_COUNT ? commands[i].name : NULL;
}

static const struct command *find_command(const char *name)
{
	for (size_t i = 0; i < COMMAND_COUNT; i++) {
		if (strcmp(commands[i].name, name) == 0)
			return &commands[i];
	}
	return NULL;
}

static int unknown_command(const char *name)
{
	const char *near = text_nearest(name, command_name, NULL);
	if (near)
		return usage_error(NULL, "unknown command '%s'; did you mean '%s'?", name, near);
	if (file_exists(name))
		return usage_error(NULL, "unknown command '%s'; the name of an answers file ends in .yaml", name);
	return usage_error(NULL, "unknown command '%s'", name);
}

/* Help. */

static void print_option(const struct option *option)
{
	char letter[] = {'-', option->letter, ',', ' ', '\0'}, left[40];
	snprintf(left, sizeof(left), "%s--%s%s%s", option->letter ? letter : "    ", option->name, option->argument ? " " : "", option->argument ? option->argument : "");
	for (const char *text = option->help; *text;) {
		size_t size = strcspn(text, "\n");
		printf("  %-20s  %.*s\n", left, (int)size, text);
		left[0] = '\0';
		text += size + (text[size] != '\0');
	}
}

static int print_command(const struct command *command)
{
	printf("Usage: noticesmith %s [OPTION]...%s%s\n\n%s\nOptions:\n", command->name, *command->arguments ? " " : "", command->arguments, command->about);
	for (size_t i = 0; i < command->option_count; i++) {
		if (command->options[i].help)
			print_option(&command->options[i]);
	}
	return 0;
}

/* The width of a column that holds text, too. */
static int widest(int width, const char *text)
{
	return strlen(text) > (size_t)width ? (int)strlen(text) : width;
}

static int print_overview(FILE *out)
{
	fputs("Usage: noticesmith [FILE.yaml]\n"
	      "       noticesmith COMMAND [ARGUMENT]...\n"
	      "\n"
	      "Composes the privacy notice of a business from its answers about the personal\n"
	      "data it handles.\n"
	      "\n"
	      "Commands:\n",
	      out);
	int names = 0, arguments = 0;
	for (size_t i = 0; i < COMMAND_COUNT; i++) {
		names = widest(names, commands[i].name);
		arguments = widest(arguments, commands[i].arguments);
	}
	for (size_t i = 0; i < COMMAND_COUNT; i++)
		fprintf(out, "  %-*s %-*s  %s\n", names, commands[i].name, arguments, commands[i].arguments, commands[i].summary);
	fputs("\nOptions:\n"
	      "  -h, --help            show this help\n"
	      "      --version         show the version and the licences\n"
	      "\n"
	      "'noticesmith help COMMAND' explains a command, 'help keys' the wizard's keys.\n",
	      out);
	return 0;
}

static int print_version(void)
{
	puts("noticesmith " NOTICESMITH_VERSION "\n"
	     "Program: MIT licence; clause texts: CC0 1.0. No warranty, and no legal advice.");
	return 0;
}

static int help_run(const struct command_line *line)
{
	if (!line->operand_count)
		return print_overview(stdout);
	if (line->operand_count > 1)
		return usage_error(line->command, "one command at a time");
	if (strcmp(line->operands[0], "keys") == 0)
		return keys_print();
	const struct command *command = find_command(line->operands[0]);
	return command ? print_command(command) : unknown_command(line->operands[0]);
}

/* The name of an answers file, as a first argument. */
static bool is_answers_file(const char *name)
{
	const char *dot = strrchr(name, '.');
	return name[0] != '-' && dot && (strcmp(dot, ".yaml") == 0 || strcmp(dot, ".yml") == 0);
}

static int run(const struct command *command, char **arguments, size_t count)
{
	struct command_line line;
	int status = 2;
	if (options_parse(&line, command, arguments, count))
		status = line.values[OPTION_HELP] ? print_command(command) : command->run(&line);
	options_release(&line);
	return status;
}

int commands_run(int argc, char **argv)
{
	if (argc < 2 && isatty(0) && isatty(1))
		return run(find_command("wizard"), argv + argc, 0);
	if (argc < 2) {
		print_overview(stderr);
		return 2;
	}
	const char *name = argv[1];
	if (is_answers_file(name))
		return run(find_command("wizard"), argv + 1, (size_t)argc - 1);
	if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0)
		return print_overview(stdout);
	if (strcmp(name, "--version") == 0)
		return print_version();
	if (name[0] == '-')
		return usage_error(NULL, "unknown option '%s' before the command", name);
	const struct command *command = find_command(name);
	if (!command)
		return unknown_command(name);
	return run(command, argv + 2, (size_t)argc - 2);
}
