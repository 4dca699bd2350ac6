import { z } from "zod";

/** Three digits or more: `006`. A set of Flyway's may have versions of several parts: `006.1`. */
export const migrationId = z
	.string()
	.regex(/^\d{3,}(?:\.\d+)*$/, "a migration is named by its number, for example 006");
