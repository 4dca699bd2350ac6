import type { TenantRow, TenantUser } from "../../../../contract/index.ts";
import { type Output, printable, table } from "../../output.ts";
import { day, heads, say } from "../../words/say.ts";

export function rowLines(out: Output, { createdAt, ...row }: TenantRow): string[] {
	const told = Object.entries({ ...row, createdAt: createdAt?.toISOString() ?? null });
	return told.flatMap(([name, value]) =>
		value === null ? [] : [`${out.paint("dim", `${name}:`)} ${printable(value)}`],
	);
}

export function userLines(out: Output, users: readonly TenantUser[]): string[] {
	if (users.length === 0) return [say("nobody is linked")];
	return table(
		out,
		heads("USER", "E-MAIL", "NAME", "ROLE", "SINCE"),
		users.map(({ userId, email, name, role, createdAt }) => [
			...[userId, email ?? "", name ?? "", role ?? "", day(createdAt)],
		]),
	);
}
