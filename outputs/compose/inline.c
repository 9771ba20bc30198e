#include "base/text.h"
#include "outputs/compose/composer.h"

#include <string.h>

static void inline_value(struct composer *composer, const struct piece *piece, struct node *parent)
{
	const struct value *value;
	switch (cond_look(piece->cond, &composer->scope, &value)) {
	case LOOK_GIVEN:
		format_value(composer, value, parent);
		if (value->open) {
			node_append(parent, document_text(composer->document, " ", composer->origin));
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

/* {{ t.recipient for t in facts.transfers if COND }}: the values one by one, as a list. */
static void inline_each(struct composer *composer, const struct piece *piece, struct node *parent)
{
	const struct value *list, *value;
	struct value collected = {.state = VALUE_GIVEN, .kind = TYPE_LIST};
	struct value *items = NULL;
	size_t count = 0, capacity = 0;
	bool unknown = cond_look(piece->list, &composer->scope, &list) == LOOK_UNKNOWN;
	if (unknown || !list) {
		if (unknown)
			gap_inline(composer, parent);
		return;
	}
	const struct value *outer = composer->scope.slots[piece->slot];
	composer->scope.unknowns.count = 0;
	for (size_t i = 0; i < list->count; i++) {
		composer->scope.slots[piece->slot] = &list->items[i];
		enum tri kept = piece->filter ? cond_test(piece->filter, &composer->scope) : TRI_TRUE;
		unknown |= kept == TRI_UNKNOWN;
		if (kept != TRI_TRUE)
			continue;
		enum look look = cond_look(piece->cond, &composer->scope, &value);
		unknown |= look == LOOK_UNKNOWN;
		if (look != LOOK_GIVEN)
			continue;
		items = arena_grow(&composer->scratch, items, count, &capacity, sizeof *items);
		items[count] = *value;
		if (!value->target)
			items[count].target = value;
		count++;
	}
	composer->scope.slots[piece->slot] = outer;
	collected.items = items;
	collected.count = count;
	format_value(composer, &collected, parent);
	if (!unknown)
		return;
	if (count)
		node_append(parent, document_text(composer->document, " ", composer->origin));
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
		look = cond_count(piece->cond, &composer->scope, &number);
		if (look == LOOK_GIVEN && number < 3)
			chosen = case_named(piece, names[number]);
	} else {
		look = cond_look(piece->cond, &composer->scope, &value);
		if (look == LOOK_GIVEN)
			chosen = case_named(piece, value->kind == TYPE_YES_NO ? (value->number ? "yes" : "no") : value->text);
	}
	if (look == LOOK_UNKNOWN) {
		gap_inline(composer, parent);
		return;
	}
	if (!chosen)
		chosen = case_named(piece, "other");
	if (chosen)
		case_text(composer, chosen->text, number, composer_origin(composer, value, NULL), parent);
}

static void inline_cite(struct composer *composer, const struct piece *piece, struct node *parent)
{
	if (!composer->home_law)
		return;
	const struct value *cite = term_attribute(piece->term, composer->home_law->id);
	if (cite && value_is_given(cite))
		format_text(composer, cite->text, composer_origin(composer, NULL, cite->text), parent);
}

static void inline_link(struct composer *composer, const struct piece *piece, struct node *parent)
{
	struct node *link = document_node(composer->document, NODE_LINK, composer->origin);
	if (piece->cond) {
		const struct value *value;
		enum look look = cond_look(piece->cond, &composer->scope, &value);
		if (look == LOOK_UNKNOWN)
			gap_inline(composer, parent);
		if (look != LOOK_GIVEN)
			return;
		link->href = arena_printf(&composer->document->arena, "%s%s", value->kind == TYPE_EMAIL ? "mailto:" : "", value->text);
		link->origin = composer_origin(composer, value, NULL);
	} else {
		link->href = arena_strdup(&composer->document->arena, piece->href);
	}
	if (piece->piece_count)
		compose_inline(composer, piece->pieces, piece->piece_count, link);
	else
		composer_section_title(composer, piece->href + 1, link);
	if (link->first)
		node_append(parent, link);
}

static void inline_wrapped(struct composer *composer, enum node_kind kind, const struct piece *piece, struct node *parent)
{
	struct node *node = document_node(composer->document, kind, composer->origin);
	compose_inline(composer, piece->pieces, piece->piece_count, node);
	if (node->first)
		node_append(parent, node);
}

void compose_inline(struct composer *composer, const struct piece *pieces, size_t count, struct node *parent)
{
	for (const struct piece *piece = pieces; piece < pieces + count; piece++) {
		switch (piece->kind) {
		case PIECE_TEXT:
			node_append(parent, document_text(composer->document, piece->text, composer->origin));
			break;
		case PIECE_STRONG:
			inline_wrapped(composer, NODE_STRONG, piece, parent);
			break;
		case PIECE_EMPHASIS:
			inline_wrapped(composer, NODE_EMPHASIS, piece, parent);
			break;
		case PIECE_BREAK:
			node_append(parent, document_node(composer->document, NODE_BREAK, composer->origin));
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
			inline_cite(composer, piece, parent);
			break;
		default: /* blocks do not stand in a line: the reader of clauses sees to it */
			break;
		}
	}
}
