#include "tui/wizard/drafts.h"

#include "base/base_diags.h"
#include "base/file.h"
#include "base/splice.h"
#include "base/text.h"
#include "base/yaml.h"
#include "tui/tui_diags.h"

#include <stdlib.h>

/*
 * What a YAML file of ours may hold in no form (control characters, unbalanced overrides) can be typed all the same, and must not make
 * the journal unreadable. Texts with such characters are written with the tag below; in them "\u{1B};" is a character, "\\" a backslash.
 */
static const char spelt_tag[] = "!spelt";

static bool must_be_spelt(const char *text)
{
	const char *control = text_control(text);
	while (control && *control == '\t')
		control = text_control(control + 1);
	return control || text_bidi_unbalanced(text);
}

/* All but ASCII is spelt: which of the characters was the reason need not be known. */
static void add_spelt(struct buf *buf, const char *text)
{
	for (size_t length; *text; text += length) {
		uint32_t c = text_char(text, &length);
		if (c == '\\')
			buf_adds(buf, "\\\\");
		else if (c == '\n' || (c >= ' ' && c < 0x7F))
			buf_addc(buf, (char)c);
		else
			buf_addf(buf, "\\u{%X}", (unsigned)c);
	}
}

/* The bytes of a text that add_spelt made; NULL: it did not. Must be freed. */
static char *read_spelt(const char *spelt)
{
	struct buf text = BUF_INIT;
	for (const char *p = spelt; *p;) {
		if (*p != '\\') {
			buf_addc(&text, *p++);
		} else if (p[1] == '\\') {
			buf_addc(&text, '\\');
			p += 2;
		} else {
			char *end = NULL;
			unsigned long c = strncmp(p, "\\u{", 3) == 0 ? strtoul(p + 3, &end, 16) : 0;
			if (!c || *end != '}' || c > 0x10FFFF || (c >= 0xD800 && c < 0xE000)) {
				buf_release(&text);
				return NULL;
			}
			text_add_char(&text, (uint32_t)c);
			p = end + 1;
		}
	}
	return buf_detach(&text);
}

/* Reading */

/* A text of the journal; NULL: it is none. Must be freed. */
static char *read_text(const struct yaml_node *node)
{
	if (!node || node->kind != YAML_SCALAR)
		return NULL;
	if (!node->tag)
		return xstrdup(node->text);
	return strcmp(node->tag, spelt_tag) == 0 ? read_spelt(node->text) : NULL;
}

static bool read_draft(struct drafts *drafts, const struct yaml_node *node)
{
	char *path = read_text(yaml_get(node, "question")), *text = read_text(yaml_get(node, "typed")), *based = read_text(yaml_get(node, "over"));
	bool whole = path && text && based;
	if (whole)
		drafts_keep(drafts, path, text, based);
	free(path);
	free(text);
	free(based);
	return whole;
}

/* False: the journal is not one of ours; *pos is where. */
static bool read_drafts(struct drafts *drafts, const struct yaml *yaml, struct pos *pos)
{
	if (!yaml->root || yaml->root->kind != YAML_LIST)
		return false;
	for (size_t i = 0; i < yaml->root->size; i++) {
		const struct yaml_node *node = yaml->root->items[i];
		if (!read_draft(drafts, node)) {
			*pos = yaml_pos(yaml, node);
			return false;
		}
	}
	return true;
}

static bool read_journal(struct drafts *drafts, struct diags *diags)
{
	struct pos pos = {drafts->file, 0, 0};
	size_t size;
	char *bytes = file_read(drafts->file, FILE_LIMIT, &size, diags);
	struct yaml *yaml = bytes ? yaml_read(drafts->file, bytes, size, 0, diags) : NULL;
	bool read = yaml && read_drafts(drafts, yaml, &pos);
	if (!read)
		diag_add(diags, &tui_diags[T_DRAFTS_UNREADABLE], pos, drafts->file, (const char *)NULL);
	yaml_free(yaml);
	free(bytes);
	return read;
}

