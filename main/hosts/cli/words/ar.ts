import { arabic as core } from "../../../words/ar.ts";
import type { Text, Words } from "../../../words/fill.ts";
import { certificates } from "./ar/certificates.ts";
import { errors } from "./ar/errors.ts";
import { fleetTenants } from "./ar/fleet-tenants.ts";
import { frame } from "./ar/frame.ts";
import { help } from "./ar/help.ts";
import { indexes } from "./ar/indexes.ts";
import { isolation } from "./ar/isolation.ts";
import { migrations } from "./ar/migrations.ts";
import { servers } from "./ar/servers.ts";
import { words } from "./ar/words.ts";
import type { Message } from "./fr.ts";

/** Arabic, of which the French has set the keys: one that is missing here is an error of types. Glossary: renderer/i18n/arabic.ts. */
export const own: Readonly<Record<Message, Text>> = {
	...frame,
	...migrations,
	...certificates,
	...isolation,
	...indexes,
	...servers,
	...fleetTenants,
	...words,
	...help,
};

/** Sentences of errors and of the core, by their shapes. */
export const told: Words = { ...errors, ...core };
