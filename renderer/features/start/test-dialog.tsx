import { Loader, Modal } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ConnectionCard } from "../../../main/contract/index.ts";
import { AppError } from "../../app/app-error.tsx";
import { client } from "../../app/client.ts";
import { staysOnMachine } from "../../app/stays-on-machine.ts";
import { RolePowers, ServerFacts } from "../../app/test-facts.tsx";
import { t } from "../../i18n/i18n.ts";

interface TestDialogProps {
	card: ConnectionCard;
	opened: boolean;
	onClose: () => void;
}

/** Reaches the server now and shows what it said. */
export function TestDialog({ card, opened, onClose }: TestDialogProps) {
	return (
		<Modal opened={opened} onClose={onClose} title={t("connection.test.title", { name: card.name })} size="md">
			{opened && <TestOutcome card={card} />}
		</Modal>
	);
}

function TestOutcome({ card: { id, host } }: { card: ConnectionCard }) {
	const { data, error, isFetching, refetch } = useQuery({
		queryKey: ["test-now", id],
		queryFn: ({ signal }) => client.connections.test({ id }, { signal }),
		gcTime: 0,
		staleTime: 0,
		retry: false,
	});
	if (isFetching) return <Loader size="sm" aria-label={t("connection.testing")} m="md" />;
	if (error) return <AppError error={error} connection={id} onRetry={() => void refetch()} />;
	if (!data) return null;
	return (
		<>
			<ServerFacts test={data} local={staysOnMachine(host)} />
			<RolePowers role={data.role} />
		</>
	);
}
