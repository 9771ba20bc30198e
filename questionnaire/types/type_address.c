#include "questionnaire/types/type_address.h"

#include "base/text.h"

#include <stdbool.h>
#include <string.h>
#include <unictype.h>

enum { LOCAL_LIMIT = 64, HOST_LIMIT = 253, LABEL_LIMIT = 63, WEB_LIMIT = 2000 };

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_ascii_alnum(uint32_t c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/* Letters, digits and the marks that belong to them: what an internationalised name is made of. No look-alikes of '.', '/' or '@'. */
static bool is_name_char(uint32_t c)
{
	if (c < 0x80)
		return is_ascii_alnum(c);
	return uc_is_alnum(c) || uc_is_general_category_withtable(c, UC_CATEGORY_MASK_M);
}

/* One label of a host. *foreign is set when it is internationalised, in either spelling. */
static const char *check_label(const char *label, size_t size, bool *foreign)
{
	if (size == 0)
		return "a dot in the host stands at an end or beside another dot";
	if (size > LABEL_LIMIT)
		return "a part of the host is longer than 63 characters";
	if (label[0] == '-' || label[size - 1] == '-')
		return "a part of the host begins or ends with '-'";
	if (size > 4 && memcmp(label, "xn--", 4) == 0)
		*foreign = true;
	for (size_t i = 0, length = 0; i < size; i += length) {
		uint32_t c = text_char(label + i, &length);
		if (!is_name_char(c) && c != '-')
			return "the host may hold letters, digits, '-' and dots only";
		if (c >= 0x80)
			*foreign = true;
	}
	return NULL;
}

static bool all_digits(const char *text, size_t size)
{
	for (size_t i = 0; i < size; i++)
		if (!is_digit(text[i]))
			return false;
	return size > 0;
}

static const char *check_host(const char *host, size_t size)
{
	if (size == 0)
		return "the host is missing";
	if (size > HOST_LIMIT)
		return "the host is longer than 253 characters";
	if (host[0] == '[')
		return "an IP address is no host; write its name";
	bool foreign = false, dot = false;
	for (size_t start = 0;;) {
		const char *end = memchr(host + start, '.', size - start);
		size_t length = end ? (size_t)(end - host) - start : size - start;
		const char *why = check_label(host + start, length, &foreign);
		if (why)
			return why;
		if (!end) {
			if (all_digits(host + start, length))
				return "an IP address is no host; write its name";
			break;
		}
		dot = true;
		start += length + 1;
	}
	return dot || foreign ? NULL : "the host needs a dot, as in example.org";
}

/* Before the '@': dot-atom without '?' and '%', which would say more than an address inside a mailto: link. */
static const char *check_local(const char *local, size_t size)
{
	if (size == 0)
		return "nothing stands before the '@'";
	if (size > LOCAL_LIMIT)
		return "more than 64 characters stand before the '@'";
	if (local[0] == '.' || local[size - 1] == '.')
		return "a dot stands at an end of the part before the '@'";
	char before = 0;
	for (size_t i = 0, length = 0; i < size; i += length) {
		uint32_t c = text_char(local + i, &length);
		if (c == '.' && before == '.')
			return "two dots follow each other before the '@'";
		if (!is_name_char(c) && (c >= 0x80 || !strchr(".!#$&'*+-/=^_`{|}~", (int)c)))
			return "a character before the '@' has no place in an address";
		before = local[i];
	}
	return NULL;
}

const char *type_check_email(const char *text)
{
	for (size_t i = 0, length = 0; text[i]; i += length)
		if (text_is_space(text_char(text + i, &length)))
			return "an e-mail address has no spaces";
	if (strncmp(text, "mailto:", 7) == 0)
		return "leave out 'mailto:'";
	if (strchr(text, '?'))
		return "an e-mail address has no '?'; write the address alone";
	if (strpbrk(text, ",;"))
		return "write one address only";
	if (strpbrk(text, "<>()\""))
		return "write the address alone, without a name, quotes or brackets";
	const char *at = strchr(text, '@');
	if (!at)
		return "an e-mail address has an '@', as in privacy@example.org";
	if (strchr(at + 1, '@'))
		return "there are two '@'; write one address only";
	const char *why = check_local(text, (size_t)(at - text));
	return why ? why : check_host(at + 1, strlen(at + 1));
}

/* ":8080" */
static const char *check_port(const char *port, size_t size)
{
	int number = 0;
	if (size == 0 || size > 5 || !all_digits(port, size))
		return "behind the ':' of the host stands a port, a number from 1 to 65535";
	for (size_t i = 0; i < size; i++)
		number = number * 10 + (port[i] - '0');
	return number >= 1 && number <= 65535 ? NULL : "behind the ':' of the host stands a port, a number from 1 to 65535";
}

static bool is_hex(char c)
{
	return is_digit(c) || (c >= 'A' && c <= 'F') || (c >= 'a' && c <= 'f');
}

/* Characters that no part of a web address may hold. */
static const char *check_web_chars(const char *text)
{
	for (size_t i = 0, length = 0; text[i]; i += length) {
		uint32_t c = text_char(text + i, &length);
		if (text_is_space(c))
			return "a web address has no spaces; write %20 for one";
		if (c == '"' || c == '\'')
			return "a web address has no quotes";
		if (c < 0x80 ? strchr("<>\\^`{|}", (int)c) != NULL : uc_is_general_category_withtable(c, UC_CATEGORY_MASK_C))
			return "a character has no place in a web address";
		if (c == '%' && !(is_hex(text[i + 1]) && is_hex(text[i + 2])))
			return "'%' must be followed by two hexadecimal digits";
	}
	return NULL;
}

const char *type_check_web(const char *text)
{
	const char *host = strncmp(text, "https://", 8) == 0 ? text + 8 : strncmp(text, "http://", 7) == 0 ? text + 7 : NULL;
	if (!host)
		return "a web address begins with 'https://' or 'http://'";
	if (strlen(text) > WEB_LIMIT)
		return "a web address has at most 2000 characters";
	size_t size = strcspn(host, "/?#");
	if (memchr(host, '@', size))
		return "a web address for others holds no user name or password";
	const char *why = check_web_chars(text);
	if (why)
		return why;
	const char *colon = host[0] == '[' ? NULL : memchr(host, ':', size);
	if (colon && (why = check_port(colon + 1, size - (size_t)(colon + 1 - host))) != NULL)
		return why;
	return check_host(host, colon ? (size_t)(colon - host) : size);
}
