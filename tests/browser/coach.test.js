// The coach and the promises beside the composer: lines under the words, the list beneath them, one key each; the same
// without scripts; and never in the way of sending.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { fitsWidth, phone } from "./support/browser.js";
import { agent, help, openDesk, signIn } from "./support/desk.js";
import { send, to } from "./support/mail.js";

let desk;
const asked = ["The scanner sends to nobody", "My badge is not read", "The projector hums", "No sound in the hall", "Wi-Fi in the annex", "The clock runs fast"];
before(async () => {
    desk = await openDesk();
    for (const [index, subject] of asked.entries()) {
        await send(desk.program.smtpPort, {
            from: `Ana Lind <ana${index}@clinic.example>`,
            to: help,
            subject,
            text: "This is the third time I ask, and we cannot work until it is fixed. When will it be mended?",
        });
    }
});
after(() => desk?.stop());

async function open(options, subject) {
    const page = await desk.window(options);
    await signIn(page, agent, "/desk/views/all");
    await page.getByRole("link", { name: new RegExp(subject) }).click();
    await page.getByRole("heading", { level: 1, name: new RegExp(subject) }).waitFor();
    await page.waitForLoadState("load");
    return page;
}

const field = (page) => page.getByLabel("Your reply");
const item = (page, text) => page.locator("#coach .co-list > li").filter({ hasText: text });
const count = (page, text) => page.locator("#coach-h").filter({ hasText: text }).waitFor();
const promised = (page, state = "") => page.locator(`#side .proms ${state} q`).filter({ hasText: "I'll call you tomorrow morning" });
/** The words that have a line under them, in order. */
const marked = (page) => page.locator(".for-reply .under .mk").allTextContents();
const selected = (page) => field(page).evaluate((area) => area.value.slice(area.selectionStart, area.selectionEnd));

test("lines appear under the words, and one key each goes to them, uses a wording or says not now", { timeout: 120_000 }, async () => {
    const page = await open({}, asked[0]);
    await page.locator("#thread .heard").getByText("Frustrated").waitFor();
    await field(page).fill("You broke the scanner.\nIt is the VLAN.\n\nI look at it today.");
    await item(page, "Sounds like blame").waitFor();
    assert.deepEqual((await marked(page)).slice(0, 2), ["You broke the scanner.", "VLAN"]);
    assert.match(await page.locator("#coach-say").textContent(), /^\d things to look at/, "the count is said to those who listen");
    assert.ok(await item(page, "No word for the person").count(), "what the whole lacks stands in the list");

    const layer = await page.evaluate(() => {
        const area = document.querySelector("#body"), under = area.previousElementSibling;
        return [area.clientWidth === under.clientWidth, area.scrollHeight === under.scrollHeight];
    });
    assert.deepEqual(layer, [true, true], "the layer behind has the measures of the field");

    await field(page).focus();
    await page.keyboard.press("Control+Home");
    await page.keyboard.press("Alt+ArrowDown");
    assert.equal(await selected(page), "VLAN", "the next mark after the caret");
    await page.keyboard.press("Alt+Enter");
    assert.match(await field(page).inputValue(), /It is the VLAN \(a separate part of the network\)\./);
    await item(page, "VLAN").waitFor({ state: "detached" });
    assert.deepEqual((await marked(page))[0], "You broke the scanner.", "what was marked before stays marked");
    await page.keyboard.press("Control+z");
    assert.match(await field(page).inputValue(), /It is the VLAN\./, "the browser's own undo takes it back");

    await item(page, "VLAN").waitFor();
    await page.keyboard.press("Control+Home");
    await page.keyboard.press("Alt+Shift+Enter");
    await item(page, "Sounds like blame").waitFor({ state: "detached" });
    await page.keyboard.press("Control+End");
    await page.keyboard.type(" In order to see why, I ask Cy.");
    await item(page, "In order to").waitFor();
    assert.equal(await item(page, "Sounds like blame").count(), 0, "not now holds for this draft");
    assert.ok(!(await marked(page)).includes("You broke the scanner."));

    await page.axe();
    await page.photograph("coach");
    await page.setViewportSize(phone);
    await fitsWidth(page);
    await page.leave();
});

test("the lines stay under their words while the field scrolls and the words move", { timeout: 120_000 }, async () => {
    const page = await open({}, asked[1]);
    await field(page).fill(`${"We looked at the reader and wrote down what it says.\n".repeat(60)}You broke the badge.`);
    await item(page, "Sounds like blame").waitFor();
    await field(page).focus();
    await page.keyboard.press("Control+Home");
    await page.keyboard.press("Control+End");
    await page.waitForFunction(() => {
        const area = document.querySelector("#body"), under = area.previousElementSibling;
        return area.scrollTop > 0 && under.scrollTop === area.scrollTop;
    });
    await page.keyboard.press("Control+Home");
    await page.keyboard.type("Hello Ana, ");
    assert.deepEqual(await marked(page), ["You broke the badge."], "words before a mark move it along at once");
    const place = await page.evaluate(() => {
        const area = document.querySelector("#body"), under = area.previousElementSibling;
        return under.textContent.startsWith(area.value);
    });
    assert.ok(place, "the layer holds the same words");
    await page.leave();
});

