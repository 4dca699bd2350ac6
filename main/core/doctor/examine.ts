/** Asks every check of one database. */
import type { DoctorFinding, DoctorResult, DoctorSeverity, TenancyProfile } from "../../contract/index.ts";
import { withConnection } from "../connections/with-connection.ts";
import { elapsed } from "../elapsed.ts";
import type { Session } from "../ports.ts";
import { tenancyOf } from "../tenancy/profile-of.ts";
import type { Check, Finding, Step, Verdict } from "./check.ts";
import { checks } from "./checks.ts";
import type { DoctorDeps } from "./deps.ts";
import { readFacts } from "./read-facts.ts";
import { HELD_BY_OTHERS, makeScene, nameOf, type Scene } from "./scene.ts";

export interface Look {
	connection: string;
	tenancy?: TenancyProfile | undefined;
}

/** Locks of the catalogue are never waited for long, and no question takes longer than this. */
const BEGIN =
	"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL lock_timeout = '1s'; SET LOCAL statement_timeout = '30s'; SET LOCAL row_security = on";

export async function examine(deps: DoctorDeps, look: Look, signal?: AbortSignal): Promise<DoctorResult> {
	const began = deps.ports.clock.monotonic();
	const scene = await withConnection(deps, look.connection, signal ? { signal, endsWithSignal: true } : {}, (session) =>
		readScene(deps, session, look),
	);
	const judged = checks.map((check) => ({ check, verdicts: check.judge(scene) }));
	const of = (server: boolean): Finding[] =>
		judged
			.filter(({ check }) => (check.server ?? false) === server)
			.flatMap(({ check, verdicts }) => findingsOf(check, verdicts));
	const { facts, login, applications, tables } = scene;
	return {
		database: facts.database.name,
		role: { name: login.name, superuser: login.superuser, bypassrls: login.bypassrls },
		application: applications.map(({ name }) => name),
		tables: tables.length,
		findings: of(false).sort(byGravity).map(toldOf),
		evaluated: judged.map(({ check, verdicts }) => ({
			...{ check: check.name, asks: check.asks, objects: verdicts.length },
			findings: findingsOf(check, verdicts).length,
		})),
		notEvaluated: [
			...judged.flatMap(({ check, verdicts }) =>
				verdicts.flatMap((each) =>
					"notEvaluated" in each ? [{ check: check.name, object: each.object, reason: each.notEvaluated }] : [],
				),
			),
			...withoutTables(scene),
			...unreadPolicies(scene),
		],
		accepted: judged.flatMap(({ check, verdicts }) =>
			verdicts.flatMap((each) =>
				"accepted" in each ? [{ check: check.name, object: each.object, reason: each.accepted }] : [],
			),
		),
		server: { version: facts.versionText, findings: of(true).map(toldOf) },
		problems: facts.tenancy.problems,
		ms: elapsed(deps.ports.clock, began),
	};
}

/** Reads everything in one transaction, and ends it. */
export async function readScene(deps: DoctorDeps, session: Session, look: Look): Promise<Scene> {
	await session.execute(BEGIN);
	try {
		const tenancy = await tenancyOf(deps, session, look);
		return makeScene(await readFacts(session, tenancy));
	} finally {
		await session.execute("ROLLBACK").catch(() => {});
	}
}

export function findingsOf(check: Check, verdicts: readonly Verdict[]): Finding[] {
	return verdicts.flatMap((each) =>
		"found" in each ? [{ check: check.name, object: each.object, ...each.found }] : [],
	);
}

/** All findings of a scene, for whoever looks for some by name. */
export const allFindings = (scene: Scene): Finding[] =>
	checks.flatMap((check) => findingsOf(check, check.judge(scene)));

/** Without a table that holds tenants' rows most checks have nothing to ask; that is no clean bill. */
function withoutTables({ tables }: Scene): DoctorResult["notEvaluated"] {
	if (tables.length > 0) return [];
	const reason = "No table with tenants is known here: give a tenancy profile that names the tenant column.";
	return [{ check: "row-security-off", reason }];
}

/** Tables whose policies could not be printed, for each check that asks what policies say. */
function unreadPolicies({ tables }: Scene): DoctorResult["notEvaluated"] {
	const unread = tables.filter((each) => each.unread).map(({ relation }) => `table ${nameOf(relation)}`);
	return checks
		.filter(({ ofPolicies }) => ofPolicies)
		.flatMap(({ name }) => unread.map((object) => ({ check: name, object, reason: HELD_BY_OTHERS })));
}

const GRAVITY: readonly DoctorSeverity[] = ["ERROR", "WARN", "INFO"];
const byGravity = (a: Finding, b: Finding): number => GRAVITY.indexOf(a.severity) - GRAVITY.indexOf(b.severity);

function toldOf({ check, severity, object, detail, why, demonstration, fix }: Finding): DoctorFinding {
	return {
		...{ check, severity, object, detail, why },
		...(demonstration
			? {
					demonstration: {
						says: demonstration.says,
						sql: demonstration.steps.map(written).join("\n"),
						...(demonstration.refused === undefined ? {} : { refused: demonstration.refused }),
					},
				}
			: {}),
		...(fix ? { fix: { sql: fix.sql, undo: fix.undo, lock: fix.lock, risk: fix.risk } } : {}),
	};
}

/** A step as people read it. */
function written(step: Step): string {
	if ("be" in step) return step.be === "login" ? "RESET ROLE;" : `SET LOCAL ROLE ${step.role};`;
	if ("tenant" in step) return `-- the tenant is ${step.tenant}`;
	return `${"run" in step ? step.run : step.show};`;
}
