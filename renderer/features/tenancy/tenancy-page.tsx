import { Button, Skeleton } from "@mantine/core";
import { IconArrowBackUp, IconFlask, IconRefresh, IconShieldCheck } from "@tabler/icons-react";
import { useState } from "react";
import type { TenancyProfile, TenancyResult } from "../../../main/contract/index.ts";
import { AppError } from "../../app/app-error.tsx";
import { useConnection } from "../../app/connection-queries.ts";
import { t } from "../../i18n/i18n.ts";
import { PageHeader } from "../../ui/page-header.tsx";
import { Panel } from "../../ui/panel.tsx";
import { Evidence } from "./evidence.tsx";
import { isSame } from "./profile-draft.ts";
import { ProfileFields } from "./profile-fields.tsx";
import { TablesPanel } from "./tables-panel.tsx";
import styles from "./tenancy.module.css";
import { Trial } from "./trial.tsx";
import { keepTenancy, useTenancy, useTrial } from "./use-tenancy.ts";

/** How a database keeps its tenants apart: what was found, to be tried out, corrected and confirmed. */
export function TenancyPage({ connection }: { connection: string }) {
	const [draft, setDraft] = useState<TenancyProfile>();
	/** What the tables and findings are shown by: the draft, once it was looked at. */
	const [looked, setLooked] = useState<TenancyProfile>();
	const found = useTenancy(connection, looked);
	const reset = () => {
		setDraft(undefined);
		setLooked(undefined);
	};
	if (found.data === undefined) {
		return (
			<div className={styles.page}>
				<PageHeader title={t("tenancy.title")} help="tenancy" summary={t("tenancy.summary")} />
				<div className={styles.body}>
					{found.error ? (
						<AppError error={found.error} connection={connection} onRetry={() => void found.refetch()} />
					) : (
						<Skeleton height={320} radius="lg" />
					)}
				</div>
			</div>
		);
	}
	const profile = draft ?? found.data.profile;
	const changed = draft !== undefined && !isSame(draft, looked ?? found.data.profile);
	return (
		<Found
			{...{ connection, profile, changed, reset }}
			found={found.data}
			error={found.error}
			looking={found.isFetching}
			onChange={setDraft}
			onLook={() => (changed ? setLooked(profile) : void found.refetch())}
		/>
	);
}

interface FoundProps {
	connection: string;
	found: TenancyResult;
	profile: TenancyProfile;
	/** The fields say something else than what was looked at. */
	changed: boolean;
	error: unknown;
	looking: boolean;
	onChange: (profile: TenancyProfile) => void;
	onLook: () => void;
	reset: () => void;
}

function Found({ connection, found, profile, changed, error, looking, onChange, onLook, reset }: FoundProps) {
	const trial = useTrial(connection, profile);
	const [keeping, setKeeping] = useState(false);
	const card = useConnection(connection).connection;
	const { source } = found;
	const keep = async (what: TenancyProfile | undefined) => {
		setKeeping(true);
		if (await keepTenancy(connection, what)) reset();
		setKeeping(false);
	};
	const given = changed || source === "given";
	return (
		<div className={styles.page}>
			<PageHeader
				title={t("tenancy.title")}
				help="tenancy"
				summary={
					<>
						<span>{t("tenancy.summary")}</span>
						<strong data-source={source}>{t(given ? "tenancy.source.given" : `tenancy.source.${source}`)}</strong>
					</>
				}
			>
				{given && (
					<Button variant="default" leftSection={<IconArrowBackUp size={15} />} onClick={reset}>
						{t("tenancy.undo")}
					</Button>
				)}
				{!given && source === "saved" && (
					<Button
						variant="default"
						loading={keeping}
						leftSection={<IconRefresh size={15} />}
						onClick={() => void keep(undefined)}
					>
						{t("tenancy.forget")}
					</Button>
				)}
				{(changed || looking) && (
					<Button variant="default" loading={looking} leftSection={<IconRefresh size={15} />} onClick={onLook}>
						{t("tenancy.look")}
					</Button>
				)}
				<Button
					variant="default"
					loading={trial.isFetching}
					leftSection={<IconFlask size={15} />}
					onClick={() => void trial.refetch()}
				>
					{t("tenancy.try")}
				</Button>
				{(given || source === "detected") && (
					<Button loading={keeping} leftSection={<IconShieldCheck size={15} />} onClick={() => void keep(profile)}>
						{t(card?.origin === "saved" ? "tenancy.save" : "tenancy.save.run")}
					</Button>
				)}
			</PageHeader>
			<div className={styles.body}>
				{error !== null && <AppError error={error} connection={connection} onRetry={onLook} />}
				<div className={styles.halves}>
					<div className={styles.column}>
						<ProfileFields key={source} profile={profile} onChange={onChange} />
						<TablesPanel tables={found.tables} />
					</div>
					<div className={styles.column} aria-live="polite">
						{trial.error && !trial.isFetching && <AppError error={trial.error} connection={connection} />}
						{trial.data ? (
							<Trial trial={trial.data} />
						) : (
							<Panel title={t("tenancy.trial")}>
								<p className={styles.quiet}>{t("tenancy.trial.text")}</p>
							</Panel>
						)}
						<Evidence {...found} />
					</div>
				</div>
			</div>
		</div>
	);
}
