import { Skeleton, TextInput } from "@mantine/core";
import { useState } from "react";
import type {
	AdoptionPreview,
	ConnectionCard,
	HistoriesResult,
	MigrationStatus,
} from "../../../main/contract/index.ts";
import { AppError } from "../../app/app-error.tsx";
import { newestJob, useJobs } from "../../app/jobs/jobs-store.ts";
import { startAdopt } from "../../app/start-run.ts";
import { t } from "../../i18n/i18n.ts";
import { AdoptDespite } from "./adopt-despite.tsx";
import { AdoptPreview } from "./adopt-preview.tsx";
import { AdoptRun } from "./adopt-result.tsx";
import { type AdoptSource, firstSource } from "./adopt-source.ts";
import { AdoptSources } from "./adopt-sources.tsx";
import { DialogFrame } from "./dialog-frame.tsx";
import styles from "./dialogs.module.css";
import { useAdoptionPreview, useHistories } from "./use-adoption.ts";

interface AdoptDialogProps {
	connection: ConnectionCard;
	migrations: readonly MigrationStatus[];
	/** This one; all that the ledger does not know without it. */
	id: string | undefined;
	onClose: () => void;
}

/** Records as applied what is there already: on whose word is chosen, what would come of it is seen, then it is done and told. */
export function AdoptDialog({ connection, migrations, id, onClose }: AdoptDialogProps) {
	const [ids] = useState(() =>
		migrations
			.filter(({ state }) => state === "unrecorded" || state === "pending")
			.map((migration) => migration.id)
			.filter((each) => id === undefined || each === id),
	);
	const [started, setStarted] = useState<Started>();
	const frame = { title: t("adopt.title"), connection, onClose, width: 780 };
	const { data: found, error, refetch } = useHistories(connection.id);
	if (started) {
		return (
			<DialogFrame {...frame}>
				<Run connection={connection.id} started={started} />
			</DialogFrame>
		);
	}
	if (!found) {
		return (
			<DialogFrame {...frame}>
				{error && <AppError error={error} connection={connection.id} onRetry={() => void refetch()} />}
				{!error && <Skeleton height={120} aria-label={t("adopt.reading")} />}
			</DialogFrame>
		);
	}
	const start = (despite: readonly string[]): void => setStarted({ after: newestAdoption(connection.id), despite });
	return <Choice {...{ frame, found, ids }} onStart={start} />;
}

const newestAdoption = (connection: string): string | undefined =>
	newestJob(useJobs.getState(), (view) => view.connection === connection && view.job === "adopt")?.jobId;

interface Started {
	/** The adoption before it, if there was one. */
	after: string | undefined;
	/** What differs, and is adopted all the same. */
	despite: readonly string[];
}

/** Follows the adoption that was started, the one after the last. */
function Run({ connection, started: { after, despite } }: { connection: string; started: Started }) {
	const view = useJobs((state) =>
		newestJob(state, (job) => job.connection === connection && job.job === "adopt" && job.jobId !== after),
	);
	return <AdoptRun view={view} connection={connection} despite={despite} />;
}

interface ChoiceProps {
	frame: { title: string; connection: ConnectionCard; onClose: () => void; width: number };
	found: HistoriesResult;
	ids: readonly string[];
	onStart: (despite: readonly string[]) => void;
}

function Choice({ frame, found, ids, onStart }: ChoiceProps) {
	const { connection } = frame;
	const [source, setSource] = useState<AdoptSource | undefined>(() => firstSource(found.histories));
	const [despite, setDespite] = useState(false);
	const [reason, setReason] = useState("");
	const preview = useAdoptionPreview(connection.id, ids, source);
	const differences = preview.data?.adopt.flatMap((each) => each.differences) ?? [];
	const start = (adopt: AdoptionPreview["adopt"]): void => {
		onStart(differences);
		void startAdopt(connection.id, {
			...{ ids: adopt.map((each) => each.id), reason: reason.trim(), ...source },
			...(despite && differences.length > 0 ? { despite } : {}),
		});
	};
	const choose = (chosen: AdoptSource): void => {
		setSource(chosen);
		setDespite(false);
	};
	const fields = { differences, despite, reason, onDespite: setDespite, onReason: setReason };
	return (
		<DialogFrame {...frame} confirm={confirmOf(preview, { despite, reason, differences }, start)}>
			<p className={styles.calm}>{t("adopt.means")}</p>
			<AdoptSources found={found} source={source} onChoose={choose} />
			{!source && <p className={styles.calm}>{t("adopt.source.choose")}</p>}
			{source && <Preview connection={connection.id} preview={preview} fields={fields} />}
		</DialogFrame>
	);
}

type PreviewQuery = ReturnType<typeof useAdoptionPreview>;

interface PreviewProps {
	connection: string;
	preview: PreviewQuery;
	fields: Parameters<typeof AdoptDespite>[0];
}

function Preview({ connection, preview: { data, error, refetch }, fields }: PreviewProps) {
	if (error) return <AppError error={error} connection={connection} onRetry={() => void refetch()} />;
	if (!data) {
		return (
			<div role="status">
				<p className={styles.calm}>{t("adopt.preview.reading")}</p>
				<Skeleton height={90} />
			</div>
		);
	}
	const does = data.refusals.length === 0 && data.adopt.length > 0;
	return (
		<>
			<AdoptPreview preview={data} />
			{does && fields.differences.length > 0 && <AdoptDespite {...fields} />}
			{does && fields.differences.length === 0 && (
				<TextInput
					label={t("adopt.reason")}
					description={t("adopt.reason.hint")}
					maxLength={2000}
					value={fields.reason}
					onChange={(event) => fields.onReason(event.currentTarget.value)}
				/>
			)}
		</>
	);
}

interface Said {
	despite: boolean;
	reason: string;
	differences: readonly string[];
}

/** What differs is adopted only by a decision of its own, with a reason. */
function confirmOf({ data, isFetching }: PreviewQuery, said: Said, start: (adopt: AdoptionPreview["adopt"]) => void) {
	if (!data || data.refusals.length > 0 || data.adopt.length === 0) return undefined;
	const decided = said.differences.length === 0 || (said.despite && said.reason.trim() !== "");
	return {
		...{ text: t("adopt.do", { n: data.adopt.length }), ready: decided && !isFetching, stays: true },
		...(said.differences.length > 0 ? { danger: true } : {}),
		run: () => start(data.adopt),
	};
}
