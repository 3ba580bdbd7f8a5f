//! Texts as rows of features, and a model over them.

use coach::model::hash::BUCKETS;
use coach::model::lexicon::Lexicon;
use coach::model::mark::PLAIN;
use coach::model::weights::DEVIATIONS_MAX;
use coach::model::{Mark, Visitor, walk};

/// How much the table of words and that of letters weigh beside each other.
pub type Shares = [f64; 2];
/// … and each plain feature beside them.
pub const PLAIN_SHARE: f64 = 0.14;

/// Texts as the buckets seen in each, and its plain features.
pub struct Rows {
    /// Where each row begins in `buckets`, and where its letters begin.
    bounds: Vec<(usize, usize)>,
    buckets: Vec<u32>,
    plain: Vec<[f64; PLAIN]>,
}

struct Collect(Vec<u32>);

impl Visitor for Collect {
    fn bucket(&mut self, bucket: u32) {
        self.0.push(bucket);
    }

    fn mark(&mut self, _: Mark, _: usize, _: usize) {}
}

impl Rows {
    pub fn of<'t>(texts: impl Iterator<Item = &'t str>, lexicon: &[u8]) -> Rows {
        let mut rows = Rows { bounds: Vec::new(), buckets: Vec::new(), plain: Vec::new() };
        for text in texts {
            let mut seen = Collect(Vec::new());
            let plain = walk(text, Lexicon(lexicon), &mut seen);
            seen.0.sort_unstable();
            seen.0.dedup();
            let words = seen.0.partition_point(|bucket| (*bucket as usize) < BUCKETS);
            rows.bounds.push((rows.buckets.len(), rows.buckets.len() + words));
            rows.buckets.extend(seen.0);
            rows.plain.push(plain.map(f64::from));
        }
        rows.bounds.push((rows.buckets.len(), rows.buckets.len()));
        rows
    }

    pub fn len(&self) -> usize {
        self.plain.len()
    }

    /// Means and deviations of the plain features over some rows.
    pub fn scaling(&self, over: &[usize]) -> [Scaling; PLAIN] {
        let count = over.len().max(1) as f64;
        std::array::from_fn(|feature| {
            let values = || over.iter().map(|row| self.plain[*row][feature]);
            let mean = values().sum::<f64>() / count;
            let variance = values().map(|value| (value - mean) * (value - mean)).sum::<f64>() / count;
            Scaling { mean, per_deviation: if variance > 1e-9 { 1.0 / variance.sqrt() } else { 0.0 } }
        })
    }

    /// The rows as numbers, the plain features measured by `scaling`.
    pub fn design(&self, scaling: &[Scaling; PLAIN], shares: Shares) -> Design<'_> {
        let plain = self.plain.iter().map(|row| {
            std::array::from_fn(|feature| {
                let Scaling { mean, per_deviation } = scaling[feature];
                let limit = f64::from(DEVIATIONS_MAX);
                ((row[feature] - mean) * per_deviation).clamp(-limit, limit) * PLAIN_SHARE
            })
        });
        Design { rows: self, shares, plain: plain.collect() }
    }
}

#[derive(Debug, Clone, Copy)]
pub struct Scaling {
    pub mean: f64,
    pub per_deviation: f64,
}

/// A linear model; also a direction in the space of models.
#[derive(Clone)]
pub struct Linear {
    /// Buckets, then plain features, then the bias.
    pub weights: Vec<f64>,
}

pub const PLAIN_AT: usize = 2 * BUCKETS;
pub const BIAS_AT: usize = PLAIN_AT + PLAIN;

impl Linear {
    pub fn zero() -> Linear {
        Linear { weights: vec![0.0; BIAS_AT + 1] }
    }
}

/// Rows as numbers: the buckets of one table share a length of one (times the table's share) among them.
pub struct Design<'r> {
    rows: &'r Rows,
    shares: Shares,
    plain: Vec<[f64; PLAIN]>,
}

impl Design<'_> {
    fn parts(&self, row: usize) -> [(&[u32], f64); 2] {
        let ((from, letters), (to, _)) = (self.rows.bounds[row], self.rows.bounds[row + 1]);
        let share = |buckets: usize, of: f64| of / (buckets.max(1) as f64).sqrt();
        [
            (&self.rows.buckets[from..letters], share(letters - from, self.shares[0])),
            (&self.rows.buckets[letters..to], share(to - letters, self.shares[1])),
        ]
    }

    /// What the model says of a row.
    pub fn dot(&self, row: usize, model: &Linear) -> f64 {
        let mut total = model.weights[BIAS_AT];
        for (buckets, share) in self.parts(row) {
            total += share * buckets.iter().map(|bucket| model.weights[*bucket as usize]).sum::<f64>();
        }
        let plain = &model.weights[PLAIN_AT..BIAS_AT];
        total + self.plain[row].iter().zip(plain).map(|(value, weight)| value * weight).sum::<f64>()
    }

    /// Adds a row, `times` over, to a model.
    pub fn add(&self, row: usize, times: f64, model: &mut Linear) {
        for (buckets, share) in self.parts(row) {
            let step = times * share;
            for bucket in buckets {
                model.weights[*bucket as usize] += step;
            }
        }
        for (weight, value) in model.weights[PLAIN_AT..].iter_mut().zip(&self.plain[row]) {
            *weight += times * value;
        }
        model.weights[BIAS_AT] += times;
    }
}