bool drafts_open(struct drafts *drafts, const char *answers_path, struct diags *diags)
{
	struct buf file = BUF_INIT;
	*drafts = (struct drafts){.answers = xstrdup(answers_path), .written = true};
	if (!file_beside(&file, answers_path, "typed", diags))
		return false;
	drafts->file = buf_detach(&file);
	file_sweep_beside(drafts->file);
	if (!file_exists(drafts->file) || read_journal(drafts, diags)) {
		drafts->written = true;
		return true;
	}
	drafts_release(drafts);
	return false;
}

static void release_draft(struct draft *draft)
{
	free(draft->path);
	free(draft->text);
	free(draft->based);
}

void drafts_release(struct drafts *drafts)
{
	for (size_t i = 0; i < drafts->count; i++)
		release_draft(&drafts->items[i]);
	free(drafts->items);
	free(drafts->file);
	free(drafts->answers);
	*drafts = (struct drafts){.written = true};
}

/* Keeping */

static struct draft *find(const struct drafts *drafts, const char *path)
{
	for (size_t i = 0; i < drafts->count; i++)
		if (text_equal(drafts->items[i].path, path))
			return &drafts->items[i];
	return NULL;
}

const struct draft *drafts_find(const struct drafts *drafts, const char *path)
{
	return find(drafts, path);
}

void drafts_keep(struct drafts *drafts, const char *path, const char *text, const char *based)
{
	struct draft *draft = find(drafts, path), kept;
	if (draft && text_equal(draft->text, text) && text_equal(draft->based, based))
		return;
	if (!draft && drafts->count == drafts->capacity) {
		drafts->capacity = drafts->capacity ? 2 * drafts->capacity : 8;
		drafts->items = xrealloc(drafts->items, drafts->capacity * sizeof *drafts->items);
	}
	kept = (struct draft){xstrdup(path), xstrdup(text), xstrdup(based)}; /* before the old one goes: they may point into it */
	if (draft)
		release_draft(draft);
	else
		draft = &drafts->items[drafts->count++];
	*draft = kept;
	drafts->written = false;
}

void drafts_drop(struct drafts *drafts, const char *path)
{
	struct draft *draft = find(drafts, path);
	if (!draft)
		return;
	release_draft(draft);
	drafts->count--;
	memmove(draft, draft + 1, (size_t)(drafts->items + drafts->count - draft) * sizeof *draft);
	drafts->written = false;
}

/* Writing */

static void add_text(struct buf *buf, const char *key, const char *text)
{
	enum { INDENT = 4 };
	buf_adds(buf, key);
	if (!must_be_spelt(text)) {
		splice_scalar(buf, text, false, INDENT, false);
	} else {
		struct buf spelt = BUF_INIT;
		add_spelt(&spelt, text);
		buf_addf(buf, "%s ", spelt_tag);
		splice_scalar(buf, spelt.s, false, INDENT, false);
		buf_release(&spelt);
	}
	buf_addc(buf, '\n');
}

static bool write_journal(const struct drafts *drafts, struct diags *diags)
{
	if (!drafts->count)
		return file_remove(drafts->file, diags);
	struct buf buf = BUF_INIT;
	buf_adds(&buf,
		"# What was typed in noticesmith and not accepted yet. The program keeps this file, and removes it when all is accepted.\n");
	for (size_t i = 0; i < drafts->count; i++) {
		add_text(&buf, "- question: ", drafts->items[i].path);
		add_text(&buf, "  typed: ", drafts->items[i].text);
		add_text(&buf, "  over: ", drafts->items[i].based);
	}
	bool fits = buf.len <= FILE_LIMIT; /* else it could not be read again */
	struct pos pos = {drafts->file, 0, 0};
	if (!fits)
		diag_add(diags, &base_diags[BASE_FILE_TOO_LARGE], pos, drafts->file, FILE_LIMIT_TEXT, (const char *)NULL);
	bool done = fits && file_replace_beside(drafts->file, drafts->answers, buf.s, buf.len, diags);
	buf_release(&buf);
	return done;
}

bool drafts_write(struct drafts *drafts, struct diags *diags)
{
	if (drafts->written || !drafts->file)
		return true;
	struct diags unsaid = DIAGS_INIT;
	drafts->written = write_journal(drafts, drafts->failed ? &unsaid : diags);
	drafts->failed = !drafts->written;
	diags_release(&unsaid);
	return drafts->written;
}
