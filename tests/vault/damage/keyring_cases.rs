//! Changed keyrings, generated: every byte in every way, every field times hostile values, slots.

use serde_json::{Value, json};

use crate::support::random::Random;

/// A changed keyring.json, and what was done to it.
pub(crate) struct Case {
    pub(crate) action: &'static str,
    pub(crate) what: String,
    pub(crate) text: Vec<u8>,
}

/// Every byte, changed in every way.
pub(crate) fn bytes(good: &str, random: &mut Random) -> Vec<Case> {
    let good = good.as_bytes();
    let mut cases = Vec::new();
    let mut push = |action, at: usize, text: Vec<u8>| {
        if text != good {
            let what = format!("byte {at}");
            cases.push(Case { action, what, text });
        }
    };
    for at in 0..good.len() {
        let with = |change: &dyn Fn(&mut Vec<u8>)| {
            let mut text = good.to_vec();
            change(&mut text);
            text
        };
        for bit in [0, 1 + random.below(7)] {
            push("bit flip", at, with(&|text| text[at] ^= 1 << bit));
        }
        push("zero", at, with(&|text| text[at] = 0));
        push("cut", at, good[..at].to_vec());
        let rest = &good[at + 1..];
        push("a byte left out", at, [&good[..at], rest].concat());
        push("a byte twice", at, with(&|text| text.insert(at, text[at])));
        let other = random.below(good.len());
        push("swap two bytes", at, with(&|text| text.swap(at, other)));
        let length = 16.min(good.len() - at).min(good.len() - other);
        let over = |text: &mut Vec<u8>| text.copy_within(other..other + length, at);
        push("copy 16 bytes over", at, with(&over));
    }
    for more in ["x", "}", "{}", "\0", " \n\n"] {
        push("grow", good.len(), [good, more.as_bytes()].concat());
    }
    let spaces = " ".repeat(1 << 19);
    push("grow", good.len(), [good, spaces.as_bytes()].concat());
    cases
}

/// The pointers of all fields, the objects and lists included.
fn pointers(value: &Value, at: &str, found: &mut Vec<String>) {
    let below: Vec<(String, &Value)> = match value {
        Value::Object(map) => map
            .iter()
            .map(|(name, value)| (name.clone(), value))
            .collect(),
        Value::Array(list) => list
            .iter()
            .enumerate()
            .map(|(n, v)| (n.to_string(), v))
            .collect(),
        _ => Vec::new(),
    };
    for (name, value) in below {
        let pointer = format!("{at}/{name}");
        pointers(value, &pointer, found);
        found.push(pointer);
    }
}

/// Values to put in the place of `is`.
fn hostile(is: &Value, foreign: Option<&Value>) -> Vec<Value> {
    let mut values = vec![
        Value::Null,
        json!(true),
        json!(0),
        json!(-1),
        json!(1.5),
        json!(u64::MAX),
        json!(""),
        json!("x".repeat(100_000)),
        json!("\u{1b}[2J\u{202e}"),
        json!([]),
        json!({}),
        json!([[[[[[[[]]]]]]]]),
    ];
    values.extend(foreign.cloned());
    if let Some(number) = is.as_u64() {
        let near = [
            number + 1,
            number.saturating_sub(1),
            number * 2,
            1 << 32,
            1 << 31,
        ];
        values.extend(near.map(|number| json!(number)));
    }
    if let Some(text) = is.as_str() {
        let changed = |text: String| Value::from(text);
        values.push(changed(text.to_uppercase()));
        values.push(changed(format!("{text}0")));
        values.push(changed(format!("{text} ")));
        values.push(changed(text.chars().rev().collect()));
        values.push(changed(text.chars().skip(1).collect()));
    }
    values
}

/// Every field: hostile values, left out, twice, among others.
pub(crate) fn fields(good: &Value, foreign: &Value) -> Vec<Case> {
    let mut cases = Vec::new();
    let mut push = |action, what: String, value: &Value| {
        if value != good {
            let text = serde_json::to_vec_pretty(value).unwrap();
            cases.push(Case { action, what, text });
        }
    };
    let mut all = Vec::new();
    pointers(&good, "", &mut all);
    for pointer in &all {
        let is = good.pointer(pointer).unwrap();
        for value in hostile(is, foreign.pointer(pointer)) {
            let mut changed = good.clone();
            *changed.pointer_mut(pointer).unwrap() = value.clone();
            let shown: String = value.to_string().chars().take(40).collect();
            push("a field set", format!("{pointer} = {shown}"), &changed);
        }
        let (parent, name) = pointer.rsplit_once('/').unwrap();
        let mut changed = good.clone();
        let parent = changed.pointer_mut(parent).unwrap();
        match parent {
            Value::Object(map) => drop(map.remove(name)),
            Value::Array(list) => drop(list.remove(name.parse().unwrap())),
            _ => unreachable!(),
        }
        push("a field left out", pointer.clone(), &changed);
        if is.is_object() || pointer.is_empty() {
            let mut changed = good.clone();
            changed.pointer_mut(pointer).unwrap()["unknown"] = json!(1);
            push("an unknown field", pointer.clone(), &changed);
        }
    }
    let mut changed = good.clone();
    changed["unknown"] = json!(1);
    push("an unknown field", "/".into(), &changed);
    slots(good, foreign, &mut push);
    cases
}

/// Slots: other kinds, more of them, in another order, of another vault.
fn slots(good: &Value, foreign: &Value, push: &mut dyn FnMut(&'static str, String, &Value)) {
    let with = |slots: Vec<Value>| {
        let mut changed = good.clone();
        changed["slots"] = slots.into();
        changed
    };
    let ours = good["slots"].as_array().unwrap().clone();
    let theirs = foreign["slots"].as_array().unwrap().clone();
    let two = |a: &Value, b: &Value| with(vec![a.clone(), b.clone()]);
    push("slots", "swapped".into(), &two(&ours[1], &ours[0]));
    push("slots", "of another vault".into(), &with(theirs.clone()));
    push(
        "slots",
        "one of another vault".into(),
        &two(&theirs[0], &ours[1]),
    );
    for (n, slot) in ours.iter().chain(&theirs).enumerate() {
        for more in [1, 2, 998, 5000] {
            let before: Vec<Value> = std::iter::repeat_n(slot.clone(), more).collect();
            let before = [before, ours.clone()].concat();
            push(
                "extra slots",
                format!("{more} of slot {n} before"),
                &with(before),
            );
            let after: Vec<Value> = std::iter::repeat_n(slot.clone(), more).collect();
            let after = [ours.clone(), after].concat();
            push(
                "extra slots",
                format!("{more} of slot {n} after"),
                &with(after),
            );
        }
    }
    for kind in [
        json!({"kind": "telepathy"}),
        json!({"kind": "api-key", "key": "k"}),
        json!({"kind": "session", "session": "s", "expires": i64::MAX}),
        json!({"kind": "recipient", "label": "l"}),
        json!({"kind": "recovery", "user": "admin"}),
        json!({"kind": "password", "user": "admin"}),
    ] {
        for n in 0..ours.len() {
            let mut slot = kind.clone();
            for field in ["id", "recipient", "sealed"] {
                slot[field] = ours[n][field].clone();
            }
            let mut changed = good.clone();
            changed["slots"][n] = slot.clone();
            push("slot kinds", format!("{kind} in place of {n}"), &changed);
            let more = [ours.clone(), vec![slot]].concat();
            push("slot kinds", format!("{kind} like {n}"), &with(more));
        }
    }
}
