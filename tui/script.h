/*
 * The wizard without a terminal: keys from a file, screens into files, through the real update and draw. For tests and for the pictures in
 * the README.
 *
 * Lines of a script ('#' begins a comment line):
 *     size 80 24            the screen, from here on; at first 80 by 24
 *     keys Down 'Acme Tab   keys by name; with ' in front a word is typed letter by letter
 *     type Acme AB, Cork    the rest of the line, letter by letter
 *     paste TEXT            the rest of the line as a paste; \n is a line feed
 *     save-screen NAME      into FOLDER/NAME.txt: text, roles, cursor
 *     save-screens NAME     at 120 by 40, 80 by 24 (there also in mono) and 40 by 10, into FOLDER/NAME-120x40.txt and so on
 *     outside FILE          the answers file gets the bytes of FILE, as if by an editor
 */
#ifndef TUI_SCRIPT_H
#define TUI_SCRIPT_H

#include "tui/run.h"

/*
 * Plays a script on the answers file run->path. folder: for the screens. False with a finding in
 * *diags: where in the script something is wrong, or what could not be opened or written.
 */
bool script_play(struct run *run, const char *script, const char *folder, struct diags *diags);

#endif
