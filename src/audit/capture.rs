//! Which figures of a page may become facts.
//!
//! In: a checked site, a page, and which fact its author says that a figure is. Out: for each figure that nothing backs
//! the subject, attribute and qualifiers of a fact, or why none is proposed. An attribute is proposed where the
//! sentence names exactly one that can hold the figure; nothing is invented. Writes nothing.

use super::place;
use crate::check::coverage::Backing;
use crate::check::{Candidates, Checked, CheckedPage};
use crate::model::{AttributeId, FactId, SubjectId};
use crate::parse::{FactRef, FigureSite, fact_ref};
use crate::text::{Files, Span, suggestion};
use crate::value::{Form, format as show, read_stored};

/// So many attributes are named to choose from.
const NAMED: usize = 4;

/// A figure and the fact that it is.
#[derive(Debug, Clone)]
pub(crate) struct Chosen {
    pub span: Span,
    pub place: String,
    pub words: String,
    pub subject: SubjectId,
    pub attribute: AttributeId,
    /// Qualifiers, sorted by key.
    pub at: Vec<(String, String)>,
}

impl Chosen {
    /// Whether both are answers to one question.
    fn rivals(&self, other: &Self) -> bool {
        (self.subject, self.attribute, &self.at) == (other.subject, other.attribute, &other.at)
    }
}

/// A figure for which no fact is proposed.
#[derive(Debug, Clone)]
pub struct Left {
    /// Where it stands.
    pub place: String,
    /// Its words.
    pub words: String,
    /// Why, and what to do.
    pub why: String,
}

/// What is proposed for a page, and what is not.
pub(crate) struct Choice {
    pub chosen: Vec<Chosen>,
    pub left: Vec<Left>,
}

/// Chooses facts for the figures of a page; `said` are figures with references to the facts that they are.
///
/// # Errors
/// There is no such page, or what is said of a figure cannot be understood.
pub(crate) fn choose(
    site: &Checked,
    files: &Files,
    path: &str,
    said: &[(String, String)],
) -> Result<Choice, String> {
    let page = page(site, path)?;
    let free: Vec<&FigureSite> = page.page.extract.figures.iter().filter(|one| is_free(page, one)).collect();
    let mut chooser =
        Chooser { site, page, candidates: Candidates::new(&site.known, true), said: Vec::new() };
    for (figure, reference) in said {
        if !free.iter().any(|one| one.text == *figure) {
            let near = suggestion(figure, free.iter().map(|one| one.text.as_str()));
            return Err(format!("{path} has no figure `{figure}` without a fact{near}"));
        }
        let fact = chooser.said_of(reference)?;
        chooser.said.push((figure.clone(), fact));
    }
    let mut choice = Choice { chosen: Vec::new(), left: Vec::new() };
    for figure in free {
        let made = chooser.fact(figure).and_then(|(subject, attribute, at)| {
            let (place, words) = (place(figure.span, files), figure.text.clone());
            let one = Chosen { span: figure.span, place, words, subject, attribute, at };
            match choice.chosen.iter().find(|other| one.rivals(other) && one.words != other.words) {
                Some(other) => {
                    Err(format!("the same fact would be `{}`, which stands before it", other.words))
                }
                None => Ok(one),
            }
        });
        match made {
            Ok(one) => choice.chosen.push(one),
            Err(why) => {
                choice.left.push(Left { place: place(figure.span, files), words: figure.text.clone(), why });
            }
        }
    }
    Ok(choice)
}

/// The page of a path, with or without `content/` and its ending.
fn page<'a>(site: &'a Checked, path: &str) -> Result<&'a CheckedPage, String> {
    let path = path.strip_prefix("./").unwrap_or(path);
    let inner = path.strip_prefix("content/").unwrap_or(path);
    let wanted = format!("content/{}.md", inner.strip_suffix(".md").unwrap_or(inner));
    site.pages.iter().find(|page| page.page.path.as_str() == wanted).ok_or_else(|| {
        let known = site.pages.iter().map(|page| page.page.path.as_str());
        format!("the site has no page `{wanted}`{}", suggestion(&wanted, known))
    })
}

