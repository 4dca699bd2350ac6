import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** For this folder as root. Built into dist/renderer with relative addresses, so that `app://` and the loopback host serve the same files. */
export default defineConfig({
	base: "./",
	plugins: [react()],
	// Stands for the nonce that a host makes for each load of the page (main/hosts/page-policy.ts).
	html: { cspNonce: "__BULKHEAD_NONCE__" },
	build: {
		outDir: "../dist/renderer",
		emptyOutDir: true,
		target: "chrome128",
		// Nothing inline: the content security policy allows no data: address.
		assetsInlineLimit: 0,
		modulePreload: { polyfill: false },
		chunkSizeWarningLimit: 900,
	},
});
