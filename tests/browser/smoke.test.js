// The harness itself: if one of these fails, no journey can be believed.
import assert from "node:assert/strict";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fitsWidth, openWindow, startBrowser } from "./support/browser.js";
import { send, startSink, to } from "./support/mail.js";
import { target } from "./support/program.js";

const good = `<!doctype html><html lang="en"><head><title>A calm page</title></head>
<body><main><h1>Hello</h1><p id="said">Without a script</p></main>
<script src="/say.js"></script></body></html>`;
const bad = `<!doctype html><html lang="en"><head><title>A bad page</title></head><body><main><h1>Hello</h1>
<img src="x.png"><div style="width: 3000px">wide</div></main></body></html>`;
const pages = { "/good": good, "/bad": bad, "/say.js": `document.getElementById("said").textContent = "With a script";` };

let browser, server, baseURL;
before(async () => {
    browser = await startBrowser();
    server = createServer((request, response) => {
        const body = pages[request.url];
        response.statusCode = body ? 200 : 204;
        response.setHeader("content-type", request.url.endsWith(".js") ? "text/javascript" : "text/html");
        response.end(body);
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    baseURL = `http://127.0.0.1:${server.address().port}`;
});
after(async () => {
    await browser?.close();
    server?.close();
});

for (const javaScript of [true, false]) {
    test(`a good page passes axe ${javaScript ? "with" : "without"} JavaScript`, async () => {
        const page = await openWindow(browser, { baseURL, javaScript });
        await page.goto("/good");
        assert.equal(await page.textContent("#said"), javaScript ? "With a script" : "Without a script");
        await page.axe();
        await fitsWidth(page);
        await page.leave();
    });
}

for (const javaScript of [true, false]) {
    test(`a bad page fails axe and its width ${javaScript ? "with" : "without"} JavaScript`, async () => {
        const page = await openWindow(browser, { baseURL, javaScript });
        await page.goto("/bad");
        await assert.rejects(page.axe(), /image-alt/);
        await assert.rejects(fitsWidth(page), /3\d\d\d wide/);
        await page.leave();
    });
}

test("a page is photographed in both widths and both schemes", async () => {
    const page = await openWindow(browser, { baseURL });
    await page.goto("/good");
    await page.photograph("smoke");
    for (const kind of ["1280-light", "1280-dark", "390-light", "390-dark"]) {
        assert.ok(existsSync(join(target, "screenshots", `smoke-${kind}.png`)), kind);
    }
    await page.leave();
});

test("a mail handed to the sink is kept, whether it was waited for before or after", async () => {
    const sink = await startSink();
    const waited = sink.mail(to("ana@example.org"));
    await send(sink.port, { from: "bo@example.org", to: "Ana@example.org", subject: "Hello", text: "Good morning" });
    assert.equal((await waited).subject, "Hello");
    assert.equal((await sink.mail(to("ana@example.org"))).text.trim(), "Good morning");
    await assert.rejects(sink.mail(to("nobody@example.org"), 50), /ana@example.org: Hello/i);
    await sink.stop();
});
