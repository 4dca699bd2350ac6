import { Command, CommanderError } from "commander";
import type { ErrorValue } from "../../contract/index.ts";
import { type Language, languageOf } from "../../words/languages.ts";
import { compose, defaultStore, version } from "../compose.ts";
import { localClient } from "../local-client.ts";
import type { Context, GlobalOptions, Run, Serve } from "./context.ts";
import { failureOf, showFailure } from "./failure.ts";
import { createOutput, printable } from "./output.ts";
import { defineCommands } from "./program.ts";
import { takeEnvironment } from "./take-environment.ts";
import { localizeHelp } from "./words/help.ts";
import { say, speak } from "./words/say.ts";

/** What the CLI borrows from another host: the entry point ties them together, for hosts never meet. */
export interface Doors {
	serve(composed: ReturnType<typeof compose>, ...options: Parameters<Serve>): ReturnType<Serve>;
}

/** Runs `bulkhead ARGS…` and answers with the exit code; every error is shown, none is thrown. */
export async function runCli(args: string[], doors: Doors): Promise<number> {
	const wantsJson = args.includes("--json");
	// A document for programs is the same in every language, down to the sentences in it.
	await speak(wantsJson ? "en" : askedLanguage(args));
	const chosen = parse(args, wantsJson);
	if (typeof chosen === "number") return chosen;
	const { run, options } = chosen;
	const out = createOutput(wantsJson);
	const interrupted = interruptions();
	try {
		const env = takeEnvironment();
		let serving = false;
		// Who sits at a terminal may start programs; a page that is served may not have one started.
		const allowsCommand = async () => !serving;
		const composed = compose({ store: options.store ?? defaultStore(), allowsCommand });
		if (composed.setAside !== undefined) out.note(setAsideNote(composed.setAside));
		const { client, close } = localClient(composed.core);
		try {
			const context: Context = { client, out, options, env, interrupted };
			return await run(context, (serveOptions) => {
				serving = true;
				return doors.serve(composed, serveOptions);
			});
		} finally {
			close();
			await composed.close();
		}
	} catch (caught) {
		return showFailure(out, failureOf(caught));
	}
}

function setAsideNote(file: string): string {
	return printable(
		say(
			"The local store was damaged. It is kept as {file}, and a new one was begun: `bulkhead store` shows its backups, `bulkhead store restore` goes back to one.",
			{ file },
		),
	);
}

/** `--lang fr` anywhere on the line, else the environment. */
function askedLanguage(args: readonly string[]): Language {
	const at = args.findIndex((each) => each === "--lang" || each.startsWith("--lang="));
	const given = args[at]?.startsWith("--lang=") ? args[at].slice("--lang=".length) : args[at + 1];
	const { BULKHEAD_LANG, LC_ALL, LC_MESSAGES, LANG } = process.env;
	return languageOf(at < 0 ? undefined : given, BULKHEAD_LANG, LC_ALL, LC_MESSAGES, LANG);
}

interface Chosen {
	run: Run;
	options: GlobalOptions;
}

/** The command that was typed, or the exit code when there is none to run (help, version, bad usage). */
function parse(args: string[], wantsJson: boolean): Chosen | number {
	let chosen: Chosen | undefined;
	const program = new Command("bulkhead")
		.description("Migrations and tenant isolation for PostgreSQL databases behind Row-Level Security")
		.version(version)
		.option("--lang <LANG>", "language of messages: en, fr or ar (default: BULKHEAD_LANG, LC_ALL, LC_MESSAGES, LANG)");
	defineCommands(program, (run, options) => {
		chosen = { run, options };
	});
	localizeHelp(program);
	try {
		program.parse(args, { from: "user" });
		return chosen ?? 0;
	} catch (caught) {
		if (!(caught instanceof CommanderError)) throw caught;
		if (caught.exitCode === 0) return 0;
		const message = caught.message.replace(/^error: /, "");
		const error: ErrorValue = {
			code: "BAD_USAGE",
			message: message === "(outputHelp)" ? "Say what to do: bulkhead COMMAND." : message,
			hint: "`bulkhead --help` lists the commands, `bulkhead COMMAND --help` their options.",
		};
		return showFailure(createOutput(wantsJson), error);
	}
}

/** Milliseconds in which one Ctrl-C may arrive twice: from the terminal, and once more from npm that passes it on. */
const ONE_PRESS = 500;

/**
 * Fires at the first Ctrl-C, which asks the command to stop; the second ends the process at once. It is listened for to the
 * process's own end, so that a late one does not cut off what the command still has to say.
 */
function interruptions(): AbortSignal {
	const controller = new AbortController();
	let first = 0;
	const onSignal = () => {
		if (!controller.signal.aborted) first = performance.now();
		else if (performance.now() - first > ONE_PRESS) process.exit(130);
		controller.abort();
	};
	process.on("SIGINT", onSignal);
	process.on("SIGTERM", onSignal);
	return controller.signal;
}
