import { join } from "node:path";
import { rolldown } from "rolldown";

/** The floor as one file, as Bulkhead's own command is bundled: neither pays for types or for finding modules. */
export async function buildFloor(folder: string): Promise<string> {
	const file = join(folder, "floor.mjs");
	const input = join(import.meta.dirname, "floor.ts");
	const bundle = await rolldown({
		input,
		external: ["pg-native"],
		platform: "node",
		logLevel: "warn",
		tsconfig: false,
	});
	await bundle.write({ file, format: "esm", codeSplitting: false, minify: { compress: true, mangle: false } });
	await bundle.close();
	return file;
}
