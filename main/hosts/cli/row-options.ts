import type { ColumnValue, TenancyProfile } from "../../contract/index.ts";
import { AppError } from "../../core/errors.ts";
import { tenancyOption } from "./tenancy-option.ts";

/** Options of a command that asks about a table as a tenant. */
export interface AsTenantOptions {
	tenant?: string;
	table?: string;
	role?: string;
	tenancy?: string;
	reason?: string;
	ticket?: string;
}

export interface AsTenant {
	tenant: string;
	table: string;
	role?: string;
	tenancy?: TenancyProfile;
	reason?: string;
	ticket?: string;
}

/** Errors: BAD_USAGE without a tenant or a table. */
export function asTenant({ tenant, table, role, tenancy, reason, ticket }: AsTenantOptions): AsTenant {
	if (tenant === undefined || table === undefined) {
		throw new AppError("BAD_USAGE", "--tenant and --table are needed.", {
			hint: "For example: --tenant acme --table public.orders.",
		});
	}
	return {
		...{ tenant, table },
		...(role === undefined ? {} : { role }),
		...(reason === undefined ? {} : { reason }),
		...(ticket === undefined ? {} : { ticket }),
		...tenancyOption(tenancy),
	};
}

/** COLUMN=VALUE, "odd column"=VALUE, or a JSON object of columns, in which null is NULL. */
export function columnValues(option: string, given: readonly string[]): ColumnValue[] {
	return given.flatMap((text) => {
		if (text.startsWith("{")) return ofObject(option, text);
		const found = /^(?:"((?:[^"]|"")+)"|([^="]+))=(.*)$/s.exec(text);
		if (!found) throw notRead(option, text);
		const [, quoted, plain = "", value = ""] = found;
		return [{ column: quoted?.replaceAll('""', '"') ?? plain, value }];
	});
}

/** Numbers as they are written: 9007199254740993 is no double. */
const asWritten = (_name: string, value: unknown, place?: { source?: string }): unknown =>
	typeof value === "number" ? (place?.source ?? String(value)) : value;

export function ofObject(option: string, text: string): ColumnValue[] {
	let data: unknown;
	try {
		data = JSON.parse(text, asWritten);
	} catch {
		throw notRead(option, text);
	}
	if (typeof data !== "object" || data === null || Array.isArray(data)) throw notRead(option, text);
	return Object.entries(data).map(([column, value]) => ({
		column,
		value: value === null || typeof value === "string" ? value : JSON.stringify(value),
	}));
}

function notRead(option: string, text: string): AppError {
	return new AppError("BAD_USAGE", `${option} is COLUMN=VALUE or a JSON object, not ${text.slice(0, 100)}.`, {
		hint: `Such as ${option} status=open, or ${option} '{"status":"open","closed_at":null}'.`,
	});
}
