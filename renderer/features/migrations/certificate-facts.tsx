import type { Certificate } from "../../../main/contract/index.ts";
import { t } from "../../i18n/i18n.ts";
import { CopyButton } from "../../ui/copy-button.tsx";
import { Fact, Facts } from "../../ui/facts.tsx";
import { Timestamp } from "../../ui/moment.tsx";
import { CodeText, ServerText } from "../../ui/server-text.tsx";
import styles from "./certificates.module.css";

/** Who, where, when, and the certificate's place in the chain. */
export function CertificateFacts({ certificate: { hash, body } }: { certificate: Certificate }) {
	const { server, previous, fingerprint, error, snapshot } = body;
	const { host, port, version } = server;
	const same = fingerprint.before === fingerprint.after;
	return (
		<Facts>
			{error && (
				<Fact name={t("certificate.error")}>{<ServerText>{`${error.code}: ${error.message}`}</ServerText>}</Fact>
			)}
			<Fact name={t("certificate.database")}>
				<CodeText>{body.database}</CodeText>
			</Fact>
			<Fact name={t("certificate.server")}>{t("certificate.server.text", { host, port: String(port), version })}</Fact>
			<Fact name={t("certificate.role")}>
				<CodeText>{body.role}</CodeText>
			</Fact>
			<Fact name={t("certificate.by")}>
				{t("certificate.by.text", { by: body.by, host: body.host, version: body.bulkhead })}
			</Fact>
			<Fact name={t("certificate.time")}>
				<Timestamp at={new Date(body.endedAt)} />
			</Fact>
			{body.reason !== null && <Fact name={t("certificate.reason")}>{<ServerText>{body.reason}</ServerText>}</Fact>}
			{snapshot && <Fact name={t("certificate.snapshot")}>{<CodeText>{snapshot.id}</CodeText>}</Fact>}
			{!same && <Hash name={t("certificate.before")} hash={fingerprint.before} />}
			<Hash name={t(same ? "certificate.same" : "certificate.after")} hash={fingerprint.after} />
			<Fact name={t("certificate.hash")}>
				<span className={styles.hash}>
					<CodeText>{hash}</CodeText> <CopyButton value={hash} label={t("certificate.hash.copy")} />
				</span>
			</Fact>
			<Fact name={t("certificate.previous")}>
				<span className={styles.hash}>
					{previous
						? t("certificate.previous.text", { n: previous.number, hash: previous.hash })
						: t("certificate.previous.none")}
				</span>
			</Fact>
		</Facts>
	);
}

function Hash({ name, hash }: { name: string; hash: string }) {
	return (
		<Fact name={name}>
			<span className={styles.hash}>
				<CodeText>{hash}</CodeText>
			</span>
		</Fact>
	);
}
