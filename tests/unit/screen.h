/*
 * Screens in memory: compared with text files in tests/screens/, which `make screens` writes anew, and widgets driven by keys.
 */
#ifndef TESTS_UNIT_SCREEN_H
#define TESTS_UNIT_SCREEN_H

#include "tui/widgets/widget.h"

/* Compares a canvas, its roles and its cursor with tests/screens/NAME.txt. With UPDATE_SCREENS in the environment that file is written. */
void assert_screen(const struct canvas *canvas, const char *name);
/* The same of its text alone. */
void assert_screen_text(const struct canvas *canvas, const char *name);

/* A widget under test, of any kind. */
struct driven {
	void *widget;
	unsigned (*update)(void *widget, struct input input);
	enum place (*place)(const void *widget);
};
/* Sends keys by name ("Down Alt-U x"); with ' in front a word is typed letter by letter ('Frank). Returns the effects of all together. */
unsigned press(const struct driven *driven, const char *keys);
unsigned paste(const struct driven *driven, const char *text, size_t size);
/* Types a text, code point by code point; the effects of all together. */
unsigned type_text(const struct driven *driven, const char *text);

#endif
