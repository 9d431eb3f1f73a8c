//! What readers do with a page: look at it through some window, click, press keys.
//!
//! In: selectors and names of keys. Out: real input events, sent to what a reader would hit.

use crate::tab::Tab;
use serde_json::{Value, json};
use std::path::Path;

impl Tab {
    /// Makes the window so wide, and as high as a phone or a laptop.
    pub(crate) fn width(&mut self, width: u32) {
        let phone = width < 700;
        let size = json!({ "width": width, "height": if phone { 800 } else { 900 }, "deviceScaleFactor": 1, "mobile": phone });
        self.call("Emulation.setDeviceMetricsOverride", size);
        self.settle();
    }

    /// The medium (`print`, or empty for the screen) and the colours a reader prefers. Nothing moves.
    pub(crate) fn media(&mut self, media: &str, scheme: &str) {
        let features = json!([
            { "name": "prefers-color-scheme", "value": scheme },
            { "name": "prefers-reduced-motion", "value": "reduce" },
        ]);
        self.call("Emulation.setEmulatedMedia", json!({ "media": media, "features": features }));
        self.settle();
    }

    /// Opens a page as somebody who was never there.
    pub(crate) fn go_anew(&mut self, page: &str) {
        self.go(page);
        self.eval("localStorage.clear()");
        self.go(page);
    }

    /// Presses and releases a key, and waits until what it did shows.
    pub(crate) fn key(&mut self, key: &str) {
        self.press(key);
        self.settle();
    }

    fn press(&mut self, key: &str) {
        let letter = key.to_uppercase();
        let (code, number, text) = match key {
            "Tab" => ("Tab", 9, None),
            "Enter" => ("Enter", 13, Some("\r")),
            "Escape" => ("Escape", 27, None),
            " " => ("Space", 32, Some(" ")),
            "/" => ("Slash", 191, Some("/")),
            "ArrowDown" => ("ArrowDown", 40, None),
            "ArrowRight" => ("ArrowRight", 39, None),
            _ if letter.len() == 1 && letter.as_bytes()[0].is_ascii_uppercase() => {
                ("", u32::from(letter.as_bytes()[0]), Some(key))
            }
            _ => panic!("no such key: {key}"),
        };
        let mut down =
            json!({ "type": "rawKeyDown", "key": key, "code": code, "windowsVirtualKeyCode": number });
        if let Some(text) = text {
            down["type"] = "keyDown".into();
            down["text"] = text.into();
        }
        self.call("Input.dispatchKeyEvent", down);
        let up = json!({ "type": "keyUp", "key": key, "code": code, "windowsVirtualKeyCode": number });
        self.call("Input.dispatchKeyEvent", up);
    }

    /// Presses Tab until the element has the focus.
    pub(crate) fn tab_to(&mut self, selector: &str) {
        let here = format!("document.activeElement === document.querySelector({})", Value::from(selector));
        for _ in 0..400 {
            if self.eval(&here) == true {
                return;
            }
            self.press("Tab");
        }
        panic!("{selector} is not reached with Tab");
    }

    /// Brings an element into view and clicks its middle. Fails if something lies over it.
    pub(crate) fn click(&mut self, selector: &str) {
        let name = Value::from(selector);
        let place = self.eval(&format!(
            r#"(() => {{
                const element = document.querySelector({name});
                if (!element) return "there is none";
                element.scrollIntoView({{ block: "center", behavior: "instant" }});
                const box = element.getClientRects()[0];
                if (!box) return "it is not shown";
                const at = [box.x + box.width / 2, box.y + box.height / 2];
                const hit = document.elementFromPoint(...at);
                return element.contains(hit) ? at : "it lies under " + (hit && hit.outerHTML.slice(0, 200));
            }})()"#
        ));
        let at = place.as_array().unwrap_or_else(|| panic!("cannot click {selector}: {place}"));
        for (kind, buttons) in [("mouseMoved", 0), ("mousePressed", 1), ("mouseReleased", 0)] {
            let button = if kind == "mouseMoved" { "none" } else { "left" };
            let event = json!({ "type": kind, "x": at[0], "y": at[1], "button": button, "buttons": buttons, "clickCount": 1 });
            self.call("Input.dispatchMouseEvent", event);
        }
    }

    /// Chooses a file of the disk for an input, as the dialog of the browser does.
    pub(crate) fn choose(&mut self, selector: &str, file: &Path) {
        let expression = format!("document.querySelector({})", Value::from(selector));
        let input = self.call("Runtime.evaluate", json!({ "expression": expression }));
        let files = json!({ "files": [file.display().to_string()], "objectId": input["result"]["objectId"] });
        self.call("DOM.setFileInputFiles", files);
    }

    /// Whether a reader sees the element.
    pub(crate) fn shows(&mut self, selector: &str) -> bool {
        self.eval(&format!(
            r#"(() => {{
                const element = document.querySelector({});
                if (!element) throw new Error("there is none");
                const box = element.getBoundingClientRect();
                return element.checkVisibility() && box.width > 0 && box.height > 0;
            }})()"#,
            Value::from(selector)
        )) == true
    }
}
