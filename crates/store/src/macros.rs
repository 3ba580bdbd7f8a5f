//! The macros features write their words with: parameters, ids, enums kept as text, lists of statements.

/// The parameters of a statement, each taken by reference: `params![ticket, status, now]`.
#[macro_export]
macro_rules! params {
    () => { &[] as &[$crate::Value<'_>] };
    ($($value:expr),+ $(,)?) => { &[$($crate::ToValue::to_value(&$value)),+] as &[$crate::Value<'_>] };
}

/// An id of its own type over `i64`, so that a ticket is never looked up by a person's id.
#[macro_export]
macro_rules! id_type {
    ($($(#[$meta:meta])* $vis:vis struct $name:ident;)+) => {$(
        $(#[$meta])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
        $vis struct $name(pub i64);

        impl $name {
            #[allow(dead_code)]
            pub const fn new(id: i64) -> Self {
                Self(id)
            }
            #[allow(dead_code)]
            pub const fn get(self) -> i64 {
                self.0
            }
        }
        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Display::fmt(&self.0, f)
            }
        }
        impl ::std::str::FromStr for $name {
            type Err = ::std::num::ParseIntError;
            fn from_str(text: &str) -> ::std::result::Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
        impl ::std::convert::From<i64> for $name {
            fn from(id: i64) -> Self {
                Self(id)
            }
        }
        impl ::std::convert::From<$name> for i64 {
            fn from(id: $name) -> i64 {
                id.0
            }
        }
        impl $crate::__serde::Serialize for $name {
            fn serialize<S: $crate::__serde::Serializer>(&self, s: S) -> ::std::result::Result<S::Ok, S::Error> {
                s.serialize_i64(self.0)
            }
        }
        impl<'de> $crate::__serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::__serde::Deserializer<'de>>(d: D) -> ::std::result::Result<Self, D::Error> {
                <i64 as $crate::__serde::Deserialize>::deserialize(d).map(Self)
            }
        }
        impl $crate::ToValue for $name {
            const NULL: $crate::Value<'static> = $crate::Value::Int(None);
            fn to_value(&self) -> $crate::Value<'_> {
                $crate::Value::Int(Some(self.0))
            }
        }
        impl $crate::FromColumn for $name {
            fn from_cell(cell: $crate::Cell<'_>) -> ::std::result::Result<Self, $crate::Error> {
                <i64 as $crate::FromColumn>::from_cell(cell).map(Self)
            }
        }
    )+};
}

/// An enum that is text in the database, in URLs and in JSON:
/// `text_enum! { pub enum Status { New = "new", Open = "open" } }`.
#[macro_export]
macro_rules! text_enum {
    ($($(#[$meta:meta])* $vis:vis enum $name:ident { $($(#[$variant_meta:meta])* $variant:ident = $text:literal),+ $(,)? })+) => {$(
        $(#[$meta])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
        $vis enum $name { $($(#[$variant_meta])* $variant),+ }

        #[allow(dead_code)]
        impl $name {
            /// The word this is stored, shown in URLs and sent as.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }
            /// Every one, in the order they are declared.
            pub const fn all() -> &'static [$name] {
                &[$(Self::$variant),+]
            }
        }
        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad(self.as_str())
            }
        }
        impl ::std::str::FromStr for $name {
            type Err = $crate::UnknownWord;
            fn from_str(text: &str) -> ::std::result::Result<Self, Self::Err> {
                match text {
                    $($text => Ok(Self::$variant),)+
                    other => Err($crate::UnknownWord::new(stringify!($name), other, &[$($text),+])),
                }
            }
        }
        impl $crate::__serde::Serialize for $name {
            fn serialize<S: $crate::__serde::Serializer>(&self, s: S) -> ::std::result::Result<S::Ok, S::Error> {
                s.serialize_str(self.as_str())
            }
        }
        impl<'de> $crate::__serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::__serde::Deserializer<'de>>(d: D) -> ::std::result::Result<Self, D::Error> {
                let text = <::std::string::String as $crate::__serde::Deserialize>::deserialize(d)?;
                text.parse().map_err($crate::__serde::de::Error::custom)
            }
        }
        impl $crate::ToValue for $name {
            const NULL: $crate::Value<'static> = $crate::Value::Text(None);
            fn to_value(&self) -> $crate::Value<'_> {
                $crate::Value::Text(Some(self.as_str()))
            }
        }
        impl $crate::FromColumn for $name {
            fn from_cell(cell: $crate::Cell<'_>) -> ::std::result::Result<Self, $crate::Error> {
                match cell {
                    $crate::Cell::Text(text) => text.parse().map_err(|_| {
                        $crate::Error::Column { column: 0, expected: stringify!($name), found: text.to_owned() }
                    }),
                    other => Err(other.unexpected(stringify!($name))),
                }
            }
        }
    )+};
}

/// The statements of a `store.rs`, each a constant, and `STATEMENTS`, the list a test prepares on both
/// databases: `statements! { pub(crate) const FIND: "select …"; }`.
#[macro_export]
macro_rules! statements {
    ($($(#[$meta:meta])* $vis:vis const $name:ident: $sql:expr;)*) => {
        $($(#[$meta])* $vis const $name: &'static str = $sql;)*

        /// Every statement above by name, for the test that prepares them on both databases.
        #[allow(dead_code)]
        pub(crate) const STATEMENTS: &[(&'static str, &'static str)] = &[$((stringify!($name), $name)),*];
    };
}
