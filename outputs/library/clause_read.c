#include "outputs/library/clause_read.h"

#include "base/base_diags.h"
#include "base/text.h"
#include "outputs/library/template.h"
#include "outputs/outputs_diags.h"

#include <stdio.h>
#include <string.h>

/* The front matter being read. */
struct front {
	struct template_reader reader;
	const struct yaml *yaml;
	const struct source *source;
	struct clause_draft *draft;
	struct clause *clause;
	const char *reason;
	const struct yaml_node *section; /* a path, which is read when its variable is known */
};

/* ---- hash ---- */

static bool blank(const char *text, size_t size)
{
	for (size_t i = 0; i < size; i++)
		if (text[i] != ' ' && text[i] != '\t' && text[i] != '\r' && text[i] != '\n')
			return false;
	return true;
}

/* Behind the line that begins at `at`. */
static size_t line_end(const char *text, size_t size, size_t at)
{
	const char *end = memchr(text + at, '\n', size - at);
	return end ? (size_t)(end - text) + 1 : size;
}

/* Without the blank lines at its start and its end and without a last line end: from *start to what is returned. */
static size_t trim(const char *body, size_t size, size_t *start)
{
	size_t end = *start = 0;
	for (size_t at = 0, next; at < size; at = next) {
		next = line_end(body, size, at);
		if (!blank(body + at, next - at))
			end = next;
		else if (!end)
			*start = next;
	}
	if (!end)
		return *start;
	if (body[end - 1] == '\n')
		end--;
	if (end < size && body[end - 1] == '\r')
		end--;
	return end;
}

void clause_hash(const char *body, size_t size, char hash[HASH_SIZE])
{
	size_t start, end = trim(body, size, &start);
	uint64_t h = HASH_START;
	for (size_t i = start; i < end; i++)
		if (body[i] != '\r' || i + 1 == end || body[i + 1] != '\n')
			h = hash_add(h, body + i, 1);
	hash_write(h, hash);
}

/* ---- values of front matter ---- */

static void report(struct front *front, enum outputs_diag kind, const struct yaml_node *node, const char *one, const char *two)
{
	diag_add(front->reader.diags, &outputs_diags[kind], yaml_pos(front->yaml, node), one, two, NULL);
}

/* A place that outlives the YAML. */
static struct pos place_of(const struct front *front, const struct yaml_node *node)
{
	struct pos pos = yaml_pos(front->yaml, node);
	pos.file = front->clause->pos.file;
	return pos;
}

/* A copy of a scalar, or NULL with a finding. */
static const char *scalar(struct front *front, const char *key, const struct yaml_node *node)
{
	if (node->kind == YAML_SCALAR && !node->tag && node->size)
		return arena_strndup(front->reader.arena, node->text, node->size);
	report(front, O_CLAUSE_VALUE, node, key, "one text");
	return NULL;
}

/* The items of a list of texts; a single text counts as a list of one. */
struct texts {
	const struct yaml_node *const *nodes;
	size_t count;
};

static struct texts texts_of(struct front *front, const char *key, const struct yaml_node *const *node)
{
	struct texts texts = {node, 1};
	if ((*node)->kind == YAML_LIST && !(*node)->tag)
		texts = (struct texts){(*node)->items, (*node)->size};
	for (size_t i = 0; i < texts.count; i++) {
		if (texts.nodes[i]->kind != YAML_SCALAR || texts.nodes[i]->tag || !texts.nodes[i]->size) {
			report(front, O_CLAUSE_VALUE, texts.nodes[i], key, "a list of texts, [a, b]");
			return (struct texts){NULL, 0};
		}
	}
	return texts;
}

/* ---- keys ---- */

