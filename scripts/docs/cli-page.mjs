/** The command line's reference, as text. */
import { Command } from "commander";
import { errorTable } from "../../main/contract/errors.ts";
import { defineCommands } from "../../main/hosts/cli/program.ts";
import { environment } from "./environment.mjs";

/** What each exit code means; a code without a line here, or a line without a code, is an error. */
const meanings = {
	0: "done",
	1: "done, and a check does not hold, or there are findings",
	2: "bad usage or bad input",
	3: "cannot connect",
	4: "another runner holds the lock",
	5: "failed, and everything was rolled back",
	6: "stopped midway, or not known: a person decides",
	7: "refused by a guard, or it would have to be asked and nobody is there",
	130: "interrupted by Ctrl-C; what ran was cancelled on the server and rolled back",
};

export async function cliPage() {
	const program = new Command("bulkhead");
	defineCommands(program, () => {});
	const leaves = leavesOf(program);
	const common = commonOptions(leaves);
	return [
		"# Command line",
		"",
		"Made from the code by `scripts/docs.mjs`; `npm run check` fails when it is not what the code says.",
		"",
		"`bulkhead COMMAND --help` says the same in a terminal. An argument in brackets may be left out, one with dots repeated.",
		"What a command answers goes to standard output, everything else to standard error. With `--json` the answer is one JSON",
		'document, an error among them: `{"error":{"code","message","hint"?,"sqlstate"?,"file"?,"line"?,"column"?,"statement"?,"data"?}}`.',
		"",
		"## For every command",
		"",
		...common.map(optionLine),
		"",
		"Which server: `--url`, else `--connection`, else `--env-file`, else the [environment](#environment).",
		"",
		"## Commands",
		"",
		...leaves.map(({ path }) => `- [\`${path}\`](#${anchorOf(path)})`),
		"",
		...leaves.flatMap((leaf) => sectionOf(leaf, common)),
		...exitCodes(),
		...variables(),
	].join("\n");
}

/** Every command that does something, with the words that lead to it. */
function leavesOf(command, words = ["bulkhead"]) {
	if (command.commands.length === 0) return [{ path: words.join(" "), command, words, byDefault: undefined }];
	return command.commands.flatMap((each) =>
		leavesOf(each, [...words, each.name()]).map((leaf) =>
			leaf.command === each && command._defaultCommandName === each.name()
				? { ...leaf, byDefault: words.join(" ") }
				: leaf,
		),
	);
}

function commonOptions([first, ...others]) {
	const has = ({ command }, option) =>
		command.options.some(({ flags, description }) => flags === option.flags && description === option.description);
	return first.command.options.filter((option) => others.every((leaf) => has(leaf, option)));
}

function sectionOf({ path, command, byDefault }, common) {
	const given = command.registeredArguments.map(
		({ required, variadic, _name: name }) => (required ? `${name}` : `[${name}]`) + (variadic ? "…" : ""),
	);
	const own = command.options.filter(({ flags }) => !common.some((option) => option.flags === flags));
	return [
		`### ${path}`,
		"",
		`\`${[path, ...given].join(" ")}\``,
		"",
		`${sentence(command.description())}${byDefault ? ` \`${byDefault}\` alone does this.` : ""}`,
		"",
		...(own.length > 0 ? [...own.map(optionLine), ""] : []),
	];
}

function optionLine({ flags, description, defaultValue }) {
	const byDefault = defaultValue === undefined || defaultValue === true ? "" : ` (default: ${defaultValue})`;
	return `- \`${flags}\`: ${description}${byDefault}`;
}

function exitCodes() {
	const codes = Object.entries(errorTable);
	const unknown = codes.filter(([, { exit }]) => meanings[exit] === undefined).map(([code]) => code);
	if (unknown.length > 0) throw new Error(`scripts/docs/cli-page.mjs says nothing of the exit code of ${unknown}`);
	return [
		"## Exit codes",
		"",
		"| exit | means | errors |",
		"|---|---|---|",
		...Object.entries(meanings).map(([exit, meaning]) => {
			const errors = codes.filter(([, row]) => row.exit === Number(exit)).map(([code]) => code);
			return `| ${exit} | ${meaning} | ${errors.map((code) => `[${code}](troubleshooting.md#${code.toLowerCase()})`).join(", ")} |`;
		}),
		"",
	];
}

function variables() {
	return [
		"## Environment",
		"",
		"| variable | what it is for |",
		"|---|---|",
		...environment.map(({ names, use }) => `| ${names.map((name) => `\`${name}\``).join(", ")} | ${use} |`),
		"",
	];
}

const anchorOf = (path) => path.replaceAll(" ", "-");
const sentence = (text) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
