/*
 * For tests of clauses: a small schema with something of each kind that a clause can print, and pieces as a short text.
 *
 *     p("Hello ", {company.legal_name})  table(th(td("A")), for[services@3](tr(td({s.name}))))
 */
#ifndef TESTS_UNIT_SMALL_LIBRARY_H
#define TESTS_UNIT_SMALL_LIBRARY_H

#include "outputs/library/clause.h"
#include "tests/unit/findings.h"

#define LIBRARY_EVIDENCE "source: S\nchecked_on: 2026-11-22\nverified: yes\n"
#define LIBRARY_ASKED "label: l, ask: A?, help: H., example: E, article: [gdpr-13]"

static const char library_countries[] =
	"vocabulary: countries\ntitle: C\nattributes: {name: words, eea: yes-no, rule: choice of citations}\n" LIBRARY_EVIDENCE
	"terms: {SE: {name: {en: Sweden}, eea: yes, rule: complaint}, US: {name: {en: United States}, eea: no, rule: base-consent}}\n";
static const char library_laws[] = "vocabulary: laws\ntitle: L\n" LIBRARY_EVIDENCE "terms: {eu: {}, uk: {}}\n";
static const char library_citations[] =
	"vocabulary: citations\ntitle: C\nattributes: {eu: text}\n" LIBRARY_EVIDENCE "terms: {base-consent: {eu: Art. 6(1)(a)}, complaint: {eu: Art. 77}}\n";
static const char library_terms[] = "vocabulary: notice_terms\ntitle: T\n" LIBRARY_EVIDENCE "terms: {notice: {}, policy: {}, statement: {}}\n";
static const char library_law[] =
	"law: gdpr\ntitle: G\n" LIBRARY_EVIDENCE "requirements: {gdpr-13: {cite: GDPR Art. 13, says: everything}, gdpr-14: {cite: GDPR Art. 14, says: the rest}}\n";

/* '~' stands for the keys that every question has. */
static const char library_questions[] =
	"records:\n"
	"  answers:\n"
	"    what: the answers file\n"
	"    questions:\n"
	"      - {id: format, type: number, need: required, ~}\n"                  /* 5 */
	"      - {id: notice, type: record of notice, need: required, ~}\n"
	"      - {id: company, type: record of company, need: required, ~}\n"
	"      - {id: services, type: records of service, need: required, none: yes, ~}\n"
	"  notice:\n"
	"    what: the notice\n"                                                   /* 10 */
	"    questions:\n"
	"      - {id: language, type: text, need: required, ~}\n"
	"      - {id: term, type: choice of notice_terms, need: required, ~}\n"
	"  company:\n"
	"    what: the company\n"                                                  /* 15 */
	"    questions:\n"
	"      - {id: legal_name, type: text, need: required, ~}\n"
	"      - {id: seat, type: choice of countries, need: required, ~}\n"
	"      - {id: big, type: yes-no, need: required, ~}\n"
	"      - {id: site, type: web, need: required, ~}\n"                       /* 20 */
	"      - {id: motto, type: text, need: optional, ~}\n"
	"  service:\n"
	"    what: a service\n"
	"    questions:\n"
	"      - {id: name, type: text, need: required, ~}\n"                      /* 25 */
	"      - {id: countries, type: list of choice of countries, need: required, ~}\n"
	"      - {id: note, type: text, need: optional, ~}\n"
	"conditions:\n"
	"  abroad: company.seat.eea == false\n";
static const char library_facts[] =
	"records:\n"
	"  facts:\n"
	"    what: the facts\n"
	"    fields:\n"
	"      - {id: recipients, type: records of recipient, what: who gets data}\n"
	"  recipient:\n"
	"    what: a recipient\n"
	"    fields:\n"
	"      - {id: name, type: text, what: the name}\n"
	"      - {id: note, type: text, need: optional, what: a note}\n"
	"rules: [{id: recipient, says: every service is one, article: [gdpr-13]}]\n";

