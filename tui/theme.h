/*
 * What a cell is for (its role), and what that looks like. Whoever draws names roles, never colours; theme.def has one line for each.
 *
 * No role is told by colour alone: without colours, attributes and the marks drawn beside it say the same. The ground is always the
 * terminal's own.
 */
#ifndef TUI_THEME_H
#define TUI_THEME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum role {
#define ROLE(id, letter, neutral, light, dark, attributes, mono) ROLE_##id,
#include "tui/theme.def"
#undef ROLE
	ROLE_COUNT
};

enum emphasis { ATTR_BOLD = 1, ATTR_UNDERLINE = 2, ATTR_REVERSE = 4, ATTR_DIM = 8 };

/* neutral: readable on light and on dark ground, for terminals that do not say which they have */
enum scheme { SCHEME_NEUTRAL, SCHEME_LIGHT, SCHEME_DARK, SCHEME_MONO };

/* The sixteen colours of terminals; COLOUR_OWN: the terminal's own ink. */
enum colour {
	COLOUR_OWN = -1, COLOUR_BLACK, COLOUR_RED, COLOUR_GREEN, COLOUR_YELLOW, COLOUR_BLUE, COLOUR_MAGENTA, COLOUR_CYAN, COLOUR_WHITE,
	COLOUR_BRIGHT, /* added to one of those */
	COLOUR_BRIGHT_RED, COLOUR_BRIGHT_GREEN, COLOUR_BRIGHT_YELLOW, COLOUR_BRIGHT_BLUE, COLOUR_BRIGHT_MAGENTA, COLOUR_BRIGHT_CYAN,
	COLOUR_BRIGHT_WHITE
};

struct appearance {
	int8_t ink;         /* enum colour */
	uint8_t attributes; /* of enum emphasis */
};
struct appearance theme_look(enum scheme scheme, enum role role);

char theme_letter(enum role role); /* in dumps of a canvas; each role has its own */

/*
 * The scheme for a theme of the configuration: "auto", "light", "dark", "mono"; NULL is auto. Auto looks at colour_fgbg, what the
 * terminal says in COLORFGBG (may be NULL); no_color, the variable NO_COLOR, makes all mono when it is set and not empty.
 * False: no such theme; *scheme is that of auto.
 */
bool theme_scheme(enum scheme *scheme, const char *theme, const char *no_color, const char *colour_fgbg);
const char *theme_name(size_t i); /* of the themes; NULL after the last */

#endif
