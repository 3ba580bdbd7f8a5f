//! The SQL on what services need.

use super::super::ServiceId;
use std::collections::BTreeSet;
use store::{Conn, Error, Tx, params};

store::statements! {
    pub const ALL: "SELECT service_id, needs_id FROM service_needs ORDER BY service_id, needs_id LIMIT 20000";
    pub const DROP_ALL_OF: "DELETE FROM service_needs WHERE service_id = $1";
    pub const ADD: "INSERT INTO service_needs (service_id, needs_id) VALUES ($1, $2) ON CONFLICT (service_id, needs_id) DO NOTHING";
}

pub fn all(conn: &mut Conn) -> Result<Vec<(ServiceId, ServiceId)>, Error> {
    conn.all(ALL, params![], |row| Ok((row.get(0)?, row.get(1)?)))
}

pub fn replace(tx: &mut Tx, service: ServiceId, needs: &BTreeSet<ServiceId>) -> Result<(), Error> {
    tx.run(DROP_ALL_OF, params![service])?;
    for need in needs {
        tx.run(ADD, params![service, *need])?;
    }
    Ok(())
}
