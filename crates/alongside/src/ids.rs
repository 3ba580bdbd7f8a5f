//! The ids of everything, each a type of its own. They stand apart from the features so that lower ones (the
//! event log, the outgoing queue) can point at what higher ones own without knowing them.

store::id_type! {
    pub struct PersonId;
    pub struct OrganisationId;
    pub struct TeamId;
    pub struct ServiceId;
    pub struct MailAddressId;
    pub struct TicketId;
    pub struct MessageId;
    pub struct AttachmentId;
    pub struct EventId;
    pub struct OutgoingId;
    pub struct PromiseId;
    pub struct RawMailId;
    pub struct CoachRuleId;
    pub struct CoachWordId;
    pub struct RecordId;
    pub struct TimelineEntryId;
    pub struct BroadcastId;
    pub struct ServiceSpellId;
    pub struct IncidentId;
    pub struct IncidentUpdateId;
    pub struct IncidentOfferId;
    pub struct CheckInId;
    pub struct SubscriberId;
    pub struct WebhookCallId;
    pub struct ChangeId;
    pub struct ChangeTemplateId;
    pub struct ChangeSeriesId;
    pub struct AnnouncementSendId;
    pub struct FreezeWindowId;
    pub struct ProblemId;
    pub struct RotationId;
    pub struct OverrideId;
    pub struct AlarmId;
    pub struct CallId;
}

/// Incidents, changes and problems are records: their ids are those of their rows in `records`.
macro_rules! record_ids {
    ($($id:ident),*) => {$(
        impl From<$id> for RecordId {
            fn from(id: $id) -> RecordId {
                RecordId(id.0)
            }
        }

        impl From<RecordId> for $id {
            fn from(id: RecordId) -> $id {
                $id(id.0)
            }
        }
    )*};
}

record_ids!(IncidentId, ChangeId, ProblemId);
