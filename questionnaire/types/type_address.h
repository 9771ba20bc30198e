/*
 * E-mail and web addresses: what may become a link in a notice. Narrower than the standards on purpose: anything a mail program or
 * browser would read as more than an address (extra recipients, passwords, IP literals) is refused.
 */
#ifndef QUESTIONNAIRE_TYPES_TYPE_ADDRESS_H
#define QUESTIONNAIRE_TYPES_TYPE_ADDRESS_H

/* NULL when text (valid UTF-8, without control characters) is one; else why not, a static text. */
const char *type_check_email(const char *text);
const char *type_check_web(const char *text);

#endif
