#include "outputs/document/address.h"

#include "base/text.h"

#include <string.h>
#include <strings.h>
#include <unictype.h>

#define DIGITS "0123456789"
#define LETTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
#define HEX DIGITS "ABCDEFabcdef"

/*
 * Bytes of a character outside ASCII that may stand in a host or a path, 0 for any other. Marks belong to the letters of many
 * scripts, but start no word.
 */
static size_t foreign_letter(const char *text, bool mark)
{
	if ((unsigned char)*text < 0x80)
		return 0;
	size_t length = 0;
	uint32_t c = text_char(text, &length);
	uint32_t mask = UC_CATEGORY_MASK_L | UC_CATEGORY_MASK_Nd | (mark ? UC_CATEGORY_MASK_M : 0);
	return uc_is_general_category_withtable(c, mask) ? length : 0;
}

/* Length of the host name at text: labels of letters, digits and inner hyphens, joined by dots. 0: there is none. */
static size_t host_length(const char *text)
{
	const char *p = text;
	for (;;) {
		const char *label = p;
		for (;;) {
			size_t length = strspn(p, LETTERS DIGITS "-");
			if (length == 0)
				length = foreign_letter(p, p > label);
			if (length == 0)
				break;
			p += length;
		}
		if (p == label || *label == '-' || p[-1] == '-')
			return 0;
		if (*p != '.' || p[1] == '\0' || strchr("/?#:", p[1]) != NULL) /* a dot at the very end belongs to no host we know */
			return (size_t)(p - text);
		p++;
	}
}

/* Path, query and fragment. */
static bool tail_allowed(const char *text)
{
	while (*text != '\0') {
		size_t length = strspn(text, LETTERS DIGITS "-._~:/?#@!$&'()*+,;=");
		if (length == 0 && *text == '%' && strspn(text + 1, HEX) >= 2)
			length = 3;
		if (length == 0)
			length = foreign_letter(text, true);
		if (length == 0)
			return false;
		text += length;
	}
	return true;
}

static bool web_allowed(const char *text)
{
	if (text[0] != '/' || text[1] != '/')
		return false;
	text += 2;
	size_t host = host_length(text);
	if (host == 0)
		return false;
	text += host;
	if (*text == ':') {
		size_t port = strspn(text + 1, DIGITS);
		if (port < 1 || port > 5)
			return false;
		text += 1 + port;
	}
	return *text == '\0' || (strchr("/?#", *text) != NULL && tail_allowed(text));
}

static bool mail_allowed(const char *text)
{
	size_t local = strspn(text, LETTERS DIGITS "._+-!$'*=~");
	if (local == 0 || text[local] != '@')
		return false;
	size_t host = host_length(text + local + 1);
	return host > 0 && text[local + 1 + host] == '\0';
}

static bool telephone_allowed(const char *text)
{
	return text[0] == '+' && text[1] != '\0' && text[1 + strspn(text + 1, DIGITS)] == '\0';
}

static bool fragment_allowed(const char *text)
{
	return *text != '\0' && strchr(LETTERS, *text) != NULL && text[strspn(text, LETTERS DIGITS "-_.")] == '\0';
}

bool address_allowed(const char *href)
{
	static const struct {
		const char *prefix;
		bool (*allowed)(const char *rest);
	} kinds[] = {
		{"#", fragment_allowed}, {"https:", web_allowed}, {"http:", web_allowed}, {"mailto:", mail_allowed}, {"tel:", telephone_allowed},
	};
	if (text_invalid(href, strlen(href)) != NULL)
		return false;
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (strncasecmp(href, kinds[i].prefix, strlen(kinds[i].prefix)) == 0)
			return kinds[i].allowed(href + strlen(kinds[i].prefix));
	return false;
}

const char *address_shown(const char *href)
{
	if (href[0] == '#')
		return NULL;
	return strncmp(href, "mailto:", 7) == 0 ? href + 7 : href;
}
