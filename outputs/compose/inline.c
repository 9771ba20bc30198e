#include "base/text.h"
#include "outputs/compose/composer.h"

#include <string.h>

static void inline_value(struct composer *composer, const struct piece *piece, struct node *parent)
{
	const struct value *value;
	switch (trace_look(composer, READ_VALUE, piece->cond, piece->text, piece->line, &value)) {
	case LOOK_GIVEN:
		format_value(composer, value, parent);
		if (value->open) {
			if (value->count)
				node_append(parent, document_library_text(composer->document, " ", composer_here(composer)));
			gap_for(composer, value->open, parent);
		}
		break;
	case LOOK_UNKNOWN:
		gap_inline(composer, parent);
		break;
	case LOOK_NOTHING:
		break;
	}
}

/* Values collected one by one from a list. */
struct collected {
	const struct value **items;
	size_t count, capacity;
	bool unknown; /* there may be more */
};

static void collect_each(struct composer *composer, const struct piece *piece, const struct value *list, struct collected *all)
{
	const struct value *outer = composer->scope.slots[piece->slot], *value;
	composer->scope.unknowns.count = 0;
	for (size_t i = 0; i < list->count; i++) {
		composer->scope.slots[piece->slot] = &list->items[i];
		enum tri kept = piece->filter ? cond_test(piece->filter, &composer->scope) : TRI_TRUE;
		all->unknown |= kept == TRI_UNKNOWN;
		if (kept != TRI_TRUE)
			continue;
		enum look look = cond_look(piece->cond, &composer->scope, &value);
		all->unknown |= look == LOOK_UNKNOWN;
		if (look != LOOK_GIVEN)
			continue;
		all->items = arena_grow(&composer->scratch, all->items, all->count, &all->capacity, sizeof *all->items);
		all->items[all->count++] = value;
	}
	composer->scope.slots[piece->slot] = outer;
}

/* {{ t.recipient for t in facts.transfers if COND }}: the values one by one, as a list. */
static void inline_each(struct composer *composer, const struct piece *piece, struct node *parent)
{
	const struct value *list;
	struct collected all = {NULL, 0, 0, false};
	struct reading *reading = trace_begin(composer, READ_VALUE, piece->text, piece->line);
	enum look look = cond_look(piece->list, &composer->scope, &list);
	if (look == LOOK_GIVEN)
		collect_each(composer, piece, list, &all);
	all.unknown |= look == LOOK_UNKNOWN;
	trace_end(composer, reading, all.count ? RESULT_YES : all.unknown ? RESULT_UNKNOWN : RESULT_NO);
	format_values(composer, all.items, all.count, parent);
	if (!all.unknown)
		return;
	if (all.count)
		node_append(parent, document_library_text(composer->document, " ", composer_here(composer)));
	gap_inline(composer, parent);
}

static const struct select_case *case_named(const struct piece *piece, const char *name)
{
	for (size_t i = 0; i < piece->case_count; i++)
		if (strcmp(piece->cases[i].name, name) == 0)
			return &piece->cases[i];
	return NULL;
}

static void case_text(struct composer *composer, const char *text, long number, const struct origin *origin, struct node *parent)
{
	struct buf buf = BUF_INIT;
	for (; *text; text++) {
		if (*text == '#')
			format_number(composer, number, &buf);
		else
			buf_addc(&buf, *text);
	}
	if (buf.len)
		node_append(parent, document_text(composer->document, buf.s, origin));
	buf_release(&buf);
}

