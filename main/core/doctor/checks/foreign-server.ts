import { quoteIdent, quoteLiteral } from "../../sql/quote.ts";
import { type Check, found, ok } from "../check.ts";
import { askCatalogue } from "../demonstrations.ts";
import { aclOf } from "../fixes.ts";
import { takeBack } from "../grants.ts";
import { holders, namesOf } from "../scene.ts";

export const foreignServer: Check = {
	name: "foreign-server",
	asks: "Can the application use no foreign server as a login that is everybody's?",
	judge: (scene) =>
		scene.facts.servers.map((server) => {
			const { name, wrapper } = server;
			const object = `foreign server ${name}`;
			const users = holders(scene, server.grants, ["USAGE"], server.owner);
			if (!server.publicMapping || users.length === 0) return ok(object);
			return found(object, {
				severity: "WARN",
				detail: `${name} (${wrapper}) has a user mapping FOR PUBLIC, and ${namesOf(scene, users)} may use it.`,
				why: "Whoever may use the server is on the other side the login of that mapping, whichever tenant was chosen here: no policy of this database is asked there, and where it leads back here, none that asks for the session.",
				demonstration: askCatalogue(
					`Everybody has a login on ${name}.`,
					`SELECT m.srvname AS server, 'PUBLIC' AS "mapped for", x.grantee::pg_catalog.regrole::pg_catalog.text AS "may use it" FROM pg_catalog.pg_user_mappings m JOIN pg_catalog.pg_foreign_server s ON s.oid = m.srvid, pg_catalog.aclexplode(s.srvacl) AS x WHERE m.umuser = 0 AND x.privilege_type = 'USAGE' AND x.grantee <> s.srvowner AND m.srvname = ${quoteLiteral(name)}`,
				),
				fix: takeBack(scene, users, { on: `FOREIGN SERVER ${quoteIdent(name)}`, acl: aclOf.server(name) }),
			});
		}),
};
