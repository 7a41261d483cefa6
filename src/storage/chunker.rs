//! Cuts a stream into content-defined chunks: FastCDC (Xia et al. 2020) with normalised chunking
//! level 1, between 256 KiB and 4 MiB, 1 MiB on average. docs/FORMAT.md, "Chunks".

use std::io::{self, Read};

use fastcdc::v2020::StreamCDC;

/// Contents below this size are one chunk.
pub(crate) const CUT_FROM: usize = 1024 * 1024;
const MIN_SIZE: usize = 256 * 1024;
const AVERAGE_SIZE: usize = 1024 * 1024;
const MAX_SIZE: usize = 4 * 1024 * 1024;

/// The chunks of `source`, in order; concatenated they are its bytes.
pub(crate) fn chunks<R: Read>(source: R) -> impl Iterator<Item = io::Result<Vec<u8>>> {
    StreamCDC::new(source, MIN_SIZE, AVERAGE_SIZE, MAX_SIZE)
        .map(|chunk| chunk.map(|chunk| chunk.data).map_err(io::Error::from))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chunks_join_to_the_source_and_survive_an_insertion() {
        let mut bytes = vec![0u8; 9 * 1024 * 1024];
        let mut state = 1u64;
        for byte in &mut bytes {
            state = state.wrapping_mul(6364136223846793005).wrapping_add(1);
            *byte = (state >> 56) as u8;
        }
        let cut = |bytes: &[u8]| chunks(bytes).collect::<io::Result<Vec<_>>>().unwrap();
        let before = cut(&bytes);
        assert_eq!(before.concat(), bytes);
        assert!(before.len() > 2 && before.iter().all(|chunk| chunk.len() <= MAX_SIZE));
        bytes.splice(100..100, [1, 2, 3]);
        let after = cut(&bytes);
        let shared = after.iter().filter(|chunk| before.contains(chunk)).count();
        assert!(shared + 2 >= after.len(), "{shared} of {}", after.len());
    }
}
