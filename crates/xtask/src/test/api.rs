//! schemathesis reads the served OpenAPI document and asks the API thousands of odd questions: none may be
//! answered with a fault (5xx), and the program must be alive afterwards.

use super::{Context, Counts, Report};
use crate::program::{self, Installation};
use crate::{provision, shell};
use anyhow::Result;
use std::time::Duration;

/// The admin of the demo organisation, who may do everything the API offers.
const DEMO_PERSON: &str = "fay@demo.example";

const LIMIT: Duration = Duration::from_secs(600);

pub fn run(context: &Context) -> Result<Report> {
    let environment = context.target.join("schemathesis");
    provision::pip_packages(&environment, &context.root.join("crates/xtask/requirements.txt"), &context.log)?;
    let binary = program::build(context.root, &context.target, &context.log)?;
    let data = context.target.join("test-data-api");
    program::empty_folder(&data)?;
    let installation = Installation { binary, data, database: None };
    let mut demo = installation.start("demo", &context.log)?;
    let token = installation.token(
        DEMO_PERSON,
        "tickets:read tickets:write people:read people:write coach:read changes:read changes:write incidents:read incidents:write services:read on_call:read",
    )?;
    let mut command = shell::limited(LIMIT, environment.join("bin/schemathesis"));
    command.args(["run", &format!("http://{}/api/v1/openapi.json", demo.address)]);
    command.args(["--header", &format!("Authorization: Bearer {token}")]);
    command.args(["--checks", "not_a_server_error", "--phases", "examples,coverage,fuzzing"]);
    command.args(["--max-examples", "40", "--seed", "1", "--generation-database", "none", "--no-color"]);
    command.args(["--warnings", "off", "--request-timeout", "20", "--workers", "2"]);
    let outcome = shell::run_logged(command.current_dir(&context.target), &context.log)?;
    let alive = demo.is_alive();
    let failed = u64::from(!outcome.success) + u64::from(!alive);
    let failure = if alive { "the API answered with a fault" } else { "the program died" };
    Ok(Report::of(outcome.success && alive, Counts { passed: 2 - failed, failed }, failure))
}
