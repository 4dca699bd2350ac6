import {
	type ConnectionSettings,
	connectionSettings,
	type PasswordCommand,
	passwordCommand,
	passwordMode,
	type Safety,
} from "../../../contract/index.ts";
import { AppError } from "../../../core/errors.ts";
import { faultWords } from "../../../core/fault-words.ts";

/** What `add` and `set` say of a connection beside its address. An empty text takes a field away. */
export interface ConnectionOptions {
	rename?: string;
	environment?: string;
	group?: string;
	tags?: string;
	notes?: string;
	tenancy?: string;
	passwordMode?: string;
	passwordCommand?: string;
	expires?: string;
	guarded?: boolean;
	unlockMinutes?: string;
	idleMinutes?: string;
}

/** The settings with what was said. Errors: BAD_USAGE with the option's name. */
export function withOptions(settings: ConnectionSettings, options: ConnectionOptions): ConnectionSettings {
	const { environment, group, notes, tenancy, tags } = options;
	const command = commandOf(options, settings.passwordCommand);
	const mode = options.passwordMode ?? (options.passwordCommand === undefined ? undefined : "command");
	const changed = {
		...settings,
		...given("name", options.rename),
		...given("environment", environment),
		...given("group", group),
		...given("notes", notes),
		...given("tenancy", tenancy),
		...(tags === undefined
			? {}
			: {
					tags: tags
						.split(",")
						.map((tag) => tag.trim())
						.filter(Boolean),
				}),
		...(mode === undefined ? {} : { passwordMode: modeOf(mode) }),
		...(command === undefined ? {} : { passwordCommand: command }),
		...safetyOf(options, settings.safety),
	};
	const whole = connectionSettings.safeParse(changed);
	if (whole.success) return whole.data;
	throw new AppError(
		"BAD_USAGE",
		`The connection cannot be saved so: ${whole.error.issues.map(faultWords).join("; ")}.`,
	);
}

const given = (name: string, text: string | undefined): Record<string, string | undefined> =>
	text === undefined ? {} : { [name]: text === "" ? undefined : text };

function modeOf(text: string): string {
	if (passwordMode.safeParse(text).success) return text;
	throw new AppError("BAD_USAGE", `--password-mode is one of ${passwordMode.options.join(", ")}.`);
}

/** A program's name, or a JSON list of the program and its arguments: there is no shell that would take a text apart. */
function commandOf(
	{ passwordCommand: text, expires }: ConnectionOptions,
	before?: PasswordCommand,
): PasswordCommand | undefined {
	if (text === undefined && expires === undefined) return undefined;
	const argv = text === undefined ? before?.argv : text.startsWith("[") ? listIn(text) : [text];
	const whole = passwordCommand.safeParse({
		...before,
		argv,
		...(expires === undefined ? {} : { expiresMinutes: Number(expires) }),
	});
	if (whole.success) return whole.data;
	throw new AppError(
		"BAD_USAGE",
		'--password-command is a program, or a list such as ["pass","show","shop"]; --expires is minutes.',
	);
}

function listIn(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

function safetyOf({ guarded, unlockMinutes, idleMinutes }: ConnectionOptions, before?: Safety): { safety?: Safety } {
	if (guarded === undefined && unlockMinutes === undefined && idleMinutes === undefined) return {};
	return {
		safety: {
			...before,
			...(guarded === undefined ? {} : { guarded }),
			...(unlockMinutes === undefined ? {} : { unlockMinutes: Number(unlockMinutes) }),
			...(idleMinutes === undefined ? {} : { idleMinutes: Number(idleMinutes) }),
		},
	};
}
