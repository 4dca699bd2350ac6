import { afterEach, expect, test } from "vitest";
import { loadLanguage } from "../i18n/i18n.ts";
import { presentError } from "./present-error.ts";

afterEach(() => loadLanguage("en"));

const refused = {
	code: "NOT_FOUND" as const,
	message: "There is no snapshot s1.",
	hint: "`bulkhead snapshots` lists what there is.",
	data: { reasons: ["002 has no rollback file: add rollback/002_b.sql."], state: "Nothing was changed." },
};

test("the core's sentences are told in the language in use: message, next step, reasons, state", async () => {
	await loadLanguage("fr");
	expect(presentError(refused)).toMatchObject({
		message: "Il n’y a pas de sauvegarde s1.",
		next: "`bulkhead snapshots` liste ce qu’il y a.",
		state: "Rien n’a été modifié.",
		lists: [{ items: ["002 n’a pas de fichier d’annulation : ajoutez rollback/002_b.sql."] }],
	});
	await loadLanguage("ar");
	expect(presentError(refused)).toMatchObject({ message: "لا لقطة باسم s1." });
});

test("in English they are as the core has made them, and what a server said is never translated", async () => {
	expect(presentError(refused)).toMatchObject({ message: refused.message, next: refused.hint });
	await loadLanguage("fr");
	const failed = { code: "STATEMENT_FAILED" as const, sqlstate: "P0001", message: "There is no snapshot s1." };
	expect(presentError(failed)).toMatchObject({ message: "There is no snapshot s1." });
});
