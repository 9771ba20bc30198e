#include "tui/keys.h"

#include "base/mem.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

static const struct {
	const char *name;
	unsigned places;
	const char *keys, *hint, *help;
} actions[] = {
	[ACTION_NONE] = {"", 0, "", "", ""},
#define ACTION(id, name, places, keys, hint, help) [ACTION_##id] = {name, places, keys, hint, help},
#include "tui/keys.def"
#undef ACTION
};

const char *action_name(enum action action)
{
	return actions[action].name;
}

const char *action_hint(enum action action)
{
	return actions[action].hint;
}

const char *action_help(enum action action)
{
	return actions[action].help;
}

bool action_works(enum action action, enum place place)
{
	return actions[action].places & 1u << place;
}

bool place_has_text(enum place place)
{
	return place == PLACE_FIELD || place == PLACE_AREA || place == PLACE_FILTER;
}

/* Names of keys */

static const struct {
	const char *name;
	int key;
} names[] = {
	{"Enter", K_ENTER}, {"Tab", K_TAB}, {"Esc", K_ESC}, {"Backspace", K_BACKSPACE}, {"Delete", K_DELETE}, {"Insert", K_INSERT}, {"Up", K_UP},
	{"Down", K_DOWN}, {"Left", K_LEFT}, {"Right", K_RIGHT}, {"Home", K_HOME}, {"End", K_END}, {"PageUp", K_PAGE_UP}, {"PageDown", K_PAGE_DOWN},
	{"Space", ' '},
};
static const struct {
	const char *name;
	int bit;
} modifiers[] = {{"Ctrl-X ", K_CTRL_X}, {"Ctrl-", K_CTRL}, {"Alt-", K_ALT}, {"Shift-", K_SHIFT}};
enum { NAMES = sizeof names / sizeof *names, MODIFIERS = sizeof modifiers / sizeof *modifiers };

void key_add_name(struct buf *buf, int key)
{
	for (size_t i = 0; i < MODIFIERS; i++)
		if (key & modifiers[i].bit)
			buf_adds(buf, modifiers[i].name);
	bool held = key & (K_CTRL | K_ALT);
	key &= ~K_MODIFIERS;
	if (key > K_F0 && key <= K_LAST) {
		buf_addf(buf, "F%d", key - K_F0);
		return;
	}
	for (size_t i = 0; i < NAMES; i++) {
		if (names[i].key == key) {
			buf_adds(buf, names[i].name);
			return;
		}
	}
	bool letter = held && key >= 'a' && key <= 'z';
	text_add_char(buf, (uint32_t)(letter ? key - 'a' + 'A' : key));
}

static bool same_word(const char *word, size_t size, const char *name)
{
	for (size_t i = 0; i < size; i++)
		if (!name[i] || (word[i] | 0x20) != (name[i] | 0x20))
			return false;
	return name[size] == '\0';
}

/* The key without what is held with it. */
static int plain_key(const char *name, size_t size)
{
	for (size_t i = 0; i < NAMES; i++)
		if (same_word(name, size, names[i].name))
			return names[i].key;
	if (size >= 2 && size <= 3 && (*name | 0x20) == 'f') {
		char *end;
		char digits[3] = {0};
		memcpy(digits, name + 1, size - 1);
		long number = strtol(digits, &end, 10);
		if (!*end && number >= 1 && number <= 12 && digits[0] >= '1')
			return K_F0 + (int)number;
	}
	if (text_invalid(name, size) || text_count(name, size) != 1)
		return K_NONE;
	char one[8] = {0};
	memcpy(one, name, size);
	size_t length;
	return (int)text_char(one, &length);
}

/* What a terminal sends for Ctrl with a character: some are keys of their own. */
static int with_ctrl(int key)
{
	if (key >= 'A' && key <= 'Z')
		key += 'a' - 'A';
	switch (key) {
	case 'h': return K_BACKSPACE;
	case 'i': return K_TAB;
	case 'm': return K_ENTER;
	case '[': return K_ESC;
	case '/':
	case '7': return K_CTRL | '_';
	default: break;
	}
	bool possible = (key >= 'a' && key <= 'z') || key == ' ' || (key >= '\\' && key <= '_') || key >= K_FIRST;
	return possible ? K_CTRL | key : K_NONE;
}

int key_of_name(const char *name, size_t size)
{
	int held = 0;
	for (size_t i = 1; i < MODIFIERS; i++) { /* in the order in which they are written */
		size_t length = strlen(modifiers[i].name);
		if (size > length && same_word(name, length, modifiers[i].name)) {
			held |= modifiers[i].bit;
			name += length;
			size -= length;
		}
	}
	int key = size ? plain_key(name, size) : K_NONE;
	if (key == K_NONE || (held & K_SHIFT && key < K_FIRST) || (held & K_ALT && key == '[')) /* Alt-[ begins the sequences of other keys */
		return K_NONE;
	if (held & K_ALT && key >= 'A' && key <= 'Z')
		key += 'a' - 'A';
	if (!(held & K_CTRL))
		return held | key;
	int ctrl = with_ctrl(key);
	return ctrl == K_NONE ? K_NONE : (held & ~K_CTRL) | ctrl;
}

