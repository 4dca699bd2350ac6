// The whole of it: checks, build, then every suite of vitest; the last line is "N passed, N failed[, N skipped]".
// `--faults` runs the slow fault, fuzz and matrix suites instead (test/faults).
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { checks, runCheck } from "./check.mjs";
import { needChromium } from "./test/need-chromium.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const faults = process.argv.includes("--faults");
const count = { passed: 0, failed: 0, skipped: 0 };

const tally = (ok) => {
	count[ok ? "passed" : "failed"] += 1;
	return ok;
};
const node = (script, args = []) =>
	spawnSync(process.execPath, [script, ...args], { cwd: root, stdio: "inherit" }).status === 0;

if (!faults) needChromium();
if (!faults) for (const check of checks) tally(runCheck(check));
// One after another: what measures time (figures) has the machine to itself.
const stages = faults ? [["faults"]] : [["unit", "pg"], ["hosts", "e2e"], ["figures"]];
if (tally(node("scripts/build.mjs"))) stages.forEach(runSuites);
else console.log("The suites did not run: the build failed.");

const skipped = count.skipped > 0 ? `, ${count.skipped} skipped` : "";
console.log(`${count.passed} passed, ${count.failed} failed${skipped}`);
process.exitCode = count.failed > 0 ? 1 : 0;

function runSuites(projects) {
	const folder = mkdtempSync(join(tmpdir(), "bulkhead-report-"));
	const report = join(folder, "report.json");
	const selected = projects.flatMap((name) => ["--project", name]);
	const failedBefore = count.failed;
	const ok = node("node_modules/vitest/vitest.mjs", [
		...["run", ...selected, "--reporter=default", "--reporter=json", `--outputFile.json=${report}`],
	]);
	try {
		readReport(JSON.parse(readFileSync(report, "utf8")));
	} catch (error) {
		console.log(`No report of the suites: ${error.message}`);
		count.failed += 1;
	}
	// An error outside of every test, a promise that nobody waited for among them.
	if (!ok && count.failed === failedBefore) {
		console.log(`FAIL ${projects.join(", ")}: an error outside of the tests`);
		count.failed += 1;
	}
	rmSync(folder, { recursive: true, force: true });
}

function readReport(report) {
	count.passed += report.numPassedTests;
	count.failed += report.numFailedTests;
	for (const file of report.testResults) {
		const outside = file.status === "failed" && !file.assertionResults.some((test) => test.status === "failed");
		if (outside) {
			console.log(`FAIL ${file.name}: ${file.message}`);
			count.failed += 1;
		}
		for (const test of file.assertionResults.filter(isSkipped)) {
			count.skipped += 1;
			console.log(`skipped: ${test.fullName}`);
		}
	}
}

function isSkipped(test) {
	return test.status !== "passed" && test.status !== "failed";
}
