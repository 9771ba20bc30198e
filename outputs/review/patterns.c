/* Mistakes that no dictionary sees: typing, what editing left, words in the wrong place. What is looked for is data (proofing.h). */
#include "base/text.h"
#include "outputs/outputs_diags.h"
#include "outputs/review/spell_parts.h"

#include <string.h>

static const char *text_of(const struct review *review, const struct token *word)
{
	return review->passage->text + word->start;
}

static size_t size_of(const struct token *word)
{
	return word->end - word->start;
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (c & 0x80);
}

static bool same_word(const struct review *review, const struct token *a, const struct token *b)
{
	size_t size = size_of(a);
	if (size != size_of(b))
		return false;
	for (size_t i = 0; i < size; i++) {
		char x = text_of(review, a)[i], y = text_of(review, b)[i];
		if (x != y && ((x | 0x20) != (y | 0x20) || (x | 0x20) < 'a' || (x | 0x20) > 'z'))
			return false;
	}
	return true;
}

static bool may_stand_twice(const struct review *review, const struct token *word)
{
	return review->language && proof_list_fits(&review->language->twice, text_of(review, word), size_of(word));
}

/* ---- words that stand twice ---- */

static void find_twice(struct review *review, size_t i)
{
	const struct token *words = review->words.items, *word = &words[i];
	if (i == 0 || !word->joined || word->code || !same_word(review, &words[i - 1], word) || may_stand_twice(review, word))
		return;
	review_report(review, O_TYPING_TWICE, words[i - 1].start, word->end, review_text(review, words[i - 1].start, words[i - 1].end),
		review_text(review, words[i - 1].start, word->end), NULL);
}

/* The first word of an answer, when the notice says the same right before it. */
static void find_twice_across(struct review *review)
{
	const struct token *first = &review->words.items[0];
	const char *text = review->passage->text;
	size_t start = review->stretch->start, size = size_of(first);
	bool apart = start > 0 && text[start - 1] == ' ';
	if (!apart || first->start != start || first->code || start < size + 1 || may_stand_twice(review, first))
		return;
	const struct token before = {.start = start - 1 - size, .end = start - 1};
	bool whole = before.start == 0 || text[before.start - 1] == ' ';
	if (whole && same_word(review, &before, first))
		review_report(review, O_TYPING_TWICE_ACROSS, first->start, first->end, NULL, review_text(review, first->start, first->end), NULL);
}

/* ---- a and an ---- */

