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
        await page.getByLabel("Yes, it is stopped").check();
        await page.getByLabel("Some of us").check();
        await page.getByLabel("How many, about?").fill("4");
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

        await page.goto("/requests");
        await page.getByText("New answer").waitFor();
        await look("new-answer");
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
        assert.equal(await page.getByText("New answer").count(), 0, "what was looked at is not new");
        await look("requests");
        await page.goto("/profile");
        await page.getByLabel("How do you like to be reached?").fill("a call before ten");
        await page.getByRole("button", { name: "Save" }).click();
        await page.getByText("Saved.").waitFor();
        await look("profile");
        await page.leave();
    });
}

/** Signs a person in by the link they are mailed; `words` are the page's own in their language. */
async function enter(page, person, next, words) {
    await page.goto(`/sign-in?next=${next}`);
    await page.getByLabel(words.address).fill(person);
    await page.getByRole("button", { name: words.send }).click();
    await page.getByRole("heading", { name: words.check }).waitFor();
    const letter = await desk.sink.mail(to(person));
    await page.goto(letter.text.match(/http\S+\/sign-in\/link\/\S+/)[0]);
    await page.getByRole("button", { name: words.enter, exact: true }).click();
    await page.waitForURL(`**${next}`);
}
const english = { address: "Your mail address", send: "Send me the link", check: "Check your mail", enter: "Sign in" };

test("a button pressed twice without JavaScript makes one request", { timeout: 60_000 }, async () => {
    const page = await desk.window({ javaScript: false });
    await enter(page, "twice@clinic.example", "/ask", english);
    await page.getByLabel("What are you trying to do?").fill("Open the door of room 4");
    // The same form goes out twice, as it does when somebody presses again while the first answer is under way.
    const statuses = [];
    await page.route("**/ask", async (route) => {
        if (route.request().method() === "POST") statuses.push((await route.fetch({ maxRedirects: 0 })).status());
        await route.continue();
    });
    await page.getByRole("button", { name: "Send", exact: true }).click();
    await page.getByRole("heading", { name: "We have your request" }).waitFor();
    assert.deepEqual(statuses, [303], "the first of the two was taken");
    await page.goto("/requests");
    assert.equal(await page.locator(".reqs > li").count(), 1);
    await page.leave();
});

test("a person whose browser speaks German reads German from the first page on", { timeout: 120_000 }, async () => {
    const page = await desk.window({ javaScript: false, viewport: phone, locale: "de-DE" });
    const look = async (name) => {
        assert.deepEqual(await page.evaluate(() => [document.documentElement.lang, document.documentElement.dir]), ["de", "ltr"]);
        await page.axe();
        await fitsWidth(page);
        await page.photograph(`german-${name}`);
    };
    await page.goto("/");
    await page.getByRole("heading", { name: "Wobei können wir helfen?" }).waitFor();
    await look("home");
    await page.goto("/nirgendwo");
    await look("nowhere");
    await page.goto("/sign-in/password");
    await look("password");
    await page.goto("/sign-in");
    await look("sign-in");
    await enter(page, "lena@clinic.example", "/ask", {
        address: "Ihre Mailadresse", send: "Link schicken", check: "Sehen Sie in Ihre Mails", enter: "Anmelden",
    });
    await look("ask");
    await page.getByRole("button", { name: "Senden" }).click();
    await page.getByText("Sagen Sie uns in ein paar Worten").first().waitFor();
    await look("ask-again");
    await page.getByLabel("Was möchten Sie tun?").fill("Die Briefe drucken");
    await page.getByLabel("Ja, sie steht still").check();
    await page.getByRole("button", { name: "Senden" }).click();
    await page.getByRole("heading", { name: "Wir haben Ihre Anfrage" }).waitFor();
    await look("thanks");
    await page.getByRole("link", { name: "Ihre Anfrage ansehen" }).click();
    await look("request");
    await page.getByRole("button", { name: "Das ist gelöst" }).click();
    await page.getByText("Schön, dass es gelöst ist.").waitFor();
    await look("solved");
    await page.goto("/requests");
    await look("requests");
    await page.goto("/profile");
    await look("profile");
    await page.leave();
});

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
