#include "tui/term_keys.h"

#include <stdio.h>

/* "\033[1;5D" is Ctrl-Left, "\033[19;2~" Shift-F8: a final letter or a number, and the modifiers in between. */
static const struct {
	int number;  /* 1 for those with a letter of their own */
	char letter;
	int key;
} keypad[] = {
	{1, 'A', K_UP}, {1, 'B', K_DOWN}, {1, 'C', K_RIGHT}, {1, 'D', K_LEFT}, {1, 'H', K_HOME}, {1, 'F', K_END},
	{1, 'P', K_F0 + 1}, {1, 'Q', K_F0 + 2}, {1, 'R', K_F0 + 3}, {1, 'S', K_F0 + 4},
	{1, '~', K_HOME}, {2, '~', K_INSERT}, {3, '~', K_DELETE}, {4, '~', K_END}, {5, '~', K_PAGE_UP}, {6, '~', K_PAGE_DOWN}, {7, '~', K_HOME},
	{8, '~', K_END}, {11, '~', K_F0 + 1}, {12, '~', K_F0 + 2}, {13, '~', K_F0 + 3}, {14, '~', K_F0 + 4}, {15, '~', K_F0 + 5},
	{17, '~', K_F0 + 6}, {18, '~', K_F0 + 7}, {19, '~', K_F0 + 8}, {20, '~', K_F0 + 9}, {21, '~', K_F0 + 10},
	{23, '~', K_F0 + 11}, {24, '~', K_F0 + 12},
};
enum { KEYPAD = sizeof keypad / sizeof *keypad, PLAIN_FORMS = 2, MODIFIERS = 8 };

/* Plain keys come after CSI and, those with a letter, after SS3. */
static bool plain(size_t i, char sequence[16], int *key)
{
	size_t at = i / PLAIN_FORMS;
	bool is_ss3 = i % PLAIN_FORMS;
	*key = keypad[at].key;
	if (keypad[at].letter == '~')
		snprintf(sequence, 16, "\033[%d~", keypad[at].number); /* twice the same does no harm */
	else
		snprintf(sequence, 16, "\033%c%c", is_ss3 ? 'O' : '[', keypad[at].letter);
	return true;
}

bool term_sequence(size_t i, char sequence[16], int *key)
{
	if (i < KEYPAD * PLAIN_FORMS)
		return plain(i, sequence, key);
	i -= KEYPAD * PLAIN_FORMS;
	if (i >= KEYPAD * (MODIFIERS - 1))
		return i == KEYPAD * (MODIFIERS - 1) && snprintf(sequence, 16, "\033[Z") > 0 && (*key = K_SHIFT | K_TAB);
	size_t at = i / (MODIFIERS - 1);
	int held = (int)(i % (MODIFIERS - 1)) + 1; /* a set of bits, sent as one more */
	snprintf(sequence, 16, "\033[%d;%d%c", keypad[at].number, held + 1, keypad[at].letter);
	*key = keypad[at].key | (held & 1 ? K_SHIFT : 0) | (held & 2 ? K_ALT : 0) | (held & 4 ? K_CTRL : 0);
	return true;
}

static int control_key(unsigned char byte)
{
	switch (byte) {
	case '\t': return K_TAB;
	case '\r': return K_ENTER;
	case '\b':
	case 0x7F: return K_BACKSPACE;
	case 0: return K_CTRL | ' ';
	default: break;
	}
	if (byte <= 26)
		return K_CTRL | (byte + 'a' - 1);
	return K_CTRL | (byte + '@'); /* ^\ ^] ^^ ^_ */
}

int term_byte(struct term_bytes *bytes, unsigned char byte)
{
	int alt = bytes->alt ? K_ALT : 0;
	if (byte == 0x1B) {
		bytes->inside = false;
		bytes->alt = true;
		return alt ? K_ESC : K_NONE; /* of two the first is the key; the second may be one, or Alt */
	}
	if (byte < 0x20 || byte == 0x7F) {
		*bytes = (struct term_bytes){0};
		return control_key(byte) | alt;
	}
	if (!bytes->inside)
		bytes->state = (mbstate_t){0};
	wchar_t c;
	size_t length = mbrtowc(&c, (const char *)&byte, 1, &bytes->state);
	if (length == (size_t)-2) {
		bytes->inside = true;
		return K_NONE;
	}
	bool begun = bytes->inside;
	bytes->inside = false;
	if (length == (size_t)-1) /* the byte may be the first of another character */
		return begun ? term_byte(bytes, byte) : K_NONE;
	bytes->alt = false;
	if (alt && c >= 'A' && c <= 'Z')
		c += 'a' - 'A';
	return c >= 0x80 && c < 0xA0 ? K_NONE : (int)c | alt;
}
