//! Politeness: ridge on the mean rating of requests, Wikipedia's and Stack Exchange's together.

use super::corpus;
use super::fit::{folds, quantise, quarters};
use super::rows::{Rows, Shares};
use super::solve::{Case, calibrate, ridge};
use anyhow::{Context, Result};
use coach::model::pack::{self, Trained};
use coach::model::{Label, Weights};
use std::path::Path;

pub const CORPORA: [&str; 2] = ["wikipedia", "stack-exchange"];
const PENALTY: f64 = 2.0;
const SHARES: Shares = [1.0, 0.7];
/// Ratings beyond this count as this: what is ruder than rude teaches no more.
const RATING_MAX: f64 = 1.0;
const FOLDS: usize = 10;
/// Shufflings into folds that a figure is the mean of.
const SHUFFLES: u64 = 3;

struct Requests {
    rows: Rows,
    texts: Vec<String>,
    ratings: Vec<f64>,
    corpus: Vec<usize>,
    quarters: Vec<Option<bool>>,
}

impl Requests {
    fn read(data: &Path, lexicon: &[u8]) -> Result<Requests> {
        let (mut texts, mut ratings, mut corpora, mut quarter) =
            (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for (corpus, name) in CORPORA.into_iter().enumerate() {
            let rated = corpus::politeness(data, name)?;
            let scores: Vec<f64> = rated.iter().map(|request| request.score).collect();
            quarter.extend(quarters(&scores));
            corpora.extend(rated.iter().map(|_| corpus));
            ratings.extend(scores.iter().map(|score| score.clamp(-RATING_MAX, RATING_MAX)));
            texts.extend(rated.into_iter().map(|request| request.text));
        }
        let rows = Rows::of(texts.iter().map(String::as_str), lexicon);
        Ok(Requests { rows, texts, ratings, corpus: corpora, quarters: quarter })
    }

    fn all(&self) -> impl Iterator<Item = usize> + use<> {
        0..self.rows.len()
    }

    fn train(&self, rows: &[usize], weight: impl Fn(usize) -> f64) -> Trained {
        let scaling = self.rows.scaling(rows);
        let design = self.rows.design(&scaling, SHARES);
        let cases: Vec<Case> =
            rows.iter().map(|&row| Case { row, weight: weight(row), target: self.ratings[row] }).collect();
        quantise(&ridge(&design, &cases, PENALTY), &scaling, SHARES)
    }

    /// Scores by the packed file, as the program would read it.
    fn scores(&self, lexicon: &[u8], trained: Trained, rows: &[usize]) -> Result<Vec<f64>> {
        let nothing = Trained::nothing;
        let file = pack::file(lexicon, &[trained, nothing(), nothing(), nothing()]);
        let weights = Weights::of(&file).context("a file of weights")?;
        Ok(rows
            .iter()
            .map(|row| f64::from(weights.weigh(&self.texts[*row], |_| ())[Label::Politeness as usize]))
            .collect())
    }

    /// Of the rows in the first or last quarter: score less the mean rating in training, and whether it is the first.
    fn judged(
        &self,
        lexicon: &[u8],
        training: &[usize],
        tested: &[usize],
        weight: impl Fn(usize) -> f64,
    ) -> Result<Vec<(usize, f64, bool)>> {
        let of: f64 = training.iter().map(|row| weight(*row)).sum();
        let mean = training.iter().map(|row| weight(*row) * self.ratings[*row]).sum::<f64>() / of;
        let rows: Vec<usize> = tested.iter().copied().filter(|row| self.quarters[*row].is_some()).collect();
        let scores = self.scores(lexicon, self.train(training, weight), &rows)?;
        Ok(rows
            .iter()
            .zip(scores)
            .map(|(row, score)| (*row, score - mean, self.quarters[*row] == Some(true)))
            .collect())
    }
}

fn share_right(judged: &[(usize, f64, bool)]) -> f64 {
    let right = judged.iter().filter(|(_, score, polite)| (*score > 0.0) == *polite).count();
    right as f64 / judged.len().max(1) as f64
}

/// The label, calibrated on folds left out of training.
pub fn train(data: &Path, lexicon: &[u8]) -> Result<Trained> {
    let requests = Requests::read(data, lexicon)?;
    let fold = folds(requests.rows.len(), FOLDS, 1);
    let mut scored = Vec::new();
    for left_out in 0..FOLDS {
        let (tested, training): (Vec<usize>, Vec<usize>) =
            requests.all().partition(|row| fold[*row] == left_out);
        let judged = requests.judged(lexicon, &training, &tested, |_| 1.0)?;
        scored.extend(judged.into_iter().map(|(_, score, polite)| (score, polite)));
    }
    let (slope, shift) = calibrate(&scored);
    let all: Vec<usize> = requests.all().collect();
    let mean = requests.ratings.iter().sum::<f64>() / all.len() as f64;
    let mut trained = requests.train(&all, |_| 1.0);
    trained.head.slope = slope as f32;
    trained.head.shift = (shift - slope * mean) as f32;
    trained.head.threshold = 0.5;
    Ok(trained)
}

/// Shares of requests of the first and last quarter that are told apart.
pub struct Figures {
    /// By corpus: trained on the other nine folds of the same corpus alone.
    pub alone: [f64; 2],
    /// … of both corpora, equal weights: how the model in the file is made.
    pub together: [f64; 2],
    /// … of both, the other corpus with a third of the weight.
    pub leaning: [f64; 2],
    /// Trained on one, tested on all of the other: Wikipedia to Stack Exchange, and back.
    pub across: [f64; 2],
}

/// Weight of the other corpus where one leans on its own.
const LEANING: f64 = 0.3;

pub fn figures(data: &Path, lexicon: &[u8]) -> Result<Figures> {
    let requests = Requests::read(data, lexicon)?;
    let mut figures = Figures { alone: [0.0; 2], together: [0.0; 2], leaning: [0.0; 2], across: [0.0; 2] };
    for shuffle in 0..SHUFFLES {
        let fold = folds(requests.rows.len(), FOLDS, 1 + shuffle);
        let (mut together, mut alone, mut leaning) =
            ([const { Vec::new() }; 2], [const { Vec::new() }; 2], [const { Vec::new() }; 2]);
        for left_out in 0..FOLDS {
            let (tested, training): (Vec<usize>, Vec<usize>) =
                requests.all().partition(|row| fold[*row] == left_out);
            for judged in requests.judged(lexicon, &training, &tested, |_| 1.0)? {
                together[requests.corpus[judged.0]].push(judged);
            }
            for own in 0..2 {
                let is_own = |row: &usize| requests.corpus[*row] == own;
                let tested: Vec<usize> = tested.iter().copied().filter(is_own).collect();
                let of_own: Vec<usize> = training.iter().copied().filter(is_own).collect();
                alone[own].extend(requests.judged(lexicon, &of_own, &tested, |_| 1.0)?);
                let weight = |row: usize| if requests.corpus[row] == own { 1.0 } else { LEANING };
                leaning[own].extend(requests.judged(lexicon, &training, &tested, weight)?);
            }
        }
        for own in 0..2 {
            figures.together[own] += share_right(&together[own]) / SHUFFLES as f64;
            figures.alone[own] += share_right(&alone[own]) / SHUFFLES as f64;
            figures.leaning[own] += share_right(&leaning[own]) / SHUFFLES as f64;
        }
    }
    for own in 0..2 {
        let (training, tested): (Vec<usize>, Vec<usize>) =
            requests.all().partition(|row| requests.corpus[*row] == own);
        figures.across[own] = share_right(&requests.judged(lexicon, &training, &tested, |_| 1.0)?);
    }
    Ok(figures)
}
