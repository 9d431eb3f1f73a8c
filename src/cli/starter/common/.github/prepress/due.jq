# What the workflow `due` writes into its issue.
# In: what `prepress due --format json` prints, and the address of the files as $files. Out: the number of facts that are
# due, and the issue.

def link:
  split(":") as [$file, $line]
  | "[\($file):\($line)](\($files)/\($file | split("/") | map(@uri) | join("/"))#L\($line))";
def line: "- \(.on): `\(.what)` \(.why), \(.place | link)";
def part($title): if . == [] then empty else "### \($title)", "", (.[] | line), "" end;
# GitHub takes 65,536 characters.
def cut:
  [foreach .[] as $line ({size: 0}; .size += ($line | utf8bytelength) + 1; select(.size < 60000) | $line)] as $kept
  | $kept + (if ($kept | length) < length then ["", "The rest is left out: `prepress due` lists everything."] else [] end);

map(select(.state)) as $items
| {
    count: ($items | length),
    issue: {
      title: "Facts that are due",
      body: (
        [ "<!-- prepress: due -->",
          ($items | map(select(.state != "to-come")) | part("Overdue")),
          ($items | map(select(.state == "to-come")) | part("To come")) ]
        | cut | join("\n"))
    }
  }
