import { IconFileOff, IconFileX, IconListCheck } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { MigrationFiles, MigrationStatus } from "../../../main/contract/index.ts";
import { AppError } from "../../app/app-error.tsx";
import { client } from "../../app/client.ts";
import { type FileKind, paths } from "../../app/paths.ts";
import { queryKeys } from "../../app/query-client.ts";
import { usePlace } from "../../app/route.ts";
import { type MessageKey, t } from "../../i18n/i18n.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { SubNav } from "../../ui/sub-nav.tsx";
import { DetailHeader } from "./detail-header.tsx";
import { FileView } from "./file-view.tsx";
import styles from "./migration-detail.module.css";

const kinds: readonly FileKind[] = ["forward", "rollback", "verify"];

const nothing = {
	forward: { icon: IconFileX, title: "file.forward.none", text: "file.forward.none.text" },
	rollback: { icon: IconFileOff, title: "file.rollback.none", text: "file.rollback.none.text" },
	verify: { icon: IconListCheck, title: "file.verify.none", text: "file.verify.none.text" },
} as const satisfies Record<FileKind, { icon: typeof IconFileX; title: MessageKey; text: MessageKey }>;

interface MigrationDetailProps {
	connection: string;
	migration: MigrationStatus;
	all: readonly MigrationStatus[];
}

/** One migration: what state it is in, what can be done, and its three files. */
export function MigrationDetail({ connection, migration, all }: MigrationDetailProps) {
	const { id, name } = migration;
	const { file = "forward", line, column } = usePlace();
	const { data, error, refetch } = useQuery({
		queryKey: queryKeys.files(connection, id),
		queryFn: ({ signal }) => client.migrations.files({ connection, id }, { signal }),
	});
	return (
		<article className={styles.detail} aria-label={`${id} ${name}`}>
			<DetailHeader connection={connection} migration={migration} all={all} />
			<SubNav
				small
				label={t("file.label", { id })}
				current={file}
				items={kinds.map((kind) => ({
					id: kind,
					text: t(`file.${kind}`),
					href: `#${paths.migration(connection, id, kind)}`,
					faint: data !== undefined && data[kind] === undefined,
				}))}
			/>
			<div className={styles.file}>
				{error ? (
					<div className={styles.trouble}>
						<AppError error={error} connection={connection} onRetry={() => void refetch()} />
					</div>
				) : (
					data && <File connection={connection} files={data} place={{ kind: file, line, column }} />
				)}
			</div>
		</article>
	);
}

interface FileProps {
	connection: string;
	files: MigrationFiles;
	place: { kind: FileKind; line: number | undefined; column: number | undefined };
}

function File({ connection, files, place }: FileProps) {
	const { id } = files;
	const text = files[place.kind];
	if (text !== undefined) return <FileView connection={connection} id={id} text={text} place={place} />;
	const { icon, title, text: why } = nothing[place.kind];
	return (
		<EmptyState icon={icon} title={t(title)}>
			{place.kind === "verify" && files.provenBy === undefined
				? t("file.verify.foreign")
				: t(why, { file: (place.kind === "verify" ? files.provenBy : files.undoneBy) ?? "" })}
		</EmptyState>
	);
}
