/*
 * The styles of the page and of the fragment: one string each, embedded as it stands, so it holds no '<' and no '&'.
 */
#ifndef OUTPUTS_WRITE_STYLE_H
#define OUTPUTS_WRITE_STYLE_H

extern const char html_style[];
extern const char fragment_style[]; /* every selector begins with .noticesmith; a rule of its own on each line */

#endif
