/** As much of ~/.ssh/config as names a place: Host blocks with HostName, Port, User, IdentityFile and ProxyJump. Match blocks are passed over. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

export interface HostConfig {
	hostName?: string;
	port?: number;
	user?: string;
	identityFiles: string[];
	/** As written: hops parted by commas, or "none". */
	proxyJump?: string;
}

export interface SshConfig {
	of(alias: string): HostConfig;
}

interface Block {
	patterns: string[];
	lines: [keyword: string, value: string][];
}

export function readSshConfig(home: string): SshConfig {
	const blocks = blocksOf(textOf(join(home, ".ssh", "config")));
	return {
		of(alias) {
			const config: HostConfig = { identityFiles: [] };
			for (const { patterns, lines } of blocks) {
				if (!matches(alias, patterns)) continue;
				for (const [keyword, value] of lines) take(config, keyword, { value, home, alias });
			}
			return config;
		},
	};
}

function textOf(file: string): string {
	try {
		return readFileSync(file, "utf8");
	} catch {
		return "";
	}
}

function blocksOf(text: string): Block[] {
	let current: Block = { patterns: ["*"], lines: [] };
	const blocks = [current];
	for (const line of text.split(/\r?\n/)) {
		const [, keyword, value] = /^\s*([A-Za-z]+)(?:\s*=\s*|\s+)"?([^"]*?)"?\s*$/.exec(line) ?? [];
		if (keyword === undefined || value === undefined) continue;
		const name = keyword.toLowerCase();
		if (name === "host" || name === "match") {
			current = { patterns: name === "host" ? value.split(/\s+/) : [], lines: [] };
			blocks.push(current);
		} else current.lines.push([name, value]);
	}
	return blocks;
}

/** The first value that is found counts, as in ssh. */
function take(config: HostConfig, keyword: string, at: { value: string; home: string; alias: string }): void {
	const { value, home, alias } = at;
	switch (keyword) {
		case "hostname":
			config.hostName ??= value.replaceAll("%h", alias);
			break;
		case "port":
			config.port ??= Number(value);
			break;
		case "user":
			config.user ??= value;
			break;
		case "identityfile":
			config.identityFiles.push(value.replace(/^~(?=\/)/, home).replaceAll("%d", home));
			break;
		case "proxyjump":
			config.proxyJump ??= value;
			break;
		default:
	}
}

export function matches(name: string, patterns: readonly string[]): boolean {
	const isOne = (pattern: string) => wildcard(pattern).test(name);
	if (patterns.some((pattern) => pattern.startsWith("!") && isOne(pattern.slice(1)))) return false;
	return patterns.some((pattern) => !pattern.startsWith("!") && isOne(pattern));
}

function wildcard(pattern: string): RegExp {
	const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, "\\$&");
	return new RegExp(`^${escaped.replaceAll("*", ".*").replaceAll("?", ".")}$`, "i");
}
