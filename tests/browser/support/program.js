// The built program as an administrator meets it: a command line, a data folder, ports. This is the one file of the
// browser tests that knows its flags and settings.
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const root = resolve(fileURLToPath(import.meta.url), "../../../..");
export const target = process.env.ALONGSIDE_TARGET ?? join(root, "target");
const binary = process.env.ALONGSIDE_BINARY ?? join(target, "debug/alongside");
const startLimitMs = 60_000;

/** A port of 127.0.0.1 that was free a moment ago. */
export async function freePort() {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address();
    server.close();
    await once(server, "close");
    return port;
}

/**
 * Starts `alongside serve` or `alongside demo` on a data folder of its own.
 * `sinkPort` is the SMTP server that takes what it sends; `env` adds settings.
 */
export async function startProgram({ command = "serve", sinkPort, env = {} } = {}) {
    const data = mkdtempSync(join(tmpdir(), "alongside-browser-"));
    const [httpPort, smtpPort] = [await freePort(), await freePort()];
    const url = `http://127.0.0.1:${httpPort}`;
    const listen = ["--listen", `127.0.0.1:${httpPort}`, "--smtp-listen", `127.0.0.1:${smtpPort}`, "--public-url", url];
    const readyFile = join(data, "ready.json");
    listen.push("--ready-file", readyFile);
    if (sinkPort) listen.push("--relay", `smtp://127.0.0.1:${sinkPort}`);
    const settings = { ...process.env, ...env };
    mkdirSync(join(target, "test-logs"), { recursive: true });
    const log = join(target, "test-logs", `browser-${command}-${httpPort}.log`);
    writeFileSync(log, "");
    const child = spawn(binary, [command, "--data", data, ...listen], { env: settings, stdio: ["ignore", "pipe", "pipe"] });
    let said = "";
    for (const stream of [child.stdout, child.stderr]) {
        stream.on("data", (bytes) => {
            said += bytes;
            appendFileSync(log, bytes);
        });
    }
    const ended = new Promise((resolve) => child.once("exit", (code, signal) => resolve(signal ?? code)));
    await Promise.race([
        written(readyFile),
        ended.then((code) => Promise.reject(new Error(`the program ended with ${code} before it was ready:\n${said}`))),
    ]);
    return {
        url,
        smtpPort,
        /** What the program wrote when it was ready: its addresses, and the link to the setup while it is needed. */
        ready: JSON.parse(readFileSync(readyFile, "utf8")),
        data,
        /** Everything the program printed so far. */
        said: () => said,
        /** Runs another command of the program on the same data folder; answers what it printed. */
        run: async (args, input = "") => {
            const running = promisify(execFile)(binary, [...args, "--data", data], { env: settings });
            running.child.stdin.end(input);
            return (await running).stdout;
        },
        stop: async () => {
            child.kill("SIGTERM");
            const code = await ended;
            rmSync(data, { recursive: true, force: true });
            return code;
        },
    };
}

/** The ports are taken before everything behind them is there: only this file says that it is. */
async function written(file) {
    const deadline = Date.now() + startLimitMs;
    while (Date.now() < deadline) {
        if (existsSync(file) && readFileSync(file, "utf8").trim().endsWith("}")) return;
        await new Promise((resolve) => setTimeout(resolve, 25));
    }
    throw new Error(`the program was not ready after ${startLimitMs} ms`);
}
