//! The program: everything it can do is in `cli.rs`.

fn main() -> std::process::ExitCode {
    alongside::cli::main()
}
