/* Types: how they read in a finding, and reading one scalar as typed. */
#include "questionnaire/types/value.h"

#include "base/text.h"
#include "questionnaire/types/record.h"
#include "questionnaire/types/term.h"
#include "questionnaire/types/type_address.h"

#include <stdio.h>
#include <string.h>

#define NUMBER_LIMIT INT64_C(1000000000000000) /* 10^15: exact in every number type a reader of our JSON may use */
enum { YEAR_FIRST = 1900, YEAR_LAST = 2999, DURATION_LIMIT = 999, KEY_LIMIT = 64 };

static const char *const type_singular[] = {
	[TYPE_NONE] = "nothing",
	[TYPE_YES_NO] = "yes or no",
	[TYPE_NUMBER] = "a number",
	[TYPE_TEXT] = "a text",
	[TYPE_LONG_TEXT] = "a text of paragraphs",
	[TYPE_DATE] = "a date (YYYY-MM-DD)",
	[TYPE_DURATION] = "a duration (as in '3 years')",
	[TYPE_EMAIL] = "an e-mail address",
	[TYPE_WEB] = "a web address",
	[TYPE_WORDS] = "a text by language",
};

static const char *const type_plural[] = {
	[TYPE_NONE] = "nothing",
	[TYPE_YES_NO] = "yes or no",
	[TYPE_NUMBER] = "numbers",
	[TYPE_TEXT] = "texts",
	[TYPE_LONG_TEXT] = "texts of paragraphs",
	[TYPE_DATE] = "dates (YYYY-MM-DD)",
	[TYPE_DURATION] = "durations (as in '3 years')",
	[TYPE_EMAIL] = "e-mail addresses",
	[TYPE_WEB] = "web addresses",
	[TYPE_WORDS] = "texts by language",
};

/* "legal_bases" as "legal bases". */
static void add_as_words(struct buf *buf, const char *id)
{
	for (; id && *id; id++)
		buf_addc(buf, *id == '_' || *id == '-' ? ' ' : *id);
}

static const char *vocabulary_words(const struct type *type)
{
	return type->of ? type->of : type->vocabulary ? type->vocabulary->id : "choices";
}

static void add_record(struct buf *buf, const char *what, const struct type *type)
{
	buf_adds(buf, what);
	if (type->record && type->record->what)
		buf_addf(buf, " (%s)", type->record->what);
	else if (type->record && type->record->id)
		buf_addf(buf, " (%s)", type->record->id);
}

void type_describe(struct buf *buf, const struct type *type)
{
	switch (type->kind) {
	case TYPE_CHOICE:
		buf_adds(buf, "one of the ");
		add_as_words(buf, vocabulary_words(type));
		break;
	case TYPE_REFERENCE:
		buf_addf(buf, "the key of one of the %s", type->of ? type->of : "records");
		break;
	case TYPE_LIST:
		buf_adds(buf, "a list of ");
		if (!type->item)
			buf_adds(buf, "values");
		else if (type->item->kind == TYPE_CHOICE)
			add_as_words(buf, vocabulary_words(type->item));
		else if (type->item->kind == TYPE_REFERENCE)
			buf_addf(buf, "keys of %s", type->item->of ? type->item->of : "records");
		else if (type->item->kind < TYPE_CHOICE)
			buf_adds(buf, type_plural[type->item->kind]);
		else
			type_describe(buf, type->item);
		break;
	case TYPE_RECORD:
		add_record(buf, "a record", type);
		break;
	case TYPE_RECORDS:
		add_record(buf, "a list of records", type);
		break;
	default:
		buf_adds(buf, type_singular[type->kind]);
		break;
	}
}

