// An admin makes the coach their own: finds a rule, tries a change on what was sent, keeps it, adds words. With a
// keyboard and a phone's width, and all of it without JavaScript too.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { fitsWidth, phone, desk as wide } from "./support/browser.js";
import { admin, agent, help, openDesk, signIn } from "./support/desk.js";
import { send } from "./support/mail.js";

let desk, page, ticket;
before(async () => {
    desk = await openDesk();
    await send(desk.program.smtpPort, {
        from: "Ana Lind <ana@clinic.example>",
        to: help,
        subject: "The scanner sends nothing",
        text: "I scan to my mail and nothing arrives.",
    });
    const bo = await desk.window({ javaScript: false });
    await signIn(bo, agent, "/desk/views/all");
    await bo.getByRole("link", { name: "The scanner sends nothing" }).click();
    ticket = bo.url();
    await bo.getByRole("textbox", { name: "Your reply" }).fill("Hello Ana,\n\nplease do the needful and scan it again.\n\nBo");
    await bo.getByRole("button", { name: /^Send/ }).first().click();
    await bo.getByText("do the needful").first().waitFor();
    await bo.leave();
    page = await desk.window();
    await signIn(page, admin, "/admin/coach");
});
after(async () => {
    await page?.leave();
    await desk?.stop();
});

async function looks(name) {
    await page.setViewportSize(phone);
    await fitsWidth(page);
    await page.setViewportSize(wide);
    await page.axe();
    await page.photograph(`coach-${name}`);
}

/** Writes down a rule of the house's own in the form that is open. */
async function writeRule(window) {
    await window.getByLabel("Name", { exact: true }).fill("Do the needful");
    await window.getByLabel("Words that it marks").fill("do the needful\nkindly revert");
    await window.getByLabel("Marked as").selectOption("Language of contracts");
    await window.getByLabel("Why").fill("Nobody talks like that.");
}

test("a rule is found, read, and switched off for everybody", { timeout: 60_000 }, async () => {
    await page.goto("/admin/coach");
    await looks("rules");
    await page.getByLabel("A word from the rule").fill("overwritten");
    await page.getByRole("button", { name: "Find" }).click();
    await page.getByRole("link", { name: "You broke" }).click();
    await page.getByText("You broke the printer again.").waitFor();
    await looks("rule");
    await page.getByRole("button", { name: "Switch off for Everybody", exact: true }).click();
    await page.getByText("It holds from the next draft on.").waitFor();
    await page.goto("/admin/coach?show=off");
    await page.getByText("off for everybody").waitFor();
});

for (const javaScript of [true, false]) {
    test(`a rule is tried on what was sent, and nobody is named, ${javaScript ? "with" : "without"} scripts`, { timeout: 60_000 }, async () => {
        const fay = await desk.window({ javaScript });
        await signIn(fay, admin, "/admin/coach");
        await fay.getByRole("link", { name: "Add a rule" }).click();
        await writeRule(fay);
        await fay.getByRole("button", { name: "Try it on the last 200 replies" }).click();
        const tried = fay.getByRole("region", { name: "Tried, not saved" }).or(fay.getByRole("status", { name: "Tried, not saved" }));
        await tried.getByText("1 would gain a mark.").waitFor();
        assert.equal(await tried.locator("mark").first().textContent(), "do the needful");
        const words = await tried.textContent();
        for (const name of ["Ana", "Bo", "#", ticket]) assert.ok(!words.includes(name), `${name} is named in: ${words}`);
        assert.equal(await fay.getByLabel("Why").inputValue(), "Nobody talks like that.");
        if (javaScript) {
            await fay.axe();
            await fay.photograph("coach-trial");
        }
        await fay.leave();
    });
}

test("a rule of the house's own is saved, shown, and removed", { timeout: 60_000 }, async () => {
    await page.goto("/admin/coach/rules/new");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByRole("alert").waitFor();
    await looks("own-rule-errors");
    await writeRule(page);
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByRole("link", { name: "Do the needful" }).click();
    await looks("own-rule");
    await page.getByRole("button", { name: "Remove this rule" }).click();
    await page.getByText("No rule matches that.").waitFor();
});

test("plain words are changed, made welcome, and removed", { timeout: 60_000 }, async () => {
    await page.goto("/admin/coach/words");
    await page.getByRole("searchbox", { name: "A term" }).fill("vlan");
    await page.getByRole("button", { name: "Find" }).click();
    await page.getByRole("link", { name: "Change VLAN, English", exact: true }).click();
    await page.getByLabel("What to say instead").fill("your part of the network");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByText("your part of the network").waitFor();
    await looks("words");
    await page.getByRole("link", { name: "Change VLAN", exact: true }).click();
    await page.getByLabel(/welcome as it is/).check();
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByText("welcome as it is", { exact: true }).waitFor();
    await page.getByRole("button", { name: "Remove VLAN" }).click();
    await page.getByText("Nothing of your own yet.").waitFor();
});
