/*
 * Words and signs of the condition language. The lexer keeps no state: a token is read at a byte of the text, so that the parser can look ahead
 * and so that characters behind an expression ("}}", ":") are nobody's mistake until somebody wants them.
 */
#ifndef QUESTIONNAIRE_CONDITIONS_COND_LEX_H
#define QUESTIONNAIRE_CONDITIONS_COND_LEX_H

#include <stddef.h>

enum token_kind {
	TOKEN_END,
	TOKEN_NAME,     /* also true, false */
	TOKEN_TEXT,     /* between quotes: content, content_size */
	TOKEN_NUMBER,
	TOKEN_DATE,     /* digits with '-' among them: 2026-01-31 */
	TOKEN_DURATION, /* 3 years */
	TOKEN_AND, TOKEN_OR, TOKEN_NOT, TOKEN_IN,
	TOKEN_EQ, TOKEN_NE, TOKEN_LT, TOKEN_LE, TOKEN_GT, TOKEN_GE,
	TOKEN_OPEN, TOKEN_CLOSE, TOKEN_LIST_OPEN, TOKEN_LIST_CLOSE, TOKEN_COMMA, TOKEN_DOT,
	TOKEN_BAD       /* why and fix say what is wrong with it */
};

struct token {
	enum token_kind kind;
	size_t start, end;         /* bytes of the text */
	const char *content;       /* TOKEN_TEXT: what stands between the quotes */
	size_t content_size;
	const char *why, *fix;     /* TOKEN_BAD */
};

/* The token at or behind byte `at`, white space passed over. */
struct token token_read(const char *text, size_t at);

#endif
