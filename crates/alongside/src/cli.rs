//! The command line: what may be asked, and who does it. `--help` is written to be read.

use crate::config::{self, Config, Flags, Loaded};
use crate::{command, demo, generate, serve};
use anyhow::Result;
use clap::{Args, Parser, Subcommand};
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

const ABOUT: &str = "A service desk that helps people help each other.

One program, one data folder. Mail and web in, answers out; nothing that was accepted is ever lost.";

const EXAMPLES: &str = "\
Examples:
  alongside demo                          a desk full of life, to look around in
  alongside serve --data /var/lib/desk    the real thing; the first start prints a link to set it up
  alongside config check                  every mistake in the settings, a line each
  alongside backup /backup/$(date +%F)    database, key and files, while the desk is in use
  alongside person password ana@example.org      lets a locked-out admin in
  alongside mail parse < strange.eml      what the desk understands of a mail
  alongside coach reply.txt               what hurts, what is missing, what was promised in a draft

Settings come from alongside.toml in the data folder (or --config), then ALONGSIDE_… variables, then flags, each
stronger than the one before. `alongside config show` lists them all, with where each one comes from.";

#[derive(Parser)]
#[command(name = "alongside", version, about = ABOUT, after_help = EXAMPLES, subcommand_required = true)]
#[command(arg_required_else_help = true, max_term_width = 110)]
struct Cli {
    #[command(flatten)]
    places: Places,
    #[command(subcommand)]
    command: Command,
}

/// Where the desk is: good for every command.
#[derive(Args)]
#[command(next_help_heading = "Where the desk is")]
struct Places {
    /// Folder of the database, the key and the attachments [data; for demo: data/demo]
    #[arg(long, global = true, value_name = "DIR")]
    data: Option<String>,
    /// The file of settings [alongside.toml in the data folder]
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    /// sqlite:PATH or postgres://user:password@host/name [alongside.db in the data folder]
    #[arg(long, global = true, value_name = "URL")]
    database: Option<String>,
    /// What is logged, such as warn or alongside=debug,info
    #[arg(long, global = true, value_name = "LEVELS")]
    log: Option<String>,
}

#[derive(Args, Default)]
#[command(next_help_heading = "Settings")]
struct Settings {
    /// Where pages and the API are served [127.0.0.1:8080]
    #[arg(long, value_name = "ADDRESS:PORT")]
    listen: Option<String>,
    /// How people reach the desk; links in mails begin with it
    #[arg(long, value_name = "URL")]
    public_url: Option<String>,
    /// Where mail comes in by SMTP, such as 0.0.0.0:25 [nowhere; for demo: 127.0.0.1:2525]
    #[arg(long, value_name = "ADDRESS:PORT")]
    smtp_listen: Option<String>,
    /// Where mail comes in by LMTP from a mail server beside us
    #[arg(long, value_name = "ADDRESS:PORT")]
    lmtp_listen: Option<String>,
    /// What the desk calls itself to other mail servers
    #[arg(long, value_name = "NAME")]
    mail_hostname: Option<String>,
    /// The server that takes outgoing mail: smtp://user:password@host:587 or smtps://…
    #[arg(long, value_name = "URL")]
    relay: Option<String>,
    /// text or json
    #[arg(long, value_name = "FORMAT")]
    log_format: Option<String>,
    /// The name of this node among several on one database
    #[arg(long, value_name = "NAME")]
    node: Option<String>,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the desk: pages, API, mail in and mail out
    Serve {
        #[command(flatten)]
        settings: Settings,
        /// Written as JSON with the real addresses once the desk can be reached
        #[arg(long, value_name = "PATH")]
        ready_file: Option<PathBuf>,
    },
    /// Serve a made-up organisation to look around in; it is filled once
    Demo {
        #[command(flatten)]
        settings: Settings,
        /// Written as JSON with the real addresses once the desk can be reached
        #[arg(long, value_name = "PATH")]
        ready_file: Option<PathBuf>,
    },
    /// Look at the settings
    #[command(subcommand)]
    Config(ConfigCommand),
    /// Read mail from standard input, sign mail
    #[command(subcommand)]
    Mail(MailCommand),
    /// Add people, or let them in again
    #[command(subcommand)]
    Person(PersonCommand),
    /// Make tokens for the API
    #[command(subcommand)]
    Token(TokenCommand),
    /// Copy database, key and files to a new folder, while the desk is in use
    Backup {
        /// A folder that is not there yet, or empty; put it in place of the data folder to restore
        #[arg(value_name = "TO")]
        to: PathBuf,
    },
    /// Read everything and say whether it is whole: database, references, files
    Verify,
    /// Read drafts, promises and requests: what hurts, what is missing, what was promised
    Coach(command::coach::Ask),
    /// Fill the desk with many made-up tickets, the same ones for the same seed
    Generate(generate::Wish),
}

