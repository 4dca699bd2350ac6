import type { OpenedView } from "../../../../main/contract/index.ts";

/** Characters of each part. */
const PART = 60;

/** Whose rows, of what, and when: as a name that every file system takes. Pure. */
export function fileName({ tenant }: Pick<OpenedView, "tenant">, what: string, ending: string, at: Date): string {
	const whose = part(tenant.slug ?? tenant.name ?? tenant.id) || part(tenant.id) || "tenant";
	return `as-${whose}-${part(what) || "rows"}-${at.toISOString().slice(0, 19).replaceAll(":", "")}.${ending}`;
}

/** Letters and digits of any script; everything else is a hyphen. */
const part = (text: string): string =>
	[...text.normalize("NFC").replace(/[^\p{L}\p{N}_]+/gu, "-")]
		.slice(0, PART)
		.join("")
		.replace(/^-+|-+$/g, "");
