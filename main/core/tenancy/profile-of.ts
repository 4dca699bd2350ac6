/** The tenancy profile that holds for a connection. */
import { basename, dirname, resolve } from "node:path";
import { type TenancyProfile, tenancyProfile } from "../../contract/index.ts";
import type { Connections } from "../connections/registry.ts";
import { AppError } from "../errors.ts";
import { faultWords } from "../fault-words.ts";
import type { FilesPort, ReadSession } from "../ports.ts";
import type { Tenancy } from "./model.ts";
import { readTenancy } from "./read-tenancy.ts";

export interface ProfileDeps {
	ports: { files: FilesPort };
	connections: Pick<Connections, "settings">;
}

export interface ProfileInput {
	connection: string;
	tenancy?: TenancyProfile | undefined;
}

/** Bytes of a profile's file. */
const LARGEST = 4 * 1024 * 1024;

/**
 * What the input gives, else what is saved with the connection, else undefined: it is detected. Errors: BAD_INPUT for a saved
 * file that cannot be used, for a profile that is silently left out would show one tenant's rows as another's.
 */
export async function profileOf(deps: ProfileDeps, input: ProfileInput): Promise<TenancyProfile | undefined> {
	if (input.tenancy) return input.tenancy;
	const { tenancy: file, tenancyProfile: saved } = deps.connections.settings(input.connection);
	return saved ?? (file === undefined ? undefined : readProfileFile(deps.ports.files, file));
}

/** The same for those who must go on without it, as a rollback in need must: where the file cannot be used, it is detected. */
export function profileIfReadable(deps: ProfileDeps, input: ProfileInput): Promise<TenancyProfile | undefined> {
	return profileOf(deps, input).catch(() => undefined);
}

/** Both at once: the connection's profile, resolved against the database of the session. */
export async function tenancyOf(deps: ProfileDeps, session: ReadSession, input: ProfileInput): Promise<Tenancy> {
	return readTenancy(session, await profileOf(deps, input), input.tenancy ? "given" : "saved");
}

async function readProfileFile(files: FilesPort, file: string): Promise<TenancyProfile> {
	const path = resolve(file);
	const bytes = await files.read(dirname(path), basename(path), LARGEST);
	if (!bytes) throw unusable(file, `It is larger than ${LARGEST / 1024 / 1024} MB.`);
	return parseProfile(new TextDecoder().decode(bytes), file);
}

/** A profile in the form of a file. Errors: BAD_INPUT with every fault, and the file named. */
export function parseProfile(text: string, file: string): TenancyProfile {
	let data: unknown;
	let unseen = false;
	try {
		data = JSON.parse(text, (key, value) => {
			unseen ||= key === "__proto__";
			return value;
		});
	} catch {
		throw unusable(file, "It is not JSON.");
	}
	// The schemas' records leave this one name out without a word.
	if (unseen) throw unusable(file, "A table of this name has to be written with its schema: public.__proto__.");
	const parsed = tenancyProfile.safeParse(data);
	if (parsed.success) return parsed.data;
	const faults = parsed.error.issues.map(faultWords);
	throw unusable(file, `It does not say how tenants are told apart: ${faults.join("; ")}.`);
}

function unusable(file: string, message: string): AppError {
	return new AppError("BAD_INPUT", message, {
		file,
		hint: "`bulkhead tenancy show` prints one that fits this database.",
	});
}
