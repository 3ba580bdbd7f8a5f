//! How often something was said and held, said wrongly, or missed.

#[derive(Default, Clone, Copy)]
pub struct Counts {
    pub right: usize,
    pub wrong: usize,
    pub missed: usize,
}

impl Counts {
    pub fn add(&mut self, said: bool, holds: bool) {
        match (said, holds) {
            (true, true) => self.right += 1,
            (true, false) => self.wrong += 1,
            (false, true) => self.missed += 1,
            (false, false) => {}
        }
    }

    pub fn precision(self) -> f64 {
        self.right as f64 / (self.right + self.wrong).max(1) as f64
    }

    pub fn recall(self) -> f64 {
        self.right as f64 / (self.right + self.missed).max(1) as f64
    }

    pub fn f1(self) -> f64 {
        let (p, r) = (self.precision(), self.recall());
        if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 }
    }

    pub fn line(self, name: &str) -> String {
        let Counts { right, wrong, missed } = self;
        let (p, r, f1) = (self.precision(), self.recall(), self.f1());
        format!("{name:30} P {p:.2}  R {r:.2}  F1 {f1:.2}  ({right} right, {wrong} wrong, {missed} missed)")
    }
}
