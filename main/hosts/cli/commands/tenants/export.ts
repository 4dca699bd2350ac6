import { AppError } from "../../../../core/errors.ts";
import type { Context } from "../../context.ts";
import { printable } from "../../output.ts";
import { say } from "../../words/say.ts";
import { openOutFile } from "../../write-out.ts";
import { type FilterOptions, filterOf, target } from "./options.ts";

/** Writes FILE.csv or FILE.json; never over a file, unless --yes. */
export async function exportTenants(context: Context, options: FilterOptions & { out?: string }): Promise<number> {
	const format = /\.(csv|json)$/.exec(options.out ?? "")?.[1] as "csv" | "json" | undefined;
	if (options.out === undefined || format === undefined)
		throw new AppError("BAD_USAGE", "Say where to: --out FILE.csv, or --out FILE.json.");
	const filter = filterOf(options);
	const about = await target(context, options);
	// Where the database refuses, no file is begun.
	let piece = await context.client.tenants.export({ ...about, ...filter, format });
	const file = openOutFile(options.out, context.options.yes === true);
	let tenants = 0;
	try {
		for (;;) {
			file.write(piece.text);
			tenants += piece.tenants;
			if (piece.next === undefined) break;
			piece = await context.client.tenants.export({ ...about, ...filter, format, after: piece.next });
		}
	} finally {
		file.close();
	}
	context.out.answer({ exported: { file: options.out, format, tenants, bytes: file.bytes() } }, [
		printable(
			say("wrote {tenants} tenants to {out} ({bytes} bytes)", { tenants, out: options.out, bytes: file.bytes() }),
		),
	]);
	return 0;
}
