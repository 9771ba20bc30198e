#include "questionnaire/interview/follows.h"

#include "questionnaire/facts/facts.h"
#include "questionnaire/interview/interview.h"
#include "questionnaire/types/record.h"

static bool reads(const struct fact_rule *rule, const struct question *question)
{
	for (size_t i = 0; rule && i < rule->read_count; i++) {
		if (rule->reads[i] == question)
			return true;
	}
	return false;
}

static struct follows tell(struct arena *arena, const struct value *fact, const struct fact_rule *rule)
{
	struct buf text = BUF_INIT;
	struct follows told;
	if (fact->state == VALUE_GIVEN && fact->kind == TYPE_LIST && !fact->count)
		buf_adds(&text, "none that this program knows");
	else if (fact->state == VALUE_GIVEN)
		interview_add_value(&text, fact, true);
	else
		buf_adds(&text, fact->state == VALUE_NONE ? "none that this program knows" : "not known yet");
	told.fact = arena_printf(arena, "%s: %s%s", fact->question->label, text.s, fact->open ? "; others may follow" : "");
	buf_clear(&text);
	for (size_t i = 0; i < rule->article_count; i++)
		buf_addf(&text, "%s%s", i ? "; " : "", rule->articles[i]->cite);
	told.why = arena_printf(arena, "Why: %s (%s).", rule->says, text.s);
	buf_release(&text);
	return told;
}

size_t interview_follows(struct arena *arena, const struct answers *answers, int today, const struct question *question,
	struct follows follows[FOLLOWS_MOST])
{
	static const struct {
		const char *fact, *rule;
	} shown[FOLLOWS_MOST] = {{"home_law", "home-law"}, {"laws", "laws-that-apply"}, {"authority", "authority-of-seat"}};
	const struct value *facts = NULL;
	size_t count = 0;
	for (size_t i = 0; i < FOLLOWS_MOST; i++) {
		const struct fact_rule *rule = schema_rule(answers->schema, shown[i].rule);
		if (!reads(rule, question))
			continue;
		if (!facts)
			facts = facts_derive(arena, answers, today);
		follows[count++] = tell(arena, value_field(facts, shown[i].fact), rule);
	}
	return count;
}