static void inline_select(struct composer *composer, const struct piece *piece, struct node *parent)
{
	static const char *const names[] = {"none", "one", "two"};
	const struct select_case *chosen = NULL;
	const struct value *value = NULL;
	long number = 0;
	enum look look;
	if (piece->cond->op == COND_COUNT) {
		look = trace_count(composer, READ_SELECT, piece->cond, piece->text, piece->line, &number);
		if (look == LOOK_GIVEN && number < 3)
			chosen = case_named(piece, names[number]);
	} else {
		look = trace_look(composer, READ_SELECT, piece->cond, piece->text, piece->line, &value);
		if (look == LOOK_GIVEN)
			chosen = case_named(piece, value->kind == TYPE_YES_NO ? (value->number ? "yes" : "no") : value->text);
	}
	if (look == LOOK_UNKNOWN) {
		gap_inline(composer, parent);
		return;
	}
	if (!chosen)
		chosen = case_named(piece, "other");
	if (!chosen)
		return;
	composer_branch(composer, piece, (size_t)(chosen - piece->cases));
	const char *text = respell(composer, chosen->text);
	case_text(composer, text, number, composer_origin(composer, value, NULL), parent);
}

/* ---- citations ---- */

static bool without_articles(const struct composer *composer)
{
	return composer->articles && value_is_given(composer->articles) && composer->articles->number == 0;
}

/* The entry that is cited; NULL: none, or (LOOK_UNKNOWN) nobody knows. */
static const struct term *cited(struct composer *composer, const struct piece *piece, enum look *look)
{
	const struct value *choice;
	*look = LOOK_GIVEN;
	if (!piece->cond)
		return piece->term;
	*look = cond_look(piece->cond, &composer->scope, &choice);
	return *look == LOOK_GIVEN ? choice->term : NULL;
}

/* The citation under the law of the section; NULL: there is none to print. */
static const char *citation(struct composer *composer, const struct piece *piece, enum look *look)
{
	const struct term *term = cited(composer, piece, look);
	const struct value *cite = term && composer->law ? term_attribute(term, composer->law->id) : NULL;
	return cite && value_is_given(cite) && !without_articles(composer) ? cite->text : NULL;
}

static bool is_silent(struct composer *composer, const struct piece *piece)
{
	enum look look;
	return piece->kind == PIECE_CITE && !citation(composer, piece, &look) && look != LOOK_UNKNOWN;
}

static void inline_cite(struct composer *composer, const struct piece *piece, struct node *parent)
{
	const struct value *choice;
	enum look look;
	const struct value *home_law = value_field(composer->facts, "home_law");
	trace_values(composer, READ_CITE, piece->text, &home_law, composer->law == composer->home_law, composer->law ? RESULT_YES : RESULT_NO);
	if (composer->articles)
		trace_value(composer, READ_CITE, piece->text, composer->articles, without_articles(composer) ? RESULT_NO : RESULT_YES);
	if (piece->cond)
		trace_look(composer, READ_VALUE, piece->cond, piece->cond->name, piece->line, &choice);
	const char *text = citation(composer, piece, &look);
	if (text)
		format_text(composer, text, composer_origin(composer, NULL, text), parent);
	else if (look == LOOK_UNKNOWN)
		gap_inline(composer, parent);
}

/*
 * A text beside citations that are not printed loses what would hang in the air: the comma before one, or the brackets around it
 * (library_check.c sees to it that one of them is there).
 */
static const char *text_without_cites(struct composer *composer, const struct piece *pieces, size_t count, size_t at)
{
	const char *text = pieces[at].text;
	size_t size = strlen(text);
	if (at > 0 && text[0] == ')' && is_silent(composer, &pieces[at - 1])) {
		text++;
		size--;
	}
	if (at + 1 == count || size < 2 || !is_silent(composer, &pieces[at + 1]))
		return text;
	return arena_strndup(&composer->document->arena, text, size - 2);
}

/* A link whose address is an answer. One that may not become a link stands behind the words, in brackets. */
static void inline_answer_link(struct composer *composer, const struct piece *piece, struct node *parent)
{
	const struct value *value;
	enum look look = trace_look(composer, READ_VALUE, piece->cond, piece->cond->name, piece->line, &value);
	if (look == LOOK_UNKNOWN)
		gap_inline(composer, parent);
	if (look != LOOK_GIVEN)
		return;
	struct node *link = format_link(composer, value);
	compose_inline(composer, piece->pieces, piece->piece_count, link ? link : parent);
	if (link) {
		node_append(parent, link);
		return;
	}
	node_append(parent, document_library_text(composer->document, " (", composer_here(composer)));
	format_value(composer, value, parent);
	node_append(parent, document_library_text(composer->document, ")", composer_here(composer)));
}

