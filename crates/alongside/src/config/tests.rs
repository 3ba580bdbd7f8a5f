use super::*;
use std::fs;

/// What `alongside config check` says of this file, these variables and these flags, with the file's path cut.
fn check(file: &str, variables: &[(&str, &str)], flags: &[(&'static str, &str)]) -> (Config, Vec<String>) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("alongside.toml");
    fs::write(&path, file).unwrap();
    let flags = Flags {
        file: Some(path),
        values: flags.iter().map(|(k, v)| (*k, (*v).to_owned())).collect(),
        ..Flags::default()
    };
    let environment = variables.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned()));
    let loaded = load(&flags, environment);
    let folder = format!("{}/", folder.path().display());
    (loaded.config, loaded.mistakes.iter().map(|m| m.to_string().replace(&folder, "")).collect())
}

fn mistakes(file: &str) -> Vec<String> {
    check(file, &[], &[]).1
}

#[test]
fn variables_are_stronger_than_the_file_and_flags_than_both() {
    let file = "listen = \"127.0.0.1:1001\"\nsmtp_listen = \"127.0.0.1:1002\"\nlog = \"warn\"\n";
    let variables = [("ALONGSIDE_LISTEN", "127.0.0.1:2001"), ("ALONGSIDE_SMTP_LISTEN", "127.0.0.1:2002")];
    let (config, mistakes) = check(file, &variables, &[("listen", "127.0.0.1:3001")]);
    assert_eq!(mistakes, [""; 0]);
    assert_eq!(config.listen.port(), 3001);
    assert_eq!(config.smtp_listen.unwrap().port(), 2002);
    assert_eq!(config.log, "warn");
}

#[test]
fn nothing_given_is_a_desk_on_this_machine() {
    let (config, mistakes) = check("", &[], &[]);
    assert_eq!(mistakes, [""; 0]);
    assert_eq!(config, Config::default());
}

#[test]
fn the_public_address_follows_the_listener_and_names_us_to_mail_servers() {
    assert_eq!(check("listen = \"0.0.0.0:80\"", &[], &[]).0.public_url, "http://localhost:80");
    let (config, _) = check("public_url = \"https://help.example.org/\"", &[], &[]);
    assert_eq!(
        (config.public_url.as_str(), config.mail_hostname.as_str()),
        ("https://help.example.org", "help.example.org")
    );
}

#[test]
fn every_mistake_is_one_line_with_its_place() {
    for (file, expected) in [
        (
            "\n\nlisten = \"80\"",
            "alongside.toml:3: listen = \"80\": this is not an address with a port, such as 127.0.0.1:8080",
        ),
        ("listen = 80", "alongside.toml:1: listen = 80: this is a number; put it in quotes"),
        ("lisen = \"x\"", "alongside.toml:1: lisen: there is no such setting; did you mean listen?"),
        (
            "colour = 1",
            "alongside.toml:1: colour: there is no such setting; `alongside config show` lists them all",
        ),
        (
            "[mail]\nx = 1",
            "alongside.toml:1: mail: there is no such table; `alongside config show` lists them all",
        ),
        (
            "[s3]\nbuckett = 'a'",
            "alongside.toml:2: s3.buckett: there is no such setting; did you mean s3.bucket?",
        ),
        (
            "public_url = \"help.example.org\"",
            "alongside.toml:1: public_url = \"help.example.org\": this is not a web address, such as https://help.example.org",
        ),
        (
            "public_url = \"https://a.example/help\"",
            "alongside.toml:1: public_url = \"https://a.example/help\": the desk has a host to itself: no path after the host",
        ),
        (
            "database = \"mysql://root:pw@x/y\"",
            "alongside.toml:1: database = …: a database URL begins with sqlite: or postgres://",
        ),
        (
            "mail_hostname = \"a b\"",
            "alongside.toml:1: mail_hostname = \"a b\": this is not a host name, such as help.example.org",
        ),
        (
            "mail_max_mb = \"50\"",
            "alongside.toml:1: mail_max_mb = \"50\": this is text; write the number without quotes",
        ),
        ("mail_max_mb = 0", "alongside.toml:1: mail_max_mb = 0: this is not a size from 1 to 2048 MB"),
        (
            "upload_max_mb = 1.5",
            "alongside.toml:1: upload_max_mb = a fraction: this is a fraction; it should be a whole number",
        ),
        (
            "relay = \"mail.example.org\"",
            "alongside.toml:1: relay = …: a relay begins with smtp:// or smtps://, such as smtp://user:password@mail.example.org:587",
        ),
        (
            "relay = \"smtp://bo@mail.example.org\"",
            "alongside.toml:1: relay = …: before the @ stand a user and a password, with a colon between them",
        ),
        (
            "log = \"alongside=loud\"",
            "alongside.toml:1: log = \"alongside=loud\": this is not a level (error, warn, info, debug, trace) or a list such as alongside=debug,info",
        ),
        ("log_format = \"xml\"", "alongside.toml:1: log_format = \"xml\": this is neither text nor json"),
        (
            "metrics_token = \"short\"",
            "alongside.toml:1: metrics_token = …: this is shorter than 16 characters, and could be guessed",
        ),
        (
            "node = \"a/b\"",
            "alongside.toml:1: node = \"a/b\": a node's name has letters, digits, - _ and . only, at most 60",
        ),
        (
            "smtp_listen = \"127.0.0.1:8080\"",
            "alongside.toml:1: smtp_listen = \"127.0.0.1:8080\": listen has this address already",
        ),
        (
            "[s3]\nbucket = \"files\"",
            "alongside.toml:2: s3.bucket = \"files\": beside it is missing s3.endpoint, s3.access_key, s3.secret_key",
        ),
        (
            "data = \"alongside.toml\"",
            "alongside.toml:1: data = \"alongside.toml\": this is a file, not a folder",
        ),
        ("attachments = \" \"", "alongside.toml:1: attachments = \" \": this is empty; it should be a path"),
    ] {
        assert_eq!(mistakes(file), [expected], "{file}");
    }
}

