import { type Check, found } from "../check.ts";
import { nameOf, type Scene } from "../scene.ts";
import { tenantSettings } from "../tenant-settings.ts";

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
