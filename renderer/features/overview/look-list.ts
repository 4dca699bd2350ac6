/** What needs a look in a database, worst first. Pure but for the language. */
import type { ConnectionCard, MigrationState, StatusResult, TestResult } from "../../../main/contract/index.ts";
import { describeHolder } from "../../app/present-error.ts";
import { staysOnMachine } from "../../app/stays-on-machine.ts";
import { type MessageKey, t } from "../../i18n/i18n.ts";
import type { Tone } from "../../ui/badge.tsx";

/** Where a thing to look at leads. */
export type LookAction = "apply" | "adopt" | "checks" | "migrations" | "edit";

export interface Look {
	id: string;
	tone: Tone;
	text: string;
	/** Undefined: there is nothing to press about it. */
	action: LookAction | undefined;
	/** The migration that it is about, when it is about one. */
	migration?: string;
}

interface Facts {
	connection: ConnectionCard;
	status: StatusResult;
	test: TestResult | undefined;
}

const states = [
	["interrupted", "alarm", "look.interrupted", "migrations"],
	["changed", "look", "look.changed", "migrations"],
	["missing", "look", "look.missing", "migrations"],
	["unrecorded", "found", "look.unrecorded", "adopt"],
	["pending", "calm", "look.pending", "apply"],
] as const satisfies readonly [MigrationState, Tone, MessageKey, LookAction][];

export function lookList({ connection, status, test }: Facts): Look[] {
	const readOnly = test?.readOnly ?? false;
	return [
		...(status.runner ? [aboutRunner(status.runner)] : []),
		...aboutChecks(status),
		...states.flatMap(([state, tone, words, action]) => aboutState(status, { state, tone, words, action, readOnly })),
		...aboutRole(status.role),
		...(test ? aboutLink(connection, test) : []),
	];
}

function aboutRunner(runner: NonNullable<StatusResult["runner"]>): Look {
	return { id: "runner", tone: "look", text: t("look.runner", { holder: describeHolder(runner) }), action: undefined };
}

function aboutChecks({ migrations }: StatusResult): Look[] {
	const failed = migrations
		.filter((migration) => migration.state === "applied" || migration.state === "changed")
		.reduce((sum, { checks }) => sum + (checks?.failed ?? 0), 0);
	if (failed === 0) return [];
	return [{ id: "checks", tone: "alarm", text: t("look.failed-checks", { n: failed }), action: "checks" }];
}

interface StateWords {
	state: MigrationState;
	tone: Tone;
	words: MessageKey;
	action: LookAction;
	readOnly: boolean;
}

function aboutState({ migrations }: StatusResult, { state, tone, words, action, readOnly }: StateWords): Look[] {
	const found = migrations.filter((migration) => migration.state === state);
	const [first] = found;
	if (!first) return [];
	const text = t(words, { n: found.length });
	const writes = action === "apply" || action === "adopt";
	return [{ id: state, tone, text, action: writes && readOnly ? "migrations" : action, migration: first.id }];
}

function aboutRole({ superuser, bypassrls }: StatusResult["role"]): Look[] {
	if (superuser) return [{ id: "role", tone: "look", text: t("look.superuser"), action: "edit" }];
	if (bypassrls) return [{ id: "role", tone: "look", text: t("look.bypassrls"), action: "edit" }];
	return [];
}

function aboutLink({ host, environment }: ConnectionCard, { tls, readOnly }: TestResult): Look[] {
	const looks: Look[] = [];
	if (tls === undefined && !staysOnMachine(host)) {
		looks.push({
			id: "link",
			tone: environment === "production" ? "alarm" : "look",
			text: t("look.plain"),
			action: "edit",
		});
	}
	if (readOnly) looks.push({ id: "read-only", tone: "look", text: t("look.read-only"), action: undefined });
	return looks;
}
