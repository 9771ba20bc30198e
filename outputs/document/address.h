/*
 * Which addresses may become links. An allow list: whatever it does not know is no link.
 */
#ifndef OUTPUTS_DOCUMENT_ADDRESS_H
#define OUTPUTS_DOCUMENT_ADDRESS_H

#include <stdbool.h>

/*
 * True for "#id" (a letter, then letters, digits, '-', '_', '.'); https: and http: with a host; mailto: with one plain address (no '?');
 * tel: with + and digits. Schemes in any case. No user name before the host. Everything but the characters of RFC 3986 must come
 * percent-encoded, except letters of any script in host and path.
 */
bool address_allowed(const char *href);
/*
 * What an address reads as where it stands beside the words of its link: that of an e-mail without its scheme. NULL: it leads nowhere
 * outside of the document.
 */
const char *address_shown(const char *href);

#endif
