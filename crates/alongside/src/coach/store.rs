//! The SQL on the coach's rules, words and nevers.

use super::house::{OwnRule, Removed, RuleOff, Settings, Word, own_name};
use super::rule::{label_of, language_code, language_of};
use crate::clock::At;
use crate::ids::{CoachRuleId, CoachWordId, PersonId, TeamId};
use crate::setting;
use ::coach::{Label, Language};
use store::{Conn, Error, Row, Tx, params};

store::statements! {
    pub const OFF: "SELECT rule, team_id FROM coach_rules_off ORDER BY rule, team_id NULLS FIRST LIMIT 2000";
    pub const INSERT_OFF: "INSERT INTO coach_rules_off (rule, team_id, changed_by, changed_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING";
    pub const DELETE_OFF: "DELETE FROM coach_rules_off WHERE rule = $1 AND COALESCE(team_id, 0) = $2";
    pub const DELETE_OFF_OF: "DELETE FROM coach_rules_off WHERE rule = $1";
    pub const RULES: "SELECT id, team_id, title, label, language, wordings, reason, suggestion FROM coach_rules WHERE removed_at IS NULL ORDER BY id LIMIT 200";
    pub const REMOVED_RULES: "SELECT id, team_id, title, label, language, wordings, reason, suggestion FROM coach_rules WHERE removed_at IS NOT NULL ORDER BY id DESC LIMIT 200";
    pub const LONG_REMOVED_RULES: "SELECT id FROM coach_rules WHERE removed_at < $1 ORDER BY id LIMIT 200";
    pub const REMOVE_RULE: "UPDATE coach_rules SET removed_at = $1 WHERE id = $2";
    pub const INSERT_RULE: "INSERT INTO coach_rules (id, team_id, title, label, language, wordings, reason, suggestion, changed_by, changed_at) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    pub const UPDATE_RULE: "UPDATE coach_rules SET team_id = $1, title = $2, label = $3, language = $4, wordings = $5, reason = $6, suggestion = $7, changed_by = $8, changed_at = $9 WHERE id = $10";
    pub const DELETE_RULE: "DELETE FROM coach_rules WHERE id = $1";
    pub const WORDS: "SELECT id, team_id, language, term, plain, welcome FROM coach_words WHERE removed_at IS NULL ORDER BY folded_term, language, id LIMIT 2000";
    pub const REMOVED_WORDS: "SELECT id, team_id, language, term, plain, welcome FROM coach_words WHERE removed_at IS NOT NULL ORDER BY id DESC LIMIT 200";
    pub const REMOVE_WORD: "UPDATE coach_words SET removed_at = $1 WHERE id = $2";
    pub const DELETE_LONG_REMOVED_WORDS: "DELETE FROM coach_words WHERE removed_at < $1";
    pub const INSERT_WORD: "INSERT INTO coach_words (id, team_id, language, term, folded_term, plain, welcome, changed_by, changed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    pub const UPDATE_WORD: "UPDATE coach_words SET team_id = $1, language = $2, term = $3, folded_term = $4, plain = $5, welcome = $6, changed_by = $7, changed_at = $8 WHERE id = $9";
    pub const NEVER_OF: "SELECT rule FROM coach_never WHERE person_id = $1 ORDER BY rule LIMIT 500";
    pub const INSERT_NEVER: "INSERT INTO coach_never (person_id, rule, since) VALUES ($1, $2, $3) ON CONFLICT (person_id, rule) DO NOTHING";
    pub const DELETE_NEVER: "DELETE FROM coach_never WHERE person_id = $1 AND rule = $2";
    pub const DELETE_NEVER_OF_RULE: "DELETE FROM coach_never WHERE rule = $1";
}

/// Another number after every change; 0 before the first.
pub(super) fn version(conn: &mut Conn) -> Result<i64, Error> {
    Ok(setting::get(conn, setting::name::COACH_VERSION)?.and_then(|v| v.parse().ok()).unwrap_or(0))
}

/// Numbers are never given twice, so that two changes at once on two nodes cannot end under one number.
pub(super) fn bump(tx: &mut Tx, now: At) -> Result<(), Error> {
    let version = tx.next_id("coach_version")?;
    setting::put(tx, setting::name::COACH_VERSION, &version.to_string(), now)
}

/// Everything that was decided.
pub fn settings(conn: &mut Conn) -> Result<Settings, Error> {
    Ok(Settings {
        version: version(conn)?,
        off: conn.all(OFF, params![], |row| Ok(RuleOff { rule: row.get(0)?, team: row.get(1)? }))?,
        rules: conn.all(RULES, params![], rule)?,
        words: conn.all(WORDS, params![], word)?,
        removed: Removed::default(),
    })
}

/// The same, with what was removed lately.
pub(super) fn settings_with_removed(conn: &mut Conn) -> Result<Settings, Error> {
    let removed = Removed {
        rules: conn.all(REMOVED_RULES, params![], rule)?,
        words: conn.all(REMOVED_WORDS, params![], word)?,
    };
    Ok(Settings { removed, ..settings(conn)? })
}

