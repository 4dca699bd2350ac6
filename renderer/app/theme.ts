import {
	ActionIcon,
	Button,
	type CSSVariablesResolver,
	createTheme,
	Drawer,
	Input,
	type MantineColorsTuple,
	Menu,
	Modal,
	PasswordInput,
	Tabs,
	Tooltip,
} from "@mantine/core";
import { t } from "../i18n/i18n.ts";
import controls from "./controls.module.css";

const sea: MantineColorsTuple = [
	"#e1f2f0",
	"#c4e5e1",
	"#9cd5cf",
	"#6fc7bf",
	"#4fcdc0",
	"#38b9ad",
	"#189288",
	"#0b7a73",
	"#09635e",
	"#074d49",
];

const steel: MantineColorsTuple = [
	"#f1f4f7",
	"#e4eaf0",
	"#cfd9e2",
	"#b0c0ce",
	"#93a7b8",
	"#748a9d",
	"#5b6d7d",
	"#43566a",
	"#25384a",
	"#10222f",
];

const red: MantineColorsTuple = [
	"#fdecea",
	"#f9d3d0",
	"#ecaaa5",
	"#ff9189",
	"#e5645b",
	"#c93a31",
	"#bd3028",
	"#b3261e",
	"#96201a",
	"#7a1a15",
];

/** Mantine's dark ramp, in the hull's navy instead of its neutral grey. */
const dark: MantineColorsTuple = [
	"#e4edf4",
	"#b0c0ce",
	"#93a7b8",
	"#5f7790",
	"#2c4358",
	"#1f3243",
	"#152331",
	"#0f1b27",
	"#0b1620",
	"#081420",
];

/** In milliseconds. A dialog that is closed is gone at once: the next key is for what is under it. */
const quick = { duration: 120, exitDuration: 0 };

/** Made anew for each language: the parts bring their own words. */
export const makeTheme = () =>
	createTheme({
		colors: { sea, red, gray: steel, dark },
		primaryColor: "sea",
		primaryShade: { light: 7, dark: 5 },
		autoContrast: true,
		black: "#10222f",
		fontFamily: '"Inter Variable", "Segoe UI", "Noto Sans", "Noto Sans Arabic", system-ui, sans-serif',
		fontFamilyMonospace: "var(--mono)",
		fontSizes: { xs: "11.5px", sm: "13px", md: "13px", lg: "15px", xl: "18px" },
		lineHeights: { xs: "1.4", sm: "1.45", md: "1.45", lg: "1.4", xl: "1.3" },
		spacing: { xs: "6px", sm: "10px", md: "14px", lg: "20px", xl: "28px" },
		radius: { xs: "3px", sm: "5px", md: "6px", lg: "10px", xl: "16px" },
		defaultRadius: "sm",
		respectReducedMotion: true,
		cursorType: "pointer",
		components: {
			Button: Button.extend({
				defaultProps: { size: "xs" },
				// Ink on the accent by the theme: white is too faint on the light one of the dark theme.
				vars: (_theme, { variant = "filled", color }) => ({
					root: variant === "filled" && color === undefined ? { "--button-color": "var(--accent-ink)" } : {},
				}),
				classNames: { root: controls.button ?? "", section: controls.section ?? "" },
			}),
			ActionIcon: ActionIcon.extend({ defaultProps: { variant: "subtle", color: "gray", size: 26 } }),
			Input: Input.extend({ defaultProps: { size: "xs" }, classNames: { input: controls.input ?? "" } }),
			InputWrapper: Input.Wrapper.extend({
				defaultProps: { size: "xs" },
				classNames: { label: controls.label ?? "", description: controls.description ?? "" },
			}),
			PasswordInput: PasswordInput.extend({
				defaultProps: { visibilityToggleButtonProps: { "aria-label": t("password.toggle") } },
			}),
			Tabs: Tabs.extend({ classNames: { tab: controls.tab ?? "", list: controls.tabs ?? "" } }),
			Tooltip: Tooltip.extend({
				defaultProps: { openDelay: 350, withArrow: false, fz: "xs", maw: 360, multiline: true },
			}),
			Menu: Menu.extend({
				// Inside the main landmark, where screen readers look for content.
				defaultProps: {
					shadow: "md",
					transitionProps: { duration: 90 },
					portalProps: { target: "#deck" },
					floatingStrategy: "fixed",
					// The first item takes the focus, not an empty place before it.
					withInitialFocusPlaceholder: false,
				},
				classNames: { item: controls.menuItem ?? "" },
			}),
			// A dialog's header is no banner of the page.
			ModalHeader: { defaultProps: { component: "div" } },
			DrawerHeader: { defaultProps: { component: "div" } },
			CloseButton: { defaultProps: { "aria-label": t("action.close") } },
			Modal: Modal.extend({
				defaultProps: { centered: true, transitionProps: { ...quick, transition: "fade" } },
				classNames: { title: controls.dialogTitle ?? "", header: controls.dialogHeader ?? "" },
			}),
			Drawer: Drawer.extend({
				defaultProps: { position: "right", transitionProps: quick },
				classNames: { title: controls.dialogTitle ?? "", header: controls.dialogHeader ?? "" },
			}),
		},
	});

/** Mantine's own variables said in our tokens, so that its parts and ours share one ground. */
export const cssVariables: CSSVariablesResolver = () => ({
	variables: {},
	light: shared,
	dark: shared,
});

const shared: Record<string, string> = {
	"--mantine-color-body": "var(--panel)",
	"--mantine-color-text": "var(--ink)",
	"--mantine-color-dimmed": "var(--ink-3)",
	"--mantine-color-placeholder": "var(--ink-3)",
	"--mantine-color-default": "var(--panel)",
	"--mantine-color-default-hover": "var(--hover)",
	"--mantine-color-default-border": "var(--line-strong)",
	"--mantine-color-default-color": "var(--ink)",
	"--mantine-color-red-filled": "var(--danger-fill)",
	"--mantine-color-red-filled-hover": "color-mix(in srgb, var(--danger-fill) 88%, black)",
	"--mantine-color-sea-filled-hover": "color-mix(in srgb, var(--accent-fill) 90%, black)",
	"--mantine-color-red-6": "var(--danger)",
	"--mantine-color-error": "var(--danger)",
	"--mantine-color-anchor": "var(--accent)",
	"--mantine-color-sea-filled": "var(--accent-fill)",
	"--mantine-color-disabled": "var(--hover)",
	"--mantine-color-disabled-color": "var(--ink-3)",
};
