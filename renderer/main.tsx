import "./app/nonce.ts";
import "@fontsource-variable/inter/wght.css";
import "@mantine/core/styles.layer.css";
import "@mantine/notifications/styles.layer.css";
import "./app/tokens.css";
import "./app/high-contrast.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app/app.tsx";
import { followContrast } from "./app/contrast.ts";
import { chooseLanguage, usePreferences } from "./app/preferences.ts";

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");

followContrast();
await chooseLanguage(usePreferences.getState().language).catch(() => chooseLanguage("en"));
createRoot(root).render(
	<StrictMode>
		<App />
	</StrictMode>,
);
