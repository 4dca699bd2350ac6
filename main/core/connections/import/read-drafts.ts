import type { ImportKind, ImportSource } from "../../../contract/index.ts";
import { AppError } from "../../errors.ts";
import type { Ports } from "../../ports.ts";
import type { Drafts } from "./draft.ts";
import { fromEnv } from "./from-env.ts";
import { fromPgpass } from "./from-pgpass.ts";
import { fromServices } from "./from-services.ts";
import { fromUrl } from "./from-url.ts";
import { fromPlain, openSealed, SEALED } from "./sealed-file.ts";

/** What a source has in it. Errors: BAD_INPUT, NOT_FOUND for a file that is not there or not used, WRONG_MASTER_PASSWORD. */
export async function readDrafts(source: ImportSource, ports: Pick<Ports, "postgres" | "userFiles">): Promise<Drafts> {
	if (source.from !== "text") {
		const { text, why = "" } = await ports.userFiles.read(source.from);
		if (text === undefined) throw new AppError("NOT_FOUND", why, { hint: "Name another file." });
		return source.from === "pgpass"
			? { kind: "pgpass", ...fromPgpass(text, true) }
			: { kind: "service", ...fromServices(text) };
	}
	const text = source.text.replace(/^\uFEFF/, "");
	const kind = source.kind ?? kindOf(text);
	const found = await read(kind, text, { passphrase: source.passphrase, ports });
	if (found.drafts.length > 0) return { kind, ...found };
	throw new AppError("BAD_INPUT", "No connection was found in this.", {
		hint: "A postgres:// address, a .env with DATABASE_URL or DB_…, lines of a .pgpass, a pg_service.conf, or an export of Bulkhead's.",
	});
}

type With = { passphrase: string | undefined; ports: Pick<Ports, "postgres"> };

async function read(kind: ImportKind, text: string, { passphrase, ports }: With): Promise<Omit<Drafts, "kind">> {
	const { parseUrl } = ports.postgres;
	switch (kind) {
		case "url": {
			const lines = text.split(/\s+/).filter(Boolean);
			return { drafts: lines.map((line, at) => fromUrl(line, `address ${at + 1}`, parseUrl)), notes: [] };
		}
		case "env":
			return { drafts: fromEnv(text, parseUrl), notes: [] };
		case "pgpass":
			return fromPgpass(text, false);
		case "service":
			return fromServices(text);
		case "bulkhead":
			return { drafts: fromPlain(text), notes: [] };
		case "sealed":
			return { drafts: fromPlain(await openSealed(text, passphrase)), notes: [] };
	}
}

/** By what stands in it, not by its name. */
function kindOf(text: string): ImportKind {
	const trimmed = text.trim();
	if (trimmed.startsWith("{")) return trimmed.includes(`"${SEALED}"`) ? "sealed" : "bulkhead";
	if (/^postgres(ql)?:\/\//i.test(trimmed)) return "url";
	if (/^\s*\[[^\]]+\]\s*$/m.test(trimmed) && /^\s*(host|dbname|user|service)\s*=/m.test(trimmed)) return "service";
	if (/^[ \t]*(?:export[ \t]+)?[A-Za-z_][A-Za-z0-9_]*[ \t]*=/m.test(trimmed)) return "env";
	return "pgpass";
}
