#ifdef __linux__
#define _GNU_SOURCE /* dl_iterate_phdr */
#endif
#include "cli/identity.h"

#include "base/buf.h"

#include <string.h>

#ifdef __linux__
#include <link.h>

struct found {
	struct buf ids;
	bool all; /* nothing was without one */
};

static size_t padded(size_t size)
{
	return (size + 3) & ~(size_t)3;
}

/* Adds the id that stands among these notes, if any. */
static bool add_id(struct buf *ids, const char *notes, size_t size)
{
	static const char owner[] = "GNU";
	ElfW(Nhdr) note;
	while (size >= sizeof note) {
		memcpy(&note, notes, sizeof note);
		const char *name = notes + sizeof note, *id = name + padded(note.n_namesz);
		size_t whole = sizeof note + padded(note.n_namesz) + padded(note.n_descsz);
		if (whole > size)
			return false;
		if (note.n_type == NT_GNU_BUILD_ID && note.n_namesz == sizeof owner && memcmp(name, owner, sizeof owner) == 0) {
			buf_add(ids, id, note.n_descsz);
			return note.n_descsz > 0;
		}
		notes += whole;
		size -= whole;
	}
	return false;
}

/* What the kernel puts into every process has a name, but is no file; the program has none. */
static bool is_of_kernel(const char *name)
{
	return *name && !strchr(name, '/');
}

static int look_at(struct dl_phdr_info *object, size_t size, void *context)
{
	struct found *found = context;
	bool has_one = false;
	(void)size;
	if (is_of_kernel(object->dlpi_name))
		return 0;
	for (size_t i = 0; i < object->dlpi_phnum && !has_one; i++) {
		const ElfW(Phdr) *part = &object->dlpi_phdr[i];
		if (part->p_type == PT_NOTE)
			has_one = add_id(&found->ids, (const char *)(object->dlpi_addr + part->p_vaddr), part->p_memsz);
	}
	found->all &= has_one;
	return 0;
}

bool identity_of_program(struct digest *identity)
{
	struct found found = {BUF_INIT, true};
	dl_iterate_phdr(look_at, &found);
	*identity = digest_of(found.ids.s, found.ids.len);
	buf_release(&found.ids);
	return found.all;
}

#else

bool identity_of_program(struct digest *identity)
{
	(void)identity;
	return false;
}

#endif
