import { AppError } from "../errors.ts";
import type { ReadSession } from "../ports.ts";
import { quoteIdent, quoteQualified } from "../sql/quote.ts";
import { fitsType, typedId } from "../tenancy/tenant-type.ts";
import type { Membership } from "./find-membership.ts";

/** A user's id, by id or by address, in whatever case that is written. Errors: NOT_FOUND, REFUSED where an address is that of two. */
export async function findUser(session: ReadSession, { users }: Membership, idOrEmail: string): Promise<string> {
	const id = `u.${quoteIdent(users.id)}`;
	const email = `pg_catalog.lower(u.${quoteIdent(users.email)}::text) = pg_catalog.lower($1::text)`;
	const fits = fitsType(idOrEmail, users.idType);
	const byId = fits === undefined ? `${id}::text = $1::text` : `${id} = ${typedId("$1", users.idType)}`;
	const rows = await session.query<{ id: string }>(
		`SELECT ${id}::text AS id FROM ${quoteQualified(users.schema, users.name)} AS u
		  WHERE ${fits === false ? email : `${byId} OR ${email}`} LIMIT 2`,
		[idOrEmail.trim()],
	);
	const [first, second] = rows;
	if (first && !second) return first.id;
	const shown = idOrEmail.slice(0, 80);
	if (!first) {
		throw new AppError("NOT_FOUND", `There is no user ${shown} in ${users.schema}.${users.name}.`, {
			hint: "Give the id or the whole e-mail address of somebody who has an account.",
		});
	}
	throw new AppError("REFUSED", `Two users are meant by ${shown}.`, {
		hint: "Give the id.",
		data: { reasons: ["Two users are meant."], state: "Nothing was changed." },
	});
}
