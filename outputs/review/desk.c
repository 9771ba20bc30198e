#include "outputs/review/desk.h"

#include "base/text.h"
#include "outputs/notice.h"
#include "outputs/review/known.h"
#include "outputs/review/words.h"
#include "questionnaire/answers/change.h"

#include <stdlib.h>
#include <string.h>

enum deed_kind { DEED_CHANGE, DEED_IGNORE, DEED_OWN };

/* What can be taken back. */
struct deed {
	enum deed_kind kind;
	size_t place;      /* where the desk was */
	const char *key;   /* DEED_IGNORE: of the finding; DEED_OWN: the word */
	char *bytes;       /* DEED_CHANGE: the file before it; owned */
	size_t size;
	size_t ignored;    /* DEED_CHANGE: how many keys there were before it */
};

struct desk {
	struct speller *speller;
	const struct library *library;
	const char *file;
	int today;
	struct arena arena;        /* of the desk as a whole */
	struct buf bytes;
	/* the notice as it is now */
	struct answers *answers;
	struct document *document;
	struct spelling spelling;
	struct diags said;         /* its findings as diagnostics, one each */
	const char **keys;         /* one a finding: by which it is known again after a change */
	size_t at;
	struct arena shown;        /* of the finding that is up */
	const char *suggestions[DESK_SUGGESTIONS];
	size_t suggestion_count;
	bool suggested;
	/* what was done */
	const char **ignored;      /* keys */
	size_t ignored_count, ignored_capacity;
	struct deed *deeds;
	size_t deed_count, deed_capacity;
	const char *problem;
};

static const char in_its_file[] = "a clause is mended in its own file";

/* ---- reading ---- */

/* The same finding has the same key after the notice was read anew: kind, answer, text, and which of those that are alike it is. */
static void make_keys(struct desk *desk)
{
	struct spelling *spelling = &desk->spelling;
	struct known alike = {.arena = &spelling->arena};
	struct buf path = BUF_INIT;
	desk->keys = arena_calloc(&spelling->arena, spelling->count + 1, sizeof *desk->keys);
	for (size_t i = 0; i < spelling->count; i++) {
		const struct spell_finding *finding = &spelling->items[i];
		size_t number = 0;
		buf_clear(&path);
		if (finding->answer)
			value_path(&path, finding->answer);
		else
			buf_adds(&path, finding->clause->id);
		const char *key;
		do
			key = arena_printf(&desk->arena, "%s %s %s %zu", finding->kind->id, path.s, finding->text, number++);
		while (!known_add(&alike, key, strlen(key), NULL));
		desk->keys[i] = key;
	}
	buf_release(&path);
}

static void close_notice(struct desk *desk)
{
	spelling_release(&desk->spelling);
	desk->spelling = (struct spelling){.arena = ARENA_INIT};
	diags_release(&desk->said);
	diags_init(&desk->said);
	document_free(desk->document);
	answers_free(desk->answers);
	desk->document = NULL;
	desk->answers = NULL;
}

/* Reads the notice of these bytes in place of the present one; false with findings: the present one stays. */
static bool read_notice(struct desk *desk, const char *bytes, size_t size, struct diags *diags)
{
	struct diags own = DIAGS_INIT; /* what could be better about sound answers is left to build */
	struct answers *answers = answers_read(desk->library->schema, desk->file, bytes, size, &own);
	struct document *document = answers ? notice_compose(desk->library, answers, desk->today, &own) : NULL;
	for (size_t i = 0; !document && i < own.count; i++)
		if (own.items[i].kind->severity >= SEVERITY_ERROR)
			desk->problem = arena_strdup(&desk->arena, own.items[i].message);
	diags_release(&own);
	if (!document) {
		answers_free(answers);
		return false;
	}
	close_notice(desk);
	desk->answers = answers;
	desk->document = document;
	spell_check(desk->speller, desk->library, answers, document, &desk->spelling, diags);
	spelling_report(&desk->spelling, &desk->said);
	make_keys(desk);
	return true;
}

