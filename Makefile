# noticesmith. GNU make; `make help` lists what there is.
#
# The program is left at ./noticesmith, everything else in build/VARIANT/: release, san (SAN=1: address and undefined
# behaviour sanitizers) or cov (COV=1: gcov). Changed compiler, flags or lists of files are noticed.

VARIANT := $(if $(SAN),san,$(if $(COV),cov,release))
B := build/$(VARIANT)
PROGRAM := $(if $(filter release,$(VARIANT)),noticesmith,$B/noticesmith)

# Commands are shown short, or whole with V=1.
say = $(if $V,,@echo '  $1 $(or $2,$@)';)
PREFIX ?= /usr/local
INSTALL ?= install

STANDARD := -std=c11 -D_POSIX_C_SOURCE=200809L -D_XOPEN_SOURCE=700 -pthread
WARNINGS := -Wall -Wextra -pedantic -Wconversion -Wshadow -Wmissing-prototypes -Wstrict-prototypes -Wvla -Wformat=2 \
	-Wundef -Wpointer-arith -Wwrite-strings $(if $(WERROR),-Werror)
# gcc takes the sanitized vsnprintf(NULL, 0, ...) for a mistake.
SANITIZE := -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer \
	$(if $(findstring clang,$(shell $(CC) --version)),,-Wno-format-truncation)
# Not position-independent: the library compiled in holds ten thousands of pointers, which each start would have to relocate.
VARIANT_release := -O2 -fno-pie
LINK_release := -no-pie
VARIANT_san := -O1 $(SANITIZE)
VARIANT_cov := -O0 --coverage
# DWARF 4: what valgrind reads from gcc and clang alike.
CFLAGS ?= -gdwarf-4
comma := ,
# By its id a program knows what another build of it left behind (cli/identity.h); most compilers of Linux give one anyway.
IDENTITY := $(if $(filter Linux,$(shell uname)),-Wl$(comma)--build-id)
ALL_LDFLAGS = $(LINK_$(VARIANT)) $(IDENTITY) $(LDFLAGS)
ALL_CFLAGS = $(STANDARD) $(WARNINGS) $(VARIANT_$(VARIANT)) $(CFLAGS) $(CPPFLAGS) -I.
LIBS := -pthread -ldl -lyaml -lunistring -ljansson -lmd4c -lncursesw
TEST_LIBS := -lcmocka -lmd4c-html -lcmark-gfm -lcmark-gfm-extensions -lxml2

# Headers by which a library is known to be there, and the Debian packages behind them.
HEADERS := yaml.h unistr.h jansson.h md4c.h xxhash.h curses.h hunspell/hunspell.h
TEST_HEADERS := cmocka.h cmark-gfm.h md4c-html.h libxml/parser.h
XML_CFLAGS = $(shell xml2-config --cflags 2>/dev/null || echo -I/usr/include/libxml2)
PACKAGES := gcc make libc6-dev libyaml-dev libunistring-dev libjansson-dev libmd4c-dev libxxhash-dev libncurses-dev libhunspell-dev \
	hunspell-en-gb hunspell-en-us
TEST_PACKAGES := libcmocka-dev libcmark-gfm-dev libcmark-gfm-extensions-dev cmark-gfm libmd4c-html0-dev libxml2-dev \
	libxml2-utils mandoc tmux valgrind util-linux python3-jsonschema python3-yaml hunspell hunspell-de-de hunspell-sv