static inline const struct schema *small_schema(struct arena *arena, struct diags *diags)
{
	struct source vocabularies[] = {
		source_of("citations.yaml", library_citations), source_of("countries.yaml", library_countries), source_of("laws.yaml", library_laws),
		source_of("terms.yaml", library_terms)
	};
	struct source law = source_of("gdpr.yaml", library_law), facts = source_of("facts.yaml", library_facts);
	struct buf questions = BUF_INIT;
	for (const char *text = library_questions; *text; text++) {
		if (*text == '~')
			buf_adds(&questions, LIBRARY_ASKED);
		else
			buf_addc(&questions, *text);
	}
	struct source question = source_of("questions.yaml", questions.s);
	struct schema_sources sources = {{vocabularies, 4}, {&law, 1}, {&question, 1}, {&facts, 1}};
	const struct schema *schema = schema_read(arena, &sources, diags);
	buf_release(&questions);
	return schema;
}

/* ---- pieces as text ---- */

static inline void show_pieces(struct buf *buf, const struct piece *pieces, size_t count);

static inline const char *shown_name(const struct cond *cond)
{
	return !cond ? "?" : cond->op == COND_COUNT ? "count" : cond->name ? cond->name : "condition";
}

static inline void show_loop(struct buf *buf, const struct piece *piece)
{
	buf_addf(buf, "[%s@%d%s]", shown_name(piece->list), piece->slot, piece->filter ? " if" : "");
}

static inline void show_piece(struct buf *buf, const struct piece *piece)
{
	static const char *const names[] = {
		[PIECE_PARAGRAPH] = "p", [PIECE_HEADING] = "h", [PIECE_LIST] = "ul", [PIECE_ITEM] = "li", [PIECE_TABLE] = "table", [PIECE_ROW] = "tr",
		[PIECE_CELL] = "td", [PIECE_IF] = "if", [PIECE_FOR] = "for", [PIECE_STRONG] = "b", [PIECE_EMPHASIS] = "i", [PIECE_BREAK] = "br", [PIECE_LINK] = "a",
		[PIECE_CITE] = "cite"
	};
	if (piece->kind == PIECE_TEXT) {
		buf_addf(buf, "\"%s\"", piece->text);
		return;
	}
	if (piece->kind == PIECE_VALUE || piece->kind == PIECE_SELECT) {
		buf_addf(buf, "{%s", shown_name(piece->cond));
		if (piece->list)
			show_loop(buf, piece);
		for (size_t i = 0; i < piece->case_count; i++)
			buf_addf(buf, "%s%s '%s'", i ? ", " : ": ", piece->cases[i].name, piece->cases[i].text);
		buf_addc(buf, '}');
		return;
	}
	buf_adds(buf, piece->header ? "th" : names[piece->kind]);
	if (piece->level)
		buf_addf(buf, "%d", piece->level);
	if (piece->kind == PIECE_FOR)
		show_loop(buf, piece);
	if (piece->kind == PIECE_LINK)
		buf_addf(buf, "[%s]", piece->href ? piece->href : shown_name(piece->cond));
	if (piece->kind == PIECE_CITE)
		buf_addf(buf, "[%s]", piece->term ? piece->term->id : shown_name(piece->cond));
	if (piece->kind == PIECE_BREAK || piece->kind == PIECE_CITE)
		return;
	buf_addc(buf, '(');
	show_pieces(buf, piece->pieces, piece->piece_count);
	buf_addc(buf, ')');
	if (piece->otherwise) {
		buf_adds(buf, "else(");
		show_pieces(buf, piece->otherwise, piece->otherwise_count);
		buf_addc(buf, ')');
	}
}

static inline void show_pieces(struct buf *buf, const struct piece *pieces, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		buf_adds(buf, i ? " " : "");
		show_piece(buf, &pieces[i]);
	}
}

#endif
