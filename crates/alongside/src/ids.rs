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
}
