//! Limited address space (`ulimit -v`): all threads share one allocator arena, and a failed allocation
//! ends the program with a regular exit code.

use std::os::unix::process::CommandExt;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use file_organizer::app::error::Kind;
use file_organizer::app::harden;
use signal_hook::consts::SIGABRT;
use signal_hook::flag::register_conditional_shutdown;

/// The variable with the maximum number of arenas, which glibc reads at start. Each arena takes 64 MiB
/// of the address space.
const ARENAS: &str = "MALLOC_ARENA_MAX";

/// If the address space is limited, runs the program again with one arena, and makes a failed
/// allocation end the program with an exit code instead of a signal. The standard library prints the
/// message.
#[expect(
    clippy::disallowed_methods,
    reason = "run again exactly as it was called"
)]
pub(crate) fn prepare() {
    if !harden::is_memory_limited() {
        return;
    }
    if std::env::var_os(ARENAS).is_none()
        && let Ok(program) = std::env::current_exe()
    {
        let mut arguments = std::env::args_os();
        let mut command = Command::new(program);
        if let Some(name) = arguments.next() {
            command.arg0(name);
        }
        // If this fails, continue with the default number of arenas.
        let _ = command.args(arguments).env(ARENAS, "1").exec();
    }
    let always = Arc::new(AtomicBool::new(true));
    // If this fails, a failed allocation ends the program by a signal.
    let _ = register_conditional_shutdown(SIGABRT, i32::from(Kind::Other.code()), always);
}
