/*
 * The day on which the program runs: only cli/ may ask for it.
 */
#ifndef CLI_DAY_H
#define CLI_DAY_H

int day_today(void); /* YYYYMMDD, UTC */

#endif
