// Real mail at both ends: an SMTP server that keeps what it is given, and an SMTP client that hands in.
import { EventEmitter } from "node:events";
import { simpleParser } from "mailparser";
import nodemailer from "nodemailer";
import { SMTPServer } from "smtp-server";

/** An SMTP server that accepts everything and keeps it parsed, with the envelope beside. */
export async function startSink() {
    const arrivals = new EventEmitter();
    arrivals.setMaxListeners(0);
    const messages = [];
    const server = new SMTPServer({
        authOptional: true,
        disabledCommands: ["STARTTLS", "AUTH"],
        logger: false,
        onData(stream, session, done) {
            simpleParser(stream, { skipImageLinks: true }).then((mail) => {
                mail.envelopeTo = session.envelope.rcptTo.map((recipient) => recipient.address);
                messages.push(mail);
                arrivals.emit("mail", mail);
                done();
            }, done);
        },
    });
    await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
    return {
        port: server.server.address().port,
        messages,
        /** The first mail, past or future, that `wanted` accepts. */
        mail(wanted, limitMs = 60_000) {
            const present = messages.find(wanted);
            if (present) return Promise.resolve(present);
            return new Promise((resolve, reject) => {
                const look = (mail) => {
                    if (!wanted(mail)) return;
                    clearTimeout(timer);
                    arrivals.off("mail", look);
                    resolve(mail);
                };
                const timer = setTimeout(() => {
                    arrivals.off("mail", look);
                    const subjects = messages.map((mail) => `${mail.envelopeTo}: ${mail.subject}`).join("\n  ");
                    reject(new Error(`the mail did not arrive within ${limitMs} ms; these did:\n  ${subjects}`));
                }, limitMs);
                arrivals.on("mail", look);
            });
        },
        stop: () => new Promise((resolve) => server.close(resolve)),
    };
}

/** Whether a mail went to this address. */
export const to = (address) => (mail) => mail.envelopeTo.some((one) => one.toLowerCase() === address.toLowerCase());

/** Hands one mail to an SMTP port and answers the server's reply. `raw` sends bytes as they are. */
export async function send(port, mail) {
    const transport = nodemailer.createTransport({ host: "127.0.0.1", port, secure: false, ignoreTLS: true });
    try {
        return await transport.sendMail(mail);
    } finally {
        transport.close();
    }
}
