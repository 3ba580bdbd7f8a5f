//! English, the second half.

use super::Topic;
use crate::ticket::Kind::{Incident, Question, Request};

pub const TOPICS: &[Topic] = &[
    Topic {
        service: "files",
        team: "servers",
        kind: Incident,
        tags: &["restore", "share", "backup"],
        subjects: &[
            "{file} overwritten by mistake",
            "Folder of {department} disappeared",
            "No access to the shared drive",
            "Drive full: {error}",
        ],
        openings: &[
            "I saved an empty version over {file} and need the one from the {day}th back.",
            "the folder of {department} on the shared drive is gone. I hope somebody only moved it.",
            "I get “access denied” on the shared drive since I changed teams.",
            "nobody in {department} can save files, the drive says {error}.",
        ],
        details: &[
            "There are about {count} files in it, the important one is {file}.",
            "The last time I surely saw it was at {hour}.",
            "Auditors come tomorrow, of all days.",
            "I did not delete anything, at least not on purpose.",
            "{colleague} has an older copy by mail, but without the figures of this week.",
        ],
        questions: &[
            "When did you last see it as it should be? Then I take the copy from just before.",
            "Who is your lead now? I need their yes for the folders of the new team.",
        ],
        answers: &[
            "On the {day}th at about {hour} it was fine.",
            "{colleague} is my lead since the first of the month.",
        ],
        notes: &[
            "Snapshot of 06:00 on {host} has it, 1.2 GB. Restoring beside the original.",
            "Moved by drag and drop into “Archive (old)”. Moved back, permissions inherited again.",
            "Volume at 97 %. Extended by 500 GB, clean-up of profiles planned with {colleague}.",
        ],
        fixes: &[
            "I recovered {file} from the copy of this morning and put it beside the other one, so that you can compare. Nothing was overwritten.",
            "The folder had slipped into the one below it. It is back in its place with everything in it.",
            "You are in the right group now. Sign out and in once, then the drive opens.",
        ],
    },
    Topic {
        service: "wifi",
        team: "network",
        kind: Incident,
        tags: &["wifi", "coverage"],
        subjects: &[
            "Wi-Fi in {site} unusable",
            "Guest Wi-Fi codes do not work",
            "Wi-Fi drops in room {room}",
            "Laptop connects, but no internet",
        ],
        openings: &[
            "the Wi-Fi in {site} is so slow today that {app} times out.",
            "the codes for the guest Wi-Fi are refused, and I have {count} visitors here.",
            "in room {room} the Wi-Fi drops as soon as more than ten people are in the room.",
            "{device} says connected, but no page opens. The cable works.",
        ],
        details: &[
            "In the corridor it is fine, inside the room it is not.",
            "It is worst between {hour} and lunch.",
            "The lamp on the box at the ceiling is orange instead of green.",
            "Speed test shows 0.{count} Mbit.",
        ],
        questions: &[
            "Could you look which name the Wi-Fi has that you are on? There are two that look alike.",
            "Is it only yours or also that of your neighbours?",
        ],
        answers: &[
            "Everybody in the room, phones too.",
            "I was on the guest one by mistake, but on the other it is the same.",
        ],
        notes: &[
            "Access point in {room} on 100 Mbit, cable fault. Port moved, {address} back at gigabit.",
            "Channel overlap with the neighbour's installation. Changed to 5 GHz only in this wing.",
            "DHCP pool for guests was exhausted. Lease time down to two hours.",
        ],
        fixes: &[
            "The box in your ceiling ran at a tenth of its speed because of a broken cable. It is replaced; please tell us if it still feels slow.",
            "There were no free addresses left for guests. There are more now, and the old codes work again.",
            "Two boxes talked over each other. We moved one to another channel, and I measured well in room {room} this morning.",
        ],
    },
    Topic {
        service: "finance",
        team: "applications",
        kind: Incident,
        tags: &["finance", "month-end"],
        subjects: &[
            "Cannot post invoices: {error}",
            "Report {file} shows wrong totals",
            "Order {order} stuck in approval",
            "Month-end: posting period closed",
        ],
        openings: &[
            "posting invoices stops with {error} since about {hour}.",
            "the totals in {file} do not match what I see on the screen.",
            "order {order} hangs in approval although everybody has agreed.",
            "the posting period closed a day early and I still have {count} invoices here.",
        ],
        details: &[
            "It is only for the cost centre of {department}.",
            "The difference is exactly the amount of one supplier.",
            "The supplier has sent the second reminder.",
            "{colleague} could do it yesterday with the same rights.",
        ],
        questions: &[
            "Could you send me the number of one invoice where it happens? I follow that one through.",
            "Does it also happen if you choose yesterday as the posting date?",
        ],
        answers: &[
            "For example {order}. With yesterday's date it goes through.",
            "Yes, with every date I tried.",
        ],
        notes: &[
            "Deputy rule of the approver ended on the {day}th, workflow waits for somebody on leave. Re-routed.",
            "Job on {host} failed with {error}; index rebuild during the run. Restarted, watching it.",
            "Rounding in the report only, ledger is right. Vendor ticket open.",
        ],
        fixes: &[
            "A night job had stopped half-way and held the door closed. It has run through now, and posting works; I watched {order} go through.",
            "The ledger is right; the report rounded each line. The corrected report is in the same place with today's date.",
            "The order waited for somebody on leave. Their deputy has it now.",
        ],
    },
    Topic {
        service: "hr",
        team: "applications",
        kind: Question,
        tags: &["hr", "leave"],
        subjects: &[
            "Where do I find my payslip?",
            "Leave balance wrong?",
            "How do I hand in sick leave?",
            "Working time from the {day}th missing",
        ],
        openings: &[
            "where do I find my payslips since the portal looks different?",
            "my leave shows {count} days, but I should have two more.",
            "how do I hand in a sick note now? The old form is gone.",
            "the hours of the {day}th are missing, although I was there from {hour}.",
        ],
        details: &[
            "I asked {colleague}, who sends me to you.",
            "On the phone I see even less.",
            "It is not urgent, I only want it to be right before the year ends.",
        ],
        questions: &[
            "Do you open the portal from the intranet or by a bookmark? Old bookmarks lead to the old page.",
            "Is it the balance of this year or the one carried over?",
        ],
        answers: &[
            "By a bookmark, indeed. From the intranet I see it!",
            "The days carried over are missing, I think.",
        ],
        notes: &[
            "Carry-over run is on the first Monday, not the first. Text on the page says otherwise; told HR.",
            "Terminal at the gate was offline from {hour}; import repeated.",
        ],
        fixes: &[
            "The new portal keeps payslips under “My documents”. I also turned the old bookmark into one that leads there.",
            "The days you carried over are added on the first Monday of the year; then your figure is right. Sorry for the confusing text, it is changed.",
            "The clock at the gate had been offline. The hours are in now.",
        ],
    },
    Topic {
        service: "rooms",
        team: "workplace",
        kind: Incident,
        tags: &["meeting-room", "video"],
        subjects: &[
            "Camera in room {room} shows nothing",
            "No sound in meeting room {room}",
            "Room {room} cannot be booked",
            "Screen in {site} flickers",
        ],
        openings: &[
            "the camera in room {room} shows a black picture in every call.",
            "nobody hears us from room {room}. We hear the others well.",
            "room {room} cannot be booked; the calendar says it declines by itself.",
            "the big screen at {site} flickers so that we can hardly read it.",
        ],
        details: &[
            "We have an interview in there at {hour}.",
            "Unplugging helped once, not any more.",
            "The tablet beside the door shows {error}.",
            "In the next room everything works.",
        ],
        questions: &[
            "Is the little shutter on top of the camera open? It is easy to miss.",
            "Does the microphone on the table glow green or red when you are in a call?",
        ],
        answers: &[
            "The shutter! I am embarrassed. But the sound is still gone.",
            "It glows red, whatever we press.",
        ],
        notes: &[
            "Firmware {version} resets the input to HDMI 2 at each start. Pinned to HDMI 1.",
            "Table microphone defective, replaced from stock, {order} to refill it.",
        ],
        fixes: &[
            "The table microphone was broken. A new one is in place and I tried it with a colleague at {site}.",
            "The room's calendar refused everything longer than two hours. It takes a whole day now.",
            "The screen is on another cable and quiet. If it starts again, please note the time.",
        ],
    },
    Topic {
        service: "telephony",
        team: "network",
        kind: Request,
        tags: &["phone", "forwarding"],
        subjects: &[
            "Forward {phone} to {colleague}",
            "New extension for {department}",
            "Phone rings only once",
            "Voicemail full",
        ],
        openings: &[
            "please forward {phone} to {colleague} from the {day}th, I am away for two weeks.",
            "{department} needs a number that rings on {count} phones at once.",
            "my phone rings once and then the caller hears busy.",
            "callers say that my voicemail is full, but I have no messages.",
        ],
        details: &[
            "The number is printed on our letters, so it should stay.",
            "After 16:00 it may go to the switchboard.",
            "{colleague} agrees, they are in copy.",
        ],
        questions: &[
            "Should the calls go on ringing at your desk as well, or only there?",
            "From which hour to which? I can set both.",
        ],
        answers: &["Only there, please.", "From {hour} to 17:00, weekdays."],
        notes: &[
            "Hunt group made, members from the list, longest idle first.",
            "Old forward to a number that left the company. Removed on {host}.",
        ],
        fixes: &[
            "It is set from the {day}th and ends by itself when you are back. I called it once to be sure.",
            "The number is {phone} and rings on all the phones of the list, those who were free longest first.",
            "There was an old forwarding from before your time. It is gone, and your phone rings as it should.",
        ],
    },
    Topic {
        service: "accounts",
        team: "security",
        kind: Question,
        tags: &["phishing", "security"],
        subjects: &[
            "Is this mail real?",
            "Strange call from “IT”",
            "Clicked on a link, now worried",
            "Password asked for by {app}?",
        ],
        openings: &[
            "I got a mail that says my mailbox will be closed on the {day}th. Is that from you?",
            "somebody called from {phone} and said they were from IT. I gave them nothing.",
            "I clicked on a link and typed my password before I thought about it. What now?",
            "{app} suddenly asks for my password again. Is that as it should be?",
        ],
        details: &[
            "The sender looks like us, but there is an extra letter.",
            "{colleague} got the same one.",
            "I have not opened the attachment {file}.",
            "I took the network cable out, just in case.",
        ],
        questions: &[
            "Well done for asking. Could you forward it to us as an attachment? Then we see where it came from.",
            "Did you type anything after the link? No blame at all, it only tells us what to do next.",
        ],
        answers: &[
            "Forwarded. I only looked, I typed nothing.",
            "I typed my name and password, yes. I am sorry.",
        ],
        notes: &[
            "Phishing kit on {address}, blocked at the proxy. {count} other recipients, none clicked.",
            "Sessions revoked, password reset, sign-ins of the last 24 h looked through: only from our own sites.",
        ],
        fixes: &[
            "It was not from us. We took the same mail out of {count} other mailboxes; you helped all of them by asking.",
            "You have a new password and every open session is ended. We looked through the sign-ins: nobody else was in. Thank you for telling us at once.",
            "That one is real: after the update {app} asks everybody once. It was fair to be careful.",
        ],
    },
];