# Files, by floor. The generator is built from the same objects as the program, without its tables.
GENERATOR := cli/compile.c
HOUSE := $(filter-out $(GENERATOR) cli/main.c,$(wildcard base/*.c questionnaire/*.c questionnaire/*/*.c outputs/*.c outputs/*/*.c tui/*.c tui/*/*.c cli/*.c))
TESTS := $(wildcard tests/unit/test_*.c)
HELPERS := $(filter-out $(TESTS),$(wildcard tests/unit/*.c))
DATA := $(wildcard questionnaire/*/*.yaml outputs/clauses/*/*.yaml outputs/clauses/*/*.md outputs/review/*.yaml)
objects = $(patsubst %.c,$B/%.o,$1)
SOAK := $(filter-out tests/soak/main.c,$(wildcard tests/soak/*.c))
TEST_PROGRAMS := $(patsubst tests/unit/%.c,$B/tests/%,$(TESTS))

.PHONY: all tests deps deps-build deps-bench demo test perturb golden screens manual scripts bench soak soak-interview soak-wizard install uninstall clean help FORCE
.DELETE_ON_ERROR:
.SUFFIXES:
all: $(PROGRAM)

# Stamps: rewritten only when what they hold has changed.
remember = mkdir -p $B; printf '%s\n' '$2' | cmp -s - $1 || printf '%s\n' '$2' >$1
$B/flags: FORCE
	@$(call remember,$@,$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS))
$B/sources: FORCE
	@$(call remember,$@,$(HOUSE))
$B/data: FORCE
	@$(call remember,$@,$(DATA))
$B/helpers: FORCE
	@$(call remember,$@,$(HELPERS) $(SOAK))

# A missing library is said once, by name, not as a page of errors.
find-headers = for header in $1; do \
		echo "\#include <$$header>" | $(CC) -E $(CPPFLAGS) $2 -include stdarg.h -include stddef.h -include setjmp.h -include stdint.h -x c - >/dev/null 2>&1 || \
		{ echo "noticesmith: <$$header> is not there: run 'make deps'" >&2; missing=1; }; \
	done; test -z "$$missing"; touch $@
$B/libraries: $B/flags
	@set -e; $(call find-headers,$(HEADERS),)
$B/test-libraries: $B/flags
	@set -e; $(call find-headers,$(TEST_HEADERS),$(XML_CFLAGS))

$B/%.o: %.c $B/flags | $B/libraries
	@mkdir -p $(@D)
	$(call say,CC,$<)$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<
$B/tests/unit/%.o: tests/unit/%.c $B/flags | $B/libraries $B/test-libraries
	@mkdir -p $(@D)
	$(call say,CC,$<)$(CC) $(ALL_CFLAGS) $(XML_CFLAGS) -MMD -MP -c -o $@ $<

$B/tests/soak/%.o: tests/soak/%.c $B/flags | $B/libraries $B/test-libraries
	@mkdir -p $(@D)
	$(call say,CC,$<)$(CC) $(ALL_CFLAGS) $(XML_CFLAGS) -MMD -MP -c -o $@ $<

$B/house.a: $(call objects,$(HOUSE)) $B/sources
	@rm -f $@
	$(call say,AR)$(AR) rcs $@ $(filter %.o,$^)
link = $(call say,LINK)$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $(filter %.o,$^) $(filter %.a,$^)

# The library of questions and clauses becomes constant tables; a mistake in a data file ends the build here.
$B/compile: $(call objects,$(GENERATOR)) $B/house.a
	$(link) $(LIBS)
$B/builtin.c: $B/compile $(DATA) $B/data
	$(call say,COMPILE,questionnaire/ outputs/clauses/)$B/compile . $@
$B/builtin.o: $B/builtin.c
	$(call say,CC,$<)$(CC) $(STANDARD) $(WARNINGS) -Wno-overlength-strings $(VARIANT_$(VARIANT)) $(CFLAGS) $(CPPFLAGS) -I. -O1 -g0 -MMD -MP -c -o $@ $<

$(PROGRAM): $B/cli/main.o $B/builtin.o $B/house.a
	$(link) $(LIBS)

$B/soak: $(call objects,tests/soak/main.c $(SOAK)) $B/builtin.o $B/house.a $B/helpers
	$(link) $(TEST_LIBS) $(LIBS)
$B/tests/test_soak $B/tests/test_wizard_random: $(call objects,$(SOAK))
$B/tests/%: $B/tests/unit/%.o $(call objects,$(HELPERS)) $B/builtin.o $B/house.a $B/helpers
	@mkdir -p $(@D)
	$(link) $(TEST_LIBS) $(LIBS)
# Widgets on a real terminal, for tests under tmux.
$B/typer: $(call objects,tests/tools/typer.c) $B/house.a
	$(link) $(LIBS)
tests: $(PROGRAM) $B/compile $B/soak $B/typist $B/typer $(TEST_PROGRAMS)
.SECONDARY:

-include $(patsubst %.o,%.d,$(call objects,$(HOUSE) $(GENERATOR) cli/main.c $(TESTS) $(HELPERS) tests/soak/main.c $(SOAK) tests/tools/typer.c) $B/builtin.o)

# Installs what is missing of $1: with apt-get as root or through sudo; elsewhere it says what to install.
define install-packages
	@command -v dpkg-query >/dev/null 2>&1 && command -v apt-get >/dev/null 2>&1 || { \
		for library in yaml-0.1 jansson md4c libxxhash ncursesw; do pkg-config --exists $$library 2>/dev/null || missing=1; done; \
		test -z "$$missing" && exit 0; \
		echo "Please install a C compiler, GNU make and these (the names are Debian's):"; \
		printf '  %s\n' $1; exit 1; }; \
	missing=$$(for package in $1; do \
		dpkg-query -W -f '$${db:Status-Status}\n' $$package 2>/dev/null | grep -qx installed || echo $$package; done); \
	test -z "$$missing" && exit 0; \
	if [ "$$(id -u)" = 0 ]; then as_root=env; elif command -v sudo >/dev/null 2>&1; then as_root='sudo env'; else \
		echo "Please install, as root: apt-get install" $$missing; exit 1; fi; \
	apt="$$as_root DEBIAN_FRONTEND=noninteractive apt-get"; \
	echo "Installing" $$missing; \
	apt-cache show $$missing >/dev/null 2>&1 || $$apt -q update || exit 1; \
	$$apt -q -y install --no-install-recommends $$missing || { $$apt -q update && $$apt -q -y install --no-install-recommends $$missing; }
endef
deps-build:
	$(call install-packages,$(PACKAGES))
deps:
	$(call install-packages,$(PACKAGES) $(TEST_PACKAGES))
# What `make bench` compares with, where it is there.
deps-bench:
	$(call install-packages,$(PACKAGES) $(TEST_PACKAGES) dialog)

EXAMPLES := tests/examples/corner-shop.yaml tests/examples/medical-imaging-se.yaml
demo: deps-build
	@$(MAKE) --no-print-directory all
	@mkdir -p build/demo
	@./noticesmith build -q -o build/demo $(EXAMPLES)
	@echo "Two notices, each as Markdown and as a page for the browser:"
	@printf '  %s\n' build/demo/*.md build/demo/*.html
	@echo "They come from the answers in:"
	@printf '  %s\n' $(EXAMPLES)

# NS_ORACLE_VALUES, NS_CHANGES: how many hostile values the oracle test tries, how many changes that test makes, the sanitizers being slow.
# NS_PERTURB_EVERY: only every Nth change of an answer; make perturb: all of them.
test: deps
	@$(MAKE) --no-print-directory tests
	@VARIANT=$(VARIANT) NOTICESMITH="$(CURDIR)/$(PROGRAM)" COMPILE="$(CURDIR)/$B/compile" SOAK="$(CURDIR)/$B/soak" TYPER="$(CURDIR)/$B/typer" TESTS_TEMP="$(CURDIR)/$B/tmp" \
		NS_PERTURB_EVERY=$${NS_PERTURB_EVERY:-$(if $(SAN),100,5)} $(if $(SAN),NS_ORACLE_VALUES=$${NS_ORACLE_VALUES:-2000} NS_CHANGES=$${NS_CHANGES:-2000}) \
		tests/run $(TEST_PROGRAMS) $(sort $(wildcard tests/cli/*.sh))

perturb: deps
	@$(MAKE) --no-print-directory $B/tests/test_perturb
	NS_PERTURB_EVERY=1 $B/tests/test_perturb

# The interview at length: random walks under the sanitizers, and the program killed while a script types.
soak-interview: deps
	@$(MAKE) --no-print-directory SAN=1 build/san/tests/test_interview_walks
	@$(MAKE) --no-print-directory all $B/tests/test_ask_kill
	NS_INTERVIEW_WALKS=$${NS_INTERVIEW_WALKS:-100000} build/san/tests/test_interview_walks
	NOTICESMITH="$(CURDIR)/$(PROGRAM)" NS_KILLS=$${NS_KILLS:-1000} $B/tests/test_ask_kill

# The wizard at length: random events under the sanitizers, and the wizard killed while it is typed into.
soak-wizard: deps
	@$(MAKE) --no-print-directory SAN=1 build/san/tests/test_wizard_random
	@$(MAKE) --no-print-directory $B/tests/test_wizard_kill
	NS_WIZARD_EVENTS=$${NS_WIZARD_EVENTS:-1000000} build/san/tests/test_wizard_random
	NS_KILLS=$${NS_KILLS:-1000} $B/tests/test_wizard_kill

golden: all
	NOTICESMITH="$(CURDIR)/$(PROGRAM)" UPDATE_GOLDEN=1 sh tests/cli/golden.sh
	NOTICESMITH="$(CURDIR)/$(PROGRAM)" UPDATE_GOLDEN=1 sh tests/cli/why.sh

# The expected screens of the wizard, its widgets and its preview.
SCREEN_TESTS := test_widgets test_form test_frame test_preview test_start
screens: deps
	@$(MAKE) --no-print-directory all $(addprefix $B/tests/,$(SCREEN_TESTS))
	for test in $(SCREEN_TESTS); do UPDATE_SCREENS=1 $B/tests/$$test || exit 1; done
	NOTICESMITH="$(CURDIR)/$(PROGRAM)" UPDATE_SCREENS=1 sh tests/cli/wizard_screens.sh

# The keys, facts and sections that the manuals list, made from the library; and the keys of the wizard, from tui/keys.def.
manual: $B/compile
	$(foreach page,man/noticesmith.1 man/noticesmith-answers.5 man/noticesmith-library.7,$B/compile --manual . $(page) &&) true

# wait4, which gives the memory of one child, is of BSD.
$B/bench: $(wildcard tests/bench/*.[ch]) $B/builtin.o $B/house.a $B/flags
	$(call say,LINK)$(CC) $(ALL_CFLAGS) -D_DEFAULT_SOURCE $(ALL_LDFLAGS) -o $@ $(filter %.c,$^) $B/builtin.o $B/house.a $(LIBS)
# NS_BENCH=wizard: only what concerns the wizard.
bench: deps
	@$(MAKE) --no-print-directory all $B/bench
	@$B/bench "$(CURDIR)/$(PROGRAM)" $(EXAMPLES)

# What a person would type to get the twins of the seeds by `ask`. The other scripts are what an owner types: kept as they are.
SCRIPTS := corner-shop ecg-cloud-fi imaging-gmbh-de medical-imaging-se outdoor-shop-us-ca reading-app-se software-llc-us veterinary-pacs
$B/typist: tests/tools/typist.c $B/builtin.o $B/house.a $B/flags
	$(call say,LINK)$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $< $B/builtin.o $B/house.a $(LIBS)
scripts: $B/typist
	@for script in $(SCRIPTS); do $B/typist tests/examples/$$script.yaml >tests/scripts/$$script.txt || exit 1; done

# N companies, shared among as many workers as there are processors; in a long run every tenth is read by all readers. tests/soak/main.c has all settings.
N ?= 10000
soak: deps
	@$(MAKE) --no-print-directory $B/soak
	@NS_SOAK_COMPANIES=$N NS_SOAK_WORKERS=$${NS_SOAK_WORKERS:-$$(getconf _NPROCESSORS_ONLN)} NS_SOAK_ORACLE=$${NS_SOAK_ORACLE:-$$(( $N > 20000 ? 10 : 1 ))} $B/soak

# man/NAME.N goes to manN/.
MANUALS := $(wildcard man/*.[1-9])
manual-folder = $(DESTDIR)$(PREFIX)/share/man/man$(subst .,,$(suffix $1))
install: all
	$(INSTALL) -d $(DESTDIR)$(PREFIX)/bin $(sort $(foreach page,$(MANUALS),$(call manual-folder,$(page))))
	$(INSTALL) -m 755 $(PROGRAM) $(DESTDIR)$(PREFIX)/bin/noticesmith
	$(foreach page,$(MANUALS),$(INSTALL) -m 644 $(page) $(call manual-folder,$(page))/ &&) true
uninstall:
	rm -f $(DESTDIR)$(PREFIX)/bin/noticesmith $(foreach page,$(MANUALS),$(call manual-folder,$(page))/$(notdir $(page)))

clean:
	rm -rf build noticesmith

help:
	@echo "make            the program, at ./noticesmith"
	@echo "make deps       install what building and testing need (Debian: by apt-get)"
	@echo "make demo       build, and compose two example notices into build/demo"
	@echo "make test       build and run all tests; with SAN=1 under the sanitizers"
	@echo "make perturb    change every answer of every example and ask 'why' about each line that changes"
	@echo "make golden     write the expected notices and explanations anew, to be read as a difference"
	@echo "make screens    write the expected screens anew, to be read as a difference"
	@echo "make manual     write anew what the manuals list of the library: keys, choices, facts, sections"
	@echo "make scripts    write anew what the tests type to get the example companies by 'ask'"
	@echo "make bench      time a build against cmark-gfm, changes of an answers file against libyaml, the wizard's keys against md4c"
	@echo "make soak       10,000 companies at random, their notices checked; N=100000 for more"
	@echo "make soak-interview   100,000 random walks through the interview, 1,000 kills while a script types"
	@echo "make soak-wizard   1,000,000 random events in the wizard, 1,000 kills while it is typed into"
	@echo "make install    into PREFIX ($(PREFIX)), below DESTDIR; make uninstall takes it away"
	@echo "make clean      remove everything that was built"
	@echo "Variables: CC, CFLAGS, LDFLAGS, WERROR=1, SAN=1, COV=1, V=1 (show commands)"
