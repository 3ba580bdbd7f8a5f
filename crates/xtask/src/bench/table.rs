//! The printed result: what was measured, what stands beside it, the bar it is held to, and whether it is kept.

use std::fmt;

enum Line {
    Heading(String),
    Row([String; 5]),
}

#[derive(Default)]
pub struct Table(Vec<Line>);

impl Table {
    pub fn heading(&mut self, text: &str) {
        self.0.push(Line::Heading(text.to_owned()));
    }

    /// `kept` is none where there is no bar.
    pub fn row(&mut self, what: &str, measured: &str, beside: &str, bar: &str, kept: Option<bool>) {
        let kept = match kept {
            Some(true) => "kept",
            Some(false) => "MISSED",
            None => "",
        };
        self.0.push(Line::Row([what, measured, beside, bar, kept].map(str::to_owned)));
    }

    /// A figure without a bar.
    pub fn note(&mut self, what: &str, measured: &str) {
        self.row(what, measured, "", "", None);
    }

    /// How many times as much the larger desk needs as the smaller.
    pub fn growth(&mut self, what: &str, times: f64, most: f64) {
        self.row(what, &format!("{times:.2} times"), "", &format!("≤ {most} times"), Some(times <= most));
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let width = |column: usize| {
            let cells = self.0.iter().filter_map(|line| match line {
                Line::Row(cells) => cells.get(column).map(|cell| cell.chars().count()),
                Line::Heading(_) => None,
            });
            cells.max().unwrap_or(0)
        };
        let widths = [width(0), width(1), width(2), width(3), width(4)];
        for line in &self.0 {
            match line {
                Line::Heading(text) => writeln!(f, "\n{text}")?,
                Line::Row(cells) => {
                    let padded = cells.iter().zip(widths).map(|(cell, width)| format!("{cell:<width$}"));
                    writeln!(f, "{}", padded.collect::<Vec<_>>().join("  ").trim_end())?;
                }
            }
        }
        Ok(())
    }
}
