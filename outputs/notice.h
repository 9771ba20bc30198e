/*
 * The front door: answers in, notice out, in every format.
 */
#ifndef OUTPUTS_NOTICE_H
#define OUTPUTS_NOTICE_H

#include "outputs/compose/compose.h"

enum notice_format { NOTICE_MARKDOWN, NOTICE_HTML, NOTICE_FRAGMENT, NOTICE_PLAIN, NOTICE_JSON, NOTICE_FORMAT_COUNT };

/* "md", "html", "fragment", "txt", "json": write.h says what they are. */
const char *notice_format_name(enum notice_format format);
/* How the file's name ends, of a finished notice or a draft, of a whole or a short one: ".md", ".short.fragment.draft.html". */
const char *notice_format_ending(enum notice_format format, bool in_short, bool draft);
/* The format of that name, or NOTICE_FORMAT_COUNT. */
enum notice_format notice_format_find(const char *name);

/* Derives facts and composes. today: YYYYMMDD. Must be freed by document_free. NULL with a finding when there are no clauses for the notice's language. */
struct document *notice_compose(const struct library *library, const struct answers *answers, int today, struct diags *diags);
/* The same of the short notice: its first layer alone. */
struct document *notice_compose_short(const struct library *library, const struct answers *answers, int today, struct diags *diags);
/* The same with a trace, for `why` (compose.h). */
struct document *notice_compose_traced(const struct library *library, const struct answers *answers, int today, struct diags *diags);
void notice_write(struct buf *out, const struct document *document, enum notice_format format);

#endif
