import { Button } from "@mantine/core";
import { IconDownload, IconPrinter } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { createPortal } from "react-dom";
import type { Certificate } from "../../../main/contract/index.ts";
import { AppError } from "../../app/app-error.tsx";
import { client } from "../../app/client.ts";
import { queryKeys } from "../../app/query-client.ts";
import { t } from "../../i18n/i18n.ts";
import { CopyButton } from "../../ui/copy-button.tsx";
import { saveFile } from "../../ui/save-file.ts";
import { CertificateContent } from "./certificate-content.tsx";
import styles from "./certificates.module.css";
import view from "./checks-view.module.css";

/** One certificate, with ways to take it elsewhere. */
export function CertificateDetail({ connection, number }: { connection: string; number: number }) {
	const { data, error, refetch } = useQuery({
		queryKey: queryKeys.certificate(connection, number),
		queryFn: ({ signal }) => client.certificates.show({ connection, id: String(number) }, { signal }),
	});
	if (error) return <AppError error={error} connection={connection} onRetry={() => void refetch()} />;
	if (!data) return null;
	const title = t("certificate.title", { number: String(number), database: data.body.database });
	return (
		<section className={view.violations} aria-label={title}>
			<div className={view.violationsHead}>
				<h2 className={view.violationsTitle}>{title}</h2>
				<Actions connection={connection} certificate={data} title={title} />
			</div>
			{/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reached by keyboard */}
			<div className={view.detail} tabIndex={0}>
				<CertificateContent certificate={data} />
			</div>
		</section>
	);
}

interface ActionsProps {
	connection: string;
	certificate: Certificate;
	title: string;
}

function Actions({ connection, certificate, title }: ActionsProps) {
	const [printing, setPrinting] = useState(false);
	return (
		<span className={styles.actions}>
			<CopyButton value={JSON.stringify(certificate, null, "\t")} label={t("certificate.copy")} />
			<SaveButton connection={connection} number={certificate.number} format="json" />
			<SaveButton connection={connection} number={certificate.number} format="html" />
			<Button
				size="compact-sm"
				variant="default"
				leftSection={<IconPrinter size={15} />}
				onClick={() => setPrinting(true)}
			>
				{t("certificate.print")}
			</Button>
			{printing && <Sheet certificate={certificate} title={title} onPrinted={() => setPrinting(false)} />}
		</span>
	);
}

function SaveButton({ connection, number, format }: { connection: string; number: number; format: "json" | "html" }) {
	const [failure, setFailure] = useState<unknown>();
	const save = async () => {
		try {
			const { name, text } = await client.certificates.export({ connection, id: String(number), format });
			saveFile(name, text, "application/octet-stream");
			setFailure(undefined);
		} catch (caught) {
			setFailure(caught);
		}
	};
	return (
		<>
			<Button size="compact-sm" variant="default" leftSection={<IconDownload size={15} />} onClick={() => void save()}>
				{t(`certificate.save.${format}`)}
			</Button>
			{failure !== undefined && <AppError error={failure} connection={connection} />}
		</>
	);
}

/** Beside the app, where nothing scrolls or clips; it is there only while it is printed. */
function Sheet({ certificate, title, onPrinted }: { certificate: Certificate; title: string; onPrinted: () => void }) {
	useEffect(() => {
		window.addEventListener("afterprint", onPrinted, { once: true });
		window.print();
		return () => window.removeEventListener("afterprint", onPrinted);
	}, [onPrinted]);
	return createPortal(
		<div className={styles.sheet}>
			<h1>{title}</h1>
			<CertificateContent certificate={certificate} />
		</div>,
		document.body,
	);
}
