//! `prepress schema`: what editors may know of the files.
//!
//! In: a name, or a folder. Out: a JSON Schema of the configuration, of the front matter or of a kind of data file. The
//! schemas are files in `src/schema`; a test holds their keys against those that the parser reads.

use super::args::SchemaOptions;
use super::outcome::Outcome;
use crate::shell::{self, Failure, Rewrite};
use crate::text::did_you_mean;

/// A schema: its name, the files that it is for, and its text.
pub(super) struct Schema {
    pub name: &'static str,
    pub files: &'static str,
    pub text: &'static str,
}

macro_rules! schemas {
    ($($name:literal => $files:literal),* $(,)?) => {
        /// All schemas, in the order of the manual.
        pub(super) const SCHEMAS: &[Schema] = &[
            $(Schema { name: $name, files: $files, text: include_str!(concat!("../schema/", $name, ".json")) }),*
        ];
    };
}

schemas! {
    "config" => "prepress.yaml",
    "page" => "front matter of content/**/*.md",
    "subjects" => "content/data/subjects.yaml",
    "attributes" => "content/data/attributes.yaml",
    "sources" => "content/data/sources.yaml",
    "facts" => "content/data/facts/*.yaml",
    "rules" => "content/data/rules.yaml",
    "glossary" => "content/data/glossary.yaml",
    "synonyms" => "content/data/synonyms.yaml",
    "checklists" => "content/data/checklists/*.yaml",
    "questions" => "content/data/questions/*.yaml",
    "principles" => "content/data/principles/*.yaml",
    "processes" => "content/data/processes/*.yaml",
    "rubrics" => "content/data/rubrics/*.yaml",
    "plans" => "content/data/plans/*.yaml",
    "worksheets" => "content/data/worksheets/*.yaml",
}

/// Where a guide keeps them for its editors.
pub(super) const FOLDER: &str = ".schema";

pub(super) fn run(options: &SchemaOptions) -> Result<Outcome, Failure> {
    if let Some(folder) = &options.out {
        let writes: Vec<Rewrite> = SCHEMAS
            .iter()
            .map(|schema| {
                let path = format!("{}.json", schema.name);
                let old = std::fs::read(folder.join(&path)).ok();
                Rewrite { path, old, new: schema.text.as_bytes().to_vec() }
            })
            .filter(|write| write.old.as_ref() != Some(&write.new))
            .collect();
        let changed = writes.len();
        shell::write_files(folder, &writes)?;
        shell::print(&format!("wrote {changed} of {} schemas into {}\n", SCHEMAS.len(), folder.display()));
        return Ok(Outcome::Clean);
    }
    let Some(name) = &options.name else {
        for schema in SCHEMAS {
            shell::print(&format!("{:12}{}\n", schema.name, schema.files));
        }
        return Ok(Outcome::Clean);
    };
    let Some(schema) = SCHEMAS.iter().find(|schema| schema.name == name) else {
        let near = did_you_mean(name, SCHEMAS.iter().map(|schema| schema.name));
        let near = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
        return Err(
            Failure::new(format!("there is no schema `{name}`{near}")).hint("`prepress schema` lists them")
        );
    };
    shell::print(schema.text);
    Ok(Outcome::Clean)
}
