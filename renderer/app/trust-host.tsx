import { Button } from "@mantine/core";
import { IconFingerprint } from "@tabler/icons-react";
import { useState } from "react";
import type { SshHostKey } from "../../main/contract/index.ts";
import { t } from "../i18n/i18n.ts";
import { client } from "./client.ts";

/** The one question about an SSH server that nobody knows yet; its fingerprint stands in the error above. */
export function TrustHost({ hostKey, onTrusted }: { hostKey: SshHostKey; onTrusted: (() => void) | undefined }) {
	const [busy, setBusy] = useState(false);
	const trust = async () => {
		setBusy(true);
		try {
			await client.connections.trustSshHost({ fingerprint: hostKey.fingerprint });
			onTrusted?.();
		} finally {
			setBusy(false);
		}
	};
	return (
		<Button
			variant="default"
			leftSection={<IconFingerprint size={14} />}
			loading={busy}
			onClick={() => void trust().catch(() => undefined)}
		>
			{t("ssh.trust")}
		</Button>
	);
}
