import { quoteIdent, quoteLiteral } from "../../sql/quote.ts";
import { type Check, found, ok } from "../check.ts";
import { CATALOGUE } from "../fixes.ts";
import { findHoles } from "../judge-policy.ts";
import { granteeName } from "../scene.ts";
import { tenantSettings } from "../tenant-settings.ts";

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
