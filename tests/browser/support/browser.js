// Debian's Chromium, people's windows in it, and what every page is asked: axe, and pictures for a person to look at.
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import AxeBuilder from "@axe-core/playwright";
import { chromium } from "playwright-core";
import { target } from "./program.js";

const flags = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
];
const wcag = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

export const desk = { width: 1280, height: 800 };
export const phone = { width: 390, height: 844 };

/** Starts the browser; Chromium's own sandbox does not work for root. */
export async function startBrowser() {
    const sandbox = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
    return chromium.launch({ executablePath: "/usr/bin/chromium", args: [...flags, ...sandbox] });
}

/**
 * A person's window: cookies and language of their own, with or without JavaScript, on a desk or a phone.
 * Errors the page throws or the content security policy reports fail the test at `close()`.
 */
export async function openWindow(browser, { javaScript = true, viewport = desk, colorScheme = "light", locale = "en-GB", baseURL } = {}) {
    // Without motion: a colour that is half way to another is nobody's choice.
    const settings = { baseURL, viewport, colorScheme, locale, javaScriptEnabled: javaScript, reducedMotion: "reduce" };
    const context = await browser.newContext(settings);
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    const errors = [];
    page.on("pageerror", (error) => errors.push(`${page.url()}: ${error.message}`));
    page.on("console", (message) => {
        // That the page itself was refused is for the test to judge.
        const isOwnStatus = message.location().url === page.url() && /status of 4\d\d/.test(message.text());
        if (message.type() === "error" && !isOwnStatus) errors.push(`${page.url()}: ${message.text()}`);
    });
    page.errors = errors;
    page.axe = (options) => axe(page, { ...options, javaScript });
    page.photograph = (name) => photograph(page, name);
    page.leave = async () => {
        await context.close();
        assert.deepEqual(errors, [], "the page reported errors");
    };
    return page;
}

/**
 * Lets axe, which waits by timers, run on a page without scripts: there timers never fire, but promises still do.
 * Only the short waits by which axe yields become promises; its time limits never run out.
 */
async function waitByPromises(page) {
    await page.evaluate(() => {
        window.setTimeout = (work, ms = 0, ...rest) => {
            if (ms < 100) Promise.resolve().then(() => work(...rest));
            return 1;
        };
    });
}

/** Asserts that axe finds nothing on the page, in dark and in light. */
async function axe(page, { exclude = [], javaScript = true, colorSchemes = ["dark", "light"] } = {}) {
    for (const colorScheme of colorSchemes) {
        await page.emulateMedia({ colorScheme });
        let builder = new AxeBuilder({ page }).withTags(wcag);
        if (!javaScript) {
            await waitByPromises(page);
            // Otherwise axe gathers its findings in a second page, which would have no scripts either.
            builder = builder.setLegacyMode(true);
        }
        for (const selector of exclude) builder = builder.exclude(selector);
        const { violations } = await builder.analyze();
        const found = violations.map(({ id, help, nodes }) => {
            const places = nodes.map((node) => `    ${node.target.join(" ")}: ${node.html.slice(0, 160)}\n      ${node.failureSummary}`);
            return `  ${id}: ${help}\n${places.join("\n")}`;
        });
        assert.equal(found.length, 0, `axe on ${page.url()} in ${colorScheme}:\n${found.join("\n")}`);
    }
}

/** Pictures in both widths and both schemes, under target/screenshots, for a person to look at. */
async function photograph(page, name) {
    const folder = join(target, "screenshots");
    mkdirSync(folder, { recursive: true });
    const before = page.viewportSize();
    for (const viewport of [desk, phone]) {
        for (const colorScheme of ["light", "dark"]) {
            await page.setViewportSize(viewport);
            await page.emulateMedia({ colorScheme });
            await page.screenshot({ path: join(folder, `${name}-${viewport.width}-${colorScheme}.png`), fullPage: true });
        }
    }
    await page.setViewportSize(before);
    await page.emulateMedia({ colorScheme: "light" });
}

/** Asserts that nothing on the page is wider than the window. */
export async function fitsWidth(page) {
    const [content, window] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
    assert.ok(content <= window, `${page.url()} is ${content} wide in a window of ${window}`);
}