#[test]
fn broken_toml_is_told_with_its_line() {
    for (file, line) in [("listen = ", 1), ("a = 1\nlisten \"x\"", 2), ("log = \"info\"\nlog = \"warn\"", 2)]
    {
        let found = mistakes(file);
        assert!(
            found[0].starts_with(&format!("alongside.toml:{line}: ")) && !found[0].contains('\n'),
            "{found:?}"
        );
    }
}

#[test]
fn all_mistakes_of_all_layers_are_told_at_once_even_hidden_ones() {
    let file = "listen = \"80\"\nlog_format = \"xml\"";
    let variables =
        [("ALONGSIDE_LISTEN", "x"), ("ALONGSIDE_LISTN", "127.0.0.1:1"), ("ALONGSIDE_THEME", "dark")];
    let (_, found) = check(file, &variables, &[("listen", "127.0.0.1:3001"), ("smtp_listen", "25")]);
    assert_eq!(
        found,
        [
            "ALONGSIDE_LISTN: there is no such setting; did you mean ALONGSIDE_LISTEN?",
            "alongside.toml:1: listen = \"80\": this is not an address with a port, such as 127.0.0.1:8080",
            "alongside.toml:2: log_format = \"xml\": this is neither text nor json",
            "ALONGSIDE_LISTEN: \"x\": this is not an address with a port, such as 127.0.0.1:8080",
            "--smtp-listen: \"25\": this is not an address with a port, such as 127.0.0.1:8080",
        ]
    );
}

#[test]
fn a_certificate_needs_its_key_and_both_are_read_from_the_files_folder() {
    let folder = tempfile::tempdir().unwrap();
    let pem = |what: &str| format!("-----BEGIN {what}-----\nAAAA\n-----END {what}-----\n");
    fs::write(folder.path().join("chain.pem"), pem("CERTIFICATE") + &pem("PRIVATE KEY")).unwrap();
    fs::write(folder.path().join("empty.pem"), "").unwrap();
    let path = folder.path().join("alongside.toml");
    fs::write(&path, "mail_tls_certificate = \"chain.pem\"\n").unwrap();
    let flags = Flags { file: Some(path.clone()), ..Flags::default() };
    let loaded = load(&flags, std::iter::empty());
    assert_eq!(loaded.mistakes.len(), 1);
    assert!(loaded.mistakes[0].what.ends_with("mail_tls_key is missing beside it"));
    fs::write(&path, "mail_tls_certificate = \"chain.pem\"\nmail_tls_key = \"chain.pem\"").unwrap();
    let loaded = load(&flags, std::iter::empty());
    assert_eq!(loaded.mistakes, []);
    assert_eq!(loaded.config.mail_tls.unwrap().0, folder.path().join("chain.pem"));
    fs::write(&path, "mail_tls_certificate = \"empty.pem\"\nmail_tls_key = \"missing.pem\"").unwrap();
    let loaded = load(&flags, std::iter::empty());
    assert!(
        loaded.mistakes[0].what.ends_with("there is no certificate in this file"),
        "{:?}",
        loaded.mistakes
    );
    assert!(loaded.mistakes[1].what.contains("this file cannot be read"), "{:?}", loaded.mistakes);
}

#[test]
fn the_file_in_the_data_folder_is_found_and_may_not_say_where_that_is() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("alongside.toml"), "log = \"debug\"\n").unwrap();
    let data = folder.path().display().to_string();
    let flags = Flags { values: vec![("data", data.clone())], ..Flags::default() };
    let loaded = load(&flags, std::iter::empty());
    assert_eq!((loaded.config.log.as_str(), loaded.config.data.as_path()), ("debug", folder.path()));
    assert_eq!(loaded.places["log"], Place::File { path: folder.path().join("alongside.toml"), line: 1 });
    fs::write(folder.path().join("alongside.toml"), "data = \"elsewhere\"\n").unwrap();
    let loaded = load(&Flags::default(), [("ALONGSIDE_DATA".to_owned(), data)].into_iter());
    assert_eq!(loaded.mistakes.len(), 1);
}

#[test]
fn a_file_that_is_named_must_be_there() {
    let flags = Flags { file: Some("/nowhere/at-all.toml".into()), ..Flags::default() };
    let found = load(&flags, std::iter::empty()).mistakes;
    assert!(found[0].to_string().starts_with("/nowhere/at-all.toml: cannot be read"), "{found:?}");
}
