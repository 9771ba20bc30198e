# What a lawyer missed once: who else gives data, a basis for everybody, health that a booking shows, books by the law that binds.
. tests/tap.sh
examples=$top/tests/examples
shop=$work/shop.yaml
block() { # FILE HEADING: the lines of that block of the notice
	"$NOTICESMITH" build -q --format md -o - "$1" 2>/dev/null | sed -n "/^### $2\$/,/^##/p"
}
holds() { printf '%s\n' "$text" | grep -qF -- "$1" || { echo "# lacks: $1"; printf '%s\n' "$text" | sed 's/^/# /'; return 1; }; }
lacks() { ! holds "$1" >/dev/null; }
notice() { text=$("$NOTICESMITH" build -q --format md -o - "$1" 2>/dev/null); }
other() { # EXAMPLE CHANGE...: that example with other answers
	cp "$examples/$1.yaml" "$shop" && shift && "$NOTICESMITH" set "$shop" "$@" >"$out" 2>"$err"
}

# Art. 14: the source, the kinds of data, whether the source is public
text=$(block "$examples/web-shop.yaml" 'You get a parcel')
check 'who gets a gift: source and kinds' holds 'We get this from whoever sends you a gift: name and delivery address.'
check 'who gets a gift: not public' holds 'These sources are not public.'
other web-shop activities.shipping.from_others.giver.public=yes
text=$(block "$shop" 'You get a parcel')
check 'one source is public' holds 'name and delivery address. Everybody can read this source.'
check 'one source is public, the other not' holds 'The rest is not public.'
"$NOTICESMITH" set "$shop" activities.shipping.from_others.parcel-service.public=yes
text=$(block "$shop" 'You get a parcel')
check 'all sources are public' lacks 'not public'
"$NOTICESMITH" set --delete activities.shipping.from_others "$shop"
text=$(block "$shop" 'You get a parcel')
check 'nobody else gives anything' lacks 'From others'

# Who is no party to the contract has a basis of its own
text=$(block "$examples/school.yaml" 'Your child is in our group')
check 'the contract is that of the parents' holds 'If you are a parent, we need your own data for our contract with you'
check 'children and those named: an interest' holds 'we rely on our interest in the safety of the children'
notice "$examples/school.yaml"
check 'the rights of the child' holds 'Your child has these rights, too.'
check 'who sees photos' holds 'Everybody can see the photos and videos that we publish.'

# Whoever is treated shows it by an appointment
text=$(block "$examples/clinic.yaml" 'You book an appointment')
check 'a booking shows health' holds 'This data can show that we treat you, so it needs a second ground. Ours is health care'
text=$(block "$examples/clinic.yaml" 'You use your rights, or there is a dispute')
check 'a dispute: legal claims' holds 'Ours is legal claims'
text=$(block "$examples/clinic.yaml" 'You are our patient')
check 'one basis for each purpose: treating' holds 'For treating and billing you, we need the data for our contract with you'
check 'one basis for each purpose: the record' holds 'For the record of your treatment, this is a legal duty'
notice "$examples/vet.yaml"
check 'where no people are treated, a booking shows nothing' lacks 'second ground'
other clinic activities.patients.condition=consent activities.patients.withdrawal=email
text=$(block "$shop" 'You book an appointment')
check 'where consent is the condition, care is none' lacks 'second ground'

# The law of the country, for those whom it binds
books() { # SEAT KIND: what is suggested
	rm -f "$shop"
	"$NOTICESMITH" new -b "$2" -s company.seat="$1" "$shop" >"$out" 2>"$err"
	text=$(cat "$shop")
}
books FR association
check 'an association is no trader' lacks 'L123-22'
check 'an association: the tax code' holds 'Article L102 B'
books FR restaurant
check 'a trader: the commercial code' holds 'Article L123-22'
books DE clinic
check 'the law of the record' holds 'law: !suggested Section 630f of the German civil code (BGB)'
check 'a law is the basis of what it orders alone' test "$(grep -c 'Section 630f' "$shop")" -eq 1
check 'ledgers are kept longer than vouchers' holds 'what: !suggested the ledgers and yearly accounts'
books AT hotel
check 'a form that no statute of ours orders' lacks 'registration act (BMG)'
books DE hotel
check 'the form is for guests from abroad' holds 'title: !suggested You check in and are not a German citizen'

# A computer, and what is up to the reader
text=$(block "$examples/landlord.yaml" 'You look for a home')
check 'a person chooses the tenant' holds 'A person decides, not a computer alone.'
other landlord --unknown computer.decides
text=$(block "$shop" 'You look for a home')
check 'who chooses is not known' lacks 'A person decides'
notice "$examples/association.yaml"
check 'what must be given is said' holds 'All else is up to you.'
other association 'activities.members.must_give=name, address'
notice "$shop"
check 'what decides on a vote is not up to the reader' lacks 'All else is up to you.'
notice "$examples/clinic.yaml"
check 'beside a duty to write it down, no word on laws' lacks 'No law makes you give us this data.'
finish
