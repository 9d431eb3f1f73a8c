//! Drill, filters, rubric and plan: by mouse and by keys, from disk and from a server, and without
//! scripts.

use crate::chrome::Browser;
use crate::guide::guide;
use crate::tab::Tab;
use serde_json::Value;

fn text(tab: &mut Tab, selector: &str) -> String {
    let selector = Value::from(selector);
    let text = tab.eval(&format!("document.querySelector({selector}).textContent"));
    text.as_str().expect("a text").to_owned()
}

#[test]
fn a_question_is_practised_and_remembered() {
    let (guide, browser) = (guide(), Browser::start());
    for root in guide.places() {
        let page = format!("{root}questions/drill.html");
        let mut tab = Tab::open(&browser, &root);
        tab.go_anew(&page);
        assert!(text(&mut tab, ".drill-boxes").starts_with("0 of "), "nothing is practised yet");
        // Elsewhere on the page a letter rates nothing.
        tab.eval("document.querySelector('main a').focus()");
        tab.key("p");
        assert!(text(&mut tab, ".drill-boxes").starts_with("0 of "), "keys act in the card only");
        let first = text(&mut tab, ".drill-question-text");
        assert!(!tab.eval("!!document.querySelector('.drill-card .guidance')").as_bool().expect("a boolean"));
        tab.click("[data-act=show]");
        assert!(tab.shows(".drill-card .guidance"), "guidance shows when it is asked for");
        tab.click("[data-act=practised]");
        assert!(text(&mut tab, ".drill-boxes").starts_with("1 of "), "one is practised");
        assert!(text(&mut tab, ".drill-state").contains("1 day"), "it comes back tomorrow");
        assert_ne!(first, text(&mut tab, ".drill-question-text"), "another question follows");
        // By keys alone: show, again, another one.
        tab.key("s");
        assert!(tab.shows(".drill-card .guidance"), "S shows the guidance");
        tab.key("a");
        let said = text(&mut tab, ".drill-boxes");
        assert!(said.starts_with("1 of ") && said.contains(" 1 to do again"), "A does not count: {said}");
        let second = text(&mut tab, ".drill-question-text");
        tab.tab_to("[data-act=practised]");
        tab.key("Enter");
        assert!(text(&mut tab, ".drill-boxes").starts_with("2 of "), "Enter presses the button");
        tab.click("[data-act=undo]");
        assert!(text(&mut tab, ".drill-boxes").starts_with("1 of "), "a rating is undone");
        assert_eq!(second, text(&mut tab, ".drill-question-text"), "and its question is back");
        tab.key("p");
        assert!(text(&mut tab, ".drill-boxes").starts_with("2 of "), "P in the card");
        tab.key("n");
        assert_eq!(text(&mut tab, ".drill-state"), "", "what was said is about the question before");
        tab.go(&page);
        assert!(text(&mut tab, ".drill-boxes").starts_with("2 of "), "it is kept");
        tab.click("[data-act=forget]");
        assert!(text(&mut tab, ".drill-boxes").starts_with("2 of "), "the first press only asks");
        tab.click("[data-act=forget]");
        assert!(text(&mut tab, ".drill-boxes").starts_with("0 of "), "the second forgets");
        tab.clean(&page);
    }
}

