//! A host name of its own: there the page is at `/`, and nothing of the desk is.

use axum::Router;
use axum::extract::Request;
use axum::http::header;
use axum::http::uri::{PathAndQuery, Uri};
use tower::ServiceExt;

/// The program behind, with the page's own host in front of it.
pub fn around(router: Router, host: Option<String>) -> Router {
    let Some(host) = host else { return router };
    Router::new().fallback(move |mut request: Request| {
        let (router, host) = (router.clone(), host.clone());
        async move {
            if is_for(&request, &host) {
                *request.uri_mut() = within(request.uri());
            }
            router.oneshot(request).await
        }
    })
}

fn is_for(request: &Request, host: &str) -> bool {
    let named = request.headers().get(header::HOST).and_then(|v| v.to_str().ok());
    let named = named.or_else(|| request.uri().host()).unwrap_or_default();
    let name = named
        .rsplit_once(':')
        .map_or(named, |(name, port)| if port.bytes().all(|b| b.is_ascii_digit()) { name } else { named });
    name.trim_end_matches('.').eq_ignore_ascii_case(host)
}

/// `/feed.atom` is `/status/feed.atom`. Addresses that the pages themselves give stay as they are.
fn within(uri: &Uri) -> Uri {
    let path = uri.path();
    let stays = path == "/status" || path.starts_with("/status/") || path.starts_with("/assets/");
    if stays {
        return uri.clone();
    }
    let query = uri.query().map(|query| format!("?{query}")).unwrap_or_default();
    let path = format!("/status{}{query}", path.trim_end_matches('/'));
    let mut parts = uri.clone().into_parts();
    match path.parse::<PathAndQuery>() {
        Ok(path) => parts.path_and_query = Some(path),
        Err(_) => return uri.clone(),
    }
    Uri::from_parts(parts).unwrap_or_else(|_| uri.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn on_its_own_host_everything_is_below_the_page() {
        let to = |path: &str| within(&path.parse().unwrap()).to_string();
        assert_eq!(to("/"), "/status");
        assert_eq!(to("/feed.atom"), "/status/feed.atom");
        assert_eq!(to("/api/v2/summary.json?x=1"), "/status/api/v2/summary.json?x=1");
        assert_eq!(to("/status/incidents/k3"), "/status/incidents/k3");
        assert_eq!(to("/assets/0/status.css"), "/assets/0/status.css");
        // The desk is not there.
        assert_eq!(to("/desk/views/all"), "/status/desk/views/all");
        assert_eq!(to("/statuses"), "/status/statuses");
    }

    #[test]
    fn a_host_is_itself_with_a_port_and_in_capitals() {
        let is_for = |host: &str| {
            let request = Request::builder().uri("/").header(header::HOST, host);
            is_for(&request.body(axum::body::Body::empty()).unwrap(), "status.example.org")
        };
        for own in ["status.example.org", "STATUS.example.org:443", "status.example.org."] {
            assert!(is_for(own), "{own}");
        }
        for other in ["help.example.org", "status.example.org.evil.example", "[::1]:80", ""] {
            assert!(!is_for(other), "{other}");
        }
    }
}
