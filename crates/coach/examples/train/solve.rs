//! Solvers: ridge by conjugate gradients, and logistic regression as a few of them.

use super::rows::{BIAS_AT, Design, Linear};

/// The bias is held back this much less than the other weights.
const BIAS_PENALTY: f64 = 1e-3;
const STEPS_MAX: usize = 60;
/// Stop when the squared remainder has shrunk to this part.
const CLOSE_ENOUGH: f64 = 1e-6;

/// One row's part in a least-squares problem.
#[derive(Clone, Copy)]
pub struct Case {
    pub row: usize,
    pub weight: f64,
    pub target: f64,
}

/// The model with the least weighted squared error plus `penalty` times its squared length.
pub fn ridge(design: &Design<'_>, cases: &[Case], penalty: f64) -> Linear {
    descend(design, cases, penalty, Linear::zero(), STEPS_MAX, CLOSE_ENOUGH)
}

fn descend(
    design: &Design<'_>,
    cases: &[Case],
    penalty: f64,
    mut model: Linear,
    steps: usize,
    close_enough: f64,
) -> Linear {
    let held = |index: usize| if index == BIAS_AT { penalty * BIAS_PENALTY } else { penalty };
    let mut remainder = Linear::zero();
    for case in cases {
        let missing = case.target - design.dot(case.row, &model);
        design.add(case.row, case.weight * missing, &mut remainder);
    }
    for (index, value) in remainder.weights.iter_mut().enumerate() {
        *value -= held(index) * model.weights[index];
    }
    let mut direction = remainder.clone();
    let mut size = squared(&remainder);
    let enough = size * close_enough;
    for _ in 0..steps {
        if size <= enough || size == 0.0 {
            break;
        }
        let mut image = Linear::zero();
        for case in cases {
            let along = design.dot(case.row, &direction);
            design.add(case.row, case.weight * along, &mut image);
        }
        let mut curvature = 0.0;
        for (index, value) in image.weights.iter_mut().enumerate() {
            *value += held(index) * direction.weights[index];
            curvature += *value * direction.weights[index];
        }
        let step = size / curvature;
        for index in 0..=BIAS_AT {
            model.weights[index] += step * direction.weights[index];
            remainder.weights[index] -= step * image.weights[index];
        }
        let smaller = squared(&remainder);
        let keep = smaller / size;
        size = smaller;
        for index in 0..=BIAS_AT {
            direction.weights[index] = remainder.weights[index] + keep * direction.weights[index];
        }
    }
    model
}

fn squared(vector: &Linear) -> f64 {
    vector.weights.iter().map(|value| value * value).sum()
}

/// Newton's steps of logistic regression, and the conjugate steps in each.
const NEWTON_STEPS: usize = 6;
const INNER_STEPS: usize = 15;
const INNER_CLOSE_ENOUGH: f64 = 1e-4;
/// A case that is all but decided keeps this much weight, so that a step stays bounded.
const CERTAINTY: f64 = 1e-4;

/// The logistic model of `truth` over the rows, held back by `penalty`.
pub fn logistic(design: &Design<'_>, rows: &[usize], truth: &[bool], penalty: f64) -> Linear {
    let mut model = Linear::zero();
    for _ in 0..NEWTON_STEPS {
        let cases: Vec<Case> = rows
            .iter()
            .map(|&row| {
                let says = design.dot(row, &model);
                let chance = probability(says);
                let weight = (chance * (1.0 - chance)).max(CERTAINTY);
                Case { row, weight, target: says + (truth_of(truth[row]) - chance) / weight }
            })
            .collect();
        model = descend(design, &cases, penalty, model, INNER_STEPS, INNER_CLOSE_ENOUGH);
    }
    model
}

fn truth_of(holds: bool) -> f64 {
    if holds { 1.0 } else { 0.0 }
}

/// Slope and shift that make the scores of cases left out of training into probabilities.
pub fn calibrate(scored: &[(f64, bool)]) -> (f64, f64) {
    let (mut slope, mut shift) = (1.0, 0.0);
    for _ in 0..50 {
        // The gradient and curvature of the log-likelihood in both numbers.
        let (mut by_slope, mut by_shift) = (0.0, 0.0);
        let (mut slope_slope, mut slope_shift, mut shift_shift) = (1e-6, 0.0, 1e-6);
        for &(score, holds) in scored {
            let chance = probability(slope * score + shift);
            let (missing, weight) = (truth_of(holds) - chance, chance * (1.0 - chance));
            by_slope += missing * score;
            by_shift += missing;
            slope_slope += weight * score * score;
            slope_shift += weight * score;
            shift_shift += weight;
        }
        let determinant = slope_slope * shift_shift - slope_shift * slope_shift;
        if determinant <= 0.0 {
            break;
        }
        slope += (shift_shift * by_slope - slope_shift * by_shift) / determinant;
        shift += (slope_slope * by_shift - slope_shift * by_slope) / determinant;
    }
    (slope, shift)
}

/// 1 / (1 + exp(−x)), the same bits on every machine: the system's exp is not.
pub fn probability(x: f64) -> f64 {
    let small = exp(-x.abs());
    if x >= 0.0 { 1.0 / (1.0 + small) } else { small / (1.0 + small) }
}

/// exp for x ≤ 0, by halving until a short series will do and squaring back.
fn exp(x: f64) -> f64 {
    const HALVINGS: i32 = 10;
    const TERMS: u32 = 9;
    let x = x.max(-700.0) / f64::from(1 << HALVINGS);
    let mut sum = 1.0;
    for term in (1..=TERMS).rev() {
        sum = 1.0 + sum * x / f64::from(term);
    }
    for _ in 0..HALVINGS {
        sum *= sum;
    }
    sum
}
