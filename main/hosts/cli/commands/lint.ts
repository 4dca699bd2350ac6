import { type LintFinding, type LintSeverity, lintSeverity } from "../../../contract/index.ts";
import { AppError } from "../../../core/errors.ts";
import { connect } from "../connect.ts";
import type { Context } from "../context.ts";
import { type Output, printable, type Style } from "../output.ts";
import { readTextFile } from "../read-text-file.ts";
import { figure, listed, say, told, word } from "../words/say.ts";

export interface LintOptions {
	failOn?: string;
	tenantColumn?: string;
	serverVersion?: string;
	idempotent?: boolean;
}

/** From the mildest to the gravest. */
const SEVERITIES: readonly LintSeverity[] = ["info", "warning", "error"];

/**
 * Judges these files, in their order, or the connection's folder. A server is asked only where one is named on the command line: the
 * environment of a CI job names one that the files have nothing to do with. Exits 1 for a finding at or above --fail-on.
 */
export async function lint(context: Context, paths: string[], options: LintOptions): Promise<number> {
	const failOn = readSeverity(options.failOn);
	const serverVersion = readVersion(options.serverVersion);
	const files = paths.map((path) => ({ file: path, text: readTextFile(path) }));
	const connection = namesServer(context) ? (await connect(context)).id : undefined;
	if (files.length === 0 && connection === undefined) {
		throw new AppError("BAD_USAGE", "No file is named.", {
			hint: "`bulkhead lint FILE…`, or with --url or --connection the files of that connection's folder.",
		});
	}
	const result = await context.client.lint.files({
		...(files.length > 0 ? { files } : {}),
		...(connection === undefined ? {} : { connection }),
		...(options.tenantColumn === undefined ? {} : { tenantColumn: options.tenantColumn }),
		...(serverVersion === undefined ? {} : { serverVersion }),
		...(options.idempotent ? { idempotent: true } : {}),
	});
	const lines = [
		...result.findings.flatMap((finding) => describe(context.out, finding)),
		summary(result.findings, result.waived.length),
	];
	context.out.answer(result, lines);
	const grave = SEVERITIES.slice(SEVERITIES.indexOf(failOn));
	return result.findings.some(({ severity }) => grave.includes(severity)) ? 1 : 0;
}

function namesServer({ options }: Context): boolean {
	return options.url !== undefined || options.connection !== undefined || options.envFile !== undefined;
}

function readSeverity(text = "error"): LintSeverity {
	const parsed = lintSeverity.safeParse(text);
	if (parsed.success) return parsed.data;
	throw new AppError("BAD_USAGE", `--fail-on ${text}: it is error, warning or info.`);
}

function readVersion(text: string | undefined): number | undefined {
	if (text === undefined) return undefined;
	const major = /^(\d+)(\.\d+)?$/.exec(text)?.[1];
	if (major !== undefined && Number(major) >= 13) return Number(major);
	throw new AppError("BAD_USAGE", `--server-version ${text}: it is a major version of PostgreSQL from 13.`);
}

const styles: Record<LintSeverity, Style> = { error: "red", warning: "yellow", info: "cyan" };

function describe(out: Output, finding: LintFinding): string[] {
	const { file, line, column, severity, rule, message, why, fix } = finding;
	return [
		`${printable(file)}:${line}:${column}: ${out.paint(styles[severity], word(severity))} ${out.paint("bold", rule)}: ${printable(told(message))}${sizeOf(finding)}`,
		out.paint("dim", `    ${told(why)}`),
		...(fix === undefined ? [] : [say("  safer:"), ...fix.split("\n").map((each) => `    ${printable(each)}`)]),
		"",
	];
}

function sizeOf({ bytes, rows }: LintFinding): string {
	if (bytes === undefined) return "";
	const counted = rows === undefined ? "" : say(", about {rows} rows", { rows: figure(rows) });
	return ` (${readableBytes(bytes)}${counted})`;
}

function readableBytes(bytes: number): string {
	const units = ["B", "kB", "MB", "GB", "TB"];
	const step = bytes === 0 ? 0 : Math.min(Math.floor(Math.log2(bytes) / 10), units.length - 1);
	return `${(bytes / 1024 ** step).toFixed(step === 0 ? 0 : 1)} ${units[step]}`;
}

function summary(findings: readonly LintFinding[], waived: number): string {
	const count = (severity: LintSeverity): number => findings.filter((each) => each.severity === severity).length;
	const all = [
		say("{n} errors", { n: count("error") }),
		say("{n} warnings", { n: count("warning") }),
		say("{n} notes", { n: count("info") }),
	];
	return listed([...all, ...(waived > 0 ? [say("{waived} waived", { waived })] : [])]);
}
