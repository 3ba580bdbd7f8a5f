//! What the document says of every operation alike: which problems may come, how to sign in.

use super::problem::{Kind, MEDIA_TYPE};
use serde_json::Value;
use std::collections::BTreeMap;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{
    ContentBuilder, HeaderBuilder, ObjectBuilder, OpenApi, Ref, RefOr, Response, ResponseBuilder, Type,
};
use utoipa::{IntoResponses, Modify};

type Responses = BTreeMap<String, RefOr<Response>>;

fn responses(kinds: &[Kind]) -> Responses {
    let mut responses = Responses::new();
    for kind in kinds {
        let status = kind.status().as_u16().to_string();
        let others: Vec<&str> =
            kinds.iter().filter(|k| k.status() == kind.status()).map(|k| k.title()).collect();
        let content = ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem"))).build();
        let mut response =
            ResponseBuilder::new().description(others.join("; or: ")).content(MEDIA_TYPE, content);
        let header = |what: &str, kind: Type| {
            let schema = ObjectBuilder::new().schema_type(kind).build();
            HeaderBuilder::new().schema(Some(schema)).description(Some(what)).build()
        };
        if *kind == Kind::Unauthorized {
            response = response.header("WWW-Authenticate", header("Bearer (RFC 6750)", Type::String));
        }
        if matches!(kind, Kind::TooMany | Kind::Busy) {
            response = response.header("Retry-After", header("seconds to wait", Type::Integer));
        }
        responses.insert(status, response.build().into());
    }
    responses
}

const ALWAYS: &[Kind] = &[Kind::Unauthorized, Kind::Forbidden, Kind::MissingScope, Kind::Fault, Kind::Busy];
const WRITING: &[Kind] = &[
    Kind::Unreadable,
    Kind::TooLarge,
    Kind::UnsupportedMediaType,
    Kind::Invalid,
    Kind::KeyReused,
    Kind::Conflict,
    Kind::TooMany,
    Kind::Full,
];

/// Reading a list.
pub(super) struct Reading;
impl IntoResponses for Reading {
    fn responses() -> Responses {
        responses(&[ALWAYS, &[Kind::Invalid]].concat())
    }
}

/// Reading a thing that has an address.
pub(super) struct Finding;
impl IntoResponses for Finding {
    fn responses() -> Responses {
        responses(&[ALWAYS, &[Kind::NotFound]].concat())
    }
}

/// Reading a list that belongs to a thing.
pub(super) struct Listing;
impl IntoResponses for Listing {
    fn responses() -> Responses {
        responses(&[ALWAYS, &[Kind::NotFound, Kind::Invalid]].concat())
    }
}

/// Making something new.
pub(super) struct Making;
impl IntoResponses for Making {
    fn responses() -> Responses {
        responses(&[ALWAYS, WRITING].concat())
    }
}

/// Making something on a thing, or changing a thing.
pub(super) struct Changing;
impl IntoResponses for Changing {
    fn responses() -> Responses {
        responses(&[ALWAYS, WRITING, &[Kind::NotFound]].concat())
    }
}

/// Changing a thing that has versions.
pub(super) struct ChangingVersion;
impl IntoResponses for ChangingVersion {
    fn responses() -> Responses {
        responses(&[ALWAYS, WRITING, &[Kind::NotFound, Kind::Outdated]].concat())
    }
}

pub(super) struct Token;
impl Modify for Token {
    fn modify(&self, document: &mut OpenApi) {
        let scheme = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .description(Some("A personal token, made on the profile page with the scopes it needs."))
            .build();
        let components = document.components.get_or_insert_default();
        components.security_schemes.insert("token".to_owned(), SecurityScheme::Http(scheme).into());
    }
}

/// The document as it is served. A parameter that may be left out is not one that may be null: a query has no
/// null, so the word goes.
pub(super) fn rendered(document: &OpenApi) -> String {
    let mut json = serde_json::to_value(document).unwrap_or_default();
    let paths = json.get_mut("paths").and_then(Value::as_object_mut);
    let paths = paths.into_iter().flat_map(|paths| paths.values_mut());
    for operation in paths.filter_map(Value::as_object_mut).flat_map(|path| path.values_mut()) {
        let parameters = operation.get_mut("parameters").and_then(Value::as_array_mut);
        for schema in parameters.into_iter().flatten().filter_map(|parameter| parameter.get_mut("schema")) {
            without_null(schema);
        }
    }
    json.to_string()
}

fn without_null(schema: &mut Value) {
    for key in ["type", "oneOf"] {
        let Some(kinds) = schema.get_mut(key).and_then(Value::as_array_mut) else { continue };
        kinds.retain(|kind| kind != "null" && kind.get("type").is_none_or(|kind| kind != "null"));
        if let [only] = kinds.as_slice() {
            let only = only.clone();
            match key {
                "type" => schema["type"] = only,
                _ => *schema = only,
            }
        }
    }
}
