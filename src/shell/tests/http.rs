//! Paths, hosts, content types and the reload script, without a network.

use crate::shell::http::{Route, content_type, is_own_host, route, with_script};

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
        assert!(is_own_host(host, local), "{host}");
    }
    for host in [
        "",
        "evil.example",
        "evil.example:4040",
        "192.168.1.5:4040",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
    ] {
        assert!(!is_own_host(host, local), "{host}");
    }
    assert!(is_own_host("192.168.1.5:4040", bound("192.168.1.5")));
    assert!(!is_own_host("192.168.1.6:4040", bound("192.168.1.5")));
    assert!(is_own_host("192.168.1.6:4040", bound("0.0.0.0")));
    assert!(is_own_host("[fe80::1]:4040", bound("::")));
    assert!(!is_own_host("evil.example", bound("0.0.0.0")));
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
fn the_script_comes_before_the_last_end_of_a_body() {
    let tag = "<script src=\"/__prepress/live.js\" defer data-version=\"7\"></script>";
    let with = |page: &str| String::from_utf8(with_script(page.into(), "7")).expect("text");
    assert_eq!(with("<p>x</p></body></html>"), format!("<p>x</p>{tag}</body></html>"));
    assert_eq!(with("<!-- </body> --></BODY>"), format!("<!-- </body> -->{tag}</BODY>"));
    assert_eq!(with("<p>x"), format!("<p>x{tag}"));
    assert_eq!(with(""), tag);
}

#[test]
fn the_script_carries_the_nonce_of_the_page() {
    let page = "<meta content=\"script-src 'nonce-ab12'; x\"><body></body>";
    let page = String::from_utf8(with_script(page.into(), "7")).expect("text");
    assert!(page.contains(" nonce=\"ab12\" defer"), "{page}");
}