static void forget_shown(struct desk *desk)
{
	arena_release(&desk->shown);
	desk->suggested = false;
	desk->suggestion_count = 0;
}

static bool is_ignored(const struct desk *desk, size_t i)
{
	for (size_t k = 0; k < desk->ignored_count; k++)
		if (strcmp(desk->ignored[k], desk->keys[i]) == 0)
			return true;
	return false;
}

/* To the first at this place or behind it that nothing was done about. */
static void settle(struct desk *desk, size_t at)
{
	while (at < desk->spelling.count && is_ignored(desk, at))
		at++;
	desk->at = at < desk->spelling.count ? at : desk->spelling.count;
	forget_shown(desk);
}

struct desk *desk_new(struct speller *speller, const struct library *library, const char *file, const char *bytes, size_t size, int today,
	struct diags *diags)
{
	struct desk *desk = xcalloc(1, sizeof *desk);
	*desk = (struct desk){.speller = speller, .library = library, .today = today, .arena = ARENA_INIT, .bytes = BUF_INIT, .said = DIAGS_INIT,
		.shown = ARENA_INIT,
		.spelling = {.arena = ARENA_INIT}};
	desk->file = arena_strdup(&desk->arena, file);
	buf_add(&desk->bytes, bytes, size);
	if (read_notice(desk, desk->bytes.s, desk->bytes.len, diags)) {
		settle(desk, 0);
		return desk;
	}
	struct answers *answers = answers_read(library->schema, file, bytes, size, diags); /* says what is wrong */
	if (answers)
		document_free(notice_compose(library, answers, today, diags));
	answers_free(answers);
	desk_free(desk);
	return NULL;
}

void desk_free(struct desk *desk)
{
	if (!desk)
		return;
	close_notice(desk);
	for (size_t i = 0; i < desk->deed_count; i++)
		free(desk->deeds[i].bytes);
	free(desk->deeds);
	arena_release(&desk->shown);
	arena_release(&desk->arena);
	buf_release(&desk->bytes);
	free(desk);
}

/* ---- looking ---- */

const char *desk_bytes(const struct desk *desk, size_t *size)
{
	*size = desk->bytes.len;
	return desk->bytes.s;
}

const struct spell_finding *desk_finding(const struct desk *desk)
{
	return desk->at < desk->spelling.count ? &desk->spelling.items[desk->at] : NULL;
}

bool desk_is_ignored(const struct desk *desk)
{
	return desk_finding(desk) && is_ignored(desk, desk->at);
}

const char *desk_says(const struct desk *desk)
{
	return desk_finding(desk) ? desk->said.items[desk->at].message : NULL;
}

const char *desk_fix(const struct desk *desk)
{
	return desk_finding(desk) ? desk->said.items[desk->at].fix : NULL;
}

size_t desk_number(const struct desk *desk)
{
	return desk->at + 1;
}

size_t desk_count(const struct desk *desk)
{
	return desk->spelling.count;
}

size_t desk_left(const struct desk *desk)
{
	size_t left = 0;
	for (size_t i = 0; i < desk->spelling.count; i++)
		left += !is_ignored(desk, i);
	return left;
}

const char *desk_sentence(const struct desk *desk, size_t *start, size_t *end)
{
	const struct spell_finding *finding = desk_finding(desk);
	size_t first, behind;
	if (!finding)
		return NULL;
	passage_sentence(finding->passage, finding->start, finding->end, &first, &behind);
	*start = finding->start - first;
	*end = finding->end - first;
	return arena_strndup((struct arena *)&desk->shown, finding->passage->text + first, behind - first);
}

size_t desk_suggestions(struct desk *desk, const char *const **suggestions)
{
	const struct spell_finding *finding = desk_finding(desk);
	if (finding && !desk->suggested)
		desk->suggestion_count =
			spell_suggest(desk->speller, desk->library, desk->answers, finding, &desk->shown, desk->suggestions, DESK_SUGGESTIONS);
	desk->suggested = true;
	*suggestions = desk->suggestions;
	return finding ? desk->suggestion_count : 0;
}