#[derive(Subcommand)]
enum ConfigCommand {
    /// Say every mistake in one line with its place; exit status 1 when there is one
    Check {
        #[command(flatten)]
        settings: Settings,
    },
    /// Show the settings that hold, what they are for, and where each one comes from
    Show {
        #[command(flatten)]
        settings: Settings,
    },
}

#[derive(Subcommand)]
enum MailCommand {
    /// Print as JSON what the desk understands of a mail; keeps nothing
    Parse,
    /// Take a mail in as if it had come by SMTP; exit status 0 means that it is safe
    Receive {
        /// Whom it is for, when no address of ours stands in its headers
        #[arg(long = "to", value_name = "ADDRESS")]
        to: Vec<String>,
        /// The envelope's sender; empty for bounces
        #[arg(long, value_name = "ADDRESS")]
        from: Option<String>,
    },
    /// Sign mail with DKIM: make a key for a domain, or show the record of the one there is
    Dkim {
        /// Make a new key for this domain
        #[arg(value_name = "DOMAIN")]
        domain: Option<String>,
    },
}

#[derive(Subcommand)]
enum PersonCommand {
    /// Add a person; the password is read from standard input
    Create {
        #[arg(long, value_name = "ADDRESS")]
        address: String,
        #[arg(long, value_name = "NAME", default_value = "")]
        name: String,
        /// requester, contributor, agent, lead or admin
        #[arg(long, value_name = "ROLE", default_value = "requester")]
        role: String,
        /// Signs in by mailed link only
        #[arg(long)]
        no_password: bool,
    },
    /// Set a person's password, read from standard input, and end their sessions
    Password {
        #[arg(value_name = "ADDRESS")]
        address: String,
    },
}

#[derive(Subcommand)]
enum TokenCommand {
    /// Make a token for a person and print it, once: the desk keeps its hash alone
    Create {
        #[arg(long, value_name = "ADDRESS")]
        person: String,
        #[arg(long, value_name = "NAME", default_value = "made on the command line")]
        name: String,
        /// What it may do, with blanks between
        #[arg(long, value_name = "SCOPES", default_value = "tickets:read tickets:write")]
        scopes: String,
    },
}

/// Reads the process's arguments and does what they ask.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    match ask(cli) {
        Ok(code) => code,
        Err(error) => {
            complain(&format!("alongside: {error:#}"));
            ExitCode::FAILURE
        }
    }
}

