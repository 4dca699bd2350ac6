import type { Certificate } from "../../contract/index.ts";
import { AppError } from "../errors.ts";
import type { ReadSession } from "../ports.ts";
import { readLast, readOne, type StoredCertificate } from "./read-chain.ts";

export async function showCertificate(session: ReadSession, id: string): Promise<Certificate> {
	const { number, hash, body } = await findCertificate(session, id);
	return { number, hash, body };
}

/** `id`: a number, a run, or `latest`. Errors: NOT_FOUND, and BAD_INPUT for one that was edited until it cannot be read. */
export async function findCertificate(
	session: ReadSession,
	id: string,
): Promise<StoredCertificate & Pick<Certificate, "body">> {
	const found = id === "latest" ? await readLast(session) : await readOne(session, id);
	if (!found) {
		throw new AppError("NOT_FOUND", `There is no certificate ${id}.`, {
			hint: "Name one by its number, by its run, or as `latest`; `bulkhead certificates` lists them.",
		});
	}
	const { number, body } = found;
	if (body) return { ...found, body };
	throw new AppError("BAD_INPUT", `Certificate ${number} cannot be read: it was edited, or is of a newer Bulkhead.`, {
		hint: "`bulkhead certificates verify` tells which.",
	});
}
