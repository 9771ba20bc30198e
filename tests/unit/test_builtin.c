/* The compiled library is the library of the source folders, with every pointer where it was: written out again, it gives the same tables. Runs from the top folder. */
#include "cli/builtin.h"
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

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_same_tables), cmocka_unit_test(test_same_objects)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
