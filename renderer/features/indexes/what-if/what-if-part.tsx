import { Button } from "@mantine/core";
import { IconSquareRoundedX, IconTestPipe } from "@tabler/icons-react";
import type { WhatIf } from "../../../../main/contract/index.ts";
import { AppError } from "../../../app/app-error.tsx";
import { useCall } from "../../../app/use-call.ts";
import { t } from "../../../i18n/i18n.ts";
import styles from "./what-if.module.css";
import { WhatIfOutcome } from "./what-if-outcome.tsx";

interface WhatIfPartProps {
	connection: string;
	/** What the button does, in a sentence. */
	means: string;
	label: string;
	/** What the bytes are: given back or taken. */
	size: "whatif.bytes.freed" | "whatif.bytes.taken";
	ask: (signal: AbortSignal) => Promise<WhatIf>;
	disabled?: boolean;
}

/** Plans with a change that is not made: asked for by a button, stopped by another. */
export function WhatIfPart({ connection, means, label, size, ask, disabled }: WhatIfPartProps) {
	const { result, error, running, start, stop } = useCall<WhatIf>();
	return (
		<>
			<p className={styles.faint}>{means}</p>
			<div className={styles.buttons}>
				<Button
					variant="default"
					leftSection={<IconTestPipe size={15} />}
					loading={running}
					disabled={disabled ?? false}
					onClick={() => start(ask)}
				>
					{label}
				</Button>
				{running && (
					<Button variant="subtle" leftSection={<IconSquareRoundedX size={15} />} onClick={stop}>
						{t("whatif.cancel")}
					</Button>
				)}
			</div>
			{error !== undefined && <AppError error={error} connection={connection} onRetry={() => start(ask)} />}
			{result && <WhatIfOutcome result={result} size={size} />}
		</>
	);
}
