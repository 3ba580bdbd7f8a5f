//! Moods: logistic regression on the feelings that readers named in comments.

use super::corpus::{self, Comment};
use super::fit::{Found, folds, found, quantise, threshold};
use super::rows::{Rows, Scaling, Shares};
use super::solve::{calibrate, logistic, probability};
use anyhow::{Context, Result};
use coach::model::mark::PLAIN;
use coach::model::pack::Trained;
use coach::model::{Label, Weights};
use std::path::Path;

const FOLDS: usize = 5;
const SEED: u64 = 7;
const SHARES: Shares = [1.0, 1.0];

/// A mood, the feelings of GoEmotions that it gathers, and how much its model is held back.
pub struct Mood {
    pub label: Label,
    pub feelings: &'static [u8],
    penalty: f64,
}

/// Gratitude; anger, annoyance, disappointment, disapproval and disgust; confusion.
pub const MOODS: [Mood; 3] = [
    Mood { label: Label::Gratitude, feelings: &[15], penalty: 0.5 },
    Mood { label: Label::Frustration, feelings: &[2, 3, 9, 10, 11], penalty: 1.0 },
    Mood { label: Label::Confusion, feelings: &[6], penalty: 0.3 },
];

fn holds(comment: &Comment, mood: &Mood) -> bool {
    comment.feelings.iter().any(|feeling| mood.feelings.contains(feeling))
}

/// The three labels in their order, each calibrated and given its threshold on folds left out of training.
pub fn train(data: &Path, lexicon: &[u8]) -> Result<[Trained; 3]> {
    let comments = corpus::comments(data, "train")?;
    let rows = Rows::of(comments.iter().map(|comment| comment.text.as_str()), lexicon);
    let fold = folds(rows.len(), FOLDS, SEED);
    let all: Vec<usize> = (0..rows.len()).collect();
    let whole = rows.scaling(&all);
    Ok(MOODS.map(|mood| {
        let truth: Vec<bool> = comments.iter().map(|comment| holds(comment, &mood)).collect();
        let scored = left_out(&rows, &truth, &fold, mood.penalty);
        let (slope, shift) = calibrate(&scored);
        let model = logistic(&rows.design(&whole, SHARES), &all, &truth, mood.penalty);
        let mut trained = quantise(&model, &whole, SHARES);
        trained.head.slope = slope as f32;
        trained.head.shift = shift as f32;
        trained.head.threshold = probability(slope * threshold(&scored) + shift) as f32;
        trained
    }))
}

/// What models that did not see a row say of it.
fn left_out(rows: &Rows, truth: &[bool], fold: &[usize], penalty: f64) -> Vec<(f64, bool)> {
    let mut scored = Vec::with_capacity(rows.len());
    for left_out in 0..FOLDS {
        let (tested, training): (Vec<usize>, Vec<usize>) =
            (0..rows.len()).partition(|row| fold[*row] == left_out);
        let scaling: [Scaling; PLAIN] = rows.scaling(&training);
        let design = rows.design(&scaling, SHARES);
        let model = logistic(&design, &training, truth, penalty);
        scored.extend(tested.iter().map(|row| (design.dot(*row, &model), truth[*row])));
    }
    scored
}

/// On the comments kept for development, with the thresholds of the file.
pub struct Figures {
    pub found: [Found; 3],
    /// Mean of the scores, and share of the comments that bear the label: equal when calibrated.
    pub chance_and_share: [(f64, f64); 3],
}

pub fn figures(data: &Path) -> Result<Figures> {
    figures_by(Weights::OURS, data)
}

pub fn figures_of(model: &[u8], data: &Path) -> Result<Figures> {
    figures_by(Weights::of(model).context("a file of weights")?, data)
}

fn figures_by(weights: Weights<'_>, data: &Path) -> Result<Figures> {
    let comments = corpus::comments(data, "dev")?;
    let mut figures = Figures { found: [Found::default(); 3], chance_and_share: [(0.0, 0.0); 3] };
    for (index, mood) in MOODS.iter().enumerate() {
        let scored: Vec<(f64, bool)> = comments
            .iter()
            .map(|comment| {
                let scores = weights.score(&comment.text, |_| ());
                (f64::from(scores.of(mood.label)), holds(comment, mood))
            })
            .collect();
        figures.found[index] = found(&scored, f64::from(weights.threshold(mood.label)));
        let of = scored.len().max(1) as f64;
        figures.chance_and_share[index] = (
            scored.iter().map(|(chance, _)| chance).sum::<f64>() / of,
            scored.iter().filter(|(_, holds)| *holds).count() as f64 / of,
        );
    }
    Ok(figures)
}
