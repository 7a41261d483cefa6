//! The program: everything that it does is in the library, everything that it says in `cli`.

mod cli;

fn main() -> std::process::ExitCode {
    cli::main()
}
