#include "tests/unit/spell_spoil.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

const char *const spoil_names[SPOIL_COUNT] = {
	"letters transposed", "letter dropped", "letter doubled", "letter replaced", "letter inserted", "words glued", "wrong homophone",
		"a for an", "word twice",
	"no space after stop", "other English", "another company", "company otherwise", "can not", "bracket", "residue", "slash form",
};

enum { MOST = 4096 };

/* Words of letters in a text, apart by spaces and punctuation. */
struct spot {
	size_t start, end;
};

static size_t find_spots(const char *text, struct spot *spots)
{
	size_t count = 0;
	for (size_t i = 0; text[i] && count < MOST;) {
		size_t start = i;
		while (isalpha((unsigned char)text[i]))
			i++;
		bool before = start == 0 || text[start - 1] == ' ', behind = !text[i] || strchr(" .,;:)", text[i]);
		bool inner = text[i] && text[i] != ' ' && text[i + 1] && text[i + 1] != ' '; /* example.com */
		if (i > start && before && behind && !inner)
			spots[count++] = (struct spot){start, i};
		if (i == start)
			i++;
		else
			while (text[i] && text[i] != ' ')
				i++;
	}
	return count;
}

static bool is_lower(const char *text, const struct spot *spot, size_t least)
{
	for (size_t i = spot->start; i < spot->end; i++)
		if (!islower((unsigned char)text[i]))
			return false;
	return spot->end - spot->start >= least;
}

/* Writes text with bytes start to end replaced. */
static bool put(struct buf *out, const char *text, size_t from, size_t to, const char *instead, size_t *start, size_t *end)
{
	buf_add(out, text, from);
	*start = out->len;
	buf_adds(out, instead);
	*end = out->len;
	buf_adds(out, text + to);
	return true;
}

/* ---- what a dictionary can see ---- */

static bool spoil_word(struct random *random, enum spoil kind, const char *text, const struct spot *spot, struct buf *out, size_t *start,
	size_t *end)
{
	struct buf word = BUF_INIT;
	size_t size = spot->end - spot->start, at = 1 + draw(random, (uint32_t)size - 2);
	const char *old = text + spot->start;
	char letter = (char)('a' + draw(random, 26));
	if (kind == SPOIL_TRANSPOSE && old[at] == old[at + 1])
		return false;
	buf_add(&word, old, at);
	switch (kind) {
	case SPOIL_TRANSPOSE:
		buf_addc(&word, old[at + 1]);
		buf_addc(&word, old[at]);
		buf_add(&word, old + at + 2, size - at - 2);
		break;
	case SPOIL_DROP: buf_add(&word, old + at + 1, size - at - 1); break;
	case SPOIL_DOUBLE:
		buf_addc(&word, old[at]);
		buf_add(&word, old + at, size - at);
		break;
	case SPOIL_REPLACE:
		buf_addc(&word, letter);
		buf_add(&word, old + at + 1, size - at - 1);
		break;
	default:
		buf_addc(&word, letter);
		buf_add(&word, old + at, size - at);
		break;
	}
	bool changed = strlen(word.s) != size || strncmp(word.s, old, size) != 0;
	if (changed)
		put(out, text, spot->start, spot->end, word.s, start, end);
	buf_release(&word);
	return changed;
}

/* ---- what it cannot ---- */

static const char *const homophones[][2] = {
	{"your", "you're"}, {"their", "there"}, {"there", "their"}, {"its", "it's"}, {"than", "then"}, {"then", "than"}, {"whose", "who's"},
		{"to", "too"}, {"to", "two"},
	{"affect", "effect"}, {"effect", "affect"}, {"effects", "affects"}, {"advice", "advise"}, {"advise", "advice"},
		{"principles", "principals"}, {"personal", "personnel"},
	{"accept", "except"}, {"except", "accept"}, {"access", "excess"}, {"right", "write"}, {"rights", "writes"}, {"write", "right"},
		{"whether", "weather"}, {"site", "cite"},
	{"ensure", "insure"}, {"role", "roll"}, {"by", "buy"}, {"no", "know"}, {"know", "no"}, {"here", "hear"}, {"for", "four"},
		{"where", "were"}, {"were", "where"},
	{"lose", "loose"}, {"whole", "hole"}, {"past", "passed"}, {"sent", "cent"}, {"council", "counsel"}, {"buy", "by"}, {"week", "weak"},
		{"from", "form"}, {"form", "from"},
};