fn rule(row: &Row) -> Result<OwnRule, Error> {
    Ok(OwnRule {
        id: row.get(0)?,
        team: row.get(1)?,
        title: row.get(2)?,
        // The tables hold no others.
        label: label_of(&row.get::<String>(3)?).unwrap_or(Label::Wordy),
        language: language_of(&row.get::<String>(4)?).unwrap_or(Language::English),
        wordings: row.get::<String>(5)?.lines().map(str::to_owned).collect(),
        reason: row.get(6)?,
        suggestion: row.get(7)?,
    })
}

fn word(row: &Row) -> Result<Word, Error> {
    Ok(Word {
        id: row.get(0)?,
        team: row.get(1)?,
        language: language_of(&row.get::<String>(2)?).unwrap_or(Language::English),
        term: row.get(3)?,
        plain: row.get(4)?,
        welcome: row.get(5)?,
    })
}

pub(super) fn insert_off(
    tx: &mut Tx,
    rule: &str,
    team: Option<TeamId>,
    by: PersonId,
    now: At,
) -> Result<(), Error> {
    tx.run(INSERT_OFF, params![rule, team, by, now])?;
    Ok(())
}

pub(super) fn delete_off(tx: &mut Tx, rule: &str, team: Option<TeamId>) -> Result<(), Error> {
    tx.run(DELETE_OFF, params![rule, team.map_or(0, |team| team.0)])?;
    Ok(())
}

pub(super) fn insert_rule(tx: &mut Tx, r: &OwnRule, by: PersonId, now: At) -> Result<CoachRuleId, Error> {
    let id = CoachRuleId(tx.next_id("coach_rule")?);
    let (label, language, wordings) = (r.label.name(), language_code(r.language), r.wordings.join("\n"));
    tx.run(
        INSERT_RULE,
        params![id, r.team, r.title, label, language, wordings, r.reason, r.suggestion, by, now],
    )?;
    Ok(id)
}

pub(super) fn update_rule(tx: &mut Tx, r: &OwnRule, by: PersonId, now: At) -> Result<(), Error> {
    let (label, language, wordings) = (r.label.name(), language_code(r.language), r.wordings.join("\n"));
    tx.run(
        UPDATE_RULE,
        params![r.team, r.title, label, language, wordings, r.reason, r.suggestion, by, now, r.id],
    )?;
    Ok(())
}

/// Takes the rule away; it can come back until [`forget_removed`] finds it.
pub(super) fn remove_rule(tx: &mut Tx, id: CoachRuleId, now: At) -> Result<(), Error> {
    tx.run(REMOVE_RULE, params![now, id])?;
    Ok(())
}

pub(super) fn restore_rule(tx: &mut Tx, id: CoachRuleId) -> Result<(), Error> {
    tx.run(REMOVE_RULE, params![None::<At>, id])?;
    Ok(())
}

pub(super) fn remove_word(tx: &mut Tx, id: CoachWordId, now: At) -> Result<(), Error> {
    tx.run(REMOVE_WORD, params![now, id])?;
    Ok(())
}

pub(super) fn restore_word(tx: &mut Tx, id: CoachWordId) -> Result<(), Error> {
    tx.run(REMOVE_WORD, params![None::<At>, id])?;
    Ok(())
}

/// What was removed before then does not come back any more.
pub(super) fn forget_removed(tx: &mut Tx, before: At) -> Result<(), Error> {
    let ids = tx.all(LONG_REMOVED_RULES, params![before], |row| row.get::<CoachRuleId>(0))?;
    for id in ids {
        delete_rule(tx, id, &own_name(id))?;
    }
    tx.run(DELETE_LONG_REMOVED_WORDS, params![before])?;
    Ok(())
}

/// The rule, and what was said about it: that it is off, and who never wants to see it.
fn delete_rule(tx: &mut Tx, id: CoachRuleId, name: &str) -> Result<(), Error> {
    tx.run(DELETE_RULE, params![id])?;
    tx.run(DELETE_OFF_OF, params![name])?;
    tx.run(DELETE_NEVER_OF_RULE, params![name])?;
    Ok(())
}

pub(super) fn insert_word(tx: &mut Tx, w: &Word, by: PersonId, now: At) -> Result<CoachWordId, Error> {
    let id = CoachWordId(tx.next_id("coach_word")?);
    let (language, folded) = (language_code(w.language), crate::words::fold(&w.term));
    tx.run(INSERT_WORD, params![id, w.team, language, w.term, folded, w.plain, w.welcome, by, now])?;
    Ok(id)
}

pub(super) fn update_word(tx: &mut Tx, w: &Word, by: PersonId, now: At) -> Result<(), Error> {
    let (language, folded) = (language_code(w.language), crate::words::fold(&w.term));
    tx.run(UPDATE_WORD, params![w.team, language, w.term, folded, w.plain, w.welcome, by, now, w.id])?;
    Ok(())
}

/// The rules that this person never wants to see.
pub fn never_of(conn: &mut Conn, person: PersonId) -> Result<Vec<String>, Error> {
    conn.all(NEVER_OF, params![person], |row| row.get(0))
}

pub(super) fn insert_never(tx: &mut Tx, person: PersonId, rule: &str, now: At) -> Result<(), Error> {
    tx.run(INSERT_NEVER, params![person, rule, now])?;
    Ok(())
}

pub(super) fn delete_never(tx: &mut Tx, person: PersonId, rule: &str) -> Result<(), Error> {
    tx.run(DELETE_NEVER, params![person, rule])?;
    Ok(())
}