#[test]
fn boxes_wait_longer_each_time_and_survive_nonsense() {
    let (guide, browser) = (guide(), Browser::start());
    for root in guide.places() {
        let page = format!("{root}questions/drill.html");
        let mut tab = Tab::open(&browser, &root);
        tab.go(&page);
        let key = "'prepress/' + document.documentElement.dataset.site + '/drill'";
        let set = |tab: &mut Tab, value: &str| {
            tab.eval(&format!("localStorage.setItem({key}, {})", Value::from(value)));
            tab.go(&page);
        };
        for nonsense in
            ["", "{", "[]", "7", r#"{"why-this-role": 3}"#, r#"{"why-this-role": {"box": 99, "due": "x"}}"#]
        {
            set(&mut tab, nonsense);
            assert!(text(&mut tab, ".drill-boxes").starts_with("0 of "), "after {nonsense}");
        }
        // What an older version kept under the guide's title is taken over.
        tab.eval(&format!(
        "(old => {{ localStorage.removeItem({key}); localStorage.setItem(old, '{{\"why-this-role\": {{\"box\": 1}}}}'); }})('prepress:' + document.querySelector('meta[property=\"og:site_name\"]').content + ':drill')"
    ));
        tab.go(&page);
        assert!(text(&mut tab, ".drill-boxes").starts_with("1 of "), "{}", text(&mut tab, ".drill-boxes"));
        assert_eq!(tab.eval("Object.keys(localStorage).some(name => name.startsWith('prepress:'))"), false);
        // A question in the second box that is due moves to the third and rests for a week.
        set(&mut tab, r#"{"why-this-role": {"box": 2, "due": 0, "times": 3}}"#);
        tab.eval("[...document.querySelectorAll('.drill-choices select')].forEach(it => { it.value = ''; })");
        tab.eval("document.querySelector('.drill-card').focus()");
        let found = "document.querySelector('.drill-where').textContent.startsWith('box 3')";
        for _ in 0..80 {
            if tab.eval(found) == true {
                break;
            }
            tab.key("n");
        }
        assert_eq!(tab.eval(found), true, "a question that is due comes up");
        tab.key("p");
        assert!(text(&mut tab, ".drill-state").contains("7 days"), "{}", text(&mut tab, ".drill-state"));
        tab.clean(&page);
    }
}

#[test]
fn the_clock_runs_and_stops() {
    let (guide, browser) = (guide(), Browser::start());
    for root in guide.places() {
        let mut tab = Tab::open(&browser, &root);
        tab.go(&format!("{root}questions/drill.html"));
        let before = text(&mut tab, ".drill-clock");
        tab.click("[data-act=clock]");
        let moved = format!("document.querySelector('.drill-clock').textContent !== {}", Value::from(before));
        tab.wait(&moved, "the clock runs");
        tab.key("t");
        assert_eq!(text(&mut tab, "[data-act=clock]"), "Start the clock", "T stops it");
        tab.clean("the clock");
    }
}

#[test]
fn questions_are_filtered_by_keys() {
    let (guide, browser) = (guide(), Browser::start());
    for root in guide.places() {
        let mut tab = Tab::open(&browser, &root);
        tab.go(&format!("{root}questions.html"));
        let shown =
            "[...document.querySelectorAll('.bank-question')].filter(it => it.checkVisibility()).length";
        let all = tab.eval(shown).as_u64().expect("a number");
        tab.tab_to("select[data-filter=stage]");
        tab.key("ArrowDown");
        tab.wait(&format!("{shown} < {all}"), "the list gets shorter");
        let some = tab.eval(shown).as_u64().expect("a number");
        assert!(some > 0);
        assert_eq!(text(&mut tab, ".bank-count"), format!("{some} of {all} questions"));
        // Questions for everybody count for each role.
        tab.eval("(it => { it.value = ''; it.dispatchEvent(new Event('change')); })(document.querySelector('select[data-filter=stage]'))");
        tab.eval("document.querySelector('select[data-filter=roles]').focus()");
        tab.key("ArrowDown");
        let some = tab.eval(shown).as_u64().expect("a number");
        let named = tab.eval("document.querySelector('select[data-filter=roles]').selectedOptions[0].text");
        assert!(named.as_str().is_some_and(|name| name.ends_with(&format!(" ({some})"))), "{some}: {named}");
        tab.clean("filters");
    }
}

#[test]
fn the_rubric_says_which_rule_decides_in_each_reading() {
    let (guide, browser) = (guide(), Browser::start());
    for root in guide.places() {
        let page = guide.pages_with("data-rubric=").remove(0);
        let mut tab = Tab::open(&browser, &root);
        tab.go(&format!("{root}{page}"));
        let answer = |tab: &mut Tab| text(tab, ".calculator-answer");
        // It opens with scores about which the readings disagree, if the rubric has an example of them.
        assert!(answer(&mut tab).contains("disagree"), "{}", answer(&mut tab));
        let set = |tab: &mut Tab, scores: [&str; 4]| {
            for (at, score) in scores.iter().enumerate() {
                tab.eval(&format!(
                    "(it => {{ it.value = '{score}'; it.dispatchEvent(new Event('input')); }})(document.querySelectorAll('.calculator input')[{at}])"
                ));
            }
        };
        set(&mut tab, ["5", "5", "5", "5"]);
        assert!(!answer(&mut tab).contains("not enough"), "the highest scores pass: {}", answer(&mut tab));
        set(&mut tab, ["5", "3", "5", "3"]);
        let said = answer(&mut tab);
        assert!(
            said.contains("goes on") && said.contains("not enough") && said.contains("disagree"),
            "{said}"
        );
        set(&mut tab, ["5", "5", "5", "2.5"]);
        let said = answer(&mut tab);
        assert_eq!(said.matches("stopped").count(), 2, "{said}");
        assert_eq!(tab.eval("document.querySelectorAll('.reading .fires').length"), 2);
        set(&mut tab, ["5", "5", "5", "9"]);
        assert!(answer(&mut tab).contains("needs a score from"), "{}", answer(&mut tab));
        assert_eq!(tab.eval("document.querySelectorAll('.reading .fires').length"), 0, "nothing is decided");
        set(&mut tab, ["5", "3.3", "5", "5"]);
        assert!(answer(&mut tab).contains("in steps of 0.5"), "{}", answer(&mut tab));
        set(&mut tab, ["4", "4", "4", "3.5"]);
        assert!(answer(&mut tab).contains("average of 3.875 "), "{}", answer(&mut tab));
        tab.clean(&page);
    }
}

#[test]
fn a_plan_gets_dates_and_keeps_ticks() {
    let (guide, browser) = (guide(), Browser::start());
    for root in guide.places() {
        let page = format!("{root}practice/plan-one-week.html");
        let mut tab = Tab::open(&browser, &root);
        tab.go_anew(&page);
        assert_eq!(text(&mut tab, ".plan-day"), "Day 1");
        assert_eq!(
            tab.eval("document.querySelector('.plan-tools button').disabled"),
            true,
            "no date, no calendar"
        );
        set_day(&mut tab, "'2031-03-10'");
        // Seven days before a Monday is a Monday, also across a change of the clocks.
        assert_eq!(text(&mut tab, ".plan-day"), "Mon 3 Mar");
        tab.click(".plan .check-text");
        tab.tab_to(".plan li:nth-child(2) input");
        tab.key(" ");
        assert!(text(&mut tab, ".plan-state").starts_with("2 of "), "{}", text(&mut tab, ".plan-state"));
        tab.go(&page);
        assert!(text(&mut tab, ".plan-state").starts_with("2 of "), "ticks are kept");
        assert_eq!(tab.eval("document.querySelector('.plan-date input').value"), "2031-03-10");
        // The calendar file: caught where it is made.
        tab.eval(
            "(() => { const make = URL.createObjectURL; window.caught = null;
                URL.createObjectURL = blob => { window.caught = blob; return make(new Blob(['x'])); };
                HTMLAnchorElement.prototype.click = () => {}; })()",
        );
        tab.click(".plan-tools button");
        let file = tab.eval("window.caught.text()");
        let file = file.as_str().expect("a calendar").to_owned();
        assert!(file.starts_with("BEGIN:VCALENDAR\r\n") && file.ends_with("END:VCALENDAR\r\n"), "{file}");
        let tasks =
            tab.eval("document.querySelectorAll('.plan li[data-task]').length").as_u64().expect("a number");
        assert_eq!(file.matches("BEGIN:VEVENT").count() as u64, tasks + 1, "the tasks and the interview");
        assert!(file.contains("DTSTART;VALUE=DATE:20310303\r\n"), "{file}");
        let last = "DTSTART;VALUE=DATE:20310310\r\nDTEND;VALUE=DATE:20310311\r\nSUMMARY:";
        assert!(file.contains(last), "{file}");
        assert!(file.split("\r\n").all(|line| line.len() <= 75), "a line is too long: {file}");
        // Another date moves the same entries.
        set_day(&mut tab, "'2031-04-10'");
        tab.click(".plan-tools button");
        let moved = tab.eval("window.caught.text()");
        let moved = moved.as_str().expect("a calendar");
        let names = |file: &str| {
            file.lines().filter(|line| line.starts_with("UID:")).map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(names(&file), names(moved));
        assert!(moved.contains("SEQUENCE:") && !moved.contains("20310303"), "{moved}");
        // What lies before today is not put into a calendar.
        set_day(&mut tab, "new Date(Date.now() + 864e5).toLocaleDateString('sv')");
        let said = text(&mut tab, ".plan-state");
        assert!(said.contains("the plan began on") && said.contains("not in the calendar file"), "{said}");
        tab.click(".plan-tools button");
        let short = tab.eval("window.caught.text()");
        let short = short.as_str().expect("a calendar").matches("BEGIN:VEVENT").count() as u64;
        assert!(short > 0 && short < tasks + 1, "{short} of {tasks}");
        tab.clean(&page);
    }
}

/// Puts a day into the field of the page.
fn set_day(tab: &mut Tab, day: &str) {
    tab.eval(&format!(
        "(it => {{ it.value = {day}; it.dispatchEvent(new Event('change')); }})(document.querySelector('.plan-date input'))"
    ));
}

#[test]
fn one_day_holds_for_all_plans() {
    let (guide, browser) = (guide(), Browser::start());
    for root in guide.places() {
        let mut tab = Tab::open(&browser, &root);
        let day = |tab: &mut Tab| tab.eval("document.querySelector('.plan-date input').value");
        tab.go_anew(&format!("{root}practice/plan-one-week.html"));
        set_day(&mut tab, "'2031-03-10'");
        for page in ["index.html", "practice/plan-two-days.html"] {
            tab.go(&format!("{root}{page}"));
            assert_eq!(day(&mut tab), "2031-03-10", "{root}{page}");
        }
        // One day before it a plan names what is left to do, and does not count what is late.
        tab.go(&format!("{root}practice/plan-one-week.html"));
        set_day(&mut tab, "new Date(Date.now() + 864e5).toLocaleDateString('sv')");
        let state = text(&mut tab, ".plan-state");
        assert!(state.contains("leave them out") && !state.contains("behind"), "{state}");
        assert_eq!(tab.eval("document.querySelectorAll('.plan-last a').length"), 2);
        // What plans kept before there was one day for all is taken over once.
        tab.eval(
            "(key => { localStorage.clear(); localStorage.setItem(key + 'plan/six-weeks', '{\"date\":\"2031-03-10\"}'); })('prepress/' + document.documentElement.dataset.site + '/')",
        );
        tab.go(&format!("{root}index.html"));
        assert_eq!(day(&mut tab), "2031-03-10", "{root}: taken over");
        tab.clean("the plans");
    }
}

#[test]
fn one_role_holds_for_bank_and_drill() {
    let (guide, browser) = (guide(), Browser::start());
    for root in guide.places() {
        let mut tab = Tab::open(&browser, &root);
        tab.go_anew(&format!("{root}questions.html"));
        tab.eval(
            "(it => { it.value = 'pmm'; it.dispatchEvent(new Event('change', {bubbles: true})); })(document.querySelector('select[data-filter=roles]'))",
        );
        let count = text(&mut tab, ".bank-count");
        tab.go(&format!("{root}questions.html"));
        assert_eq!(text(&mut tab, ".bank-count"), count, "{root}: after a reload");
        tab.go(&format!("{root}questions/drill.html"));
        let role = tab.eval("[...document.querySelectorAll('select')].map(it => it.value).includes('pmm')");
        assert_eq!(role, true, "{root}: the drill");
        tab.clean("bank and drill");
    }
}

#[test]
fn without_scripts_everything_is_there_to_read() {
    let (guide, browser) = (guide(), Browser::start());
    for root in guide.places() {
        let mut tab = Tab::open(&browser, &root);
        tab.scripts(false);
        tab.go(&format!("{root}questions/drill.html"));
        assert!(tab.shows(".drill-question summary"), "questions are a list");
        tab.click(".drill-question summary");
        assert!(tab.shows(".drill-question .guidance"), "and open");
        assert!(!tab.shows(".drill-choices"), "controls without a function stay away");
        tab.go(&format!("{root}questions.html"));
        assert!(!tab.shows(".bank-filters"));
        assert!(tab.shows(".bank-question"));
        tab.go(&format!("{root}practice/plan-one-week.html"));
        assert!(tab.shows(".plan li") && !tab.shows(".plan-tools"));
        let rubric = guide.pages_with("data-rubric=").remove(0);
        tab.go(&format!("{root}{rubric}"));
        assert!(tab.shows(".worked td") && !tab.shows(".calculator"));
        // The sheet's switch needs none.
        tab.go(&format!("{root}questions/sheet.html"));
        assert!(tab.shows(".sheet .guidance"));
        tab.click(".sheet-switch .check-text");
        assert!(!tab.shows(".sheet .guidance"), "the box hides the guidance");
        tab.media("print", "light");
        assert!(tab.shows(".sheet-lines") && !tab.shows(".sheet-switch"), "paper has lines to write on");
        tab.clean("without scripts");
    }
}

#[test]
fn drawings_have_names_and_tables_and_fit() {
    let (guide, browser) = (guide(), Browser::start());
    let root = guide.root();
    let mut tab = Tab::open(&browser, &root);
    let pages = guide.pages_with("chart-svg");
    assert!(pages.len() > 3, "the guide has charts");
    for page in pages {
        tab.go(&format!("{root}{page}"));
        for width in [360, 1280] {
            tab.width(width);
            let wrong = tab.eval(
                "[...document.querySelectorAll('.chart')].filter(chart => {
                    const svg = chart.querySelector('svg[role=img]');
                    const title = svg && svg.querySelector('title');
                    const box = svg && svg.getBoundingClientRect();
                    const texts = [...svg.querySelectorAll('text')];
                    // Letters keep their size, and none leaves the drawing.
                    return !title || !title.textContent || !chart.querySelector('table tbody tr')
                        || box.height < 40 || texts.some(it => parseFloat(getComputedStyle(it).fontSize) < 12)
                        || texts.some(it => it.getBoundingClientRect().right > box.right + 4);
                }).map(chart => chart.querySelector('figcaption').textContent)",
            );
            assert_eq!(wrong.as_array().map(Vec::len), Some(0), "{page} at {width}: {wrong}");
        }
        tab.clean(&page);
    }
}

