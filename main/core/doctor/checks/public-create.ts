import type { Check } from "../check.ts";
import { concerned, judgeSchema } from "../creators.ts";

/** As initdb left it before 15: the server's, and no schema's. */
export const publicCreate: Check = {
	name: "public-create",
	asks: "Has the server's own CREATE for PUBLIC been taken from the schema public? (Before PostgreSQL 15 it is there from the beginning.)",
	server: true,
	judge: (scene) => concerned(scene).map((schema) => judgeSchema(scene, schema, true)),
};
