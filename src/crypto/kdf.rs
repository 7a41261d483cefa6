//! Argon2id (RFC 9106) from a password to a slot secret. The costs are measured at init, and
//! limited when they come from a file.

use std::time::{Duration, Instant};

use argon2::{Algorithm, Argon2, Block, Params, Version};
use serde::{Deserialize, Serialize};
use zeroize::Zeroize;

use super::keys::password_slot;
use super::secret::Secret;
use super::{CryptoError, thread_pool};

/// The minimum time of an unlock with a password, on the machine that created the slot.
const TARGET: Duration = Duration::from_millis(500);

/// Argon2id costs, as stored in keyring.json.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Costs {
    /// Memory, in KiB.
    pub memory_kib: u32,
    /// Passes over the memory.
    pub iterations: u32,
    /// Lanes.
    pub parallelism: u32,
}

impl Costs {
    /// RFC 9106, second recommended option: 64 MiB, three passes, four lanes.
    pub(crate) const RECOMMENDED: Self = Self {
        memory_kib: 64 * 1024,
        iterations: 3,
        parallelism: 4,
    };
    /// The minimum accepted from a file (OWASP's minimum).
    pub(crate) const MIN: Self = Self {
        memory_kib: 19 * 1024,
        iterations: 2,
        parallelism: 1,
    };
    /// The maximum accepted from a file: a hostile keyring must not exhaust the machine.
    const MAX: Self = Self {
        memory_kib: 1024 * 1024,
        iterations: 64,
        parallelism: 16,
    };
    /// The maximum of memory times passes accepted from a file: 4 GiB, some seconds of work.
    const MAX_WORK: u64 = 4 * 1024 * 1024;

    /// # Errors
    /// [`CryptoError::Parameter`] for costs below [`Self::MIN`], above 1 GiB / 64 / 16, or of more
    /// than 4 GiB in all passes.
    pub(crate) fn check(&self) -> Result<(), CryptoError> {
        let within = |value: u32, least: u32, most: u32| (least..=most).contains(&value);
        if within(self.memory_kib, Self::MIN.memory_kib, Self::MAX.memory_kib)
            && within(self.iterations, Self::MIN.iterations, Self::MAX.iterations)
            && within(
                self.parallelism,
                Self::MIN.parallelism,
                Self::MAX.parallelism,
            )
            && u64::from(self.memory_kib) * u64::from(self.iterations) <= Self::MAX_WORK
        {
            return Ok(());
        }
        Err(CryptoError::Parameter(format!(
            "key derivation costs outside the accepted range: {} KiB, {} passes, {} lanes",
            self.memory_kib, self.iterations, self.parallelism
        )))
    }

    /// The recommended costs, with passes added on a machine where one derivation would take less than
    /// [`TARGET`]. The first derivation, which is measured, is slower than later ones, so that unlocking takes
    /// less than that.
    pub(crate) fn calibrate() -> Result<Self, CryptoError> {
        let mut costs = Self::RECOMMENDED;
        let start = Instant::now();
        stretch(b"calibration", &[0; 16], &costs)?;
        let once = start.elapsed().max(Duration::from_millis(1));
        let wanted = TARGET.as_millis() * u128::from(costs.iterations) / once.as_millis();
        let wanted = u32::try_from(wanted).unwrap_or(u32::MAX);
        let most = Self::MAX_WORK / u64::from(costs.memory_kib);
        let most = u32::try_from(most).unwrap_or(Self::MAX.iterations);
        costs.iterations = wanted.clamp(costs.iterations, most.min(Self::MAX.iterations));
        Ok(costs)
    }
}

/// Derives the slot secret from `password`.
///
/// # Errors
/// [`CryptoError::Parameter`] for costs that are not accepted, [`CryptoError::Memory`] if the
/// memory cannot be allocated.
pub(crate) fn stretch(
    password: &[u8],
    salt: &[u8; 16],
    costs: &Costs,
) -> Result<Secret, CryptoError> {
    costs.check()?;
    let refused = |e: argon2::Error| CryptoError::Parameter(format!("key derivation: {e}"));
    let params = Params::new(
        costs.memory_kib,
        costs.iterations,
        costs.parallelism,
        Some(32),
    )
    .map_err(refused)?;
    let mut memory: Vec<Block> = Vec::new();
    memory
        .try_reserve_exact(params.block_count())
        .map_err(|_| CryptoError::Memory(costs.memory_kib))?;
    memory.resize(params.block_count(), Block::default());
    let mut out = [0u8; 32];
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    let done = thread_pool::with_fallback(|| {
        argon2.hash_password_into_with_memory(password, salt, &mut out, &mut memory)
    });
    // argon2 0.6 does not wipe its working memory.
    memory.iter_mut().for_each(Zeroize::zeroize);
    let stretched = Secret::new(out);
    out.zeroize();
    done.map_err(refused)?;
    Ok(password_slot(&stretched))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn costs_outside_the_range_are_refused() {
        for (memory_kib, iterations, parallelism) in [
            (19 * 1024 - 1, 2, 1),
            (19 * 1024, 1, 1),
            (1024 * 1024 + 1, 3, 4),
            (64 * 1024, 65, 4),
            (64 * 1024, 3, 17),
            (u32::MAX, u32::MAX, u32::MAX),
            // Each within its limit, but not the product.
            (1024 * 1024, 5, 16),
            (1024 * 1024, 64, 16),
            (64 * 1024 + 1, 64, 1),
        ] {
            let costs = Costs {
                memory_kib,
                iterations,
                parallelism,
            };
            let start = Instant::now();
            assert!(stretch(b"x", &[0; 16], &costs).is_err(), "{costs:?}");
            assert!(start.elapsed() < Duration::from_millis(500), "{costs:?}");
        }
        for (memory_kib, iterations) in [(1024 * 1024, 4), (64 * 1024, 64), (19 * 1024, 64)] {
            let costs = Costs {
                memory_kib,
                iterations,
                parallelism: 16,
            };
            costs.check().unwrap();
        }
    }

    #[test]
    fn costs_and_salt_matter() {
        let a = stretch(b"x", &[0; 16], &Costs::MIN).unwrap();
        let b = stretch(b"x", &[1; 16], &Costs::MIN).unwrap();
        let c = stretch(b"y", &[0; 16], &Costs::MIN).unwrap();
        assert_ne!(a.expose(), b.expose());
        assert_ne!(a.expose(), c.expose());
    }
}
