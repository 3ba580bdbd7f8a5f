// The portal works for a tired person on a phone, with and without JavaScript: sign in by mail, ask, follow, solve.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { agent, openDesk, signIn } from "./support/desk.js";
import { fitsWidth, phone } from "./support/browser.js";
import { to } from "./support/mail.js";

let desk;
before(async () => {
    desk = await openDesk();
});
after(() => desk?.stop());

for (const javaScript of [false, true]) {
    const kind = javaScript ? "with" : "without";
    const person = `ana.${kind}@clinic.example`;

    test(`a person signs in by mail, asks and gets help ${kind} JavaScript`, { timeout: 120_000 }, async () => {
        const page = await desk.window({ javaScript, viewport: phone });
        const look = async (name) => {
            await page.axe();
            await fitsWidth(page);
            await page.photograph(`portal-${name}-${kind}`);
        };
        await page.goto("/");
        await look("home");
        await page.goto("/sign-in?next=/ask");
        await look("sign-in");
        await page.getByLabel("Your mail address").fill(person);
        await page.getByRole("button", { name: "Send me the link" }).click();
        await page.getByRole("heading", { name: "Check your mail" }).waitFor();
        await look("check-mail");

        const letter = await desk.sink.mail(to(person));
        const link = letter.text.match(/http\S+\/sign-in\/link\/\S+/)?.[0];
        assert.ok(link, `the letter has a link: ${letter.text}`);
        await page.goto(link);
        await page.getByRole("button", { name: "Sign in" }).click();
        await page.getByRole("heading", { name: "Ask for help" }).waitFor();
        await look("ask");

        await page.getByLabel("What are you trying to do?").fill(`Print the letters ${kind} a script`);
        await page.getByLabel("What happens instead?").fill("The printer on floor two says 'toner low' and stops.");
        await page.getByLabel("No, my work is stopped").check();
        await page.getByLabel("A few of us").check();
        await page.getByLabel(/Add a picture/).setInputFiles({ name: "screen.png", mimeType: "image/png", buffer: png });
        await page.getByRole("button", { name: "Send", exact: true }).click();
        await page.getByRole("heading", { name: "We have your request" }).waitFor();
        await look("thanks");
        await page.getByRole("link", { name: "See your request" }).click();
        await page.locator("article").getByText("toner low").waitFor();
        await look("request");
        const address = page.url();

        const bo = await desk.window();
        await signIn(bo, agent, "/desk/views/unassigned");
        await bo.getByRole("link", { name: new RegExp(`Print the letters ${kind} a script`) }).click();
        await bo.getByRole("radio", { name: /Note for colleagues/ }).check();
        await bo.getByLabel("Your note").fill("A secret between colleagues.");
        await bo.getByRole("button", { name: "Add note" }).click();
        await bo.locator("#thread").getByText("A secret between colleagues.").waitFor();
        await bo.getByRole("radio", { name: /Reply to/ }).check();
        await bo.getByLabel("Your reply").fill("A new toner is in. Does it print?");
        await bo.getByRole("button", { name: "Send", exact: true }).click();
        await desk.sink.mail((mail) => to(person)(mail) && mail.text.includes("Does it print?"));
        await bo.leave();

        await page.goto(address);
        await page.getByText("A new toner is in. Does it print?").waitFor();
        assert.ok(!(await page.content()).includes("A secret between colleagues."), "a note is for colleagues only");
        await page.getByLabel("Write back").fill("It does, thank you.");
        await page.getByRole("button", { name: "Send", exact: true }).click();
        await page.getByText("It does, thank you.").first().waitFor();
        await page.getByRole("button", { name: "This is solved" }).click();
        await page.getByRole("button", { name: "Not solved yet" }).waitFor();
        await look("solved");
        await page.goto("/requests");
        await page.getByRole("link", { name: new RegExp(`Print the letters ${kind} a script`) }).waitFor();
        await look("requests");
        await page.leave();
    });
}

test("a link for signing in works once", { timeout: 60_000 }, async () => {
    const person = "once@clinic.example";
    const page = await desk.window({ javaScript: false });
    await page.goto("/sign-in");
    await page.getByLabel("Your mail address").fill(person);
    await page.getByRole("button", { name: "Send me the link" }).click();
    const letter = await desk.sink.mail(to(person));
    const link = letter.text.match(/http\S+\/sign-in\/link\/\S+/)[0];
    await page.goto(link);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.leave();
    const other = await desk.window({ javaScript: false });
    await other.goto(link);
    await other.getByRole("heading", { name: "This link does not work any more" }).waitFor();
    await other.axe();
    await other.leave();
});

const png = Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
    "base64",
);