#[test]
fn scores_are_tried_by_keys() {
    let (guide, browser) = (guide(), Browser::start());
    for root in guide.places() {
        let page = guide.pages_with("data-rubric=").remove(0);
        let mut tab = Tab::open(&browser, &root);
        tab.go(&format!("{root}{page}"));
        let answer = text(&mut tab, ".calculator-answer");
        tab.click(".calculator input");
        for _ in 0..8 {
            tab.key("ArrowDown");
        }
        let lowest = tab.eval("(it => it.value === it.min)(document.querySelector('.calculator input'))");
        assert_eq!(lowest, true, "the arrows go down to the lowest score");
        let said = text(&mut tab, ".calculator-answer");
        assert!(said != answer && said.contains("stopped"), "{said}");
        tab.clean(&page);
    }
}

#[test]
fn a_plan_is_cleared_when_asked_twice() {
    let (guide, browser) = (guide(), Browser::start());
    for root in guide.places() {
        let page = format!("{root}practice/plan-one-week.html");
        let mut tab = Tab::open(&browser, &root);
        tab.go_anew(&page);
        tab.click(".plan .check-text");
        assert!(text(&mut tab, ".plan-state").starts_with("1 of "));
        tab.click("[data-act=clear]");
        assert!(text(&mut tab, ".plan-state").starts_with("1 of "), "it asks first");
        tab.tab_to("[data-act=clear]");
        tab.key("Enter");
        assert!(text(&mut tab, ".plan-state").starts_with("0 of "), "and then it clears");
        tab.clean(&page);
    }
}

