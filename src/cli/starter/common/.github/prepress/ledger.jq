# The ledger that the workflow `links` goes on with, while the change of an earlier run is not merged.
# In: `links.json` of the branch that is published ($own), of the branch with the change ($branch), and of the commit that the
# two have in common ($base). Out: what the change made of it, where it was not changed since.

def ledger: {exceptions: [], failing: {}, unknown: {}} + (.[0] // {});
($own | ledger) as $own
| ($base | ledger) as $base
| ($branch | ledger) as $branch
| reduce ("exceptions", "failing", "unknown") as $part ($own;
    if .[$part] == $base[$part] then .[$part] = $branch[$part] else . end)
