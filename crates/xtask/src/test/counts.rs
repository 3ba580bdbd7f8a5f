//! How many tests passed and failed, read from what the runners print. Refuses to judge a run: an exit status does.

/// Tests, not steps.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Counts {
    pub passed: u64,
    pub failed: u64,
}

impl Counts {
    pub fn add(&mut self, other: Counts) {
        self.passed += other.passed;
        self.failed += other.failed;
    }

    /// From nextest's line `Summary [ 1.2s] 10 tests run: 8 passed (1 slow), 1 failed, 1 timed out, 0 skipped`.
    /// Everything that ran and did not pass counts as failed.
    pub fn from_nextest(text: &str) -> Counts {
        let mut all = Counts::default();
        for line in text.lines().filter(|line| line.trim_start().starts_with("Summary [")) {
            let run = number_before(line, "tests run:").or_else(|| number_before(line, "test run:"));
            let passed = number_before(line, "passed").unwrap_or(0);
            // `3/10 tests run` means that the run was cut short: the rest did not pass.
            all.add(Counts { passed, failed: run.unwrap_or(passed).saturating_sub(passed) });
        }
        all
    }

    /// From libtest's lines `test result: ok. 5 passed; 0 failed; …`, one for each test binary.
    pub fn from_libtest(text: &str) -> Counts {
        let mut all = Counts::default();
        for line in text.lines().filter(|line| line.trim_start().starts_with("test result:")) {
            let passed = number_before(line, "passed").unwrap_or(0);
            all.add(Counts { passed, failed: number_before(line, "failed").unwrap_or(0) });
        }
        all
    }

    /// From the closing lines of node's test runner, `# pass 3` or `ℹ pass 3`.
    pub fn from_node(text: &str) -> Counts {
        let number = |word: &str| {
            text.lines()
                .filter_map(|line| line.strip_prefix("# ").or_else(|| line.strip_prefix("ℹ ")))
                .filter_map(|line| line.strip_prefix(word)?.trim().parse::<u64>().ok())
                .sum()
        };
        Counts { passed: number("pass "), failed: number("fail ") + number("cancelled ") }
    }
}

/// The last whole number that stands before `word`.
pub fn number_before(line: &str, word: &str) -> Option<u64> {
    let before = line.split_once(word)?.0.trim_end();
    let start = before.rfind(|c: char| !c.is_ascii_digit()).map_or(0, |at| {
        // The byte after a one-byte or longer separator.
        at + before[at..].chars().next().map_or(1, char::len_utf8)
    });
    before[start..].parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_nextest_run_counts_all_that_did_not_pass_as_failed() {
        let text =
            "     Summary [   0.004s] 12 tests run: 9 passed (1 slow), 2 failed, 1 timed out, 4 skipped\n";
        assert_eq!(Counts::from_nextest(text), Counts { passed: 9, failed: 3 });
        let one = "     Summary [   0.004s] 1 test run: 1 passed, 0 skipped\n";
        assert_eq!(Counts::from_nextest(one), Counts { passed: 1, failed: 0 });
        assert_eq!(Counts::from_nextest("error: could not compile"), Counts::default());
    }

    #[test]
    fn libtest_binaries_are_summed() {
        let text = "test result: ok. 5 passed; 0 failed; 0 ignored\ntest result: FAILED. 1 passed; 2 failed; 0 ignored";
        assert_eq!(Counts::from_libtest(text), Counts { passed: 6, failed: 2 });
    }

    #[test]
    fn the_node_runner_is_read_in_both_of_its_styles() {
        assert_eq!(
            Counts::from_node("ℹ tests 4\nℹ pass 3\nℹ fail 1\nℹ cancelled 0\n"),
            Counts { passed: 3, failed: 1 }
        );
        assert_eq!(Counts::from_node("# pass 2\n# fail 0\n# cancelled 1\n"), Counts { passed: 2, failed: 1 });
    }
}
