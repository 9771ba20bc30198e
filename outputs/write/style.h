/*
 * The style of the page: one string, embedded as it stands, so it holds no '<' and no '&'.
 */
#ifndef OUTPUTS_WRITE_STYLE_H
#define OUTPUTS_WRITE_STYLE_H

extern const char html_style[];

#endif
