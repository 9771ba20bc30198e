#include "tui/theme.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

enum { BOLD = ATTR_BOLD, UNDERLINE = ATTR_UNDERLINE, REVERSE = ATTR_REVERSE }; /* as theme.def writes them */

static const struct {
	char letter;
	int8_t inks[SCHEME_MONO]; /* by scheme */
	uint8_t attributes, mono;
} roles[] = {
#define ROLE(id, letter, neutral, light, dark, attributes, mono) \
	[ROLE_##id] = {letter, {COLOUR_##neutral, COLOUR_##light, COLOUR_##dark}, attributes, mono},
#include "tui/theme.def"
#undef ROLE
};

struct appearance theme_look(enum scheme scheme, enum role role)
{
	if (scheme == SCHEME_MONO)
		return (struct appearance){COLOUR_OWN, roles[role].mono};
	return (struct appearance){roles[role].inks[scheme], roles[role].attributes};
}

char theme_letter(enum role role)
{
	return roles[role].letter;
}

/* COLORFGBG is "INK;GROUND" or "INK;...;GROUND", in numbers of the sixteen colours. */
static enum scheme ground(const char *colour_fgbg)
{
	const char *last = colour_fgbg ? strrchr(colour_fgbg, ';') : NULL;
	if (!last || !last[1])
		return SCHEME_NEUTRAL;
	char *end;
	long number = strtol(last + 1, &end, 10);
	if (*end || number < 0 || number > 15)
		return SCHEME_NEUTRAL;
	bool is_light = number == COLOUR_WHITE || number > COLOUR_BRIGHT;
	return is_light ? SCHEME_LIGHT : SCHEME_DARK;
}

bool theme_scheme(enum scheme *scheme, const char *theme, const char *no_color, const char *colour_fgbg)
{
	static const struct {
		const char *name;
		enum scheme scheme;
	} names[] = {{"light", SCHEME_LIGHT}, {"dark", SCHEME_DARK}, {"mono", SCHEME_MONO}};
	*scheme = ground(colour_fgbg);
	bool known = !theme || strcmp(theme, "auto") == 0;
	for (size_t i = 0; !known && i < sizeof names / sizeof *names; i++) {
		if (strcmp(theme, names[i].name) == 0) {
			*scheme = names[i].scheme;
			known = true;
		}
	}
	if (no_color && *no_color)
		*scheme = SCHEME_MONO;
	return known;
}
