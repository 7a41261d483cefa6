//! A policy in TOML, as imported and as stored.

#![no_main]

use file_organizer::domain::policy::Policy;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    match Policy::from_toml(text) {
        Ok(policy) => {
            assert_eq!(policy.check(), Ok(()));
            assert_eq!(Policy::from_toml(&policy.to_toml()), Ok(policy.clone()));
            for key in Policy::keys() {
                let value = policy.get(key).expect("a known key");
                let mut same = policy.clone();
                assert_eq!(same.set(key, &value), Ok(()));
                assert_eq!(same, policy);
            }
        }
        Err(error) => {
            let _ = (error.to_string(), error.hint());
        }
    }
    if let Ok(policy) = Policy::from_stored(text) {
        assert_eq!(Policy::from_stored(&policy.to_toml()), Ok(policy));
    }
});
