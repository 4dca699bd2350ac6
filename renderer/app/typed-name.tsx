import type { ConnectionCard } from "../../main/contract/index.ts";
import { TypedConfirmation } from "../ui/typed-confirmation.tsx";

type Asks = Pick<ConnectionCard, "typedConfirmation" | "database">;

interface TypedNameProps {
	connection: Asks;
	why: string;
	typed: string;
	onType: (typed: string) => void;
}

/** Asks for the database's name where the connection wants that; else nothing. The core compares too. */
export function TypedName({ connection, ...rest }: TypedNameProps) {
	if (!connection.typedConfirmation) return null;
	return <TypedConfirmation phrase={connection.database} {...rest} />;
}

export const isTyped = ({ typedConfirmation, database }: Asks, typed: string): boolean =>
	!typedConfirmation || typed === database;
