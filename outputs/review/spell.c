#include "base/text.h"
#include "base/yaml.h"
#include "outputs/outputs_diags.h"
#include "outputs/review/spell_parts.h"

#include <stdarg.h>
#include <string.h>

/* What was prepared for the last library and language: most notices of a run share both. */
struct variants {
	struct arena arena;
	const struct library *library;
	const char *tag;
	struct known spelt;      /* words of other variants; value: how this one spells them */
	struct known called;     /* the same words; value: struct proof_dictionary of theirs */
	struct known names;      /* of vocabularies */
	bool named;              /* they have been collected */
	struct known own;        /* the operator's words for all his notices */
	struct known anchors;    /* words by which rules are looked up; value: the first struct proof_anchor of each */
	struct known facts;      /* words as typed; value: their struct word_facts */
};

void speller_init(struct speller *speller, const char *dictionary_path, const char *cache, const char *own)
{
	*speller = (struct speller){.own = BUF_INIT};
	buf_adds(&speller->own, own);
	lexicons_init(&speller->lexicons, dictionary_path, cache);
}

static void variants_free(struct variants *variants)
{
	if (!variants)
		return;
	struct arena arena = variants->arena; /* holds variants itself */
	arena_release(&arena);
}

void speller_release(struct speller *speller, bool leave)
{
	lexicons_save(&speller->lexicons);
	lexicons_release(&speller->lexicons, leave);
	variants_free(speller->variants);
	speller->variants = NULL;
	buf_release(&speller->own);
}

/* What was prepared knows the old list. */
static void forget_variants(struct speller *speller)
{
	variants_free(speller->variants);
	speller->variants = NULL;
}

void speller_learn(struct speller *speller, const char *word)
{
	if (speller->own.len && speller->own.s[speller->own.len - 1] != '\n')
		buf_addc(&speller->own, '\n');
	buf_addf(&speller->own, "%s\n", word);
	forget_variants(speller);
}

void speller_forget(struct speller *speller, const char *word)
{
	struct buf kept = BUF_INIT;
	size_t size = strlen(word);
	for (const char *line = speller->own.s; *line;) {
		size_t length = strcspn(line, "\n"), whole = length + (line[length] == '\n');
		if (length != size || memcmp(line, word, size) != 0)
			buf_add(&kept, line, whole);
		line += whole;
	}
	buf_release(&speller->own);
	speller->own = kept;
	forget_variants(speller);
}

void spelling_release(struct spelling *spelling)
{
	arena_release(&spelling->arena);
}

/* ---- preparing ---- */

/* Words of words.yaml that one variant spells otherwise than the library: "en-US.spell.organise: organize". */
static void collect_variant(struct variants *variants, const struct library *library, const struct proof_language *language, const struct word *word)
{
	for (size_t i = 0; i < language->dictionary_count; i++) {
		const struct proof_dictionary *dictionary = &language->dictionaries[i];
		size_t size = strlen(dictionary->tag);
		if (strncmp(word->id, dictionary->tag, size) != 0 || strncmp(word->id + size, ".spell.", 7) != 0)
			continue;
		const char *plain = word->id + size + 7, *theirs = word->text;
		bool ours = strcmp(dictionary->tag, variants->tag) == 0;
		const char *foreign = ours ? plain : theirs, *right = ours ? theirs : plain;
		if (strchr(foreign, ' ') || proof_list_has(&language->either, foreign) || (!ours && library_word(library, arena_printf(&variants->arena, "%s.spell.%s", dictionary->tag, theirs))))
			continue;
		known_add(&variants->spelt, foreign, strlen(foreign), right);
		/* what is not this variant's own is the other's: of two, the other one */
		const struct proof_dictionary *other = ours ? &language->dictionaries[i == 0 ? language->dictionary_count > 1 : 0] : dictionary;
		known_add(&variants->called, foreign, strlen(foreign), other);
	}
}

static void collect_own(struct variants *variants, const char *own)
{
	for (const char *line = own; line && *line;) {
		size_t size = strcspn(line, "\r\n");
		if (size && *line != '#')
			known_add(&variants->own, line, size, NULL);
		line += size;
		line += strspn(line, "\r\n");
	}
}

