//! Writes that stay in memory.

use super::*;
use crate::storage::tests::dice::Dice;

#[test]
fn writes_are_read_back_and_leave_the_disk_as_it_is() {
    let mut dice = Dice::seeded("writes_are_read_back_and_leave_the_disk_as_it_is");
    for _ in 0..200 {
        let length = dice.below(200);
        let original = dice.bytes(length);
        let disk = SimDisk::of(original.clone());
        let unsaved = Unsaved::new(disk.clone()).unwrap();
        let mut expected = original.clone();
        for _ in 0..50 {
            let (offset, length) = (dice.below(250), dice.below(60));
            match dice.below(4) {
                0 => {
                    expected.resize(offset, 0);
                    unsaved.set_len(offset as u64).unwrap();
                }
                1 if length > 0 => {
                    let data = dice.bytes(length);
                    let end = offset + length;
                    expected.resize(expected.len().max(end), 0);
                    expected[offset..end].copy_from_slice(&data);
                    unsaved.write(offset as u64, &data).unwrap();
                }
                _ => {
                    let mut out = vec![1; length];
                    let read = unsaved.read(offset as u64, &mut out);
                    match expected.get(offset..offset + length) {
                        Some(there) => assert_eq!((read.is_ok(), out.as_slice()), (true, there)),
                        // Past the end, nothing may be read.
                        None => assert!(read.is_err() || length == 0),
                    }
                }
            }
            assert_eq!(unsaved.len().unwrap(), expected.len() as u64);
        }
        assert_eq!(disk.bytes(), original);
    }
}
