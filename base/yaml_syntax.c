#include "base/base_diags.h"
#include "base/text.h"
#include "base/yaml_parts.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/*
 * libyaml's problems in the words of somebody who wrote a list of answers. In the wording, $1 is the character at the place and $2 the line
 * on which libyaml says the thing began.
 */
struct problem {
	const char *problem;
	const char *context; /* NULL: any */
	bool at_context;     /* the mistake is where the thing began, not where libyaml noticed */
	struct diag_kind kind;
};

#define SYNTAX(wording, fix) {"yaml-syntax", SEVERITY_ERROR, wording, fix}

static const struct problem problems[] = {
	{"mapping values are not allowed in this context", NULL, false,
		SYNTAX("a ':' where no key can end", "put text that contains ': ' in quotes, or correct the indentation of this line")},
	{"could not find expected ':'", NULL, true,
		SYNTAX("this line is no 'key: value'", "write a ':' and a space behind the key, or indent the line as part of the text above it")},
	{"did not find expected key", NULL, false,
		SYNTAX("this line does not fit the lines above it", "indent keys that belong together alike; check that quotes above are closed")},
	{"did not find expected '-' indicator", NULL, false,
		SYNTAX("this line does not fit the list above it", "indent the items of a list alike; check that quotes above are closed")},
	{"block sequence entries are not allowed in this context", NULL, false,
		SYNTAX("a list item '- ' cannot begin here", "begin the list on the line below the key, or put the text in quotes")},
	{"found unexpected end of stream", "while scanning a quoted scalar", true,
		SYNTAX("this quote is never closed", "close it; inside single quotes write '' for an apostrophe")},
	{"found unexpected document indicator", "while scanning a quoted scalar", true,
		SYNTAX("this quote is not closed before a line that begins with '---' or '...'", "close the quote, or indent that line")},
	{"did not find expected ',' or ']'", NULL, false,
		SYNTAX("the list opened with '[' on line $2 has no ',' or ']' here",
			"put a comma or close the bracket; quote text that contains brackets")},
	{"did not find expected ',' or '}'", NULL, false,
		SYNTAX("the map opened with '{' on line $2 has no ',' or '}' here",
			"put a comma or close the brace; quote text that contains braces")},
	{"found character that cannot start any token", NULL, false,
		SYNTAX("text cannot begin with '$1'", "put the text in quotes")},
	{"found a tab character where an indentation space is expected", NULL, false,
		SYNTAX("a tab in the indentation", "indent with spaces")},
	{"found a tab character that violates indentation", NULL, false, SYNTAX("a tab in the indentation", "indent with spaces")},
	{"found unknown escape character", NULL, false,
		SYNTAX("a backslash in double quotes that begins no escape", "write the backslash twice, or use single quotes")},
	{"did not find expected hexdecimal number", NULL, false,
		SYNTAX("an escape with too few hexadecimal digits", "write \\x and 2 digits, \\u and 4, or \\U and 8")},
	{"found invalid Unicode character escape code", NULL, false,
		SYNTAX("an escape that names no character", "write the character itself; outside \\uD800 to \\uDFFF, use \\U for large numbers")},
	{"did not find expected alphabetic or numeric character", "while scanning an alias", true,
		SYNTAX("text cannot begin with '*'", "put the text in quotes")},
	{"did not find expected alphabetic or numeric character", "while scanning an anchor", true,
		SYNTAX("text cannot begin with '&'", "put the text in quotes")},
	{"did not find expected node content", NULL, false, SYNTAX("a value is missing before '$1'", "write the value, or '' for an empty text")},
	{"did not find expected <document start>", NULL, false,
		SYNTAX("this line does not fit the lines above it",
			"indent keys that belong together alike; what begins with a bracket or quote must end with it")},
	{"did not find expected comment or line break", "while scanning a block scalar", false,
		SYNTAX("text on the line of the '|' or '>'", "begin the text on the line below, indented; or put it in quotes")},
	{"could not find expected directive name", NULL, true, SYNTAX("a line cannot begin with '%'", "put the text in quotes")},
	{"found unknown directive name", NULL, true, SYNTAX("a line cannot begin with '%'", "put the text in quotes")},
};

static const struct problem *find_problem(const char *text, const char *context)
{
	for (size_t i = 0; i < sizeof problems / sizeof *problems; i++) {
		const struct problem *p = &problems[i];
		if (strcmp(p->problem, text) == 0 && (!p->context || (context && strcmp(p->context, context) == 0)))
			return p;
	}
	return NULL;
}

static bool is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.';
}

/* The ':' of a line "key:value" that lacks its space, or SIZE_MAX. */
static size_t colon_without_space(const struct yaml *yaml, size_t line)
{
	const char *p = yaml->bytes + line;
	p += strspn(p, " ");
	const char *key = p;
	while (is_word(*p))
		p++;
	bool lacks = p > key && *p == ':' && p[1] != '\0' && !strchr(" \t\r\n/", p[1]); /* "https://" is no key */
	return lacks ? (size_t)(p - yaml->bytes) : SIZE_MAX;
}

static size_t line_number(const struct yaml *yaml, size_t byte)
{
	return (size_t)(yaml_pos_at(yaml, byte).line - yaml->first_line - 1);
}

