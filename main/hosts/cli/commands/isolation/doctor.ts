import type { DoctorFinding, DoctorResult } from "../../../../contract/index.ts";
import { AppError } from "../../../../core/errors.ts";
import { connect } from "../../connect.ts";
import type { Context } from "../../context.ts";
import { type Output, printable } from "../../output.ts";
import { tenancyOption } from "../../tenancy-option.ts";
import { say, told, word } from "../../words/say.ts";
import { readSeverity, SEVERITIES, severityStyles } from "../severities.ts";

export interface DoctorOptions {
	tenancy?: string;
	failOn?: string;
	/** Only these checks, parted by commas. */
	check?: string;
	/** Each finding's demonstration is run, and rolled back. */
	demonstrate?: boolean;
	/** The fixes as the next migration of the folder. */
	migration?: boolean;
	/** Of that file. */
	name?: string;
}

/** Ways around row security. Exits 1 for a finding at or above --fail-on. */
export async function isolationDoctor(context: Context, options: DoctorOptions): Promise<number> {
	const failOn = readSeverity(options.failOn);
	const { id: connection } = await connect(context);
	const look = { connection, ...tenancyOption(options.tenancy) };
	const told = only(await context.client.doctor.examine(look), options.check);
	const shown = options.demonstrate ? await demonstrateAll(context, look, told.findings) : {};
	const mendable = told.findings.filter(({ fix }) => fix !== undefined);
	const written =
		options.migration && mendable.length > 0
			? await context.client.doctor.migrationFile({
					...look,
					findings: mendable.map(({ check, object }) => ({ check, object })),
					...(options.name === undefined ? {} : { name: options.name }),
					write: true,
				})
			: undefined;
	const document = {
		...{ ...told, ...(options.demonstrate ? { demonstrations: Object.values(shown) } : {}) },
		...(written
			? { migration: { id: written.id, folder: written.folder, files: written.files.map(({ path }) => path) } }
			: {}),
	};
	const lines = [
		...told.findings.flatMap((finding) => describe(context.out, finding, shown[keyOf(finding)])),
		...told.server.findings.flatMap((finding) => describe(context.out, finding)),
		...afterwards(context.out, told),
		...(written
			? [
					"",
					say("Written: {files} in {folder}", {
						files: written.files.map(({ path }) => printable(path)).join(", "),
						folder: printable(written.folder),
					}),
				]
			: []),
	];
	context.out.answer(document, lines);
	return told.findings.some(({ severity }) => SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(failOn)) ? 1 : 0;
}

function only(result: DoctorResult, names: string | undefined): DoctorResult {
	if (names === undefined) return result;
	const wanted = names.split(",").map((name) => name.trim());
	const unknown = wanted.filter((name) => !result.evaluated.some(({ check }) => check === name));
	if (unknown.length > 0) {
		throw new AppError("BAD_USAGE", `There is no check ${unknown.join(", ")}.`, {
			hint: `They are: ${result.evaluated.map(({ check }) => check).join(", ")}.`,
		});
	}
	const kept = <Each extends { check: string }>(all: Each[]): Each[] =>
		all.filter(({ check }) => wanted.includes(check));
	return {
		...result,
		...{ findings: kept(result.findings), evaluated: kept(result.evaluated), notEvaluated: kept(result.notEvaluated) },
		...{ accepted: kept(result.accepted), server: { ...result.server, findings: kept(result.server.findings) } },
	};
}

const keyOf = ({ check, object }: Pick<DoctorFinding, "check" | "object">): string => `${check} ${object}`;

interface Shown {
	check: string;
	object: string;
	leaks: boolean;
	says: string;
	columns: string[];
	rows: (string | null)[][];
}

/** One after the other; what is refused says so and holds nothing up. */
async function demonstrateAll(
	{ client, out }: Context,
	look: { connection: string },
	findings: readonly DoctorFinding[],
): Promise<Record<string, Shown>> {
	const all: Record<string, Shown> = {};
	for (const finding of findings) {
		if (!finding.demonstration || finding.demonstration.refused !== undefined) continue;
		const { check, object } = finding;
		out.progress(say("Trying {check} on {object}", { check, object: printable(object) }));
		try {
			const { leaks, says, columns, rows } = await client.doctor.demonstrate({ ...look, check, object });
			all[keyOf(finding)] = { check, object, leaks, says, columns, rows };
		} catch (caught) {
			const says = caught instanceof Error ? caught.message : String(caught);
			all[keyOf(finding)] = { check, object, leaks: false, says, columns: [], rows: [] };
		}
	}
	return all;
}

function describe(out: Output, finding: DoctorFinding, shown?: Shown): string[] {
	const { severity, check, object, detail, why, fix } = finding;
	return [
		`${out.paint(severityStyles[severity], word(severity))} ${out.paint("bold", check)} ${printable(object)}`,
		`  ${printable(told(detail))}`,
		out.paint("dim", `  ${printable(told(why))}`),
		...(shown ? [`  ${shown.leaks ? say("shown") : say("tried")}: ${printable(told(shown.says))}`] : []),
		...(shown?.rows.slice(0, 5).map((row) => `    ${row.map((cell) => printable(cell ?? "NULL")).join("  ")}`) ?? []),
		...(fix ? [say("  fix:"), ...fix.sql.split("\n").map((line) => `    ${printable(line)}`)] : []),
		"",
	];
}

function afterwards(
	out: Output,
	{ findings, evaluated, notEvaluated, accepted, problems, application }: DoctorResult,
): string[] {
	const counted = SEVERITIES.map(
		(severity) => `${findings.filter((each) => each.severity === severity).length} ${word(severity)}`,
	);
	return [
		...notEvaluated.map(({ check, object, reason }) =>
			printable(
				say("not evaluated: {check}{more}: {reason}", {
					check,
					more: object === undefined ? "" : say(" on {object}", { object }),
					reason: told(reason),
				}),
			),
		),
		...accepted.map(({ object, reason }) =>
			out.paint("dim", printable(say("accepted: {object}: {reason}", { object, reason }))),
		),
		...problems.map((problem) => printable(say("tenancy: {problem}", { problem: told(problem) }))),
		say("{evaluated} checks for {application}: {counted}", {
			evaluated: evaluated.length,
			application: printable(application.join(", ")),
			counted: counted.join(", "),
		}),
	];
}