fn ask(cli: Cli) -> Result<ExitCode> {
    let Cli { places, command } = cli;
    match command {
        Command::Serve { settings, ready_file } => {
            checked(&places, &settings, true, &[], |config| serve::command(config, ready_file))
        }
        Command::Demo { settings, ready_file } => {
            checked(&places, &settings, true, &demo::SETTINGS, |config| demo::command(config, ready_file))
        }
        Command::Config(ConfigCommand::Check { settings }) => {
            Ok(config_check(&load(&places, &settings, &[])))
        }
        Command::Config(ConfigCommand::Show { settings }) => {
            let loaded = load(&places, &settings, &[]);
            command::show::print(&loaded);
            Ok(config_check_quietly(&loaded))
        }
        Command::Mail(MailCommand::Parse) => command::mail::parse().map(|()| ExitCode::SUCCESS),
        Command::Mail(MailCommand::Receive { to, from }) => {
            quiet(&places, |config| command::mail::receive(config, to, from))
        }
        Command::Mail(MailCommand::Dkim { domain }) => {
            quiet(&places, |config| command::mail::dkim(config, domain))
        }
        Command::Person(PersonCommand::Create { address, name, role, no_password }) => {
            quiet(&places, |config| command::person::create(config, &address, &name, &role, !no_password))
        }
        Command::Person(PersonCommand::Password { address }) => {
            quiet(&places, |config| command::person::password(config, &address))
        }
        Command::Token(TokenCommand::Create { person, name, scopes }) => {
            quiet(&places, |config| command::token::create(config, &person, &name, &scopes))
        }
        Command::Backup { to } => quiet(&places, |config| command::backup::backup(config, &to)),
        Command::Verify => quiet(&places, command::verify::verify),
        Command::Coach(ask) => command::coach::run(&ask),
        Command::Generate(wish) => quiet(&places, |config| generate::command(config, wish)),
    }
}

fn load(places: &Places, settings: &Settings, otherwise: &[(&'static str, &'static str)]) -> Loaded {
    let s = settings;
    let given = [
        ("data", &places.data),
        ("database", &places.database),
        ("log", &places.log),
        ("listen", &s.listen),
        ("public_url", &s.public_url),
        ("smtp_listen", &s.smtp_listen),
        ("lmtp_listen", &s.lmtp_listen),
        ("mail_hostname", &s.mail_hostname),
        ("relay", &s.relay),
        ("log_format", &s.log_format),
        ("node", &s.node),
    ];
    let values = given.into_iter().filter_map(|(name, value)| Some((name, value.clone()?))).collect();
    let data_otherwise = otherwise.iter().find(|(name, _)| *name == "data").map(|(_, value)| *value);
    let flags = Flags { file: places.config.clone(), values, data_otherwise, otherwise: otherwise.to_vec() };
    // Names and values that are no text cannot be settings of ours.
    let environment =
        std::env::vars_os().filter_map(|(k, v)| Some((k.into_string().ok()?, v.into_string().ok()?)));
    config::load(&flags, environment)
}

/// Runs a command that logs, once the settings are right.
fn checked(
    places: &Places,
    settings: &Settings,
    logs: bool,
    otherwise: &[(&'static str, &'static str)],
    run: impl FnOnce(Config) -> Result<ExitCode>,
) -> Result<ExitCode> {
    let loaded = load(places, settings, otherwise);
    if config_check_quietly(&loaded) != ExitCode::SUCCESS {
        return Ok(ExitCode::FAILURE);
    }
    if logs {
        serve::start_logging(&loaded.config);
    }
    run(loaded.config)
}

/// Runs a command that says on the terminal itself what it does.
fn quiet(places: &Places, run: impl FnOnce(Config) -> Result<ExitCode>) -> Result<ExitCode> {
    let otherwise: &[(&str, &str)] = if places.log.is_some() { &[] } else { &[("log", "warn")] };
    checked(places, &Settings::default(), true, otherwise, run)
}

fn config_check(loaded: &Loaded) -> ExitCode {
    let code = config_check_quietly(loaded);
    if code == ExitCode::SUCCESS {
        match &loaded.file {
            Some(file) => println!("The settings are right ({}).", file.display()),
            None => println!("The settings are right (there is no alongside.toml)."),
        }
    }
    code
}

fn config_check_quietly(loaded: &Loaded) -> ExitCode {
    for mistake in &loaded.mistakes {
        complain(&mistake.to_string());
    }
    if loaded.mistakes.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// A line for the person at the terminal.
fn complain(line: &str) {
    let _ = writeln!(std::io::stderr(), "{line}");
}
