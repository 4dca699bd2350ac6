import type { AuditTrail } from "../audit/trail.ts";
import type { StorePort } from "../ports.ts";
import { procedures } from "../procedures.ts";

export function storeHandlers({ care, audit }: StorePort, trail: AuditTrail) {
	const { state, check, backup, restore, dismiss } = procedures.store;
	return {
		state: state.handler(() => ({ file: care.file, ...care.state() })),
		check: check.handler(() => {
			const problems = care.check();
			const { backups, ...found } = care.state();
			const checked = backups.map((each) => ({ ...each, ok: care.checkBackup(each.name).length === 0 }));
			return { file: care.file, ...found, backups: checked, ok: problems.length === 0, problems };
		}),
		backup: backup.handler(() => care.backup()),
		restore: restore.handler(({ input }) => {
			const before = audit.last();
			const { backup: restored, replaced } = care.restore(input.backup);
			trail.note("restore-store", {
				backup: restored.name,
				replaced,
				head: before && { seq: before.seq, hash: before.hash },
			});
			return { restored, replaced };
		}),
		dismiss: dismiss.handler(() => {
			const dismissed = care.troubles().length;
			care.dismiss();
			return { dismissed };
		}),
	};
}
