// Every page of the desk, in a real browser, with axe, on a desk and on a phone, light and dark.
import { after, before, test } from "node:test";
import { fitsWidth, phone, desk as wide } from "./support/browser.js";
import { admin, help, openDesk, signIn } from "./support/desk.js";
import { send } from "./support/mail.js";

let desk, page;
before(async () => {
    desk = await openDesk();
    await send(desk.program.smtpPort, {
        from: "Ana Lind <ana@clinic.example>",
        to: help,
        cc: "cy@clinic.example",
        subject: "The scanner sends nothing, and the mail that says so is a long one with a long subject",
        html: "<p>I scan to my mail and <b>nothing</b> arrives.</p><blockquote>Earlier words</blockquote>",
        attachments: [{ filename: "what I see.txt", content: "Error 0x80070005" }],
    });
    await send(desk.program.smtpPort, {
        from: "Odd <odd@elsewhere.example>",
        to: help,
        subject: "\u202eyrev ddo <script>alert(1)</script>",
        text: "word ".repeat(400) + "averyveryverylongwordwithoutanyblankinit".repeat(12),
    });
    page = await desk.window();
    await signIn(page, admin, "/desk/views/all");
    await page.locator("#rows > li").nth(1).waitFor();
});
after(async () => {
    await page?.leave();
    await desk?.stop();
});

const pages = {
    desk: "/desk",
    mine: "/desk/views/mine",
    unassigned: "/desk/views/unassigned",
    team: "/desk/views/team",
    waiting: "/desk/views/waiting",
    all: "/desk/views/all",
    new: "/desk/new",
    search: "/desk/search?q=scanner",
    "search-nothing": "/desk/search?q=zebra",
    keys: "/desk/keys",
    profile: "/profile",
    requester: "/desk/people/1",
    people: "/admin/people",
    teams: "/admin/teams",
    services: "/admin/services",
    mail: "/admin/mail",
    "needs-a-look": "/admin/needs-a-look",
    outgoing: "/admin/outgoing",
    portal: "/",
    ask: "/ask",
    requests: "/requests",
};

for (const [name, address] of Object.entries(pages)) {
    test(`${address} passes axe and fits a phone`, { timeout: 60_000 }, async () => {
        const answer = await page.goto(address);
        if (answer.status() !== 200) throw new Error(`${address} was answered with ${answer.status()}`);
        await page.axe();
        await fitOnAPhone(name);
    });
}

async function fitOnAPhone(name) {
    await page.setViewportSize(phone);
    await page.axe({ colorSchemes: ["light"] });
    await fitsWidth(page);
    await page.photograph(`page-${name}`);
    await page.setViewportSize(wide);
}

for (const subject of [/The scanner sends nothing/, /yrev ddo/]) {
    test(`a ticket by mail (${subject.source}) passes axe and fits a phone`, { timeout: 60_000 }, async () => {
        await page.goto("/desk/views/all");
        await page.getByRole("link", { name: subject }).click();
        await page.waitForURL("**/desk/tickets/*", { waitUntil: "load" });
        await page.axe();
        await fitOnAPhone(`ticket-${subject.source.replaceAll(" ", "-").toLowerCase()}`);
    });
}

test("an address that is not there is answered kindly, and passes axe", { timeout: 60_000 }, async () => {
    const other = await desk.window({ javaScript: false });
    const answer = await other.goto("/nothing/here");
    if (answer.status() !== 404) throw new Error(`answered with ${answer.status()}`);
    await other.axe();
    await other.close();
});