const char *desk_problem(const struct desk *desk)
{
	return desk->problem;
}

/* ---- going ---- */

bool desk_next(struct desk *desk)
{
	if (desk->at >= desk->spelling.count)
		return false;
	settle(desk, desk->at + 1);
	return true;
}

bool desk_back(struct desk *desk)
{
	if (!desk->at)
		return false;
	desk->at--;
	forget_shown(desk);
	return true;
}

/* ---- steps ---- */

static struct deed *add_deed(struct desk *desk, enum deed_kind kind)
{
	if (desk->deed_count == desk->deed_capacity) {
		desk->deed_capacity = desk->deed_capacity ? 2 * desk->deed_capacity : 16;
		desk->deeds = xrealloc(desk->deeds, desk->deed_capacity * sizeof *desk->deeds);
	}
	struct deed *deed = &desk->deeds[desk->deed_count++];
	*deed = (struct deed){.kind = kind, .place = desk->at, .ignored = desk->ignored_count};
	return deed;
}

static void add_ignored(struct desk *desk, const char *key)
{
	desk->ignored = arena_grow(&desk->arena, desk->ignored, desk->ignored_count, &desk->ignored_capacity, sizeof *desk->ignored);
	desk->ignored[desk->ignored_count++] = key;
}

/* The answers with one changed; appended to bytes. */
static bool change(struct desk *desk, const struct change *changes, size_t count, struct buf *bytes)
{
	struct diags diags = DIAGS_INIT;
	bool changed = answers_change(desk->answers, changes, count, bytes, &diags);
	if (!changed && diags.count)
		desk->problem = arena_strdup(&desk->arena, diags.items[0].message);
	diags_release(&diags);
	return changed;
}

/* Another text for an answer, or for one item of a list. */
static bool set_text(struct desk *desk, const struct value *answer, const char *text, struct buf *bytes)
{
	const struct value *list = answer->question ? NULL : answer->parent, *whole = list ? list : answer;
	struct buf path = BUF_INIT;
	const char **values = xcalloc(list ? list->count : 1, sizeof *values);
	for (size_t i = 0; list && i < list->count; i++)
		values[i] = list->items[i].text;
	values[list ? (size_t)(answer - list->items) : 0] = text;
	value_path(&path, whole);
	bool done = change(desk, &(struct change){whole->suggested ? CHANGE_SUGGEST : CHANGE_SET, path.s, values, list ? list->count : 1}, 1,
		bytes);
	buf_release(&path);
	free(values);
	return done;
}

/* ---- in place ---- */

/* Letters, digits, spaces and hyphens inside: they mean themselves in every style of YAML. */
static bool is_harmless(const char *text)
{
	size_t size = strlen(text);
	for (size_t i = 0; i < size; i++) {
		char c = text[i];
		bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (c & 0x80);
		bool inner = (c == ' ' || c == '-' || c == '.') && i > 0 && i + 1 < size;
		if (!letter && !inner)
			return false;
	}
	return size && !strstr(text, "  ");
}

/* Does the answer of this path read so in these bytes? */
static bool reads_so(const struct desk *desk, const char *path, const struct value *item, const char *text, const struct buf *bytes)
{
	struct diags unsaid = DIAGS_INIT;
	struct answers *answers = answers_read(desk->library->schema, desk->file, bytes->s, bytes->len, &unsaid);
	const struct value *value = answers ? answers_find(answers, path, &unsaid) : NULL;
	if (value && item)
		value = (size_t)(item - item->parent->items) < value->count ? &value->items[item - item->parent->items] : NULL;
	bool same = value && value->text && strcmp(value->text, text) == 0;
	answers_free(answers);
	diags_release(&unsaid);
	return same;
}

/*
 * The words alone, where they stand in the file as they stand in the answer: then nothing else of it changes, neither quotes nor line
 * breaks. False: not so; then the answer has to be written anew.
 */
