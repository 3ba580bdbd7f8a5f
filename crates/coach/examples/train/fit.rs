//! From a trained model to the small whole numbers of the file; folds, quarters and F1.

use super::rows::{Linear, PLAIN_AT, PLAIN_SHARE, Scaling, Shares};
use coach::model::hash::BUCKETS;
use coach::model::mark::PLAIN;
use coach::model::pack::{Plain, Trained};
use coach::model::weights::Head;

/// The model in whole numbers; slope, shift and threshold are the caller's.
pub fn quantise(model: &Linear, scaling: &[Scaling; PLAIN], shares: Shares) -> Trained {
    let mut table = Vec::with_capacity(2 * BUCKETS);
    let mut scales = [0.0f32; 2];
    for (part, share) in shares.into_iter().enumerate() {
        let weights = &model.weights[part * BUCKETS..(part + 1) * BUCKETS];
        let largest = weights.iter().fold(0.0f64, |largest, weight| largest.max(weight.abs()));
        let step = if largest > 0.0 { largest / f64::from(i8::MAX) } else { 1.0 };
        table.extend(weights.iter().map(|weight| (weight / step).round() as i8));
        scales[part] = (step * share) as f32;
    }
    let plain = std::array::from_fn(|feature| Plain {
        mean: scaling[feature].mean as f32,
        per_deviation: scaling[feature].per_deviation as f32,
        weight: (model.weights[PLAIN_AT + feature] * PLAIN_SHARE) as f32,
    });
    let bias = model.weights[PLAIN_AT + PLAIN] as f32;
    Trained { head: Head { bias, scales, slope: 1.0, shift: 0.0, threshold: 0.5 }, plain, table }
}

/// A number from 0 to `count` − 1 for each case, evenly shared out, in an order of its own.
pub fn folds(cases: usize, count: usize, seed: u64) -> Vec<usize> {
    let mut folds: Vec<usize> = (0..cases).map(|case| case % count).collect();
    let mut state = seed;
    for last in (1..cases).rev() {
        // SplitMix64.
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut x = state;
        x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        x ^= x >> 31;
        folds.swap(last, (x % (last as u64 + 1)) as usize);
    }
    folds
}

/// Which quarter of the scores a case is in: the highest (true), the lowest (false), or neither.
pub fn quarters(scores: &[f64]) -> Vec<Option<bool>> {
    let mut order: Vec<usize> = (0..scores.len()).collect();
    order.sort_by(|a, b| scores[*a].total_cmp(&scores[*b]));
    let quarter = scores.len() / 4;
    let mut quarters = vec![None; scores.len()];
    for &case in &order[..quarter] {
        quarters[case] = Some(false);
    }
    for &case in &order[scores.len() - quarter..] {
        quarters[case] = Some(true);
    }
    quarters
}

/// Precision, recall and F1 of saying yes from a threshold on.
#[derive(Clone, Copy, Default)]
pub struct Found {
    pub precision: f64,
    pub recall: f64,
    pub f1: f64,
}

pub fn found(scored: &[(f64, bool)], threshold: f64) -> Found {
    let (mut right, mut wrong, mut missed) = (0.0, 0.0, 0.0);
    for &(score, holds) in scored {
        match (score >= threshold, holds) {
            (true, true) => right += 1.0,
            (true, false) => wrong += 1.0,
            (false, true) => missed += 1.0,
            (false, false) => {}
        }
    }
    if right == 0.0 {
        return Found::default();
    }
    let (precision, recall) = (right / (right + wrong), right / (right + missed));
    Found { precision, recall, f1: 2.0 * precision * recall / (precision + recall) }
}

/// Thresholds whose F1 reaches this part of the best are as good as it: a standard error of F1 for a rare label.
const PLATEAU: f64 = 0.97;

/// A threshold in the middle of those that do best: the best one alone is luck.
pub fn threshold(scored: &[(f64, bool)]) -> f64 {
    let mut falling = scored.to_vec();
    falling.sort_by(|a, b| b.0.total_cmp(&a.0));
    let all = falling.iter().filter(|(_, holds)| *holds).count() as f64;
    let mut right = 0.0;
    let curve: Vec<(f64, f64)> = falling
        .iter()
        .enumerate()
        .map(|(index, &(score, holds))| {
            right += if holds { 1.0 } else { 0.0 };
            (score, 2.0 * right / (all + index as f64 + 1.0))
        })
        .collect();
    let best = curve.iter().fold(0.0f64, |best, (_, f1)| best.max(*f1));
    let good = || curve.iter().filter(|(_, f1)| *f1 >= best * PLATEAU).map(|(score, _)| *score);
    let (highest, lowest) = (good().next().unwrap_or(0.0), good().next_back().unwrap_or(0.0));
    (highest + lowest) / 2.0
}