/* The key map */

/* One of several keys, as it is written. */
struct key_word {
	int key;         /* those behind Ctrl-X are one with it; K_NONE: it is none */
	size_t at, size;
};

/* Reads the one from byte `from` on. False: there are no more. */
static bool next_key(const char *keys, size_t from, struct key_word *word)
{
	*word = (struct key_word){.at = from};
	int prefix = 0;
	for (size_t at = from;;) {
		at += strspn(keys + at, " \t");
		size_t size = strcspn(keys + at, " \t");
		if (!prefix)
			word->at = at;
		word->size = at + size - word->at;
		int key = size ? key_of_name(keys + at, size) : K_NONE;
		if (key != (K_CTRL | 'x') || prefix) {
			word->key = key == K_NONE ? K_NONE : prefix | key;
			return size || prefix;
		}
		prefix = K_CTRL_X;
		at += size;
	}
}

static void add_binding(struct keymap *map, enum action action, int key)
{
	if (map->count == map->capacity) {
		map->capacity = map->capacity ? 2 * map->capacity : 128;
		map->bindings = xrealloc(map->bindings, map->capacity * sizeof *map->bindings);
	}
	map->bindings[map->count++] = (struct key_binding){key, action};
}

static void add_bindings(struct keymap *map, enum action action, const char *keys)
{
	struct key_word word = {0};
	while (next_key(keys, word.at + word.size, &word))
		add_binding(map, action, word.key);
}

void keymap_init(struct keymap *map)
{
	*map = (struct keymap){0};
	for (enum action action = ACTION_NONE + 1; action < ACTION_COUNT; action++)
		add_bindings(map, action, actions[action].keys);
}

void keymap_release(struct keymap *map)
{
	free(map->bindings);
	*map = (struct keymap){0};
}

static bool acts_at(int key, enum place place)
{
	return !(key_is_text(key) && place_has_text(place));
}

/* Whether a key has two meanings somewhere. */
static bool collide(int key, enum action a, enum action b)
{
	for (enum place place = 0; place < PLACE_COUNT; place++)
		if (action_works(a, place) && action_works(b, place) && acts_at(key, place))
			return true;
	return false;
}

enum action action_of_name(const char *name)
{
	for (enum action action = ACTION_NONE + 1; action < ACTION_COUNT; action++)
		if (strcmp(actions[action].name, name) == 0)
			return action;
	return ACTION_NONE;
}

/* What else a key of an action would do; ACTION_NONE: nothing. */
static enum action taken_by(const struct keymap *map, enum action action, int key)
{
	for (size_t i = 0; i < map->count; i++)
		if (map->bindings[i].key == key && map->bindings[i].action != action && collide(key, map->bindings[i].action, action))
			return map->bindings[i].action;
	return ACTION_NONE;
}

static bool works_in_text(enum action action)
{
	for (enum place place = 0; place < PLACE_COUNT; place++)
		if (place_has_text(place) && action_works(action, place))
			return true;
	return false;
}

static bool are_keys(const struct keymap *map, enum action action, const char *keys, struct key_fault *fault)
{
	struct key_word word = {0};
	size_t count = 0;
	bool only_text = works_in_text(action);
	for (; next_key(keys, word.at + word.size, &word); count++) {
		enum action other = word.key == K_NONE ? ACTION_NONE : taken_by(map, action, word.key);
		if (word.key == K_NONE || other != ACTION_NONE) {
			*fault = (struct key_fault){other == ACTION_NONE ? KEYS_UNKNOWN : KEYS_TAKEN, other, word.at, word.size};
			return false;
		}
		only_text &= key_is_text(word.key);
	}
	*fault = (struct key_fault){.kind = count ? KEYS_ONLY_TEXT : KEYS_NONE};
	return count && !only_text;
}

void keymap_unbind(struct keymap *map, enum action action)
{
	size_t kept = 0;
	for (size_t i = 0; i < map->count; i++)
		if (map->bindings[i].action != action)
			map->bindings[kept++] = map->bindings[i];
	map->count = kept;
}

bool keymap_bind(struct keymap *map, enum action action, const char *keys, struct key_fault *fault)
{
	if (!are_keys(map, action, keys, fault))
		return false;
	keymap_unbind(map, action);
	add_bindings(map, action, keys);
	return true;
}

