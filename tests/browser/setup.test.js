// The first ten minutes: an admin sets the desk up in a browser, and every page of the way is fit for everybody.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { fitsWidth, openWindow, phone, startBrowser } from "./support/browser.js";
import { admin, setUp, signIn } from "./support/desk.js";
import { startSink } from "./support/mail.js";
import { startProgram } from "./support/program.js";

let browser, sink, program;
before(async () => {
    browser = await startBrowser();
    sink = await startSink();
    program = await startProgram({ sinkPort: sink.port });
});
after(async () => {
    await browser?.close();
    await program?.stop();
    await sink?.stop();
});

test("an admin sets up an empty desk, and the link that opened the setup is used up", { timeout: 120_000 }, async () => {
    const page = await openWindow(browser, { baseURL: program.url, viewport: phone });
    await setUp(page, program, sink, async (name) => {
        await page.axe();
        await fitsWidth(page);
        await page.photograph(name);
    });
    await page.leave();

    const stranger = await openWindow(browser, { baseURL: program.url });
    const link = program.ready.setup;
    const answer = await stranger.request.get(link, { maxRedirects: 0 });
    assert.notEqual(answer.status(), 200, "the setup cannot be opened a second time");
    await signIn(stranger, admin, "/admin/people");
    await stranger.axe();
    await stranger.leave();
});
