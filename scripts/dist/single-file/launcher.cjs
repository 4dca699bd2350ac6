// Runs inside the single-file `bulkhead`: lays its files into a private folder, where they are checked at every start, and
// starts the command line from there. Native code and WASM can be loaded from a disk only.
const { createHash } = require("node:crypto");
const fs = require("node:fs");
const { createRequire } = require("node:module");
const { homedir } = require("node:os");
const { dirname, join } = require("node:path");
const { getAsset, getRawAsset } = require("node:sea");
const { gunzipSync } = require("node:zlib");

// The process list is everybody's to read, and an address on the command line may hold a password: this writes over it.
process.title = "bulkhead";

/** Each file's path, size and SHA-256, in the order in which they stand in the other asset. */
const manifest = getAsset("manifest", "utf8");
const { files } = JSON.parse(manifest);

try {
	const folder = ready();
	createRequire(join(folder, "start.cjs"))("./start.cjs");
} catch (error) {
	refuse(error);
}

/** The folder with our files, made where it is not there, and anew where it is not as it should be. */
function ready() {
	const base = privateFolder(cacheFolder());
	const folder = join(base, `cli-${sha256(manifest).slice(0, 32)}`);
	if (isWhole(folder)) return folder;
	if (fs.existsSync(folder)) {
		const aside = fs.mkdtempSync(join(base, "bad-"));
		fs.renameSync(folder, join(aside, "cli"));
		fs.rmSync(aside, { recursive: true, force: true });
	}
	const fresh = fs.mkdtempSync(join(base, "new-"));
	try {
		unpackInto(fresh);
		fs.renameSync(fresh, folder);
	} catch (error) {
		fs.rmSync(fresh, { recursive: true, force: true });
		// Another Bulkhead that started at the same moment was quicker.
		if (!["ENOTEMPTY", "EEXIST"].includes(error.code)) throw error;
	}
	if (isWhole(folder)) return folder;
	throw new Error(`what was unpacked into ${folder} is not what was read back`);
}

/** Root's is never in a home: another user's HOME may be root's while it works for that user. */
function cacheFolder() {
	const { BULKHEAD_CACHE: named, XDG_CACHE_HOME: custom } = process.env;
	if (named) return named;
	if (process.geteuid() === 0) return "/var/cache/bulkhead";
	return join(custom || join(homedir(), ".cache"), "bulkhead");
}

/** Ours alone, and below nothing that another user could put something else in the place of. */
function privateFolder(wished) {
	fs.mkdirSync(wished, { recursive: true, mode: 0o700 });
	const folder = fs.realpathSync(wished);
	const { uid, mode } = fs.statSync(folder);
	if (uid !== process.geteuid()) throw new Error(`${folder} belongs to another user`);
	if (mode & 0o077) fs.chmodSync(folder, 0o700);
	for (let at = dirname(folder); ; at = dirname(at)) {
		if (isOpenToOthers(fs.statSync(at))) throw new Error(`other users may change what is in ${at}`);
		if (at === dirname(at)) return folder;
	}
}

/** A folder with the sticky bit lets nobody rename what is another's; a group of a user's own has the user's number. */
function isOpenToOthers({ uid, gid, mode }) {
	const me = process.geteuid();
	if (uid !== me && uid !== 0) return true;
	if (mode & 0o1000) return false;
	const group = mode & 0o020 && gid !== 0 && gid !== me;
	return Boolean(mode & 0o002 || group);
}

/** True when the folder holds our files, each with its own content, and nothing else. */
function isWhole(folder) {
	let found;
	try {
		found = fs.readdirSync(folder, { recursive: true, withFileTypes: true });
	} catch {
		return false;
	}
	const plain = found.filter((entry) => !entry.isDirectory());
	if (plain.length !== files.length || plain.some((entry) => !entry.isFile())) return false;
	return files.every(({ path, hash }) => hashOf(join(folder, path)) === hash);
}

function hashOf(file) {
	try {
		return sha256(fs.readFileSync(file));
	} catch {
		return undefined;
	}
}

function unpackInto(folder) {
	const bytes = gunzipSync(getRawAsset("files"));
	let at = 0;
	for (const { path, size } of files) {
		const file = join(folder, path);
		fs.mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
		fs.writeFileSync(file, bytes.subarray(at, at + size), { mode: 0o600 });
		at += size;
	}
}

function sha256(data) {
	return createHash("sha256").update(data).digest("hex");
}

function refuse({ code, message }) {
	const error = {
		code: code === "ENOSPC" ? "DISK_FULL" : "STORE_FAILED",
		message: `Bulkhead's files cannot be unpacked: ${message}.`,
		hint: "Name a folder of your own in BULKHEAD_CACHE; it needs 20 MB, and programs must be allowed to be loaded from it.",
	};
	if (process.argv.includes("--json")) process.stdout.write(`${JSON.stringify({ error })}\n`);
	process.stderr.write(`${error.code}: ${error.message}\n  next: ${error.hint}\n`);
	process.exitCode = 5;
}
