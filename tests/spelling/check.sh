#!/bin/sh
# Spelling of the guide: prints each word of content/ and prepress.yaml that neither the British dictionary nor words.txt
# has, as file:line: word. Exits with 1 if there is one, with 2 if it cannot look. What is quoted from sources, addresses,
# ids, code and words with digits are left out. Needs hunspell with en_GB (Debian: hunspell and hunspell-en-gb).
set -u
unset CDPATH
cd "$(dirname "$0")/../.." || exit 2
LC_ALL=C.UTF-8
export LC_ALL
if ! printf 'colour\n' | hunspell -d en_GB -l >/dev/null 2>&1; then
    echo "spelling: hunspell with the dictionary en_GB is not found" >&2
    exit 2
fi

# Leaves what readers see. A line stays a line, so that the numbers are right.
prose() {
    sed -E \
        -e 's/^ *(- )?(assert|derive|url|file|template|[a-z0-9.-]+): *([|>]-)?$//; s/^ *(- )?(assert|derive|url|file|template): .*//; s/^ *for: [a-z]+ in .*//' \
        -e 's/`[^`]*`//g; s/\]\([^)]*\)/] /g; s/<[^>]*>//g; s/\[\[[^]|]*\|/ /g; s/\[\[[^]]*\]\]//g; s/\{[#.][^}]*\}//g' \
        -e "s/(quote|locator): ('([^']|'')*'|\"[^\"]*\"|[^,}]*)//g; s/at: \{[^}]*\}//g" \
        -e 's/(stages|principles|roles|tags|related|subjects|attributes|watch|processes|derived-from): \[[^]]*\]//g' \
        -e 's/(^|[ {,])(id|attribute|kind|subject|stage|method|status|unit|type|plan|checklist|process|rubric|worksheet|principles|set|from|takes|role|parent|direction|match|headline): [^],}"]*/ /g' \
        -e 's/(^|[ {,[])[a-z][a-z0-9-]*: / /g; s/[^ ]*[\/@#_=][^ ]*//g; s/[a-z0-9]+\.(com|fyi)//g; s/^/^/'
}

found=$(
    find prepress.yaml content -name '*.md' -o -name '*.yaml' | sort | while IFS= read -r file; do
        prose <"$file" | hunspell -a -i UTF-8 -d en_GB -p tests/spelling/words.txt |
            awk -v file="$file" '/^$/ { line++ } /^[&#]/ && $2 !~ /[0-9]/ { print file ":" line + 1 ": " $2 }'
    done
)
[ -z "$found" ] && exit 0
printf '%s\n' "$found"
exit 1
