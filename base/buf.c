#include "base/buf.h"

#include "base/mem.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SHORT = 40 }; /* what is formatted is mostly a number and a word */

char buf_empty[] = "";

void buf_init(struct buf *buf)
{
	*buf = (struct buf)BUF_INIT;
}

void buf_release(struct buf *buf)
{
	if (buf->cap)
		free(buf->s);
	buf_init(buf);
}

void buf_clear(struct buf *buf)
{
	buf_truncate(buf, 0);
}

static void grow(struct buf *buf, size_t more)
{
	if (more >= SIZE_MAX / 2 - buf->len)
		mem_exhausted();
	size_t needed = buf->len + more + 1;
	size_t cap = buf->cap ? buf->cap * 2 : 64;
	if (cap < needed)
		cap = needed;
	buf->s = xrealloc(buf->cap ? buf->s : NULL, cap);
	buf->s[buf->len] = '\0';
	buf->cap = cap;
}

void buf_reserve(struct buf *buf, size_t more)
{
	if (!buf->cap || more >= buf->cap - buf->len) /* cap counts the NUL */
		grow(buf, more);
}

void buf_addf(struct buf *buf, const char *format, ...)
{
	va_list args, again;
	va_start(args, format);
	va_copy(again, args);
	buf_reserve(buf, SHORT);
	int length = vsnprintf(buf->s + buf->len, buf->cap - buf->len, format, args);
	va_end(args);
	if (length < 0)
		mem_exhausted(); /* longer than INT_MAX */
	if ((size_t)length >= buf->cap - buf->len) {
		buf_reserve(buf, (size_t)length);
		vsnprintf(buf->s + buf->len, (size_t)length + 1, format, again);
	}
	va_end(again);
	buf->len += (size_t)length;
}

void buf_truncate(struct buf *buf, size_t len)
{
	if (len >= buf->len)
		return;
	buf->len = len;
	buf->s[len] = '\0';
}

char *buf_detach(struct buf *buf)
{
	char *text = buf->cap ? buf->s : xstrdup("");
	buf_init(buf);
	return text;
}
