/*
 * Libraries from folders: the built-in one from the source tree (for the generator and for tests), and overlays.
 */
#ifndef CLI_LIBRARY_LOAD_H
#define CLI_LIBRARY_LOAD_H

#include "outputs/library/library.h"

/*
 * Reads the built-in library from a source tree: DIR/questionnaire/{vocabularies,laws,questions,facts}/NAME.yaml and DIR/outputs/clauses/LANGUAGE/{NAME.md,sections.yaml,words.yaml}. Lives in arena.
 * NULL with findings of severity error or worse.
 */
const struct library *library_load(struct arena *arena, const char *dir, const char *language, struct diags *diags);

/* The library with the overlay in DIR (DIR/clauses/LANGUAGE/NAME.md) laid over it; base must outlive it. NULL with findings when it has mistakes or there is no such folder. */
const struct library *library_load_overlay(struct arena *arena, const struct library *base, const char *dir, struct diags *diags);

#endif
