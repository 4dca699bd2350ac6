import { Button, Modal, UnstyledButton } from "@mantine/core";
import { IconLock, IconLockOpen } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import type { ConnectionCard } from "../../main/contract/index.ts";
import { t } from "../i18n/i18n.ts";
import { useNow } from "../ui/use-now.ts";
import { AppError } from "./app-error.tsx";
import { lockWrites, renew, timeLeft, unlockWrites } from "./connection-guard.ts";
import styles from "./context-bar.module.css";

/** The lock of a guarded connection: shut, with the way to open it; or open, with the time it has left. */
export function ConnectionLock({ connection }: { connection: ConnectionCard }) {
	return connection.guard.locked ? <Shut connection={connection} /> : <Open connection={connection} />;
}

function Shut({ connection }: { connection: ConnectionCard }) {
	const [asking, setAsking] = useState(false);
	const { minutes } = connection.guard;
	return (
		<>
			<UnstyledButton className={styles.lock} title={t("guard.locked.means")} onClick={() => setAsking(true)}>
				<IconLock size={14} aria-hidden />
				<span>{t("guard.locked")}</span>
				<span className={styles.lockDo}>{t("guard.unlock")}</span>
			</UnstyledButton>
			<Modal
				opened={asking}
				onClose={() => setAsking(false)}
				title={t("guard.unlock.title", { name: connection.name })}
				size="sm"
			>
				{minutes === 0 ? (
					<p>{t("guard.kept")}</p>
				) : (
					<UnlockQuestion connection={connection} onDone={() => setAsking(false)} />
				)}
			</Modal>
		</>
	);
}

function UnlockQuestion({ connection, onDone }: { connection: ConnectionCard; onDone: () => void }) {
	const [error, setError] = useState<unknown>();
	const { minutes } = connection.guard;
	const unlock = () => void unlockWrites(connection.id).then(onDone, setError);
	return (
		<>
			<p>{t("guard.unlock.text", { n: minutes })}</p>
			{error !== undefined && <AppError error={error} />}
			<div className={styles.lockEnd}>
				<Button variant="default" onClick={onDone} data-autofocus>
					{t("action.cancel")}
				</Button>
				<Button color="red" leftSection={<IconLockOpen size={15} />} onClick={unlock}>
					{t("guard.unlock.do", { n: minutes })}
				</Button>
			</div>
		</>
	);
}

function Open({ connection }: { connection: ConnectionCard }) {
	const left = timeLeft(connection.guard, useNow(1_000));
	useEffect(() => {
		if (left === "") void renew(connection.id);
	}, [left, connection.id]);
	return (
		<UnstyledButton
			className={styles.lock}
			data-open
			title={t("guard.lock")}
			onClick={() => void lockWrites(connection.id)}
		>
			<IconLockOpen size={14} aria-hidden />
			<span data-figures>{t("guard.open", { time: left })}</span>
			<span className={styles.lockDo}>{t("guard.lock")}</span>
		</UnstyledButton>
	);
}
