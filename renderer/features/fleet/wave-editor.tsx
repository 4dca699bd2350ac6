import { ActionIcon, Button, Checkbox, NumberInput, Select, TextInput } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconPlayerPlay, IconPlus, IconTrash } from "@tabler/icons-react";
import { skipToken, useQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { AppError } from "../../app/app-error.tsx";
import { client } from "../../app/client.ts";
import { t } from "../../i18n/i18n.ts";
import { ServerText } from "../../ui/server-text.tsx";
import styles from "./fleet.module.css";
import { changePlan, changeWaves, toChoice, useFleet } from "./fleet-store.ts";
import { MigrateDialog } from "./migrate-dialog.tsx";
import { addWave, moveWave, toWaves, type WaveDraft } from "./wave-drafts.ts";

/** Who goes first, who follows, and when it stops; beside it, who that is right now. */
export function WaveEditor({ busy }: { busy: boolean }) {
	const { choice, waves } = useFleet();
	const [asking, setAsking] = useState(false);
	const request = useDeferredValue(JSON.stringify({ choice: toChoice(choice), waves: toWaves(waves) }));
	const { data, error } = useQuery({
		queryKey: ["fleet", "waves", request],
		queryFn: waves.length === 0 ? skipToken : ({ signal }) => client.fleet.waves(JSON.parse(request), { signal }),
		placeholderData: (before) => before,
	});
	const planned = error ? undefined : data?.waves;
	return (
		<div className={styles.editor}>
			<section aria-label={t("fleet.waves")}>
				<h2>{t("fleet.waves")}</h2>
				<p className={styles.faint}>{t("fleet.waves.text")}</p>
				<ol className={styles.waves}>
					{waves.map((wave, at) => (
						<WaveLine key={wave.key} wave={wave} at={at} waves={waves} />
					))}
				</ol>
				<Button variant="default" leftSection={<IconPlus size={15} />} onClick={() => changeWaves(addWave(waves))}>
					{t("fleet.wave.add")}
				</Button>
				<Rules />
			</section>
			<section aria-label={t("fleet.planned")}>
				<h2>{t("fleet.planned")}</h2>
				{error && <AppError error={error} />}
				<ol className={styles.planned}>
					{planned?.map(({ label, targets }) => (
						<li key={label}>
							<strong>
								<ServerText>{label}</ServerText>
							</strong>{" "}
							{t("fleet.planned.count", { n: targets.length })}
							<p className={styles.faint}>
								<ServerText>
									{targets
										.slice(0, 20)
										.map(({ name }) => name)
										.join(", ")}
								</ServerText>
								{targets.length > 20 && ` ${t("fleet.cause.more", { n: targets.length - 20 })}`}
							</p>
						</li>
					))}
				</ol>
				<Button
					leftSection={<IconPlayerPlay size={15} />}
					disabled={busy || !planned || planned.length === 0}
					onClick={() => setAsking(true)}
				>
					{t("fleet.migrate")}
				</Button>
			</section>
			{asking && planned && <MigrateDialog waves={planned} onClose={() => setAsking(false)} />}
		</div>
	);
}

function WaveLine({ wave, at, waves }: { wave: WaveDraft; at: number; waves: readonly WaveDraft[] }) {
	const change = (by: Partial<WaveDraft>) => changeWaves(waves.with(at, { ...wave, ...by }));
	const number = String(at + 1);
	return (
		<li>
			<div className={styles.wave}>
				<TextInput
					aria-label={t("fleet.wave.label", { number })}
					placeholder={t("fleet.wave.name")}
					value={wave.label}
					onChange={(event) => change({ label: event.currentTarget.value })}
				/>
				<Select
					aria-label={t("fleet.wave.take", { number })}
					allowDeselect={false}
					data={(["names", "count", "percent", "rest"] as const).map((value) => ({
						value,
						label: t(`fleet.take.${value}`),
					}))}
					value={wave.take}
					onChange={(take) => change({ take: (take ?? "rest") as WaveDraft["take"] })}
				/>
				{wave.take === "names" && (
					<TextInput
						aria-label={t("fleet.wave.names", { number })}
						placeholder={t("fleet.names.example")}
						value={wave.names}
						onChange={(event) => change({ names: event.currentTarget.value })}
					/>
				)}
				{(wave.take === "count" || wave.take === "percent") && (
					<NumberInput
						className={styles.waveAmount}
						aria-label={t("fleet.wave.amount", { number })}
						min={1}
						max={wave.take === "percent" ? 100 : 2_000}
						suffix={wave.take === "percent" ? " %" : ""}
						value={wave.amount}
						onChange={(amount) => change({ amount: Number(amount) || 1 })}
					/>
				)}
				<span className={styles.waveButtons}>
					<ActionIcon
						aria-label={t("fleet.wave.up", { number })}
						disabled={at === 0}
						onClick={() => changeWaves(moveWave(waves, at, -1))}
					>
						<IconArrowUp size={15} />
					</ActionIcon>
					<ActionIcon
						aria-label={t("fleet.wave.down", { number })}
						disabled={at === waves.length - 1}
						onClick={() => changeWaves(moveWave(waves, at, 1))}
					>
						<IconArrowDown size={15} />
					</ActionIcon>
					<ActionIcon
						aria-label={t("fleet.wave.remove", { number })}
						disabled={waves.length === 1}
						onClick={() => changeWaves(waves.filter((each) => each !== wave))}
					>
						<IconTrash size={15} />
					</ActionIcon>
				</span>
			</div>
		</li>
	);
}

function Rules() {
	const plan = useFleet((state) => state.plan);
	return (
		<div className={styles.rules}>
			<TextInput
				label={t("fleet.rule.to")}
				placeholder={t("fleet.rule.to.all")}
				value={plan.to}
				onChange={(event) => changePlan({ to: event.currentTarget.value.trim() })}
			/>
			<NumberInput
				label={t("fleet.rule.concurrency")}
				min={1}
				max={64}
				value={plan.concurrency}
				onChange={(value) => changePlan({ concurrency: Math.max(1, Number(value) || 1) })}
			/>
			<NumberInput
				label={t("fleet.rule.stop")}
				description={t("fleet.rule.stop.never")}
				min={0}
				max={2_000}
				value={plan.stopAfter}
				onChange={(value) => changePlan({ stopAfter: Math.max(0, Number(value) || 0) })}
			/>
			<NumberInput
				label={t("fleet.rule.deadline")}
				min={1}
				max={1_440}
				value={plan.deadline}
				onChange={(value) => changePlan({ deadline: Math.max(1, Number(value) || 1) })}
			/>
			<Checkbox
				label={t("fleet.rule.rehearse")}
				checked={plan.rehearse}
				onChange={(event) => changePlan({ rehearse: event.currentTarget.checked })}
			/>
		</div>
	);
}
