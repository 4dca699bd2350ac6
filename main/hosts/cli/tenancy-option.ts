import type { TenancyProfile } from "../../contract/index.ts";
import { parseProfile } from "../../core/tenancy/profile-of.ts";
import { readTextFile } from "./read-text-file.ts";

/** `--tenancy FILE`, read and checked, as the field of a procedure's input; nothing where it was not given. */
export function tenancyOption(file: string | undefined): { tenancy?: TenancyProfile } {
	return file === undefined ? {} : { tenancy: parseProfile(readTextFile(file), file) };
}
