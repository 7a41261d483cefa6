#![no_main]

use file_organizer::internals::fuzz;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| fuzz::drop_file(bytes));
