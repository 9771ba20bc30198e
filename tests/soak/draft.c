#include "tests/soak/draft.h"

#include "base/text.h"

#include <stdint.h>
#include <string.h>

size_t draft_count(const struct draft *draft)
{
	size_t count = 0;
	for (size_t i = 0; i < draft->count; i++)
		count += !draft->items[i].removed;
	return count;
}

struct draft *draft_get(const struct draft *map, const char *key)
{
	for (size_t i = 0; map->kind == DRAFT_MAP && i < map->count; i++)
		if (!map->items[i].removed && strcmp(map->items[i].key, key) == 0)
			return &map->items[i];
	return NULL;
}

/* ---- which style fits a text ---- */

/* What YAML takes for the end of a line, besides the line feed, and the mark that only begins a file. */
static bool is_special(uint32_t c)
{
	return c == 0x85 || c == 0x2028 || c == 0x2029 || c == 0xFEFF;
}

static bool has_special(const char *text)
{
	for (size_t length = 0; *text; text += length)
		if (is_special(text_char(text, &length)))
			return true;
	return false;
}

static bool plain_fits(const char *text, bool flow)
{
	size_t size = strlen(text);
	if (strchr("?:,[]{}#&*!|>'\"%@` ", text[0]) || (text[0] == '-' && (text[1] == ' ' || !text[1])))
		return false;
	if (strstr(text, ": ") || strstr(text, " #") || strchr(text, '\n') || strchr(": ", text[size - 1]))
		return false;
	return !flow || !strpbrk(text, ",[]{}:?");
}

/* Block scalars with a line that begins or ends with a space say so by an indentation indicator, or are not folded. */
static bool folded_fits(const char *text)
{
	return text[0] != ' ' && !strchr(text, '\n');
}

static enum yaml_style style_for(const char *text, enum yaml_style wish, bool flow)
{
	bool block = !flow && !has_special(text);
	if (wish == YAML_PLAIN && plain_fits(text, flow) && !has_special(text))
		return YAML_PLAIN;
	if (wish == YAML_SINGLE && !strchr(text, '\n') && !has_special(text))
		return YAML_SINGLE;
	if (wish == YAML_LITERAL && block)
		return YAML_LITERAL;
	if (wish == YAML_FOLDED && block && folded_fits(text))
		return YAML_FOLDED;
	return YAML_DOUBLE;
}

/* ---- scalars ---- */

static void new_line(struct buf *out, size_t indent)
{
	buf_addc(out, '\n');
	for (; indent > 0; indent--)
		buf_addc(out, ' ');
}

/*
 * Can the space at p be written as the end of a line? Every reader folds it back to a space. plain: what comes next must not look like
 * more than text.
 */
static bool can_fold(const char *text, const char *p, bool plain)
{
	if (*p != ' ' || p == text || p[-1] == ' ' || p[-1] == '\n' || !p[1] || p[1] == ' ' || p[1] == '\n')
		return false;
	return !plain || (p[1] >= 'a' && p[1] <= 'z') || (p[1] >= 'A' && p[1] <= 'Z');
}

static void write_double(struct buf *out, const struct draft *draft, size_t indent)
{
	size_t length = 0, at = 0;
	buf_addc(out, '"');
	for (const char *p = draft->text; *p; p += length, at++) {
		uint32_t c = text_char(p, &length);
		bool encode = is_special(c) || (draft->folded && c >= 0x80 && at % 3 == 0);
		if (c == '"' || c == '\\')
			buf_addf(out, "\\%c", (int)c);
		else if (c == '\n')
			buf_adds(out, "\\n");
		else if (encode && c <= 0xFF)
			buf_addf(out, "\\x%02X", (unsigned)c);
		else if (encode)
			buf_addf(out, c <= 0xFFFF ? "\\u%04X" : "\\U%08X", (unsigned)c);
		else if (draft->folded && can_fold(draft->text, p, false) && at % 2 == 0)
			new_line(out, indent);
		else
			buf_add(out, p, length);
	}
	buf_addc(out, '"');
}

static void write_single(struct buf *out, const struct draft *draft, size_t indent)
{
	buf_addc(out, '\'');
	for (const char *p = draft->text; *p; p++) {
		if (*p == '\'')
			buf_adds(out, "''");
		else if (draft->folded && can_fold(draft->text, p, false))
			new_line(out, indent);
		else
			buf_addc(out, *p);
	}
	buf_addc(out, '\'');
}

static void write_plain(struct buf *out, const struct draft *draft, size_t indent)
{
	for (const char *p = draft->text; *p; p++) {
		if (draft->folded && can_fold(draft->text, p, true))
			new_line(out, indent);
		else
			buf_addc(out, *p);
	}
}

