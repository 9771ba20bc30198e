#include "outputs/write/escape.h"

#include <string.h>

static bool is_alnum(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* ---- HTML ---- */

enum html_kind { HTML_PLAIN, HTML_END, HTML_AMP, HTML_LT, HTML_GT, HTML_QUOT, HTML_APOS, HTML_CONTROL, HTML_EF };

static const unsigned char html_kinds[256] = {
	[0] = HTML_END, ['&'] = HTML_AMP, ['<'] = HTML_LT, ['>'] = HTML_GT, ['"'] = HTML_QUOT, ['\''] = HTML_APOS,
	/* every control character but tab and line feed */
	[1] = HTML_CONTROL, HTML_CONTROL, HTML_CONTROL, HTML_CONTROL, HTML_CONTROL, HTML_CONTROL, HTML_CONTROL, HTML_CONTROL,
	[11] = HTML_CONTROL, HTML_CONTROL, HTML_CONTROL, HTML_CONTROL, HTML_CONTROL, HTML_CONTROL, HTML_CONTROL, HTML_CONTROL, HTML_CONTROL,
	[20] = HTML_CONTROL, HTML_CONTROL, HTML_CONTROL, HTML_CONTROL, HTML_CONTROL, HTML_CONTROL, HTML_CONTROL, HTML_CONTROL, HTML_CONTROL,
	[29] = HTML_CONTROL, HTML_CONTROL, HTML_CONTROL,
	[0xEF] = HTML_EF, /* first byte of U+FFFE and U+FFFF, among others */
};

static const char *const html_replacements[] = {
	[HTML_AMP] = "&amp;", [HTML_LT] = "&lt;", [HTML_GT] = "&gt;", [HTML_QUOT] = "&quot;", [HTML_APOS] = "&#39;",
	[HTML_CONTROL] = "\xEF\xBF\xBD", [HTML_EF] = "\xEF\xBF\xBD",
};

void escape_html(struct buf *buf, const char *text)
{
	const char *run = text;
	for (;; text++) {
		enum html_kind kind;
		while ((kind = html_kinds[(unsigned char)*text]) == HTML_PLAIN)
			text++;
		bool noncharacter = kind == HTML_EF && (strncmp(text, "\xEF\xBF\xBE", 3) == 0 || strncmp(text, "\xEF\xBF\xBF", 3) == 0);
		if (kind == HTML_EF && !noncharacter)
			continue;
		buf_add(buf, run, (size_t)(text - run));
		if (kind == HTML_END)
			return;
		buf_adds(buf, html_replacements[kind]);
		if (noncharacter)
			text += 2;
		run = text + 1;
	}
}

/* ---- Markdown ---- */

enum markdown_kind {
	MARKDOWN_PLAIN,
	MARKDOWN_END,
	MARKDOWN_ALWAYS,     /* would do something anywhere */
	MARKDOWN_START,      /* would do something at a block's start, or as the end of a heading */
	MARKDOWN_UNDERSCORE,
	MARKDOWN_AMPERSAND,
	MARKDOWN_COLON,
	MARKDOWN_DOT
};

static const unsigned char markdown_kinds[256] = {
	[0] = MARKDOWN_END,
	['\\'] = MARKDOWN_ALWAYS, ['`'] = MARKDOWN_ALWAYS, ['*'] = MARKDOWN_ALWAYS, ['['] = MARKDOWN_ALWAYS,
	[']'] = MARKDOWN_ALWAYS, ['<'] = MARKDOWN_ALWAYS, ['|'] = MARKDOWN_ALWAYS, ['~'] = MARKDOWN_ALWAYS,
	['#'] = MARKDOWN_START, ['>'] = MARKDOWN_START, ['='] = MARKDOWN_START, ['+'] = MARKDOWN_START, ['-'] = MARKDOWN_START,
		[')'] = MARKDOWN_START,
	['_'] = MARKDOWN_UNDERSCORE, ['&'] = MARKDOWN_AMPERSAND, [':'] = MARKDOWN_COLON, ['.'] = MARKDOWN_DOT,
};

/*
 * The character that would start a block if text began one (list, heading, quotation, underline of a heading or of a table's
 * header), or NULL.
 */
static const char *block_marker(const char *text)
{
	text += strspn(text, " \t");
	size_t digits = strspn(text, "0123456789");
	const char *delimiter = text + digits;
	bool ends_word = *delimiter != '\0' && (delimiter[1] == '\0' || is_blank(delimiter[1]));
	if (digits > 0)
		return (*delimiter == '.' || *delimiter == ')') && ends_word ? delimiter : NULL;
	switch (*text) {
	case '#':
	case '>':
	case '=':
		return text;
	case '+':
		return ends_word ? text : NULL;
	case '-':
		return ends_word || text[1] == '-' || text[1] == ':' ? text : NULL;
	case ':':
		return text[1] == '-' ? text : NULL;
	default:
		return NULL;
	}
}

/* The run of # that would close a heading, or NULL. */
static const char *closing_run(const char *text, char before)
{
	const char *end = text + strlen(text);
	while (end > text && is_blank(end[-1]))
		end--;
	const char *run = end;
	while (run > text && run[-1] == '#')
		run--;
	char previous = run > text ? run[-1] : before;
	return run < end && (previous == '\0' || is_blank(previous)) ? run : NULL;
}

/* True when the & at text begins "&name;" or "&#123;", known or not. */
static bool starts_entity(const char *text)
{
	text += text[1] == '#' ? 2 : 1;
	const char *name = text;
	while (is_alnum(*text))
		text++;
	return text > name && *text == ';';
}

static bool is_www(const char *word)
{
	return (word[2] | 0x20) == 'w' && (word[1] | 0x20) == 'w' && (word[0] | 0x20) == 'w';
}

static bool needs_backslash(enum markdown_kind kind, const char *p, const char *text, char before)
{
	switch (kind) {
	case MARKDOWN_ALWAYS:
		return true;
	case MARKDOWN_UNDERSCORE:
		return !is_alnum(p > text ? p[-1] : before) || !is_alnum(p[1]);
	case MARKDOWN_AMPERSAND:
		return starts_entity(p);
	case MARKDOWN_COLON:
		return p[1] == '/' && p[2] == '/';
	case MARKDOWN_DOT:
		return p - text >= 3 && is_www(p - 3);
	case MARKDOWN_PLAIN:
	case MARKDOWN_START:
	case MARKDOWN_END:
		break;
	}
	return false;
}

void escape_markdown(struct buf *buf, const char *text, const struct markdown_place *place)
{
	const char *marker = place->block_start ? block_marker(text) : NULL;
	const char *closing = place->in_heading && place->at_end ? closing_run(text, place->before) : NULL;
	const char *run = text;
	for (const char *p = text;; p++) {
		enum markdown_kind kind;
		while ((kind = markdown_kinds[(unsigned char)*p]) == MARKDOWN_PLAIN)
			p++;
		if (kind == MARKDOWN_END) {
			buf_add(buf, run, (size_t)(p - run));
			return;
		}
		if (p == marker || p == closing || needs_backslash(kind, p, text, place->before)) {
			buf_add(buf, run, (size_t)(p - run));
			buf_addc(buf, '\\');
			run = p; /* the character itself goes with the next run */
		}
	}
}

void escape_markdown_char(struct buf *buf, uint32_t c)
{
	buf_addf(buf, "&#x%lX;", (unsigned long)c);
}

void escape_markdown_href(struct buf *buf, const char *href)
{
	for (const char *p = href; *p != '\0'; p++) {
		/* "*" and "_" mean nothing here, but md4c counts them when it pairs those outside */
		if (strchr("()\\<>|*", *p) != NULL || (*p == '_' && needs_backslash(MARKDOWN_UNDERSCORE, p, href, '\0')))
			buf_addc(buf, '\\');
		buf_addc(buf, *p);
		if (*p == '&' && starts_entity(p))
			buf_adds(buf, "amp;"); /* a backslash would not do: cmark takes entities before backslashes here */
	}
}

bool escape_plain_address(const char *address)
{
	for (const char *p = address; *p != '\0'; p++)
		if (!is_alnum(*p) && strchr("-._~:/?#@!$'+,;=%", *p) == NULL)
			return false;
	return true;
}
