import { ORPCError } from "@orpc/client";
import type { ErrorCode, ErrorData, ErrorValue } from "../../main/contract/index.ts";
import { type MessageKey, t } from "../i18n/i18n.ts";
import { PipeLost } from "./pipe/wire.ts";

/** Codes by name; kept complete by its type. */
const codes: Record<ErrorCode, true> = {
	BAD_USAGE: true,
	BAD_INPUT: true,
	CATALOG_INVALID: true,
	NOT_FOUND: true,
	PORT_IN_USE: true,
	CONNECT_FAILED: true,
	VAULT_LOCKED: true,
	WRONG_MASTER_PASSWORD: true,
	PASSWORD_NEEDED: true,
	LOCK_HELD: true,
	STATEMENT_FAILED: true,
	CONNECTION_LOST: true,
	DISK_FULL: true,
	SNAPSHOT_DAMAGED: true,
	DEMO_FAILED: true,
	STORE_FAILED: true,
	INTERNAL: true,
	OUTCOME_UNKNOWN: true,
	INTERRUPTED: true,
	REFUSED: true,
	CONFIRMATION_NEEDED: true,
	CANCELLED: true,
};

/** Anything that a call threw, as the contract's error value. What is no error of the contract becomes INTERNAL. */
export function toErrorValue(caught: unknown): ErrorValue {
	if (caught instanceof ORPCError && caught.code in codes) {
		return { code: caught.code as ErrorCode, message: caught.message, ...(caught.data as ErrorData | undefined) };
	}
	if (caught instanceof ORPCError && caught.code === "BAD_REQUEST") {
		return { code: "BAD_INPUT", message: caught.message };
	}
	if (caught instanceof PipeLost) {
		return { code: "CONNECTION_LOST", message: t("pipe.lost.title"), hint: t("pipe.lost.next") };
	}
	const message = caught instanceof Error ? caught.message : String(caught);
	return { code: "INTERNAL", message, hint: t("error.next.INTERNAL" satisfies MessageKey) };
}
