//! Statements whose shape depends on what is asked: filters, optional conditions, lists.
//!
//! Pieces of SQL are `&'static str`, values are bound and numbered in ascending order, so nothing from
//! outside ever becomes SQL.

use crate::{Error, Owned, Value};

/// The most values one list may hold.
pub const MAX_LIST: usize = 500;

/// A statement joined from static pieces with its parameters:
/// `Query::new("select … where team_id = ").bind(team).sql(" and status in ").list(statuses)`.
#[derive(Clone, Debug)]
pub struct Query {
    text: String,
    values: Vec<Owned>,
    too_long: Option<usize>,
}

impl Query {
    pub fn new(sql: &'static str) -> Query {
        Query { text: sql.to_owned(), values: Vec::new(), too_long: None }
    }

    /// Appends a piece of SQL as it is. Give it its own leading space.
    pub fn sql(&mut self, piece: &'static str) -> &mut Query {
        self.text.push_str(piece);
        self
    }

    /// Appends `$n` and binds the value to it.
    pub fn bind(&mut self, value: impl Into<Owned>) -> &mut Query {
        self.push(value.into());
        self
    }

    /// Appends `($1,$2,…)` for `in` and `not in`. An empty list becomes `(NULL)`, which matches nothing
    /// either way; ask `is_empty` first where `not in` nothing should mean everything. Lengths are rounded
    /// up by repeating the last value, so that lists of many lengths share a few prepared statements.
    /// More than [`MAX_LIST`] values fail when the query runs.
    pub fn list<I>(&mut self, values: I) -> &mut Query
    where
        I: IntoIterator,
        I::Item: Into<Owned>,
    {
        let mut list: Vec<Owned> = Vec::new();
        let mut count = 0;
        for value in values {
            count += 1;
            if count <= MAX_LIST {
                list.push(value.into());
            }
        }
        if count > MAX_LIST {
            self.too_long = Some(count);
        }
        let Some(last) = list.last().cloned() else { return self.sql("(NULL)") };
        let rounded = list.len().next_power_of_two().min(MAX_LIST);
        list.resize(rounded, last);
        self.text.push('(');
        for (index, value) in list.into_iter().enumerate() {
            if index > 0 {
                self.text.push(',');
            }
            self.push(value);
        }
        self.text.push(')');
        self
    }

    fn push(&mut self, value: Owned) {
        use std::fmt::Write;
        self.values.push(value);
        let _ = write!(self.text, "${}", self.values.len());
    }

    /// The SQL so far, for tests and plans.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The bound values in order.
    pub fn params(&self) -> Vec<Value<'_>> {
        self.values.iter().map(Owned::borrow).collect()
    }

    pub(crate) fn check(&self) -> Result<(), Error> {
        match self.too_long {
            Some(count) => Err(Error::ListTooLong { count }),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_numbered_in_the_order_they_are_bound() {
        let mut query = Query::new("select 1 from t where a = ");
        query.bind(7).sql(" and b in ").list(["x", "y"]).sql(" and c = ").bind(true);
        assert_eq!(query.text(), "select 1 from t where a = $1 and b in ($2,$3) and c = $4");
        assert_eq!(query.params().len(), 4);
    }

    #[test]
    fn lists_are_rounded_up_and_an_empty_one_matches_nothing() {
        let mut query = Query::new("in ");
        query.list([1, 2, 3]);
        assert_eq!(query.text(), "in ($1,$2,$3,$4)");
        assert_eq!(query.params()[3], Value::Int(Some(3)));
        let mut query = Query::new("in ");
        query.list(Vec::<i64>::new());
        assert_eq!(query.text(), "in (NULL)");
    }

    #[test]
    fn a_list_past_its_bound_is_refused() {
        let mut query = Query::new("in ");
        query.list((0..=MAX_LIST).map(|n| i64::try_from(n).unwrap()));
        assert!(matches!(query.check(), Err(Error::ListTooLong { count: 501 })));
    }
}
