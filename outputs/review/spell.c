#include "base/text.h"
#include "base/yaml.h"
#include "outputs/outputs_diags.h"
#include "outputs/review/spell_parts.h"

#include <stdarg.h>
#include <string.h>

void spelling_release(struct spelling *spelling)
{
	arena_release(&spelling->arena);
}

/* ---- findings ---- */

const char *review_text(struct review *review, size_t start, size_t end)
{
	return arena_strndup(&review->spelling->arena, review->passage->text + start, end - start);
}

static bool are_letters(char a, char b)
{
	return ((a >= 'a' && a <= 'z') || (a >= 'A' && a <= 'Z') || (a & 0x80)) &&
		((b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || (b & 0x80));
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
	words_look_up(review);
	patterns_find(review);
	for (size_t i = 0; i < review->words.count; i++)
		if (!is_covered(review->spelling, before, review->passage, &review->words.items[i]))
			words_check(review, &review->words.items[i]);
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
		.speller = speller, .library = library, .answers = answers, .proofing = library->proofing ? library->proofing : &none,
			.tag = document->language,
		.spelling = spelling, .diags = diags, .normal = BUF_INIT, .lower = BUF_INIT,
		.own = {.arena = &spelling->arena}, .originals = {.arena = &spelling->arena}, .seen = {.arena = &spelling->arena},
	};
	review.language = proofing_language(review.proofing, review.tag);
	review.dictionary = proofing_dictionary(review.proofing, review.tag);
	speller_prepare(&review);
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

size_t spell_suggest(struct speller *speller, const struct library *library, const struct answers *answers,
	const struct spell_finding *finding, struct arena *arena,
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
		const char *near = text_nearest(normal.s, names_candidate, &names.words);
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