enum action keymap_action(const struct keymap *map, enum place place, bool *prefix, int key)
{
	bool was_prefix = *prefix;
	*prefix = !was_prefix && key == (K_CTRL | 'x');
	if (*prefix)
		return ACTION_NONE;
	if (was_prefix)
		key |= K_CTRL_X;
	if (!acts_at(key, place))
		return ACTION_NONE;
	for (size_t i = 0; i < map->count; i++)
		if (map->bindings[i].key == key && action_works(map->bindings[i].action, place))
			return map->bindings[i].action;
	return ACTION_NONE;
}

/* Lists of keys */

void keymap_add_keys(struct buf *buf, const struct keymap *map, enum action action)
{
	const char *between = "";
	for (size_t i = 0; i < map->count; i++) {
		if (map->bindings[i].action == action) {
			buf_adds(buf, between);
			key_add_name(buf, map->bindings[i].key);
			between = ", ";
		}
	}
}

void keymap_add_first_key(struct buf *buf, const struct keymap *map, enum action action, enum place place)
{
	for (size_t i = 0; i < map->count && action_works(action, place); i++) {
		if (map->bindings[i].action == action && acts_at(map->bindings[i].key, place)) {
			key_add_name(buf, map->bindings[i].key);
			return;
		}
	}
}

static const struct {
	const char *title;
	enum action first;
} parts[] = {
	{"Going about", ACTION_ACCEPT}, {"Answers", ACTION_UNKNOWN}, {"Text", ACTION_LEFT}, {"Lists and pages", ACTION_UP},
	{"The program", ACTION_SAVE},
};
enum { PARTS = sizeof parts / sizeof *parts };

static enum action part_end(size_t part)
{
	return part + 1 < PARTS ? parts[part + 1].first : ACTION_COUNT;
}

enum { NAME_AT = 2, KEYS_AT = 20, HELP_AT = 49, HELP_WIDTH = 80 }; /* columns */

static void fill_to(struct buf *buf, size_t line, size_t column)
{
	for (size_t width = text_width(buf->s + line, buf->len - line); width < column; width++)
		buf_addc(buf, ' ');
}

static void add_help_line(struct buf *buf, const struct keymap *map, enum action action)
{
	size_t line = buf->len;
	fill_to(buf, line, NAME_AT);
	buf_adds(buf, actions[action].name);
	fill_to(buf, line, KEYS_AT);
	keymap_add_keys(buf, map, action);
	bool fits = text_width(buf->s + line, buf->len - line) < HELP_AT;
	if (fits)
		fill_to(buf, line, HELP_AT);
	else
		buf_addc(buf, '\n');
	struct buf help = BUF_INIT;
	text_add_wrapped(&help, actions[action].help, HELP_AT, HELP_WIDTH);
	buf_adds(buf, help.s + (fits ? HELP_AT : 0));
	buf_release(&help);
}

void keymap_add_help(struct buf *buf, const struct keymap *map)
{
	for (size_t part = 0; part < PARTS; part++) {
		buf_addf(buf, "%s%s\n", part ? "\n" : "", parts[part].title);
		for (enum action action = parts[part].first; action < part_end(part); action++)
			add_help_line(buf, map, action);
	}
}

/* Words of mdoc's input: what would be an escape, a minus sign, or the end of a sentence there is written otherwise. */
static void add_mdoc(struct buf *buf, const char *text)
{
	for (const char *p = text; *p; p++) {
		bool begins = p == text || p[-1] == ' ';
		if (begins && strchr(".,:;()[]?!|", *p))
			buf_adds(buf, "\\&");
		if (*p == '\\')
			buf_adds(buf, "\\e");
		else if (*p == '-')
			buf_adds(buf, "\\-");
		else
			buf_addc(buf, *p);
	}
}

/* Each on a line of its own, as mdoc wants them. */
static void add_sentences(struct buf *buf, const char *text)
{
	for (const char *end; (end = strstr(text, ". ")); text = end + 2)
		buf_addf(buf, "%.*s\n", (int)(end + 1 - text), text);
	buf_addf(buf, "%s\n", text);
}

void keymap_add_manual(struct buf *buf, const struct keymap *map)
{
	struct buf keys = BUF_INIT;
	for (size_t part = 0; part < PARTS; part++) {
		buf_addf(buf, ".Ss %s\n.Bl -tag -width Ds\n", parts[part].title);
		for (enum action action = parts[part].first; action < part_end(part); action++) {
			buf_clear(&keys);
			keymap_add_keys(&keys, map, action);
			buf_adds(buf, ".It \\&");
			add_mdoc(buf, keys.s);
			buf_addf(buf, " Pq Cm %s\n", actions[action].name);
			add_sentences(buf, actions[action].help);
		}
		buf_adds(buf, ".El\n");
	}
	buf_release(&keys);
}
