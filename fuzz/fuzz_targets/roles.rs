//! Roles in YAML.

#![no_main]

use file_organizer::domain::role::document::{read, write};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Ok(roles) = read(text) {
        let again = write(
            roles
                .iter()
                .map(|(name, permissions)| (name.as_str(), permissions)),
        );
        // A file without roles is not written.
        if !roles.is_empty() {
            assert_eq!(read(&again).as_ref(), Ok(&roles), "{again}");
        }
    }
});