static bool replace_in_place(struct desk *desk, const struct spell_finding *finding, const char *with, const char *text, struct buf *bytes)
{
	const struct value *answer = finding->answer, *item = answer->question ? NULL : answer;
	const struct yaml *yaml = desk->answers->yaml;
	size_t size = finding->to - finding->from, start = yaml_origin(yaml, answer->node, finding->from);
	struct buf path = BUF_INIT;
	if (!is_harmless(with) || start + size > desk->bytes.len || memcmp(desk->bytes.s + start, answer->text + finding->from, size) != 0)
		return false;
	buf_add(bytes, desk->bytes.s, start);
	buf_adds(bytes, with);
	buf_add(bytes, desk->bytes.s + start + size, desk->bytes.len - start - size);
	value_path(&path, item ? item->parent : answer);
	bool done = reads_so(desk, path.s, item, text, bytes);
	if (!done)
		buf_clear(bytes);
	buf_release(&path);
	return done;
}

/* The text of the finding replaced in its answer; "" takes it out, with the space before it. */
static bool replace_in(struct desk *desk, const struct spell_finding *finding, const char *with, struct buf *bytes)
{
	if (!finding->answer) {
		desk->problem = in_its_file;
		return false;
	}
	const char *old = finding->answer->text;
	struct buf text = BUF_INIT;
	buf_add(&text, old, finding->from);
	if (!*with && text.len && text.s[text.len - 1] == ' ')
		buf_truncate(&text, text.len - 1);
	buf_adds(&text, with);
	buf_adds(&text, old + finding->to);
	bool done = replace_in_place(desk, finding, with, text.s, bytes) || set_text(desk, finding->answer, text.s, bytes);
	buf_release(&text);
	return done;
}

/* The new bytes become the present ones. */
static bool take(struct desk *desk, struct buf *bytes)
{
	struct diags unsaid = DIAGS_INIT; /* about dictionaries: said when the desk was opened */
	bool read = read_notice(desk, bytes->s, bytes->len, &unsaid);
	diags_release(&unsaid);
	if (!read)
		return false;
	buf_clear(&desk->bytes);
	buf_add(&desk->bytes, bytes->s, bytes->len);
	return true;
}

static void remember(struct desk *desk, char *before, size_t size)
{
	struct deed *deed = add_deed(desk, DEED_CHANGE);
	deed->bytes = before;
	deed->size = size;
}

/*
 * Ends a step that changes the file, if it could be made so far: the new bytes, released here, are taken and what was before is remembered.
 */
static bool finish(struct desk *desk, bool made, struct buf *bytes)
{
	size_t size = desk->bytes.len;
	char *before = xstrndup(desk->bytes.s, size);
	bool done = made && take(desk, bytes);
	if (done) {
		remember(desk, before, size);
		settle(desk, desk->at);
	} else {
		free(before);
	}
	buf_release(bytes);
	return done;
}

bool desk_replace(struct desk *desk, const char *with)
{
	const struct spell_finding *finding = desk_finding(desk);
	struct buf bytes = BUF_INIT;
	return finish(desk, finding && replace_in(desk, finding, with, &bytes), &bytes);
}

/* The first finding, from a place on, of this text and kind; the count: none. */
static size_t find_same(const struct desk *desk, const struct diag_kind *kind, const char *text)
{
	size_t i = 0;
	while (i < desk->spelling.count &&
		(desk->spelling.items[i].kind != kind || !desk->spelling.items[i].answer || strcmp(desk->spelling.items[i].text, text) != 0))
		i++;
	return i;
}

bool desk_replace_all(struct desk *desk, const char *with)
{
	const struct spell_finding *finding = desk_finding(desk);
	if (!finding)
		return false;
	const struct diag_kind *kind = finding->kind;
	const char *text = arena_strdup(&desk->arena, finding->text);
	size_t size = desk->bytes.len, most = 0;
	char *before = xstrndup(desk->bytes.s, size);
	bool done = finding->answer;
	for (size_t i = 0; i < desk->spelling.count; i++)
		most += desk->spelling.items[i].kind == kind && strcmp(desk->spelling.items[i].text, text) == 0;
	if (!done)
		desk->problem = in_its_file;
	for (size_t i; done && most-- > 0 && (i = find_same(desk, kind, text)) < desk->spelling.count;) {
		struct buf bytes = BUF_INIT;
		done = replace_in(desk, &desk->spelling.items[i], with, &bytes) && take(desk, &bytes);
		buf_release(&bytes);
	}
	if (desk->bytes.len != size || memcmp(desk->bytes.s, before, size) != 0)
		remember(desk, before, size);
	else
		free(before);
	settle(desk, desk->at);
	return done;
}

