/*
 * The operator's words for all his notices: $XDG_CONFIG_HOME/noticesmith/words.LANG (else ~/.config/noticesmith/words.LANG), a word a line;
 * # begins a comment.
 */
#ifndef OUTPUTS_REVIEW_OWN_WORDS_H
#define OUTPUTS_REVIEW_OWN_WORDS_H

#include "base/diag.h"

#include <stdbool.h>

/* The file for a language ("en"), in arena. config_home, home: the variables XDG_CONFIG_HOME and HOME; NULL: nobody knows where, neither is an absolute path. */
const char *own_words_path(struct arena *arena, const char *config_home, const char *home, const char *language);
/* Its text, in arena; "" when there is no such file; NULL with a finding when it cannot be read. */
const char *own_words_read(struct arena *arena, const char *path, struct diags *diags);
/* Adds a word. False with a finding. */
bool own_words_add(struct arena *arena, const char *path, const char *word, struct diags *diags);
/* Takes one out; one that is not there is fine. False with a finding. */
bool own_words_remove(struct arena *arena, const char *path, const char *word, struct diags *diags);

#endif