/* indent: of the lines of the text, two more than that of what holds it. */
static void write_block(struct buf *out, const struct draft *draft, enum yaml_style style, size_t indent)
{
	buf_addc(out, style == YAML_LITERAL ? '|' : '>');
	if (strchr(" \n", draft->text[0]))
		buf_addc(out, '2');
	buf_addc(out, '-');
	new_line(out, indent);
	for (const char *p = draft->text; *p; p++) {
		bool breaks = *p == '\n' || (style == YAML_FOLDED && draft->folded && can_fold(draft->text, p, false));
		if (breaks && p[1] != '\n')
			new_line(out, indent);
		else
			buf_addc(out, breaks ? '\n' : *p);
	}
}

/* Returns whether a comment can stand behind it. */
static bool write_scalar(struct buf *out, const struct draft *draft, size_t indent, bool flow)
{
	enum yaml_style style = style_for(draft->text, draft->style, flow);
	switch (style) {
	case YAML_PLAIN:
		write_plain(out, draft, indent);
		return true;
	case YAML_SINGLE:
		write_single(out, draft, indent);
		return true;
	case YAML_LITERAL:
	case YAML_FOLDED:
		write_block(out, draft, style, indent);
		return false;
	default:
		write_double(out, draft, indent);
		return true;
	}
}

/* ---- maps and lists ---- */

static void write_key(struct buf *out, const struct draft *draft)
{
	const char *quote = draft->quoted_key ? "\"" : "";
	if (draft->key)
		buf_addf(out, "%s%s%s:", quote, draft->key, quote);
}

/* A tag is followed by a space always: in flow style it would swallow what comes next. */
static void write_tag(struct buf *out, const struct draft *draft)
{
	if (draft->tag)
		buf_addf(out, "%s ", draft->tag);
}

static void write_flow(struct buf *out, const struct draft *draft, size_t indent)
{
	bool first = true;
	write_tag(out, draft);
	if (draft->kind == DRAFT_SCALAR)
		write_scalar(out, draft, indent, true);
	if (draft->kind != DRAFT_LIST && draft->kind != DRAFT_MAP)
		return;
	buf_addc(out, draft->kind == DRAFT_LIST ? '[' : '{');
	for (size_t i = 0; i < draft->count; i++) {
		if (draft->items[i].removed)
			continue;
		buf_adds(out, first ? "" : ", ");
		write_key(out, &draft->items[i]);
		buf_adds(out, draft->items[i].key ? " " : "");
		write_flow(out, &draft->items[i], indent);
		first = false;
	}
	buf_addc(out, draft->kind == DRAFT_LIST ? ']' : '}');
}

static void write_entries(struct buf *out, const struct draft *draft, size_t indent);

/* What stands behind a key or a dash, up to the end of its line. indent: of what it holds. */
static void write_value(struct buf *out, const struct draft *draft, size_t indent)
{
	bool holds = (draft->kind == DRAFT_MAP || draft->kind == DRAFT_LIST) && draft_count(draft) > 0 && draft->style == YAML_BLOCK;
	bool behind = true;
	if (holds) {
		buf_addf(out, "%s%s\n", draft->tag ? " " : "", draft->tag ? draft->tag : "");
		write_entries(out, draft, indent);
		return;
	}
	buf_addc(out, ' ');
	if (draft->kind == DRAFT_SCALAR) {
		write_tag(out, draft);
		behind = write_scalar(out, draft, indent, false);
	} else {
		write_flow(out, draft, indent);
	}
	if (behind && draft->comment)
		buf_addf(out, " # %s", draft->comment);
	buf_addc(out, '\n');
}

static void write_entries(struct buf *out, const struct draft *draft, size_t indent)
{
	for (size_t i = 0; i < draft->count; i++) {
		const struct draft *item = &draft->items[i];
		if (item->removed)
			continue;
		if (item->comment)
			buf_addf(out, "%*s# %s\n", (int)indent, "", item->comment);
		buf_addf(out, "%*s", (int)indent, "");
		if (item->key)
			write_key(out, item);
		else
			buf_addc(out, '-');
		write_value(out, item, indent + 2);
	}
}

void draft_write(struct buf *out, const struct draft_file *file)
{
	struct buf text = BUF_INIT;
	write_entries(&text, &file->root, 0);
	if (file->mark)
		buf_adds(out, "\xEF\xBB\xBF");
	for (const char *p = text.s; *p; p++) {
		if (*p == '\n' && file->crlf)
			buf_addc(out, '\r');
		buf_addc(out, *p);
	}
	buf_release(&text);
}