static bool is_clause_id(const char *id)
{
	bool first = (id[0] >= 'a' && id[0] <= 'z') || (id[0] >= '0' && id[0] <= '9');
	return first && id[strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789.-")] == '\0';
}

static void read_id(struct front *front, const char *key, const struct yaml_node *node)
{
	front->clause->id = scalar(front, key, node);
	front->draft->id_at = place_of(front, node);
	if (front->clause->id && !is_clause_id(front->clause->id))
		report(front, O_CLAUSE_ID, node, front->clause->id, NULL);
}

static void read_section(struct front *front, const char *key, const struct yaml_node *node)
{
	front->clause->section = scalar(front, key, node);
	front->draft->section_at = place_of(front, node);
	if (front->clause->section && strchr(front->clause->section, '.'))
		front->section = node;
}

/* From the record that the clause is printed for to the section that this names. */
static void read_section_path(struct front *front)
{
	const struct span span = span_of(front->yaml, front->section);
	const struct cond *path = template_path(&front->reader, &span);
	const struct clause_loop *each = &front->clause->each;
	bool named = path && path->type.kind == TYPE_CHOICE && path->type.vocabulary && !strcmp(path->type.vocabulary->id, "sections");
	if (path && (!named || !each->list || path->slot != each->slot))
		report(front, O_CLAUSE_SECTION_PATH, front->section, front->clause->section, NULL);
	front->clause->section_path = path;
}

static void read_law(struct front *front, const char *key, const struct yaml_node *node)
{
	const struct texts texts = texts_of(front, key, &node);
	const struct vocabulary *laws = vocabulary_find(&front->reader.schema->vocabularies, "laws");
	const char **ids = arena_calloc(front->reader.arena, texts.count + 1, sizeof *ids);
	for (size_t i = 0; i < texts.count; i++) {
		ids[i] = arena_strdup(front->reader.arena, texts.nodes[i]->text);
		if (!laws || !vocabulary_term(laws, ids[i]))
			report(front, O_CLAUSE_LAW, texts.nodes[i], ids[i], NULL);
	}
	front->clause->laws = ids;
	front->clause->law_count = texts.count;
}

static void read_loop(struct front *front, const char *key, const struct yaml_node *node, struct clause_loop *loop)
{
	if (!scalar(front, key, node))
		return;
	const struct span span = span_of(front->yaml, node), trimmed = span_part(&span, 0, span.size);
	template_read_loop(&front->reader, &trimmed, loop);
}

static void read_each(struct front *front, const char *key, const struct yaml_node *node)
{
	read_loop(front, key, node, &front->clause->each);
}

static void read_for(struct front *front, const char *key, const struct yaml_node *node)
{
	read_loop(front, key, node, &front->clause->inner);
}

static void read_when(struct front *front, const char *key, const struct yaml_node *node)
{
	struct template_reader *reader = &front->reader;
	const char *text = scalar(front, key, node);
	const struct cond_source source = {.text = text, .yaml = front->yaml, .node = node};
	const struct cond_env env = template_env(reader);
	front->clause->when_text = text;
	if (text)
		front->clause->when = cond_read(reader->arena, &source, &env, reader->diags);
}

static void read_join(struct front *front, const char *key, const struct yaml_node *node)
{
	const char *text = scalar(front, key, node);
	front->draft->join_at = place_of(front, node);
	if (text && !strcmp(text, "sentence"))
		front->clause->join = JOIN_SENTENCE;
	else if (text && !strcmp(text, "line"))
		front->clause->join = JOIN_LINE;
	else if (text)
		report(front, O_CLAUSE_VALUE, node, key, "'sentence' or 'line'");
}

static void read_few(struct front *front, const char *key, const struct yaml_node *node)
{
	front->draft->few = scalar(front, key, node);
	front->draft->few_at = place_of(front, node);
}

/* Behind `section` in the table of keys. */
static void read_surprise(struct front *front, const char *key, const struct yaml_node *node)
{
	const char *text = scalar(front, key, node), *section = front->clause->section;
	if (text && strlen(text) == 1 && text[0] >= '1' && text[0] <= '9')
		front->clause->surprise = text[0] - '0';
	else if (text)
		report(front, O_CLAUSE_SURPRISE, node, NULL, NULL);
	if (text && section && strcmp(section, "glance"))
		report(front, O_CLAUSE_SURPRISE_PLACE, node, section, NULL);
}

static void read_short(struct front *front, const char *key, const struct yaml_node *node)
{
	const char *text = scalar(front, key, node);
	front->clause->only_short = text != NULL;
	if (text && strcmp(text, "only"))
		report(front, O_CLAUSE_VALUE, node, key, "'only'");
}

static void read_meets(struct front *front, const char *key, const struct yaml_node *node)
{
	const struct requirements *known = &front->reader.schema->requirements;
	const struct texts texts = texts_of(front, key, &node);
	const struct requirement **meets = arena_calloc(front->reader.arena, texts.count + 1, sizeof *meets);
	for (size_t i = 0; i < texts.count; i++) {
		const char *id = texts.nodes[i]->text;
		meets[i] = requirement_find(known, id);
		const char *nearest = meets[i] ? NULL : requirement_nearest(known, id);
		if (!meets[i])
			report(front, nearest ? O_CLAUSE_REQUIREMENT_MISSPELT : O_CLAUSE_REQUIREMENT, texts.nodes[i], id, nearest);
	}
	front->clause->meets = meets;
	front->clause->meet_count = texts.count;
}

static bool is_kind(const char *id)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz_", more[] = "abcdefghijklmnopqrstuvwxyz_0123456789"; /* scope.b2b, law.07 */
	size_t left = strspn(id, letters), right = id[left] == '.' ? strspn(id + left + 1, more) : 0;
	return left && right && !id[left + 1 + right];
}