static bool has_letter(const char *letters, char c)
{
	return c && strchr(letters, c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

/* Does a word want the second article, by its sound? */
static bool wants_second(const struct proof_articles *articles, const char *word, size_t size)
{
	if (proof_list_fits(&articles->takes_second, word, size))
		return true;
	if (proof_list_fits(&articles->takes_first, word, size))
		return false;
	bool spelt_out = word_case(word, size) == CASE_ALL || size == 1; /* read letter by letter */
	if (!spelt_out && size > 2 && word[1] == '-')
		spelt_out = true;                                            /* e-mail, x-ray */
	return has_letter(spelt_out ? articles->letters : articles->vowels, word[0]);
}

static void find_article(struct review *review, size_t i)
{
	const struct proof_articles *articles = review->language ? &review->language->articles : NULL;
	const struct token *words = review->words.items, *word = &words[i];
	if (i == 0 || !articles || !articles->first || !word->joined)
		return;
	const char *before = text_of(review, &words[i - 1]), *text = text_of(review, word);
	size_t size = size_of(&words[i - 1]);
	bool first = proof_fits(articles->first, before, size), second = proof_fits(articles->second, before, size);
	if ((!first && !second) || size > 2 || (size == 2 && word_case(before, 2) == CASE_ALL))
		return;
	if (first && *before == 'A' && !words[i - 1].begins)
		return; /* "part A is" */
	bool plain = word->code ? (*text >= '0' && *text <= '9') : (unsigned char)*text < 0x80;
	if (!plain)
		return;
	bool wanted = word->code ? *text == '8' || (size_of(word) >= 2 && strncmp(text, "11", 2) == 0 && size_of(word) == 2) ||
		(size_of(word) == 2 && strncmp(text, "18", 2) == 0) : wants_second(articles, text, size_of(word));
	if (wanted == second)
		return;
	const char *right = wanted ? articles->second : articles->first;
	const char *fixed = arena_printf(&review->spelling->arena, "%c%s", *before == 'A' ? 'A' : right[0], right + 1);
	review_report(review, O_TYPING_ARTICLE, words[i - 1].start, words[i - 1].end, fixed,
		review_text(review, words[i - 1].start, words[i - 1].end),
		review_text(review, word->start, word->end), right, NULL);
}

/* ---- a full stop without space ---- */

static void find_stop(struct review *review, size_t i)
{
	const struct token *words = review->words.items, *word = &words[i];
	const char *text = review->passage->text;
	if (i == 0 || word->code || words[i - 1].code || word->start != words[i - 1].end + 1 || !strchr(".!?", text[words[i - 1].end]))
		return;
	size_t size = size_of(word), before = size_of(&words[i - 1]);
	enum word_case form = word_case(text + word->start, size);
	char last = text[words[i - 1].end - 1];
	bool lower_before = before > 1 && last >= 'a' && last <= 'z';
	if (!lower_before || (form != CASE_FIRST && !(form == CASE_ALL && size > 1)))
		return;
	const char *fixed = arena_printf(&review->spelling->arena, "%.*s %.*s", (int)(before + 1), text + words[i - 1].start, (int)size,
		text + word->start);
	review_report(review, O_TYPING_STOP, words[i - 1].start, word->end, fixed, review_text(review, words[i - 1].start, word->end), fixed,
		NULL);
}

/* ---- two wordings in one ---- */

static void find_slash(struct review *review, size_t i)
{
	const struct token *words = review->words.items, *word = &words[i];
	const char *text = review->passage->text;
	if (i == 0 || word->code || words[i - 1].code || word->start != words[i - 1].end + 1 || text[words[i - 1].end] != '/')
		return;
	size_t start = words[i - 1].start, size = word->end - start;
	bool letters = word_case(text + start, size_of(&words[i - 1])) != CASE_ALL && word_case(text_of(review, word), size_of(word)) != CASE_ALL;
	bool allowed = review->language && proof_list_fits(&review->language->slashes, text + start, size);
	if (letters && !allowed)
		review_report(review, O_TYPING_SLASH, start, word->end, NULL, review_text(review, start, word->end), NULL);
}

/* ---- rules ---- */

/* What stands at a place of a rule. */
enum stands { STANDS_WORD, STANDS_NOTHING /* the end, or punctuation */, STANDS_MORE /* of the passage, which is not to be read */ };

/* What stands beyond the first or the last word of the stretch. */
static enum stands beyond(const struct review *review, const struct token *word, long step)
{
	const char *text = review->passage->text;
	size_t at = step < 0 ? word->start : word->end, size = review->passage->size;
	while (step < 0 ? at > 0 && text[at - 1] == ' ' : at < size && text[at] == ' ')
		at = step < 0 ? at - 1 : at + 1;
	bool more = step < 0 ? at > 0 && is_letter(text[at - 1]) : at < size && is_letter(text[at]);
	return more ? STANDS_MORE : STANDS_NOTHING;
}

/* The word step places from the one at i, if nothing but white space is between them. */
static enum stands neighbour(const struct review *review, size_t i, long step, const struct token **word)
{
	const struct token *words = review->words.items;
	*word = NULL;
	for (long way = step < 0 ? -1 : 1; step; step -= way) {
		bool last = way < 0 ? i == 0 : i + 1 >= review->words.count;
		if (last)
			return beyond(review, &words[i], way);
		if (way > 0 ? !words[i + 1].joined : !words[i].joined)
			return STANDS_NOTHING;
		i = way < 0 ? i - 1 : i + 1;
	}
	*word = &words[i];
	return STANDS_WORD;
}

static bool fits_at(struct review *review, const struct proof_word *wanted, size_t i, long step, const struct token **word)
{
	enum stands stands = neighbour(review, i, step, word);
	bool fits = false;
	if (stands == STANDS_MORE)
		return false; /* nobody knows */
	buf_clear(&review->normal);
	if (*word)
		word_normal(&review->normal, text_of(review, *word), size_of(*word));
	for (size_t k = 0; k < wanted->count && !fits; k++) {
		bool nothing = strcmp(wanted->any[k], ".") == 0;
		fits = nothing ? stands == STANDS_NOTHING : *word && proof_fits(wanted->any[k], review->normal.s, review->normal.len);
	}
	return fits != wanted->negated;
}

static bool has_activity(const struct review *review, const struct proof_list *kinds)
{
	const struct value *activities = value_field(review->answers->root, "activities");
	for (size_t i = 0; kinds->count && activities && activities->state == VALUE_GIVEN && i < activities->count; i++) {
		const struct value *kind = value_field(&activities->items[i], "is");
		if (kind && value_is_given(kind) && proof_list_has(kinds, kind->text))
			return true;
	}
	return false;
}

static void try_rule(struct review *review, const struct proof_rule *rule, size_t i)
{
	size_t start = SIZE_MAX, end = 0;
	for (size_t k = 0; k < rule->count; k++) {
		const struct token *word;
		if (!fits_at(review, &rule->words[k], i, (long)k - (long)rule->anchor, &word))
			return;
		if (rule->words[k].marked && word) {
			start = word->start < start ? word->start : start;
			end = word->end;
		}
	}
	if (start == SIZE_MAX || has_activity(review, &rule->unless))
		return;
	const char *instead = rule->instead, *text = review->passage->text + start;
	if (instead && *text >= 'A' && *text <= 'Z' && *instead >= 'a' && *instead <= 'z')
		instead = arena_printf(&review->spelling->arena, "%c%s", *instead - 'a' + 'A', instead + 1);
	review_report(review, O_TYPING_RULE, start, end, instead, rule->says, rule->fix, NULL);
}

static void find_rules(struct review *review, size_t i)
{
	const struct proof_language *language = review->language;
	const struct proof_anchor *anchor = review->words.items[i].facts->anchor;
	const char *word = anchor ? anchor->word : NULL;
	for (; anchor && anchor < language->anchors + language->anchor_count && strcmp(anchor->word, word) == 0; anchor++)
		try_rule(review, anchor->rule, i);
}

/* ---- brackets and quotation marks ---- */

struct pair {
	const char *open, *close;
};
static const struct pair pairs[] = {
	{"(", ")"}, {"[", "]"}, {"{", "}"}, {"\xE2\x80\x9C", "\xE2\x80\x9D"}, {"\xC2\xAB", "\xC2\xBB"},
};
enum { PAIR_COUNT = sizeof pairs / sizeof *pairs, DEEPEST = 16 };

struct open_pair {
	size_t pair, at;
};

static bool could_pair(char c)
{
	return (c & 0x80) || c == '(' || c == ')' || c == '[' || c == ']' || c == '{' || c == '}';
}

static bool stands_at(const char *text, const char *mark)
{
	return strncmp(text, mark, strlen(mark)) == 0;
}

/* A clause is looked through with the answers in it, which have been looked through by themselves. */
static bool is_of_stretch(const struct review *review, size_t at)
{
	for (const struct stretch *s = review->passage->stretches; s < review->passage->stretches + review->passage->stretch_count; s++)
		if (at >= s->start && at < s->end)
			return s->kind == review->stretch->kind;
	return false;
}

static void report_open(struct review *review, const struct open_pair *open)
{
	const struct pair *pair = &pairs[open->pair];
	if (is_of_stretch(review, open->at))
		review_report(review, O_TYPING_OPEN, open->at, open->at + strlen(pair->open), NULL, pair->open, pair->close, NULL);
}

/* A list of its own: "a)", "1)", ":)" close nothing and are meant so. */
static bool is_numbering(const char *text, size_t start, size_t at)
{
	size_t from = at;
	while (from > start && text[from - 1] != ' ')
		from--;
	return at - from <= 2;
}

static void report_close(struct review *review, size_t pair, size_t start, size_t at)
{
	bool numbering = pair == 0 && is_numbering(review->passage->text, start, at);
	if (!numbering && is_of_stretch(review, at))
		review_report(review, O_TYPING_CLOSE, at, at + strlen(pairs[pair].close), NULL, pairs[pair].close, pairs[pair].open, NULL);
}

/* The part of the passage in which brackets have to be paired: an answer; a clause as a whole, once. */
static bool paired_part(const struct review *review, size_t *start, size_t *end)
{
	const struct stretch *first = review->passage->stretches;
	*start = review->stretch->start;
	*end = review->stretch->end;
	if (review->stretch->kind == STRETCH_ANSWER)
		return true;
	while (first->kind != STRETCH_CLAUSE)
		first++;
	*start = 0;
	*end = review->passage->size;
	return first == review->stretch;
}

static void find_pairs(struct review *review)
{
	const char *text = review->passage->text;
	struct open_pair open[DEEPEST];
	size_t depth = 0, start, end;
	if (!paired_part(review, &start, &end))
		return;
	for (size_t at = start; at < end; at++)
		for (size_t i = 0; i < PAIR_COUNT && could_pair(text[at]); i++) {
			if (stands_at(text + at, pairs[i].open) && depth < DEEPEST) {
				open[depth++] = (struct open_pair){i, at};
			} else if (stands_at(text + at, pairs[i].close)) {
				size_t level = depth;
				while (level > 0 && open[level - 1].pair != i)
					level--;
				if (!level)
					report_close(review, i, start, at);
				for (; level && depth > level; depth--)
					report_open(review, &open[depth - 1]);
				depth -= level > 0;
			}
		}
	for (size_t i = 0; i < depth; i++)
		report_open(review, &open[i]);
}

/* Straight quotation marks come in pairs. */
static void find_quotes(struct review *review)
{
	const char *text = review->passage->text;
	size_t count = 0, last = 0, start, end;
	if (!paired_part(review, &start, &end))
		return;
	for (size_t at = start; at < end; at++)
		if (text[at] == '"' && !(at > start && text[at - 1] >= '0' && text[at - 1] <= '9')) {
			count++;
			last = at;
		}
	if (count % 2 && is_of_stretch(review, last))
		review_report(review, O_TYPING_OPEN, last, last + 1, NULL, "\"", "\"", NULL);
}

/* ---- what editing left ---- */

static bool residue_at(const struct review *review, const char *residue, size_t at)
{
	const char *text = review->passage->text;
	size_t size = strlen(residue);
	if (at + size > review->stretch->end || !proof_fits(residue, text + at, size))
		return false;
	bool joined_before = at > 0 && is_letter(residue[0]) && is_letter(text[at - 1]);
	bool joined_behind = at + size < review->passage->size && is_letter(residue[size - 1]) && is_letter(text[at + size]);
	return !joined_before && !(joined_behind && is_letter(residue[0]));
}

/* To the bracket that closes it, if one does. */
static size_t residue_end(const struct review *review, size_t at, size_t size)
{
	const char *text = review->passage->text;
	const char *close = text[at] == '[' ? memchr(text + at, ']', review->stretch->end - at) : NULL;
	return close ? (size_t)(close + 1 - text) : at + size;
}

static void find_residue(struct review *review)
{
	const struct proof_list *all = &review->proofing->residue;
	const char *text = review->passage->text;
	for (size_t at = review->stretch->start; at < review->stretch->end; at++) {
		size_t end = 0;
		if (!review->residue_starts[(unsigned char)text[at]] || (at > review->stretch->start && is_letter(text[at]) && is_letter(text[at - 1])))
			continue; /* inside a word nothing begins */
		for (size_t i = 0; i < all->count && !end; i++)
			if (residue_at(review, all->items[i], at))
				end = residue_end(review, at, strlen(all->items[i]));
		if (end) {
			review_report(review, O_TYPING_RESIDUE, at, end, NULL, review_text(review, at, end), NULL);
			at = end - 1;
		}
	}
}

/* ---- names ---- */

/* A capitalised name before the form of a company, which no answer holds. */
static void find_company(struct review *review, size_t i)
{
	const struct token *words = review->words.items;
	const char *text = review->passage->text;
	bool capital = i > 0 && !words[i].code && words[i].joined && words[i].facts->form != CASE_LOWER;
	if (!capital || !proof_list_fits(&review->proofing->forms, text + words[i].start, size_of(&words[i])))
		return;
	size_t first = i;
	bool known = true;
	while (first > 0 && words[first].joined && !words[first - 1].code && words[first - 1].facts->form != CASE_LOWER) {
		first--;
		buf_clear(&review->normal);
		word_normal(&review->normal, text_of(review, &words[first]), size_of(&words[first]));
		known = known && names_have(&review->names.words, review->normal.s, review->normal.len);
	}
	if (first < i && !known)
		review_report(review, O_SPELLING_NAME, words[first].start, words[i].end, NULL, review_text(review, words[first].start, words[i].end),
			NULL);
}

/* Is a word capitalised, and something that nobody here is called? */
static bool is_strange_name(struct review *review, const struct token *word)
{
	const char *text = text_of(review, word);
	size_t size = size_of(word);
	if (word->code || word->begins || word->facts->form != CASE_FIRST || size < 3)
		return false;
	buf_clear(&review->normal);
	word_normal(&review->normal, text, size);
	const struct proof_language *language = review->language;
	bool known = proof_list_has(&language->names, review->normal.s) || proof_list_has(&language->titles, review->normal.s) ||
		proof_list_has(&language->words, review->normal.s);
	return !known && !review_is_name(review, review->normal.s, review->normal.len);
}

/* Capitalised words in the middle of a sentence, all of them strange: the name of a product, left over. */
static size_t find_product(struct review *review, size_t i)
{
	const struct token *words = review->words.items;
	size_t end = i;
	while (end < review->words.count && is_strange_name(review, &words[end]) && (end == i || words[end].joined))
		end++;
	bool goes_on = end < review->words.count && words[end].joined && words[end].facts->form != CASE_LOWER;
	bool went_on = i > 0 && words[i].joined && words[i - 1].facts->form != CASE_LOWER;
	if (end - i >= 2 && !goes_on && !went_on)
		review_report(review, O_SPELLING_NAME, words[i].start, words[end - 1].end, NULL, review_text(review, words[i].start, words[end - 1].end),
			NULL);
	return end - i;
}

/* Does the text name a law or an authority? Then its other capitals are a part of that. */
static bool has_title(const struct review *review)
{
	for (size_t i = 0; i < review->words.count; i++) {
		const struct token *word = &review->words.items[i];
		if (word->facts->form != CASE_LOWER && proof_list_fits(&review->language->titles, text_of(review, word), size_of(word)))
			return true;
	}
	return false;
}

static size_t find_two_ways(struct review *review, size_t i)
{
	const char *right = NULL;
	size_t count = review->words.items[i].facts->form != CASE_LOWER ? names_two_ways(review, i, &right) : 0;
	if (!count)
		return 0;
	size_t start = review->words.items[i].start, end = review->words.items[i + count - 1].end;
	if (count == 1 && names_have(&review->own, review->passage->text + start, end - start))
		return 0;
	review_report(review, O_SPELLING_TWO_WAYS, start, end, right, review_text(review, start, end), right, NULL);
	return count;
}

void patterns_set_up(struct review *review)
{
	const struct proof_list *all = &review->proofing->residue;
	for (size_t i = 0; i < all->count; i++) {
		unsigned char c = (unsigned char)all->items[i][0];
		review->residue_starts[c] = true;
		if (c >= 'a' && c <= 'z')
			review->residue_starts[c - 'a' + 'A'] = true;
	}
}

void patterns_find(struct review *review)
{
	find_pairs(review);
	find_quotes(review);
	find_residue(review);
	if (!review->words.count)
		return;
	find_twice_across(review);
	for (size_t i = 0; i < review->words.count; i++) {
		find_twice(review, i);
		find_article(review, i);
		find_stop(review, i);
		find_slash(review, i);
		find_rules(review, i);
		find_company(review, i);
	}
	for (size_t i = 0, count; i < review->words.count; i += count ? count : 1)
		count = find_two_ways(review, i);
	bool products = review->language && !has_title(review);
	for (size_t i = 0, count; products && i < review->words.count; i += count ? count : 1)
		count = find_product(review, i);
}
