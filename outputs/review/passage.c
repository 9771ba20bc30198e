#include "outputs/review/passage.h"

#include "base/text.h"

#include <string.h>

struct finder {
	struct arena *arena;
	const struct library *library;
	struct passages *passages;
	const struct node **texts; /* of the block at hand: NODE_TEXT and NODE_BREAK */
	size_t count, capacity;
	bool wanted;               /* one of them is to be read */
	bool overlay;              /* the library has clauses of one */
	/* clauses come in runs, so the last one is kept */
	const char *clause_id;
	const struct clause *clause;
};

/* ---- whose words ---- */

/* Is it prose that somebody typed? Items of lists answer the question of their list. */
static bool is_prose(const struct value *answer)
{
	if (!answer->node || (answer->kind != TYPE_TEXT && answer->kind != TYPE_LONG_TEXT))
		return false;
	const struct question *question = answer->question ? answer->question : answer->parent ? answer->parent->question : NULL;
	return question && question->holds == HOLDS_WORDS;
}

static const struct clause *clause_of(struct finder *finder, const char *id)
{
	if (id && finder->clause_id != id) {
		finder->clause_id = id;
		finder->clause = library_clause(finder->library, id);
	}
	return id ? finder->clause : NULL;
}

/* Does a paragraph of an answer, white space folded, read like this? */
static bool reads_like(const char *part, size_t size, const char *text)
{
	const char *end = part + size;
	size_t length;
	while (part < end) {
		uint32_t c = text_char(part, &length);
		if (!text_is_space(c)) {
			if (memcmp(part, text, length) != 0)
				return false;
			text += length;
		} else if (*text == ' ') {
			text++;
		}
		part += length;
	}
	return !*text;
}

/* Where the paragraph begins that a node shows. */
static const char *part_of(const struct value *answer, const char *text)
{
	for (const char *part = answer->text; *part;) {
		const char *end = strstr(part, "\n\n");
		size_t size = end ? (size_t)(end - part) : strlen(part);
		if (reads_like(part, size, text))
			return part;
		part += size;
		part += strspn(part, "\n");
	}
	return answer->text;
}

/* Whose words a text is, and so whether it is to be read. */
static enum stretch_kind kind_of(struct finder *finder, const struct node *node)
{
	const struct origin *origin = node->origin;
	if (node->kind != NODE_TEXT || !origin)
		return STRETCH_FIXED;
	if (origin->answer)
		return is_prose(origin->answer) ? STRETCH_ANSWER : STRETCH_FIXED;
	const struct clause *clause = finder->overlay && !origin->law ? clause_of(finder, origin->clause) : NULL;
	return clause && clause->layer > 0 ? STRETCH_CLAUSE : STRETCH_FIXED;
}

/* ---- blocks ---- */

static void add_text(struct finder *finder, const struct node *node)
{
	finder->texts = arena_grow(finder->arena, finder->texts, finder->count, &finder->capacity, sizeof *finder->texts);
	finder->texts[finder->count++] = node;
	finder->wanted = finder->wanted || kind_of(finder, node) != STRETCH_FIXED;
}

static struct stretch stretch_of(struct finder *finder, const struct node *node, size_t start)
{
	struct stretch stretch = {.kind = kind_of(finder, node), .start = start};
	if (stretch.kind == STRETCH_ANSWER) {
		stretch.answer = node->origin->answer;
		stretch.part = part_of(stretch.answer, node->text);
	} else if (stretch.kind == STRETCH_CLAUSE) {
		stretch.clause = finder->clause;
	}
	return stretch;
}

static void make_passage(struct finder *finder, struct passage *passage)
{
	struct stretch *stretches = arena_calloc(finder->arena, finder->count, sizeof *stretches);
	struct buf text = BUF_INIT;
	for (size_t i = 0; i < finder->count; i++) {
		stretches[i] = stretch_of(finder, finder->texts[i], text.len);
		buf_adds(&text, finder->texts[i]->kind == NODE_BREAK ? "\n" : finder->texts[i]->text);
		stretches[i].end = text.len;
	}
	*passage = (struct passage){arena_strndup(finder->arena, text.s, text.len), text.len, stretches, finder->count};
	buf_release(&text);
}

static void end_block(struct finder *finder)
{
	struct passages *passages = finder->passages;
	if (finder->wanted) {
		passages->items = arena_grow(finder->arena, passages->items, passages->count, &passages->capacity, sizeof *passages->items);
		make_passage(finder, &passages->items[passages->count++]);
	}
	finder->count = 0;
	finder->wanted = false;
}

/* What says that something is missing is nobody's text. */
static bool is_silent(const struct node *node)
{
	return node->kind == NODE_GAP || node->kind == NODE_BANNER || node->kind == NODE_OPEN;
}

static const struct node *walk_past(const struct node *node, const struct node *top)
{
	while (node != top && !node->next)
		node = node->parent;
	return node == top ? NULL : node->next;
}

void passages_find(struct arena *arena, const struct library *library, const struct document *document, struct passages *passages)
{
	struct finder finder = {.arena = arena, .library = library, .passages = passages};
	for (size_t i = 0; i < library->clause_count && !finder.overlay; i++)
		finder.overlay = library->clauses[i]->layer > 0;
	const struct node *top = document->root, *node = top;
	while (node) {
		if (!node_is_inline(node->kind))
			end_block(&finder);
		if (node->kind == NODE_TEXT || node->kind == NODE_BREAK)
			add_text(&finder, node);
		node = is_silent(node) ? walk_past(node, top) : node_walk(node, top);
	}
	end_block(&finder);
}

/* ---- places ---- */

size_t passage_source(const struct passage *passage, const struct stretch *stretch, size_t at)
{
	const char *from = stretch->part, *shown = passage->text + stretch->start, *end = passage->text + at;
	size_t length, other;
	while (*from && text_is_space(text_char(from, &length)))
		from += length;
	while (shown < end) {
		text_char(shown, &length);
		if (*shown == ' ') {
			while (*from && text_is_space(text_char(from, &other)))
				from += other;
		} else {
			from += length;
		}
		shown += length;
	}
	return (size_t)(from - stretch->answer->text);
}

/* A full stop before a number stands behind an abbreviation: "Art. 6(1)". */
static bool ends_sentence(const char *text, size_t at)
{
	bool stop = text[at] != '\0' && strchr(".!?", text[at]) && (text[at + 1] == ' ' || text[at + 1] == '\0');
	bool abbreviates = stop && text[at] == '.' && text[at + 1] == ' ' && text[at + 2] >= '0' && text[at + 2] <= '9';
	return text[at] == '\n' || (stop && !abbreviates);
}

void passage_sentence(const struct passage *passage, size_t start, size_t end, size_t *first, size_t *behind)
{
	while (start > 0 && !ends_sentence(passage->text, start - 1))
		start--;
	while (start < end && (passage->text[start] == ' ' || passage->text[start] == '\n'))
		start++;
	while (end < passage->size && !ends_sentence(passage->text, end))
		end++;
	*first = start;
	*behind = end < passage->size && passage->text[end] != '\n' ? end + 1 : end;
}
