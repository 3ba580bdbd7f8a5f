//! The people and places of the demo organisation.

use crate::person::Role;

pub const ORGANISATION: &str = "Northhaven College";
pub const DOMAIN: &str = "demo.example";

/// Name, part before the @, role, teams.
pub const STAFF: &[(&str, &str, Role, &[&str])] = &[
    ("Fay Gran", "fay", Role::Admin, &["Applications"]),
    ("Di Ek", "di", Role::Lead, &["Service desk"]),
    ("Bo Berg", "bo", Role::Agent, &["Service desk", "Workplace"]),
    ("Noor Haddad", "noor", Role::Agent, &["Service desk"]),
    ("Tomáš Novák", "tomas", Role::Agent, &["Workplace"]),
    ("Léa Moreau", "lea", Role::Agent, &["Applications"]),
    ("Marek Kowalski", "marek", Role::Agent, &["Applications"]),
    ("Samir Khan", "samir", Role::Agent, &["Network"]),
    ("Greta Holm", "greta", Role::Agent, &["Network"]),
    ("Cy Dahl", "cy", Role::Contributor, &["Network"]),
    ("Petra Vogel", "petra", Role::Contributor, &["Applications"]),
    ("Kofi Mensah", "kofi", Role::Contributor, &["Workplace"]),
];

pub const TEAMS: &[&str] = &["Service desk", "Network", "Workplace", "Applications"];

/// Name, owner, what it is.
pub const SERVICES: &[(&str, &str, &str)] = &[
    ("Wi-Fi", "Network", "Wireless network in all buildings and the gardens"),
    ("Sign-in", "Service desk", "Accounts, passwords, second factors, guests"),
    ("Mail & calendar", "Applications", "Mailboxes, shared calendars, the archive"),
    ("Learning platform", "Applications", "Courses, exams, media library"),
    ("Payroll & HR", "Applications", "Payslips, leave, the salary run"),
    ("Laptops", "Workplace", "Laptops, tablets and the software on them"),
    ("Printing", "Workplace", "Printers, scanners, badges and posters"),
    ("Lecture rooms", "Workplace", "Projectors, sound, video calls, booking screens"),
    ("Files & backup", "Applications", "Shared drives, and getting lost files back"),
    ("Telephony", "Network", "Desk phones and advice lines"),
    ("Network & servers", "Network", "VPN, cables, technical rooms"),
];

/// The requester one can sign in as.
pub const ANA: (&str, &str) = ("Ana Lind", "ana");

pub const BUILDINGS: &[&str] = &[
    "the Old Library",
    "Harbour Wing",
    "the Science Block",
    "North House",
    "the Music School",
    "Marsh Hall",
];
pub const ROOMS: &[&str] =
    &["H 104", "S 2.17", "N 012", "M 3", "H 220", "S 1.05", "L 14", "N 118", "H 301", "S 0.30"];
pub const FILES: &[&str] =
    &["marks_term1.xlsx", "timetable_spring.xlsx", "admissions.xlsx", "budget_lab.xlsx", "reading_list.docx"];
/// What others write when the same thing hits them.
pub const SAME_HERE: &[(&str, &str)] = &[
    (
        "No internet in {building}",
        "Hello, is the network down in {building}? Nothing loads here, neither laptop nor phone.\n\n{full}",
    ),
    ("Wi-Fi dead?", "Hi, the Wi-Fi on the first floor has no signal at all. Is somebody on it?\n\n{me}"),
    (
        "Cannot reach the learning platform",
        "Dear IT,\n\nthe learning platform does not open from {building}, the class is waiting.\n\nBest\n{full}",
    ),
];
