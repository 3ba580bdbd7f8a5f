//! The SQL on templates and on maintenance that comes again.

use super::super::series::{Content, Series, Template};
use crate::clock::At;
use crate::ids::{ChangeSeriesId, ChangeTemplateId, PersonId};
use ::store::{Conn, Error, Row, Tx, params};

::store::statements! {
    pub const TEMPLATES: "SELECT t.id, t.name, t.content, t.approved_by_id, p.name FROM change_templates t LEFT JOIN people p ON p.id = t.approved_by_id WHERE t.active = TRUE ORDER BY t.name, t.id LIMIT 200";
    pub const TEMPLATE: "SELECT t.id, t.name, t.content, t.approved_by_id, p.name FROM change_templates t LEFT JOIN people p ON p.id = t.approved_by_id WHERE t.id = $1 AND t.active = TRUE";
    pub const INSERT_TEMPLATE: "INSERT INTO change_templates (id, name, content) VALUES ($1, $2, $3)";
    pub const APPROVE_TEMPLATE: "UPDATE change_templates SET approved_by_id = $1 WHERE id = $2 AND active = TRUE";
    pub const RETIRE_TEMPLATE: "UPDATE change_templates SET active = FALSE WHERE id = $1";
    pub const ALL: "SELECT id, template_id, title, rrule, starts_at, length_minutes, time_zone, owner_id, planned_until FROM change_series WHERE active = TRUE ORDER BY id LIMIT 200";
    pub const INSERT: "INSERT INTO change_series (id, template_id, title, rrule, starts_at, length_minutes, time_zone, owner_id, planned_until) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    pub const PLANNED: "UPDATE change_series SET planned_until = $1 WHERE id = $2 AND planned_until = $3 AND active = TRUE";
    pub const STOP: "UPDATE change_series SET active = FALSE WHERE id = $1 AND active = TRUE";
}

fn template(row: &Row) -> Result<Template, Error> {
    let content: String = row.get(2)?;
    Ok(Template {
        id: row.get(0)?,
        name: row.get(1)?,
        content: Content::from_text(&content),
        approved_by: row.get(3)?,
        approved_by_name: row.get::<Option<String>>(4)?.unwrap_or_default(),
    })
}

pub fn templates(conn: &mut Conn) -> Result<Vec<Template>, Error> {
    conn.all(TEMPLATES, params![], template)
}

pub fn find_template(conn: &mut Conn, id: ChangeTemplateId) -> Result<Option<Template>, Error> {
    conn.one(TEMPLATE, params![id], template)
}

pub(in super::super) fn insert_template(
    tx: &mut Tx,
    name: &str,
    content: &str,
) -> Result<ChangeTemplateId, Error> {
    let id = ChangeTemplateId(tx.next_id("change_template")?);
    tx.run(INSERT_TEMPLATE, params![id, name, content])?;
    Ok(id)
}

pub(in super::super) fn approve_template(
    tx: &mut Tx,
    id: ChangeTemplateId,
    by: PersonId,
) -> Result<bool, Error> {
    Ok(tx.run(APPROVE_TEMPLATE, params![by, id])? == 1)
}

pub(in super::super) fn retire_template(tx: &mut Tx, id: ChangeTemplateId) -> Result<(), Error> {
    tx.run(RETIRE_TEMPLATE, params![id])?;
    Ok(())
}

pub fn all(conn: &mut Conn) -> Result<Vec<Series>, Error> {
    conn.all(ALL, params![], |row| {
        Ok(Series {
            id: row.get(0)?,
            template: row.get(1)?,
            title: row.get(2)?,
            rule: row.get(3)?,
            starts_at: row.get(4)?,
            length_minutes: row.get(5)?,
            time_zone: row.get(6)?,
            owner: row.get(7)?,
            planned_until: row.get(8)?,
        })
    })
}

pub(in super::super) fn insert(tx: &mut Tx, s: &Series) -> Result<ChangeSeriesId, Error> {
    let id = ChangeSeriesId(tx.next_id("change_series")?);
    tx.run(
        INSERT,
        params![
            id,
            s.template,
            s.title,
            s.rule,
            s.starts_at,
            s.length_minutes,
            s.time_zone,
            s.owner,
            s.planned_until
        ],
    )?;
    Ok(id)
}

/// True for the one who plans on from here.
pub(in super::super) fn plan_on(tx: &mut Tx, id: ChangeSeriesId, from: At, until: At) -> Result<bool, Error> {
    Ok(tx.run(PLANNED, params![until, id, from])? == 1)
}

pub(in super::super) fn stop(tx: &mut Tx, id: ChangeSeriesId) -> Result<bool, Error> {
    Ok(tx.run(STOP, params![id])? == 1)
}
