//! The five kinds of value both databases share, on the way in (`Value`, `Owned`) and out (`Cell`).
//!
//! A missing value still has a kind, because PostgreSQL wants to know what is missing. A NUL character in
//! text becomes U+FFFD on the way in: PostgreSQL cannot store it, and mail from outside contains it.

use crate::Error;
use std::borrow::Cow;
use std::sync::Arc;

/// One bound parameter, borrowed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value<'a> {
    Int(Option<i64>),
    Text(Option<&'a str>),
    Bool(Option<bool>),
    Real(Option<f64>),
    Blob(Option<&'a [u8]>),
}

impl Value<'_> {
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Value::Int(_) => "an integer",
            Value::Text(_) => "text",
            Value::Bool(_) => "a boolean",
            Value::Real(_) => "a real number",
            Value::Blob(_) => "bytes",
        }
    }
}

impl Value<'_> {
    /// A copy that outlives what it was made from.
    pub(crate) fn own(&self) -> Owned {
        match *self {
            Value::Int(v) => Owned::Int(v),
            Value::Text(v) => Owned::Text(v.map(str::to_owned)),
            Value::Bool(v) => Owned::Bool(v),
            Value::Real(v) => Owned::Real(v),
            Value::Blob(v) => Owned::Blob(v.map(<[u8]>::to_vec)),
        }
    }
}

/// Replaces what no database text may hold.
pub(crate) fn storable(text: &str) -> Cow<'_, str> {
    if text.contains('\0') { Cow::Owned(text.replace('\0', "\u{fffd}")) } else { Cow::Borrowed(text) }
}

/// One bound parameter that owns what it holds: for [`crate::Query`], which outlives the values' makers.
#[derive(Clone, Debug, PartialEq)]
pub enum Owned {
    Int(Option<i64>),
    Text(Option<String>),
    Bool(Option<bool>),
    Real(Option<f64>),
    Blob(Option<Vec<u8>>),
}

impl Owned {
    pub(crate) fn borrow(&self) -> Value<'_> {
        match self {
            Owned::Int(v) => Value::Int(*v),
            Owned::Text(v) => Value::Text(v.as_deref()),
            Owned::Bool(v) => Value::Bool(*v),
            Owned::Real(v) => Value::Real(*v),
            Owned::Blob(v) => Value::Blob(v.as_deref()),
        }
    }
}

/// Anything that can be bound as a parameter can be owned by a query.
impl<T: ToValue> From<T> for Owned {
    fn from(value: T) -> Owned {
        value.to_value().own()
    }
}

/// What can be bound to a parameter.
pub trait ToValue {
    /// The typed null of this kind, for an `Option` that is `None`.
    const NULL: Value<'static>;

    fn to_value(&self) -> Value<'_>;
}

macro_rules! to_value {
    ($($type:ty => $kind:ident |$value:ident| $make:expr;)*) => {$(
        impl ToValue for $type {
            const NULL: Value<'static> = Value::$kind(None);
            fn to_value(&self) -> Value<'_> {
                let $value = self;
                Value::$kind(Some($make))
            }
        }
    )*};
}

to_value! {
    i64 => Int |v| *v;
    i32 => Int |v| i64::from(*v);
    u32 => Int |v| i64::from(*v);
    u16 => Int |v| i64::from(*v);
    bool => Bool |v| *v;
    f64 => Real |v| *v;
    str => Text |v| v;
    String => Text |v| v.as_str();
    Box<str> => Text |v| v;
    Arc<str> => Text |v| v;
    Cow<'_, str> => Text |v| v;
    [u8] => Blob |v| v;
    Vec<u8> => Blob |v| v.as_slice();
}

impl<const N: usize> ToValue for [u8; N] {
    const NULL: Value<'static> = Value::Blob(None);
    fn to_value(&self) -> Value<'_> {
        Value::Blob(Some(self))
    }
}