bool type_item(const struct type *list, struct type *item)
{
	if (list->kind == TYPE_RECORDS)
		*item = (struct type){.kind = TYPE_RECORD, .of = list->of, .record = list->record};
	else if (list->kind == TYPE_LIST && list->item)
		*item = *list->item;
	else
		return false;
	return true;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static const char *read_yes_no(const char *text, struct value *value)
{
	bool yes = strcmp(text, "yes") == 0 || strcmp(text, "true") == 0;
	if (!yes && strcmp(text, "no") != 0 && strcmp(text, "false") != 0)
		return "write yes or no";
	value->number = yes;
	return NULL;
}

static const char *read_number(const char *text, struct value *value)
{
	size_t digits = strspn(text, "0123456789");
	if (text[digits]) {
		bool separated = digits > 0 && strspn(text, "0123456789,' ") == strlen(text);
		return text[0] == '-' ? "a number cannot be below 0"
			: separated ? "write a number in digits alone, without separators"
			: "write a whole number, in digits";
	}
	if (digits > 1 && text[0] == '0')
		return "a number does not begin with 0";
	if (digits > 16)
		return "a number can be at most 1000000000000000";
	int64_t number = 0;
	for (size_t i = 0; i < digits; i++)
		number = number * 10 + (text[i] - '0');
	if (number > NUMBER_LIMIT)
		return "a number can be at most 1000000000000000";
	value->number = number;
	return NULL;
}

static bool is_leap(int year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int days_in(int year, int month)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

static bool is_date(int year, int month, int day)
{
	return year >= YEAR_FIRST && year <= YEAR_LAST && month >= 1 && month <= 12 && day >= 1 && day <= days_in(year, month);
}

static const char date_form[] = "write dates as YYYY-MM-DD";

/* Three numbers with one separator between them that is no ISO date: the date meant, when only one reading of it is possible. */
static const char *guess_date(const char *text, struct arena *arena)
{
	int a, b, c, end = 0;
	char first, second;
	if (strlen(text) > 10 || !is_digit(text[0]) || sscanf(text, "%4d%c%4d%c%4d%n", &a, &first, &b, &second, &c, &end) != 5)
		return date_form;
	if (text[end] || first != second || !strchr("/.-", first) || b < 0 || c < 0)
		return date_form;
	int year = 0, month = 0, day = 0;
	if (is_date(a, b, c))
		year = a, month = b, day = c;
	else if (is_date(c, b, a) && (!is_date(c, a, b) || a == b))
		year = c, month = b, day = a;
	else if (is_date(c, a, b) && !is_date(c, b, a))
		year = c, month = a, day = b;
	else
		return date_form;
	return arena_printf(arena, "write it as %04d-%02d-%02d", year, month, day);
}

static const char *read_date(const char *text, struct value *value, struct arena *arena)
{
	static const char *const months[] = {"January", "February", "March", "April", "May", "June",
		"July", "August", "September", "October", "November", "December"};
	static const char form[] = "dddd-dd-dd";
	if (strlen(text) != sizeof(form) - 1)
		return guess_date(text, arena);
	for (size_t i = 0; form[i]; i++)
		if (form[i] == 'd' ? !is_digit(text[i]) : text[i] != form[i])
			return guess_date(text, arena);
	int year = (text[0] - '0') * 1000 + (text[1] - '0') * 100 + (text[2] - '0') * 10 + (text[3] - '0');
	int month = (text[5] - '0') * 10 + (text[6] - '0');
	int day = (text[8] - '0') * 10 + (text[9] - '0');
	if (year < YEAR_FIRST || year > YEAR_LAST)
		return "the year must be from 1900 to 2999";
	if (month < 1 || month > 12)
		return arena_printf(arena, "there is no month %02d; %s", month, date_form);
	if (day < 1 || day > days_in(year, month)) {
		if (month == 2 && day == 29)
			return arena_printf(arena, "29 February does not exist in %d", year);
		return arena_printf(arena, "%s has no day %d", months[month - 1], day);
	}
	value->number = (int64_t)year * 10000 + month * 100 + day;
	return NULL;
}

static const char *read_duration(const char *text, struct value *value, struct arena *arena)
{
	static const char *const units[] = {[UNIT_DAY] = "day", [UNIT_WEEK] = "week", [UNIT_MONTH] = "month", [UNIT_YEAR] = "year"};
	static const char form[] = "write a number and days, weeks, months or years, as in '3 years'";
	size_t digits = strspn(text, "0123456789");
	if (digits == 0)
		return form;
	const char *word = text + digits + strspn(text + digits, " ");
	int unit = -1;
	for (int i = UNIT_DAY; i <= UNIT_YEAR; i++) {
		size_t length = strlen(units[i]);
		if (strncmp(word, units[i], length) == 0 && (word[length] == '\0' || strcmp(word + length, "s") == 0))
			unit = i;
	}
	if (unit < 0)
		return form;
	int number = 0;
	for (size_t i = 0; i < digits && number <= DURATION_LIMIT; i++)
		number = number * 10 + (text[i] - '0');
	if (number < 1 || number > DURATION_LIMIT)
		return "the number of a duration must be from 1 to 999";
	if (word != text + digits + 1 || text[0] == '0')
		return arena_printf(arena, "write it as '%d %s%s'", number, units[unit], number == 1 ? "" : "s");
	value->number = number;
	value->unit = (enum duration_unit)unit;
	return NULL;
}

static const char *read_choice(const struct type *type, const char *text, struct value *value, struct arena *arena)
{
	if (!type->vocabulary)
		return NULL; /* a vocabulary that is not there was reported where it is named */
	value->term = vocabulary_term(type->vocabulary, text);
	if (value->term)
		return NULL;
	struct buf among = BUF_INIT;
	add_as_words(&among, vocabulary_words(type));
	const char *near = vocabulary_nearest(type->vocabulary, text);
	const char *why = near ? arena_printf(arena, "'%s' is not among the %s; did you mean '%s'", text, among.s, near)
		: arena_printf(arena, "'%s' is not among the %s", text, among.s);
	buf_release(&among);
	return why;
}

static const char *read_key(const char *text)
{
	size_t size = strlen(text);
	if (size > KEY_LIMIT)
		return "a key has at most 64 characters";
	if (text[0] == '-' || text[0] == '_'
		|| strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-") != size)
		return "a key is made of letters, digits, '-' and '_' and begins with a letter or digit";
	return NULL;
}

/* What no value may hold, of whatever type. */
static const char *check_text(const struct type *type, const char *text)
{
	size_t size = strlen(text);
	if (!text[0])
		return "it is empty";
	if (text[0] != ' ' && text_is_plain(text, size)) /* almost every text is */
		return NULL;
	if (text_invalid(text, size))
		return "it is not valid UTF-8";
	size_t spaces = 0;
	for (size_t length = 0; text[spaces]; spaces += length)
		if (!text_is_space(text_char(text + spaces, &length)))
			break;
	if (!text[spaces])
		return "it is empty but for spaces";
	if (text_control(text))
		return "it holds a tab or another control character";
	if (type->kind != TYPE_LONG_TEXT && strchr(text, '\n'))
		return "it must be one line";
	return text_bidi_unbalanced(text) ? "a change of writing direction in it is not ended" : NULL;
}

const char *type_read(const struct type *type, const char *text, struct value *value, struct arena *arena)
{
	const char *why = check_text(type, text);
	if (why)
		return why;
	struct value read = *value;
	switch (type->kind) {
	case TYPE_TEXT:
	case TYPE_LONG_TEXT:
		break;
	case TYPE_YES_NO:
		why = read_yes_no(text, &read);
		break;
	case TYPE_NUMBER:
		why = read_number(text, &read);
		break;
	case TYPE_DATE:
		why = read_date(text, &read, arena);
		break;
	case TYPE_DURATION:
		why = read_duration(text, &read, arena);
		break;
	case TYPE_EMAIL:
		why = type_check_email(text);
		break;
	case TYPE_WEB:
		why = type_check_web(text);
		break;
	case TYPE_CHOICE:
		why = read_choice(type, text, &read, arena);
		break;
	case TYPE_REFERENCE:
		why = read_key(text);
		break;
	default:
		why = "a single value has no place here";
		break;
	}
	if (why)
		return why;
	read.kind = type->kind;
	read.state = VALUE_GIVEN;
	read.text = text;
	*value = read;
	return NULL;
}