static void inline_link(struct composer *composer, const struct piece *piece, struct node *parent)
{
	if (piece->cond) {
		inline_answer_link(composer, piece, parent);
		return;
	}
	struct node *link = document_node(composer->document, NODE_LINK, composer_here(composer));
	link->href = arena_strdup(&composer->document->arena, piece->href);
	struct reading *target = piece->href[0] == '#' ? trace_gather(composer, READ_SECTION, piece->href + 1) : NULL;
	if (!piece->piece_count)
		composer_section_title(composer, piece->href + 1, link);
	trace_gathered(composer, target, RESULT_YES);
	trace_join(composer, target);
	compose_inline(composer, piece->pieces, piece->piece_count, link);
	if (!link->first)
		return;
	node_append(parent, link);
	if (link->href[0] != '#')
		return;
	composer->references = arena_grow(&composer->scratch, composer->references, composer->reference_count, &composer->reference_capacity, sizeof *composer->references);
	composer->references[composer->reference_count++] = link;
}

static void inline_wrapped(struct composer *composer, enum node_kind kind, const struct piece *piece, struct node *parent)
{
	struct node *node = document_node(composer->document, kind, composer_here(composer));
	compose_inline(composer, piece->pieces, piece->piece_count, node);
	if (node->first)
		node_append(parent, node);
}

/* Does the text before this place end as a sentence does? Of an answer such as "Acme Inc." */
static bool is_stopped(const struct node *parent)
{
	static const char ellipsis[] = "\xE2\x80\xA6", ideographic[] = "\xE3\x80\x82"; /* the full stop of Chinese and Japanese */
	const struct node *last = parent->last;
	while (last && last->kind != NODE_TEXT)
		last = last->last;
	size_t size = last ? strlen(last->text) : 0;
	const char *end = last ? last->text + size : NULL;
	return size && (strchr(".!?", end[-1]) || (size >= 3 && (strcmp(end - 3, ellipsis) == 0 || strcmp(end - 3, ideographic) == 0)));
}

/* The full stop of a sentence is left out where the answer before it has one: never "Acme Inc..". */
static void inline_text(struct composer *composer, const char *text, struct node *parent)
{
	if (text[0] == '.' && is_stopped(parent))
		text++;
	if (*text)
		node_append(parent, document_library_text(composer->document, text, composer_here(composer)));
}

void compose_inline(struct composer *composer, const struct piece *pieces, size_t count, struct node *parent)
{
	for (const struct piece *piece = pieces; piece < pieces + count; piece++) {
		switch (piece->kind) {
		case PIECE_TEXT:
			inline_text(composer, respell(composer, text_without_cites(composer, pieces, count, (size_t)(piece - pieces))), parent);
			break;
		case PIECE_STRONG:
			inline_wrapped(composer, NODE_STRONG, piece, parent);
			break;
		case PIECE_EMPHASIS:
			inline_wrapped(composer, NODE_EMPHASIS, piece, parent);
			break;
		case PIECE_BREAK:
			node_append(parent, document_node(composer->document, NODE_BREAK, composer_here(composer)));
			break;
		case PIECE_LINK:
			inline_link(composer, piece, parent);
			break;
		case PIECE_VALUE:
			composer->scope.unknowns.count = 0;
			if (piece->list)
				inline_each(composer, piece, parent);
			else
				inline_value(composer, piece, parent);
			break;
		case PIECE_SELECT:
			composer->scope.unknowns.count = 0;
			inline_select(composer, piece, parent);
			break;
		case PIECE_CITE:
			composer->scope.unknowns.count = 0;
			inline_cite(composer, piece, parent);
			break;
		default: /* blocks do not stand in a line: the reader of clauses sees to it */
			break;
		}
	}
}
