/*
 * What the document says. The operator's words may hold anything, so they are masked; what is left is the library's, and must read well
 * whatever stands in the holes.
 */
#include "tests/soak/check.h"

#include "base/text.h"
#include "questionnaire/types/value.h"

#include <string.h>

/* ---- masking ---- */

static bool ends_with_stop(const char *text)
{
	static const char *const stops[] = {".", "!", "?", "…", "。"};
	size_t size = strlen(text);
	for (size_t i = 0; i < sizeof stops / sizeof *stops; i++)
		if (size >= strlen(stops[i]) && strcmp(text + size - strlen(stops[i]), stops[i]) == 0)
			return true;
	return false;
}

/* The text of a block with the operator's words masked. */
static void mask_own(struct buf *out, const struct node *block)
{
	for (const struct node *node = block; node; node = node_walk(node, block)) {
		if (node->kind == NODE_BREAK)
			buf_addc(out, '\n');
		else if (node_is_own_text(node))
			buf_addc(out, ends_with_stop(node->text) ? CHECK_STOPPED : CHECK_VALUE);
		else if (node->kind == NODE_TEXT)
			buf_adds(out, node->text);
	}
}

static bool is_gap_text(const struct node *node)
{
	return node->kind == NODE_TEXT && node->parent && node->parent->kind == NODE_OPEN;
}

/* The same with everything masked that a placeholder printed: names from vocabularies, dates, citations. A gap may stand for a sentence. */
static void mask_all(struct buf *out, const struct node *block)
{
	for (const struct node *node = block; node; node = node_walk(node, block)) {
		bool stopped = is_gap_text(node) || (node_is_own_text(node) && ends_with_stop(node->text));
		if (node->kind == NODE_BREAK)
			buf_addc(out, '\n');
		else if (stopped)
			buf_addc(out, CHECK_STOPPED);
		else if (node->kind == NODE_TEXT && (node->origin->answer || node->origin->law))
			buf_addc(out, CHECK_VALUE);
		else if (node->kind == NODE_TEXT)
			buf_adds(out, node->text);
	}
}

/* ---- words ---- */

bool check_words(const char *text, struct verdict *verdict)
{
	static const struct {
		const char *text, *kind;
	} leftovers[] = {
		{"{{", "leftover placeholder"}, {"}}", "leftover placeholder"}, {"{%", "leftover placeholder"}, {"%}", "leftover placeholder"},
		{"$1", "leftover placeholder"}, {"\xEE\x80\x80", "leftover placeholder"},
		{"..", "doubled full stop"}, {"\x02.", "doubled full stop"}, {". .", "doubled full stop"}, {"  ", "doubled space"},
		{" .", "space before a stop"}, {" ,", "space before a comma"}, {",,", "doubled comma"}, {", ,", "doubled comma"},
		{",.", "comma before a stop"}, {".,", "stop before a comma"}, {"()", "empty brackets"}, {"( ", "space in brackets"},
		{" )", "space in brackets"}, {": .", "nothing after a colon"}, {":.", "nothing after a colon"}, {" and .", "nothing after 'and'"},
		{" and ,", "nothing after 'and'"}, {"\n\n", "empty line"}, {" \n", "space at a line's end"}, {"\n ", "space at a line's start"},
	};
	size_t size = strlen(text);
	for (size_t i = 0; i < sizeof leftovers / sizeof *leftovers; i++)
		if (strstr(text, leftovers[i].text))
			return verdict_fail(verdict, leftovers[i].kind, "%s", text);
	if (size && (text[0] == ' ' || text[size - 1] == ' '))
		return verdict_fail(verdict, "space at the edge of a block", "'%s'", text);
	return true;
}

static bool is_mask(char c)
{
	return c == CHECK_VALUE || c == CHECK_STOPPED;
}

/* A printed list is one value, its last: "V, V and V". In place. */
static void join_lists(struct buf *text)
{
	size_t kept = 0;
	for (size_t i = 0; i < text->len; i++) {
		const char *p = text->s + i;
		size_t separator = strncmp(p, ", ", 2) == 0 ? 2 : strncmp(p, " and ", 5) == 0 ? 5 : 0;
		if (separator && kept > 0 && is_mask(text->s[kept - 1]) && is_mask(p[separator])) {
			text->s[kept - 1] = p[separator];
			i += separator;
		} else {
			text->s[kept++] = *p;
		}
	}
	if (kept < text->len)
		buf_truncate(text, kept);
}

bool check_sentences(const char *text, struct verdict *verdict)
{
	struct buf joined = BUF_INIT;
	int words = 0;
	buf_adds(&joined, text);
	join_lists(&joined);
	for (const char *p = joined.s; *p && !verdict->kind;) {
		size_t size = strcspn(p, " \n");
		words += size > 0;
		if (words > SENTENCE_LIMIT)
			verdict_fail(verdict, "long sentence", "more than %d words: %s", SENTENCE_LIMIT, text);
		if (p[size] == '\n' || (size > 0 && strchr(".!?\x02", p[size - 1])))
			words = 0;
		p += size + (p[size] != '\0');
	}
	buf_release(&joined);
	return !verdict->kind;
}

/* ---- blocks ---- */

static bool is_leaf(const struct node *node)
{
	return node->kind == NODE_HEADING || node->kind == NODE_PARAGRAPH || node->kind == NODE_ITEM || node->kind == NODE_CELL
		|| node->kind == NODE_GAP || node->kind == NODE_BANNER;
}

/* A heading stands over something; a colon at the end of a block announces a list or a table. */
static bool check_next(const struct node *block, const char *text, struct verdict *verdict)
{
	const struct node *next = block->next;
	size_t size = strlen(text);
	if (block->kind == NODE_HEADING && (!next || (next->kind == NODE_HEADING && next->level <= block->level)))
		return verdict_fail(verdict, "nothing below a heading", "%s", text);
	bool follows = next && (next->kind == NODE_LIST || next->kind == NODE_TABLE || next->kind == NODE_GAP);
	if (block->kind == NODE_PARAGRAPH && size && text[size - 1] == ':' && !follows)
		return verdict_fail(verdict, "nothing after a colon", "%s", text);
	return true;
}

static bool check_block(const struct node *block, struct verdict *verdict)
{
	struct buf own = BUF_INIT, all = BUF_INIT;
	mask_own(&own, block);
	mask_all(&all, block);
	bool fine = check_words(own.s, verdict) && check_grammar(own.s, verdict) && check_next(block, own.s, verdict) && check_sentences(all.s, verdict);
	buf_release(&own);
	buf_release(&all);
	return fine;
}

bool check_prose(const struct document *document, struct verdict *verdict)
{
	for (const struct node *node = document->root; node; node = node_walk(node, document->root))
		if (is_leaf(node) && !check_block(node, verdict))
			return false;
	return true;
}