/* "a:b" is text to YAML, which goes on to the next line and stumbles there: looks at that line and the one above. */
static size_t find_colon(const struct yaml *yaml, size_t byte)
{
	size_t line = line_number(yaml, byte);
	size_t colon = colon_without_space(yaml, yaml->lines[line]);
	while (colon == SIZE_MAX && line > 0) {
		const char *above = yaml->bytes + yaml->lines[--line];
		size_t spaces = strspn(above, " \t\r");
		if (above[spaces] == '\n' || above[spaces] == '#')
			continue;
		return colon_without_space(yaml, yaml->lines[line]);
	}
	return colon;
}

static const struct diag_kind missing_space = SYNTAX("no space behind the ':'", "write a space between the ':' and the value");
static const struct diag_kind tab = SYNTAX("a tab in the indentation", "indent with spaces");
static const struct diag_kind behind_value =
	SYNTAX("the value ends before '$1'",
		"put the whole value in quotes; inside single quotes write '' for an apostrophe, in double \\\" for a quote");
static const struct diag_kind line_separator =
	SYNTAX("an invisible line separator $1 breaks the line here", "delete it, or write \\u2028 in double quotes");

/* A character of the file for a message: "[", "tab", "U+2028", "end of file". */
static const char *name_character(const struct yaml *yaml, size_t byte, struct buf *name)
{
	const char *p = yaml->bytes + byte;
	size_t length = 0;
	if (byte >= yaml->size)
		return "end of file";
	if (*p == '\t')
		return "tab";
	if (*p == '\n' || *p == '\r')
		return "end of line";
	if (yaml_break_length(p) == 3)
		return p[2] == '\xA8' ? "U+2028" : "U+2029";
	text_char(p, &length);
	buf_add(name, p, length);
	return name->s;
}

/* An U+2028 or U+2029 on the same line of the file before that byte, or NULL. */
static const char *find_separator(const struct yaml *yaml, size_t byte)
{
	const char *end = yaml->bytes + byte;
	for (const char *p = yaml->bytes + yaml->lines[line_number(yaml, byte)]; p < end; p++)
		if (yaml_break_length(p) == 3)
			return p;
	return NULL;
}

/* "{a: !unknown}": libyaml wants white space behind a tag. */
static bool report_tag(const struct yaml *yaml, const yaml_parser_t *parser, size_t begin, size_t at, struct diags *diags)
{
	if (!parser->context || strcmp(parser->context, "while scanning a tag") != 0 || yaml->bytes[begin] != '!')
		return false;
	size_t end = begin + 1;
	while (is_word(yaml->bytes[end]))
		end++;
	if (end == begin + 1 || end > at)
		return false;
	struct buf tag = BUF_INIT, next = BUF_INIT;
	buf_add(&tag, yaml->bytes + begin, end - begin);
	diag_add(diags, &base_diags[BASE_YAML_TAG_SPACE], yaml_pos_at(yaml, begin), tag.s, name_character(yaml, end, &next), (const char *)NULL);
	buf_release(&tag);
	buf_release(&next);
	return true;
}

static bool is_first_on_line(const struct yaml *yaml, size_t byte)
{
	const char *line = yaml->bytes + yaml->lines[line_number(yaml, byte)];
	return line + strspn(line, " ") >= yaml->bytes + byte;
}

/* What libyaml stumbles over is often not what went wrong. Returns the better account if there is one, and moves the place to it. */
static const struct diag_kind *find_cause(const struct yaml *yaml, const struct problem *problem, size_t *place)
{
	const char *says = problem->problem;
	const char *separator = find_separator(yaml, *place);
	if (separator) {
		*place = (size_t)(separator - yaml->bytes);
		return &line_separator;
	}
	bool no_key = strcmp(says, "did not find expected key") == 0;
	if (no_key || strcmp(says, "mapping values are not allowed in this context") == 0 || strcmp(says, "could not find expected ':'") == 0) {
		size_t colon = find_colon(yaml, *place);
		if (colon != SIZE_MAX) {
			*place = colon;
			return &missing_space;
		}
	}
	if (strcmp(says, "found character that cannot start any token") == 0 && yaml->bytes[*place] == '\t')
		return &tab;
	if (no_key && !is_first_on_line(yaml, *place))
		return &behind_value;
	return &problem->kind;
}

static void report_problem(const struct yaml *yaml, const struct problem *problem, size_t begin, size_t at, struct diags *diags)
{
	size_t place = problem->at_context ? begin : at;
	const struct diag_kind *kind = find_cause(yaml, problem, &place);
	struct buf name = BUF_INIT, line = BUF_INIT;
	const char *character = name_character(yaml, place, &name);
	buf_addf(&line, "%d", yaml_pos_at(yaml, begin).line);
	diag_add(diags, kind, yaml_pos_at(yaml, place), character, line.s, (const char *)NULL);
	buf_release(&name);
	buf_release(&line);
}

void yaml_report_syntax(const struct yaml *yaml, const yaml_parser_t *parser, struct diags *diags)
{
	const char *words = parser->problem ? parser->problem : "unknown problem";
	size_t at = yaml_byte_at(yaml, parser->problem_mark.index);
	size_t begin = parser->context ? yaml_byte_at(yaml, parser->context_mark.index) : at;
	if (parser->error == YAML_READER_ERROR) /* check_characters in yaml.c was here before */
		at = begin = parser->problem_offset;
	const struct problem *problem = find_problem(words, parser->context);
	if (report_tag(yaml, parser, begin, at, diags))
		return;
	if (problem)
		report_problem(yaml, problem, begin, at, diags);
	else
		diag_add(diags, &base_diags[BASE_YAML_SYNTAX], yaml_pos_at(yaml, at), words, (const char *)NULL);
}
