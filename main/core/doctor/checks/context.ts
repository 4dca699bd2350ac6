/** What the policies compare the tenant with, and who can move it. */
import { quoteIdent, quoteLiteral } from "../../sql/quote.ts";
import { type Check, found, ok } from "../check.ts";
import { alterRoutine, CATALOGUE, signature } from "../fixes.ts";
import { findHoles } from "../judge-policy.ts";
import { granteeName, nameOf, type Scene } from "../scene.ts";
import { settingsSet } from "../settings.ts";
import { tenantSettings } from "../tenant-settings.ts";
import { publicMayCall, withdrawExecute } from "./definer.ts";

/** Metadata that users of Supabase and its like change themselves. */
const OWN_CLAIMS = /user_metadata/;

/** The design of `SET` and `set_config`: it tells the tenant and does not prove it. A profile that names it as its context takes it on. */
export const settableTenant: Check = {
	name: "settable-tenant",
	asks: "Is the tenant told by something that a session cannot choose freely?",
	judge: (scene) =>
		[...tenantSettings(scene)].map(([name, tables]) => {
			const object = `setting ${name}`;
			if (!/^request\.jwt/.test(name) || !scene.tables.some(claimsOwn)) {
				return {
					object,
					accepted: `${tables.length} tables take the tenant from the setting ${name}: it tells the tenant and does not prove it. That holds as long as nobody but the application's code writes SQL in its sessions; where a person does, the barrier pins the tenant (\`isolation barrier install\`).`,
				};
			}
			const hurt = scene.tables.filter(claimsOwn);
			return found(object, {
				severity: "ERROR",
				detail: `Policies of ${hurt
					.map(({ relation }) => nameOf(relation))
					.slice(0, 5)
					.join(", ")} take the tenant from user_metadata.`,
				why: "Users change their own user_metadata: whoever signs in chooses the tenant.",
				demonstration: {
					says: "The policies read a claim that its owner writes.",
					steps: [
						{
							show: `SELECT p.polrelid::pg_catalog.regclass::pg_catalog.text AS "table", p.polname AS policy, pg_catalog.pg_get_expr(p.polqual, p.polrelid) AS "using" FROM pg_catalog.pg_policy p WHERE pg_catalog.pg_get_expr(p.polqual, p.polrelid) ~ 'user_metadata'`,
						},
					],
				},
			});
		}),
};

const claimsOwn = ({ policies }: Scene["tables"][number]): boolean =>
	policies.some(({ using, check }) => OWN_CLAIMS.test(`${using} ${check}`));

export const settingFunction: Check = {
	name: "setting-function",
	asks: "Can not everybody call a function that sets what opens a policy?",
	judge: (scene) => {
		const flags = new Set(findHoles(scene).flatMap(({ settings }) => settings));
		const tenant = tenantSettings(scene);
		return scene.facts.routines
			.filter(
				({ extension, body }) =>
					!extension && settingsSet({ body }).some((name) => flags.has(name) || tenant.has(name)),
			)
			.map((routine) => {
				const object = `function ${routine.schema}.${routine.name}(${routine.argumentTypes})`;
				const set = settingsSet(routine).filter((name) => flags.has(name));
				if (set.length === 0) {
					return {
						object,
						accepted: `It sets ${settingsSet(routine).join(", ")}, which tells the tenant: whoever may not call it can still say SET.`,
					};
				}
				if (!publicMayCall(routine)) return ok(object);
				return found(object, {
					severity: "WARN",
					detail: `It sets ${set.join(", ")}, which policies read without asking about the tenant, and PUBLIC may call it.`,
					why: "A new function is everybody's to call. Taking EXECUTE away is not enough: the setting itself stays writable, so the flag has to go from the policies.",
					demonstration: {
						says: "PUBLIC may call it.",
						steps: [
							{
								show: `SELECT p.oid::pg_catalog.regprocedure::pg_catalog.text AS function, 'PUBLIC' AS "may call it" FROM pg_catalog.pg_proc p WHERE p.oid = pg_catalog.to_regprocedure(${quoteLiteral(signature(routine))}) AND EXISTS (SELECT FROM pg_catalog.aclexplode(coalesce(p.proacl, pg_catalog.acldefault('f', p.proowner))) AS x WHERE x.grantee = 0)`,
							},
						],
					},
					fix: withdrawExecute(routine),
				});
			});
	},
};

