//! Style, scripts and icons, inside the binary. It knows names and bytes, not who asks for them.
//!
//! Every file is served under one folder named after the hash of all of them together, so that modules and style
//! sheets can refer to each other by plain relative names and everything may still be cached for ever.

use rust_embed::RustEmbed;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::LazyLock;

#[derive(RustEmbed)]
#[folder = "assets/"]
struct Files;

/// One file as it goes over the wire.
pub struct Asset {
    /// The file's bytes; borrowed from the binary in release builds.
    pub bytes: Cow<'static, [u8]>,
    /// Its media type, with the character set for text.
    pub media_type: &'static str,
    /// True when the address carried the current hash: it may be cached for a year (`immutable`). Otherwise an
    /// older page of ours, or another node's, asked: answer with the current file and `no-cache`.
    pub immutable: bool,
}

/// The addresses of all files by plain name, e.g. `desk.css` to `/assets/0a1b2c3d4e5f/desk.css`.
static ADDRESSES: LazyLock<(String, BTreeMap<String, String>)> = LazyLock::new(|| {
    let mut names: Vec<String> = Files::iter().map(|name| name.into_owned()).collect();
    names.sort();
    let mut hasher = blake3::Hasher::new();
    for name in &names {
        hasher.update(name.as_bytes());
        if let Some(file) = Files::get(name) {
            hasher.update(&file.data);
        }
    }
    let hash = hasher.finalize().to_hex()[..12].to_owned();
    let addresses = names.into_iter().map(|name| (name.clone(), format!("/assets/{hash}/{name}"))).collect();
    (hash, addresses)
});

/// The address of an asset for use in a page. A name that does not exist gives an address that answers 404.
pub fn address(name: &str) -> &'static str {
    ADDRESSES.1.get(name).map_or("/assets/missing", String::as_str)
}

/// Every file as (plain name, address), for tools that write all of them out.
pub fn all() -> impl Iterator<Item = (&'static str, &'static str)> {
    ADDRESSES.1.iter().map(|(name, address)| (name.as_str(), address.as_str()))
}

/// Finds the file for what follows `/assets/` in a request's path: `HASH/name`, e.g. `0a1b2c3d4e5f/js/desk.js`.
pub fn find(path: &str) -> Option<Asset> {
    let (hash, name) = path.split_once('/')?;
    let file = Files::get(name)?;
    // A debug build reads the files from disk while they are being edited, so it must not promise for ever.
    let immutable = hash == ADDRESSES.0 && !cfg!(debug_assertions);
    Some(Asset { bytes: file.data, media_type: media_type(name), immutable })
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        _ => "text/plain; charset=utf-8",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_asset_is_found_under_the_address_given_out() {
        for (name, address) in all() {
            let path = address.strip_prefix("/assets/").unwrap();
            let found = find(path).unwrap();
            assert!(!found.bytes.is_empty(), "{name} is empty");
        }
    }

    #[test]
    fn a_name_outside_the_folder_is_not_found() {
        assert!(find("x/../Cargo.toml").is_none());
        assert!(find("x//etc/passwd").is_none());
        assert!(find("desk.css").is_none());
    }

    #[test]
    fn an_address_with_an_old_hash_still_answers_but_is_not_cached_for_ever() {
        let asset = find("000000000000/base.css").unwrap();
        assert!(!asset.immutable);
        assert_eq!(asset.media_type, "text/css; charset=utf-8");
    }
}
