import type { Words } from "../../../words/fill.ts";
import { french as core } from "../../../words/fr.ts";
import { certificates } from "./fr/certificates.ts";
import { errors } from "./fr/errors.ts";
import { fleetTenants } from "./fr/fleet-tenants.ts";
import { frame } from "./fr/frame.ts";
import { help } from "./fr/help.ts";
import { indexes } from "./fr/indexes.ts";
import { isolation } from "./fr/isolation.ts";
import { migrations } from "./fr/migrations.ts";
import { servers } from "./fr/servers.ts";
import { words } from "./fr/words.ts";

/** French. The glossary is that of renderer/i18n/french.ts; a group of commands is a file. */
export const own = {
	...frame,
	...migrations,
	...certificates,
	...isolation,
	...indexes,
	...servers,
	...fleetTenants,
	...words,
	...help,
} as const satisfies Words;

/** Every sentence that is said here. */
export type Message = keyof typeof own;

/** Sentences of errors and of the core, by their shapes. */
export const told: Words = { ...errors, ...core };
