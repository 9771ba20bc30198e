#include "cli/shapes.h"

#include "outputs/library/library.h"
#include "outputs/review/proofing.h"

#define MEMBER(type, name, kind, of) {#name, kind, offsetof(struct type, name), sizeof(((struct type *)0)->name), of, 0, NULL}
#define COUNTED(type, name, kind, of, count) {#name, kind, offsetof(struct type, name), sizeof(void *), of, offsetof(struct type, count), NULL}

#define TEXT(type, name) MEMBER(type, name, META_TEXT, NULL)
#define NUMBER(type, name) MEMBER(type, name, META_NUMBER, NULL)
#define STRUCT(type, name, of) MEMBER(type, name, META_STRUCT, &of##_meta)
#define POINTER(type, name, of) MEMBER(type, name, META_POINTER, &of##_meta)
#define ARRAY(type, name, of, count) COUNTED(type, name, META_ARRAY, &of##_meta, count)
#define POINTERS(type, name, of, count) COUNTED(type, name, META_POINTERS, &of##_meta, count)
#define TEXTS(type, name, count) COUNTED(type, name, META_TEXTS, NULL, count)

/* Ends the description of a struct. The size is that of 64-bit machines: when a member was added, the compiler says so here until it is described, too. */
#define DESCRIBED(type, bytes)                                                                                                       \
	static const struct meta type##_meta = {#type, sizeof(struct type), type##_fields, sizeof(type##_fields) / sizeof(*type##_fields)}; \
	_Static_assert(sizeof(void *) != 8 || sizeof(struct type) == bytes, "a member of struct " #type " was added: describe it here")

/* Those that are pointed at before they are described. */
static const struct meta value_meta, vocabulary_meta, term_meta, record_type_meta, question_meta, requirement_meta, cond_meta, clause_meta;

/* base */

static const struct meta_field pos_fields[] = {TEXT(pos, file), NUMBER(pos, line), NUMBER(pos, col)};
DESCRIBED(pos, 16);

/* questionnaire/types */

static const struct meta type_meta;
static const struct meta_field type_fields[] = {
	NUMBER(type, kind), TEXT(type, of), POINTER(type, item, type), POINTER(type, vocabulary, vocabulary), POINTER(type, record, record_type),
};
DESCRIBED(type, 40);

static const struct meta_field value_fields[] = {
	NUMBER(value, state),
	NUMBER(value, kind),
	NUMBER(value, suggested),
	NUMBER(value, closed),
	NUMBER(value, unit),
	POINTER(value, question, question),
	POINTER(value, parent, value),
	TEXT(value, key),
	TEXT(value, text),
	NUMBER(value, number),
	POINTER(value, term, term),
	POINTER(value, target, value),
	ARRAY(value, items, value, count),
	NUMBER(value, count),
	MEMBER(value, open, META_NULL, NULL),    /* facts only */
	MEMBER(value, because, META_NULL, NULL), /* facts only */
	NUMBER(value, line),
	NUMBER(value, col),
	MEMBER(value, node, META_SKIPPED, NULL),
};
DESCRIBED(value, 120);

static const struct meta_field question_fields[] = {
	TEXT(question, id),
	TEXT(question, label),
	TEXT(question, ask),
	TEXT(question, help),
	TEXT(question, more),
	TEXT(question, example),
	POINTERS(question, articles, requirement, article_count),
	NUMBER(question, article_count),
	STRUCT(question, type, type),
	NUMBER(question, required),
	NUMBER(question, none_allowed),
	NUMBER(question, holds),
	POINTER(question, when, cond),
	STRUCT(question, pos, pos),
	TEXT(question, when_text),
	POINTER(question, sets, vocabulary),
	POINTER(question, like, question),
	POINTER(question, within, question),
	NUMBER(question, rank),
};
DESCRIBED(question, 176);

static const struct meta_field record_type_fields[] = {
	TEXT(record_type, id), TEXT(record_type, what), ARRAY(record_type, fields, question, field_count), NUMBER(record_type, field_count), STRUCT(record_type, pos, pos),
};
DESCRIBED(record_type, 48);

static const struct meta_field attribute_fields[] = {TEXT(attribute, name), STRUCT(attribute, type, type), NUMBER(attribute, optional)};
DESCRIBED(attribute, 56);

static size_t attribute_values(const void *term)
{
	return ((const struct term *)term)->vocabulary->attribute_count;
}

static const struct meta_field term_fields[] = {
	TEXT(term, id),
	POINTER(term, vocabulary, vocabulary),
	{"attributes", META_ARRAY, offsetof(struct term, attributes), sizeof(void *), &value_meta, 0, attribute_values},
	TEXT(term, source),
	TEXT(term, checked_on),
	NUMBER(term, verified),
	STRUCT(term, pos, pos),
};
DESCRIBED(term, 64);

static const struct meta_field vocabulary_fields[] = {
	TEXT(vocabulary, id),
	TEXT(vocabulary, title),
	ARRAY(vocabulary, attributes, attribute, attribute_count),
	NUMBER(vocabulary, attribute_count),
	ARRAY(vocabulary, terms, term, term_count),
	NUMBER(vocabulary, term_count),
	POINTERS(vocabulary, by_id, term, term_count),
	STRUCT(vocabulary, pos, pos),
};
DESCRIBED(vocabulary, 72);

/* questionnaire/vocabularies */

static const struct meta_field vocabularies_fields[] = {POINTERS(vocabularies, items, vocabulary, count), NUMBER(vocabularies, count)};
DESCRIBED(vocabularies, 16);

/* questionnaire/rules */

static const struct meta_field requirement_fields[] = {
	TEXT(requirement, id),     TEXT(requirement, law),        TEXT(requirement, cite),       TEXT(requirement, says),
	TEXT(requirement, source), TEXT(requirement, checked_on), NUMBER(requirement, verified), STRUCT(requirement, pos, pos),
};
DESCRIBED(requirement, 72);

static const struct meta_field requirements_fields[] = {ARRAY(requirements, items, requirement, count), NUMBER(requirements, count)};
DESCRIBED(requirements, 16);

/* questionnaire/conditions */

static const struct meta_field step_fields[] = {NUMBER(step, kind), NUMBER(step, index), TEXT(step, name)};
DESCRIBED(step, 16);

static const struct meta_field cond_fields[] = {
	NUMBER(cond, op),
	POINTER(cond, left, cond),
	POINTER(cond, right, cond),
	NUMBER(cond, slot),
	ARRAY(cond, steps, step, step_count),
	NUMBER(cond, step_count),
	STRUCT(cond, literal, value),
	STRUCT(cond, type, type),
	NUMBER(cond, optional),
	NUMBER(cond, guard_steps),
	TEXT(cond, name),
	STRUCT(cond, pos, pos),
};
DESCRIBED(cond, 248);

static const struct meta_field named_condition_fields[] = {TEXT(named_condition, name), POINTER(named_condition, cond, cond), STRUCT(named_condition, pos, pos)};
DESCRIBED(named_condition, 32);

/* questionnaire/schema */

static const struct meta_field chapter_fields[] = {
	TEXT(chapter, id), TEXT(chapter, title), POINTERS(chapter, asks, question, ask_count), NUMBER(chapter, ask_count), POINTERS(chapter, order, question, order_count),
	NUMBER(chapter, order_count), STRUCT(chapter, pos, pos),
};
DESCRIBED(chapter, 64);

static const struct meta_field fact_rule_fields[] = {
	TEXT(fact_rule, id),
	TEXT(fact_rule, says),
	POINTERS(fact_rule, articles, requirement, article_count),
	NUMBER(fact_rule, article_count),
	POINTERS(fact_rule, reads, question, read_count),
	NUMBER(fact_rule, read_count),
	STRUCT(fact_rule, pos, pos),
};
DESCRIBED(fact_rule, 64);

static const struct meta_field breach_fields[] = {
	POINTER(breach, when, cond), TEXT(breach, when_text), POINTER(breach, at, cond), TEXT(breach, says), TEXT(breach, fix), STRUCT(breach, pos, pos),
};
DESCRIBED(breach, 56);

static const struct meta_field promise_fields[] = {
	POINTER(promise, term, term), ARRAY(promise, breaches, breach, breach_count), NUMBER(promise, breach_count),
	POINTER(promise, kept, named_condition), STRUCT(promise, pos, pos),
};
DESCRIBED(promise, 48);

static const struct meta_field answer_check_fields[] = {
	TEXT(answer_check, id), NUMBER(answer_check, advice), ARRAY(answer_check, cases, breach, case_count), NUMBER(answer_check, case_count),
	POINTERS(answer_check, articles, requirement, article_count), NUMBER(answer_check, article_count), STRUCT(answer_check, pos, pos),
};
DESCRIBED(answer_check, 64);

static const struct meta_field schema_fields[] = {
	STRUCT(schema, vocabularies, vocabularies),
	STRUCT(schema, requirements, requirements),
	POINTERS(schema, records, record_type, record_count),
	NUMBER(schema, record_count),
	POINTER(schema, root, record_type),
	POINTER(schema, facts, record_type),
	ARRAY(schema, chapters, chapter, chapter_count),
	NUMBER(schema, chapter_count),
	ARRAY(schema, conditions, named_condition, condition_count),
	NUMBER(schema, condition_count),
	ARRAY(schema, rules, fact_rule, rule_count),
	NUMBER(schema, rule_count),
	POINTER(schema, made_in, cond),
	ARRAY(schema, promises, promise, promise_count),
	NUMBER(schema, promise_count),
	ARRAY(schema, checks, answer_check, check_count),
	NUMBER(schema, check_count),
};
DESCRIBED(schema, 152);

/* outputs/library */

static const struct meta_field select_case_fields[] = {TEXT(select_case, name), TEXT(select_case, text)};
DESCRIBED(select_case, 16);

static const struct meta piece_meta;
static const struct meta_field piece_fields[] = {
	NUMBER(piece, kind),
	NUMBER(piece, level),
	NUMBER(piece, header),
	TEXT(piece, text),
	TEXT(piece, href),
	POINTER(piece, cond, cond),
	POINTER(piece, list, cond),
	POINTER(piece, filter, cond),
	NUMBER(piece, slot),
	POINTER(piece, term, term),
	ARRAY(piece, cases, select_case, case_count),
	NUMBER(piece, case_count),
	ARRAY(piece, pieces, piece, piece_count),
	NUMBER(piece, piece_count),
	ARRAY(piece, otherwise, piece, otherwise_count),
	NUMBER(piece, otherwise_count),
	NUMBER(piece, line),
	NUMBER(piece, col),
};
DESCRIBED(piece, 128);

static const struct meta_field clause_loop_fields[] = {
	TEXT(clause_loop, text), POINTER(clause_loop, list, cond), POINTER(clause_loop, filter, cond), NUMBER(clause_loop, slot),
};
DESCRIBED(clause_loop, 32);

static const struct meta_field clause_fields[] = {
	TEXT(clause, id),
	TEXT(clause, section),
	POINTER(clause, section_path, cond),
	TEXTS(clause, laws, law_count),
	NUMBER(clause, law_count),
	STRUCT(clause, each, clause_loop),
	STRUCT(clause, inner, clause_loop),
	POINTER(clause, when, cond),
	TEXT(clause, when_text),
	NUMBER(clause, join),
	POINTER(clause, few, clause),
	NUMBER(clause, only_few),
	NUMBER(clause, surprise),
	NUMBER(clause, only_short),
	POINTERS(clause, meets, requirement, meet_count),
	NUMBER(clause, meet_count),
	TEXTS(clause, kinds, kind_count),
	NUMBER(clause, kind_count),
	ARRAY(clause, pieces, piece, piece_count),
	NUMBER(clause, piece_count),
	TEXT(clause, hash),
	TEXT(clause, front),
	TEXT(clause, body),
	STRUCT(clause, pos, pos),
	NUMBER(clause, layer),
};
DESCRIBED(clause, 248);

static const struct meta_field section_fields[] = {
	TEXT(section, id),
	TEXT(section, parent),
	NUMBER(section, level),
	NUMBER(section, in_short),
	ARRAY(section, title, piece, title_count),
	NUMBER(section, title_count),
	POINTER(section, when, cond),
	TEXT(section, when_text),
	POINTER(section, law, term),
	TEXTS(section, of, of_count),
	NUMBER(section, of_count),
	STRUCT(section, pos, pos),
};
DESCRIBED(section, 96);

static const struct meta_field word_fields[] = {TEXT(word, id), TEXT(word, text)};
DESCRIBED(word, 16);

/* outputs/review */

static const struct meta_field proof_list_fields[] = {TEXTS(proof_list, items, count), NUMBER(proof_list, count)};
DESCRIBED(proof_list, 16);

static const struct meta_field proof_swap_fields[] = {TEXT(proof_swap, from), TEXT(proof_swap, to)};
DESCRIBED(proof_swap, 16);

static const struct meta_field proof_dictionary_fields[] = {
	TEXT(proof_dictionary, tag), TEXT(proof_dictionary, file), TEXT(proof_dictionary, package), TEXT(proof_dictionary, called),
	ARRAY(proof_dictionary, swaps, proof_swap, swap_count), NUMBER(proof_dictionary, swap_count),
};
DESCRIBED(proof_dictionary, 48);

static const struct meta_field proof_word_fields[] = {
	TEXTS(proof_word, any, count), NUMBER(proof_word, count), NUMBER(proof_word, negated), NUMBER(proof_word, marked),
};
DESCRIBED(proof_word, 24);

static const struct meta_field proof_rule_fields[] = {
	ARRAY(proof_rule, words, proof_word, count), NUMBER(proof_rule, count), NUMBER(proof_rule, anchor), TEXT(proof_rule, says),
	TEXT(proof_rule, fix), TEXT(proof_rule, instead), STRUCT(proof_rule, unless, proof_list),
};
DESCRIBED(proof_rule, 64);

static const struct meta_field proof_anchor_fields[] = {TEXT(proof_anchor, word), POINTER(proof_anchor, rule, proof_rule)};
DESCRIBED(proof_anchor, 16);

static const struct meta_field proof_articles_fields[] = {
	TEXT(proof_articles, first), TEXT(proof_articles, second), TEXT(proof_articles, vowels), TEXT(proof_articles, letters),
	STRUCT(proof_articles, takes_first, proof_list), STRUCT(proof_articles, takes_second, proof_list),
};
DESCRIBED(proof_articles, 64);

static const struct meta_field proof_language_fields[] = {
	TEXT(proof_language, language),
	ARRAY(proof_language, dictionaries, proof_dictionary, dictionary_count),
	NUMBER(proof_language, dictionary_count),
	STRUCT(proof_language, words, proof_list),
	STRUCT(proof_language, names, proof_list),
	STRUCT(proof_language, titles, proof_list),
	STRUCT(proof_language, twice, proof_list),
	STRUCT(proof_language, slashes, proof_list),
	STRUCT(proof_language, either, proof_list),
	STRUCT(proof_language, articles, proof_articles),
	ARRAY(proof_language, rules, proof_rule, rule_count),
	NUMBER(proof_language, rule_count),
	ARRAY(proof_language, anchors, proof_anchor, anchor_count),
	NUMBER(proof_language, anchor_count),
};
DESCRIBED(proof_language, 216);

static const struct meta_field proofing_fields[] = {
	ARRAY(proofing, languages, proof_language, language_count), NUMBER(proofing, language_count), STRUCT(proofing, residue, proof_list),
	STRUCT(proofing, forms, proof_list), ARRAY(proofing, dictionaries, proof_dictionary, dictionary_count), NUMBER(proofing, dictionary_count),
};
DESCRIBED(proofing, 64);

/* the library as a whole */

static const struct meta_field library_fields[] = {
	POINTER(library, schema, schema),
	TEXT(library, language),
	ARRAY(library, sections, section, section_count),
	NUMBER(library, section_count),
	POINTERS(library, clauses, clause, clause_count),
	NUMBER(library, clause_count),
	ARRAY(library, words, word, word_count),
	NUMBER(library, word_count),
	POINTER(library, proofing, proofing),
};
_Static_assert(sizeof(void *) != 8 || sizeof(struct library) == 72, "a member of struct library was added: describe it here");
const struct meta library_meta = {"library", sizeof(struct library), library_fields, sizeof(library_fields) / sizeof(*library_fields)};
