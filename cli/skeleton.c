#include "cli/skeleton.h"

static const char readme[] =
	"# Our own library\n"
	"\n"
	"What stands here changes the built-in clauses and questions of noticesmith, piece by piece. It counts for every answers file beside\n"
	"this folder when the folder is called `library`, and elsewhere with `noticesmith build --library FOLDER`.\n"
	"\n"
	"    noticesmith library list              # the built-in clauses, with the hash of each text\n"
	"    noticesmith library copy CLAUSE .     # puts one here, to be changed\n"
	"    noticesmith lint .                    # checks everything here\n"
	"\n"
	"| Files | What they change |\n"
	"| --- | --- |\n"
	"| `clauses/en/*.md` | clauses: replaced, added, deleted |\n"
	"| `clauses/en/words.yaml` | single words of the program, such as the mark of a gap |\n"
	"| `questions/*.yaml` | texts of questions |\n"
	"| `vocabularies/*.yaml` | entries of closed lists: replaced, added |\n"
	"\n"
	"Files have any name with that ending. Other files do not belong here.\n"
	"\n"
	"What replaces a built-in text names its hash. When a newer noticesmith brings another text, `lint` and `build` warn and name the new hash.\n"
	"Compare the two texts, then write the new hash. Until then your text counts.\n"
	"\n"
	"## A clause\n"
	"\n"
	"A file `clauses/en/ours.md` with three clauses: a new one, one that replaces a built-in clause, one that deletes a built-in clause:\n"
	"\n"
	"    ---\n"
	"    clause: ours.showroom\n"
	"    section: controller\n"
	"    when: company.seat == \"SE\"\n"
	"    ---\n"
	"    You can also ask {{ company.legal_name }} in our showroom.\n"
	"\n"
	"    ---\n"
	"    clause: controller.phone\n"
	"    section: controller\n"
	"    join: line\n"
	"    when: given(company.phone)\n"
	"    kinds: [contact.phone]\n"
	"    replaces: 0123456789abcdef\n"
	"    ---\n"
	"    Phone {{ company.phone }}\n"
	"\n"
	"    ---\n"
	"    deletes: glance.authority\n"
	"    reason: The section on complaints says it.\n"
	"    ---\n"
	"\n"
	"`man noticesmith` says more.\n";

static const char words[] =
	"# Words of the program, to be said in another way. Only those that stand here change; the marks ($1, $d ...) have to stay.\n"
	"#\n"
	"#gap: \"[please ask the client: $1]\"\n";

static const char questions[] =
	"# Texts of questions, by record type and question. What is left out stays: label, ask, help, more, example.\n"
	"# 'replaces' holds the hash of the built-in text. Write any, and 'noticesmith lint' names the right one.\n"
	"#\n"
	"#questions:\n"
	"#  service.countries:\n"
	"#    replaces: 0123456789abcdef\n"
	"#    ask: In which countries do its people and its servers sit?\n"
	"#    help: Its data processing agreement has a list.\n";

static const char vocabularies[] =
	"# Entries of a closed list, one file a list. Each has all the attributes that the built-in list declares. One that replaces a built-in\n"
	"# entry says 'replaces: HASH'. Say where each comes from, when somebody looked, and whether that was a person who knows.\n"
	"#\n"
	"#vocabulary: measures\n"
	"#source: our own wording\n"
	"#checked_on: 2026-11-22\n"
	"#verified: false\n"
	"#terms:\n"
	"#  night-watch: {says: {en: A guard watches our rooms at night.}}\n";

const struct skeleton_file skeleton[] = {
	{"README.md", readme},
	{"clauses/en/words.yaml", words},
	{"questions/questions.yaml", questions},
	{"vocabularies/measures.yaml", vocabularies},
};
const size_t skeleton_count = sizeof(skeleton) / sizeof(*skeleton);
