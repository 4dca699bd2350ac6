import { DirectionProvider, MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { QueryClientProvider } from "@tanstack/react-query";
import { useMemo } from "react";
import { Router } from "wouter";
import { useHashLocation } from "wouter/use-hash-location";
import { languages } from "../i18n/languages.ts";
import { useAsked } from "./asked.ts";
import controls from "./controls.module.css";
import { styleNonce } from "./nonce.ts";
import { usePreferences } from "./preferences.ts";
import { queryClient } from "./query-client.ts";
import { Shell } from "./shell.tsx";
import { cssVariables, makeTheme } from "./theme.ts";

const nonceProps = withNonce(styleNonce);

export function App() {
	const language = usePreferences((state) => state.language);
	useAsked();
	// biome-ignore lint/correctness/useExhaustiveDependencies: its words are those of the language in use
	const theme = useMemo(makeTheme, [language]);
	return (
		<DirectionProvider key={language} initialDirection={languages[language].direction} detectDirection={false}>
			<MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto" {...nonceProps}>
				<QueryClientProvider client={queryClient}>
					<Router hook={useHashLocation}>
						<Shell />
						<Notifications
							position="bottom-center"
							limit={3}
							autoClose={5_000}
							classNames={{ root: controls.toasts ?? "", notification: controls.toast ?? "" }}
						/>
					</Router>
				</QueryClientProvider>
			</MantineProvider>
		</DirectionProvider>
	);
}

function withNonce(nonce: string | undefined): { getStyleNonce?: () => string } {
	return nonce === undefined ? {} : { getStyleNonce: () => nonce };
}
