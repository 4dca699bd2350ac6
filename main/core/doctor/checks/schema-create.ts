import type { Check } from "../check.ts";
import { concerned, judgeSchema } from "../creators.ts";

export const schemaCreate: Check = {
	name: "schema-create",
	asks: "Can neither PUBLIC nor the application make objects in schemas that code looks into?",
	judge: (scene) => concerned(scene).map((schema) => judgeSchema(scene, schema, false)),
};
