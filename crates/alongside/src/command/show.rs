//! `alongside config show`: the settings that hold, and where each one comes from.

use crate::config::{BlobSettings, Config, KEYS, Key, Loaded};

pub fn print(loaded: &Loaded) {
    for key in KEYS {
        let place = loaded.places.get(key.name);
        let value = match place {
            Some(_) if key.is_secret => "…".to_owned(),
            _ => value(&loaded.config, key).unwrap_or_else(|| format!("({})", or_unset(key.otherwise))),
        };
        println!("{:<21} {value}", key.name);
        let from = place.map_or_else(String::new, |place| format!("; from {place}"));
        println!("{:<21}   {}{from}", "", key.what);
    }
}

fn or_unset(text: &str) -> &str {
    if text.is_empty() { "not set" } else { text }
}

/// None: nothing is set.
fn value(config: &Config, key: &Key) -> Option<String> {
    let megabytes = |bytes: usize| (bytes / (1024 * 1024)).to_string();
    let s3 = match &config.blobs {
        BlobSettings::S3(s3) => Some(s3),
        BlobSettings::Folder(_) => None,
    };
    Some(match key.name {
        "data" => config.data.display().to_string(),
        "listen" => config.listen.to_string(),
        "public_url" => config.public_url.clone(),
        "database" => return None,
        "smtp_listen" => config.smtp_listen?.to_string(),
        "lmtp_listen" => config.lmtp_listen?.to_string(),
        "mail_hostname" => config.mail_hostname.clone(),
        "mail_trusted_results" => config.mail_trusted_results.clone()?,
        "mail_per_minute" => config.mail_per_minute.to_string(),
        "mail_tls_certificate" => config.mail_tls.as_ref()?.0.display().to_string(),
        "mail_tls_key" => config.mail_tls.as_ref()?.1.display().to_string(),
        "mail_max_mb" => megabytes(config.mail_bytes_max),
        "attachments" if s3.is_none() => config.blob_folder().display().to_string(),
        "s3.endpoint" => s3?.endpoint.clone(),
        "s3.bucket" => s3?.bucket.clone(),
        "s3.region" => s3?.region.clone(),
        "s3.access_key" => s3?.access_key.clone(),
        "upload_max_mb" => megabytes(config.upload_bytes_max),
        "api_writes_per_minute" => config.api_writes_per_minute.to_string(),
        "hooks_private" => if config.hooks_private { "yes" } else { "no" }.to_owned(),
        "log" => config.log.clone(),
        "log_format" => if config.log_json { "json" } else { "text" }.to_owned(),
        "node" => config.node.clone()?,
        _ => return None,
    })
}
