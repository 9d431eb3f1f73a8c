# What the workflow `links` writes into its issue.
# In: what `prepress links --report FILE --format json` prints, and the address of the files as $files. Out: the number of
# addresses that are broken, and the issue.

# Text as code, so that it has no effect as Markdown.
def code:
  (tostring | gsub("\\s+"; " ")) as $text
  | ("`" * (([$text | scan("`+") | length] | max // 0) + 1)) as $fence
  | if $text | test("^`|`$") then "\($fence) \($text) \($fence)" else $fence + $text + $fence end;
def link:
  split(":") as [$file, $line]
  | "[\($file):\($line)](\($files)/\($file | split("/") | map(@uri) | join("/"))#L\($line))";
def days: if length > 1 then "from \(first) to \(last), on \(length) days" else "on \(first)" end;
def address($copies):
  "- \(.url | code): \(.found | code), \(.days | days)",
  (.places[] | "  - " + link),
  (if .facts == [] then empty else "  - facts that lean on it: \(.facts | map(code) | join(", "))" end),
  (if $copies then "  - a kept copy may be at <\(.copies)>" else empty end);
def part($title; $copies): if . == [] then empty else "### \($title)", "", (.[] | address($copies)), "" end;
# GitHub takes 65,536 characters.
def cut:
  [foreach .[] as $line ({size: 0}; .size += ($line | utf8bytelength) + 1; select(.size < 60000) | $line)] as $kept
  | $kept + (if ($kept | length) < length then ["", "The rest is left out: `prepress links --report` lists everything."] else [] end);

{
  count: (.broken | length),
  issue: {
    title: "Links to other sites that are broken",
    body: (
      [ "<!-- prepress: links -->",
        "\(.good) good, \(.broken | length) broken, \(.failing | length) failed, \(.unknown | length) unknown, \(.unseen) not looked at",
        "",
        (.broken | part("Broken"; true)),
        (.failing | part("Failed, to be looked at again"; false)),
        (.unknown | part("Unknown: open them by hand"; false)),
        (.exceptions[] | "- " + .) ]
      | cut | join("\n"))
  }
}
