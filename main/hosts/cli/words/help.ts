import type { Command, Help } from "commander";
import { currentLanguage, word } from "./say.ts";

/** Puts what `--help` shows into the language in use: descriptions, and the headings and sentences of commander itself. */
export function localizeHelp(command: Command): void {
	if (currentLanguage() === "en") return;
	translate(command);
}

function translate(command: Command): void {
	command
		.description(word(command.description()))
		.helpOption("-h, --help", word("display help for command"))
		.configureHelp({ styleTitle: word, optionDescription, argumentDescription });
	if (command.commands.length > 0) command.helpCommand("help [command]", word("display help for command"));
	for (const each of command.commands) translate(each);
}

const optionDescription: Help["optionDescription"] = ({ description }) => word(description);
const argumentDescription: Help["argumentDescription"] = ({ description }) => word(description);
