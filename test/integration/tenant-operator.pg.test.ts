import { expect, test } from "vitest";
import { belongsTo } from "../../main/core/tenancy/tenant-of.ts";
import { onServer, withDatabase } from "../helpers/postgres.ts";

test("an = that a schema brings for a domain does not decide whose a row is", () =>
	withDatabase((database) =>
		onServer(database.params, async (session) => {
			await database.script(`
				CREATE DOMAIN public.tenant AS integer;
				CREATE FUNCTION public.always(public.tenant, public.tenant) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT true';
				CREATE OPERATOR public.= (LEFTARG = public.tenant, RIGHTARG = public.tenant, FUNCTION = public.always);
				CREATE TABLE public.notes (tenant_id public.tenant, note text);
				INSERT INTO public.notes VALUES (1, 'mine'), (2, 'theirs')`);
			const table = {
				...{ oid: "0", schema: "public", name: "notes", kind: "r", path: [] },
				tenant: { name: "tenant_id", type: "public.tenant" },
			};
			await session.execute("SET search_path = public, pg_catalog");
			const rows = await session.query(`SELECT note FROM public.notes AS t WHERE ${belongsTo(table, "t", "$1")}`, [
				"1",
			]);
			expect(rows).toEqual([{ note: "mine" }]);
		}),
	));