static const char *const variants[][2] = { /* British, American */
	{"authorised", "authorized"}, {"behaviour", "behavior"}, {"organise", "organize"}, {"analyse", "analyze"},
		{"personalised", "personalized"},
	{"recognise", "recognize"}, {"centre", "center"}, {"favourite", "favorite"}, {"fulfil", "fulfill"}, {"colour", "color"},
		{"customise", "customize"},
	{"defence", "defense"}, {"honour", "honor"}, {"anonymised", "anonymized"}, {"organisation", "organization"}, {"summarise", "summarize"},
		{"unauthorised", "unauthorized"},
	{"neighbour", "neighbor"}, {"jewellery", "jewelry"}, {"enrolment", "enrollment"}, {"monetise", "monetize"}, {"optimise", "optimize"},
		{"travelled", "traveled"},
};

static const char *const companies[] = {
	"Rentall", "Contoso", "Initech", "Globex Corporation", "Johnson", "Marlborough", "Wellington", "Delta Freight Ltd", "Sunrise Media Inc",
		"Asterix GmbH", "Bellweather",
	"Hamilton", "Kensington", "Northwind Traders", "Umbrella Foods AB", "Victoria", "Fabrikam", "Lincoln", "Tailspin Toys", "Melbourne",
};

static const char *const residues[] = {
	"[insert name]", "TODO", "[your company]", "lorem ipsum", "TBD", "XXX", "[date]", "{{company}}", "[company name]", "<your address>",
		"???", "&nbsp;",
};

static const char *other_of(const char *const pairs[][2], size_t count, int from, const char *word, size_t size, struct random *random)
{
	size_t first = draw(random, (uint32_t)count);
	for (size_t i = 0; i < count; i++) {
		const char *const *pair = pairs[(first + i) % count];
		if (strlen(pair[from]) == size && memcmp(pair[from], word, size) == 0)
			return pair[!from];
	}
	return NULL;
}

static const char *one_of(const char *const *all, size_t count, struct random *random)
{
	return all[draw(random, (uint32_t)count)];
}
#define ONE_OF(all) one_of(all, sizeof(all) / sizeof *(all), random)
#define COUNT(all) (sizeof(all) / sizeof *(all))

/* Puts a word before the one at spot. */
static bool put_before(struct buf *out, const char *text, const struct spot *spot, const char *word, size_t *start, size_t *end)
{
	put(out, text, spot->start, spot->start, word, start, end);
	char *rest = strdup(out->s + *end);
	buf_truncate(out, *end);
	buf_addc(out, ' ');
	buf_adds(out, rest);
	free(rest);
	return true;
}

/* The company's name, as somebody in a hurry writes it. */
static bool put_name(struct random *random, const char *text, const struct spot *spot, const char *company, struct buf *out, size_t *start,
	size_t *end)
{
	char *name = strdup(company), *space = strchr(name, ' ');
	uint32_t way = draw(random, 3);
	if (space && way == 0)
		memmove(space, space + 1, strlen(space));
	else if (space && way == 1)
		*space = '-';
	else
		for (char *c = name; *c; c++)
			*c = (char)toupper((unsigned char)*c);
	bool changed = strcmp(name, company) != 0 && put_before(out, text, spot, name, start, end);
	free(name);
	return changed;
}