#[test]
fn practice_is_saved_and_joins_what_is_there() {
    let (guide, browser) = (guide(), Browser::start());
    let desk = tempfile::tempdir().expect("a temporary folder");
    for root in guide.places() {
        let page = format!("{root}questions/drill.html");
        let mut tab = Tab::open(&browser, &root);
        tab.go_anew(&page);
        tab.click("[data-act=practised]");
        tab.eval(
            "(() => { const make = URL.createObjectURL; window.caught = null;
                URL.createObjectURL = blob => { window.caught = blob; return make(new Blob(['x'])); };
                HTMLAnchorElement.prototype.click = () => {}; })()",
        );
        tab.tab_to("[data-act=export]");
        tab.key("Enter");
        let file = tab.eval("window.caught.text()");
        let file = file.as_str().expect("a file").to_owned();
        // Another browser has practised another question; both stay.
        tab.go_anew(&page);
        let known =
            format!("Object.keys(JSON.parse({}).questions)[0]", serde_json::Value::from(file.as_str()));
        let mut other = String::new();
        for _ in 0..50 {
            tab.click("[data-act=practised]");
            let ids = "Object.keys(JSON.parse(localStorage.getItem(Object.keys(localStorage).find(key => key.endsWith('/drill')))))";
            other = tab
                .eval(&format!("({ids}).find(id => id !== {known}) || ''"))
                .as_str()
                .unwrap_or("")
                .to_owned();
            if !other.is_empty() {
                break;
            }
        }
        assert!(!other.is_empty(), "another question is practised");
        let before = text(&mut tab, ".drill-boxes");
        let path = desk.path().join("drill.json");
        std::fs::write(&path, &file).expect("a file");
        tab.choose(".drill-keep input[type=file]", &path);
        tab.wait("document.querySelector('.drill-state').textContent.startsWith('Read')", "the file is read");
        let kept =
            tab.eval("localStorage.getItem(Object.keys(localStorage).find(key => key.endsWith('/drill')))");
        let kept = kept.as_str().expect("what is kept");
        assert!(kept.contains(&other), "what was here stays: {before} {kept}");
        assert_eq!(tab.eval(&format!("({known}) in JSON.parse(localStorage.getItem(Object.keys(localStorage).find(key => key.endsWith('/drill'))))")), true);
        tab.clean(&page);
    }
}

