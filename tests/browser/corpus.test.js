// Real mails of the world, where they are beside the repository: sent by a real SMTP client into the running
// program, none is refused for what is in it, none is lost, and the desk goes on.
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { admin, help, openDesk, signIn } from "./support/desk.js";
import { send } from "./support/mail.js";

const corpora = resolve(fileURLToPath(import.meta.url), "../../../../shared/mail");
const mailsPerCorpus = 6;

/** The first mails of each corpus, in an order that is the same everywhere. */
function fixtures() {
    const files = (folder) =>
        readdirSync(folder).sort().flatMap((name) => {
            const path = join(folder, name);
            if (statSync(path).isDirectory()) return files(path);
            return /\.jsonl?$/.test(name) ? [] : [path];
        });
    return readdirSync(corpora).sort().filter((name) => statSync(join(corpora, name)).isDirectory())
        .flatMap((corpus) => files(join(corpora, corpus)).slice(0, mailsPerCorpus));
}

let desk;
before(async () => {
    if (existsSync(corpora)) desk = await openDesk();
});
after(() => desk?.stop());

test("every mail of the world is taken in or kept for a look", { timeout: 300_000 }, async (t) => {
    if (!existsSync(corpora)) return t.diagnostic("no corpora beside the repository: nothing was sent");
    const paths = fixtures();
    for (const [index, path] of paths.entries()) {
        await send(desk.program.smtpPort, {
            envelope: { from: `sender${index}@world.example`, to: [help] },
            raw: readFileSync(path),
        });
    }
    const page = await desk.window();
    await signIn(page, admin, "/desk/views/all");
    await send(desk.program.smtpPort, { from: "last@world.example", to: help, subject: "The last of them", text: "Done." });
    await page.getByRole("link", { name: "The last of them" }).waitFor({ timeout: 60_000 });
    for (const link of (await page.locator("#rows a").evaluateAll((links) => links.map((one) => one.href))).slice(0, 40)) {
        const answer = await page.request.get(link);
        assert.equal(answer.status(), 200, link);
    }
    await page.leave();
});
