// An agent's morning with the keyboard alone.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { agent, help, openDesk, signIn } from "./support/desk.js";
import { send, to } from "./support/mail.js";

let desk;
before(async () => {
    desk = await openDesk();
    for (const [index, subject] of ["The door reader beeps", "No sound in calls", "Two monitors, one picture"].entries()) {
        await send(desk.program.smtpPort, {
            from: `person${index}@clinic.example`,
            to: help,
            subject,
            text: `Good morning, ${subject.toLowerCase()} since Friday. Can you look at it?`,
        });
    }
});
after(() => desk?.stop());

/** The text of what has the focus. */
const focused = (page) => page.evaluate(() => document.activeElement?.textContent?.trim() ?? "");

test("a ticket is found, opened, taken, answered and resolved without a mouse", { timeout: 120_000 }, async () => {
    const page = await desk.window();
    await signIn(page, agent, "/desk");
    const keys = page.keyboard;
    await keys.press("g");
    await keys.press("u");
    await page.waitForURL("**/desk/views/unassigned");
    await page.locator("#rows > li").nth(2).waitFor();
    await keys.press("j");
    await keys.press("j");
    const subject = await focused(page);
    assert.match(subject, /sound|reader|monitors/);
    await keys.press("o");
    await page.waitForURL("**/desk/tickets/*", { waitUntil: "load" });

    await keys.press("t");
    await page.getByRole("button", { name: "Take" }).waitFor({ state: "detached" });
    await keys.press("r");
    await page.waitForFunction(() => document.activeElement?.id === "body");
    await keys.type("I am on my way.");
    await keys.press("Control+Enter");
    await page.locator("#thread").getByText("I am on my way.").waitFor();
    await desk.sink.mail((mail) => /person\d@clinic/.test(mail.envelopeTo[0]) && mail.text.includes("on my way"));
    await page.locator("main").focus();
    await keys.press("e");
    await page.getByRole("button", { name: "Reopen" }).waitFor();

    await keys.press("?");
    await page.getByRole("dialog").getByRole("heading", { name: "Keys" }).waitFor();
    await page.axe();
    await keys.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page.leave();
});

for (const javaScript of [false, true]) {
    const kind = javaScript ? "with keys" : "without JavaScript";
    test(`from a list an agent goes on from ticket to ticket, and back, ${kind}`, { timeout: 60_000 }, async () => {
        const page = await desk.window({ javaScript });
        await signIn(page, agent, "/desk/views/all");
        const links = page.locator("#rows > li > a");
        await links.nth(2).waitFor();
        const subjects = await page.locator("#rows > li > a > bdi").allInnerTexts();
        await links.first().click();
        const step = async (key, name) => {
            if (javaScript) await page.keyboard.press(key);
            else await page.getByRole("link", { name, exact: true }).click();
        };
        // Keys are heard once the page's scripts have run, which is after its heading can be seen.
        const shows = async (subject) => {
            await page.getByRole("heading", { level: 1, name: subject }).waitFor();
            await page.waitForLoadState("load");
        };
        await shows(subjects[0]);
        assert.equal(await page.getByRole("link", { name: "Previous", exact: true }).count(), 0);
        await step("j", "Next");
        await shows(subjects[1]);
        await page.axe();
        await step("]", "Next");
        await shows(subjects[2]);
        await step("k", "Previous");
        await shows(subjects[1]);
        await page.getByRole("link", { name: "All", exact: true }).last().click();
        await page.waitForURL("**/desk/views/all*");
        await page.leave();
    });
}

test("what came in since one looked is marked in the conversation", { timeout: 60_000 }, async () => {
    const page = await desk.window();
    await signIn(page, agent, "/desk/views/all");
    await page.getByRole("link", { name: /Two monitors/ }).click();
    const told = page.waitForResponse((answer) => answer.url().endsWith("/presence"));
    await page.waitForURL("**/desk/tickets/*", { waitUntil: "load" });
    await told;
    const address = page.url();
    await page.goto("/desk/views/all");
    await send(desk.program.smtpPort, {
        from: "person2@clinic.example",
        to: help,
        subject: `Re: Two monitors, one picture #${address.match(/tickets\/(\d+)/)[1]}`,
        text: "Now there is no picture at all.",
    });
    await page.getByText("Now there is no picture at all.").first().waitFor({ state: "attached" });
    await page.goto(address);
    await page.getByText("New since you looked").waitFor();
    await page.axe();
    await page.leave();
});

test("Ctrl-K finds a ticket by a word and opens it", { timeout: 60_000 }, async () => {
    const page = await desk.window();
    await signIn(page, agent, "/desk");
    await page.keyboard.press("Control+k");
    await page.getByRole("dialog").waitFor();
    await page.axe();
    await page.keyboard.type("monitors");
    await page.getByRole("dialog").getByText(/Two monitors/).waitFor();
    await page.keyboard.press("Enter");
    await page.waitForURL("**/desk/tickets/*");
    assert.match(await page.title(), /Two monitors/);
    await page.leave();
});

test("a sent answer can be taken back for some seconds, and then nothing leaves", { timeout: 60_000 }, async () => {
    const page = await desk.window();
    await signIn(page, agent, "/desk/views/unassigned");
    await page.locator("#rows a").first().click();
    await page.waitForURL("**/desk/tickets/*", { waitUntil: "load" });
    await page.getByLabel("Your reply").fill("This was too quick.");
    await page.keyboard.press("Control+Enter");
    const undo = page.locator("#thread").getByRole("button", { name: "Undo" });
    await undo.waitFor();
    await page.locator("main").focus();
    await page.keyboard.press("u");
    await undo.waitFor({ state: "detached" });
    await page.waitForFunction(() => document.querySelector("#body").value.includes("This was too quick."));
    await assert.rejects(desk.sink.mail((mail) => mail.text?.includes("This was too quick."), 14_000));
    await page.leave();
});