static bool spoil_at(struct random *random, enum spoil kind, const char *text, const struct spot *spots, size_t count, size_t i,
	bool american,
	const char *company, struct buf *out, size_t *start, size_t *end)
{
	const struct spot *spot = &spots[i];
	const char *word = text + spot->start, *other;
	size_t size = spot->end - spot->start;
	bool next = i + 1 < count && spots[i + 1].start == spot->end + 1;
	switch (kind) {
	case SPOIL_GLUE:
		return next && is_lower(text, spot, 3) && is_lower(text, &spots[i + 1], 3) && put(out, text, spot->end, spot->end + 1, "", start, end) &&
			(*start = spot->start, *end = spots[i + 1].end - 1, true);
	case SPOIL_HOMOPHONE:
		other = other_of(homophones, COUNT(homophones), 0, word, size, random);
		return other && put(out, text, spot->start, spot->end, other, start, end);
	case SPOIL_ARTICLE:
		if (size == 1 && *word == 'a')
			return next && put(out, text, spot->start, spot->end, "an", start, end);
		return size == 2 && strncmp(word, "an", 2) == 0 && next && put(out, text, spot->start, spot->end, "a", start, end);
	case SPOIL_TWICE: {
		char copy[64];
		bool fits = is_lower(text, spot, 2) && size < sizeof copy && i > 0 && next && strncmp(word, "that", 4) != 0 &&
			strncmp(word, "had", 3) != 0;
		if (!fits)
			return false;
		memcpy(copy, word, size);
		copy[size] = '\0';
		return put_before(out, text, spot, copy, start, end) && (*end += size + 1, true);
	}
	case SPOIL_STOP:
		return size > 1 && word[size] == '.' && word[size + 1] == ' ' && isupper((unsigned char)word[size + 2]) && is_lower(text, spot, 2) &&
			put(out, text, spot->end, spot->end + 2, ".", start, end) && (*start = spot->start, *end += 1, true);
	case SPOIL_VARIANT:
		other = other_of(variants, COUNT(variants), !american ? 0 : 1, word, size, random);
		if (other)
			return put(out, text, spot->start, spot->end, other, start, end);
		return i > 0 && is_lower(text, spot, 3) && chance(random, 20) &&
			put_before(out, text, spot, variants[draw(random, COUNT(variants))][american ? 0 : 1], start, end);
	case SPOIL_COMPANY:
		return i > 0 && next && is_lower(text, spot, 4) && put_before(out, text, spot, ONE_OF(companies), start, end);
	case SPOIL_TWO_WAYS:
		return i > 0 && is_lower(text, spot, 3) && put_name(random, text, spot, company, out, start, end);
	case SPOIL_CANNOT:
		if (size == 6 && strncmp(word, "cannot", 6) == 0)
			return put(out, text, spot->start, spot->end, "can not", start, end);
		return i > 0 && is_lower(text, spot, 4) && put_before(out, text, spot, "can not", start, end);
	case SPOIL_BRACKET:
		return next && is_lower(text, spot, 4) && put(out, text, spot->start, spot->start, chance(random, 50) ? "(" : "[", start, end);
	case SPOIL_RESIDUE:
		return i > 0 && is_lower(text, spot, 2) && put_before(out, text, spot, ONE_OF(residues), start, end);
	case SPOIL_SLASH:
		if (size == 3 && strncmp(word, "and", 3) == 0)
			return put(out, text, spot->start, spot->end, "and/or", start, end);
		return is_lower(text, spot, 4) && put(out, text, spot->end, spot->end, "/employee", start, end) && (*start = spot->start, true);
	default:
		return is_lower(text, spot, 4) && spoil_word(random, kind, text, spot, out, start, end);
	}
}

bool spoil_text(struct random *random, enum spoil kind, const char *text, bool american, const char *company, struct buf *spoilt,
	size_t *start, size_t *end)
{
	static struct spot spots[MOST];
	size_t count = find_spots(text, spots);
	size_t first = count ? draw(random, (uint32_t)count) : 0;
	for (size_t i = 0; i < count; i++)
		if (spoil_at(random, kind, text, spots, count, (first + i) % count, american, company, spoilt, start, end))
			return true;
	return false;
}
