import type { ConnectionSecrets, ConnectionSettings, ImportKind } from "../../../contract/index.ts";

/** A connection as a file has it. Its secrets stay in the core. */
export interface Draft {
	/** Where in the file it stands, for people: the name of a variable, of a service, the number of a line. */
	from: string;
	settings: { [Key in keyof ConnectionSettings]?: ConnectionSettings[Key] | undefined };
	password?: string | undefined;
	secrets?: ConnectionSecrets | undefined;
	/** Why it cannot be used, in a sentence that quotes no value. */
	problem?: string | undefined;
}

/** What was read, with sentences of what was left out. */
export interface Drafts {
	kind: ImportKind;
	drafts: Draft[];
	notes: string[];
}
