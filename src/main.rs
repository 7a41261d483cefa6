//! The program: everything that it does is in the library, everything that it says in `cli`.

mod cli;
mod serve;

fn main() -> std::process::ExitCode {
    cli::main()
}
