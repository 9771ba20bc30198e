#include "tests/soak/company.h"

#include "tests/soak/generate.h"

void company_write(struct buf *yaml, const struct schema *schema, uint64_t seed)
{
	struct draft_file file;
	struct arena arena = ARENA_INIT;
	generate_company(&file, &arena, schema, seed);
	draft_write(yaml, &file);
	arena_release(&arena);
}