static void read_kinds(struct front *front, const char *key, const struct yaml_node *node)
{
	const struct texts texts = texts_of(front, key, &node);
	const char **kinds = arena_calloc(front->reader.arena, texts.count + 1, sizeof *kinds);
	for (size_t i = 0; i < texts.count; i++) {
		kinds[i] = arena_strdup(front->reader.arena, texts.nodes[i]->text);
		if (!is_kind(kinds[i]))
			report(front, O_CLAUSE_KIND, texts.nodes[i], kinds[i], NULL);
	}
	front->clause->kinds = kinds;
	front->clause->kind_count = texts.count;
}

static void read_note(struct front *front, const char *key, const struct yaml_node *node)
{
	scalar(front, key, node);
}

/* `replaces: HASH`, `replaces: ID HASH`; an id alone is kept, and reported when the right hash is known. */
static void read_replaces(struct front *front, const char *key, const struct yaml_node *node)
{
	const char *text = scalar(front, key, node);
	front->draft->replaces_at = place_of(front, node);
	if (!text)
		return;
	const char *space = strchr(text, ' ');
	if (space) {
		front->draft->replaces = arena_strndup(front->reader.arena, text, (size_t)(space - text));
		front->draft->hash = space + strspn(space, " ");
	} else if (hash_is_written(text)) {
		front->draft->replaces = front->clause->id;
		front->draft->hash = text;
	} else {
		front->draft->replaces = text;
	}
	if (front->draft->hash && !hash_is_written(front->draft->hash))
		front->draft->hash = NULL;
}

static void read_deletes(struct front *front, const char *key, const struct yaml_node *node)
{
	front->draft->deletes = scalar(front, key, node);
	front->draft->deletes_at = place_of(front, node);
}

static void read_reason(struct front *front, const char *key, const struct yaml_node *node)
{
	front->reason = scalar(front, key, node);
}

/* In the order in which they are read, wherever they stand: `for` and `when` see the variable of `each`. */
static const struct {
	const char *name;
	void (*read)(struct front *front, const char *key, const struct yaml_node *node);
	bool overlay;
} keys[] = {
	{"clause", read_id, false}, {"section", read_section, false}, {"law", read_law, false}, {"each", read_each, false},
	{"for", read_for, false}, {"when", read_when, false}, {"join", read_join, false}, {"few", read_few, false},
	{"surprise", read_surprise, false}, {"short", read_short, false}, {"meets", read_meets, false}, {"kinds", read_kinds, false}, {"note", read_note, false},
	{"replaces", read_replaces, true}, {"deletes", read_deletes, true}, {"reason", read_reason, true},
};
enum { KEY_COUNT = sizeof keys / sizeof *keys };

static const char *key_candidate(const void *context, size_t i)
{
	(void)context;
	return i < KEY_COUNT ? keys[i].name : NULL;
}

