import type { Kind } from "../tenants.ts";

/** What a customer of a kind writes about, in its language. */
export interface Words {
	kind: Kind;
	language: string;
	projects: readonly string[];
	/** What a project is for. */
	aims: readonly string[];
	documents: readonly string[];
	/** What stands in the documents. */
	sentences: readonly string[];
	workflows: readonly string[];
	/** Work that BMAD's agents plan. */
	plans: readonly string[];
	/** What people ask for when they first get in touch. */
	needs: readonly string[];
	/** What is sold. */
	services: readonly string[];
	/** What a call was about. */
	calls: readonly string[];
	/** What was said or dictated. */
	said: readonly string[];
}

/** One a line. */
export function lines(text: string): string[] {
	return text
		.trim()
		.split("\n")
		.map((line) => line.trim());
}
