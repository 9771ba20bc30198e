/*
 * Reading library files: maps with known keys out of YAML. Vocabularies, requirements, questions and facts are all read with these few
 * functions, so that they complain in the same words: unknown key (with the nearest), missing key, wrong type, no value, a tag where none
 * belongs.
 *
 * Everything handed out is copied into the reader's arena: nothing points into the YAML tree, so that a library can outlive its files and
 * be written as constant tables.
 */
#ifndef QUESTIONNAIRE_TYPES_FIELDS_H
#define QUESTIONNAIRE_TYPES_FIELDS_H

#include "base/source.h"
#include "base/yaml.h"
#include "questionnaire/questionnaire_diags.h"

#include <stdbool.h>

struct reader {
	struct arena *arena;  /* receives what is read */
	struct diags *diags;
	struct yaml *yaml;
	const char *file;     /* its name, in arena */
};

/*
 * Opens a library file, whose root must be a map and which may hold no tags. Returns the root, or NULL with a finding. Either way end with
 * reader_close.
 */
const struct yaml_node *reader_open(struct reader *reader, struct arena *arena, const struct source *source, struct diags *diags);
void reader_close(struct reader *reader);

/* The place of a node; its file name lives in the reader's arena. */
struct pos reader_pos(const struct reader *reader, const struct yaml_node *node);
/* Adds a finding at a node: REPORT(reader, node, Q_BAD_ID, "x", "y"). */
#define REPORT(reader, node, kind, ...) \
	diag_add((reader)->diags, &questionnaire_diags[kind], reader_pos((reader), (node)), __VA_ARGS__, NULL)

/* The keys a map may have; a table of them ends with {NULL, false}. */
struct field {
	const char *key;
	bool required;
};
/*
 * Is node a map, without unknown keys and with all required ones? what: how findings call it ("a question", "'SE'"). False only when it is
 * no map at all: missing keys are findings, but reading can go on.
 */
bool reader_map(const struct reader *reader, const struct yaml_node *node, const char *what, const struct field *fields);

/* A copy of the text under key, trailing white space dropped; NULL when it is not there, or (with a finding) is no text or empty. */
const char *reader_text(const struct reader *reader, const struct yaml_node *map, const char *key);
/* The same for a scalar at hand; name: how findings call it. */
const char *reader_scalar(const struct reader *reader, const struct yaml_node *node, const char *name);
/* A yes or no under key; otherwise when it is not there or (with a finding) neither. */
bool reader_yes_no(const struct reader *reader, const struct yaml_node *map, const char *key, bool otherwise);
/*
 * The list under key: its items (each checked to be a text) and their number; 0 when it is not there, empty or (with a finding) no list of
 * texts.
 */
size_t reader_texts(const struct reader *reader, const struct yaml_node *map, const char *key, const struct yaml_node *const **items);
/* The map or list under key, of any content; NULL when it is not there or (with a finding) something else. */
const struct yaml_node *reader_child(const struct reader *reader, const struct yaml_node *map, const char *key, enum yaml_kind kind);

/* A name that paths can step through: [a-z][a-z0-9_]*. An id of a data entry: [A-Za-z0-9][A-Za-z0-9_-]*, at most 64 bytes. */
bool text_is_name(const char *text);
bool text_is_id(const char *text);
/* The same with a finding at the node. */
bool reader_is_name(const struct reader *reader, const struct yaml_node *node, const char *name);
bool reader_is_id(const struct reader *reader, const struct yaml_node *node, const char *id);

/* "did you mean 'x'" when there is a nearest, else otherwise. */
const char *did_you_mean(struct arena *arena, const char *nearest, const char *otherwise);
/* "a text", "a list", "a map", "nothing", as findings call what they found. */
const char *yaml_what(const struct yaml_node *node);
/* "questions/10-company.yaml:12", for findings that point at a second place. */
const char *pos_text(struct arena *arena, struct pos pos);

/* Where an entry of a data file comes from, and whether somebody checked it. */
struct evidence {
	const char *source;     /* NULL: not said */
	const char *checked_on; /* YYYY-MM-DD; NULL: not said */
	bool verified;
	bool verified_said;
};
#define EVIDENCE_FIELDS {"source", false}, {"checked_on", false}, {"verified", false}
/* Reads source, checked_on and verified of a map; what it does not say comes from inherited (which may be NULL). */
struct evidence reader_evidence(const struct reader *reader, const struct yaml_node *map, const struct evidence *inherited);
/* A finding for each of the three that is missing; false when there was one. */
bool reader_check_evidence(const struct reader *reader, const struct yaml_node *node, const char *what, const struct evidence *evidence);

#endif