static void check_keys(struct front *front)
{
	const struct yaml_node *root = front->yaml->root;
	for (size_t i = 0; i < root->size; i++) {
		const struct yaml_node *key = root->pairs[i].key;
		size_t k = 0;
		while (k < KEY_COUNT && strcmp(keys[k].name, key->text))
			k++;
		const char *nearest = k < KEY_COUNT ? NULL : text_nearest(key->text, key_candidate, NULL);
		if (k == KEY_COUNT)
			report(front, nearest ? O_CLAUSE_KEY_MISSPELT : O_CLAUSE_KEY_UNKNOWN, key, key->text, nearest);
		else if (keys[k].overlay && !front->source->layer)
			report(front, O_OVERLAY_ONLY, key, key->text, NULL);
	}
}

/* Reads front matter. False when there is none: then the body is not worth reading. */
static bool read_front(struct front *front)
{
	const struct yaml_node *root = front->yaml->root;
	struct clause_draft *draft = front->draft;
	if (!root || root->kind != YAML_MAP || (!yaml_get(root, "clause") && !yaml_get(root, "deletes"))) {
		diag_add(front->reader.diags, &outputs_diags[O_CLAUSE_KEY_MISSING], front->clause->pos, "clause", NULL);
		return false;
	}
	check_keys(front);
	for (size_t i = 0; i < KEY_COUNT; i++) {
		const struct yaml_node *value = yaml_get(root, keys[i].name);
		if (value)
			keys[i].read(front, keys[i].name, value);
	}
	if (front->section)
		read_section_path(front);
	if (!draft->deletes && !yaml_get(root, "section"))
		diag_add(front->reader.diags, &outputs_diags[O_CLAUSE_KEY_MISSING], front->clause->pos, "section", NULL);
	if (draft->deletes && !yaml_get(root, "reason"))
		diag_add(front->reader.diags, &outputs_diags[O_OVERLAY_REASON], draft->deletes_at, NULL);
	return true;
}

/* ---- bodies ---- */

static void read_body(struct front *front, const char *body, size_t size, int first_line)
{
	struct clause *clause = front->clause;
	struct diags *diags = front->reader.diags;
	char hash[HASH_SIZE];
	clause_hash(body, size, hash);
	clause->hash = arena_strdup(front->reader.arena, hash);
	size_t start, end = trim(body, size, &start);
	clause->body = arena_strndup(front->reader.arena, body + start, end - start);
	if (front->draft->deletes) {
		if (!blank(body, size))
			diag_add(diags, &outputs_diags[O_OVERLAY_BODY], front->draft->deletes_at, NULL);
		return;
	}
	if (size > CLAUSE_LIMIT) {
		diag_add(diags, &outputs_diags[O_CLAUSE_TOO_LARGE], clause->pos, "bytes in a clause", "65536", NULL);
		return;
	}
	struct pieces pieces;
	if (template_read(&front->reader, clause->pos.file, body, size, first_line, &pieces) && !pieces.count)
		diag_add(diags, &outputs_diags[O_CLAUSE_EMPTY], clause->pos, NULL);
	clause->pieces = pieces.items;
	clause->piece_count = pieces.count;
}

/* ---- files ---- */

static struct pos place(const struct source *source, size_t byte)
{
	struct pos pos = {source->name, 1, 1};
	size_t start = 0;
	for (size_t i = 0; i < byte; i++) {
		if (source->text[i] == '\n') {
			pos.line++;
			start = i + 1;
		}
	}
	pos.col = (int)text_count(source->text + start, byte - start) + 1;
	return pos;
}

static bool is_control(const char *text)
{
	unsigned char c = (unsigned char)text[0];
	if (c == '\r')
		return text[1] != '\n';
	return (c < 0x20 && c != '\n' && c != '\t') || c == 0x7F || (c == 0xC2 && (unsigned char)text[1] < 0xA0);
}

/* The same characters that are refused in YAML, for the whole file. */
static bool check_characters(const struct source *source, struct diags *diags)
{
	char name[16];
	const char *bad = text_invalid(source->text, source->size);
	if (bad) {
		snprintf(name, sizeof name, "0x%02X", (unsigned)(unsigned char)*bad);
		diag_add(diags, &base_diags[BASE_UTF8_INVALID], place(source, (size_t)(bad - source->text)), name, NULL);
		return false;
	}
	for (size_t i = 0; i < source->size; i++) {
		if (!is_control(source->text + i))
			continue;
		size_t length = 1;
		snprintf(name, sizeof name, "U+%04X", source->text[i] ? (unsigned)text_char(source->text + i, &length) : 0);
		diag_add(diags, &base_diags[BASE_CONTROL_CHARACTER], place(source, i), name, NULL);
		return false;
	}
	bad = text_bidi_unbalanced(source->text);
	if (bad) {
		size_t length;
		snprintf(name, sizeof name, "U+%04X", (unsigned)text_char(bad, &length));
		diag_add(diags, &base_diags[BASE_BIDI_UNBALANCED], place(source, (size_t)(bad - source->text)), name, NULL);
	}
	return !bad;
}

