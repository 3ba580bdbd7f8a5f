//! Writes every sample page and every asset into a folder, for looking at: `cargo run -p alongside --example pages -- DIR`.

use std::path::{Path, PathBuf};

fn main() -> std::io::Result<()> {
    let folder = std::env::args().nth(1).map_or_else(|| PathBuf::from("target/pages"), PathBuf::from);
    for (name, address) in alongside::assets::all() {
        let path = address.trim_start_matches('/');
        let asset = alongside::assets::find(path.trim_start_matches("assets/"));
        write(&folder.join(path), &asset.map(|a| a.bytes.into_owned()).unwrap_or_default())?;
        let _ = name;
    }
    for (name, html) in alongside::view::samples() {
        write(&folder.join(name), html.as_bytes())?;
    }
    Ok(())
}

fn write(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    std::fs::write(path, bytes)
}
