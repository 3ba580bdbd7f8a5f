// The main job: a stranger's mail becomes a ticket, is answered, answered again, and solved.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { agent, help, openDesk, signIn } from "./support/desk.js";
import { send, to } from "./support/mail.js";

let desk;
before(async () => {
    desk = await openDesk();
});
after(() => desk?.stop());

const mira = "mira@stranger.example";
const first = "<projector-1@stranger.example>";

test("a stranger's mail becomes a ticket and the whole conversation stays in one thread", { timeout: 120_000 }, async () => {
    const { sink, program } = desk;
    await send(program.smtpPort, {
        from: `Mira Stone <${mira}>`,
        to: help,
        subject: "The projector in room 4 stays dark",
        text: "Good morning,\n\nthe projector in room 4 shows a blue light and nothing else.\nWe have visitors at ten.\n\nMira",
        messageId: first,
    });

    const bo = await desk.window();
    await signIn(bo, agent, "/desk/views/unassigned");
    await bo.getByRole("link", { name: /The projector in room 4/ }).click();
    await bo.getByRole("button", { name: "Take" }).click();
    await bo.getByRole("button", { name: "Take" }).waitFor({ state: "detached" });
    await bo.getByLabel("Your reply").fill("Hello Mira,\n\nI will be with you in ten minutes with another lamp.");
    await bo.getByRole("button", { name: "Send", exact: true }).click();

    const answer = await sink.mail((mail) => to(mira)(mail) && mail.text?.includes("another lamp"));
    assert.equal(answer.inReplyTo, first, "the answer is in the thread of the mail it answers");
    assert.ok([answer.references].flat().includes(first));
    assert.match(answer.subject, /The projector in room 4 stays dark/);
    assert.ok(answer.text.includes(agent.name), "the answer names who wrote it");
    assert.ok(answer.html, "the answer has a plain and an HTML form");

    await send(program.smtpPort, {
        from: `Mira Stone <${mira}>`,
        to: (answer.replyTo ?? answer.from).value[0].address,
        subject: `Re: ${answer.subject}`,
        text: "It shines again, thank you!\n\nOn Monday Bo Berg wrote:\n> I will be with you in ten minutes with another lamp.",
        inReplyTo: answer.messageId,
        references: [first, answer.messageId],
    });
    await bo.locator("#thread").getByText("It shines again, thank you!").waitFor();

    await bo.getByRole("button", { name: "Resolve", exact: true }).click();
    await bo.getByRole("button", { name: "Reopen" }).waitFor();
    await bo.axe();
    await bo.photograph("main-job-ticket");
    await bo.leave();

    const toMira = sink.messages.filter(to(mira));
    const ids = toMira.map((mail) => mail.messageId);
    assert.equal(new Set(ids).size, ids.length, "no mail went out twice");
});

test("a reply to a resolved ticket opens it again", { timeout: 120_000 }, async () => {
    const { program } = desk;
    const bo = await desk.window();
    await send(program.smtpPort, {
        from: `Mira Stone <${mira}>`,
        to: help,
        subject: "Re: The projector in room 4 stays dark",
        text: "Sorry, it went dark again.",
        inReplyTo: first,
        references: [first],
    });
    await signIn(bo, agent, "/desk/views/mine");
    const row = bo.getByRole("link", { name: /The projector in room 4/ });
    await row.waitFor();
    await row.click();
    await bo.locator("#thread").getByText("Sorry, it went dark again.").waitFor();
    await bo.getByRole("button", { name: "Resolve", exact: true }).waitFor();
    await bo.leave();
});
