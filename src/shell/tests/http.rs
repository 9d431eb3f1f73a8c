//! Paths, hosts, content types and the reload script, without a network.

use crate::shell::http::{Route, is_own_host, parameter, route, with_script};
use crate::text::content_type;

#[test]
fn paths_lead_into_the_site_or_nowhere() {
    let site = |path: &str| Route::Site(path.to_owned());
    assert_eq!(route("/", "/"), site(""));
    assert_eq!(route("/a/b.html", "/"), site("a/b.html"));
    assert_eq!(route("/a/", "/"), site("a/"));
    assert_eq!(route("/caf%C3%A9%20x.html", "/"), site("café x.html"));
    assert_eq!(route("/100%", "/"), site("100%"), "what is not an escape stays");
    assert_eq!(route("/repo/a", "/repo/"), site("a"));
    assert_eq!(route("/repo", "/repo/"), Route::Moved("/repo/".into()));
    assert_eq!(route("/", "/repo/"), Route::Moved("/repo/".into()));
    assert_eq!(route("/repository/a", "/repo/"), Route::Nowhere);
    assert_eq!(route("/__prepress/live.js", "/repo/"), Route::Own("live.js"));
    for path in [
        "/../x",
        "/a/../../x",
        "/%2e%2e/x",
        "/a/%2E%2E/%2e%2e/x",
        "/..%2fx",
        "/a%5c..%5cx",
        "//x",
        "//",
        "/a//b",
        "/./x",
        "/%ff",
        "/a%00b",
        "/c:/x",
        "/a/./",
    ] {
        assert_eq!(route(path, "/"), Route::Nowhere, "{path}");
    }
}

#[test]
fn only_names_of_this_machine_are_answered() {
    let bound = |address: &str| address.parse().expect("an address");
    let local = bound("127.0.0.1");
    for host in ["localhost", "localhost:4040", "LOCALHOST:1", "127.0.0.1:80", "[::1]:80", "x.localhost:1"] {
        assert!(is_own_host(host, local, &[]), "{host}");
    }
    for host in [
        "",
        "evil.example",
        "evil.example:4040",
        "192.168.1.5:4040",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
    ] {
        assert!(!is_own_host(host, local, &[]), "{host}");
    }
    assert!(is_own_host("192.168.1.5:4040", bound("192.168.1.5"), &[]));
    assert!(!is_own_host("192.168.1.6:4040", bound("192.168.1.5"), &[]));
    assert!(is_own_host("192.168.1.6:4040", bound("0.0.0.0"), &[]));
    assert!(is_own_host("[fe80::1]:4040", bound("::"), &[]));
    assert!(!is_own_host("evil.example", bound("0.0.0.0"), &[]));
    assert!(is_own_host("guide.test:4040", local, &["Guide.test".into()]));
}

#[test]
fn endings_give_content_types() {
    assert_eq!(content_type("a/b.html"), "text/html; charset=utf-8");
    assert_eq!(content_type("a/B.SVG"), "image/svg+xml");
    assert_eq!(content_type("search-index.js"), "text/javascript; charset=utf-8");
    assert_eq!(content_type("atom.xml"), "application/xml; charset=utf-8");
    assert_eq!(content_type("data.json"), "application/json; charset=utf-8");
    assert_eq!(content_type("a/font.woff2"), "font/woff2");
    assert_eq!(content_type("a.d/README"), "application/octet-stream");
    assert_eq!(content_type(".nojekyll"), "application/octet-stream");
}

#[test]
fn the_script_comes_into_the_head_before_all_others() {
    let tag = "<script src=\"/__prepress/live.js\" defer data-version=\"7\"></script>";
    let with = |page: &str| String::from_utf8(with_script(page.into(), "7", false)).expect("text");
    assert_eq!(with("<head></HEAD><body>x"), format!("<head>{tag}</HEAD><body>x"));
    assert_eq!(with("<head><script></script></head>"), format!("<head>{tag}<script></script></head>"));
    // What an author writes in the body reaches nothing above it.
    let author = "<body><script>1</script></head></body>";
    assert_eq!(with(&format!("<!doctype html>{author}")), format!("<!doctype html>{tag}{author}"));
    assert_eq!(with("<p>x"), format!("{tag}<p>x"));
    assert_eq!(with(""), tag);
    let kept = String::from_utf8(with_script("".into(), "7", true)).expect("text");
    assert!(kept.contains("data-version=\"7\" data-kept>"), "{kept}");
}

#[test]
fn the_script_carries_the_nonce_of_the_page() {
    let page = "<meta content=\"script-src 'nonce-ab12'; x\"><body></body>";
    let page = String::from_utf8(with_script(page.into(), "7", false)).expect("text");
    assert!(page.contains(" nonce=\"ab12\" defer"), "{page}");
}

#[test]
fn parameters_are_decoded() {
    assert_eq!(parameter(Some("a=1&page=%2Fx%20y"), "page").as_deref(), Some("/x y"));
    assert_eq!(parameter(Some("page"), "page"), None);
    assert_eq!(parameter(None, "page"), None);
}
