import { Button } from "@mantine/core";
import { IconCertificate } from "@tabler/icons-react";
import { FinishList, useFinishList } from "../../app/finish-list.tsx";
import { goTo, paths } from "../../app/paths.ts";
import { t } from "../../i18n/i18n.ts";
import { Panel } from "../../ui/panel.tsx";

/** What is still open; an error of the question is told by the panels that ask first. */
export function FinishPanel({ connection }: { connection: string }) {
	const { data: open } = useFinishList(connection);
	if (!open) return null;
	return (
		<Panel
			title={open.length > 0 ? t("finish.count", { n: open.length }) : t("finish.title")}
			flush
			aside={
				<Button
					variant="default"
					size="compact-xs"
					leftSection={<IconCertificate size={14} />}
					onClick={() => goTo(paths.certificates(connection))}
				>
					{t("migrations.certificates")}
				</Button>
			}
		>
			<FinishList open={open} />
		</Panel>
	);
}