static struct variants *prepare(struct review *review)
{
	struct speller *speller = review->speller;
	struct variants *variants = speller->variants;
	if (variants && variants->library == review->library && strcmp(variants->tag, review->tag) == 0)
		return variants;
	variants_free(variants);
	struct arena arena = ARENA_INIT;
	variants = arena_alloc(&arena, sizeof *variants);
	variants->arena = arena;
	variants->library = review->library;
	variants->tag = arena_strdup(&variants->arena, review->tag);
	variants->spelt.arena = variants->called.arena = variants->names.arena = variants->own.arena = variants->anchors.arena = variants->facts.arena = &variants->arena;
	for (size_t i = 0; review->language && i < review->library->word_count; i++)
		collect_variant(variants, review->library, review->language, &review->library->words[i]);
	for (size_t i = 0; review->language && i < review->language->anchor_count; i++)
		known_add(&variants->anchors, review->language->anchors[i].word, strlen(review->language->anchors[i].word), &review->language->anchors[i]);
	collect_own(variants, speller->own.s);
	speller->variants = variants;
	return variants;
}

/* Names of vocabularies are collected when the first word is looked for among them. */
static const struct known *vocabulary_names(struct review *review)
{
	struct variants *variants = review->speller->variants;
	if (!variants->named)
		names_of_vocabularies(&variants->arena, variants->library, &variants->names);
	variants->named = true;
	return &variants->names;
}

/* ---- findings ---- */

const char *review_text(struct review *review, size_t start, size_t end)
{
	return arena_strndup(&review->spelling->arena, review->passage->text + start, end - start);
}

