#include "base/text.h"
#include "outputs/compose/composer.h"
#include "outputs/document/address.h"

#include <string.h>

void format_text(struct composer *composer, const char *text, const struct origin *origin, struct node *parent)
{
	if (text_is_folded(text)) { /* almost every text is */
		if (*text)
			node_append(parent, document_text(composer->document, text, origin));
		return;
	}
	struct buf folded = BUF_INIT;
	text_fold_space(&folded, text);
	if (folded.len)
		node_append(parent, document_text(composer->document, folded.s, origin));
	buf_release(&folded);
}

void format_number(struct composer *composer, long number, struct buf *buf)
{
	if (number >= 1 && number <= 12)
		buf_adds(buf, composer->words[WORD_NUMBER_1 + number - 1]);
	else
		buf_addf(buf, "%ld", number);
}

static void format_date(struct composer *composer, int64_t date, struct buf *buf)
{
	for (const char *p = respell_word(composer, WORD_DATE); *p; p++) {
		if (p[0] != '$' || !p[1]) {
			buf_addc(buf, *p);
			continue;
		}
		p++;
		if (*p == 'd')
			buf_addf(buf, "%d", (int)(date % 100));
		else if (*p == 'm')
			buf_adds(buf, composer->words[WORD_MONTH_1 + date / 100 % 100 - 1]);
		else if (*p == 'y')
			buf_addf(buf, "%d", (int)(date / 10000));
	}
}

static void format_duration(struct composer *composer, const struct value *value, struct buf *buf)
{
	size_t word = (value->number == 1 ? WORD_DAY : WORD_DAYS) + (size_t)value->unit;
	buf_addf(buf, "%d ", (int)value->number);
	buf_adds(buf, composer->words[word]);
}

/* A choice reads as the first attribute its vocabulary declares: a name or label. */
static const struct value *choice_label(const struct value *value)
{
	return value->term && value->term->vocabulary->attribute_count ? &value->term->attributes[0] : NULL;
}

struct node *format_link(struct composer *composer, const struct value *address)
{
	const char *href = arena_printf(&composer->document->arena, "%s%s", address->kind == TYPE_EMAIL ? "mailto:" : "", address->text);
	if (!address_allowed(href))
		return NULL;
	struct node *link = document_node(composer->document, NODE_LINK, composer_origin(composer, address, NULL));
	link->href = href;
	return link;
}

/* An address is its own text. */
static void format_address(struct composer *composer, const struct value *address, const struct origin *origin, struct node *parent)
{
	struct node *link = format_link(composer, address);
	node_append(link ? link : parent, document_text(composer->document, address->text, origin));
	if (link)
		node_append(parent, link);
}

static void put_separator(struct composer *composer, size_t at, size_t count, struct node *parent)
{
	if (!at)
		return;
	const char *separator = respell_word(composer, at + 1 < count ? WORD_COMMA : count > 2 ? WORD_LAST : WORD_AND);
	node_append(parent, document_library_text(composer->document, separator, composer_here(composer)));
}

void format_values(struct composer *composer, const struct value *const *values, size_t count, struct node *parent)
{
	for (size_t i = 0; i < count; i++) {
		put_separator(composer, i, count, parent);
		format_value(composer, values[i], parent);
	}
}

static void format_list(struct composer *composer, const struct value *list, struct node *parent)
{
	for (size_t i = 0; i < list->count; i++) {
		put_separator(composer, i, list->count, parent);
		format_value(composer, &list->items[i], parent);
	}
}

/* Paragraphs of a long text are apart by blank lines: the first goes on where it stands, the others become paragraphs of their own after it. */
static void format_paragraphs(struct composer *composer, const char *text, const struct origin *origin, struct node *parent)
{
	const char *start = text;
	for (int paragraph = 0; start; paragraph++) {
		const char *end = strstr(start, "\n\n");
		char *part = end ? arena_strndup(&composer->scratch, start, (size_t)(end - start)) : arena_strdup(&composer->scratch, start);
		start = end ? end + strspn(end, "\n") : NULL;
		if (paragraph == 0 || !composer->spill) {
			if (paragraph)
				node_append(parent, document_library_text(composer->document, " ", origin));
			format_text(composer, part, origin, parent);
			continue;
		}
		struct node *own = document_node(composer->document, NODE_PARAGRAPH, origin);
		format_text(composer, part, origin, own);
		if (own->first)
			node_append(composer->spill, own);
	}
}

void format_value(struct composer *composer, const struct value *value, struct node *parent)
{
	const struct origin *origin = composer_origin(composer, value, NULL);
	struct buf buf = BUF_INIT;
	switch (value->kind) {
	case TYPE_EMAIL:
	case TYPE_WEB:
		format_address(composer, value, origin, parent);
		break;
	case TYPE_LIST:
		format_list(composer, value, parent);
		break;
	case TYPE_LONG_TEXT:
		format_paragraphs(composer, value->text, origin, parent);
		break;
	case TYPE_CHOICE:
		if (choice_label(value)) {
			const struct value *label = choice_label(value);
			const char *words = label->kind == TYPE_WORDS ? value_words(label, composer->scope.language) : label->text;
			words = words ? respell(composer, words) : value->text;
			format_text(composer, words, composer_origin(composer, value, NULL), parent);
		}
		break;
	case TYPE_WORDS:
		if (value_words(value, composer->scope.language)) {
			const char *words = respell(composer, value_words(value, composer->scope.language));
			format_text(composer, words, composer_origin(composer, value, NULL), parent);
		}
		break;
	case TYPE_YES_NO:
		format_text(composer, composer->words[value->number ? WORD_YES : WORD_NO], origin, parent);
		break;
	case TYPE_DATE:
		format_date(composer, value->number, &buf);
		origin = composer_origin(composer, value, NULL); /* with what the form of dates rests on */
		break;
	case TYPE_DURATION:
		format_duration(composer, value, &buf);
		break;
	case TYPE_NUMBER:
		buf_addf(&buf, "%lld", (long long)value->number);
		break;
	case TYPE_TEXT:
		format_text(composer, value->text, origin, parent);
		break;
	case TYPE_NONE:
	case TYPE_REFERENCE:
	case TYPE_RECORD:
	case TYPE_RECORDS: /* refused when the library is built */
		break;
	}
	if (buf.len)
		format_text(composer, buf.s, origin, parent);
	buf_release(&buf);
}
