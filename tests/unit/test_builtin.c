/* The compiled library is the library of the source folders, with every pointer where it was: written out again, it gives the same tables. Runs from the top folder. */
#include "cli/builtin.h"
#include "cli/copy.h"
#include "cli/emit.h"
#include "cli/library_load.h"
#include "cli/shapes.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void test_same_tables(void **state)
{
	(void)state;
	struct arena arena = ARENA_INIT;
	struct diags diags = DIAGS_INIT;
	struct buf compiled = BUF_INIT, read = BUF_INIT;
	const struct library *library = library_load(&arena, ".", "en", &diags);
	diags_print(&diags, stderr);
	assert_non_null(library);
	assert_null(emit(&read, &library_meta, library, "library"));
	assert_null(emit(&compiled, &library_meta, &builtin_library, "library"));
	assert_true(read.len > 10000);
	assert_int_equal(compiled.len, read.len);
	assert_true(strcmp(compiled.s, read.s) == 0); /* not assert_string_equal: it would print both */
	buf_release(&compiled);
	buf_release(&read);
	diags_release(&diags);
	arena_release(&arena);
}

/* Look-up goes by pointer in places: an entry knows the vocabulary it is found in, a question's type leads to that same vocabulary. */
static void test_same_objects(void **state)
{
	(void)state;
	const struct schema *schema = builtin_library.schema;
	for (size_t i = 0; i < schema->vocabularies.count; i++) {
		const struct vocabulary *vocabulary = schema->vocabularies.items[i];
		assert_ptr_equal(vocabulary_find(&schema->vocabularies, vocabulary->id), vocabulary);
		for (size_t k = 0; k < vocabulary->term_count; k++) {
			assert_ptr_equal(vocabulary->terms[k].vocabulary, vocabulary);
			assert_ptr_equal(vocabulary_term(vocabulary, vocabulary->terms[k].id), &vocabulary->terms[k]);
		}
	}
	assert_ptr_equal(schema_record(schema, "answers"), schema->root);
	assert_ptr_equal(schema_record(schema, "facts"), schema->facts);
	for (size_t i = 0; i < schema->record_count; i++) {
		for (size_t k = 0; k < schema->records[i]->field_count; k++) {
			const struct type *type = &schema->records[i]->fields[k].type;
			if (type->kind == TYPE_CHOICE)
				assert_ptr_equal(type->vocabulary, vocabulary_find(&schema->vocabularies, type->of));
		}
	}
	for (size_t i = 0; i < builtin_library.clause_count; i++)
		assert_ptr_equal(library_clause(&builtin_library, builtin_library.clauses[i]->id), builtin_library.clauses[i]);
}

/* A copy is the same library elsewhere: written out, it gives the same tables, and nothing in it leads back to the original. */
static void test_copy(void **state)
{
	(void)state;
	struct arena arena = ARENA_INIT;
	struct buf original = BUF_INIT, copied = BUF_INIT;
	const struct library *library = copy(&arena, &library_meta, &builtin_library, NULL);
	assert_ptr_not_equal(library->schema, builtin_library.schema);
	assert_null(emit(&original, &library_meta, &builtin_library, "library"));
	assert_null(emit(&copied, &library_meta, library, "library"));
	assert_int_equal(copied.len, original.len);
	assert_true(strcmp(copied.s, original.s) == 0);
	buf_release(&original);
	buf_release(&copied);
	arena_release(&arena);
}

/* What takes the place of a record's questions is what every pointer leads to. */
static void test_copy_with_substitutes(void **state)
{
	(void)state;
	struct arena arena = ARENA_INIT;
	struct substitutes substitutes = SUBSTITUTES_INIT;
	const struct record_type *company = schema_record(builtin_library.schema, "company");
	size_t size = company->field_count * sizeof *company->fields;
	struct question *fields = arena_alloc(&arena, size);
	memcpy(fields, company->fields, size);
	fields[0].label = "another label";
	substitutes_add(&substitutes, &arena, company->fields, size, fields);
	const struct library *library = copy(&arena, &library_meta, &builtin_library, &substitutes);
	const struct record_type *copied = schema_record(library->schema, "company");
	assert_string_equal(copied->fields[0].label, "another label");
	assert_ptr_not_equal(copied->fields, fields); /* a copy as the rest is */
	assert_string_not_equal(company->fields[0].label, "another label");
	/* A rule that reads a question of it points at the one that is asked. */
	size_t met = 0;
	for (size_t i = 0; i < library->schema->rule_count; i++) {
		const struct fact_rule *rule = &library->schema->rules[i], *old = &builtin_library.schema->rules[i];
		for (size_t k = 0; k < rule->read_count; k++) {
			if (old->reads[k] < company->fields || old->reads[k] >= company->fields + company->field_count)
				continue;
			assert_ptr_equal(rule->reads[k], &copied->fields[old->reads[k] - company->fields]);
			met++;
		}
	}
	assert_true(met > 0);
	arena_release(&arena);
}

static bool is_in_a_category(const struct vocabulary *categories, const struct term *data)
{
	for (size_t i = 0; i < categories->term_count; i++) {
		const struct value *held = term_attribute(&categories->terms[i], "data");
		for (size_t k = 0; k < held->count; k++)
			if (held->items[k].term == data)
				return true;
	}
	return false;
}

/* California's law has categories of its own: no kind of data may fall through. */
static void test_categories_hold_all_data(void **state)
{
	(void)state;
	const struct vocabularies *all = &builtin_library.schema->vocabularies;
	const struct vocabulary *data = vocabulary_find(all, "data"), *categories = vocabulary_find(all, "ccpa_categories");
	for (size_t i = 0; i < data->term_count; i++)
		if (!is_in_a_category(categories, &data->terms[i]))
			fail_msg("'%s' is in no category: add it in ccpa_categories.yaml", data->terms[i].id);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_categories_hold_all_data), cmocka_unit_test(test_same_tables), cmocka_unit_test(test_same_objects), cmocka_unit_test(test_copy), cmocka_unit_test(test_copy_with_substitutes)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
