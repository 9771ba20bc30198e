/*
 * The built-in library from the source tree, for the generator and for tests. Overlays: overlay_load.h.
 */
#ifndef CLI_LIBRARY_LOAD_H
#define CLI_LIBRARY_LOAD_H

#include "outputs/library/library.h"

/*
 * Reads the built-in library from a source tree: DIR/questionnaire/{vocabularies,laws,questions,facts}/NAME.yaml and DIR/outputs/clauses/LANGUAGE/{NAME.md,sections.yaml,words.yaml}. Lives in arena.
 * NULL with findings of severity error or worse.
 */
const struct library *library_load(struct arena *arena, const char *dir, const char *language, struct diags *diags);

#endif
