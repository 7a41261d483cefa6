//! Where the address space of the process is limited (`ulimit -v`): threads share one arena of the
//! allocator, and what does not fit ends the program with an exit code of its own, as any error.

use std::os::unix::process::CommandExt;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use file_organizer::app::error::Kind;
use file_organizer::app::harden;
use signal_hook::consts::SIGABRT;
use signal_hook::flag::register_conditional_shutdown;

/// What glibc reads when a program starts: how many arenas it may make. Each takes 64 MiB of the
/// address space, whatever is in it.
const ARENAS: &str = "MALLOC_ARENA_MAX";

/// Begins again with one arena, if the address space is limited; and keeps an allocation that fails from
/// ending the program by a signal: the standard library has said by then what could not be had.
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
        // Where this fails, the program goes on as it is.
        let _ = command.args(arguments).env(ARENAS, "1").exec();
    }
    let always = Arc::new(AtomicBool::new(true));
    // The same.
    let _ = register_conditional_shutdown(SIGABRT, i32::from(Kind::Other.code()), always);
}
