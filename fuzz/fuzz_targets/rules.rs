//! Rules in TOML: evaluated for a file, exported one by one, removed, and appended.

#![no_main]

use file_organizer::domain::file_type::FileType;
use file_organizer::domain::path::{VaultPath, fold_name};
use file_organizer::domain::query::Facts;
use file_organizer::domain::rule::{Counter, Place, RuleSet, Values, appended, only, removed};
use file_organizer::domain::time::Time;
use file_organizer::domain::time::Zone;
use file_organizer::domain::traits::Traits;
use libfuzzer_sys::fuzz_target;

const NOW: Time = Time::from_unix_nanos(1_700_000_000_000_000_000);

fn decide(rules: &RuleSet) {
    let Ok(path) = VaultPath::parse(b"/inbox/invoice 2025.PDF") else {
        return;
    };
    let traits = Traits {
        taken: Some(NOW),
        camera: Some("../..//x\u{202e}".to_owned()),
        ..Traits::default()
    };
    let facts = Facts {
        path: &path,
        folded: &fold_name(path.name()),
        size: 1 << 20,
        added: NOW,
        modified: NOW,
        owner: "admin",
        tags: &[],
        note: None,
        file_type: FileType::Pdf,
        hash: &[0x1f; 32],
        traits: Some(&traits),
        source: None,
    };
    let values = Values {
        facts: &facts,
        id: None,
        zone: &Zone::UTC,
    };
    if let Place::At { rule, .. } = rules.decide(&values, false).place {
        let _ = rule.path(&values, Counter::Number(u32::MAX));
        let _ = rule.has_filed(&values, Some(&rule.name));
    }
}

fuzz_target!(|text: &str| {
    let rules = match RuleSet::parse(text, NOW, &Zone::UTC) {
        Ok(rules) => rules,
        Err(errors) => {
            for error in errors {
                let _ = (error.to_string(), error.error.hint());
            }
            return;
        }
    };
    decide(&rules);
    for rule in rules.rules() {
        let rest = removed(text, &rule.name).expect("a rule that was parsed can be removed");
        let rest = RuleSet::parse(&rest, NOW, &Zone::UTC).expect("what is left are rules");
        assert_eq!(rest.rules().len() + 1, rules.rules().len());
        if let Some(alone) = only(text, &rule.name) {
            let alone =
                RuleSet::parse(&alone, NOW, &Zone::UTC).expect("one of the rules is a rule");
            assert_eq!(alone.rules().len(), 1);
            assert_eq!(alone.rules()[0].written, rule.written);
        }
        if let Some(alone) = appended("", &rule.written) {
            // Terms that must match together are joined in the draft, and may not be terms again.
            if let Ok(alone) = RuleSet::parse(&alone, NOW, &Zone::UTC) {
                assert_eq!(alone.rules()[0].written, rule.written);
            }
        }
    }
});