impl<T: ToValue + ?Sized> ToValue for &T {
    const NULL: Value<'static> = T::NULL;
    fn to_value(&self) -> Value<'_> {
        (**self).to_value()
    }
}

impl<T: ToValue> ToValue for Option<T> {
    const NULL: Value<'static> = T::NULL;
    fn to_value(&self) -> Value<'_> {
        self.as_ref().map_or(T::NULL, T::to_value)
    }
}

/// One column of a row as the database gave it. SQLite has no booleans: there they arrive as `Int`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cell<'a> {
    Null,
    Int(i64),
    Text(&'a str),
    Bool(bool),
    Real(f64),
    Blob(&'a [u8]),
}

impl Cell<'_> {
    /// The error for a cell that is not what was asked for; the row fills in which column it was.
    pub fn unexpected(&self, expected: &'static str) -> Error {
        let found = match self {
            Cell::Null => "null",
            Cell::Int(_) => "an integer",
            Cell::Text(_) => "text",
            Cell::Bool(_) => "a boolean",
            Cell::Real(_) => "a real number",
            Cell::Blob(_) => "bytes",
        };
        Error::Column { column: 0, expected, found: found.to_owned() }
    }
}

/// What can be read from a column.
pub trait FromColumn: Sized {
    fn from_cell(cell: Cell<'_>) -> Result<Self, Error>;
}

impl FromColumn for i64 {
    fn from_cell(cell: Cell<'_>) -> Result<i64, Error> {
        match cell {
            Cell::Int(value) => Ok(value),
            other => Err(other.unexpected("an integer")),
        }
    }
}

impl FromColumn for i32 {
    fn from_cell(cell: Cell<'_>) -> Result<i32, Error> {
        let value = i64::from_cell(cell)?;
        i32::try_from(value).map_err(|_| cell.unexpected("a 32-bit integer"))
    }
}

impl FromColumn for u32 {
    fn from_cell(cell: Cell<'_>) -> Result<u32, Error> {
        let value = i64::from_cell(cell)?;
        u32::try_from(value).map_err(|_| cell.unexpected("a small count"))
    }
}

impl FromColumn for bool {
    fn from_cell(cell: Cell<'_>) -> Result<bool, Error> {
        match cell {
            Cell::Bool(value) => Ok(value),
            Cell::Int(0) => Ok(false),
            Cell::Int(1) => Ok(true),
            other => Err(other.unexpected("a boolean")),
        }
    }
}

impl FromColumn for f64 {
    fn from_cell(cell: Cell<'_>) -> Result<f64, Error> {
        match cell {
            Cell::Real(value) => Ok(value),
            other => Err(other.unexpected("a real number")),
        }
    }
}

impl FromColumn for String {
    fn from_cell(cell: Cell<'_>) -> Result<String, Error> {
        match cell {
            Cell::Text(value) => Ok(value.to_owned()),
            other => Err(other.unexpected("text")),
        }
    }
}

impl FromColumn for Box<str> {
    fn from_cell(cell: Cell<'_>) -> Result<Box<str>, Error> {
        String::from_cell(cell).map(String::into_boxed_str)
    }
}

impl FromColumn for Vec<u8> {
    fn from_cell(cell: Cell<'_>) -> Result<Vec<u8>, Error> {
        match cell {
            Cell::Blob(value) => Ok(value.to_vec()),
            other => Err(other.unexpected("bytes")),
        }
    }
}

impl<const N: usize> FromColumn for [u8; N] {
    fn from_cell(cell: Cell<'_>) -> Result<[u8; N], Error> {
        match cell {
            Cell::Blob(value) => value.try_into().map_err(|_| cell.unexpected("bytes of the right length")),
            other => Err(other.unexpected("bytes")),
        }
    }
}

impl<T: FromColumn> FromColumn for Option<T> {
    fn from_cell(cell: Cell<'_>) -> Result<Option<T>, Error> {
        match cell {
            Cell::Null => Ok(None),
            cell => T::from_cell(cell).map(Some),
        }
    }
}
