//! Trains the coach's linear models, or measures them: `train DATA`, `check DATA`, `figures DATA`.
//!
//! Reads third-party data beside the project and writes `data/model.bin` and `data/model-card.md`, the same bytes every
//! time: one thread, fixed order, fixed seeds, and only arithmetic that is the same on every machine. Started by
//! `cargo xtask train-coach` and `cargo xtask bench-coach`; refuses to know the rules.

mod card;
#[path = "../clock/mod.rs"]
mod clock;
mod corpus;
mod fit;
mod moods;
mod politeness;
mod rows;
mod solve;
mod speed;
mod words;

use anyhow::{Result, bail};
use coach::model::pack;
use std::io::Write;
use std::path::Path;

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [chore, data] = arguments.as_slice() else {
        bail!("say train, check or figures, and the folder of data")
    };
    let data = Path::new(data);
    let mut out = std::io::stdout().lock();
    match chore.as_str() {
        "train" | "check" => {
            let (model, card) = train(data, &mut out)?;
            let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
            for (name, bytes) in [("model.bin", model.as_slice()), ("model-card.md", card.as_bytes())] {
                let path = folder.join(name);
                if chore == "train" {
                    std::fs::write(&path, bytes)?;
                } else if std::fs::read(&path)? != bytes {
                    bail!("{} is not what the data give", path.display());
                }
            }
            writeln!(out, "{} bytes, {}", model.len(), blake3::hash(&model))?;
        }
        "figures" => {
            let lexicon = words::lexicon(data)?;
            writeln!(out, "{}", card::table(&politeness::figures(data, &lexicon)?, &moods::figures(data)?))?;
            writeln!(out, "{}", speed::figures(data)?)?;
        }
        other => bail!("there is no chore {other}: train, check, figures"),
    }
    Ok(())
}

/// The file of weights and its card.
fn train(data: &Path, out: &mut impl Write) -> Result<(Vec<u8>, String)> {
    let lexicon = words::lexicon(data)?;
    writeln!(out, "politeness…")?;
    let polite = politeness::train(data, &lexicon)?;
    writeln!(out, "moods…")?;
    let [gratitude, frustration, confusion] = moods::train(data, &lexicon)?;
    let model = pack::file(&lexicon, &[polite, gratitude, frustration, confusion]);
    let figures = card::table(&politeness::figures(data, &lexicon)?, &moods::figures_of(&model, data)?);
    let card = card::card(&model, &figures);
    Ok((model, card))
}
