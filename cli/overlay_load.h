/*
 * Overlays: a folder whose files change a library.
 *
 *     README.md                      for people; README and README.txt, too
 *     clauses/LANGUAGE/NAME.md       clauses replaced, added, deleted (outputs/library/clause.h)
 *     clauses/LANGUAGE/words.yaml    words replaced (outputs/library/library.h)
 *     questions/NAME.yaml            texts of questions replaced (questionnaire/schema/schema_overlay.h)
 *     vocabularies/NAME.yaml         entries replaced and added (questionnaire/vocabularies/vocabulary.h)
 *
 * Any of it may be missing. A YAML file that holds nothing but comments says nothing. Names that begin with '.' are passed over; any
 * other file or folder is a finding: an error when its name is nearly one of these, since then something that was meant to count would
 * not, else a warning.
 */
#ifndef CLI_OVERLAY_LOAD_H
#define CLI_OVERLAY_LOAD_H

#include "base/digest.h"
#include "outputs/library/library.h"

/*
 * The library with the overlay in DIR laid over it; base must outlive it. Lives in arena. NULL with findings when the overlay has
 * mistakes or there is no such folder.
 */
const struct library *overlay_load(struct arena *arena, const struct library *base, const char *dir, struct diags *diags);
/* The same; *digest is that of all files that count, with their names as findings say them. */
const struct library *overlay_load_digested(struct arena *arena, const struct library *base, const char *dir, struct digest *digest, struct diags *diags);

#endif
