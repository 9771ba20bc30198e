#include "base/splice_parts.h"

#include <string.h>

/* The items of the list between `first` and `end` become those of the value between `first` and `new_end`. */
struct difference {
	size_t first, end, new_end;
};

static bool same_item(const struct yaml_node *item, const char *text)
{
	return item->kind == YAML_SCALAR && !item->tag && strcmp(item->text, text) == 0;
}

static struct difference find_difference(const struct yaml_node *list, const struct splice_value *value)
{
	struct difference d = {0, list->size, value->count};
	while (d.first < d.end && d.first < d.new_end && same_item(list->items[d.first], value->items[d.first]))
		d.first++;
	while (d.end > d.first && d.new_end > d.first && same_item(list->items[d.end - 1], value->items[d.new_end - 1])) {
		d.end--;
		d.new_end--;
	}
	return d;
}

static bool change_in_block(struct arena *arena, const struct yaml *yaml, const struct yaml_node *list, const struct splice_value *value,
			    const struct difference *d, struct splice *splice)
{
	struct splice_region first = splice_region(yaml, list, d->first < list->size ? d->first : d->first - 1);
	struct splice_region last = splice_region(yaml, list, d->end ? d->end - 1 : 0);
	bool keeps = (d->first && splice_takes_blank_lines(list->items[d->first - 1], yaml)) ||
		     (d->end && splice_takes_blank_lines(list->items[d->end - 1], yaml));
	size_t start = d->first < d->end || !d->first ? first.head : last.tail, end = d->first < d->end ? last.tail : start;
	bool open_end = end == yaml->size && !splice_break_before(yaml, end); /* the file's last line has no line feed */
	if (keeps || open_end || !first.own_line || !last.own_line)
		return false;
	struct splice_style style = {.step = 2};
	int indent = splice_column(yaml, list->content);
	struct buf text = BUF_INIT;
	splice_add_items(&text, value->items + d->first, d->new_end - d->first, value->plain_words, indent, &style);
	*splice = splice_make(arena, yaml, start, end, &text);
	return true;
}

static void add_flow_items(struct buf *text, const struct splice_value *value, const struct difference *d)
{
	for (size_t i = d->first; i < d->new_end; i++) {
		buf_adds(text, i > d->first ? ", " : "");
		splice_scalar(text, value->items[i], true, 0, value->plain_words);
	}
}

static void change_in_flow(struct arena *arena, const struct yaml *yaml, const struct yaml_node *list, const struct splice_value *value,
			   const struct difference *d, struct splice *splice)
{
	const struct yaml_node *const *items = list->items;
	struct buf text = BUF_INIT;
	size_t start, end;
	add_flow_items(&text, value, d);
	if (d->first < d->end && d->first < d->new_end) {
		start = items[d->first]->start;
		end = items[d->end - 1]->end;
	} else if (d->end < list->size) { /* in front of one that stays: more, or fewer */
		start = items[d->first]->start;
		end = items[d->end]->start;
		buf_adds(&text, text.len ? ", " : "");
	} else { /* behind the last one that stays */
		start = items[d->first - 1]->end;
		end = items[list->size - 1]->end;
		struct buf joined = BUF_INIT;
		buf_adds(&joined, text.len ? ", " : "");
		buf_add(&joined, text.s, text.len);
		buf_release(&text);
		text = joined;
	}
	*splice = splice_make(arena, yaml, start, end, &text);
}

static bool has_hollow_item(const struct yaml_node *list)
{
	for (size_t i = 0; i < list->size; i++)
		if (splice_is_hollow(list->items[i]))
			return true;
	return false;
}

/* One item for another on one line: what stands behind it, a comment, stays. */
static bool change_one(struct arena *arena, const struct yaml *yaml, const struct yaml_node *list, const struct splice_value *value,
	const struct difference *d,
		       struct splice *splice)
{
	bool one = d->end == d->first + 1 && d->new_end == d->end;
	const struct yaml_node *item = one ? list->items[d->first] : NULL;
	if (!one || item->kind != YAML_SCALAR || item->style == YAML_LITERAL || item->style == YAML_FOLDED || splice_is_hollow(item) ||
	    strchr(value->items[d->first], '\n'))
		return false;
	struct buf text = BUF_INIT;
	splice_scalar(&text, value->items[d->first], true, 0, value->plain_words);
	*splice = splice_make(arena, yaml, item->start, item->end, &text);
	return true;
}

bool splice_list_items(struct arena *arena, const struct yaml *yaml, const struct yaml_node *list, const struct splice_value *value,
		       struct splice *splice)
{
	struct difference d = find_difference(list, value);
	bool all_differ = d.first == 0 && d.end == list->size;
	if (!list->size || !value->count)
		return false;
	if (list->style == YAML_BLOCK && change_one(arena, yaml, list, value, &d, splice))
		return true;
	if (all_differ)
		return false;
	if (list->style == YAML_BLOCK)
		return change_in_block(arena, yaml, list, value, &d, splice);
	bool lines = splice_line_end(yaml, list->content) < list->end;
	size_t width = list->end - list->content;
	for (size_t i = d.first; i < d.new_end; i++) {
		width += strlen(value->items[i]) + 2;
		lines |= strchr(value->items[i], '\n') != NULL;
	}
	if (lines || width > SPLICE_LIST_WIDTH_KEPT || has_hollow_item(list))
		return false;
	change_in_flow(arena, yaml, list, value, &d, splice);
	return true;
}
