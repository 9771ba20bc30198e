/* Is a word right? What dictionaries, lists and names say of it. */
#include "base/text.h"
#include "outputs/outputs_diags.h"
#include "outputs/review/spell_parts.h"

#include <string.h>

/* Did the operator say that it is right? */
static bool is_operators(const struct review *review, const char *word, size_t size)
{
	return names_have(&review->own, word, size) || names_have(&review->speller->variants->own, word, size);
}

static bool is_given(const struct review *review, const char *word, size_t size)
{
	return names_have(&review->names.words, word, size) || is_operators(review, word, size);
}

bool review_is_name(struct review *review, const char *word, size_t size)
{
	return is_given(review, word, size) || names_have(speller_vocabulary_names(review), word, size);
}

static bool in_lists(struct review *review, const char *word, size_t size)
{
	if (is_given(review, word, size))
		return true;
	const struct proof_language *language = review->language;
	if (!language)
		return false;
	if (size > 2 && strcmp(word + size - 2, "'s") == 0) {
		char bare[64];
		if (size - 2 < sizeof bare) {
			memcpy(bare, word, size - 2);
			bare[size - 2] = '\0';
			if (proof_list_has(&language->words, bare))
				return true;
		}
	}
	return proof_list_has(&language->words, word) || proof_list_has(&language->words, review->lower.s);
}

static bool knows(struct review *review, const char *word)
{
	return !review->lexicon || lexicon_knows(review->lexicon, word, review->diags);
}

/* Is a part of a word, or the whole, right? */
static bool is_right(struct review *review, const char *word, size_t size)
{
	struct buf part = BUF_INIT;
	buf_add(&part, word, size);
	bool right = in_lists(review, part.s, part.len) || knows(review, part.s);
	buf_release(&part);
	return right;
}

/* Joined by hyphens out of right words: GDPR-ready. */
static bool is_joined_right(struct review *review, const char *word)
{
	if (!strchr(word, '-'))
		return false;
	for (const char *part = word; *part;) {
		size_t size = strcspn(part, "-");
		if (size && !is_right(review, part, size))
			return false;
		part += size + (part[size] == '-');
	}
	return true;
}

/* "InformationYou": a capital inside, and right words on both sides. NULL: not so; else both apart. */
static const char *unglued(struct review *review, const char *word)
{
	for (size_t i = 2; word[i]; i++) {
		bool seam = word[i] >= 'A' && word[i] <= 'Z' && word[i - 1] >= 'a' && word[i - 1] <= 'z';
		if (seam && is_right(review, word, i) && is_right(review, word + i, strlen(word + i)))
			return arena_printf(&review->spelling->arena, "%.*s %s", (int)i, word, word + i);
	}
	return NULL;
}

/* How another variant calls itself, when the word is right there; NULL: in none. */
static const struct proof_dictionary *other_variant(struct review *review, const char *word)
{
	for (size_t i = 0; review->language && i < review->language->dictionary_count; i++) {
		const struct proof_dictionary *other = &review->language->dictionaries[i];
		if (other == review->dictionary || !other->called)
			continue;
		struct lexicon *lexicon = lexicons_get(&review->speller->lexicons, other->tag, other, true, review->diags);
		if (lexicon && lexicon_knows(lexicon, word, review->diags))
			return other;
	}
	return NULL;
}

static const char *in_case_of(struct review *review, const char *word, const char *like)
{
	if (like[0] < 'A' || like[0] > 'Z' || word[0] < 'a' || word[0] > 'z')
		return word;
	return arena_printf(&review->spelling->arena, "%c%s", word[0] - 'a' + 'A', word + 1);
}

static void report_variant(struct review *review, const struct token *word, const struct proof_dictionary *theirs, const char *right)
{
	const char *text = review_text(review, word->start, word->end),
		*called = review->dictionary->called ? review->dictionary->called : review->tag;
	struct spell_finding *finding = review_report(review, right ? O_SPELLING_VARIANT_AS : O_SPELLING_VARIANT, word->start, word->end, right,
		text, theirs->called,
		called, right, NULL);
	finding->word = true;
}

/* A word that is spelt otherwise in this variant, though its dictionary may know it. */
static bool check_variant(struct review *review, const struct token *word)
{
	const struct variants *variants = review->speller->variants;
	if (!review->dictionary || !review->dictionary->called)
		return false;
	const char *right = known_value(&variants->spelt, review->lower.s, review->lower.len);
	if (right) {
		const struct proof_dictionary *theirs = known_value(&variants->called, review->lower.s, review->lower.len);
		report_variant(review, word, theirs, in_case_of(review, right, review->normal.s));
		return true;
	}
	for (size_t i = 0; i < review->dictionary->swap_count; i++) {
		const struct proof_swap *swap = &review->dictionary->swaps[i];
		const char *at = strstr(review->lower.s, swap->from);
		if (!at || at == review->lower.s || proof_list_has(&review->language->either, review->lower.s))
			continue;
		const char *swapped = arena_printf(&review->spelling->arena, "%.*s%s%s", (int)(at - review->lower.s), review->lower.s, swap->to,
			at + strlen(swap->from));
		const struct proof_dictionary *theirs = review->lexicon && knows(review, swapped) ? other_variant(review, review->lower.s) : NULL;
		if (theirs) {
			report_variant(review, word, theirs, in_case_of(review, swapped, review->normal.s));
			return true;
		}
	}
	return false;
}

