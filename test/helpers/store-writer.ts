/** A Bulkhead that writes to its store until it is ended: `node store-writer.ts FOLDER [COUNT]`. Each line says what is on the disk by then. */
import { writeSync } from "node:fs";
import { openStore } from "../../main/adapters/sqlite/store.ts";
import { silentLog, systemClock } from "../../main/adapters/system/system.ts";
import { createTrail } from "../../main/core/audit/trail.ts";

const [folder = "", count = "1000000"] = process.argv.slice(2);
const store = openStore(folder);
const who = { user: "amina", host: "desk", version: "1" };
const trail = createTrail({ store, clock: systemClock, log: silentLog, who });
writeSync(1, "open\n");
for (let each = 1; each <= Number(count); each += 1) {
	const intent = trail.intent({ action: "migrate", effect: "change", details: { pid: process.pid, each } });
	writeSync(1, `intent ${intent}\n`);
	trail.outcome(intent, { outcome: "done", counts: { each } });
	writeSync(1, `outcome ${intent}\n`);
	if (each % 10 === 0) {
		const id = `${process.pid}-${each}`;
		store.connections.put({ id, settings: { name: id, filler: "x".repeat(each % 900) } });
		writeSync(1, `connection ${id}\n`);
	}
}
store.close();
