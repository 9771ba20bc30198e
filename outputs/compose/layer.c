#include "outputs/compose/composer.h"
#include "outputs/document/address.h"

#include <string.h>

/* Where a section of the whole notice can be read; NULL: nowhere that can be linked. */
static const char *place_of(struct composer *composer, const char *anchor)
{
	const struct value *url = value_field(value_field(composer->answers->root, "notice"), "public_url");
	if (!url || !value_is_given(url) || strchr(url->text, '#'))
		return NULL;
	const char *place = arena_printf(&composer->document->arena, "%s%s", url->text, anchor);
	return address_allowed(place) ? place : NULL;
}

/* A link without a place there loses its address with the links to sections that are missing. */
static void lead_on(struct composer *composer)
{
	struct node *root = composer->document->root;
	for (const struct node *walk = root; walk; walk = node_walk(walk, root)) {
		struct node *node = (struct node *)walk; /* the document is the composer's own */
		if (node->kind != NODE_LINK || node->href[0] != '#')
			continue;
		size_t index = composer_section_index(composer, node->href + 1);
		bool elsewhere = index < composer->library->section_count && composer->sections[index] && !composer->library->sections[index].in_short;
		const char *place = elsewhere ? place_of(composer, node->href) : NULL;
		if (place)
			node->href = place;
	}
}

void layer_take(struct composer *composer)
{
	struct node *root = composer->document->root, **link = &root->first;
	root->last = NULL;
	while (*link) {
		struct node *node = *link;
		if (node->kind == NODE_SECTION && !composer->library->sections[composer_section_index(composer, node->id)].in_short) {
			*link = node->next;
			continue;
		}
		root->last = node;
		link = &node->next;
	}
	lead_on(composer);
	for (size_t i = 0; i < composer->library->section_count; i++)
		if (!composer->library->sections[i].in_short)
			composer->sections[i] = NULL;
}