test("an answer about older words is never shown", { timeout: 120_000 }, async () => {
    const page = await open({}, asked[1]);
    let hold, held;
    const first = new Promise((resolve) => { hold = resolve; });
    await page.route("**/coach", (route) => {
        if (held) return route.continue();
        held = route;
        hold();
        return undefined;
    });
    await field(page).fill("You broke the badge.");
    await first;
    await field(page).fill("It is the VLAN. I look at it today.");
    await item(page, "VLAN").waitFor();
    await held.continue().catch(() => {});
    await field(page).fill("It is the VLAN and the DHCP server. I look at it today.");
    await item(page, "DHCP").waitFor();
    assert.equal(await item(page, "Sounds like blame").count(), 0);
    await page.leave();
});

test("a promise is accepted with one key, made with the reply, and kept from the keyboard", { timeout: 120_000 }, async () => {
    const page = await open({}, asked[2]);
    await field(page).fill("Hello Ana, sorry for the noise. I'll call you tomorrow morning.");
    const offer = page.getByRole("checkbox", { name: /Promise Ana: .*I'll call you tomorrow morning.*, due .*12:00/ });
    await offer.waitFor();
    await field(page).focus();
    await page.keyboard.press("Control+Home");
    await page.keyboard.press("Alt+ArrowDown");
    assert.equal(await selected(page), "I'll call you tomorrow morning");
    await page.keyboard.press("Alt+Enter");
    assert.ok(await offer.isChecked());
    await page.keyboard.press("End");
    const read = page.waitForResponse("**/coach");
    await page.keyboard.type(" Kind regards, Bo");
    await read;
    assert.ok(await offer.isChecked(), "what was accepted stays so while one writes on");
    await page.axe();
    await page.photograph("coach-promise");
    await page.keyboard.press("Control+Enter");
    await promised(page).waitFor();
    await desk.sink.mail((mail) => to("ana2@clinic.example")(mail) && mail.text?.includes("call you tomorrow"));

    await field(page).fill("Hello Ana, the part is late because of the snow. I'll call you on Friday at 2pm.");
    const fates = page.getByRole("group", { name: /You promised .*I'll call you tomorrow morning/ });
    const newTime = fates.getByRole("radio", { name: /New time Fri .*, 14:00/ });
    await newTime.waitFor();
    await field(page).focus();
    await page.keyboard.press("Control+Home");
    await page.keyboard.press("Alt+ArrowDown");
    assert.equal(await selected(page), "I'll call you on Friday at 2pm");
    await page.keyboard.press("Alt+Enter");
    assert.ok(await newTime.isChecked());
    await page.keyboard.press("F2");
    assert.equal(await page.evaluate(() => document.activeElement.getAttribute("aria-label")), "New time, yours");
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => document.activeElement.id), "body", "Enter leads back to the words and sends nothing");
    assert.equal(await fates.getByLabel("Why there is a new time").inputValue(), "because of the snow");
    await page.axe();
    await page.photograph("coach-renewal");
    await page.keyboard.press("Control+Enter");
    await page.locator("#side .proms li:not(.done)").filter({ hasText: "14:00" }).waitFor();

    await field(page).fill("Hello Ana, as I said on the telephone when I called: it hums no more.");
    await fates.getByRole("radio", { name: /Kept by this/ }).check();
    await page.keyboard.press("Control+Enter");
    await promised(page, ".done").waitFor();
    await page.leave();
});

test("a rule that is never wanted goes, and comes back when that was a mistake", { timeout: 120_000 }, async () => {
    const page = await open({}, asked[3]);
    await field(page).fill("You broke the sound.");
    const row = item(page, "Sounds like blame");
    await row.locator("q.mk").click();
    assert.equal(await selected(page), "You broke the sound.");
    await row.getByRole("button", { name: /^Never this rule/ }).click();
    const undo = page.locator("#coach").getByRole("button", { name: "Undo" });
    await undo.waitFor();
    assert.equal(await row.count(), 0);
    await page.reload({ waitUntil: "load" });
    await field(page).fill("You broke the sound. It is the VLAN.");
    await item(page, "VLAN").waitFor();
    assert.equal(await row.count(), 0, "it holds for the next draft");
    await item(page, "VLAN").locator("q.mk").click();
    await item(page, "VLAN").getByRole("button", { name: /^Never this rule/ }).click();
    await undo.click();
    await item(page, "VLAN").waitFor();
    await page.locator("#coach summary").filter({ hasText: "1 put away" }).click();
    await page.axe();
    await page.getByRole("button", { name: /^Show again/ }).click();
    await row.waitFor();
    await page.leave();
});

test("a coach that cannot be reached is silent and keeps nobody from sending", { timeout: 120_000 }, async () => {
    const page = await open({}, asked[5]);
    await page.route("**/coach", (route) => route.abort());
    const failed = page.waitForEvent("requestfailed");
    await field(page).fill("You broke the sound. I look at it today.");
    await failed;
    assert.equal(await page.locator("#coach").count(), 0);
    await page.getByRole("button", { name: "Send", exact: true }).click();
    await page.locator("#thread").getByText("You broke the sound. I look at it today.").waitFor();
    // The browser reports the request that this test cut off.
    page.errors.splice(0);
    await page.leave();
});

test("without scripts “Look it over” shows the same list, and promises go with the form", { timeout: 120_000 }, async () => {
    const page = await open({ javaScript: false }, asked[4]);
    await field(page).fill("Obviously it is the VLAN.\n\nI'll call you tomorrow morning.");
    await page.getByRole("button", { name: "Look it over" }).click();
    await count(page, "things to look at");
    await item(page, "Talks down").waitFor();
    assert.match(await field(page).inputValue(), /^Obviously it is the VLAN\.\s+I'll call you tomorrow morning\.$/);
    assert.equal(await page.getByRole("button", { name: /^Not now/ }).count(), 0, "no button that would do nothing");
    await page.axe();
    await page.photograph("coach-without-scripts");
    await page.getByRole("checkbox", { name: /Promise Ana/ }).check();
    await page.getByRole("button", { name: "Send", exact: true }).click();
    await promised(page).waitFor();
    await page.leave();
});

test("promises are found, opened and kept with the keyboard alone", { timeout: 120_000 }, async () => {
    const page = await open({}, asked[4]);
    const keys = page.keyboard;
    await keys.press("g");
    await keys.press("p");
    await page.waitForURL("**/desk/promises");
    await page.waitForLoadState("load");
    await page.locator(".tbl b").filter({ hasText: "I'll call you tomorrow morning" }).waitFor();
    await keys.press("j");
    assert.match(await page.evaluate(() => document.activeElement.textContent), /Wi-Fi in the annex/);
    await page.axe();
    await keys.press("Tab");
    await keys.press("Enter");
    await page.getByText("Kept. Thank you.").waitFor();
    await page.getByRole("heading", { name: "You owe nobody anything." }).waitFor();
    await page.leave();
});

/** The room of an incident: a page whose text fields have the coach beside them. */
async function declared(page, title) {
    await signIn(page, agent, "/desk");
    await page.goto("/desk/incidents/new");
    await page.getByLabel("What does not work?").fill(title);
    await page.getByRole("button", { name: "Declare it" }).click();
    await page.getByRole("heading", { level: 1, name: new RegExp(title) }).waitFor();
    await page.waitForLoadState("load");
    return page.getByLabel("What everybody reads");
}

test("a text field of any page has marks, a list and keys of its own", { timeout: 120_000 }, async () => {
    const page = await desk.window({});
    const words = await declared(page, "The doors of the annex stay shut");
    const list = page.locator("#coach-body .co-list > li");
    await words.fill("Obviously the VLAN is down. We look at it now.");
    await list.filter({ hasText: "A word of ours" }).waitFor();
    const under = () => words.evaluate((area) => [...area.previousElementSibling.querySelectorAll(".mk")].map((mark) => mark.textContent));
    assert.deepEqual(await under(), ["Obviously", "VLAN"]);
    assert.equal(await page.locator("#coach-body [name=offer]").count(), 0, "the page has a field for its promise");
    await words.press("Control+Home");
    await page.keyboard.press("Alt+ArrowDown");
    await page.keyboard.press("Alt+Enter");
    assert.match(await words.inputValue(), /the VLAN \(a separate part of the network\) is down/);
    await words.press("Control+Home");
    await page.keyboard.press("Alt+Shift+Enter");
    await list.filter({ hasText: "Talks down" }).waitFor({ state: "detached" });
    await page.axe();
    await page.photograph("coach-field");
    await page.setViewportSize(phone);
    await fitsWidth(page);
    await page.leave();
});

test("without scripts every text of a page is looked over in a window of its own, and a rule is put away there", { timeout: 120_000 }, async () => {
    const page = await desk.window({ javaScript: false });
    const words = await declared(page, "The lift stands still");
    await words.fill("Obviously the VLAN is down. We look at it now.");
    const opened = page.context().waitForEvent("page");
    await page.getByRole("button", { name: "Look it over" }).click();
    const looked = await opened;
    await looked.getByRole("heading", { level: 2, name: "What everybody reads" }).waitFor();
    const said = (text) => looked.locator(".co-list > li").filter({ hasText: text });
    await said("A word of ours").waitFor();
    await said("Talks down").getByRole("button", { name: /^Never this rule/ }).click();
    await looked.getByText("1 put away").waitFor();
    assert.equal(await said("Talks down").count(), 0);
    await looked.getByText("1 put away").click();
    await looked.getByRole("button", { name: /^Show again/ }).click();
    await said("Talks down").waitFor();
    assert.match(await words.inputValue(), /^Obviously/, "what was typed stays where it was");
    await page.leave();
});