bool desk_edit(struct desk *desk, const char *text)
{
	const struct spell_finding *finding = desk_finding(desk);
	struct buf bytes = BUF_INIT;
	if (finding && !finding->answer)
		desk->problem = in_its_file;
	return finish(desk, finding && finding->answer && set_text(desk, finding->answer, text, &bytes), &bytes);
}

bool desk_ignore(struct desk *desk)
{
	if (!desk_finding(desk))
		return false;
	add_deed(desk, DEED_IGNORE)->key = desk->keys[desk->at];
	add_ignored(desk, desk->keys[desk->at]);
	settle(desk, desk->at);
	return true;
}

/* The word of the finding, as lists of words hold it: without a possessive. NULL: it is about no word. */
static const char *word_of(struct desk *desk)
{
	const struct spell_finding *finding = desk_finding(desk);
	struct buf normal = BUF_INIT;
	if (!finding || !finding->word) {
		desk->problem = "this is about no single word";
		return NULL;
	}
	word_normal(&normal, finding->text, strlen(finding->text));
	if (normal.len > 2 && strcmp(normal.s + normal.len - 2, "'s") == 0)
		buf_truncate(&normal, normal.len - 2);
	const char *word = arena_strdup(&desk->arena, normal.s);
	buf_release(&normal);
	return word;
}

bool desk_always(struct desk *desk)
{
	const char *word = word_of(desk);
	if (!word)
		return false;
	const struct value *words = value_field(desk->answers->root, "words");
	size_t count = words && words->state == VALUE_GIVEN ? words->count : 0;
	const char **values = xcalloc(count + 1, sizeof *values);
	struct buf bytes = BUF_INIT;
	for (size_t i = 0; i < count; i++)
		values[i] = words->items[i].text;
	values[count] = word;
	bool changed = change(desk, &(struct change){CHANGE_SET, "words", values, count + 1}, 1, &bytes);
	free(values);
	return finish(desk, changed, &bytes);
}

/* Reads the notice as it is once more: other words are known. */
static void read_again(struct desk *desk)
{
	struct buf same = BUF_INIT;
	buf_add(&same, desk->bytes.s, desk->bytes.len);
	take(desk, &same);
	buf_release(&same);
}

bool desk_own(struct desk *desk)
{
	const char *word = word_of(desk);
	if (!word)
		return false;
	add_deed(desk, DEED_OWN)->key = word;
	speller_learn(desk->speller, word);
	read_again(desk);
	settle(desk, desk->at);
	return true;
}

enum desk_undone desk_undo(struct desk *desk, const char **word)
{
	static const enum desk_undone undone[] = {[DEED_CHANGE] = DESK_CHANGE, [DEED_IGNORE] = DESK_IGNORED, [DEED_OWN] = DESK_OWN};
	if (!desk->deed_count)
		return DESK_NOTHING;
	struct deed deed = desk->deeds[--desk->deed_count];
	desk->ignored_count = deed.ignored;
	if (deed.kind == DEED_CHANGE) {
		struct buf before = BUF_INIT;
		buf_add(&before, deed.bytes, deed.size);
		take(desk, &before); /* it could be read then */
		buf_release(&before);
		free(deed.bytes);
	} else if (deed.kind == DEED_OWN) {
		speller_forget(desk->speller, deed.key);
		read_again(desk);
		if (word)
			*word = deed.key;
	}
	desk->at = deed.place;
	forget_shown(desk);
	return undone[deed.kind];
}
