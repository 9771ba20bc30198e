/*
 * A text buffer that grows. Never NULL, always NUL-terminated: buf.s can be printed at any time, also when empty.
 *
 * Start with BUF_INIT or buf_init; end with buf_release, or take the text out with buf_detach, which must then be freed.
 */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stddef.h>
#include <string.h>

struct buf {
	char *s;
	size_t len, cap; /* cap 0: s points at a shared empty string and is not to be written */
};
extern char buf_empty[];
#define BUF_INIT {buf_empty, 0, 0}

void buf_init(struct buf *buf);
void buf_release(struct buf *buf); /* frees; buf is empty and may be used again */
void buf_clear(struct buf *buf);   /* keeps the room */
void buf_reserve(struct buf *buf, size_t more); /* room for that many bytes beyond len */
/* Here, as buf_addc is, because writers add little and often, and the compiler knows the lengths of literals. */
static inline void buf_add(struct buf *buf, const char *text, size_t size)
{
	if (!size)
		return;
	if (size >= buf->cap - buf->len) /* cap counts the NUL; nothing fits into the shared empty string */
		buf_reserve(buf, size);
	memcpy(buf->s + buf->len, text, size);
	buf->len += size;
	buf->s[buf->len] = '\0';
}
static inline void buf_adds(struct buf *buf, const char *text) /* text may be NULL: nothing is added */
{
	if (text)
		buf_add(buf, text, strlen(text));
}
static inline void buf_addc(struct buf *buf, char c)
{
	buf_add(buf, &c, 1);
}
void buf_addf(struct buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));
void buf_truncate(struct buf *buf, size_t len);
char *buf_detach(struct buf *buf); /* must be freed; buf is empty afterwards */

#endif