static bool is_fence(const char *line, size_t size)
{
	return size >= 3 && !memcmp(line, "---", 3) && blank(line + 3, size - 3);
}

/* The next line `---` from `at` on, or the end; *line is kept at its number. */
static size_t find_fence(const struct source *source, size_t at, int *line)
{
	while (at < source->size) {
		size_t next = line_end(source->text, source->size, at);
		if (is_fence(source->text + at, next - at))
			break;
		at = next;
		++*line;
	}
	return at;
}

/* Whether some line begins with a key of front matter: else the line `---` above stands in the middle of a text. */
static bool has_key(const char *text, size_t size)
{
	for (size_t at = 0; at < size; at = line_end(text, size, at)) {
		for (size_t i = 0; i < KEY_COUNT; i++) {
			size_t length = strlen(keys[i].name);
			if (size - at > length && !memcmp(text + at, keys[i].name, length) && text[at + length] == ':')
				return true;
		}
	}
	return false;
}

/* Reads the clause whose front matter begins behind the line `---` before byte `at`; returns where its body ends. */
static size_t read_one(struct template_reader *reader, const struct source *source, size_t at, int *line, struct clause_draft *draft,
	bool *good)
{
	struct front front = {.reader = *reader, .source = source, .draft = draft, .clause = draft->clause};
	int front_line = *line;
	front.clause->pos = (struct pos){draft->clause->pos.file, front_line - 1, 1};
	size_t end = find_fence(source, at, line);
	if (end == source->size || !has_key(source->text + at, end - at)) {
		diag_add(reader->diags, &outputs_diags[O_CLAUSE_FRONT], front.clause->pos, NULL);
		return end;
	}
	struct yaml *yaml = yaml_read(source->name, source->text + at, end - at, front_line - 1, reader->diags);
	size_t body = line_end(source->text, source->size, end);
	int body_line = ++*line;
	size_t body_end = find_fence(source, body, line);
	front.yaml = yaml;
	front.clause->front = arena_strndup(reader->arena, source->text + at, end - at);
	*good = yaml && read_front(&front);
	if (*good)
		read_body(&front, source->text + body, body_end - body, body_line);
	reader->piece_count = front.reader.piece_count;
	yaml_free(yaml);
	return body_end;
}

bool clause_read(struct arena *arena, const struct schema *schema, const struct source *source, struct clause_drafts *drafts,
	struct diags *diags)
{
	size_t before = diags_count(diags, SEVERITY_ERROR);
	if (!check_characters(source, diags))
		return false;
	struct template_reader reader = {.arena = arena, .schema = schema, .diags = diags};
	const char *file = arena_strdup(arena, source->name);
	int line = 1;
	size_t start = source->size >= 3 && !memcmp(source->text, "\xEF\xBB\xBF", 3) ? 3 : 0, at = find_fence(source, start, &line);
	if (!blank(source->text + start, at - start))
		diag_add(diags, &outputs_diags[O_CLAUSE_FENCE], (struct pos){source->name, 1, 1}, NULL);
	while (at < source->size) {
		struct clause_draft draft = {.clause = arena_alloc(arena, sizeof(struct clause))};
		bool good = false;
		draft.clause->pos.file = file;
		draft.clause->layer = source->layer;
		line++;
		at = read_one(&reader, source, line_end(source->text, source->size, at), &line, &draft, &good);
		if (!good)
			continue;
		drafts->items = arena_grow(arena, drafts->items, drafts->count, &drafts->capacity, sizeof *drafts->items);
		drafts->items[drafts->count++] = draft;
	}
	return diags_count(diags, SEVERITY_ERROR) == before;
}
