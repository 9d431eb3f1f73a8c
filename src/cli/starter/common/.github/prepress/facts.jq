# What the workflow `check` says about a change.
# In: `facts.json` before and after, as $before and $after. Out: the number of facts that change, and a comment in Markdown.

# Text as code, so that it has no effect as Markdown.
def code:
  (tostring | gsub("\\s+"; " ")) as $text
  | ("`" * (([$text | scan("`+") | length] | max // 0) + 1)) as $fence
  | if $text | test("^`|`$") then "\($fence) \($text) \($fence)" else $fence + $text + $fence end;
def value: if . == null then "no value" else code end;
def ids: map(.id) | join(", ") | if . == "" then "none" else code end;

# What differs, apart from the value.
def details($is):
  . as $was
  | (if .["as-of"] != $is["as-of"] then "as of \(.["as-of"] | value) → \($is["as-of"] | value)" else empty end),
    (if (.sources | ids) != ($is.sources | ids) then "sources \(.sources | ids) → \($is.sources | ids)" else empty end),
    (["rank", "method", "confidence", "dispute", "derived", "note", "valid-until"][] | select($was[.] != $is[.]));
def heading:
  .is as $is
  | if .was == null then "**new** \(.id | code): \($is.text | value)"
    elif $is == null then "**removed** \(.id | code): it was \(.was.text | value)"
    else
      "\(.id | code): "
      + (.was | [if .text != $is.text then "\(.text | value) → \($is.text | value)" else "still \(.text | value)" end, details($is)] | join(", "))
    end;
def sentences: [.[]? | {page: (.page // "data"), sentence: (.sentence // .text), verdict: .verdict}] | unique_by([.page, .sentence]);
# Whoever changes a fact reads the sentences again that use it.
def remarks($fact):
  [ if $fact.is == null then "used it"
    else
      (.sentence as $own | select(any($fact.before[]; .sentence == $own)) | "not changed"),
      (.verdict | select(IN("refuted", "undetermined", "unreadable")) | "**\(.)**")
    end ]
  | if . == [] then "" else ": " + join(", ") end;
# GitHub takes 65,536 characters.
def cut:
  [foreach .[] as $line ({size: 0}; .size += ($line | utf8bytelength) + 1; select(.size < 60000) | $line)] as $kept
  | $kept + (if ($kept | length) < length then ["", "The rest is left out."] else [] end);

($before[0].facts | INDEX(.id)) as $was
| ($after[0].facts | INDEX(.id)) as $is
| [ ($was + $is | keys[]) as $id
    | {id: $id, was: $was[$id], is: $is[$id]}
    | select(.was.hash != .is.hash)
    | .before = (.was.claims | sentences)
    | .now = if .is == null then .before else .is.claims | sentences end ] as $changed
| ([$changed[].now[] | [.page, .sentence]] | unique | length) as $used
| {
    count: ($changed | length),
    comment: (
      [ "<!-- prepress: facts -->",
        if $changed == [] then "No facts change." else
          "### Facts that change: \($changed | length), sentences that use them: \($used)",
          "",
          ($changed[] | . as $fact | "- " + heading, (.now[] | "  - \(.page | code) \(.sentence | code)" + remarks($fact)))
        end ]
      | cut | join("\n"))
  }