export const presetTenant: Check = {
	name: "preset-tenant",
	asks: "Does no role and no database begin its sessions with a tenant, or with row security off?",
	judge: (scene) => {
		const read = tenantSettings(scene);
		const flags = new Set(findHoles(scene).flatMap(({ settings }) => settings));
		return scene.facts.presets
			.filter(
				({ setting }) =>
					read.has(setting.toLowerCase()) || flags.has(setting.toLowerCase()) || setting === "row_security",
			)
			.map(({ role, database, setting, value }) => {
				const of = role === undefined ? `database ${database}` : `role ${granteeName(scene, role)}`;
				const object = `setting ${setting} of ${of}`;
				if (setting === "row_security" && value !== "off") return ok(object);
				const head = [
					role === undefined
						? `ALTER DATABASE ${quoteIdent(database ?? "")}`
						: `ALTER ROLE ${quoteIdent(granteeName(scene, role))}`,
					...(role !== undefined && database !== undefined ? [`IN DATABASE ${quoteIdent(database)}`] : []),
				].join(" ");
				const name = setting.split(".").map(quoteIdent).join(".");
				const held = `SELECT s.setconfig FROM pg_catalog.pg_db_role_setting s WHERE s.setrole = ${role === undefined ? "0" : `pg_catalog.to_regrole(${quoteLiteral(quoteIdent(granteeName(scene, role)))})`} AND pg_catalog.array_to_string(s.setconfig, ',') ~ ${quoteLiteral(setting.replaceAll(".", "\\."))}`;
				return found(object, {
					severity: "WARN",
					detail: `Sessions of ${of} begin with ${setting} = ${value}.`,
					why:
						setting === "row_security"
							? "With row_security off the server answers with an error where a policy would filter: what bypasses policies goes on, everything else breaks."
							: "A session that forgot to choose its tenant should see nothing. So it sees this one's rows.",
					demonstration: {
						says: "The catalogue holds the value for new sessions.",
						steps: [{ show: held }],
					},
					fix: {
						sql: `${head} RESET ${name};`,
						undo: `${head} SET ${name} = ${quoteLiteral(value).trim()};`,
						lock: CATALOGUE,
						risk: "Holds for new sessions; those that are there keep the value.",
						holds: { name: `${of} has no ${setting} of its own`, violations: held },
					},
				});
			});
	},
};

export const triggerOwner: Check = {
	name: "trigger-owner",
	asks: "Does every trigger of a table with tenants run code of the table's owner?",
	judge: (scene) =>
		scene.facts.triggers.flatMap(({ table, name, routine: oid }) => {
			const guarded = scene.tables.find(({ relation }) => relation.oid === table);
			const routine = scene.routines.get(oid);
			if (!guarded || !routine || routine.extension) return [];
			const object = `trigger ${name} on ${nameOf(guarded.relation)}`;
			const owner = scene.roles.get(routine.owner);
			const strange = routine.owner !== guarded.relation.owner && !owner?.superuser;
			const lends = routine.definer && (owner?.superuser === true || owner?.bypassrls === true);
			if (!strange && !lends) return [ok(object)];
			const tableOwner = granteeName(scene, guarded.relation.owner);
			return [
				found(object, {
					severity: "WARN",
					detail: lends
						? `Its function ${routine.schema}.${routine.name} is SECURITY DEFINER of ${owner?.name}: each write of the application runs it past all policies.`
						: `Its function ${routine.schema}.${routine.name} belongs to ${owner?.name}, the table to ${tableOwner}.`,
					why: "A trigger runs in the session of whoever writes, support's included: the function's owner decides what happens there.",
					demonstration: {
						says: "The trigger's function is another's.",
						steps: [
							{
								show: `SELECT t.tgname AS trigger, p.oid::pg_catalog.regprocedure::pg_catalog.text AS function, pg_catalog.pg_get_userbyid(p.proowner) AS "function of", p.prosecdef AS definer FROM pg_catalog.pg_trigger t JOIN pg_catalog.pg_proc p ON p.oid = t.tgfoid WHERE t.tgrelid = ${table} AND t.tgname = ${quoteLiteral(name)}`,
							},
						],
					},
					fix: lends
						? alterRoutine(routine, "SECURITY INVOKER", "SECURITY DEFINER", {
								risk: "The trigger then does what the writer may do.",
								violations: "p.prosecdef",
							})
						: alterRoutine(routine, `OWNER TO ${quoteIdent(tableOwner)}`, `OWNER TO ${quoteIdent(owner?.name ?? "")}`, {
								risk: "The former owner can no longer replace it.",
								violations: `pg_catalog.pg_get_userbyid(p.proowner) <> ${quoteLiteral(tableOwner)}`,
							}),
				}),
			];
		}),
};