/// Whether nothing backs a figure of the text, and it is a claim.
fn is_free(page: &CheckedPage, figure: &FigureSite) -> bool {
    page.figures.iter().any(|one| one.span == figure.span && one.backing == Backing::Unbacked)
}

/// Subject, attribute and qualifiers.
type Question = (SubjectId, AttributeId, Vec<(String, String)>);
/// The same as it was typed, perhaps without a subject.
type Said = (Option<SubjectId>, AttributeId, Vec<(String, String)>);

struct Chooser<'a> {
    site: &'a Checked,
    page: &'a CheckedPage,
    candidates: Candidates<'a>,
    /// Figures with what is said of them.
    said: Vec<(String, Said)>,
}

impl Chooser<'_> {
    /// What a reference says that was typed.
    fn said_of(&self, reference: &str) -> Result<Said, String> {
        let site = self.site;
        let text = reference.strip_prefix("fact:").unwrap_or(reference);
        let wanted = fact_ref(text).ok().filter(|wanted| {
            *wanted
                == FactRef {
                    subject: wanted.subject.clone(),
                    attribute: wanted.attribute.clone(),
                    qualifiers: wanted.qualifiers.clone(),
                    ..FactRef::default()
                }
        });
        let form = || format!("`{reference}` names no fact to record: write `subject/attribute@qualifier`");
        let wanted = wanted.ok_or_else(form)?;
        let subject = wanted.subject.as_ref().map(|id| {
            let unknown = || format!("unknown subject `{id}`{}", site.ids.subjects.near(id));
            site.ids.subjects.get(id).ok_or_else(unknown)
        });
        let id = &wanted.attribute;
        let unknown = || format!("unknown attribute `{id}`{}", site.ids.attributes.near(id));
        let attribute = site.ids.attributes.get(id).ok_or_else(unknown)?;
        let names = &site.data.attributes[attribute].qualifiers;
        let mut at = Vec::new();
        for (key, value) in wanted.qualifiers {
            let first = || names.first().map(|(name, _)| name.value.clone());
            let key = key.or_else(first).ok_or_else(|| format!("`{id}` has no qualifiers"))?;
            at.push((key, value));
        }
        at.sort();
        Ok((subject.transpose()?, attribute, at))
    }

    /// The question that a figure answers.
    fn fact(&self, figure: &FigureSite) -> Result<Question, String> {
        if figure.markup || !figure.plain {
            return Err("no binding can stand here: write it as Markdown first".to_owned());
        }
        let said = self.said.iter().find(|(words, _)| *words == figure.text).map(|(_, fact)| fact);
        if said.is_none() {
            self.agreeing(figure)?;
        }
        let subject = match said.and_then(|(subject, ..)| *subject) {
            Some(subject) => subject,
            None => self.subject(figure)?,
        };
        let (attribute, at) = match said {
            Some((_, attribute, at)) => (*attribute, at.clone()),
            None => (self.attribute(figure)?, Vec::new()),
        };
        self.recordable(figure, subject, attribute, &at)?;
        Ok((subject, attribute, at))
    }

    /// Leaves a figure that a fact agrees with or speaks against.
    fn agreeing(&self, figure: &FigureSite) -> Result<(), String> {
        let proposal = self.candidates.propose(figure, self.page.subject);
        match (proposal.agreeing.as_slice(), proposal.contradicted) {
            ([], None) => Ok(()),
            ([], Some((name, value, _))) => Err(format!("`fact:{name}` says {value}")),
            ([one], _) => Err(format!("`fact:{one}` agrees: `prepress fix --unsafe` binds it")),
            (several, _) => {
                let names: Vec<String> = several.iter().map(|name| format!("`fact:{name}`")).collect();
                Err(format!("several facts agree: {}", names.join(", ")))
            }
        }
    }

    fn subject(&self, figure: &FigureSite) -> Result<SubjectId, String> {
        let named = self.candidates.named(&figure.sentence);
        match named.as_slice() {
            [] => self.page.subject.known().ok_or_else(|| {
                format!(
                    "whose figure is it? Set `subject:` on the page, or `--fact '{}=subject/attribute'`",
                    figure.text
                )
            }),
            [one] => Ok(*one),
            several => {
                let ids: Vec<&str> =
                    several.iter().map(|id| self.site.data.subjects[*id].id.value.as_str()).collect();
                Err(format!(
                    "the sentence names {}: say whose it is, `--fact '{}={}/attribute'`",
                    ids.join(", "),
                    figure.text,
                    ids[0]
                ))
            }
        }
    }

    /// The one attribute that the sentence names and that can hold the figure.
    fn attribute(&self, figure: &FigureSite) -> Result<AttributeId, String> {
        let schemas = &self.site.facts.schemas;
        let holds = |id: &AttributeId| {
            schemas[*id].kind == figure.kind && read_stored(&figure.text, &schemas[*id]).is_ok()
        };
        let named: Vec<AttributeId> =
            self.candidates.attributes_named(&figure.sentence).into_iter().filter(holds).collect();
        if let [one] = named.as_slice() {
            return Ok(*one);
        }
        let all: Vec<AttributeId> =
            if named.is_empty() { self.site.data.attributes.keys().filter(holds).collect() } else { named };
        let ids: Vec<&str> =
            all.iter().take(NAMED).map(|id| self.site.data.attributes[*id].id.value.as_str()).collect();
        Err(match ids.first() {
            None => format!("no attribute holds {} like this: declare one", figure.kind.noun()),
            Some(first) => format!(
                "which attribute is it? {}: `--fact '{}={first}{}'`",
                ids.iter().map(|id| format!("`{id}`")).collect::<Vec<_>>().join(", "),
                figure.text,
                all.first().map_or_else(String::new, |id| self.needs(*id)),
            ),
        })
    }

    /// The qualifiers that facts of an attribute have to have, as in a reference to fill in.
    fn needs(&self, attribute: AttributeId) -> String {
        let all = &self.site.data.attributes[attribute].qualifiers;
        let needed = all.iter().filter(|(_, required)| *required);
        let each: Vec<String> = needed.map(|(name, _)| format!("{}=…", name.value)).collect();
        if each.is_empty() { String::new() } else { format!("@{}", each.join(",")) }
    }

    /// Whether a fact can be recorded: its attribute can hold the figure, it has the qualifiers that it needs, and
    /// there is none yet.
    fn recordable(
        &self,
        figure: &FigureSite,
        subject: SubjectId,
        attribute: AttributeId,
        at: &[(String, String)],
    ) -> Result<(), String> {
        let def = &self.site.data.attributes[attribute];
        let (id, schema) = (&def.id.value, &self.site.facts.schemas[attribute]);
        if let Err(error) = read_stored(&figure.text, schema) {
            return Err(format!("it is no value of `{id}`: {}", error.message));
        }
        if let Some((key, _)) =
            at.iter().find(|(key, _)| def.qualifiers.iter().all(|(own, _)| own.value != *key))
        {
            let near = suggestion(key, def.qualifiers.iter().map(|(own, _)| own.value.as_str()));
            return Err(format!("`{key}` is not a qualifier of {id}{near}"));
        }
        let missing = def
            .qualifiers
            .iter()
            .find(|(own, required)| *required && at.iter().all(|(key, _)| *key != own.value));
        if let Some((key, _)) = missing {
            return Err(format!(
                "`{id}` needs `{}`: `--fact '{}={id}@{}=…'`",
                key.value, figure.text, key.value
            ));
        }
        let facts = &self.site.facts;
        let same = |fact: &&FactId| facts[**fact].at == at && facts[**fact].is_live();
        let rival = facts.of(subject, attribute).iter().find(same);
        match rival {
            None => Ok(()),
            Some(rival) => {
                let value = facts[*rival].value.as_ref();
                let value = value.map_or_else(
                    || "has no value".to_owned(),
                    |value| format!("says {}", show(value, schema, Form::Short)),
                );
                Err(format!("`fact:{}` {value}", self.site.reference(*rival)))
            }
        }
    }
}