/* A name that the dictionary knows, in the middle of a sentence, and nothing else here does. */
static void check_leftover(struct review *review, const struct token *word)
{
	const struct buf *normal = &review->normal;
	if (word->begins || word_case(normal->s, normal->len) != CASE_FIRST || !review->language || !review->lexicon || strchr(normal->s, '-'))
		return;
	size_t size = normal->len;
	if (size > 2 && strcmp(normal->s + size - 2, "'s") == 0)
		size -= 2;
	char *bare = arena_strndup(&review->spelling->arena, normal->s, size);
	if (proof_list_has(&review->language->names, bare) || names_have(speller_vocabulary_names(review), bare, size) ||
		knows(review, review->lower.s))
		return;
	struct spell_finding *finding = review_report(review, O_SPELLING_NAME, word->start, word->end, NULL,
		review_text(review, word->start, word->end), NULL);
	finding->word = true;
}

static void report_unknown(struct review *review, const struct token *word)
{
	const char *text = review_text(review, word->start, word->end), *apart = unglued(review, review->normal.s);
	bool name = word_case(review->normal.s, review->normal.len) != CASE_LOWER && !word->begins;
	const struct proof_dictionary *theirs = apart || name ? NULL : other_variant(review, review->normal.s);
	struct spell_finding *finding;
	if (apart) {
		finding = review_report(review, O_SPELLING_GLUED, word->start, word->end, apart, text, apart, NULL);
	} else if (theirs && review->dictionary->called) {
		report_variant(review, word, theirs, NULL);
		return;
	} else {
		const char *near = word_case(review->normal.s, review->normal.len) != CASE_LOWER ? text_nearest(review->normal.s, names_candidate,
			&review->names.words) : NULL;
		finding = review_report(review, near ? O_SPELLING_NEAR : O_SPELLING, word->start, word->end, near, text, near, NULL);
	}
	finding->word = true;
}

/* Is the word right, also with the full stop behind it? */
static bool is_known(struct review *review, const struct token *word)
{
	const struct buf *normal = &review->normal;
	if (in_lists(review, normal->s, normal->len))
		return true;
	if (knows(review, normal->s))
		return true;
	if (word->stopped && knows(review, arena_printf(&review->spelling->arena, "%s.", normal->s)))
		return true;
	if (word_case(normal->s, normal->len) != CASE_LOWER && names_have(speller_vocabulary_names(review), normal->s, normal->len))
		return true;
	return is_joined_right(review, normal->s);
}

static void take_word(struct review *review, const struct token *word)
{
	buf_clear(&review->normal);
	buf_clear(&review->lower);
	word_normal(&review->normal, review->passage->text + word->start, word->end - word->start);
	word_lower(&review->lower, review->normal.s, review->normal.len);
}

/* Is it right in every notice, whatever the answers are? Only of words in lower case, of which nothing depends on their place. */
static bool is_right_anywhere(struct review *review)
{
	const struct proof_language *language = review->language;
	for (size_t i = 0; review->dictionary && i < review->dictionary->swap_count; i++)
		if (strstr(review->lower.s, review->dictionary->swaps[i].from))
			return false;
	if (!review->lexicon || known_has(&review->speller->variants->spelt, review->lower.s, review->lower.len))
		return false;
	return (language && proof_list_has(&language->words, review->lower.s)) || knows(review, review->normal.s);
}

/* Looks up what is known of each word of the stretch. */
void words_look_up(struct review *review)
{
	struct variants *variants = review->speller->variants;
	for (size_t i = 0; i < review->words.count; i++) {
		struct token *word = &review->words.items[i];
		const char *text = review->passage->text + word->start;
		size_t size = word->end - word->start;
		word->facts = known_value(&variants->facts, text, size);
		if (word->facts)
			continue;
		struct word_facts *facts = arena_alloc(&variants->arena, sizeof *facts);
		take_word(review, word);
		facts->form = word_case(text, size);
		facts->anchor = word->code ? NULL : known_value(&variants->anchors, review->lower.s, review->lower.len);
		facts->right = word->code || (size == 1 && (unsigned char)*text < 0x80) || (facts->form == CASE_LOWER && is_right_anywhere(review));
		known_add(&variants->facts, text, size, facts);
		word->facts = facts;
	}
}

void words_check(struct review *review, const struct token *word)
{
	if (word->facts->right || word->code)
		return;
	take_word(review, word);
	if (is_operators(review, review->normal.s, review->normal.len) || check_variant(review, word))
		return;
	if (!is_known(review, word))
		report_unknown(review, word);
	else if (!in_lists(review, review->normal.s, review->normal.len))
		check_leftover(review, word);
}
