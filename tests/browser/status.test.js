// The status page in an outage, as somebody on a phone without JavaScript reads it; and news of it by mail, asked for,
// confirmed, received, and stopped again.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { desk as wide, fitsWidth, phone } from "./support/browser.js";
import { admin, agent, openDesk, signIn } from "./support/desk.js";
import { to } from "./support/mail.js";

const reader = "ana@clinic.example";
let desk, bo;

before(async () => {
    desk = await openDesk();
    const fay = await desk.window();
    await signIn(fay, admin, "/admin/services");
    for (const name of ["Wi-Fi", "Printing"]) {
        await fay.goto("/admin/services");
        await fay.getByLabel("Name", { exact: true }).last().fill(name);
        await fay.getByRole("button", { name: "Add the service" }).click();
        await fay.getByText("Saved.").waitFor();
    }
    for (const id of [1, 2]) {
        await fay.goto(`/desk/services/${id}/edit`);
        const form = fay.locator(`form[action="/desk/services/${id}/component"]`);
        await form.getByLabel("Show it there").check();
        await form.getByRole("button").click();
        await fay.waitForLoadState();
    }
    await fay.goto("/admin/status");
    await fay.getByRole("heading", { name: "Status page", level: 1 }).waitFor();
    await fay.axe();
    await fay.photograph("status-admin");
    await fay.leave();
    bo = await desk.window();
});
after(async () => {
    await bo?.leave();
    await desk?.stop();
});

/** Looks at a page as everybody may: both widths, both schemes, no scripts. */
async function look(page, name) {
    for (const viewport of [wide, phone]) {
        await page.setViewportSize(viewport);
        await fitsWidth(page);
        await page.axe();
    }
    await page.photograph(name);
}

test("on a quiet day the page says that everything works", { timeout: 120_000 }, async () => {
    const page = await desk.window({ javaScript: false });
    const answer = await page.goto("/status");
    await page.getByRole("heading", { name: "Everything works", level: 1 }).waitFor();
    assert.equal(answer.headers()["content-encoding"], "gzip");
    assert.equal(await page.locator("script").count(), 0);
    await look(page, "status-quiet");
    await page.leave();
});

test("news come by mail to whoever pressed the button, and stop with one click", { timeout: 180_000 }, async () => {
    const page = await desk.window({ javaScript: false });
    await page.goto("/status");
    await page.getByRole("link", { name: "Get news by mail" }).click();
    await look(page, "status-subscribe");
    await page.getByLabel("Your mail address").fill(reader);
    await page.getByLabel("Wi-Fi").check();
    await page.getByRole("button", { name: "Go on" }).click();
    await page.getByRole("heading", { name: "Check your mail" }).waitFor();
    const letter = await desk.sink.mail(to(reader));
    const link = letter.text.match(/http\S+\/status\/confirm\/\S+/)?.[0];
    assert.ok(link, letter.text);
    await page.goto(link);
    await look(page, "status-confirm");
    await page.getByRole("button", { name: "Yes, send me news" }).click();
    await page.getByText("You will hear from us.").waitFor();
    await look(page, "status-subscription");

    await signIn(bo, agent, "/desk/incidents/new");
    await bo.getByLabel("What does not work?").fill("Wi-Fi is down in building C");
    await bo.getByRole("checkbox", { name: "Wi-Fi" }).check();
    await bo.getByRole("button", { name: "Declare it" }).click();
    await bo.waitForURL(/\/desk\/incidents\/\d+/);
    await bo.locator("#tell textarea").first().fill("A switch has lost its power. A new one is on its way.");
    await bo.getByRole("button", { name: "Send to everybody" }).click();

    const news = await desk.sink.mail((mail) => to(reader)(mail) && mail.text.includes("A switch has lost its power."));
    const leave = news.headers.get("list")?.unsubscribe?.url;
    assert.match(leave ?? "", /\/status\/unsubscribe\//);
    assert.match(news.headerLines.map(({ line }) => line).join("\n"), /List-Unsubscribe-Post: List-Unsubscribe=One-Click/i);

    await page.goto("/status");
    await page.getByRole("heading", { name: "Some services do not work", level: 1 }).waitFor();
    await page.getByText(/Next update by \d\d:\d\d/).waitFor();
    await page.getByText("A switch has lost its power.").waitFor();
    await look(page, "status-outage");
    await page.getByRole("link", { name: "Wi-Fi is down in building C" }).first().click();
    await page.getByRole("heading", { name: "Wi-Fi is down in building C", level: 1 }).waitFor();
    await look(page, "status-incident");
    await page.goto("/status/history");
    await page.getByRole("link", { name: "Wi-Fi is down in building C" }).waitFor();
    await look(page, "status-history");

    // The mail program presses, not the person: no page, no cookie.
    const left = await fetch(leave, { method: "POST", body: new URLSearchParams({ "List-Unsubscribe": "One-Click" }) });
    assert.equal(left.status, 200);
    await page.goto(leave);
    await page.getByRole("heading", { name: "This link does not work any more" }).waitFor();
    await page.leave();
});

test("programs read the same as people", { timeout: 60_000 }, async () => {
    const summary = await (await fetch(`${desk.program.url}/status/api/v2/summary.json`)).json();
    assert.equal(summary.status.indicator, "major");
    assert.equal(summary.components.find(({ name }) => name === "Wi-Fi").status, "major_outage");
    assert.equal(summary.incidents[0].incident_updates.at(-1).incident_id, summary.incidents[0].id);
    const feed = await fetch(`${desk.program.url}/status/feed.atom`);
    assert.match(await feed.text(), /Wi-Fi is down in building C/);
});
