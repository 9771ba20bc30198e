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

enum theme { THEME_AUTO, THEME_LIGHT, THEME_DARK, THEME_MONO, THEME_COUNT };
static const char *const theme_names[] = {"auto", "light", "dark", "mono"};

const char *theme_name(size_t i)
{
	return i < THEME_COUNT ? theme_names[i] : NULL;
}

bool theme_scheme(enum scheme *scheme, const char *theme, const char *no_color, const char *colour_fgbg)
{
	static const enum scheme schemes[] = {[THEME_LIGHT] = SCHEME_LIGHT, [THEME_DARK] = SCHEME_DARK, [THEME_MONO] = SCHEME_MONO};
	size_t chosen = THEME_AUTO;
	while (theme && chosen < THEME_COUNT && strcmp(theme, theme_names[chosen]) != 0)
		chosen++;
	*scheme = no_color && *no_color ? SCHEME_MONO : chosen % THEME_COUNT == THEME_AUTO ? ground(colour_fgbg) : schemes[chosen];
	return chosen < THEME_COUNT;
}
