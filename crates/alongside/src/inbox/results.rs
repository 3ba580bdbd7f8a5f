//! What a mail server before us found out about the author, from its `Authentication-Results` field (RFC 8601).
//! Such a server drops fields that bear its own name when they come from outside; only then may it be believed.

use super::authenticate::is_aligned;

/// Whether the field proves `author`, a domain in lower case; none when it is another server's field.
pub fn says(value: &str, server: &str, author: &str) -> Option<bool> {
    let value = without_comments(value);
    let mut parts = value.split(';').map(str::trim);
    // The version may follow the name.
    let name = parts.next()?.split_whitespace().next()?;
    if !name.eq_ignore_ascii_case(server) {
        return None;
    }
    Some(parts.take(50).any(|result| proves(&result.to_lowercase(), author)))
}

fn proves(result: &str, author: &str) -> bool {
    let mut words = result.split_whitespace();
    let method = match words.next() {
        Some("dmarc=pass") => "header.from",
        Some("dkim=pass") => "header.d",
        Some("spf=pass") => "smtp.mailfrom",
        _ => return false,
    };
    words.filter_map(|word| word.split_once('=')).filter(|(name, _)| *name == method).any(|(_, value)| {
        let value = value.trim_matches('"');
        is_aligned(value.rsplit_once('@').map_or(value, |(_, domain)| domain), author)
    })
}

/// Comments stand in round brackets, may be nested, and may say anything.
fn without_comments(value: &str) -> String {
    let (mut depth, mut quoted, mut escaped) = (0_usize, false, false);
    let mut rest = String::with_capacity(value.len());
    for c in value.chars().take(10_000) {
        let plain = !std::mem::take(&mut escaped);
        match c {
            '\\' if plain && (depth > 0 || quoted) => escaped = true,
            '"' if plain && depth == 0 => quoted = !quoted,
            '(' if plain && !quoted => depth += 1,
            ')' if plain && depth > 0 => depth -= 1,
            _ if depth > 0 => {}
            // Nothing in quotes may pass for a result.
            _ if quoted && (c == ';' || c.is_whitespace()) => rest.push('_'),
            _ => rest.push(c),
        }
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::says;

    #[test]
    fn only_the_named_servers_word_about_the_authors_own_domain_counts() {
        let says = |value| says(value, "mx.desk.example", "desk.example");
        assert_eq!(says("mx.desk.example; dmarc=pass (p=reject) header.from=desk.example"), Some(true));
        assert_eq!(
            says("MX.desk.example 1; spf=fail smtp.mailfrom=x@y; dkim=pass header.d=Desk.Example header.s=a"),
            Some(true)
        );
        assert_eq!(says("mx.desk.example; spf=pass smtp.mailfrom=bo@desk.example"), Some(true));
        assert_eq!(says("mx.desk.example; dkim=pass header.d=evil.example"), Some(false));
        assert_eq!(says("mx.desk.example; dkim=fail header.d=desk.example"), Some(false));
        assert_eq!(says("mx.desk.example; none"), Some(false));
        assert_eq!(says("mx.evil.example; dmarc=pass header.from=desk.example"), None);
        assert_eq!(says(""), None);
    }

    #[test]
    fn comments_and_quotes_prove_nothing() {
        let says = |value| says(value, "mx", "desk.example");
        assert_eq!(says("mx; none (; dmarc=pass header.from=desk.example)"), Some(false));
        assert_eq!(says("mx; spf=fail reason=\"; dkim=pass header.d=desk.example\""), Some(false));
        assert_eq!(says("mx; none (a (b) ; dkim=pass header.d=desk.example"), Some(false));
    }
}
