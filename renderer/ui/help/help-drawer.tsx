import { Button, Drawer, Skeleton } from "@mantine/core";
import { IconArrowLeft } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { t } from "../../i18n/i18n.ts";
import { readHelpPage } from "./help-pages.ts";
import { type HelpPageText, readPage } from "./page-parts.ts";
import { PageText } from "./page-text.tsx";

/** A page of the documentation beside the screen; pages that it names open in its place. */
export function HelpDrawer({ page, onClose }: { page: string; onClose: () => void }) {
	const [path, setPath] = useState([page]);
	const here = path.at(-1) ?? page;
	const read = useHelpPage(here);
	return (
		<Drawer
			opened
			onClose={onClose}
			position="right"
			size={720}
			title={typeof read === "object" ? read.title : t("help.open")}
			closeButtonProps={{ "aria-label": t("action.close") }}
		>
			{path.length > 1 && (
				<Button
					variant="subtle"
					size="compact-sm"
					leftSection={<IconArrowLeft size={14} />}
					onClick={() => setPath(path.slice(0, -1))}
				>
					{t("help.back")}
				</Button>
			)}
			{read === undefined && <Skeleton height={240} aria-label={t("help.loading")} />}
			{read === "failed" && <p role="alert">{t("help.failed")}</p>}
			{typeof read === "object" && <PageText key={here} page={read} onOpen={(next) => setPath([...path, next])} />}
		</Drawer>
	);
}

/** Undefined while it is fetched. */
function useHelpPage(name: string): HelpPageText | "failed" | undefined {
	const [read, setRead] = useState<{ name: string; page: HelpPageText | "failed" }>();
	useEffect(() => {
		let wanted = true;
		const tell = (page: HelpPageText | "failed"): void => {
			if (wanted) setRead({ name, page });
		};
		readHelpPage(name).then(
			(text) => tell(text === undefined ? "failed" : readPage(text)),
			() => tell("failed"),
		);
		return () => {
			wanted = false;
		};
	}, [name]);
	return read?.name === name ? read.page : undefined;
}
