/*
 * Requirements: what a law wants a notice to say, as data in questionnaire/laws/LAW.yaml. This step holds ids and citations; the conditions under which they apply come with `check`.
 *
 *     law: gdpr
 *     title: General Data Protection Regulation (EU) 2016/679
 *     source: ...
 *     checked_on: 2026-11-21
 *     verified: true
 *     requirements:
 *       gdpr-13-1-a: {cite: GDPR Art. 13(1)(a), says: the name and contact details of the controller, verified: false (optional, as source and checked_on are)}
 */
#ifndef QUESTIONNAIRE_RULES_REQUIREMENT_H
#define QUESTIONNAIRE_RULES_REQUIREMENT_H

#include "base/source.h"

struct requirement {
	const char *id;
	const char *law;     /* id of its file */
	const char *cite;
	const char *says;
	const char *source, *checked_on;
	bool verified;
	struct pos pos;
};

struct requirements {
	const struct requirement *items; /* sorted by id (bytes) */
	size_t count;
};

bool requirements_read(struct arena *arena, const struct source_list *sources, struct requirements *requirements, struct diags *diags);
const struct requirement *requirement_find(const struct requirements *requirements, const char *id); /* NULL: none */
const char *requirement_nearest(const struct requirements *requirements, const char *id);

#endif
