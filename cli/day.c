#include "cli/day.h"

#include <time.h>

int day_today(void)
{
	time_t now = time(NULL);
	struct tm day;
	gmtime_r(&now, &day);
	return ((day.tm_year + 1900) * 100 + day.tm_mon + 1) * 100 + day.tm_mday;
}
