// A desk that is set up and has people, as the journeys find it: the real program, a real mail server to send to.
import { openWindow, startBrowser } from "./browser.js";
import { startSink } from "./mail.js";
import { startProgram } from "./program.js";

export const help = "help@desk.example";
export const admin = { name: "Fay Gran", address: "fay@desk.example", password: "four plain words here" };
export const agent = { name: "Bo Berg", address: "bo@desk.example", password: "some other plain words" };
export const lead = { name: "Di Ek", address: "di@desk.example", password: "yet more plain words" };

/** Walks the first-run setup as an admin would; `look` sees each page before it is filled in. */
export async function setUp(page, program, sink, look = async () => {}) {
    const link = program.ready.setup;
    if (!link) throw new Error(`no link to the setup was given:\n${program.said()}`);
    const goOn = () => page.getByRole("button", { name: /^(Go on|Finish)$/ }).click();
    await page.goto(link);
    await look("setup-token");
    if (await page.getByLabel("Setup token").isVisible()) {
        await page.getByLabel("Setup token").fill(new URL(link).searchParams.get("token"));
        await goOn();
    }
    await page.getByLabel("Name of your organisation").fill("Northfield Clinic");
    await look("setup-organisation");
    await page.getByLabel("Your name").fill(admin.name);
    await page.getByLabel("Your mail address").fill(admin.address);
    await page.getByLabel("A password").fill(admin.password);
    await goOn();
    await page.getByLabel("Address people write to").fill(help);
    await look("setup-mail");
    await page.getByLabel("Server", { exact: true }).fill("127.0.0.1");
    await page.getByLabel("Port").fill(String(sink.port));
    await page.getByLabel("Security").selectOption("none");
    await goOn();
    await page.getByLabel("Time zone").selectOption("Europe/Stockholm");
    await look("setup-hours");
    await goOn();
    await page.getByRole("heading", { name: "Your desk is ready" }).waitFor();
    await look("setup-done");
}

/** Adds a person by the command line; the password comes on standard input. */
export async function addPerson(program, { name, address, password }, role) {
    await program.run(["person", "create", "--address", address, "--name", name, "--role", role], `${password}\n`);
}

/** Signs in by the form, and ends on the page that was wanted. */
export async function signIn(page, { address, password }, next = "/desk") {
    await page.goto(`/sign-in/password?next=${encodeURIComponent(next)}`);
    await page.getByLabel("Your mail address").fill(address);
    await page.getByLabel("Password").fill(password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.waitForURL((url) => url.pathname.startsWith(next));
}

/** Everything a journey needs, started together; `stop` in `after`. */
export async function openDesk() {
    const [browser, sink] = await Promise.all([startBrowser(), startSink()]);
    const program = await startProgram({ sinkPort: sink.port });
    const window = (options) => openWindow(browser, { baseURL: program.url, ...options });
    const page = await window({ javaScript: false });
    await setUp(page, program, sink);
    await page.leave();
    await addPerson(program, agent, "agent");
    await addPerson(program, lead, "lead");
    return {
        program,
        sink,
        window,
        stop: async () => {
            await browser.close();
            await program.stop();
            await sink.stop();
        },
    };
}