#[test]
fn a_worksheet_keeps_what_is_written_and_fills_what_follows() {
    let (guide, browser) = (guide(), Browser::start());
    let url = format!("{}practice/worksheet.html", guide.root());
    let mut tab = Tab::open(&browser, &guide.root());
    tab.go(&url);
    let name = "document.querySelector('[data-part=stories] [data-card=\"1\"] [data-field=name] input')";
    let tick = "document.querySelector('[data-part=stories] [data-card=\"1\"] [data-ticks=shows] input')";
    let gaps = "document.querySelectorAll('[data-part=qualities] .worksheet-gap').length";
    let rows = tab
        .eval("document.querySelectorAll('[data-part=qualities] tbody tr').length")
        .as_u64()
        .expect("a number");
    assert!(rows > 3 && tab.eval(gaps) == 0, "nothing is a gap before there is a story");
    tab.eval(&format!(
        "(field => {{ field.value = 'The shortened trial'; field.dispatchEvent(new Event('input', {{ bubbles: true }})); }})({name})"
    ));
    tab.eval(&format!("{tick}.click()"));
    tab.wait(&format!("{gaps} === {}", rows - 1), "what no story shows is a gap");
    let shown = "document.querySelector('[data-part=sheet] [data-card=\"1\"] [data-shown=\"stories/name\"]').textContent";
    tab.wait(&format!("{shown}.includes('The shortened trial')"), "the cheat sheet has the name");
    tab.clean("the worksheet");
    // Another page, and back: it was kept.
    tab.go(&format!("{}index.html", guide.root()));
    tab.go(&url);
    assert_eq!(tab.eval(&format!("{name}.value")), "The shortened trial");
    assert_eq!(tab.eval(&format!("{tick}.checked")), true);
    assert_eq!(tab.eval(gaps).as_u64(), Some(rows - 1));
    // What is remarked on is said under the field.
    tab.eval(
        "(field => { field.value = 'We helped our team.'; field.dispatchEvent(new Event('input', { bubbles: true })); })
            (document.querySelector('[data-part=stories] [data-card=\"1\"] [data-field=decision] textarea'))",
    );
    let remark = "document.querySelector('[data-part=stories] [data-card=\"1\"] [data-field=decision] .worksheet-remark').textContent";
    tab.wait(&format!("/we/i.test({remark})"), "a remark on `we`");
}
