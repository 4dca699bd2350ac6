import { Button } from "@mantine/core";
import { IconAlertOctagon, IconArrowRight, IconBan, IconFileSearch } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { t } from "../i18n/i18n.ts";
import { CopyButton } from "./copy-button.tsx";
import styles from "./error-card.module.css";
import { escapeHidden } from "./escape-text.ts";
import { CodeText, ServerText } from "./server-text.tsx";

export interface ErrorFacts {
	code: string;
	/** What kind of thing went wrong, in a few words. */
	title: string;
	/** What went wrong here, in a sentence. */
	message: string;
	/** What to do next. */
	next?: string | undefined;
	/** A guard rail or a person stopped it: nothing broke. */
	calm: boolean;
	place?: { file: string; line?: number | undefined; column?: number | undefined } | undefined;
	/** What state things are in now. */
	state?: string | undefined;
	/** Reasons, faults, what was applied before: each list with its title. */
	lists: { title: string; items: string[] }[];
	/** SQLSTATE, detail, statement: name and text. */
	details: { name: string; text: string }[];
}

interface ErrorCardProps {
	error: ErrorFacts;
	/** Shows the place in its file; without it the place is only told. */
	onJump?: (() => void) | undefined;
	/** Ways on, as buttons. */
	children?: ReactNode;
}

/** One error, to stay until it is dealt with: sentence, next step, place, state, details; everything as text. */
export function ErrorCard({ error, onJump, children }: ErrorCardProps) {
	const Sign = error.calm ? IconBan : IconAlertOctagon;
	return (
		<section className={styles.card} data-calm={error.calm || undefined} role="alert" aria-label={error.title}>
			<Sign className={styles.sign} size={20} stroke={1.8} aria-hidden />
			<div className={styles.body}>
				<div className={styles.header}>
					<strong className={styles.title}>{error.title}</strong>
					<code className={styles.code}>{error.code}</code>
					<CopyButton value={asText(error)} label={t("error.copy")} />
				</div>
				<p className={styles.message}>
					<ServerText>{error.message}</ServerText>
				</p>
				{error.place && <Place place={error.place} onJump={onJump} />}
				{error.lists.map((list) => (
					<ErrorList key={list.title} {...list} />
				))}
				{error.state && (
					<p className={styles.state}>
						<span className={styles.label}>{t("error.state")}</span> <ServerText>{error.state}</ServerText>
					</p>
				)}
				{error.next && (
					<p className={styles.next}>
						<IconArrowRight size={15} aria-hidden />
						<span>
							<span className={styles.label}>{t("error.next")}</span> <ServerText>{error.next}</ServerText>
						</span>
					</p>
				)}
				{error.details.length > 0 && <Details details={error.details} />}
				{children && <div className={styles.actions}>{children}</div>}
			</div>
		</section>
	);
}

function Place({ place, onJump }: { place: NonNullable<ErrorFacts["place"]>; onJump: (() => void) | undefined }) {
	return (
		<p className={styles.place}>
			<CodeText>{placeText(place)}</CodeText>
			{onJump && (
				<Button size="compact-xs" variant="default" leftSection={<IconFileSearch size={13} />} onClick={onJump}>
					{t("error.jump")}
				</Button>
			)}
		</p>
	);
}

function ErrorList({ title, items }: { title: string; items: string[] }) {
	const [first] = items;
	if (items.length === 1 && first !== undefined) {
		return (
			<p>
				<span className={styles.label}>{title}:</span> <ServerText>{first}</ServerText>
			</p>
		);
	}
	return (
		<div className={styles.list}>
			<span className={styles.label}>{title}</span>
			<ul>
				{items.map((item) => (
					<li key={item}>
						<ServerText>{item}</ServerText>
					</li>
				))}
			</ul>
		</div>
	);
}

function Details({ details }: { details: ErrorFacts["details"] }) {
	return (
		<details className={styles.details}>
			<summary>{t("error.details")}</summary>
			<dl>
				{details.map(({ name, text }) => (
					<div key={name}>
						<dt>{name}</dt>
						<dd dir="ltr">
							<ServerText>{text}</ServerText>
						</dd>
					</div>
				))}
			</dl>
		</details>
	);
}

/** `008_x.sql:12:5` */
export function placeText({ file, line, column }: NonNullable<ErrorFacts["place"]>): string {
	return [file, line, column].filter((part) => part !== undefined).join(":");
}

/** All of it, to paste in a report. */
function asText(error: ErrorFacts): string {
	const lines = [
		`${error.code}: ${error.message}`,
		error.place && placeText(error.place),
		error.next && `${t("error.next")} ${error.next}`,
		...error.lists.flatMap((list) => [list.title, ...list.items.map((item) => `- ${item}`)]),
		error.state && `${t("error.state")} ${error.state}`,
		...error.details.map(({ name, text }) => `${name}: ${text}`),
	];
	return escapeHidden(lines.filter(Boolean).join("\n"));
}
