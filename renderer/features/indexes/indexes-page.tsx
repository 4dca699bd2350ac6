import {
	IconArrowsDiff,
	IconChartTreemap,
	IconHourglassLow,
	IconListCheck,
	IconReportSearch,
} from "@tabler/icons-react";
import { paths } from "../../app/paths.ts";
import { usePlace } from "../../app/route.ts";
import { t } from "../../i18n/i18n.ts";
import { Page } from "../../ui/page.tsx";
import { SubNav } from "../../ui/sub-nav.tsx";
import { AskedView } from "./asked-view.tsx";
import { CompareView } from "./compare/compare-view.tsx";
import { Examined } from "./examined.tsx";
import { FindingsView } from "./findings/findings-view.tsx";
import { SlowView } from "./slow/slow-view.tsx";
import { TableView } from "./tables/table-view.tsx";
import { TablesView } from "./tables/tables-view.tsx";

/** As the address names them; one that it does not know is the first. */
const views = ["findings", "tables", "slow", "compare", "asked"] as const;

/** Health of the indexes, and of the plans that row security leaves: a view a question. */
export function IndexesPage({ connection }: { connection: string }) {
	const { part } = usePlace();
	const table = part?.includes(".") ? decoded(part) : undefined;
	const view = table !== undefined ? "tables" : (views.find((each) => each === part) ?? "findings");
	return (
		<Page>
			<SubNav
				label={t("indexes.views")}
				current={view}
				items={[
					{
						id: "findings",
						text: t("indexes.findings"),
						href: `#${paths.indexes(connection)}`,
						icon: IconReportSearch,
					},
					{
						id: "tables",
						text: t("indexes.tables"),
						href: `#${paths.indexesPart(connection, "tables")}`,
						icon: IconChartTreemap,
					},
					{
						id: "slow",
						text: t("indexes.slow"),
						href: `#${paths.indexesPart(connection, "slow")}`,
						icon: IconHourglassLow,
					},
					{
						id: "compare",
						text: t("indexes.compare"),
						href: `#${paths.indexesPart(connection, "compare")}`,
						icon: IconArrowsDiff,
					},
					{
						id: "asked",
						text: t("indexes.asked"),
						href: `#${paths.indexesPart(connection, "asked")}`,
						icon: IconListCheck,
					},
				]}
			/>
			{table !== undefined && <TableView key={table} connection={connection} table={table} />}
			{part === "tables" && (
				<Examined connection={connection}>
					{(health) => <TablesView connection={connection} health={health} />}
				</Examined>
			)}
			{part === "asked" && <Examined connection={connection}>{(health) => <AskedView health={health} />}</Examined>}
			{part === "slow" && <SlowView connection={connection} />}
			{part === "compare" && <CompareView connection={connection} />}
			{view === "findings" && (
				<Examined connection={connection}>
					{(health) => <FindingsView connection={connection} health={health} />}
				</Examined>
			)}
		</Page>
	);
}

/** An address typed by hand may hold a broken escape: then it is taken as it stands. */
function decoded(part: string): string {
	try {
		return decodeURIComponent(part);
	} catch {
		return part;
	}
}