static bool are_letters(char a, char b)
{
	return ((a >= 'a' && a <= 'z') || (a >= 'A' && a <= 'Z') || (a & 0x80)) && ((b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || (b & 0x80));
}

/* The place of a text in a clause: the first in its body that is not a part of a longer word; else that of the body. */
static struct pos clause_pos(const struct clause *clause, const char *text)
{
	struct pos pos = clause->pos;
	size_t size = strlen(text);
	if (clause->piece_count)
		pos.line = clause->pieces[0].line;
	for (const char *at = strstr(clause->body, text); at; at = strstr(at + 1, text)) {
		if ((at > clause->body && are_letters(at[-1], at[0])) || are_letters(at[size - 1], at[size]))
			continue;
		const char *line = at;
		while (line > clause->body && line[-1] != '\n')
			line--;
		for (const char *c = clause->body; c < at; c++)
			pos.line += *c == '\n';
		pos.col = (int)text_count(line, (size_t)(at - line)) + 1;
		break;
	}
	return pos;
}

static void collect_originals(struct known *originals, const struct value *value)
{
	bool holds_more = value->kind == TYPE_RECORD || value->kind == TYPE_RECORDS || value->kind == TYPE_LIST;
	if (value->state != VALUE_GIVEN)
		return;
	if (value->node && !holds_more)
		known_add(originals, (const char *)&value->node, sizeof value->node, value);
	for (size_t i = 0; holds_more && i < value->count; i++)
		collect_originals(originals, &value->items[i]);
}

/* The answer that a fact repeats. */
static const struct value *original_of(struct review *review, const struct value *value)
{
	if (!review->originals.count)
		collect_originals(&review->originals, review->answers->root);
	const struct value *original = known_value(&review->originals, (const char *)&value->node, sizeof value->node);
	return original ? original : value;
}

static void place(struct review *review, struct spell_finding *finding)
{
	const struct stretch *stretch = review->stretch;
	if (stretch->kind == STRETCH_CLAUSE) {
		finding->clause = stretch->clause;
		finding->pos = clause_pos(stretch->clause, finding->text);
		return;
	}
	const struct yaml *yaml = review->answers->yaml;
	finding->answer = original_of(review, stretch->answer);
	finding->from = passage_source(review->passage, stretch, finding->start);
	finding->to = passage_source(review->passage, stretch, finding->end - 1) + 1;
	while (finding->to < strlen(finding->answer->text) && ((unsigned char)finding->answer->text[finding->to] & 0xC0) == 0x80)
		finding->to++;
	finding->pos = yaml_pos_at(yaml, yaml_origin(yaml, finding->answer->node, finding->from));
}

struct spell_finding *review_report(struct review *review, enum outputs_diag kind, size_t start, size_t end, const char *instead, ...)
{
	struct spelling *spelling = review->spelling;
	struct arena *arena = &spelling->arena;
	spelling->items = arena_grow(arena, spelling->items, spelling->count, &spelling->capacity, sizeof *spelling->items);
	struct spell_finding *finding = &spelling->items[spelling->count++];
	*finding = (struct spell_finding){
		.kind = &outputs_diags[kind], .text = review_text(review, start, end), .instead = instead ? arena_strdup(arena, instead) : NULL,
		.passage = review->passage, .start = start, .end = end,
	};
	va_list arguments;
	va_start(arguments, instead);
	const char *argument;
	for (size_t i = 0; i < 4 && (argument = va_arg(arguments, const char *)); i++)
		finding->arguments[i] = arena_strdup(arena, argument);
	va_end(arguments);
	place(review, finding);
	return finding;
}

void spelling_report(const struct spelling *spelling, struct diags *diags)
{
	struct buf path = BUF_INIT;
	for (size_t i = 0; i < spelling->count; i++) {
		const struct spell_finding *finding = &spelling->items[i];
		const char *const *a = finding->arguments;
		struct diag *diag = diag_add(diags, finding->kind, finding->pos, a[0], a[1], a[2], a[3], NULL);
		if (!finding->answer)
			continue;
		buf_clear(&path);
		value_path(&path, finding->answer);
		diag_set_where(diags, diag, path.s);
	}
	buf_release(&path);
}

/* ---- words ---- */

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
	return is_given(review, word, size) || names_have(vocabulary_names(review), word, size);
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

static const char *name_candidate(const void *context, size_t i)
{
	const struct known *names = context;
	return i < names->count ? names->words[i] : NULL;
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
	const char *text = review_text(review, word->start, word->end), *called = review->dictionary->called ? review->dictionary->called : review->tag;
	struct spell_finding *finding = review_report(review, right ? O_SPELLING_VARIANT_AS : O_SPELLING_VARIANT, word->start, word->end, right, text, theirs->called,
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
		const char *swapped = arena_printf(&review->spelling->arena, "%.*s%s%s", (int)(at - review->lower.s), review->lower.s, swap->to, at + strlen(swap->from));
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
	if (proof_list_has(&review->language->names, bare) || names_have(vocabulary_names(review), bare, size) || knows(review, review->lower.s))
		return;
	struct spell_finding *finding = review_report(review, O_SPELLING_NAME, word->start, word->end, NULL, review_text(review, word->start, word->end), NULL);
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
		const char *near = word_case(review->normal.s, review->normal.len) != CASE_LOWER ? text_nearest(review->normal.s, name_candidate, &review->names.words) : NULL;
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
	if (word_case(normal->s, normal->len) != CASE_LOWER && names_have(vocabulary_names(review), normal->s, normal->len))
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
static void find_facts(struct review *review)
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

static void check_word(struct review *review, const struct token *word)
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

/* ---- the notice ---- */

/* Was the same text of the same answer or clause read already? An answer may stand in several places. */
static bool was_read(struct review *review)
{
	const struct stretch *stretch = review->stretch;
	const void *const who[] = {stretch->answer ? stretch->answer->node : NULL, stretch->part, stretch->clause};
	struct buf key = BUF_INIT;
	buf_add(&key, (const char *)who, sizeof who);
	if (stretch->clause)
		buf_add(&key, review->passage->text + stretch->start, stretch->end - stretch->start);
	bool seen = !known_add(&review->seen, key.s, key.len, NULL);
	buf_release(&key);
	return seen;
}

/* A word that a pattern speaks of is not said to be unknown as well. */
static bool is_covered(const struct spelling *spelling, size_t from, const struct passage *passage, const struct token *word)
{
	for (size_t i = from; i < spelling->count; i++)
		if (spelling->items[i].passage == passage && spelling->items[i].start <= word->start && word->end <= spelling->items[i].end)
			return true;
	return false;
}

static void read_stretch(struct review *review)
{
	size_t before = review->spelling->count;
	if (was_read(review))
		return;
	words_find(&review->spelling->arena, review->passage->text, review->stretch->start, review->stretch->end, &review->words);
	find_facts(review);
	patterns_find(review);
	for (size_t i = 0; i < review->words.count; i++)
		if (!is_covered(review->spelling, before, review->passage, &review->words.items[i]))
			check_word(review, &review->words.items[i]);
}

/* words: [...] of the answers file */
static void collect_words(struct review *review)
{
	const struct value *words = value_field(review->answers->root, "words");
	struct buf normal = BUF_INIT;
	for (size_t i = 0; words && words->state == VALUE_GIVEN && i < words->count; i++) {
		const char *text = words->items[i].text;
		buf_clear(&normal);
		if (text)
			word_normal(&normal, text, strlen(text));
		known_add(&review->own, normal.s, normal.len, NULL);
	}
	buf_release(&normal);
}

void spell_check(struct speller *speller, const struct library *library, const struct answers *answers, const struct document *document,
	struct spelling *spelling, struct diags *diags)
{
	static const struct proofing none;
	*spelling = (struct spelling){.arena = ARENA_INIT};
	struct review review = {
		.speller = speller, .library = library, .answers = answers, .proofing = library->proofing ? library->proofing : &none, .tag = document->language,
		.spelling = spelling, .diags = diags, .normal = BUF_INIT, .lower = BUF_INIT,
		.own = {.arena = &spelling->arena}, .originals = {.arena = &spelling->arena}, .seen = {.arena = &spelling->arena},
	};
	review.language = proofing_language(review.proofing, review.tag);
	review.dictionary = proofing_dictionary(review.proofing, review.tag);
	prepare(&review);
	passages_find(&spelling->arena, library, document, &spelling->passages);
	if (spelling->passages.count) {
		review.lexicon = lexicons_get(&speller->lexicons, review.tag, review.dictionary, false, diags);
		names_collect(&spelling->arena, review.proofing, answers, &review.names);
		collect_words(&review);
		patterns_set_up(&review);
	}
	for (size_t i = 0; i < spelling->passages.count; i++) {
		review.passage = &spelling->passages.items[i];
		for (size_t k = 0; k < review.passage->stretch_count; k++) {
			review.stretch = &review.passage->stretches[k];
			if (review.stretch->kind != STRETCH_FIXED)
				read_stretch(&review);
		}
	}
	buf_release(&review.normal);
	buf_release(&review.lower);
}

/* ---- suggestions ---- */

static void suggest(const char **suggestions, size_t *count, size_t limit, const char *word)
{
	for (size_t i = 0; i < *count; i++)
		if (strcmp(suggestions[i], word) == 0)
			return;
	if (*count < limit)
		suggestions[(*count)++] = word;
}

size_t spell_suggest(struct speller *speller, const struct library *library, const struct answers *answers, const struct spell_finding *finding, struct arena *arena,
	const char **suggestions, size_t limit)
{
	enum { MOST = 16 };
	const struct value *language = value_field(value_field(answers->root, "notice"), "language");
	const char *tag = language && value_is_given(language) ? language->text : library->language, *found[MOST];
	struct names names = {.company_count = 0};
	struct diags unsaid = DIAGS_INIT; /* checking said it */
	struct buf normal = BUF_INIT;
	size_t count = 0;
	if (finding->instead)
		suggest(suggestions, &count, limit, finding->instead);
	if (finding->word) {
		word_normal(&normal, finding->text, strlen(finding->text));
		names_collect(arena, library->proofing, answers, &names);
		const char *near = text_nearest(normal.s, name_candidate, &names.words);
		if (near)
			suggest(suggestions, &count, limit, near);
		struct lexicon *lexicon = lexicons_get(&speller->lexicons, tag, proofing_dictionary(library->proofing, tag), true, &unsaid);
		size_t more = lexicon ? lexicon_suggest(lexicon, arena, normal.s, found, limit < MOST ? limit : MOST, &unsaid) : 0;
		for (size_t i = 0; i < more; i++)
			suggest(suggestions, &count, limit, found[i]);
	}
	buf_release(&normal);
	diags_release(&unsaid);
	return count;
}
